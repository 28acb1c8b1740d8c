package report_test

import (
	"fmt"

	"saavu/pkg/network"
	"saavu/pkg/report"
)

// What an option gives for its money. People gained for more euros have a price if
// nobody loses. If fewer visits can be given, the changes are stated.
func ExampleWorthOf() {
	none := report.Exact(0)
	c := report.Counts{There: report.Exact(2000), Lose: none, Visits: none, County: report.Exact(500_000), Homes: none}
	fmt.Println(report.WorthOf(c).Verdict, report.WorthOf(c).Eur)
	c.Visits, c.County = report.Exact(-5_500), report.Exact(-200_000)
	fmt.Printf("%+v\n", report.WorthOf(c))
	// Output:
	// per-gained 250
	// {Verdict:stated Eur:0 There:2000 Week:0 Visits:-5500 County:-200000 Homes:0 Perhaps:0}
}

// A rule keeps a service at a facility. Today's network keeps it, the option breaks
// it.
func ExampleVerdicts() {
	rule := report.Rule{Text: "A clinic in the centre", Kind: "keep-service", Severity: report.OwnRule, Service: "clinic", Items: []string{"a"}}
	at := func(status network.Status) report.Case {
		return report.Case{Year: 2026, Network: &network.Network{
			Services:   []network.Service{{ID: "clinic"}},
			Facilities: []network.Facility{{ID: "a", Name: "Centre", Status: status}},
			Points:     []network.ServicePoint{{ID: "a:clinic", Unit: -1}},
		}}
	}
	for _, b := range report.Verdicts([]report.Rule{rule}, at(network.Open), at(network.Closed)) {
		fmt.Printf("%s: %s of %s, %s %v\n", b.Rule, b.Verdict, b.Severity, b.Detail.Kind, b.Detail.Facts[0].Value)
	}
	// Output: A clinic in the centre: breach of own rule, rule_closed [{Centre Centre Centre}]
}

// The tidy list has one figure per line, for further calculations.
func ExampleTidy() {
	r := &report.Report{
		Options:  []report.Option{{ID: "today", Against: -1}},
		Services: []report.Service{{ID: "clinic", Rows: []report.Row{{People: 200, GetsThere: report.Exact(0.75), There: report.Exact(150)}}}},
		Network:  []report.NetworkRow{{}},
	}
	for _, s := range report.Tidy(r) {
		if s.Measure == "gets_there" {
			fmt.Println(s.Option, s.Service, s.Value, s.Unit, s.People)
		}
	}
	// Output: today clinic 0.75 share 150
}
