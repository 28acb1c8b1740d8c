//go:build linux

package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"saavu/internal/batch"
	"saavu/internal/words"
	"saavu/pkg/lang"
)

// running reports whether a process runs; one that has ended and that nobody has waited for
// does not.
func running(pid int) bool {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return false
	}
	_, rest, _ := strings.Cut(string(text), ") ")
	return !strings.HasPrefix(rest, "Z") && !strings.HasPrefix(rest, "X")
}

// A command of --notify that hangs ends with all that it has started, also what its
// children have started.
func TestNotifyEndsWithGrandchildren(t *testing.T) {
	dir := t.TempDir()
	script := filepath.Join(dir, "post")
	text := `#!/bin/sh
cat > notice.json
(sleep 600 & echo $! > grandchild; wait) &
echo $! > child
echo $$ > self
sleep 600
`
	if err := os.WriteFile(script, []byte(text), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	pids := func() (out []int) {
		for _, name := range []string{"self", "child", "grandchild"} {
			word, _ := os.ReadFile(name)
			if pid, err := strconv.Atoi(strings.TrimSpace(string(word))); err == nil {
				out = append(out, pid)
			}
		}
		return out
	}
	var said bytes.Buffer
	log := newBatchLog(&said, false, words.In(lang.English))
	p := &people{command: []string{script}, limit: 4 * time.Second}
	t.Cleanup(func() {
		for _, pid := range pids() {
			if running(pid) {
				_ = syscall.Kill(pid, syscall.SIGKILL)
			}
		}
	})
	began := make(chan int)
	go func() { // all three run at some moment
		most := 0
		for deadline := time.Now().Add(p.limit); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
			n := 0
			for _, pid := range pids() {
				if running(pid) {
					n++
				}
			}
			most = max(most, n)
		}
		began <- most
	}()
	start := time.Now()
	p.send(log, &batch.Notice{})
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("it took %s", took)
	}
	if n := <-began; n != 3 {
		t.Fatalf("%d of 3 processes have run", n)
	}
	if !strings.Contains(said.String(), "post failed: it did not end within 4s") {
		t.Errorf("%s", said.String())
	}
	for _, pid := range pids() {
		for deadline := time.Now().Add(5 * time.Second); running(pid) && time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		}
		if running(pid) {
			t.Errorf("process %d still runs", pid)
		}
	}
}
