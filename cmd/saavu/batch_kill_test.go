package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"saavu/internal/batch"
)

// Two batches at once on one folder are killed at drawn moments again and again while
// somebody reads all the time: what can be read is whole, and in the end the tables have
// the bytes of an undisturbed run.
func TestKilledBatch(t *testing.T) {
	world(t)
	draw := rand.New(rand.NewPCG(7, 12))
	saavu, n := program(t, "saavu"), kills(t)
	put := func(name, text string) {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put("plan.yaml", "version: 1\nname: killed\ncounty: county.yaml\noptions: [\"v*.yaml\"]\nframes: [staff, budget]\ndraws: 2\n")
	vary := func(round int) { // so that there is something to compute in every round
		for i := range 8 {
			put("v"+strconv.Itoa(i)+".yaml", fmt.Sprintf("name: V\nchanges:\n  - set-capacity: {facility: clinic, service: neuvola_child, fte_factor: %d.%d}\n", 2+round, i+1))
		}
	}
	do := func(out string) *exec.Cmd {
		return exec.Command(saavu, "batch", "run", "plan.yaml", "--out", out, "--quiet")
	}
	vary(0)
	began := time.Now()
	if text, err := do("warm").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	span, reads, stop := time.Since(began), 0, make(chan struct{})
	reader := make(chan error, 1)
	go func() {
		for ; ; time.Sleep(time.Millisecond) {
			select {
			case <-stop:
				reader <- nil
				return
			default:
			}
			reads++
			if err := readRuns("runs"); err != nil {
				reader <- err
				return
			}
		}
	}()
	killed, rounds := 0, 0
	for ; killed < n; rounds++ {
		if rounds > 4*n {
			t.Fatalf("%d of %d runs were killed in %d rounds", killed, n, rounds)
		}
		vary(rounds / 8)
		spared := rounds%8 == 7 // the second one ends
		runs := []*exec.Cmd{do("runs"), do("runs")}
		moments := []time.Duration{time.Duration(draw.Int64N(int64(span))), time.Duration(draw.Int64N(int64(span)))}
		var group sync.WaitGroup
		for i, run := range runs {
			if err := run.Start(); err != nil {
				t.Fatal(err)
			}
			if i == 1 && spared {
				continue
			}
			group.Go(func() {
				time.Sleep(moments[i])
				_ = run.Process.Kill() // it may have ended
			})
		}
		group.Wait()
		for i, run := range runs {
			err := run.Wait()
			if strings.Contains(fmt.Sprint(err), "signal: killed") {
				killed++
			} else if err != nil {
				t.Fatalf("round %d: run %d: %v", rounds, i, err)
			}
		}
	}
	if text, err := do("runs").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	close(stop)
	if err := <-reader; err != nil || reads < rounds {
		t.Fatalf("%d reads: %v", reads, err)
	}
	if text, err := do("undisturbed").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	got, err := tablesOf("runs")
	want, err2 := tablesOf("undisturbed")
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	for name := range want {
		if got[name] != want[name] {
			t.Errorf("%s differs from that of an undisturbed run", name)
		}
	}
	t.Logf("%d runs killed in %d rounds, %d reads", killed, rounds, reads)
	if rest, _ := filepath.Glob("runs/runs/.saavu*"); len(rest) > 0 {
		t.Errorf("left behind: %v", rest)
	}
}

// readRuns reads the runs of a folder as somebody else would.
func readRuns(dir string) error {
	if _, err := os.Stat(filepath.Join(dir, "saavu-runs.json")); err != nil {
		return nil
	}
	s, err := batch.StatusOf(dir)
	if err != nil {
		return err
	}
	if s.Latest != nil {
		if _, err := tablesOf(dir); err != nil {
			return err
		}
	}
	for _, run := range s.Runs {
		for _, name := range []string{"figures.parquet", "set.parquet", "tasks.parquet", "rules.parquet", "gates.parquet", "report.md", "junit.xml", "metrics.prom"} {
			if _, err := os.Stat(filepath.Join(dir, "runs", run, name)); err != nil {
				return err
			}
		}
	}
	return nil
}

// tablesOf returns the tables of the newest run, whose files match its record.
func tablesOf(dir string) (map[string]string, error) {
	s, err := batch.StatusOf(dir)
	if err != nil || s.Latest == nil {
		return nil, fmt.Errorf("no run in %s: %v", dir, err)
	}
	out := map[string]string{}
	for _, f := range s.Latest.Files {
		text, err := os.ReadFile(filepath.Join(dir, "runs", s.Latest.Run, f.Name))
		if err != nil || int64(len(text)) != f.Bytes || f.SHA256 != sha(text) {
			return nil, fmt.Errorf("%s of %s does not match its record: %v", f.Name, s.Latest.Run, err)
		}
		if filepath.Ext(f.Name) == ".parquet" { // the others depend on times and on the run before
			out[f.Name] = string(text)
		}
	}
	if len(s.Latest.Files) != 8 || len(out) != 5 || !strings.HasPrefix(out["figures.parquet"], "PAR1") {
		return nil, fmt.Errorf("%d files in %s", len(out), s.Latest.Run)
	}
	return out, nil
}

func sha(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}
