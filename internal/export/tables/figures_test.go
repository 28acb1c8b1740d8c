package tables

import (
	"testing"

	"saavu/internal/export/plain"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/report"
)

// Each figure is printed in a table, or is listed here with the reason why not.
func TestEveryFigureIsPrinted(t *testing.T) {
	var v report.Service
	var r report.Report
	p := &page{&plain.Page{Words: words.In(lang.English)}}
	checkPrinted(t, report.RowFigures(), map[string]string{
		"people":             "in the line above the table",
		"gets_there_tighter": "on the screen of one service", "gets_there_looser": "on the screen of one service",
		"worst_area": "with its share", "worst_share": "with its area",
		"worst_group": "with its share", "best_group": "with its share",
		"best": "the star", "movers": "below the table", "measured": "a table of its own",
		"there": "as a share", "there_change": "as gain and lose", "week_change": "in words", "no_point": "no room", "worst_tenth_min": "no room", "median_min": "no room", "mean_min": "no room",
		"need": "no room", "visits": "no room", "visits_change": "in words", "induced": "on the screen of a service", "forgone": "no room", "county_now_eur": "of the network", "child_minutes": "no room", "at_school": "no room", "school_needed": "on the screen of a service", "school": "on the screen of a service",
		"part_week": "on the screen of a service", "fewer_days": "on the screen of a service", "only_provider": "on the screen of a service", "no_known_place": "a row of the stations", "at_providers": "a row of the stations",
		"areas": "the map", "groups": "least and most",
		"better_gets_there": "in words", "better_visits": "in words", "better_county": "in words", "better_homes": "in words", "tornado": "a chart of its own",
		"loads": "no room", "capacity": "a screen of its own", "lines": "a screen of its own", "reasons": "a dash, or in words",
	}, p.decision(&v), p.details(), p.gaps(&r))
	checkPrinted(t, report.NetworkFigures(), map[string]string{
		"min_served": "with its service", "min_served_service": "with its share",
		"payers": "a table of its own", "lines": "no room",
		"served_same_budget": "on the first screen", "undone_hours_same_budget": "on the first screen",
		"budget_gap_eur": "in words", "budget_buys": "below the table", "unbalanced": "in words",
		"better_county": "in words", "better_homes": "in words", "tornado": "a chart of its own",
		"reasons": "a dash, or in words",
	}, p.networkTable(&r))
}

func checkPrinted[T any](t *testing.T, list []report.Entry[T], elsewhere map[string]string, tables ...*optionTable[T]) {
	t.Helper()
	printed := map[string]bool{}
	for _, table := range tables {
		for _, c := range table.columns {
			if (c.key == "") == (c.text == nil) || (c.key == "") != (c.print == nil) {
				t.Errorf("the column %q has not one way to fill it", c.Head)
			}
			if c.key != "" {
				printed[c.key] = true
			}
		}
	}
	for _, e := range list {
		if _, said := elsewhere[e.Key]; said == printed[e.Key] {
			t.Errorf("%s of %T: printed in a table %t; give it a column, or state here where it is", e.Key, *new(T), printed[e.Key])
		}
		delete(printed, e.Key)
	}
	for key := range printed {
		t.Errorf("a table prints %s, which is no figure of %T", key, *new(T))
	}
}
