//go:build linux

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"saavu/internal/batch"
)

// manyOptions writes a plan of n options of the small county.
func manyOptions(t *testing.T, n int) {
	t.Helper()
	world(t)
	for i := range n {
		text := fmt.Sprintf("name: V\nchanges:\n  - set-capacity: {facility: clinic, service: neuvola_child, fte_factor: 1.%d1}\n", i+1)
		if err := os.WriteFile("v"+strconv.Itoa(i)+".yaml", []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile("plan.yaml", []byte("version: 1\nname: faults\ncounty: county.yaml\noptions: [\"v*.yaml\"]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
}

// mounted runs a script that may mount: in a mount namespace of its own, and where that
// needs to be root, in a user namespace too. A machine on which neither works cannot run
// these tests, and they fail there.
func mounted(t *testing.T, saavu, script string) (string, int) {
	t.Helper()
	var text []byte
	var cmd *exec.Cmd
	for _, user := range []bool{os.Getuid() != 0, true} {
		cmd = exec.Command("/bin/sh", "-c", "mount -t tmpfs none /mnt || exit 99; umount /mnt\n"+script)
		cmd.Env = append(os.Environ(), "SAAVU="+saavu)
		cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNS}
		if user {
			cmd.SysProcAttr.Cloneflags |= syscall.CLONE_NEWUSER
			cmd.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}}
			cmd.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{HostID: os.Getgid(), Size: 1}}
		}
		text, _ = cmd.CombinedOutput()
		if cmd.ProcessState != nil && cmd.ProcessState.ExitCode() != 99 {
			return string(text), cmd.ProcessState.ExitCode()
		}
	}
	t.Fatalf("nothing can be mounted here, neither as root nor in a user namespace: %v: %s", cmd.Err, text)
	return "", 0
}

// A run on a disk that fills up ends with one line and leaves nothing that is half
// written. With room the same command goes on.
func TestFullDisk(t *testing.T) {
	manyOptions(t, 40)
	saavu := program(t, "saavu")
	text, code := mounted(t, saavu, `
mkdir disk
mount -t tmpfs -o size=400k none disk
"$SAAVU" batch run plan.yaml --out disk/runs --quiet; echo "code $?"
"$SAAVU" batch run plan.yaml --out disk/runs --quiet; echo "code $?"
"$SAAVU" batch status disk/runs; echo "code $?"
find disk -name '.saavu*' | sed 's/^/left behind: /'
mount -o remount,size=8m disk
"$SAAVU" batch run plan.yaml --out disk/runs --quiet; echo "code $?"
"$SAAVU" batch run plan.yaml --out whole --quiet
cmp disk/runs/runs/*/figures.parquet whole/runs/*/figures.parquet
cmp disk/runs/runs/*/tasks.parquet whole/runs/*/tasks.parquet`)
	lines := strings.Split(text, "\n")
	if code != 0 || len(lines) < 8 || strings.Contains(text, "left behind") {
		t.Fatalf("exit code %d: %s", code, text)
	}
	for i := range 2 { // one line, and 1: nothing can be published on a full disk
		if !strings.HasPrefix(lines[2*i], "saavu batch run: ") || !strings.HasSuffix(lines[2*i], "no space left on device") || lines[2*i+1] != "code 1" {
			t.Fatalf("run %d: %s", i+1, text)
		}
	}
	var results, runs, all, before, computed, failed int
	if _, err := fmt.Sscanf(lines[4], "stored results: %d, runs: %d", &results, &runs); err != nil || lines[5] != "code 0" || results == 0 || results >= 41 || runs != 0 {
		t.Errorf("%v: %s", err, text)
	}
	if _, err := fmt.Sscanf(lines[7], "%d tasks: %d stored before, %d computed, %d failed", &all, &before, &computed, &failed); err != nil ||
		all != 41 || before != results || computed != 41-results || failed != 0 || lines[8] != "code 0" {
		t.Errorf("%v: %s", err, text)
	}
}

// Without room for large files a run ends in the same way.
func TestFileLimit(t *testing.T) {
	manyOptions(t, 4)
	saavu := program(t, "saavu")
	cmd := exec.Command("/bin/sh", "-c", `ulimit -f 2; exec "$SAAVU" batch run plan.yaml --out runs --quiet`)
	cmd.Env = append(os.Environ(), "SAAVU="+saavu)
	text, _ := cmd.CombinedOutput()
	if cmd.ProcessState.ExitCode() != failed || strings.Count(string(text), "\n") != 1 || !strings.HasSuffix(string(text), ": file too large\n") {
		t.Errorf("%v: %s", cmd.ProcessState, text)
	}
	if left, _ := filepath.Glob("runs/tasks/*/*/.saavu*"); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if s, err := batch.StatusOf("runs"); err != nil || len(s.Runs) > 0 {
		t.Errorf("%+v, %v", s, err)
	}
}

// In a folder that cannot be written a run says so in one line. What is there can be
// read, and a dry run says what would run.
func TestReadOnlyFolder(t *testing.T) {
	manyOptions(t, 4)
	saavu := program(t, "saavu")
	text, code := mounted(t, saavu, `
"$SAAVU" batch run plan.yaml --out runs --quiet >first
mount --bind runs runs
mount -o remount,bind,ro runs
"$SAAVU" batch run plan.yaml --out runs --quiet; echo "code $?"
echo '{name: W, changes: [{close: clinic}]}' >vw.yaml
"$SAAVU" batch run plan.yaml --out runs --quiet; echo "code $?"
"$SAAVU" batch run plan.yaml --out runs --quiet -n | tail -n 1; echo "code $?"
"$SAAVU" batch status runs | head -n 1`)
	lines := strings.Split(text, "\n")
	if code != 0 || len(lines) < 7 {
		t.Fatalf("exit code %d: %s", code, text)
	}
	for i := range 2 {
		if !strings.HasPrefix(lines[2*i], "saavu batch run: ") || !strings.HasSuffix(lines[2*i], "read-only file system") || lines[2*i+1] != "code 1" {
			t.Errorf("run %d: %s", i+1, text)
		}
	}
	if lines[4] != "1 of 6 tasks would run" || lines[6] != "stored results: 5, runs: 1" {
		t.Errorf("got %s", text)
	}
}

// A thousand failures of one cause are one line with a count, on stderr and in the log,
// and many causes are cut.
func TestFloodOfFailures(t *testing.T) {
	manyOptions(t, 2)
	for i := range 60 {
		facility, service := "nowhere", "neuvola_child"
		if i >= 30 { // each has a cause of its own
			facility = "nowhere" + strconv.Itoa(i)
		}
		text := fmt.Sprintf("name: B\nchanges: [{set-capacity: {facility: %s, service: %s, fte_factor: 2}}]\n", facility, service)
		if err := os.WriteFile(fmt.Sprintf("vb%d.yaml", i), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	saavu := program(t, "saavu")
	cmd := exec.Command(saavu, "batch", "run", "plan.yaml", "--out", "runs", "--task-timeout", "1ns")
	var errs strings.Builder
	cmd.Stderr = &errs
	_ = cmd.Run()
	text := errs.String()
	if cmd.ProcessState.ExitCode() != someFailed || strings.Count(text, "\n") > 8 ||
		!strings.Contains(text, `"msg":"tasks failed","tasks":63,`) || !strings.Contains(text, "  63 tasks, the first is small/today/2026/base/staff: it took longer than ") {
		t.Errorf("%v: %s", cmd.ProcessState, text)
	}
	errs.Reset()
	cmd = exec.Command(saavu, "batch", "run", "plan.yaml", "--out", "runs")
	cmd.Stderr = &errs
	_ = cmd.Run()
	text = errs.String()
	if cmd.ProcessState.ExitCode() != someFailed || strings.Count(text, "\n") > 50 || !strings.HasSuffix(text, "\n  40 tasks for 40 other causes\n") ||
		!strings.Contains(text, `"msg":"tasks failed for other causes","causes":40`) {
		t.Errorf("%v: %s", cmd.ProcessState, text)
	}
}
