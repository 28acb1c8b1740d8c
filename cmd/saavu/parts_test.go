package main

import (
	"slices"
	"strings"
	"testing"
)

// A part after --detail belongs to it, with a space or "="; what is no part is an option.
func TestDetailTakesPartsOrStandsAlone(t *testing.T) {
	for args, want := range map[string]string{
		"compare --detail":                       "compare --detail",
		"compare --detail stations":              "compare --detail=stations",
		"compare --detail stations,ranges local": "compare --detail=stations,ranges local",
		"compare --detail local":                 "compare --detail local",
		"compare --detail stations,local":        "compare --detail stations,local",
		"compare --detail ./cost":                "compare --detail ./cost",
		"compare -- --detail cost":               "compare -- --detail cost",
		"compare cost --detail":                  "compare cost --detail",
	} {
		if got := joined(strings.Fields(args)); !slices.Equal(got, strings.Fields(want)) {
			t.Errorf("%s: %q, expected %s", args, got, want)
		}
	}
	for text, want := range map[string]string{"stations": "", "stations,areas": "", "tables": "",
		"station":         "expected some of stations, areas, capacity, cost, ranges (did you mean stations?)",
		"xyz":             "expected some of stations, areas, capacity, cost, ranges",
		"tables,stations": "expected the wide tables (--detail alone) or parts of a service, not both",
	} {
		var p parts
		got := ""
		if err := p.Set(text); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s: %q, expected %q", text, got, want)
		}
	}
}
