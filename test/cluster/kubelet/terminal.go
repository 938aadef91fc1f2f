package kubelet

import (
	"context"
	"io"
	"os"
	"os/exec"
	"sync"

	"github.com/creack/pty"
	"k8s.io/cri-streaming/pkg/streaming/remotecommand"
)

// terminal is that of a main process: who attaches sees what it writes from then on, and types into it.
type terminal struct {
	file    *os.File
	mu      sync.Mutex
	writers map[io.Writer]bool
	ended   chan struct{}
}

// inTerminal runs the main process of a container in a terminal of its own.
func (c *container) inTerminal(command *exec.Cmd) int {
	file, err := pty.Start(command)
	if err != nil {
		return 127
	}
	own := &terminal{file: file, writers: map[io.Writer]bool{}, ended: make(chan struct{})}
	c.mu.Lock()
	c.terminal = own
	c.mu.Unlock()
	c.pod.notify()
	go func() { _, _ = io.Copy(own, file) }()
	code := exitCode(command.Wait())
	close(own.ended)
	_ = file.Close()
	return code
}

// Write hands on what the process writes to everybody who is attached.
func (t *terminal) Write(data []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for writer := range t.writers {
		_, _ = writer.Write(data)
	}
	return len(data), nil
}

func (t *terminal) attach(ctx context.Context, in io.Reader, out io.Writer, resize <-chan remotecommand.TerminalSize) error {
	t.mu.Lock()
	t.writers[out] = true
	t.mu.Unlock()
	defer func() {
		t.mu.Lock()
		delete(t.writers, out)
		t.mu.Unlock()
	}()
	go func() {
		for size := range resize {
			_ = pty.Setsize(t.file, &pty.Winsize{Rows: size.Height, Cols: size.Width})
		}
	}()
	if in != nil {
		go func() { _, _ = io.Copy(t.file, in) }()
	}
	select {
	case <-t.ended:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (c *container) ownTerminal() *terminal {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.terminal
}
