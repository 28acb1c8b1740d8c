package app_test

import (
	"math"
	"testing"

	"saavu/pkg/lang"
	"saavu/pkg/report"
)

// The embedded county differs from no known figure without a stated reason, and gives
// the reason in every language. A reason stands only where there is a difference.
func TestEmbeddedCountyHasNoUnwaivedDifference(t *testing.T) {
	q := request()
	q.Service, q.Draws = "all", 0
	out, err := fresh(t, q).Compare(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	fitted, waived := 0, 0
	for _, c := range out.Report.Checks {
		switch {
		case c.Fitted:
			fitted++
		case c.Off != (c.Waived != ""):
			t.Errorf("%s: ratio %.2f, waived for %q", c.What, c.Ratio, c.Waived)
		case c.Off:
			waived++
		}
		for _, l := range lang.Languages() {
			if c.Waived != "" && (c.Reasons.Own(l) == "" || c.Names.Own(l) == "") {
				t.Errorf("%s: no reason in %s", c.What, l)
			}
		}
		if c.Lo > c.Model || c.Hi < c.Model || c.Counts.NonUrgent && c.Lo == c.Hi {
			t.Errorf("%s: %g (%g to %g)", c.What, c.Model, c.Lo, c.Hi)
		}
	}
	// Positions are derived in all services; only doctors have known shares.
	for _, v := range out.Report.Services {
		want := report.LoadsDerived
		if v.ID == "gp_reception" {
			want = report.LoadsFitted
		}
		if v.Loads != want {
			t.Errorf("%s: loads %q, expected %q", v.ID, v.Loads, want)
		}
	}
	if fitted != 8 || waived != 5 || len(out.Report.Checks) != 13 {
		t.Errorf("%d figures, %d fitted, %d waived", len(out.Report.Checks), fitted, waived)
	}
}

// The numbers in the reasons for differences are those of the figures.
func TestReasonsForDifferencesAreTrue(t *testing.T) {
	q := request()
	q.Service, q.Draws = "all", 0
	out, err := fresh(t, q).Compare(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	checks := map[float64]report.Check{}
	for _, c := range out.Report.Checks {
		checks[c.Known] = c
	}
	about := func(what string, got, want, by float64) {
		t.Helper()
		if !(math.Abs(got-want) <= by) {
			t.Errorf("%s: %.4g, the reason says %.4g", what, got, want)
		}
	}
	doctors, nurses, classes, national, oral := checks[5525], checks[75270], checks[17883], checks[1.17], checks[0.88]
	if !(doctors.Known < doctors.Lo) || !(national.Known > national.Model) {
		t.Errorf("the rate of doctors is not between the sources: %+v, %+v", doctors, national)
	}
	about("share of non-urgent nurse contacts at which the model meets the count", 0.5*nurses.Known/nurses.Model, 0.40, 0.005)
	if nurses.Known < nurses.Lo || nurses.Known > nurses.Hi {
		t.Errorf("the count of nurses is beyond the range of the share: %+v", nurses)
	}
	both := doctors.Known + nurses.Known*2/10
	about("visits to doctors and nurses in two months", both, 20_600, 50)
	about("part of them in the table of waiting classes", classes.Known/both, 0.87, 0.005)
	about("what the use of primary care explains", 1-0.70/0.862, 0.2, 0.02)
	people := map[string]float64{}
	for _, a := range out.Report.Services[1].Rows[0].Areas { // doctors, all ages
		municipality := "Vantaa"
		if a.Name == "Kerava" {
			municipality = "Kerava"
		}
		people[municipality] += a.People
	}
	users := (0.24*people["Vantaa"] + 0.44*people["Kerava"]) / (people["Vantaa"] + people["Kerava"])
	at := oral.Known * users * 3
	about("oral care with the national contacts of a user", at, 0.71, 0.005)
	if people["Kerava"] == 0 || math.Abs(oral.Model/at-1) > 0.1 {
		t.Errorf("the model has %g, with the county's users it is %g", oral.Model, at)
	}
}
