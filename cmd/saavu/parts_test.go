package main

import (
	"io"
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
	unknown := `saavu compare: no option "foo" (there are: today, centralised, central-max, local, mobile, remote, multi-provider, today-2030, central-2030, local-2030, mixed-2030)`
	for args, want := range map[string]string{
		"compare --detail foo": unknown + " (a part of --detail follows an equals sign: --detail=stations, --detail=areas, --detail=capacity, --detail=buildings, --detail=segments, --detail=cost, --detail=ranges)\n",
		"compare foo":          unknown + "\n",
	} {
		if code, stderr := call(t.Context(), io.Discard, strings.Fields(args)...); code != wrongUsage || !strings.HasPrefix(stderr, want) {
			t.Errorf("%s: exit code %d, %s", args, code, stderr)
		}
	}
	for text, want := range map[string]string{"stations": "", "stations,areas": "", "tables": "",
		"station":         "expected some of stations, areas, capacity, buildings, segments, cost, ranges (did you mean stations?)",
		"xyz":             "expected some of stations, areas, capacity, buildings, segments, cost, ranges",
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
