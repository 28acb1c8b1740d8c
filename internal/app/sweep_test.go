package app_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"saavu/internal/app"
	"saavu/internal/load/optionfile"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

func sweeps(t *testing.T, texts ...string) []scenario.Sweep {
	t.Helper()
	var out []scenario.Sweep
	for _, text := range texts {
		s, err := optionfile.ParseSweep(text)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	return out
}

func finds(t *testing.T, texts ...string) []scenario.Find {
	t.Helper()
	var out []scenario.Find
	for _, text := range texts {
		f, err := optionfile.ParseFind(text)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, f)
	}
	return out
}

// sameCounts compares an option of a step with an option of a separate comparison.
func sameCounts(t *testing.T, what string, got report.SweepRow, r report.Report, option string) {
	t.Helper()
	for k, o := range r.Options {
		if o.ID != option {
			continue
		}
		if got.County != r.Network[k].County || got.Homes != r.Network[k].Homes {
			t.Errorf("%s: county %+v, separately %+v", what, got.County, r.Network[k].County)
		}
		for s := range r.Services {
			row := r.Services[s].Rows[k]
			want := report.SweepCounts{GetsThere: row.GetsThere, There: row.There, Visits: row.Visits, County: row.County, Homes: row.Homes}
			if got.Services[s] != want {
				t.Errorf("%s, %s: %+v, separately %+v", what, r.Services[s].ID, got.Services[s], want)
			}
		}
		return
	}
	t.Errorf("%s: no option %s", what, option)
}

// A value of a sweep gives what a separate comparison with that value gives: a remote
// share and a parameter of the what-if by its flags, a parameter of the county by
// another county.
func TestASweepIsManyComparisons(t *testing.T) {
	if testing.Short() {
		return // race runs: it checks figures, and others run the same goroutines
	}
	whatIf := func(changes ...scenario.Change) app.Request {
		q := request()
		q.Draws, q.WhatIf = 4, changes
		return q
	}
	session, err := app.Open(t.Context(), request())
	if err != nil {
		t.Fatal(err)
	}
	swept := func(text string, q app.Request) report.Sweep {
		q.Sweeps = sweeps(t, text)
		out, err := session.Compare(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		return out.Report.Sweeps[0]
	}
	apart := func(q app.Request) report.Report {
		out, err := session.Compare(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		return out.Report
	}
	remote := func(v float64) scenario.Change { return &scenario.AddRemote{Service: "gp_reception", Share: v} }
	set := func(v float64) scenario.Change { return &scenario.Set{Path: "staff.fill_rate.gp", Value: v} }
	closed := &scenario.Close{Facility: "hs_lansimaki"}

	s := swept("remote.gp_reception=0..0.4 step 0.2", whatIf(closed, remote(0.3)))
	if len(s.Steps) != 3 || s.Levers[0].Kind != report.SweptRemote || math.Abs(s.Levers[0].Value-0.046) > 0.01 {
		t.Fatalf("%+v", s.Levers)
	}
	for k, v := range []float64{0, 0.2, 0.4} {
		r := apart(whatIf(closed, remote(v)))
		sameCounts(t, "remote", s.Steps[k].Rows[1], r, app.WhatIfID)
		sameCounts(t, "remote, today", s.Steps[k].Rows[0], r, "today")
	}
	s = swept("set.staff.fill_rate.gp=0.8..0.9 step 0.1", whatIf(closed))
	for k, v := range []float64{0.8, 0.9} {
		sameCounts(t, "set", s.Steps[k].Rows[1], apart(whatIf(closed, set(v))), app.WhatIfID)
	}

	// today's network with the county's parameter is a what-if that sets it
	s = swept("staff.fill_rate.gp=0.8..0.9 step 0.1", whatIf(closed))
	r := apart(whatIf(set(0.8)))
	for v := range r.Services {
		row := r.Services[v].Rows[1]
		if got := s.Steps[0].Rows[0].Services[v]; got.Visits.V != row.Visits.V || got.There.V != row.There.V {
			t.Errorf("%s: today with the parameter %+v, a what-if with it %+v", r.Services[v].ID, got.Visits, row.Visits)
		}
	}
	if got := s.Steps[0].Rows[0].County; got.V != 0 {
		t.Errorf("today is compared with itself: %+v", got)
	}
	if s.Steps[0].Rows[1].Services[1].Visits.V >= s.Steps[1].Rows[1].Services[1].Visits.V {
		t.Error("more doctors' visits with fewer doctors")
	}
}

// Two sweeps are combined, and people of an area are multiplied.
func TestSweepsAreCombined(t *testing.T) {
	q := request("local")
	q.Sweeps = sweeps(t, "people.Korso=1..2 step 1", "premises.rent_eur_m2_month=20..24 step 2")
	out, err := compare(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	s := out.Report.Sweeps[0]
	if len(s.Steps) != 6 || s.Steps[4].Values[0] != 2 || s.Steps[4].Values[1] != 22 || s.Levers[0].Key != "people.korso" {
		t.Fatalf("%+v", s.Levers)
	}
	need := func(step int) float64 { return s.Steps[step].Rows[0].Services[1].There.V }
	if need(0) != need(2) || need(3) <= need(0) {
		t.Errorf("people who get there %g, %g, %g", need(0), need(2), need(3))
	}
	if s.Steps[0].Rows[1].County == s.Steps[2].Rows[1].County {
		t.Error("the rent moves nothing")
	}
}

// What a sweep or a search cannot change is refused with the reason, before anything
// is compared.
func TestRefusedSweeps(t *testing.T) {
	q := request()
	session, err := app.Open(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		options     []string
		sweep, find string
		want        string
	}{
		{nil, "staff.fill_rate.gp=0.5..1.5", "", "staff.fill_rate.gp cannot be 1.5: expected a share from 0 to 1"},
		{nil, "travel.threshold_min.local=0..20", "", "travel.threshold_min.local cannot be 0: expected a number above 0, in min"},
		{nil, "remote.gp_reception=0..2", "", "remote.gp_reception cannot be 2: expected a share from 0 to 1"},
		{nil, "people.korso=0.5..20", "", "people.korso cannot be 20: expected a number above 0 and at most 10 (the factor of the present number of people: 1.2 is a fifth more)"},
		{nil, "people.korso=0..2", "", "people.korso cannot be 0: expected a number above 0 and at most 10 (an area without people has no need to compare: begin above 0, as at 0.1)"},
		{nil, "people.all=0..2", "", "people.all cannot be 0: expected a number above 0 and at most 10 (an area without people"},
		{nil, "staff.fill_rate.gp=50..88", "", "staff.fill_rate.gp cannot be 50: expected a share from 0 to 1 (50 % is 0.5)"},
		{nil, "staff.fill_rat.gp=0..1", "", `no parameter "staff.fill_rat.gp" (did you mean staff.fill_rate.gp?)`},
		{nil, "zzz=0..1", "", `no parameter "zzz" (expected a parameter of the county, set.PARAMETER, remote.SERVICE, or people.AREA; saavu list parameters lists the parameters)`},
		{nil, "remote.zzz=0..1", "", `no service "zzz" (there are: neuvola_child, gp_reception, nurse_reception, oral_check_child, oral_treatment, family_guidance, therapy_child)`},
		{nil, "people.korsu=0..1", "", `no area "korsu" (did you mean korso?)`},
		{nil, "travel.speed_kmh.walk=3..5", "", "travel times are computed from travel.speed_kmh.walk before options are compared: change it in the county file"},
		{nil, "staff.cover_today=0.8..1", "", "no part of the comparison reads staff.cover_today"},
		{[]string{"today"}, "remote.gp_reception=0..0.5", "", "remote.gp_reception changes options that are compared with another one, and there is none"},
		{nil, "", "people.korso: locale > mobile by reach.gp_reception", `no option "locale" (did you mean local`},
		{nil, "", "people.korso: local > nope by reach.gp_reception", `no option "nope" (there are: today, centralised, central-max, local, mobile, remote, multi-provider, today-2030, central-2030, local-2030, mixed-2030)`},
		{nil, "", "people.korso: local > mobile by reach.zzz", `no service "zzz" (there are: neuvola_child`},
		{nil, "", "people.korso=0.5..30: local > mobile by reach.gp_reception", "people.korso cannot be 30: expected a number above 0 and at most 10 (the factor"},
		{nil, "", "people.korso=0..2: local > mobile by reach.gp_reception", "people.korso cannot be 0: expected a number above 0 and at most 10 (an area without people"},
		{nil, "", "need.distance_elasticity: local > mobile by reach.gp_reception", "need.distance_elasticity is 0: give the values to search, as in need.distance_elasticity=FROM..TO: …"},
		{nil, "", "people.korso: local > mixed-2030 by reach.gp_reception", "compare within one year"},
	} {
		q.Options, q.Sweeps, q.Finds = tt.options, nil, nil
		if tt.sweep != "" {
			q.Sweeps = sweeps(t, tt.sweep)
		} else {
			q.Finds = finds(t, tt.find)
		}
		_, err := session.Compare(t.Context(), q)
		var unfit *app.Unfit
		var unknown *app.Unknown
		var invalid *app.Invalid
		if err == nil || !strings.Contains(err.Error(), tt.want) || !errors.As(err, &unfit) && !errors.As(err, &unknown) && !errors.As(err, &invalid) {
			t.Errorf("%s%s:\n got %v\nwant %s", tt.sweep, tt.find, err, tt.want)
		}
	}
}

// A crossing is where a search says: just before it the statement is false and there it
// is true, when both options are compared separately. So is the low of its range, by
// the draws: there 5 % of them have turned.
func TestACrossingIsWhereItIsFound(t *testing.T) {
	if testing.Short() {
		return // race runs: it checks figures, and others run the same goroutines
	}
	const draws = 20
	q := request("local")
	q.Draws = draws
	session, err := app.Open(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	q.Finds = finds(t, "staff.fill_rate.gp=0.8..1: local > today by visits.gp_reception", "people.korso: local < today by reach.gp_reception")
	out, err := session.Compare(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	f, never := out.Report.Finds[0], out.Report.Finds[1]
	if len(f.Crossings) != 1 || !f.Crossings[0].Holds || f.Holds || len(never.Crossings) != 0 || never.Holds || never.Somewhere != 0 || never.From != 0.025 || never.To != 3 {
		t.Fatalf("%+v, %+v", f, never)
	}
	// more compares at a value: whether local has more visits.
	more := func(v float64) bool {
		again := q
		again.Finds = nil
		again.Sweeps = []scenario.Sweep{{What: f.Lever.Key, From: v, To: v + 1e-9}}
		swept, err := session.Compare(t.Context(), again)
		if err != nil {
			t.Fatal(err)
		}
		s := swept.Report.Sweeps[0]
		c := s.Steps[0].Rows
		return c[1].Services[1].Visits.V > c[0].Services[1].Visits.V+1e-6
	}
	c := f.Crossings[0]
	if !more(c.At) {
		t.Errorf("at %g local does not have more visits", c.At)
	}
	if more(c.At - f.Tolerance) {
		t.Errorf("at %g, before the crossing, local has more visits already", c.At-f.Tolerance)
	}
	if c.Low > c.At || c.High < c.At || c.LowOpen {
		t.Errorf("%+v", c)
	}
	// At the low, more than 5 % of the draws have turned; just before it they have not.
	turned := func(v float64) int {
		again := q
		again.Finds = []scenario.Find{{What: f.Lever.Key, From: v, To: v + 1e-6, Option: "local", Than: "today", More: true, Count: "visits", Service: "gp_reception"}}
		out, err := session.Compare(t.Context(), again)
		if err != nil {
			t.Fatal(err)
		}
		return out.Report.Finds[0].Somewhere
	}
	if n := turned(c.Low); n <= draws/20 {
		t.Errorf("at the low %g only %d of %d draws have turned", c.Low, n, draws)
	}
	if n := turned(c.Low - f.Tolerance); n > draws/20 {
		t.Errorf("before the low %g already %d of %d draws have turned", c.Low, n, draws)
	}
}
