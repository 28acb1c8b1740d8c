package batch

import (
	"path/filepath"
	"strings"
	"testing"

	"saavu/internal/words"
	"saavu/pkg/lang"
)

// Fewer filled positions cost less and serve fewer people. In no language is the money said
// to be better or worse; the visits are. Neither list of directions has euros.
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
	euros, visits := 0, 0
	for _, f := range d.Figures {
		switch {
		case partOf(f.Measure) == PartEuros && f.Change != nil:
			if euros++; f.Direction != Lower && f.Direction != Higher {
				t.Errorf("%s of %s is %s", f.Measure, f.Service, f.Direction)
			}
		case f.Measure == "can_be_served" && f.Direction == Worse:
			visits++
		}
	}
	if euros == 0 || visits == 0 || d.Counts.Lower+d.Counts.Higher != euros {
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
			if partOf(f.Measure) == PartEuros && !f.lost() {
				t.Errorf("%s lists %s", only, f.Measure)
			}
		}
	}
}
