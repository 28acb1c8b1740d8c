package batch

import (
	"testing"

	"saavu/internal/words"
	"saavu/pkg/report"
)

// Every measure has a name for people, and those of a part are measures.
func TestMeasuresAreNamed(t *testing.T) {
	known := map[string]bool{}
	for _, m := range report.Measures() {
		known[m] = true
		if !words.Has("named." + m) {
			t.Errorf("%s has no name", m)
		}
	}
	for part, list := range measuresOf {
		if !words.Has("part_of." + part) {
			t.Errorf("%s has no name", part)
		}
		for _, m := range list {
			if !known[m] {
				t.Errorf("%s: there is no measure %s", part, m)
			}
		}
	}
}
