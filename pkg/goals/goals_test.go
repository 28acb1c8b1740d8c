package goals

import (
	"math"
	"testing"
	"time"
)

func day(text string) time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return t
}

var limits = Limits{1, 0.8, 0.5}

// Contacts of Vantaa in planning document 003, lines 669–672 and 2051–2145.
func TestGradesOfContacts(t *testing.T) {
	messages := Part{Target: 0.8, Baseline: day("2020-12-31"), Deadline: day("2022-12-31"), From: Observed}
	phone := Part{Target: 5, Baseline: day("2020-12-31"), Deadline: day("2023-12-31"), Less: true, From: Observed}
	callback := Part{Target: 60, Baseline: day("2020-12-31"), Deadline: day("2023-12-31"), Less: true, From: Observed}
	for _, tt := range []struct {
		name                     string
		part                     Part
		before, value            float64
		day                      string
		progress, planned, ratio float64
		grade                    int
	}{
		{"messages in August", messages, 0.72, 0.70, "2021-08-31", -0.25, 0.332877, -0.751029, 2},
		{"messages in September", messages, 0.72, 0.77, "2021-09-30", 0.625, 0.373973, 1.671245, 5},
		{"phone queue", phone, 27, 7, "2021-09-30", 0.909091, 0.249315, 3.646354, 5},
		{"callback", callback, 120, 179, "2021-09-30", -0.983333, 0.249315, -3.944139, 2},
	} {
		r := tt.part.Grade(tt.before, tt.value, Exactly, day(tt.day), false, limits)
		if math.Abs(r.Progress-tt.progress) > 5e-7 || math.Abs(r.Planned-tt.planned) > 5e-7 || math.Abs(r.Ratio-tt.ratio) > 5e-7 || r.Grade != tt.grade || r.State != Graded {
			t.Errorf("%s: %+v, expected %+v", tt.name, r, tt)
		}
	}
}

func TestGradesAndTheirLimits(t *testing.T) {
	p := Part{Target: 1, Baseline: day("2025-01-01"), Deadline: day("2027-01-01"), From: Scores, Levers: []Lever{{"open", "care"}}}
	then := day("2027-01-01")
	for value, want := range map[float64]int{1.2: 5, 1: 5, 0.99: 4, 0.8: 4, 0.79: 3, 0.5: 3, 0.49: 2, -3: 2} {
		if r := p.Grade(0, value, Exactly, then, true, limits); r.Grade != want || r.State != Graded {
			t.Errorf("%v: %+v, expected %d", value, r, want)
		}
	}
	adjusted := p
	adjusted.Adjust = 1
	if r := adjusted.Grade(0, 0.9, Exactly, then, true, limits); r.Grade != 5 {
		t.Errorf("adjusted: %+v", r)
	}
	if r := adjusted.Grade(0, 2, Exactly, then, true, limits); r.Grade != 5 {
		t.Errorf("no grade above 5: %+v", r)
	}
	if r := p.Grade(0, 0.5, Exactly, then, false, limits); r.Grade != 1 || r.State != NoLever {
		t.Errorf("without a lever: %+v", r)
	}
	if r := p.Grade(1, 1, Exactly, then, false, limits); r.Grade != 0 || r.State != Met {
		t.Errorf("at the target: %+v", r)
	}
}

func TestWhatIsNotGraded(t *testing.T) {
	nan := math.NaN()
	less := Part{Target: 7, Baseline: day("2020-12-31"), Deadline: day("2023-12-31"), Less: true, From: Observed}
	more := less
	more.Less = false
	none := less
	none.Target = nan
	then := day("2021-12-31")
	for _, tt := range []struct {
		name          string
		part          Part
		before, value float64
		bound         Bound
		want          State
	}{
		{"no target", none, 46, 30, Exactly, NoTarget},
		{"no baseline", less, nan, 30, Exactly, NoBaseline},
		{"no value", less, 46, nan, Exactly, NoValue},
		{"90 days or more, fewer are better", less, 46, 90, AtLeast, OneSided},
		{"at most, more are better", more, 2, 5, AtMost, OneSided},
	} {
		if r := tt.part.Grade(tt.before, tt.value, tt.bound, then, true, limits); r.State != tt.want || r.Grade != 0 {
			t.Errorf("%s: %+v, expected %s", tt.name, r, tt.want)
		}
	}
	if r := more.Grade(2, 8, AtLeast, then, true, limits); r.State != Graded || r.Grade != 5 {
		t.Errorf("a bound on the good side: %+v", r)
	}
}

func TestLatestObservation(t *testing.T) {
	list := []Observation{
		{Indicator: "q", Where: "county", Date: day("2021-01-01"), Value: 3},
		{Indicator: "q", Where: "county", Date: day("2021-03-01"), Value: math.NaN()},
		{Indicator: "q", Where: "county", Date: day("2021-02-01"), Value: 4},
		{Indicator: "q", Where: "county", Date: day("2021-02-15"), Value: 9, Group: "children"},
		{Indicator: "q", Where: "north", Date: day("2021-02-20"), Value: 8},
	}
	if o := Of(list, "q", "county", day("2021-12-31")); o == nil || o.Value != 4 {
		t.Errorf("latest: %+v", o)
	}
	if o := Of(list, "q", "county", day("2021-01-15")); o == nil || o.Value != 3 {
		t.Errorf("in January: %+v", o)
	}
	if o := Of(list, "q", "county", day("2020-01-15")); o != nil {
		t.Errorf("before: %+v", o)
	}
	if o := On(list, "q", "county", day("2021-01-15")); o != nil {
		t.Errorf("on a day without one: %+v", o)
	}
	if o := On(list, "q", "county", day("2021-02-01")); o == nil || o.Value != 4 {
		t.Errorf("on a day: %+v", o)
	}
}

func TestActs(t *testing.T) {
	p := Part{Levers: []Lever{{"add-remote", "gp"}, {"place", ""}}}
	for _, tt := range []struct {
		kind     string
		services []string
		want     bool
	}{
		{"add-remote", []string{"gp"}, true}, {"add-remote", []string{"nurse"}, false}, {"add-remote", nil, true},
		{"place", []string{"nurse"}, true}, {"close", []string{"gp"}, false},
	} {
		if got := p.Acts(tt.kind, tt.services); got != tt.want {
			t.Errorf("%s %v: %v", tt.kind, tt.services, got)
		}
	}
}
