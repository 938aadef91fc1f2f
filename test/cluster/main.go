// Command testcluster is what a test needs of a Kubernetes control plane, in one binary:
//
//	testcluster etcd|kube-apiserver [flags]
package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"
	"go.etcd.io/etcd/server/v3/etcdmain"
	"k8s.io/component-base/cli"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
)

// components are started by the name of the program that they stand for. Each parses os.Args itself.
var components = map[string]func(){
	"etcd":           func() { etcdmain.Main(os.Args) },
	"kube-apiserver": func() { run(apiserver.NewAPIServerCommand()) },
}

func main() {
	if len(os.Args) < 2 || components[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage: testcluster etcd|kube-apiserver [flags]")
		os.Exit(2)
	}
	os.Args = os.Args[1:]
	components[os.Args[0]]()
}

func run(command *cobra.Command) { os.Exit(cli.Run(command)) }
