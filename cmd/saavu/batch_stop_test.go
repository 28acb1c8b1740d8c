package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"saavu/internal/batch"
)

// A batch that is stopped by a signal ends with exit code 75 and publishes nothing. The
// same command goes on from there.
func TestBatchStopped(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such signals")
	}
	t.Chdir(t.TempDir())
	for i := range 60 {
		text := "name: V" + strconv.Itoa(i) + "\nchanges:\n  - set-capacity: {facility: nv_korso, service: neuvola_child, fte_factor: 1." + strconv.Itoa(i+1) + "1}\n"
		if err := os.WriteFile("v"+strconv.Itoa(i)+".yaml", []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile("plan.yaml", []byte("version: 1\nname: many\noptions: [\"v*.yaml\"]\ndraws: 20\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	saavu, before := program(t, "saavu"), 0
	for _, signal := range []os.Signal{syscall.SIGTERM, os.Interrupt, syscall.SIGHUP} {
		cmd := exec.Command(saavu, "batch", "run", "plan.yaml", "--out", "runs")
		var errs bytes.Buffer
		cmd.Stderr = &errs
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		for deadline := time.Now().Add(time.Minute); ; time.Sleep(2 * time.Millisecond) { // until it has stored something
			if found, _ := filepath.Glob("runs/tasks/*/*/*.json.zst"); len(found) > before || time.Now().After(deadline) {
				break
			}
		}
		if err := cmd.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait()
		if code := cmd.ProcessState.ExitCode(); code != stoppedOrBusy || !strings.Contains(errs.String(), "stopped; ") {
			t.Fatalf("%v: exit code %d: %s", signal, code, errs.String())
		}
		s, err := batch.StatusOf("runs")
		if err != nil || s.Latest != nil || len(s.Runs) > 0 || s.Results <= before || s.Results == 61 {
			t.Fatalf("%v: %+v, %v", signal, s, err)
		}
		before = s.Results
	}
	var out bytes.Buffer
	rest := exec.Command(saavu, "batch", "run", "plan.yaml", "--out", "runs", "--quiet")
	rest.Stdout = &out
	if err := rest.Run(); err != nil || !strings.Contains(out.String(), "61 tasks: "+strconv.Itoa(before)+" stored before, "+strconv.Itoa(61-before)+" computed") {
		t.Errorf("%v: %s, expected %d stored", err, out.String(), before)
	}
}
