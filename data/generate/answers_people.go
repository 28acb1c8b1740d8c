package main

import (
	"strings"

	"saavu/pkg/report"
)

// leastPeople is the least number of people that an answer names.
const leastPeople = 9.5

// people are who gains and who loses in a service, and who gets there on a part of the
// days of a week.
func (a *answers) people(label, option, service string) fact {
	row := a.row(option, service)
	var parts []string
	holds := true
	for _, side := range []struct {
		word string
		of   report.Range
	}{{"newly get there", row.Gain}, {"no longer get there", row.Lose}} {
		if side.of.V == 0 {
			continue
		}
		parts = append(parts, a.span(side.of, a.w.Count)+" "+side.word)
		holds = holds && side.of.Lo > 0
	}
	if parts == nil {
		parts = []string{"nobody gains or loses a place in time"}
	}
	text := strings.Join(parts, " and ")
	if more := row.PartWeek.V - a.reference(option, service).PartWeek.V; more >= leastPeople {
		text += ", and " + a.w.Count(more) + " more than before get there only on one to four days a week"
	}
	if row.FewerDays >= leastPeople {
		text += ", and " + a.w.Count(row.FewerDays) + " still get there, but on fewer days"
	}
	return named(label, text, "people", holds)
}
