package report_test

import (
	"math"
	"testing"

	"saavu/pkg/network"
	"saavu/pkg/report"
)

// bundle has a seat with one of three required services, a second service in the same
// building, a third 12 minutes away, and a fourth that the county lacks.
func bundle() *network.Network {
	n := &network.Network{
		Services:   []network.Service{{ID: "a"}, {ID: "b"}, {ID: "c"}},
		Facilities: []network.Facility{{ID: "seat", Type: "hub", Status: network.Open}, {ID: "next_door", Status: network.Open}, {ID: "away", Status: network.Open}},
		Buildings:  []network.Building{{ID: "house", Facilities: []int{0, 1}}},
		Templates:  []network.Template{{ID: "hub", Required: []string{"a", "b", "c", "d"}, SitesWithin: 15}},
	}
	for s := range n.Services {
		n.Points = append(n.Points, network.ServicePoint{Facility: s, Service: s, Channel: network.OnSite, Unit: -1})
	}
	return n
}

func TestCentre(t *testing.T) {
	n := bundle()
	c := report.CentreOf(n, 0, 0, func(from, to int) float64 { return 12 })
	if c.Score() != 0.5 || c.Complete() != 3 || len(c.Missing) != 1 || c.Building != "house" || c.Sites[0].Minutes != 12 {
		t.Errorf("%+v", c)
	}
	c = report.CentreOf(n, 0, 0, func(from, to int) float64 { return math.NaN() })
	if c.Complete() != 2 || !math.IsNaN(c.Sites[0].Minutes) {
		t.Errorf("%+v", c)
	}
	n.Facilities[2].Status = network.Closed
	c = report.CentreOf(n, 0, 0, func(from, to int) float64 { return 0 })
	if !math.IsInf(c.Sites[0].Minutes, 1) {
		t.Errorf("%+v", c)
	}
}

// A service that the county lacks leaves a bundle open, one that is too far breaks it, and
// what is so today is inherited.
func TestBundleComplete(t *testing.T) {
	rule := []report.Rule{{ID: "bundle", Kind: "bundle-complete"}}
	verdict := func(required []string, today, option float64) report.Breach {
		at := func(minutes float64) report.Case {
			n := bundle()
			n.Templates[0].Required = required
			return report.Case{Network: n, Minutes: func(from, to int) float64 { return minutes }}
		}
		return report.Verdicts(rule, at(today), at(option))[0]
	}
	all, known := []string{"a", "b", "c", "d"}, []string{"a", "b", "c"}
	for _, tt := range []struct {
		required      []string
		today, option float64
		want          string
	}{
		{known, 15, 15, "ok"}, {known, 12, 15.1, "breach"}, {known, 16, 16, "inherited"}, {known, 16, 12, "ok"},
		{known, 12, math.NaN(), "not checked"}, {known, 12, math.Inf(1), "breach"}, {all, 12, 12, "not checked"}, {all, 12, 16, "breach"},
	} {
		if b := verdict(tt.required, tt.today, tt.option); b.Verdict != tt.want {
			t.Errorf("%v, today %v, option %v: %s (%+v), expected %s", tt.required, tt.today, tt.option, b.Verdict, b.Detail, tt.want)
		}
	}
	none := bundle()
	none.Facilities[0].Type = "other"
	if b := report.Verdicts(rule, report.Case{Network: none}, report.Case{Network: none})[0]; b.Verdict != "not checked" {
		t.Error(b.Verdict)
	}
}

func TestGuidanceVerdict(t *testing.T) {
	for want, hours := range map[string]float64{"costs": 3001, "frees": 2999, "even": 3000} {
		g := report.Guidance{Hours: hours, Avoided: []report.Avoided{{Contacts: 2000, Hours: 2000}, {Contacts: 500, Hours: 1000}}}
		if contacts, freed := g.Freed(); g.Verdict() != want || contacts != 2500 || freed != 3000 {
			t.Errorf("%s, expected %s", g.Verdict(), want)
		}
	}
	if v := (&report.Guidance{Hours: 1}).Verdict(); v != "unknown" {
		t.Error(v)
	}
}
