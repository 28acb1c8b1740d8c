package batch

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// kiosk opens a new facility, so that no file of the county knows its name.
const kiosk = "name: Kiosk\nchanges:\n  - open: {facility: kiosk, name: Kiosk, at: [385375, 6680875], services: [gp_reception], fte: 0.01, rooms: 1}\n"

// Names of population groups, cost lines and opened facilities are read with the plan: a
// typo in one is reported with all other faults, its place and the nearest name.
func TestNamesThatOnlyOptionsHave(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.put("options/kiosk.yaml", kiosk)
	w.put("plan.yaml", `version: 1
name: test
county: small/county.yaml
options: [lesss, "options/*.yaml"]
measures: [gets_there, need, county_change, "cost: staf", "cost: rent", station_load, station_one_more_position]
gates:
  - {id: a, title: A, expression: group.age_7_18.gets_there.gp_reception < 1}
  - {id: b, title: B, expression: group.age_65_74.gets_there.neuvola_child < 1}
  - {id: c, title: C, expression: costs.county.rents.gp_reception > 0}
  - {id: d, title: D, expression: costs.residents.rent.all > 0}
  - {id: e, title: E, expression: 'group["mobility-limited"].gets_there.gp_reception < 1'}
  - {id: f, title: F, expression: station_load.gp_reception.kiosc > 0}
  - {id: g, title: G, expression: 'station_load.neuvola_child["stop_1/b2"] > 0'}
  - {id: h, title: H, expression: costs.county.staff.gp_reception > 0}
track: [station_load.gp_reception.kioks]
`)
	_, err := Run(t.Context(), w.request(filepath.Join(t.TempDir(), "runs")))
	if err == nil {
		t.Fatal("no fault")
	}
	want := `plan.yaml:4:11: found "lesss", expected an option of the county, a file, or a glob that matches one (did you mean less?)
plan.yaml:5:45: found "cost: staf", expected a measure as in the column measure of scores.csv (did you mean cost: staff?)
plan.yaml:7:41: found "group.age_7_18", expected the name of a figure (did you mean age_7_17?)
    group.age_7_18.gets_there.gp_reception < 1
          ^
plan.yaml:8:62: found "group.age_65_74.gets_there.neuvola_child", expected the name of a figure (group.age_65_74.gets_there goes on with gp_reception, nurse_reception, oral_treatment)
    group.age_65_74.gets_there.neuvola_child < 1
                               ^
plan.yaml:9:48: found "costs.county.rents", expected the name of a figure (did you mean rent?)
    costs.county.rents.gp_reception > 0
                 ^
plan.yaml:10:51: found "costs.residents.rent", expected the name of a figure (costs.residents goes on with client_fees, client_fees_of_remote_contacts, fares_and_car_kilometres, rest_of_the_price_of_vouchers, travel_time_of_adults)
    costs.residents.rent.all > 0
                    ^
plan.yaml:11:42: found "group.mobility-limited", expected the name of a figure (did you mean mobility_limited?)
    group["mobility-limited"].gets_there.gp_reception < 1
          ^
plan.yaml:12:61: found "station_load.gp_reception.kiosc", expected the name of a figure (did you mean kiosk?)
    station_load.gp_reception.kiosc > 0
                              ^
plan.yaml:13:63: found "station_load.neuvola_child.stop_1/b2", expected the name of a figure (did you mean stop_1/b1?)
    station_load.neuvola_child["stop_1/b2"] > 0
                               ^
plan.yaml:14:35: found "costs.county.staff.gp_reception", expected a figure of a measure that the plan publishes (add cost: staff to measures, or leave measures out)
    costs.county.staff.gp_reception > 0
    ^
plan.yaml:15:35: found "station_load.gp_reception.kioks", expected the name of one figure (did you mean kiosk?)
    station_load.gp_reception.kioks
                              ^`
	if got := strings.ReplaceAll(err.Error(), w.dir+"/", ""); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// The value of a name is that of its row in figures.parquet. A cost line that has no row
// changes by 0 euros, if the option is compared with another. What an option does not have
// is undecided there, with the reason.
func TestFiguresThatOnlyOptionsHave(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.put("options/kiosk.yaml", kiosk)
	names := map[string]place{
		"group.age_7_17.gets_there.gp_reception":         {service: "gp_reception", group: "age 7-17", measure: "gets_there"},
		"group.age_75_plus.gets_there.gp_reception":      {service: "gp_reception", group: "age 75+", measure: "gets_there"},
		"group.mobility_limited.gets_there.gp_reception": {service: "gp_reception", group: "mobility-limited", measure: "gets_there"},
		"group.swedish.gets_there.gp_reception":          {service: "gp_reception", group: "Swedish (not identified from data)", measure: "gets_there"},
		"costs.county.rent.gp_reception":                 {service: "gp_reception", group: "county", measure: "cost: rent"},
		"costs.county.rent.all":                          {group: "county", measure: "cost: rent"},
		"costs.residents.travel_time_of_adults.all":      {group: "residents", measure: "cost: travel time of adults"},
		"costs.visits_not_given.client_fees.all":         {group: "visits not given", measure: "cost: client fees"},
		"station_load.gp_reception.kiosk":                {service: "gp_reception", group: "all ages", facility: "kiosk", measure: "station_load"},
		"station_positions.gp_reception.kiosk.gp":        {service: "gp_reception", group: "gp", facility: "kiosk", measure: "station_positions"},
		`station_seen.neuvola_child["stop_1/b1"]`:        {service: "neuvola_child", group: "0-6", facility: "stop_1/b1", measure: "station_seen"},
	}
	text := planText + "gates:\n"
	for i, name := range slices.Sorted(maps.Keys(names)) {
		text += fmt.Sprintf("  - {id: g%d, title: Gate, expression: '%s * 1 < -1e12'}\n", i, name)
	}
	w.put("plan.yaml", text)
	run := w.run(w.request(out))
	rows, err := rowsIn[figureRow]([]byte(published(t, out, run, figuresFile)))
	if err != nil {
		t.Fatal(err)
	}
	gates, err := rowsIn[gateRow]([]byte(published(t, out, run, gatesFile)))
	if err != nil {
		t.Fatal(err)
	}
	missing := map[string][]string{}
	found := map[string]int{}
	for _, g := range gates {
		name := g.Figures[0].Name
		p := names[name]
		k := slices.IndexFunc(rows, func(r figureRow) bool {
			return taskNamed(&r) == g.Task && place{r.Service, r.Area, r.Group, r.Facility, r.Measure} == p
		})
		got := g.Figures[0].Value
		switch {
		case k >= 0 && (got == nil) != (rows[k].Value == nil), k >= 0 && got != nil && *got != *rows[k].Value:
			t.Errorf("%s of %s: got %v, its row has %v", name, g.Task, got, rows[k].Value)
		case k >= 0:
			found[name]++
		case strings.HasPrefix(name, "costs.") && (got == nil || *got != 0 || g.State != GateMet):
			t.Errorf("%s of %s has no row: %v, %s", name, g.Task, got, g.State)
		case !strings.HasPrefix(name, "costs.") && (got != nil || g.State != GateUndecided):
			t.Errorf("%s of %s has no row: %v, %s", name, g.Task, got, g.State)
		case g.Why != nil:
			missing[*g.Why] = append(missing[*g.Why], name+" "+g.Option)
		}
	}
	for name := range names {
		if found[name] == 0 {
			t.Errorf("no row of %s in any task", name)
		}
	}
	if !slices.Contains(missing[whyNoPoint], "station_load.gp_reception.kiosk less") {
		t.Errorf("%v", missing)
	}
	for why, list := range missing {
		if why != whyNoPoint && why != whyNoGroup {
			t.Errorf("%s: %v", why, list)
		}
	}
}

// An option that cannot be read may open any facility: a gate on a name that no other
// option has is undecided, and the night runs. The typo in the name of a service is still
// refused.
func TestNamesOfAnUnreadOption(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.put("options/kiosk.yaml", "name: Kiosk\nchange:\n")
	w.put("plan.yaml", planText+"gates:\n  - {id: kiosk, title: Kiosk, expression: station_load.gp_reception.kiosk > 0}\n  - {id: staff, title: Staff, expression: station_positions.gp_reception.kiosk.gp > 0}\n")
	run := w.run(w.request(out))
	if optionsOf(run.Failed) != "kiosk" || len(run.Record.Gates) != 2 {
		t.Fatalf("%v", run.Failed)
	}
	for _, g := range run.Record.Gates {
		if g.State != GateUndecided || g.Met+g.Missed > 0 {
			t.Errorf("%+v", g)
		}
		for _, task := range g.Tasks {
			want := whyNoPoint
			if strings.Contains(task.Task, "/kiosk/") {
				want = whyFailed
			}
			if task.Why != want {
				t.Errorf("%s: %s", task.Task, task.Why)
			}
		}
	}
	w.edit("plan.yaml", "station_positions.gp_reception.kiosk", "station_positions.gp_recepton.kiosk")
	if _, err := Run(t.Context(), w.request(out)); err == nil || !strings.Contains(err.Error(), "(did you mean gp_reception?)") {
		t.Errorf("%v", err)
	}
}
