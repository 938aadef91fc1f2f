// Command testcluster is what a test needs of a Kubernetes control plane, in one binary:
//
//	testcluster etcd|kube-apiserver [flags]
package main

import (
	"fmt"
	"io"
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
	go endWithParent()
	components[os.Args[0]]()
}

// endWithParent ends the program as soon as whoever holds the other end of its standard input is gone, however it ended.
func endWithParent() {
	if info, err := os.Stdin.Stat(); err != nil || info.Mode()&(os.ModeNamedPipe|os.ModeSocket) == 0 {
		return
	}
	_, _ = io.Copy(io.Discard, os.Stdin)
	os.Exit(1)
}

func run(command *cobra.Command) { os.Exit(cli.Run(command)) }
