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
	"testing"
	"time"

	"saavu/internal/batch"
)

// Two batches at once on one folder, one of which is killed at a drawn moment again and
// again while somebody reads: what can be read is whole, and in the end the tables have
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
	killed := 0
	for round := range n {
		vary(round / 4)
		first, second := do("runs"), do("runs")
		if first.Start() != nil || second.Start() != nil {
			t.Fatal("a run cannot begin")
		}
		time.Sleep(time.Duration(draw.IntN(150)) * time.Millisecond)
		if first.Process.Kill() == nil {
			killed++
		}
		readRuns(t)
		_ = first.Wait()
		if err := second.Wait(); err != nil {
			t.Fatalf("round %d: the other run: %v", round, err)
		}
		readRuns(t)
	}
	last := do("runs")
	if text, err := last.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	if text, err := do("undisturbed").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	got, want := tablesOf(t, "runs"), tablesOf(t, "undisturbed")
	for name := range want {
		if got[name] != want[name] {
			t.Errorf("%s differs from that of an undisturbed run", name)
		}
	}
	t.Logf("%d of %d runs killed", killed, n)
	if rest, _ := filepath.Glob("runs/runs/.saavu*"); len(rest) > 0 {
		t.Errorf("left behind: %v", rest)
	}
}

// readRuns reads the newest run as somebody else would.
func readRuns(t *testing.T) {
	t.Helper()
	if _, err := os.Stat("runs/saavu-runs.json"); err != nil {
		return
	}
	s, err := batch.StatusOf("runs")
	if err != nil {
		t.Fatal(err)
	}
	if s.Latest != nil {
		tablesOf(t, "runs")
	}
	for _, run := range s.Runs {
		for _, name := range []string{"figures.parquet", "set.parquet", "tasks.parquet", "rules.parquet", "gates.parquet", "report.md", "junit.xml", "metrics.prom"} {
			if _, err := os.Stat(filepath.Join("runs", "runs", run, name)); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// tablesOf returns the tables of the newest run, whose files match its record.
func tablesOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	s, err := batch.StatusOf(dir)
	if err != nil || s.Latest == nil {
		t.Fatalf("no run in %s: %v", dir, err)
	}
	out := map[string]string{}
	for _, f := range s.Latest.Files {
		text, err := os.ReadFile(filepath.Join(dir, "runs", s.Latest.Run, f.Name))
		if err != nil || int64(len(text)) != f.Bytes || f.SHA256 != sha(text) {
			t.Fatalf("%s of %s does not match its record: %v", f.Name, s.Latest.Run, err)
		}
		if filepath.Ext(f.Name) == ".parquet" { // the others depend on times and on the run before
			out[f.Name] = string(text)
		}
	}
	if len(s.Latest.Files) != 8 || len(out) != 5 || !strings.HasPrefix(out["figures.parquet"], "PAR1") {
		t.Fatalf("%d files in %s", len(out), s.Latest.Run)
	}
	return out
}

func sha(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}
