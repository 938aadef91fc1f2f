package kubelet

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os/exec"
	"strconv"
	"time"

	"github.com/creack/pty"
	"k8s.io/cri-streaming/pkg/streaming"
	"k8s.io/cri-streaming/pkg/streaming/portforward"
	"k8s.io/cri-streaming/pkg/streaming/remotecommand"
	utilexec "k8s.io/utils/exec"
)

// portAnnotation of a pod says which port of this machine stands for a port of the pod: its end is the pod's port.
const portAnnotation = "kube-guardrails.test/port-"

// newHandler serves what the API server asks of a kubelet for the subresources of pods
// (https://kubernetes.io/docs/concepts/architecture/control-plane-node-communication/#apiserver-to-kubelet).
func newHandler(pods *pods) http.Handler {
	mux := http.NewServeMux()
	with := func(serve func(w http.ResponseWriter, r *http.Request, found *pod, one *container)) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			found := pods.find(r.PathValue("namespace"), r.PathValue("pod"))
			if found == nil {
				http.Error(w, "pod does not exist", http.StatusNotFound)
				return
			}
			one := found.container(r.PathValue("container"))
			if one == nil {
				http.Error(w, "container not found", http.StatusNotFound)
				return
			}
			serve(w, r, found, one)
		}
	}
	config := streaming.DefaultConfig
	mux.HandleFunc("/containerLogs/{namespace}/{pod}/{container}", with(func(w http.ResponseWriter, r *http.Request, _ *pod, one *container) {
		log := one.logs(r.URL.Query().Get("previous") == "true")
		if log == nil {
			http.Error(w, fmt.Sprintf("previous terminated container %q in pod %q not found", one.spec.Name, one.pod.object.Name), http.StatusBadRequest)
			return
		}
		serveLogs(w, r, log)
	}))
	mux.HandleFunc("/exec/{namespace}/{pod}/{container}", with(func(w http.ResponseWriter, r *http.Request, _ *pod, one *container) {
		remotecommand.ServeExec(w, r, executor{one}, one.pod.object.Name, "", one.spec.Name, r.URL.Query()["command"],
			optionsOf(r), config.StreamIdleTimeout, config.StreamCreationTimeout, config.SupportedRemoteCommandProtocols)
	}))
	mux.HandleFunc("/attach/{namespace}/{pod}/{container}", with(func(w http.ResponseWriter, r *http.Request, _ *pod, one *container) {
		remotecommand.ServeAttach(w, r, executor{one}, one.pod.object.Name, "", one.spec.Name,
			optionsOf(r), config.StreamIdleTimeout, config.StreamCreationTimeout, config.SupportedRemoteCommandProtocols)
	}))
	mux.HandleFunc("/portForward/{namespace}/{pod}", with(func(w http.ResponseWriter, r *http.Request, found *pod, _ *container) {
		options, err := portforward.NewV4Options(r)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		portforward.ServePortForward(w, r, forwarder{found}, found.object.Name, "", options,
			config.StreamIdleTimeout, config.StreamCreationTimeout, config.SupportedPortForwardProtocols)
	}))
	return mux
}

func optionsOf(r *http.Request) *remotecommand.Options {
	query := r.URL.Query()
	is := func(name string) bool { value := query.Get(name); return value == "1" || value == "true" }
	return &remotecommand.Options{TTY: is("tty"), Stdin: is("input"), Stdout: is("output"), Stderr: is("error") && !is("tty")}
}

// executor runs programs in a container.
type executor struct{ container *container }

func (e executor) ExecInContainer(ctx context.Context, _, _, _ string, line []string, in io.Reader, out, errs io.WriteCloser, tty bool, resize <-chan remotecommand.TerminalSize, _ time.Duration) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		select {
		case <-e.container.pod.done():
			cancel()
		case <-ctx.Done():
		}
	}()
	command, err := e.container.command(ctx, line)
	if err != nil {
		return err
	}
	if tty {
		err = runInTerminal(command, in, out, resize)
	} else {
		err = runWithPipes(command, in, out, errs)
	}
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return utilexec.CodeExitError{Err: err, Code: exitCode(err)}
	}
	return err
}

func runWithPipes(command *exec.Cmd, in io.Reader, out, errs io.Writer) error {
	if out != nil {
		command.Stdout = out
	}
	if errs != nil {
		command.Stderr = errs
	}
	if in != nil {
		pipe, err := command.StdinPipe()
		if err != nil {
			return err
		}
		go func() { // not awaited: the process may end while its input stays open
			_, _ = io.Copy(pipe, in)
			_ = pipe.Close()
		}()
	}
	return command.Run()
}

func runInTerminal(command *exec.Cmd, in io.Reader, out io.Writer, resize <-chan remotecommand.TerminalSize) error {
	terminal, err := pty.Start(command)
	if err != nil {
		return err
	}
	defer terminal.Close()
	go func() {
		for size := range resize {
			_ = pty.Setsize(terminal, &pty.Winsize{Rows: size.Height, Cols: size.Width})
		}
	}()
	if in != nil {
		go func() { _, _ = io.Copy(terminal, in) }()
	}
	copied := make(chan struct{})
	go func() {
		_, _ = io.Copy(out, terminal)
		close(copied)
	}()
	err = command.Wait()
	select {
	case <-copied:
	case <-time.After(time.Second): // what it started in the background holds the terminal
	}
	return err
}

// AttachContainer shows what the container writes from now on, until it ends, and hands on what is typed where it takes input.
func (e executor) AttachContainer(ctx context.Context, _, _, _ string, in io.Reader, out, _ io.WriteCloser, _ bool, resize <-chan remotecommand.TerminalSize) error {
	for tries := 0; e.container.spec.TTY && e.container.ownTerminal() == nil && tries < 100; tries++ {
		time.Sleep(20 * time.Millisecond) // it is about to start
	}
	if own := e.container.ownTerminal(); own != nil {
		return own.attach(ctx, in, out, resize)
	}
	log := e.container.logs(false)
	if log == nil {
		return errors.New("container " + e.container.spec.Name + " is waiting to start")
	}
	lines, _, _ := log.from(0)
	if to := e.container.input(); in != nil && to != nil {
		go func() { _, _ = io.Copy(to, in) }() // the process keeps its input when somebody leaves
	}
	for next := len(lines); ; {
		fresh, more, wake := log.from(next)
		next += len(fresh)
		for _, one := range fresh {
			if _, err := fmt.Fprintln(out, one.text); err != nil {
				return err
			}
		}
		if !more {
			return nil
		}
		select {
		case <-wake:
		case <-ctx.Done():
			return ctx.Err()
		case <-e.container.pod.done():
			return nil
		}
	}
}

// forwarder connects to the port of this machine that stands for one of the pod.
type forwarder struct{ pod *pod }

func (f forwarder) PortForward(ctx context.Context, _, _ string, port int32, stream io.ReadWriteCloser) error {
	target := f.pod.object.Annotations[portAnnotation+strconv.Itoa(int(port))]
	if target == "" {
		target = strconv.Itoa(int(port))
	}
	connection, err := net.Dial("tcp", net.JoinHostPort("127.0.0.1", target))
	if err != nil {
		return err
	}
	defer connection.Close()
	ended := make(chan struct{}, 2)
	go func() {
		_, _ = io.Copy(connection, stream)
		if half, ok := connection.(*net.TCPConn); ok {
			_ = half.CloseWrite()
		}
		ended <- struct{}{}
	}()
	go func() {
		_, _ = io.Copy(stream, connection)
		ended <- struct{}{}
	}()
	select {
	case <-ended:
	case <-f.pod.done():
	case <-ctx.Done():
	}
	return nil
}
