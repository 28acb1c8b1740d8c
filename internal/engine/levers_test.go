package engine

import (
	"testing"

	"saavu/pkg/scenario"
)

func TestEveryKindOfChangeHasWords(t *testing.T) {
	for _, c := range scenario.Kinds() {
		if phrases[c.Kind()] == nil {
			t.Errorf("phrases has no words of %s", c.Kind())
		} else if inWords(c) == "" {
			t.Errorf("the words of %s are empty", c.Kind())
		}
	}
	if len(phrases) != len(scenario.Kinds()) {
		t.Error("phrases has words of a kind that there is not")
	}
}
