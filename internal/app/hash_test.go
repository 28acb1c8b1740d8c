package app

import (
	"testing"

	"saavu/pkg/scenario"
)

// The options of a run have hashes. The hash of an option is the same whether it
// names its reference or not.
func TestChosenOptionsHaveHashes(t *testing.T) {
	closing := []scenario.Change{&scenario.Close{Facility: "known"}}
	hash := func(o scenario.Option) string {
		c := county(scenario.Option{ID: "now"}, scenario.Option{ID: "now-2030", Year: 2030}, o)
		ch, err := choose(c, &Request{Options: []string{o.ID}})
		if err != nil {
			t.Fatal(err)
		}
		list, err := scenario.Hashes(ch.list, c.Base.Year)
		if err != nil {
			t.Fatal(err)
		}
		return list[len(list)-1]
	}
	plan := hash(scenario.Option{ID: "plan", Changes: closing})
	later := hash(scenario.Option{ID: "plan", Changes: closing, Year: 2030})
	if hash(scenario.Option{ID: "plan", Changes: closing, Year: 2026, Against: "now"}) != plan {
		t.Error("the reference and the year spelled out give another hash")
	}
	if hash(scenario.Option{ID: "plan", Changes: closing, Year: 2030, Against: "now-2030"}) != later {
		t.Error("the reference of 2030 spelled out gives another hash")
	}
	if hash(scenario.Option{ID: "plan", Changes: closing, Year: 2030, Against: "now"}) == later || plan == later {
		t.Error("another reference or year gives the same hash")
	}
}
