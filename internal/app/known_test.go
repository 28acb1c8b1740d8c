package app_test

import (
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
