package main

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// killedName is the name under which the test binary acts as a saavu that kills
// itself while it moves files into place, at the step whose number the environment
// gives.
const killedName = "saavu-killed"

const stepVariable = "SAAVU_TEST_STEP"

func killedMain() {
	n, err := strconv.Atoi(os.Getenv(stepVariable))
	if err != nil {
		panic(err)
	}
	os.Exit(run(&lethal{Context: context.Background(), left: n}, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// lethal is a context that kills the process at the n-th step of moving files into
// place: package atomic checks its context before each step.
type lethal struct {
	context.Context
	mutex sync.Mutex
	left  int
}

func (l *lethal) Err() error {
	callers := make([]uintptr, 64)
	frames := runtime.CallersFrames(callers[:runtime.Callers(2, callers)])
	for frame, more := frames.Next(); ; frame, more = frames.Next() {
		if strings.HasPrefix(frame.Function, "saavu/internal/atomic.") {
			break
		}
		if !more {
			return nil
		}
	}
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if l.left--; l.left < 0 {
		if p, err := os.FindProcess(os.Getpid()); err == nil {
			_ = p.Kill()
		}
		select {}
	}
	return nil
}

// kills returns how many runs the tests kill: SAAVU_KILLS in .ci/run kill.
func kills(t *testing.T) int {
	t.Helper()
	text := os.Getenv("SAAVU_KILLS")
	if text == "" { // the step kill of .ci/run sets 200
		return 8
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 4 {
		t.Fatalf("SAAVU_KILLS=%s: expected a number from 4 on", text)
	}
	return n
}

// victim is a verb that is killed while it replaces what it wrote before.
type victim struct {
	folder string                        // the folder that it writes into
	args   [2][]string                   // two commands that write different results
	ready  func(k int) error             // prepares a command; nil does nothing
	whole  func() bool                   // reports whether the folder counts as whole
	read   func(t *testing.T, round int) // a reader before the next run; nil is none
	alone  bool                          // the folder may not contain files of others
}

// world writes a small county and changes to its folder.
func world(t *testing.T) {
	t.Helper()
	t.Chdir(t.TempDir())
	files := map[string]string{
		"county.yaml": `county: {id: small, name: Small, synthetic: true, year: 2026}
inherit: embedded
population: {format: cells, file: cells.csv}
areas: {format: table, file: areas.csv}
travel:
  format: tables
  sources: [{layout: ttm, dir: times, tables: [{mode: walk, time: walk}, {mode: transit, period: rush, time: pt}, {mode: car, time: car}]}]
facilities: facilities.csv
points: points.csv
`,
		"areas.csv":                     "id,name_fi,name_sv,name_en,municipality,population,fi_share,sv_share,foreign_share\nwest,Länsi,Väst,West,town,200,0.9,0.05,0.05\n",
		"cells.csv":                     "id,x,y,area,p0_6,p7_17,p18_64,p65\n11,385125,6680125,west,10,20,50,20\n22,385375,6680375,west,10,20,50,20\n",
		"facilities.csv":                "id,name,type,area,x,y,coord_class,status,size,barrier_free,lease_end\nclinic,Test clinic,neuvola,west,385125,6680125,A,open,small,yes,2030\nstation,Test station,health_station,west,385375,6680375,A,open,small,yes,\n",
		"points.csv":                    "facility,service,fte,rooms,days,evening,saturday,swedish,visiting,src\nclinic,neuvola_child,2,2,mon-fri,,no,yes,no,assumption\nstation,gp_reception,1,1,mon-fri,,no,unknown,no,assumption\n",
		"times/travel_times_to_ 11.txt": "from_id;to_id;walk;pt;car\n11;11;0;0;0\n22;11;9;8;3\n",
		"times0":                        "from_id;to_id;walk;pt;car\n11;22;9;8;3\n22;22;0;0;0\n",
		"times1":                        "from_id;to_id;walk;pt;car\n11;22;59;48;3\n22;22;0;0;0\n",
	}
	if err := os.Mkdir("times", 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := times(0); err != nil {
		t.Fatal(err)
	}
}

// times gives the county one of two sets of travel times.
func times(k int) error {
	text, err := os.ReadFile("times" + strconv.Itoa(k))
	if err == nil {
		err = os.WriteFile(filepath.Join("times", "travel_times_to_ 22.txt"), text, 0o644)
	}
	return err
}

// program returns the test binary under a name.
func program(t *testing.T, name string) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	at := filepath.Join(t.TempDir(), name)
	if runtime.GOOS == "windows" {
		at += ".exe"
	}
	if os.Link(self, at) == nil {
		return at
	}
	text, err := os.ReadFile(self)
	if err == nil {
		err = os.WriteFile(at, text, 0o755)
	}
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// visible returns the files of a folder; hidden reports whether it contains a file
// of ours that is not for users.
func visible(t *testing.T, dir string) (texts map[string]string, hidden bool) {
	t.Helper()
	texts = map[string]string{}
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".saavu") {
			hidden = true
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		texts[e.Name()] = string(text)
	}
	return texts, hidden
}

// do runs a command of the victim to its end in this process and returns how often
// package atomic checked its context.
func (v *victim) do(t *testing.T, k int) (steps int) {
	t.Helper()
	v.prepare(t, k)
	const many = 1 << 30
	counting := &lethal{Context: t.Context(), left: many}
	if code, stderr := call(counting, &bytes.Buffer{}, v.args[k]...); code != done {
		t.Fatalf("%s: exit code %d: %s", strings.Join(v.args[k], " "), code, stderr)
	}
	return many - counting.left
}

func (v *victim) prepare(t *testing.T, k int) {
	t.Helper()
	if v.ready != nil {
		if err := v.ready(k); err != nil {
			t.Fatal(err)
		}
	}
}

// start starts the second command in its own process, which kills itself at a step
// if it has the name killedName.
func (v *victim) start(t *testing.T, program string, step int) *exec.Cmd {
	t.Helper()
	v.prepare(t, 1)
	cmd := exec.Command(program, v.args[1]...)
	cmd.Env = append(os.Environ(), stepVariable+"="+strconv.Itoa(step))
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd
}

// killed kills the second command a number of times, in turn at a step and at a
// random moment. Each time it checks what was left and what a reader and the next
// run do with it.
func (v *victim) killed(t *testing.T, times int) {
	draw := rand.New(rand.NewPCG(1, uint64(times)))
	atSteps, atMoments := program(t, killedName), program(t, "saavu")
	var wants [2]map[string]string
	steps := 0
	for k := range v.args {
		steps = v.do(t, k)
		wants[k], _ = visible(t, v.folder)
	}
	order := draw.Perm(steps)
	start := time.Now()
	if err := v.start(t, atMoments, 0).Wait(); err != nil {
		t.Fatal(err)
	}
	takes := time.Since(start)
	mine := filepath.Join(v.folder, "mine.txt")
	if !v.alone {
		if err := os.WriteFile(mine, []byte("mine"), 0o644); err != nil {
			t.Fatal(err)
		}
		wants[0]["mine.txt"], wants[1]["mine.txt"] = "mine", "mine"
	}
	v.do(t, 0)
	ended := 0
	for round := range times {
		how := "at a moment"
		var err error
		if round%2 == 0 {
			step := order[round/2%steps]
			how = "at step " + strconv.Itoa(step)
			err = v.start(t, atSteps, step).Wait()
		} else {
			cmd := v.start(t, atMoments, 0)
			time.Sleep(time.Duration(draw.Float64() * float64(takes)))
			_ = cmd.Process.Kill()
			err = cmd.Wait()
		}
		if err == nil {
			ended++
		}
		left, _ := visible(t, v.folder)
		if !v.alone && left["mine.txt"] != "mine" {
			t.Fatalf("%s: the file of another user is lost", how)
		}
		if v.whole() && !maps.Equal(left, wants[0]) && !maps.Equal(left, wants[1]) {
			t.Fatalf("%s: a mixed set counts as whole", how)
		}
		if v.read != nil {
			v.read(t, round)
			if left, _ := visible(t, v.folder); !maps.Equal(left, wants[0]) && !maps.Equal(left, wants[1]) {
				t.Fatalf("%s: after a reader neither set is whole, found %q", how, slices.Sorted(maps.Keys(left)))
			}
		}
		v.do(t, 0)
		left, hidden := visible(t, v.folder)
		if !v.whole() || !maps.Equal(left, wants[0]) || hidden {
			t.Fatalf("%s: after the next run: whole %v, hidden files %v, files %q", how, v.whole(), hidden, slices.Sorted(maps.Keys(left)))
		}
	}
	if ended > times/2 {
		t.Errorf("%d of %d runs ended before they were killed", ended, times)
	}
	t.Logf("%d kills, %d of them too late; %d steps; a run takes %v", times, ended, steps, takes)
}

// verifies reports whether saavu verify calls a folder whole.
func verifies(t *testing.T, dir string) bool {
	t.Helper()
	code, _ := call(t.Context(), &bytes.Buffer{}, "verify", dir)
	return code == done
}

func TestKilledCompareLeavesNoMixedSet(t *testing.T) {
	world(t)
	compare := func(more ...string) []string {
		return append([]string{"compare", "--county", "county.yaml", "--draws", "0", "--quiet", "--out-dir", "out"}, more...)
	}
	v := victim{folder: "out", args: [2][]string{compare("today"), compare("--close", "station", "--public")}}
	v.whole = func() bool { return verifies(t, "out") }
	v.killed(t, kills(t)-2*(kills(t)/4))
}

func TestKilledAccessLeavesAWholeFile(t *testing.T) {
	world(t)
	access := func(measure ...string) []string {
		return append([]string{"access", "--county", "county.yaml", "--service", "neuvola_child", "--quiet", "--out", filepath.Join("values", "values.gpkg")}, measure...)
	}
	if err := os.Mkdir("values", 0o755); err != nil {
		t.Fatal(err)
	}
	v := victim{folder: "values", args: [2][]string{access("--measure", "nearest"), access("--measure", "cumulative", "--cutoff", "15m")}}
	v.whole = func() bool { return true }
	v.killed(t, kills(t)/4)
}

func TestKilledImportLeavesAStore(t *testing.T) {
	world(t)
	args := []string{"import", "--county", "county.yaml", "--quiet"}
	v := victim{folder: "county.store", args: [2][]string{args, args}, ready: times, alone: true}
	v.whole = func() bool { _, err := os.Stat(filepath.Join("county.store", "cells.parquet")); return err == nil }
	var wants [2]string
	report := func(t *testing.T) string {
		var out bytes.Buffer
		if code, stderr := call(t.Context(), &out, "compare", "--county", "county.yaml", "--draws", "0", "--json", "--quiet"); code != done {
			t.Fatalf("exit code %d: %s", code, stderr)
		}
		return out.String()
	}
	for k := range wants {
		if err := times(k); err != nil {
			t.Fatal(err)
		}
		wants[k] = report(t)
	}
	if wants[0] == wants[1] {
		t.Fatal("both sets of times give the same report")
	}
	v.read = func(t *testing.T, round int) {
		if err := times(round % 2); err != nil {
			t.Fatal(err)
		}
		if report(t) != wants[round%2] {
			t.Errorf("round %d: the report differs", round)
		}
	}
	v.killed(t, kills(t)/4)
}
