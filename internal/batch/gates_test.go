package batch

import (
	"path/filepath"
	"strings"
	"testing"
)

// Per cents and percentage points belong to shares. The unit of a product or of a quotient may
// be any.
func TestUnitsOfExpressions(t *testing.T) {
	names := &nameTree{}
	c := &county{}
	for name, unit := range map[string]string{"law": "rules", "was.law": "rules", "served": "share", "was.served": "share", "tasks": "tasks"} {
		names.add(c, strings.Split(name, "."), figure{unit: unit})
	}
	for text, at := range map[string]int{
		"law > 1pp": 6, "law > 0 or law - was.law > 10%": 27, "80% < law": 0, "law + 1pp > 0": 6, "-law < -1 pp": 8, "served < 80% and tasks > 5%": 25,
		"(served > 0 ? law : 0) > 1pp": 25,
		"served < 80%":                 -1, "served - was.served < -1pp": -1, "law / was.law > 110%": -1, "law > 110% * was.law": -1, "served - 1pp < 80% + 2pp": -1, "law > 1": -1,
	} {
		_, faults := compile(text, names)
		switch {
		case at < 0 && faults != nil:
			t.Errorf("%s: %+v", text, faults)
		case at >= 0 && (len(faults) != 1 || faults[0].at != at || !strings.Contains(faults[0].hint, "only shares have % and pp") || !strings.HasPrefix(text[at:], faults[0].found)):
			t.Errorf("%s: expected a fault at %d, got %+v", text, at, faults)
		}
	}
}

// A share is never outside of 0 to 1, a difference of two never outside of -1 to 1, and a sum of
// two never outside of 0 to 2.
func TestNumbersNextToShares(t *testing.T) {
	names := &nameTree{}
	c := &county{}
	for name, unit := range map[string]string{"law": "rules", "served": "share", "was.served": "share", "reach": "share"} {
		names.add(c, strings.Split(name, "."), figure{unit: unit})
	}
	for text, want := range map[string]misread{
		"served < 80":                       {9, "80", "a number from 0 to 1, as the share next to it", "write 80%"},
		"served < 80.5":                     {9, "80.5", "a number from 0 to 1, as the share next to it", "write 80.5%"},
		"80 > served":                       {0, "80", "a number from 0 to 1, as the share next to it", "write 80%"},
		"law > 0 or served < -80%":          {20, "-80%", "a number from 0 to 1, as the share next to it", "the comparison has the same answer in every task"},
		"served < -0.8":                     {9, "-0.8", "a number from 0 to 1, as the share next to it", "the comparison has the same answer in every task"},
		"served < 180%":                     {9, "180%", "a number from 0 to 1, as the share next to it", "the comparison has the same answer in every task"},
		"served < -80":                      {9, "-80", "a number from 0 to 1, as the share next to it", "write 80%"},
		"served - was.served < -5":          {22, "-5", "a number from -1 to 1, as the share next to it", "write -5%"},
		"served + reach < 80":               {17, "80", "a number from 0 to 2, as the share next to it", "write 80%"},
		"served + 80 > reach":               {9, "80", "a number from -1 to 1, as the share next to it", "write 80%"},
		"(law > 0 ? served : reach) < 80":   {29, "80", "a number from 0 to 1, as the share next to it", "write 80%"},
		"served < 1":                        {at: -1},
		"served <= 0 or served >= 100%":     {at: -1},
		"served - was.served < -1pp":        {at: -1},
		"was.served - served > -1":          {at: -1},
		"served + reach < 160%":             {at: -1},
		"(served + reach) / 2 < 80%":        {at: -1},
		"served * 100 < 80":                 {at: -1},
		"served / was.served < 110%":        {at: -1},
		"law > 80":                          {at: -1},
		"served - 1pp < 80% + 2pp":          {at: -1},
		"(law > 0 ? served : 0) < 80%":      {at: -1},
		"-served < -80%":                    {at: -1},
		"law - 80 > 0 and law < -1":         {at: -1},
		"served < reach and 3 > 2 and 80>2": {at: -1},
	} {
		_, faults := compile(text, names)
		switch {
		case want.at < 0 && faults != nil:
			t.Errorf("%s: %+v", text, faults)
		case want.at >= 0 && (len(faults) != 1 || faults[0] != want):
			t.Errorf("%s: expected %+v, got %+v", text, want, faults)
		}
	}
}

// The values of expressions are worked out by hand.
func TestExpressions(t *testing.T) {
	names := &nameTree{}
	c := &county{}
	for _, n := range []string{"a.x", "b.x", "was.a.x", "a.child-clinic", "a.1st"} {
		names.add(c, strings.Split(n, "."), figure{})
	}
	for text, want := range map[string]struct {
		values []float64
		truth  truth
	}{
		"a.x < 80%":                      {[]float64{0.79}, holds},
		"a.x < 80 %":                     {[]float64{0.81}, fails},
		"a.x <= 80%":                     {[]float64{0.8}, holds},
		"a.x == 12.5%":                   {[]float64{0.125}, holds},
		"a.x - was.a.x < -1pp":           {[]float64{0.80, 0.81}, fails}, // exactly 1 pp, whatever the last digit
		"was.a.x - a.x >= 1 pp":          {[]float64{0.81, 0.80}, holds},
		"a.x - was.a.x < -1pp or false":  {[]float64{0.79, 0.81}, holds},
		"a.x > 0":                        {[]float64{0}, fails},
		"a.x > 2 and b.x != 3":           {[]float64{3, 4}, holds},
		"a.x > 2 && !(b.x != 3)":         {[]float64{3, 4}, fails},
		"not (a.x > 2 or b.x > 2)":       {[]float64{1, 2}, holds},
		"-a.x * 2 + 3 / 2 == -0.5":       {[]float64{1}, holds},
		"(a.x > 1 ? b.x : 0) > 1":        {[]float64{2, 2}, holds},
		`a["child-clinic"] < a["1st"]`:   {[]float64{1, 2}, holds},
		"a.x == 1000000001":              {[]float64{1000000000}, holds}, // a part in 10^9
		"a.x == 1000001":                 {[]float64{1000000}, fails},
		"a.x > 0 or b.x > 0":             {[]float64{1, 0}, holds},
		"a.x / b.x > 1":                  {[]float64{1, 0}, unknown},
		"a.x / b.x > 1 or a.x == 1":      {[]float64{1, 0}, holds},
		"a.x > 9_000 or b.x > 1_000 * 2": {[]float64{1, 2001}, holds},
	} {
		e, faults := compile(text, names)
		if len(faults) > 0 {
			t.Errorf("%s: %+v", text, faults)
			continue
		}
		var values []*float64
		for i := range want.values {
			values = append(values, &want.values[i])
		}
		if got, _ := e.evaluate(values); got != want.truth {
			t.Errorf("%s with %v: got %d, expected %d", text, want.values, got, want.truth)
		}
	}
	// A part that is not known makes the whole unknown, unless the other part decides it.
	one := 1.0
	for text, want := range map[string]truth{
		"a.x > 0 or b.x > 0": holds, "a.x > 1 or b.x > 0": unknown, "a.x > 1 and b.x > 0": fails, "a.x > 0 and b.x > 0": unknown,
		"b.x > 0 or a.x > 0": holds, "not (b.x > 0)": unknown, "not (b.x > 0 and a.x > 1)": holds, "a.x + b.x > 0": unknown,
	} {
		e, faults := compile(text, names)
		if len(faults) > 0 {
			t.Fatalf("%s: %+v", text, faults)
		}
		values := make([]*float64, 2)
		for i, u := range e.uses {
			if u.name == "a.x" {
				values[i] = &one
			}
		}
		if got, err := e.evaluate(values); got != want || err != nil {
			t.Errorf("%s: got %d, expected %d, %v", text, got, want, err)
		}
	}
	if _, faults := compile(strings.Repeat("a.x + ", 400)+"a.x > 0", names); len(faults) != 1 || !strings.Contains(faults[0].hint, "it is longer than a gate may be") {
		t.Errorf("a long expression: %+v", faults)
	}
}

// Faults of gates are reported with those of the plan before anything runs, each with a
// mark under its place.
func TestBadGates(t *testing.T) {
	t.Parallel()
	for gates, want := range map[string]string{
		"- {id: a, title: A, expression: reach.gp_reception.pt_ruch < 80%}": `plan.yaml:6:54: found "reach.gp_reception.pt_ruch", expected the name of a figure (did you mean pt_rush?)
    reach.gp_reception.pt_ruch < 80%
                       ^`,
		"- {id: a, title: A, expression: \"reech.gp < 1 or tasks.fail > 0\"}": `plan.yaml:6:36: found "reech", expected the name of a figure (did you mean reach?)
    reech.gp < 1 or tasks.fail > 0
    ^
plan.yaml:6:58: found "tasks.fail", expected the name of a figure (did you mean failed?)
    reech.gp < 1 or tasks.fail > 0
                          ^`,
		"- {id: a, title: A, expression: 'was.servd.gp_reception > 0'}": `plan.yaml:6:40: found "was.servd", expected the name of a figure (did you mean served?)
    was.servd.gp_reception > 0
        ^`,
		"- {id: a, title: A, expression: served.gp_reception < true}": `plan.yaml:6:55: found "served.gp_reception < true", expected a condition, such as breaches.law > 0 (invalid operation: < (mismatched types number and condition))
    served.gp_reception < true
                        ^`,
		"- {id: a, title: A, expression: served.gp_reception}": `plan.yaml:6:35: found "served.gp_reception", expected a condition, such as breaches.law > 0 (it is a number: compare it with something)
    served.gp_reception
    ^`,
		"- {id: a, title: A, expression: served.gp_reception.x < 1}": `plan.yaml:6:55: found "served.gp_reception.x", expected the end of the name (served.gp_reception is a figure already)
    served.gp_reception.x < 1
                        ^`,
		"- {id: a, title: A, expression: tasks.all % 2 == 1}": `plan.yaml:6:45: found "%", expected figures and numbers with + - * / ( ), < <= > >= == !=, and, or, not (% is a per cent behind a number only)
    tasks.all % 2 == 1
              ^`,
		"- id: a\n    title: A\n    expression: |\n      breaches.law > 0 or\n      breaches.low > 0": `plan.yaml:8:17: found "breaches.low", expected the name of a figure (did you mean law?)
    breaches.low > 0
             ^`,
		"- {id: a, title: A, expression: tasks.all > 0, for: {options: [lest], years: [2031], sets: [bas]}}": `plan.yaml:6:66: found "lest", expected an option of the plan, or a glob that matches one (did you mean less?)
plan.yaml:6:81: found "2031", expected a year of the plan (did you mean 2030?)
plan.yaml:6:95: found "bas", expected a parameter set of the plan, or a glob that matches one (did you mean base?)`,
		"- {id: a, title: A, expression: tasks.all > 0, for: {options: [less], years: [2030]}}":             `plan.yaml:6:55: found nothing, expected options, years and sets that some task of the plan has together`,
		"- {id: a, title: A, expression: served.gp_reception < 1}\nmeasures: [gets_there]":                  "plan.yaml:6:35: found \"served.gp_reception\", expected a figure of a measure that the plan publishes (add can_be_served to measures, or leave measures out)\n    served.gp_reception < 1\n    ^",
		"- {id: a, title: A, expression: breaches.law > 0}\ntrack: [breaches.law, tasks.all, was.need.all]": "plan.yaml:7:23: found \"tasks.all\", expected the name of one figure\n    tasks.all\n    ^\nplan.yaml:7:43: found \"was.need.all\", expected the name of one figure (was.need goes on with family_guidance, gp_reception, neuvola_child, nurse_reception, oral_check_child, oral_treatment, therapy_child)\n    was.need.all\n             ^",
	} {
		w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
		w.put("plan.yaml", planText+"gates:\n  "+gates+"\n")
		_, err := Run(t.Context(), w.request(out))
		if err == nil {
			t.Errorf("%s is accepted", gates)
			continue
		}
		if got := strings.ReplaceAll(err.Error(), w.dir+"/", ""); got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", gates, got, want)
		}
	}
}
