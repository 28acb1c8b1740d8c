package batch

import (
	"bytes"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"saavu/data"
	"saavu/internal/engine"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/scenarios"
)

// every is all tasks of the world's plan.
const every = "bus later less mine staff today today-2030"
const every27 = every // in another year they have other names

// A change of what figures depend on computes again exactly what it touches; a change of
// anything else computes nothing. The tasks that are not computed again would have the
// same figures.
func TestWhatRunsAgain(t *testing.T) {
	t.Parallel()
	w, base, whole := newWorld(t), filepath.Join(t.TempDir(), "runs"), filepath.Join(t.TempDir(), "whole")
	before := w.run(w.request(base))
	if err := os.CopyFS(whole, os.DirFS(w.dir)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		edit func(w *world)
		want string // options that are computed, by name
		why  string // part of why the first of them is
	}{
		{"a comment in the county file", func(w *world) { w.edit("small/county.yaml", "facilities: f", "# a comment\nfacilities: f") }, "", ""},
		{"the order of keys in the county file", func(w *world) {
			w.edit("small/county.yaml", "points: points.csv\n", "")
			w.edit("small/county.yaml", "inherit:", "points: points.csv\ninherit:")
		}, "", ""},
		{"a comment and the order of keys in an option", func(w *world) {
			w.put("options/mine.yaml", "# a comment\nchanges:\n  - close: {facility: hs_east}\nagainst: less\nname: {fi: Minun}\n")
		}, "", ""},
		{"a table with another name", func(w *world) {
			w.put("small/people.csv", w.read("small/cells.csv"))
			w.edit("small/county.yaml", "cells.csv", "people.csv")
		}, "", ""},
		{"rows of tables in another order", func(w *world) {
			for _, name := range []string{"cells", "areas", "facilities", "points"} {
				w.shuffle("small/" + name + ".csv")
			}
		}, "", ""},
		{"rows of stations in another order", func(w *world) { w.shuffle("small/stations.csv") }, "", ""},
		{"later times of files", func(w *world) {
			for _, name := range []string{"small/cells.csv", "small/county.yaml", "options/mine.yaml", "plan.yaml"} {
				if err := os.Chtimes(w.path(name), time.Time{}, time.Now().Add(time.Hour)); err != nil {
					w.t.Fatal(err)
				}
			}
		}, "", ""},
		{"names of a facility, an area and a rule", func(w *world) {
			w.edit("small/facilities.csv", "Itä terveysasema", "Uusi asema")
			w.edit("small/areas.csv", "West", "The west")
			w.edit("small/county.yaml", "A doctor in the west", "Somebody in the west")
		}, "", ""},
		{"a parameter that nothing reads", func(w *world) { w.edit("small/county.yaml", "spare: {v: 1", "spare: {v: 2") }, "", ""},
		{"a range without draws", func(w *world) { w.edit("small/county.yaml", "lo: 0.8,", "lo: 0.7,") }, "", ""},
		{"a seed without draws", func(w *world) { w.edit("plan.yaml", "name: test", "name: test\nseed: 9") }, "", ""},
		{"gates, figures to track, the language", func(w *world) {
			w.edit("plan.yaml", "name: test", "name: test\nlang: fi\ntrack: [breaches.law]\ngates: [{id: a, title: A, expression: tasks.failed > 0}]")
		}, "", ""},

		{"maps below the figures, and where data comes from", func(w *world) {
			w.put("small/rail.json", `{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:3067"}},"features":[{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[385000,6680000],[386000,6681000]]}}]}`)
			w.edit("small/county.yaml", "inherit:", "background: {rail: rail.json}\nsources: [{attribution: Us, licence: MIT, used_by: [population, background]}]\ninherit:")
		}, "", ""},

		{"a parameter that all read", func(w *world) { w.edit("small/county.yaml", "gp: {v: 0.9,", "gp: {v: 0.85,") }, every,
			"parameter fill rate, GP (staff.fill_rate.gp): 0.9 before, 0.85 now (changed since "},
		{"a parameter of a mobile unit", func(w *world) {
			w.edit("small/county.yaml", "  spare:", "  mobile: {care_bus: {stops_day: {v: 3, unit: 1/day, src: assumption}}}\n  spare:")
		}, "bus", "(mobile.care_bus.stops_day): 2 before, 3 now"},
		{"a new parameter", func(w *world) {
			w.edit("small/county.yaml", "  spare:", "  spare_too: {v: 1, unit: m2, src: assumption}\n  spare:")
		}, every, "county small: parameters changed"},
		{"people of a cell", func(w *world) { w.edit("small/cells.csv", "31,385125,6680625,west,1,", "31,385125,6680625,west,2,") }, every, "county small: people changed (changed since run=000001-"},
		{"the area of a cell", func(w *world) { w.edit("small/cells.csv", "31,385125,6680625,west,", "31,385125,6680625,east,") }, every, "county small: people changed"},
		{"a share of an area", func(w *world) { w.edit("small/areas.csv", "80,0.9,0.05", "80,0.8,0.15") }, every, "county small: areas changed"},
		{"the place of a facility", func(w *world) { w.edit("small/facilities.csv", "385875,6680875,B", "385875,6680625,B") }, every, "county small: facilities changed"},
		{"the lease of a facility", func(w *world) { w.edit("small/facilities.csv", "yes,2030", "yes,2035") }, every, "county small: facilities changed"},
		{"staff of a point", func(w *world) { w.edit("small/points.csv", "nurse_reception,0.02", "nurse_reception,0.03") }, every, "county small: points changed"},
		{"hours of a point", func(w *world) { w.edit("small/points.csv", "0.01,1,mon-fri", "0.01,1,mon-thu") }, every, "county small: points changed"},
		{"a train", func(w *world) {
			w.edit("small/stations.csv", "main,2,east,East,385875,6680875,10", "main,2,east,East,385875,6680625,10")
		}, every, "county small: t"},
		{"the speed of walking", func(w *world) {
			w.edit("small/county.yaml", "  spare:", "  travel: {speed_kmh: {walk: {v: 3, unit: km/h, src: assumption}}}\n  spare:")
		}, every, "county small: t"},
		{"a rule", func(w *world) { w.edit("small/county.yaml", "items: [hs_west]", "items: [hs_east]") }, every, "county small: rules changed"},
		{"a known share", func(w *world) { w.edit("small/county.yaml", "value: 0.5", "value: 0.25") }, every, "county small: known figures changed"},
		{"the county's year", func(w *world) { w.edit("small/county.yaml", "year: 2026", "year: 2027") }, every27, "the newest run, run=000001-"},
		{"changes of an option", func(w *world) { w.edit("options/staff.yaml", "1.5", "1.25") }, "staff", "option staff ("},
		{"changes of a reference", func(w *world) {
			w.edit("small/options/less.yaml", "close: hs_west", "close: {facility: hs_east, services: [nurse_reception]}")
		}, "less mine", "option less ("},
		{"another reference", func(w *world) { w.edit("options/mine.yaml", "against: less\n", "") }, "mine", "its reference today ("},
		{"the year of an option", func(w *world) { w.edit("options/later.yaml", "2030", "2031") }, "later today-2031", "the newest run, run=000001-"},
		{"another option", func(w *world) {
			w.put("options/new.yaml", "name: New\nchanges:\n  - close: {facility: hs_east, services: [nurse_reception]}\n")
		}, "new", "the newest run, run=000001-"},
		{"draws", func(w *world) { w.edit("plan.yaml", "name: test", "name: test\ndraws: 2") }, every, "draws: 0 before, 2 now"},
		{"networks", func(w *world) { w.edit("plan.yaml", "name: test", "name: test\nnetworks: 2") }, every, "networks: 0 before, 2 now"},
		{"the frame", func(w *world) { w.edit("plan.yaml", "name: test", "name: test\nframes: [budget]") }, every, "the newest run, run=000001-"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w, out := &world{t, w.dir}, filepath.Join(t.TempDir(), "runs")
			for _, copied := range [][2]string{{w.dir, whole}, {out, base}} {
				if err := errors.Join(os.RemoveAll(copied[0]), os.CopyFS(copied[0], os.DirFS(copied[1]))); err != nil {
					t.Fatal(err)
				}
			}
			c.edit(w)
			q := w.request(out)
			q.DryRun = true
			dry := w.run(q)
			var due []string
			for _, d := range dry.Due {
				due = append(due, strings.Split(d.Task, "/")[1])
			}
			slices.Sort(due)
			if got := strings.Join(due, " "); got != c.want {
				t.Fatalf("%q would run, expected %q", got, c.want)
			}
			if len(dry.Due) > 0 && !strings.Contains(strings.Join(words.In(lang.English).Messages(dry.Due[0].Why), "; "), c.why) {
				t.Errorf("%s: %v, expected %q", dry.Due[0].Task, dry.Due[0].Why, c.why)
			}
			if len(due) == len(before.Tasks) {
				return
			}
			q.DryRun = false
			if after := w.run(q); after.Ran != len(due) {
				t.Errorf("%d computed, expected %d", after.Ran, len(due))
			}
			w.unchanged(base, before, due)
		})
	}
}

// Every table of the embedded county may have its rows in any order: nothing runs again, and
// a run from the beginning has the same bytes.
func TestShuffledTables(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	for from, to := range map[string]fs.FS{"data": data.FS, "scenarios": scenarios.FS} {
		if err := os.CopyFS(w.path(from), to); err != nil {
			t.Fatal(err)
		}
	}
	w.put("plan.yaml", "version: 1\nname: test\ncounty: data/vantaa-kerava/county.yaml\noptions: [mobile]\n")
	before := w.run(w.request(out))
	tables, err := filepath.Glob(w.path("data/vantaa-kerava/*.csv"))
	if err != nil || len(tables) < 6 {
		t.Fatalf("%v, %v", tables, err)
	}
	order := rand.New(rand.NewPCG(1, 2))
	for _, name := range tables {
		rel, err := filepath.Rel(w.dir, name)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSpace(w.read(rel)), "\n")
		order.Shuffle(len(lines)-1, func(i, k int) { lines[1+i], lines[1+k] = lines[1+k], lines[1+i] })
		w.put(rel, strings.Join(lines, "\n")+"\n")
		q := w.request(out)
		q.DryRun = true
		if due := w.run(q).Due; len(due) > 0 {
			t.Errorf("%s: %s would run: %v", rel, due[0].Task, words.In(lang.English).Messages(due[0].Why))
		}
	}
	if again := w.run(w.request(out)); again.Ran > 0 {
		t.Errorf("%d computed", again.Ran)
	}
	w.unchanged(out, before, nil)
}

// unchanged computes the plan in a new folder. What need not be computed again has the
// bytes of an earlier run.
func (w *world) unchanged(base string, before *Outcome, due []string) {
	w.t.Helper()
	out := filepath.Join(w.t.TempDir(), "fresh")
	fresh := w.run(w.request(out))
	compared := 0
	for _, x := range fresh.Tasks {
		i := slices.IndexFunc(before.Tasks, func(y *Task) bool { return x.Name() == y.Name() })
		if i < 0 || slices.Contains(due, x.Option) {
			continue
		}
		compared++
		name := func(dir, key string) string {
			return filepath.Join(dir, tasksDir, engine.Model, key[:2], key+resultEnd)
		}
		now, err := os.ReadFile(name(out, x.Key))
		then, fault := os.ReadFile(name(base, before.Tasks[i].Key))
		if err != nil || fault != nil || !bytes.Equal(now, then) {
			w.t.Errorf("%s has another result: %v, %v", x.Name(), err, fault)
		}
	}
	if compared == 0 {
		w.t.Error("nothing was compared")
	}
}

// With draws, ranges of parameters and the seed count.
func TestDrawnKeys(t *testing.T) {
	t.Parallel()
	for name, edit := range map[string]func(w *world){
		"range": func(w *world) { w.edit("small/county.yaml", "lo: 0.8,", "lo: 0.7,") },
		"seed":  func(w *world) { w.edit("plan.yaml", "name: test", "name: test\nseed: 9") },
	} {
		w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
		w.edit("plan.yaml", "version: 1", "version: 1\ndraws: 2")
		w.run(w.request(out))
		edit(w)
		q := w.request(out)
		q.DryRun = true
		if dry := w.run(q); len(dry.Due) != 7 {
			t.Errorf("%s: %d would run", name, len(dry.Due))
		}
	}
}

// Every field that is left out of the keys exists, and one that is not left out changes
// the hash.
func TestUnmeant(t *testing.T) {
	for of, fields := range unmeant {
		for _, name := range fields {
			if _, ok := of.FieldByName(name); !ok {
				t.Errorf("%s has no field %s", of, name)
			}
		}
		for i := range of.NumField() {
			f := of.Field(i)
			v := reflect.New(of).Elem()
			was := (&writer{}).hashed(v)
			if !v.Field(i).CanSet() || !fill(v.Field(i)) {
				continue
			}
			left := slices.Contains(fields, f.Name) || f.Type == languages
			if changed := (&writer{}).hashed(v) != was; changed == left {
				t.Errorf("%s.%s changes the hash: %t", of, f.Name, changed)
			}
		}
	}
}

func (w *writer) hashed(v reflect.Value) string {
	w.value(v)
	return string(w.b)
}

// fill sets a field to some value; false if it has none that is simple.
func fill(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.String:
		v.SetString("x")
	case reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt(7)
	case reflect.Float64:
		v.SetFloat(0.5)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
	default:
		return false
	}
	return true
}

// A result is read as it was stored, with what is not known and with ranges.
func TestResultFile(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.edit("plan.yaml", "version: 1", "version: 1\ndraws: 2")
	run := w.run(w.request(out))
	s, err := OpenStore(out)
	if err != nil {
		t.Fatal(err)
	}
	unknown, ranged := 0, 0
	for _, x := range run.Tasks {
		r, err := s.Load(x.Key)
		if err != nil {
			t.Fatal(err)
		}
		again, err := r.encode()
		stored, fault := os.ReadFile(s.model(x.Key[:2], x.Key+resultEnd))
		if err != nil || fault != nil || string(again) != string(stored) {
			t.Errorf("%s is not read as it was stored: %v, %v", x.Name(), err, fault)
		}
		for _, l := range r.Lines {
			if l.Value != l.Value {
				unknown++
			} else if l.Low < l.Value {
				ranged++
			}
		}
	}
	if unknown == 0 || ranged == 0 {
		t.Errorf("%d unknown, %d with a range", unknown, ranged)
	}
}
