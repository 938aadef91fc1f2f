// Command testcluster is a Kubernetes cluster for tests in one binary:
//
//	testcluster etcd|kube-apiserver|kube-controller-manager|kube-scheduler|kubelet [flags]
package main

import (
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"
	"go.etcd.io/etcd/server/v3/etcdmain"
	"k8s.io/component-base/cli"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	manager "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"

	"kube-guardrails.test/cluster/kubelet"
)

// components are started by the name of the program that they stand for. Each parses os.Args itself.
var components = map[string]func(){
	"etcd":                    func() { etcdmain.Main(os.Args) },
	"kube-apiserver":          func() { run(apiserver.NewAPIServerCommand()) },
	"kube-controller-manager": func() { run(manager.NewControllerManagerCommand()) },
	"kube-scheduler":          func() { run(scheduler.NewSchedulerCommand()) },
	"kubelet":                 kubelet.Main,
}

func main() {
	if len(os.Args) < 2 || components[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage: testcluster etcd|kube-apiserver|kube-controller-manager|kube-scheduler|kubelet [flags]")
		os.Exit(2)
	}
	os.Args = os.Args[1:]
	go endWithParent()
	components[os.Args[0]]()
}

// endWithParent ends the program as soon as whoever holds the other end of its standard input is gone, however it ended.
func endWithParent() {
	if info, err := os.Stdin.Stat(); err != nil || info.Mode()&(os.ModeNamedPipe|os.ModeSocket) == 0 {
		return
	}
	_, _ = io.Copy(io.Discard, os.Stdin)
	kubelet.Stop()
	os.Exit(1)
}

func run(command *cobra.Command) { os.Exit(cli.Run(command)) }
