package batch

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"saavu/internal/words"
	"saavu/pkg/lang"
)

// Fewer filled positions cost less and serve fewer people. In no language is the money said
// to be better or worse, nor what counts from the reference; the visits are. Neither list of
// directions has the others.
func TestEurosAreNotPraised(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.run(w.request(out))
	w.edit("small/county.yaml", "gp: {v: 0.9,", "gp: {v: 0.81,")
	w.run(w.request(out))
	d, err := Compare(t.Context(), DiffRequest{Out: out, Relative: DiffTolerance, Embedded: w.request("").Embedded})
	if err != nil {
		t.Fatal(err)
	}
	euros, visits, differences := 0, 0, 0
	neutral := func(f *Figure) bool {
		return partOf(f.Measure) == PartEuros || slices.Contains(fromReference, f.Measure)
	}
	for _, f := range d.Figures {
		switch {
		case neutral(&f) && f.Change != nil:
			differences += btoi(partOf(f.Measure) != PartEuros)
			if euros++; f.Direction != Lower && f.Direction != Higher {
				t.Errorf("%s of %s is %s", f.Measure, f.Service, f.Direction)
			}
		case f.Measure == "can_be_served" && f.Direction == Worse:
			visits++
		}
	}
	if euros <= differences || differences == 0 || visits == 0 || d.Counts.Lower+d.Counts.Higher != euros {
		t.Fatalf("%d figures of euros, %d of visits: %+v", euros, visits, d.Counts)
	}
	for l, say := range map[lang.Language][4]string{lang.English: {"better", "worse", "lower", "higher"}, lang.Finnish: {"parempi", "huonompi", "pienempi", "suurempi"}, lang.Swedish: {"bättre", "sämre", "lägre", "högre"}} {
		text := d.Text(words.In(l))
		judged, neutral := 0, 0
		for _, line := range strings.Split(text, "\n") {
			money := strings.Contains(line, "EUR") || strings.Contains(line, "€")
			praise := strings.HasSuffix(line, "  "+say[0]) || strings.HasSuffix(line, "  "+say[1])
			if money && praise {
				t.Errorf("%s: %s", l, line)
			}
			judged += btoi(praise)
			neutral += btoi(money && (strings.HasSuffix(line, "  "+say[2]) || strings.HasSuffix(line, "  "+say[3])))
		}
		if judged == 0 || neutral == 0 || !strings.Contains(text, "  "+say[2]+" ") {
			t.Errorf("%s: %d lines with better or worse, %d with lower or higher\n%s", l, judged, neutral, text)
		}
	}
	for _, only := range []string{Better, Worse} {
		some, err := Compare(t.Context(), DiffRequest{Out: out, Relative: DiffTolerance, Only: only, Embedded: w.request("").Embedded})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range some.Figures {
			if neutral(&f) && !f.lost() {
				t.Errorf("%s lists %s", only, f.Measure)
			}
		}
	}
}

// A county that loses a service point in today's network loses less by an option that closes it
// anyway: fewer people lose, and nobody gets more. What the option gives is the same.
func TestWorseTodayIsNoPraise(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.edit("plan.yaml", "options: [less, \"options/*.yaml\"]", "options: [today, less]")
	w.run(w.request(out))
	w.edit("small/points.csv", "hs_west,gp_reception,0.01,1,mon-fri,,no,unknown,no,assumption\n", "")
	w.edit("small/county.yaml", "service: gp_reception, items: [hs_west]", "service: gp_reception, items: [hs_east]")
	w.edit("small/options/less.yaml", "close: hs_west", "set-capacity: {facility: hs_east, service: gp_reception, fte_factor: 1.0001}")
	w.run(w.request(out))
	d, err := Compare(t.Context(), DiffRequest{Out: out, Relative: DiffTolerance, Embedded: w.request("").Embedded})
	if err != nil {
		t.Fatal(err)
	}
	lower := 0
	for _, f := range d.Figures {
		if optionOf(f.Task) == "less" && f.Measure == "lose" && f.Change != nil {
			lower++
			if *f.Change >= 0 || f.Direction != Lower {
				t.Errorf("%+v", f)
			}
		}
		if optionOf(f.Task) == "less" && partOf(f.Measure) == PartReach && f.Direction == Better {
			t.Errorf("%s of %s is better", f.Measure, f.Service)
		}
	}
	if lower == 0 {
		t.Error("nobody loses less")
	}
}

// Of the first figures of a diff each part of the network that changed has its turn.
func TestFiguresInTurn(t *testing.T) {
	t.Parallel()
	figure := func(measure string, before, after float64, unit string) Figure {
		return Figure{Measure: measure, rank: rank{known: true, small: !beyond(unit, before, after), tier: tierOf(measure, true), part: slices.Index(parts, partOf(measure)), size: relative(before, after)}}
	}
	list := []Figure{
		figure("county_change", -1e5, 1e6, "EUR/year"), figure("homes_change", -1e5, 2e6, "EUR/year"), figure("cost: rent", 1e6, 2e6, "EUR/year"),
		figure("can_be_served", 0.8, 0.6, "share"), figure("gets_there", 0.9, 0.8, "share"), figure("lose", 1000, 2000, "people"),
		figure("points", 10, 10.001, "points"), figure("need", 1e5, 1.0001e5, "contacts/year"), {Measure: "served", rank: rank{part: 1, size: 1}},
	}
	inTurn(list)
	var got []string
	for _, f := range list {
		got = append(got, f.Measure)
	}
	want := []string{"served", "gets_there", "can_be_served", "county_change", "need", "lose", "homes_change", "cost: rent", "points"}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, expected %v", got, want)
	}
}
