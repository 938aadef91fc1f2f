// Package kubelet stands in for the kubelet. Its containers are processes of this machine: images are ignored, the command of a
// container is run in a folder of its pod, and a container without one does nothing. So logs, exit codes, restarts and shells
// are real. It writes the status of pods and serves logs, exec, attach and port-forward with Kubernetes' own streaming library.
package kubelet

import (
	"context"
	"crypto/tls"
	"encoding/pem"
	"errors"
	"flag"
	"log"
	"net"
	"net/http"
	"os"
	"slices"
	"strconv"
	"sync/atomic"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/util/retry"
)

// Main reads os.Args and runs until the program is ended.
func Main() {
	flags := flag.NewFlagSet("kubelet", flag.ExitOnError)
	kubeconfig := flags.String("kubeconfig", "", "login of the API server")
	node := flags.String("node", "node-1", "name of the node")
	listen := flags.String("listen", "127.0.0.1:10250", "address to serve on")
	certificate := flags.String("certificate", "", "certificate of this server, and the only one that clients may show")
	key := flags.String("key", "", "private key of the certificate")
	folder := flags.String("folder", "", "where pods keep their files")
	_ = flags.Parse(os.Args[1:])
	log.Fatal(start(*kubeconfig, *node, *listen, *certificate, *key, *folder))
}

// running is what Main has started.
var running atomic.Pointer[pods]

// Stop ends the processes of all containers, which would outlive this one.
func Stop() {
	if pods := running.Load(); pods != nil {
		pods.stop()
	}
}

func start(kubeconfig, node, listen, certificate, key, folder string) error {
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return err
	}
	config.QPS, config.Burst = 2000, 4000
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	tlsConfig, err := onlyFor(certificate, key)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", listen)
	if err != nil {
		return err
	}
	ctx := context.Background()
	if err := register(ctx, client, node, listener.Addr().(*net.TCPAddr).Port); err != nil {
		return err
	}
	pods := newPods(client, node, folder)
	running.Store(pods)
	go pods.run(ctx)
	server := &http.Server{Handler: newHandler(pods), TLSConfig: tlsConfig}
	return server.ServeTLS(listener, "", "")
}

// onlyFor lets in who shows this very certificate, as the API server does: whoever gets in can run programs.
func onlyFor(certificate, key string) (*tls.Config, error) {
	pair, err := tls.LoadX509KeyPair(certificate, key)
	if err != nil {
		return nil, err
	}
	text, err := os.ReadFile(certificate)
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, errors.New("no certificate in " + certificate)
	}
	return &tls.Config{
		Certificates: []tls.Certificate{pair},
		ClientAuth:   tls.RequireAnyClientCert,
		NextProtos:   []string{"http/1.1"},
		VerifyConnection: func(state tls.ConnectionState) error {
			if slices.Equal(state.PeerCertificates[0].Raw, block.Bytes) {
				return nil
			}
			return errors.New("only the API server may ask")
		},
	}, nil
}

// register creates the node, ready and with room for any number of pods.
func register(ctx context.Context, client kubernetes.Interface, name string, port int) error {
	room := corev1.ResourceList{
		corev1.ResourceCPU:              resource.MustParse("1000"),
		corev1.ResourceMemory:           resource.MustParse("1000Gi"),
		corev1.ResourceEphemeralStorage: resource.MustParse("1000Gi"),
		corev1.ResourcePods:             resource.MustParse("20000"),
	}
	node := &corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: name, Labels: map[string]string{
		corev1.LabelHostname: name, corev1.LabelOSStable: "linux", corev1.LabelArchStable: "amd64",
	}}}
	status := corev1.NodeStatus{
		Capacity:        room,
		Allocatable:     room,
		Addresses:       []corev1.NodeAddress{{Type: corev1.NodeInternalIP, Address: "127.0.0.1"}, {Type: corev1.NodeHostName, Address: name}},
		DaemonEndpoints: corev1.NodeDaemonEndpoints{KubeletEndpoint: corev1.DaemonEndpoint{Port: int32(port)}},
		NodeInfo:        corev1.NodeSystemInfo{KubeletVersion: "v1.36.3", OperatingSystem: "linux", Architecture: "amd64", ContainerRuntimeVersion: "process://" + strconv.Itoa(os.Getpid())},
		Conditions:      []corev1.NodeCondition{{Type: corev1.NodeReady, Status: corev1.ConditionTrue, Reason: "KubeletReady", LastHeartbeatTime: metav1.Now(), LastTransitionTime: metav1.Now()}},
	}
	if _, err := client.CoreV1().Nodes().Create(ctx, node, metav1.CreateOptions{}); err != nil && !apierrors.IsAlreadyExists(err) {
		return err
	}
	// Controllers write to a new node, too.
	return retry.RetryOnConflict(retry.DefaultBackoff, func() error {
		made, err := client.CoreV1().Nodes().Get(ctx, name, metav1.GetOptions{})
		if err != nil {
			return err
		}
		made.Status = status
		_, err = client.CoreV1().Nodes().UpdateStatus(ctx, made, metav1.UpdateOptions{})
		return err
	})
}
