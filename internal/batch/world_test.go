package batch

import (
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"saavu/data"
	"saavu/internal/source"
	"saavu/scenarios"
)

// world is a small county in a folder of its own, with options and a plan.
type world struct {
	t   *testing.T
	dir string
}

// options are the option files of a world, in addition to those of the small county.
var options = map[string]string{
	"mine":  "name: Mine\nagainst: less\nchanges:\n  - close: {facility: hs_east}\n",
	"bus":   "name: Bus\nchanges:\n  - add-mobile: {id: b1, kind: care_bus, count: 1, services: [neuvola_child], stops: [{facility: stop_1, name: Stop, at: [385375, 6680375], days: [mon]}]}\n",
	"later": "name: Later\nyear: 2030\nchanges:\n  - close: {facility: hs_east}\n",
	"staff": "name: Staff\nchanges:\n  - set-capacity: {facility: hs_east, service: gp_reception, fte_factor: 1.5}\n",
}

// countyText is a county of 16 cells with the services of the embedded county.
const countyText = `county: {id: small, name: Small, synthetic: true, year: 2026}
inherit: embedded
population: {format: cells, file: cells.csv}
areas: {format: table, file: areas.csv}
travel: {format: synthetic, stations: stations.csv}
facilities: facilities.csv
points: points.csv
options: {dir: options, order: [today, less]}
rules:
  - {id: keep, kind: keep-service, severity: law, service: gp_reception, items: [hs_west], text: "A doctor in the west"}
known:
  - {kind: share, service: gp_reception, facility: hs_east, value: 0.5, what: "East"}
parameters:
  staff:
    fill_rate:
      gp: {v: 0.9, unit: share, src: assumption, lo: 0.8, hi: 0.95}
  spare: {v: 1, unit: m2, src: assumption}
`

const pointsText = `facility,service,fte,rooms,days,evening,saturday,swedish,visiting,src
cl_west,neuvola_child,2,2,mon-fri,,no,yes,no,assumption
hs_west,gp_reception,0.01,1,mon-fri,,no,unknown,no,assumption
hs_east,gp_reception,0.02,1,mon-fri,mon-thu,yes,no,no,assumption
hs_east,nurse_reception,0.02,1,mon-fri,,no,no,no,assumption
`

const planText = "version: 1\nname: test\ncounty: small/county.yaml\noptions: [less, \"options/*.yaml\"]\n"

// TestMain keeps the folders of tests in memory where the system has a place for that. What
// is tested here is which files are written and what they hold; each of some thousand
// flushes of a disk would take its time. That the disk is waited for is for internal/atomic,
// and for the kill tests of cmd/saavu.
func TestMain(m *testing.M) {
	const memory = "/dev/shm"
	flag.Parse()
	disk := flag.Lookup("test.bench").Value.String() != "" // benchmarks measure it
	if !disk && !strings.HasPrefix(os.TempDir(), memory) { // else it is that of a test which runs this as a helper
		if dir, err := os.MkdirTemp(memory, "saavu-test-"); err == nil {
			os.Setenv("TMPDIR", dir)
			defer os.RemoveAll(dir)
		}
	}
	m.Run()
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t, t.TempDir()}
	if err := os.CopyFS(filepath.Join(w.dir, "small"), os.DirFS("../load/testdata/small")); err != nil {
		t.Fatal(err)
	}
	w.put("small/county.yaml", countyText)
	w.put("small/points.csv", pointsText)
	w.put("small/cells.csv", strings.NewReplacer("s1_", "1", "s2_", "2", "s3_", "3", "s4_", "4").Replace(w.read("small/cells.csv")))
	w.put("small/options/less.yaml", "name: Less\nchanges:\n  - close: hs_west\n")
	for name, text := range options {
		w.put("options/"+name+".yaml", text)
	}
	w.put("plan.yaml", planText)
	return w
}

func (w *world) path(name string) string { return filepath.Join(w.dir, name) }

func (w *world) put(name, text string) {
	w.t.Helper()
	if err := os.MkdirAll(filepath.Dir(w.path(name)), 0o755); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(w.path(name), []byte(text), 0o600); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) read(name string) string {
	w.t.Helper()
	text, err := os.ReadFile(w.path(name))
	if err != nil {
		w.t.Fatal(err)
	}
	return string(text)
}

// edit replaces a text that a file has once.
func (w *world) edit(name, old, text string) {
	w.t.Helper()
	was := w.read(name)
	if strings.Count(was, old) != 1 {
		w.t.Fatalf("%s has %q %d times", name, old, strings.Count(was, old))
	}
	w.put(name, strings.Replace(was, old, text, 1))
}

// shuffle reverses the rows of a table.
func (w *world) shuffle(name string) {
	w.t.Helper()
	lines := strings.Split(strings.TrimSpace(w.read(name)), "\n")
	slices.Reverse(lines[1:])
	w.put(name, strings.Join(lines, "\n")+"\n")
}

// request runs the world's plan into a folder.
func (w *world) request(out string) Request {
	return Request{Plan: w.path("plan.yaml"), Out: out, Embedded: source.Embedded(data.FS, scenarios.FS), Version: "test",
		Clock: func() time.Time { return time.Unix(1e9, 0) }}
}

// run runs the plan.
func (w *world) run(q Request) *Outcome {
	w.t.Helper()
	out, err := Run(w.t.Context(), q)
	if err != nil {
		w.t.Fatal(err)
	}
	return out
}

// tables returns the bytes of the tables of a run.
func tables(t *testing.T, out, run string) map[string]string {
	t.Helper()
	files := map[string]string{}
	for _, name := range []string{figuresFile, setFile, tasksFile, rulesFile} {
		text, err := os.ReadFile(filepath.Join(out, runsDir, run, name))
		if err != nil {
			t.Fatal(err)
		}
		files[name] = string(text)
	}
	return files
}

// published returns a file of a run.
func published(t *testing.T, out string, run *Outcome, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(out, runsDir, run.Run, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// same compares the tables of two runs.
func same(t *testing.T, got, want map[string]string) {
	t.Helper()
	for name := range want {
		if got[name] != want[name] {
			t.Errorf("%s has %d bytes that differ from the other's %d", name, len(got[name]), len(want[name]))
		}
	}
}

// rewrite replaces a file of a run, with its hash in the record.
func rewrite(t *testing.T, out, run, name, text string) {
	t.Helper()
	at := filepath.Join(out, runsDir, run)
	record, err := os.ReadFile(filepath.Join(at, recordFile))
	var r Record
	if err == nil {
		err = json.Unmarshal(record, &r)
	}
	if err != nil {
		t.Fatal(err)
	}
	for i := range r.Files {
		if r.Files[i].Name == name {
			r.Files[i].SHA256, r.Files[i].Bytes = sumOf([]byte(text)), int64(len(text))
		}
	}
	record, err = jsonOf(&r)
	if err = errors.Join(err, os.WriteFile(filepath.Join(at, name), []byte(text), 0o600), os.WriteFile(filepath.Join(at, recordFile), record, 0o600)); err != nil {
		t.Fatal(err)
	}
}

// taskNamed is the name of the task of a row.
func taskNamed(r *figureRow) string {
	var n taskOf
	return n.of(r.County, r.Option, r.Year, r.Set, r.Frame)
}
