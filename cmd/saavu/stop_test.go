package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"saavu/internal/atomic"
)

// writers returns pairs of commands that write into one folder.
func writers(t *testing.T) []victim {
	t.Helper()
	world(t)
	if err := os.Mkdir("values", 0o755); err != nil {
		t.Fatal(err)
	}
	county := []string{"--county", "county.yaml", "--quiet"}
	compare := append([]string{"compare", "--draws", "0", "--out-dir", "out"}, county...)
	access := append([]string{"access", "--service", "neuvola_child", "--out", filepath.Join("values", "values.csv")}, county...)
	return []victim{
		{folder: "out", args: [2][]string{append(slices.Clone(compare), "today"), append(slices.Clone(compare), "--close", "station", "--public")}},
		{folder: "values", args: [2][]string{append(slices.Clone(access), "--measure", "nearest"), append(slices.Clone(access), "--measure", "cumulative", "--cutoff", "15m")}},
	}
}

// Two runs that write into one folder or one file at once leave the whole result of
// one of them and nothing else.
func TestTwoAtOnceLeaveOneWholeResult(t *testing.T) {
	for _, v := range writers(t) {
		var wants [2]map[string]string
		for k := range v.args {
			v.do(t, k)
			wants[k], _ = visible(t, v.folder)
		}
		saavu, rounds := program(t, "saavu"), 4
		if testing.Short() {
			rounds = 1
		}
		for range rounds {
			var runs [4]*exec.Cmd
			for i := range runs {
				runs[i] = exec.Command(saavu, v.args[i%2]...)
				runs[i].Stderr = &bytes.Buffer{}
				if err := runs[i].Start(); err != nil {
					t.Fatal(err)
				}
			}
			for _, cmd := range runs {
				if err := cmd.Wait(); err != nil {
					t.Errorf("%v: %s", err, cmd.Stderr)
				}
			}
			if left, hidden := visible(t, v.folder); !maps.Equal(left, wants[0]) && !maps.Equal(left, wants[1]) || hidden {
				t.Fatalf("%s: neither result: %q, hidden %v", v.folder, slices.Sorted(maps.Keys(left)), hidden)
			}
		}
	}
}

// A signal during writing ends a run with its own exit code, with what was there
// before, and without leftovers.
func TestSignalsLeaveWhatWasThere(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // it has no signals between processes
	}
	for _, v := range writers(t) {
		var wants [2]map[string]string
		for _, k := range []int{1, 0} {
			v.do(t, k)
			wants[k], _ = visible(t, v.folder)
		}
		saavu := program(t, "saavu")
		for _, signal := range []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP} {
			cmd := exec.Command(saavu, v.args[1]...)
			var out bytes.Buffer
			cmd.Stderr = &out
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			ended := make(chan error, 1)
			go func() { ended <- cmd.Wait() }()
			for begun := []string(nil); begun == nil && len(ended) == 0; begun, _ = filepath.Glob(filepath.Join(v.folder, ".saavu*")) {
				time.Sleep(time.Millisecond / 4)
			}
			_ = cmd.Process.Signal(signal)
			err := <-ended
			want, code := wants[1], new(exec.ExitError)
			if errors.As(err, &code) {
				want = wants[0]
				if code.ExitCode() != stoppedOrBusy || !strings.HasSuffix(out.String(), ": stopped; nothing was written\n") {
					t.Errorf("%v: %v, %s", signal, err, out.String())
				}
			}
			left, hidden := visible(t, v.folder)
			if !maps.Equal(left, want) || hidden {
				t.Errorf("%v: %v; files %q, hidden %v", signal, err, slices.Sorted(maps.Keys(left)), hidden)
			}
			v.do(t, 0)
			t.Logf("%s, %v: %v", v.folder, signal, err)
		}
	}
}

// A run that waits for another one names it once, and goes on when it ends. The runs of
// this test wait at the same time, each for a folder of its own.
func TestARunThatWaitsSaysForWhom(t *testing.T) {
	world(t)
	text, err := os.ReadFile("county.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for _, quiet := range []bool{false, true} {
		for _, verb := range []string{"compare", "import"} {
			name := fmt.Sprintf("%s-%t", verb, quiet)
			if err := os.WriteFile(name+".yaml", text, 0o644); err != nil {
				t.Fatal(err)
			}
			folder, args := name+".store", []string{"import", "--county", name + ".yaml"}
			if verb == "compare" {
				folder, args = name, []string{"compare", "today", "--county", name + ".yaml", "--draws", "0", "--out-dir", name}
			}
			if quiet {
				args = append(args, "--quiet")
			}
			all.Go(func() { waitFor(t, folder, quiet, args) })
		}
	}
	all.Wait()
}

// waitFor runs a command while the lock of its folder is held for two seconds.
func waitFor(t *testing.T, folder string, quiet bool, args []string) {
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Error(err)
		return
	}
	lock, err := atomic.Acquire(t.Context(), filepath.Join(folder, ".saavu-lock"), 0)
	if err != nil {
		t.Error(err)
		return
	}
	released := make(chan error, 1)
	time.AfterFunc(2*time.Second, func() { released <- lock.Release() })
	code, stderr := call(t.Context(), &bytes.Buffer{}, args...)
	if err := <-released; err != nil {
		t.Error(err)
	}
	note, want := "note: waiting for up to 75 s: process "+strconv.Itoa(os.Getpid())+" on ", 1
	if quiet {
		want = 0
	}
	if code != done || strings.Count(stderr, note) != want || quiet && stderr != "" {
		t.Errorf("%s: exit code %d, expected the note %d times: %s", folder, code, want, stderr)
	}
}

// If the reader closes the pipe early, the file of --write and the exit code of
// --fail-on are not lost.
func TestCompareGoesOnWithoutItsReader(t *testing.T) {
	world(t)
	compare := []string{"compare", "--county", "county.yaml", "--draws", "0", "--quiet", "--close", "station"}
	for _, how := range []struct {
		stdout io.Writer
		args   []string
		code   int
		file   string
	}{
		{gone{pipeEnded}, []string{"--write", "a.yaml"}, done, "a.yaml"},
		{gone{pipeEnded}, []string{"--write", "b.yaml", "--fail-on", "worse"}, targetMissed, "b.yaml"},
		{gone{errors.New("no space")}, []string{"--write", "c.yaml", "--fail-on", "worse"}, failed, "c.yaml"},
	} {
		code, stderr := call(t.Context(), how.stdout, append(slices.Clone(compare), how.args...)...)
		if _, err := os.Stat(how.file); err != nil || code != how.code {
			t.Errorf("%q: exit code %d, expected %d, %v: %s", how.args, code, how.code, err, stderr)
		}
	}
}

// gone is a stdout whose reader has closed it.
type gone struct{ err error }

func (g gone) Write([]byte) (int, error) { return 0, g.err }

func TestStoppedVerify(t *testing.T) {
	world(t)
	if code, stderr := call(t.Context(), &bytes.Buffer{}, "compare", "today", "--county", "county.yaml", "--draws", "0", "--quiet", "--out-dir", "out"); code != done {
		t.Fatal(stderr)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if code, stderr := call(ctx, &bytes.Buffer{}, "verify", "out"); code != stoppedOrBusy || stderr != "saavu verify: stopped; nothing was written\n" {
		t.Errorf("exit code %d: %s", code, stderr)
	}
}
