package batch

import (
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// byPlace returns the rows of a task.
func (w *world) byPlace(out string, run *Outcome, task string) map[place]*figureRow {
	w.t.Helper()
	rows, err := rowsIn[figureRow]([]byte(published(w.t, out, run, figuresFile)))
	if err != nil {
		w.t.Fatal(err)
	}
	got := map[place]*figureRow{}
	for i := range rows {
		if taskNamed(&rows[i]) == task {
			got[rows[i].id().place] = &rows[i]
		}
	}
	return got
}

// What is needed and given by area adds up to the service, and is needed where the people
// live: 8 of 14 equal cells lie in the west. One more position gives the clinic all that it
// lacks and one more hour of a room nothing; where rooms are short it is the other way
// round; only a vehicle has days. A service that an option does not touch has the figures
// of today.
func TestRowsOfDetail(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	cells := w.read("small/cells.csv")
	for _, id := range []string{"33,", "34,"} {
		at := strings.Index(cells, "\n"+id)
		cells = cells[:at+1] + cells[at+1+strings.Index(cells[at+1:], "\n")+1:]
	}
	w.put("small/cells.csv", cells)
	w.edit("small/points.csv", "cl_west,neuvola_child,2,2,", "cl_west,neuvola_child,0.02,2,")
	w.edit("small/points.csv", "hs_east,nurse_reception,0.02,1,", "hs_east,nurse_reception,9,0.001,")
	w.put("plan.yaml", planText+"track: [station_one_more_position.gp_reception.hs_west]\n")
	run := w.run(w.request(out))
	near := func(what string, got, want float64) {
		t.Helper()
		if !(math.Abs(got-want) <= 1e-9*math.Abs(want)) {
			t.Errorf("%s: %v, expected %v", what, got, want)
		}
	}
	target := map[string]string{"gp_reception": "all ages", "nurse_reception": "all ages", "neuvola_child": "0-6"}
	figures := func(task string) func(service, area, facility, measure string) *float64 {
		rows := w.byPlace(out, run, task)
		return func(service, area, facility, measure string) *float64 {
			t.Helper()
			r := rows[place{service, area, target[service], facility, measure}]
			if r == nil {
				t.Fatalf("%s has no row of %s %s %s %s", task, service, area, facility, measure)
			}
			return r.Value
		}
	}
	now := figures("small/today/2026/base/staff")
	for _, task := range run.Tasks {
		of := figures(task.Name())
		for service := range target {
			for _, measure := range []string{"need", "visits_that_can_be_given"} {
				west, east := *of(service, "west", "", measure), *of(service, "east", "", measure)
				near(task.Name()+" "+service+" "+measure, west+east, *of(service, "", "", measure))
				if measure == "need" {
					near(task.Name()+" "+service+" in the west", west/(west+east), 8./14)
				}
			}
			if need, given := *of(service, "", "", "need"), *of(service, "", "", "visits_that_can_be_given"); !(given < 0.9*need) {
				t.Errorf("%s of %s: %v of %v is given", service, task.Name(), given, need)
			}
		}
	}
	const position, hour, day = "station_one_more_position", "station_one_more_room_hour", "station_one_more_unit_day"
	near("one more position at the clinic", *now("neuvola_child", "", "cl_west", position), *now("neuvola_child", "", "", "need")-*now("neuvola_child", "", "", "visits_that_can_be_given"))
	near("one more hour of a room at the clinic", *now("neuvola_child", "", "cl_west", hour), 0)
	near("one more position of nurses", *now("nurse_reception", "", "hs_east", position), 0)
	if v := *now("nurse_reception", "", "hs_east", hour); !(v > 10) {
		t.Errorf("one more hour of a room of nurses: %v", v)
	}
	bus := figures("small/bus/2026/base/staff")
	if p, h, d := bus("neuvola_child", "", "stop_1/b1", position), bus("neuvola_child", "", "stop_1/b1", hour), bus("neuvola_child", "", "stop_1/b1", day); p != nil || h != nil || d == nil {
		t.Errorf("a stop has one more position %v, hour %v, day %v", p, h, d)
	}
	if d := bus("neuvola_child", "", "cl_west", day); d != nil {
		t.Errorf("a clinic has one more day of a vehicle: %v", *d)
	}
	less := figures("small/less/2026/base/staff")
	for _, measure := range []string{position, hour} {
		near("a service that is not touched: "+measure, *less("nurse_reception", "", "hs_east", measure), *now("nurse_reception", "", "hs_east", measure))
	}
	if a, b := *less("gp_reception", "", "hs_east", position), *now("gp_reception", "", "hs_east", position); !(a > b) {
		t.Errorf("one more doctor in the east gives %v when the west is closed, %v when it is open", a, b)
	}
}

// rules.parquet has each rule of each option under its id, with its severity and verdict.
func TestRowsOfRules(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.edit("small/county.yaml", "text: \"A doctor in the west\"}", `text: "A doctor in the west"}
  - {id: clinic, kind: keep-service, severity: wish, service: neuvola_child, items: [cl_west], text: "A clinic in the west"}
  - {id: nurse, kind: keep-service, severity: own rule, service: nurse_reception, items: [hs_east], text: "A nurse in the east"}`)
	run := w.run(w.request(out))
	rows, err := rowsIn[ruleRow]([]byte(published(t, out, run, rulesFile)))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, r := range rows {
		got[r.Option+" "+r.Rule] = r.Severity + ": " + r.Verdict
	}
	if len(rows) != 3*len(run.Tasks) || len(got) != len(rows) {
		t.Errorf("%d rows of %d rules", len(rows), len(got))
	}
	for rule, want := range map[string]string{"today keep": "law: ok", "less keep": "law: breach", "mine keep": "law: ok", "less clinic": "wish: ok", "less nurse": "own rule: ok", "mine nurse": "own rule: breach", "later nurse": "own rule: breach"} {
		if got[rule] != want {
			t.Errorf("%s is %s, expected %s", rule, got[rule], want)
		}
	}

	// The next night less closes the nurse in the place of the doctor. Mine fails.
	w.edit("small/options/less.yaml", "close: hs_west", "close: {facility: hs_east, services: [nurse_reception]}")
	w.edit("options/mine.yaml", "hs_east", "hs_nowhere")
	w.run(w.request(out))
	d, err := Compare(t.Context(), DiffRequest{Out: out, Relative: DiffTolerance, Embedded: w.request("").Embedded})
	want := []RuleDiff{{"small/less/2026/base/staff", "nurse", "own rule", "ok", "breach", Worse}, {"small/less/2026/base/staff", "keep", "law", "breach", "ok", Better}}
	if err != nil || !slices.Equal(d.Rules, want) {
		t.Errorf("%+v, expected %+v, %v", d.Rules, want, err)
	}
	if k := slices.IndexFunc(d.Parts, func(p ByPart) bool { return p.Part == PartRules }); d.Parts[k] != (ByPart{PartRules, 2, 2, Ways{Better: 1, Worse: 1}, 0}) {
		t.Errorf("%+v", d.Parts[k])
	}
}

// A service whose positions are not known has no price, with that reason, in every option.
func TestRowsWithoutPositions(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.edit("small/points.csv", "cl_west,neuvola_child,2,", "cl_west,neuvola_child,,")
	run := w.run(w.request(out))
	rows, err := rowsIn[setRow]([]byte(published(t, out, run, setFile)))
	if err != nil {
		t.Fatal(err)
	}
	of := 0
	for _, r := range rows {
		if unknown := r.Why != nil && *r.Why == "positions-not-known"; unknown != (r.Service == "neuvola_child") {
			t.Errorf("%+v", r)
		} else if unknown {
			of++
		}
		if (r.Why == nil) != (r.Price != nil) {
			t.Errorf("%+v", r)
		}
	}
	if of != len(run.Tasks) {
		t.Errorf("%d of %d options", of, len(run.Tasks))
	}
}
