package load

import (
	"testing"

	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/report"
)

// noted are notes in English.
func noted(notes []report.Message) []string { return words.In(lang.English).Messages(notes) }

// Every language has words of its own for what was left out, moved or estimated.
func TestNotesInEveryLanguage(t *testing.T) {
	c := realCounty(t)
	stated := 0
	for _, n := range c.Notes {
		if _, english := n.Text(); english {
			continue
		}
		stated++
		en := words.In(lang.English).Message(n)
		for _, l := range []lang.Language{lang.Finnish, lang.Swedish} {
			if got := words.In(l).Message(n); got == en {
				t.Errorf("%s: %q is in English", l, got)
			}
		}
	}
	if stated < 20 {
		t.Errorf("%d notes that every language has words for", stated)
	}
}
