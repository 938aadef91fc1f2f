// Command clientgo tells what client-go makes of kubeconfig files. It reads from its input a list of
// {"explicit", "KUBECONFIG", "home"} and prints for each what was merged, what was wrong, and which contexts can be used.
package main

import (
	"encoding/json"
	"os"
	"path/filepath"

	"k8s.io/client-go/tools/clientcmd"
)

type question struct {
	Explicit   string
	Kubeconfig string `json:"KUBECONFIG"`
	Home       string
}

type answer struct {
	// The merged configuration as a kubeconfig file; missing where nothing was read.
	Config string `json:"config,omitempty"`
	Error  string `json:"error,omitempty"`
	// Namespace of each context that can be used.
	Usable map[string]string `json:"usable"`
}

func main() {
	var questions []question
	if err := json.NewDecoder(os.Stdin).Decode(&questions); err != nil {
		panic(err)
	}
	answers := []answer{}
	for _, one := range questions {
		answers = append(answers, ask(one))
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		panic(err)
	}
}

func ask(one question) answer {
	os.Setenv("KUBECONFIG", one.Kubeconfig)
	rules := clientcmd.NewDefaultClientConfigLoadingRules()
	rules.MigrationRules = nil
	if one.Kubeconfig == "" {
		rules.Precedence = []string{filepath.Join(one.Home, ".kube", "config")} // worked out from HOME when the program starts
	}
	rules.ExplicitPath = one.Explicit
	config, err := rules.Load()
	reply := answer{Usable: map[string]string{}}
	if err != nil {
		reply.Error = err.Error()
	}
	if config == nil {
		return reply
	}
	for name := range config.Contexts {
		client := clientcmd.NewNonInteractiveClientConfig(*config, name, &clientcmd.ConfigOverrides{}, rules)
		if _, err := client.ClientConfig(); err != nil {
			continue
		}
		if namespace, _, err := client.Namespace(); err == nil {
			reply.Usable[name] = namespace
		}
	}
	text, err := clientcmd.Write(*config)
	if err != nil {
		panic(err)
	}
	reply.Config = string(text)
	return reply
}
