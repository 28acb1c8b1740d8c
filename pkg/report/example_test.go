package report_test

import (
	"fmt"

	"saavu/pkg/network"
	"saavu/pkg/report"
)

// What an option gives for its money, and the numbers as people read them.
func ExampleWorth() {
	people, money := report.Exact(2000), report.Exact(500_000)
	fmt.Println(report.Worth(people, money))
	fmt.Println(report.People(1_949), "·", report.Million(money), "·", report.Share(report.Range{V: 0.45, Lo: 0.25, Hi: 0.65, Known: true}))
	fmt.Println(report.People(12), "·", report.Million(report.Range{}))
	// Output:
	// 250 € per gained
	// 1 900 · +0.5 · 45±20
	// <100 · –
}

// A rule keeps a service at a facility. Today's network holds it, the option
// breaks it.
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
		fmt.Printf("%s: %s of %s, %s\n", b.Rule, b.Verdict, b.Severity, b.Detail)
	}
	// Output: A clinic in the centre: breach of own rule, closed: Centre
}

// The tidy list has one figure a line, for who goes on calculating.
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
