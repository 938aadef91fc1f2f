package kubelet

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// container is a process of this machine, or nothing at all where it has no command.
type container struct {
	pod      *pod
	spec     corev1.Container
	mu       sync.Mutex
	state    corev1.ContainerState
	last     corev1.ContainerState
	restarts int32
	ended    bool
	ready    bool
	log      *logFile
	previous *logFile
	// stdin of the process, where the pod asks for one.
	stdin io.Writer
	// terminal of the process, where the pod asks for one.
	terminal *terminal
	// once: it is not started again.
	once bool
}

func (c *container) start(ctx context.Context) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.log = &logFile{}
	if strings.Contains(c.spec.Image, missingImage) {
		c.state = waiting("ErrImagePull", "no such image: "+c.spec.Image)
		if !c.once {
			go c.backOffPulling(ctx)
		}
		return
	}
	if len(c.spec.Command) == 0 && c.spec.TTY {
		c.spec.Command = []string{"sh"} // as images for debugging do
	}
	c.state = corev1.ContainerState{Running: &corev1.ContainerStateRunning{StartedAt: metav1.Now()}}
	c.ready = c.spec.ReadinessProbe == nil
	if probe := c.spec.ReadinessProbe; probe != nil && probe.Exec != nil {
		go c.probe(ctx, probe)
	}
	if len(c.spec.Command) == 0 {
		c.log.line("stdout", "started")
		go func() {
			<-ctx.Done()
			c.log.close()
		}()
		return
	}
	go c.live(ctx, c.log)
}

func waiting(reason, message string) corev1.ContainerState {
	return corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{Reason: reason, Message: message}}
}

// backOffPulling gives up for a while, as there is no such image.
func (c *container) backOffPulling(ctx context.Context) {
	select {
	case <-ctx.Done():
		return
	case <-time.After(time.Second):
	}
	c.mu.Lock()
	c.state = waiting("ImagePullBackOff", "Back-off pulling image \""+c.spec.Image+"\": ErrImagePull: no such image: "+c.spec.Image)
	c.mu.Unlock()
	c.pod.notify()
}

// probe asks a program whether the container is ready, and tells of it in an event when it is not.
func (c *container) probe(ctx context.Context, probe *corev1.Probe) {
	for {
		out := &logFile{}
		command, err := c.command(ctx, probe.Exec.Command)
		if err == nil {
			command.Stdout, command.Stderr = out.writer("stdout"), out.writer("stderr")
			err = command.Run()
		}
		if ctx.Err() != nil {
			return
		}
		c.mu.Lock()
		changed := c.ready != (err == nil)
		c.ready = err == nil
		c.mu.Unlock()
		if err != nil {
			c.pod.warn(ctx, "Unhealthy", "Readiness probe failed: "+err.Error(), "spec.containers{"+c.spec.Name+"}")
		}
		if changed {
			c.pod.notify()
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Duration(max(probe.PeriodSeconds, 1)) * time.Second):
		}
	}
}

// live runs the process, and again as the pod's restart policy says.
func (c *container) live(ctx context.Context, out *logFile) {
	for pause := time.Second; ; pause *= 2 {
		started := metav1.Now()
		code := c.process(ctx, out)
		out.close()
		if ctx.Err() != nil {
			return
		}
		reason := map[bool]string{true: "Completed", false: "Error"}[code == 0]
		over := corev1.ContainerState{Terminated: &corev1.ContainerStateTerminated{
			ExitCode: int32(code), Reason: reason, StartedAt: started, FinishedAt: metav1.Now(),
		}}
		policy := c.pod.object.Spec.RestartPolicy
		again := !c.once && (policy == corev1.RestartPolicyAlways || (policy == corev1.RestartPolicyOnFailure && code != 0))
		c.mu.Lock()
		c.state, c.ended = over, !again
		if again && code != 0 && c.restarts > 0 {
			c.state, c.last = waiting("CrashLoopBackOff", "back-off "+pause.String()+" restarting failed container="+c.spec.Name), over
		}
		c.mu.Unlock()
		c.pod.notify()
		if !again {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
		out = &logFile{}
		c.mu.Lock()
		c.previous, c.log, c.last = c.log, out, over
		c.state = corev1.ContainerState{Running: &corev1.ContainerStateRunning{StartedAt: metav1.Now()}}
		c.restarts++
		c.mu.Unlock()
		c.pod.notify()
	}
}

// prepare runs a container that has to end well before others start, as often as it takes. It says whether it did.
func (c *container) prepare(ctx context.Context) bool {
	for pause := time.Second; ; pause *= 2 {
		out, started := &logFile{}, metav1.Now()
		c.mu.Lock()
		c.previous, c.log = c.log, out
		c.state = corev1.ContainerState{Running: &corev1.ContainerStateRunning{StartedAt: started}}
		c.mu.Unlock()
		c.pod.notify()
		code := c.process(ctx, out)
		out.close()
		if ctx.Err() != nil || code == 0 {
			return ctx.Err() == nil
		}
		over := corev1.ContainerState{Terminated: &corev1.ContainerStateTerminated{
			ExitCode: int32(code), Reason: "Error", StartedAt: started, FinishedAt: metav1.Now(),
		}}
		c.mu.Lock()
		c.state, c.last = waiting("CrashLoopBackOff", "back-off "+pause.String()+" restarting failed container="+c.spec.Name), over
		c.restarts++
		c.mu.Unlock()
		c.pod.notify()
		select {
		case <-ctx.Done():
			return false
		case <-time.After(pause):
		}
	}
}

func (c *container) process(ctx context.Context, out *logFile) int {
	command, err := c.command(ctx, append(append([]string{}, c.spec.Command...), c.spec.Args...))
	if err != nil {
		out.line("stderr", err.Error())
		return 127
	}
	if c.spec.TTY {
		return c.inTerminal(command)
	}
	command.Stdout, command.Stderr = out.writer("stdout"), out.writer("stderr")
	if c.spec.Stdin {
		stdin, err := command.StdinPipe()
		if err != nil {
			out.line("stderr", err.Error())
			return 127
		}
		c.mu.Lock()
		c.stdin = stdin
		c.mu.Unlock()
	}
	return exitCode(command.Run())
}

// command prepares a program with the environment of the container. It is looked for in the container's own PATH.
func (c *container) command(ctx context.Context, line []string) (*exec.Cmd, error) {
	env := append(os.Environ(), "HOSTNAME="+c.pod.object.Name)
	path := os.Getenv("PATH")
	for _, one := range c.spec.Env {
		env = append(env, one.Name+"="+one.Value)
		if one.Name == "PATH" {
			path = one.Value
		}
	}
	program := line[0]
	if !strings.ContainsRune(program, '/') {
		program = ""
		for _, folder := range filepath.SplitList(path) {
			if found, err := exec.LookPath(filepath.Join(folder, line[0])); err == nil {
				program = found
				break
			}
		}
		if program == "" {
			return nil, errors.New("failed to exec in container: exec: \"" + line[0] + "\": executable file not found in $PATH")
		}
	}
	if err := os.MkdirAll(c.pod.folder, 0o700); err != nil {
		return nil, err
	}
	command := exec.CommandContext(ctx, program, line[1:]...)
	command.Dir, command.Env = c.pod.folder, env
	command.WaitDelay = time.Second // children of a process that was ended may hold its output open
	return command, nil
}

// exitCode is 128 and the signal where one ended the process, as in a shell.
func exitCode(err error) int {
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		if err == nil {
			return 0
		}
		return 1
	}
	if status, ok := exit.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		return 128 + int(status.Signal())
	}
	return exit.ExitCode()
}

func (c *container) status() corev1.ContainerStatus {
	c.mu.Lock()
	defer c.mu.Unlock()
	running := c.state.Running != nil
	return corev1.ContainerStatus{
		Name: c.spec.Name, Image: c.spec.Image, ImageID: c.spec.Image, ContainerID: "process://" + string(c.pod.object.UID) + "." + c.spec.Name,
		Ready: running && c.ready, Started: &running, State: c.state, LastTerminationState: c.last, RestartCount: c.restarts,
	}
}

func (c *container) hasEnded() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.ended
}

// missingImage in the name of an image says that it cannot be pulled.
const missingImage = "/missing"

func (c *container) input() io.Writer {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.stdin
}

func (c *container) logs(previous bool) *logFile {
	c.mu.Lock()
	defer c.mu.Unlock()
	if previous {
		return c.previous
	}
	return c.log
}
