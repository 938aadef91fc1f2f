package kubelet

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"
)

type logLine struct {
	at     time.Time
	stream string
	text   string
}

// logFile is what a container has written. Lines are kept for as long as the pod is.
type logFile struct {
	mu     sync.Mutex
	lines  []logLine
	closed bool
	wake   chan struct{}
}

func (l *logFile) line(stream, text string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lines = append(l.lines, logLine{time.Now().UTC(), stream, text})
	l.wakeAll()
}

func (l *logFile) close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.closed = true
	l.wakeAll()
}

func (l *logFile) wakeAll() {
	if l.wake != nil {
		close(l.wake)
		l.wake = nil
	}
}

// from gives the lines after the first so many, whether more may come, and what says when.
func (l *logFile) from(index int) ([]logLine, bool, <-chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.wake == nil {
		l.wake = make(chan struct{})
	}
	return l.lines[index:], !l.closed, l.wake
}

// writer splits what a process writes into lines.
func (l *logFile) writer(stream string) io.Writer { return &lineWriter{log: l, stream: stream} }

type lineWriter struct {
	log    *logFile
	stream string
	rest   []byte
}

func (w *lineWriter) Write(part []byte) (int, error) {
	w.rest = append(w.rest, part...)
	for {
		end := bytes.IndexByte(w.rest, '\n')
		if end < 0 {
			return len(part), nil
		}
		w.log.line(w.stream, string(w.rest[:end]))
		w.rest = w.rest[end+1:]
	}
}

// serveLogs answers with the parameters of PodLogOptions.
func serveLogs(w http.ResponseWriter, r *http.Request, log *logFile) {
	query := r.URL.Query()
	lines, more, wake := log.from(0)
	next := len(lines)
	if since := sinceOf(query); !since.IsZero() {
		for len(lines) > 0 && lines[0].at.Before(since) {
			lines = lines[1:]
		}
	}
	if tail, err := strconv.Atoi(query.Get("tailLines")); err == nil && tail < len(lines) {
		lines = lines[len(lines)-tail:]
	}
	timestamps := query.Get("timestamps") == "true"
	left := int64(-1)
	if limit, err := strconv.ParseInt(query.Get("limitBytes"), 10, 64); err == nil {
		left = limit
	}
	w.Header().Set("Content-Type", "text/plain")
	w.WriteHeader(http.StatusOK)
	for {
		for _, one := range lines {
			text := one.text + "\n"
			if timestamps {
				text = one.at.Format("2006-01-02T15:04:05.000000000Z07:00") + " " + text
			}
			if left >= 0 && int64(len(text)) > left {
				text = text[:left]
			}
			if _, err := fmt.Fprint(w, text); err != nil {
				return
			}
			if left >= 0 {
				if left -= int64(len(text)); left == 0 {
					return
				}
			}
		}
		w.(http.Flusher).Flush()
		if query.Get("follow") != "true" {
			return
		}
		if !more && len(lines) == 0 {
			return
		}
		if more {
			select {
			case <-wake:
			case <-r.Context().Done():
				return
			}
		}
		lines, more, wake = log.from(next)
		next += len(lines)
	}
}

func sinceOf(query url.Values) time.Time {
	if seconds, err := strconv.Atoi(query.Get("sinceSeconds")); err == nil {
		return time.Now().Add(-time.Duration(seconds) * time.Second)
	}
	since, _ := time.Parse(time.RFC3339Nano, strings.TrimSpace(query.Get("sinceTime")))
	return since
}
