package app

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"saavu/internal/load"
	"saavu/pkg/network"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// county has four options: two of its year, and two of 2030.
func county(options ...scenario.Option) *load.County {
	if options == nil {
		options = []scenario.Option{{ID: "now"}, {ID: "near"}, {ID: "now-2030", Year: 2030}, {ID: "mix", Year: 2030, Against: "now-2030"}}
	}
	return &load.County{Options: options, Base: scenario.Base{Year: 2026, Network: &network.Network{
		Facilities: []network.Facility{{ID: "known"}},
		Services:   []network.Service{{ID: "a", Bundle: "x"}, {ID: "b", Bundle: "x"}, {ID: "c"}},
	}}}
}

// Every option comes after its reference, which is added if it is not named.
func TestChoose(t *testing.T) {
	closing := []scenario.Change{&scenario.Close{Facility: "known"}}
	none := []scenario.Option{}
	tests := []struct {
		name    string
		county  *load.County
		options string
		whatIf  []scenario.Change
		want    string // id<reference, in order; + for an added option
	}{
		{"all", county(), "", nil, "now<now near<now now-2030<now-2030 mix<now-2030"},
		{"one", county(), "near", nil, "+now<now near<now"},
		{"named in another order", county(), "near now", nil, "now<now near<now"},
		{"another year", county(), "mix", nil, "+now-2030<now-2030 mix<now-2030"},
		{"two years", county(), "mix near", nil, "+now-2030<now-2030 mix<now-2030 +now<now near<now"},
		{"what-if alone", county(), "", closing, "+now<now what-if<now"},
		{"what-if with an option", county(), "near", closing, "+now<now near<now what-if<now"},
		{"no options", county(none...), "", nil, "today<today"},
		{"today of no options", county(none...), "today", nil, "today<today"},
		{"today without a file", county(), "today near", nil, "+now<now today<now near<now"},
		{"against today without a file", county(scenario.Option{ID: "p", Against: "today"}), "p", nil, "+today<today p<today"},
		{"no options, what-if", county(none...), "", closing, "+today<today what-if<today"},
		{"no reference of the year", county(scenario.Option{ID: "now"}, scenario.Option{ID: "far", Year: 2040, Against: "far"}), "far", nil, "far<far"},
		{"the year's first has another reference", county(scenario.Option{ID: "p", Against: "q"}, scenario.Option{ID: "q"}), "", nil, "q<q p<q"},
		{"the year has none", county(scenario.Option{ID: "p", Year: 2030, Against: "q"}, scenario.Option{ID: "q", Year: 2030, Against: "r"}, scenario.Option{ID: "r", Year: 2030}), "p", nil, "+r<r +q<r p<q"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			ch, err := choose(test.county, &Request{Options: strings.Fields(test.options), WhatIf: test.whatIf})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, o := range ch.list {
				mark := ""
				for _, id := range ch.added {
					if id == o.ID {
						mark = "+"
					}
				}
				got = append(got, mark+o.ID+"<"+o.Against)
			}
			if s := strings.Join(got, " "); s != test.want {
				t.Errorf("got %s, expected %s", s, test.want)
			}
		})
	}
}

// A reference with changes is reported, whether it is the county's first option or a
// file that is named like it.
func TestReferenceWithChangesIsReported(t *testing.T) {
	closing := []scenario.Change{&scenario.Close{Facility: "known"}}
	const want = "option today is the reference of the other options of its year, but it is not the unchanged county: it has 1 change. " +
		"Add against: to the others, or put an option without changes first"
	for _, c := range []struct {
		name    string
		county  *load.County
		options string
		want    []string
	}{
		{"first of the folder", county(scenario.Option{ID: "today", Changes: closing}, scenario.Option{ID: "zoo"}), "zoo", []string{want}},
		{"alone", county(scenario.Option{ID: "today", Changes: closing}), "", []string{want}},
		{"without changes", county(scenario.Option{ID: "today"}, scenario.Option{ID: "zoo", Changes: closing}), "", nil},
		{"asked for", county(scenario.Option{ID: "now"}, scenario.Option{ID: "today", Changes: closing, Against: "now"}, scenario.Option{ID: "zoo", Against: "today"}), "zoo", nil},
	} {
		ch, err := choose(c.county, &Request{Options: strings.Fields(c.options)})
		if err != nil {
			t.Fatal(c.name, err)
		}
		if !slices.Equal(ch.asides, c.want) {
			t.Errorf("%s: %q", c.name, ch.asides)
		}
	}
}

// A file with the id of a year's today is the reference of the others of that year,
// whichever is named first.
func TestFileInThePlaceOfAYearsTodayIsNotLost(t *testing.T) {
	dir := t.TempDir()
	mine, other := filepath.Join(dir, "today-2028.yaml"), filepath.Join(dir, "other.yaml")
	for name, facility := range map[string]string{mine: "a", other: "b"} {
		if err := os.WriteFile(name, []byte("name: n\nyear: 2028\nchanges: [{close: "+facility+"}]\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, files := range [][]string{{mine, other}, {other, mine}} {
		ch, err := choose(county(), &Request{Options: files})
		if err != nil {
			t.Fatal(err)
		}
		if got := ids(ch.list); !slices.Equal(got, []string{"today-2028", "other"}) || len(ch.list[0].Changes) != 1 || ch.list[1].Against != "today-2028" || len(ch.asides) != 1 {
			t.Errorf("%v: got %v with %d changes, %q", files, got, len(ch.list[0].Changes), ch.asides)
		}
	}
}

// An option of a year for which the county has no options is compared with today's
// network in that year.
func TestChooseAnotherYear(t *testing.T) {
	c := county(scenario.Option{ID: "now"})
	ch := &chosen{county: c, named: []scenario.Option{{ID: "far", Year: 2040}}}
	if err := ch.add(ch.named[0], nil); err != nil {
		t.Fatal(err)
	}
	if len(ch.list) != 2 || ch.list[0].ID != "today-2040" || ch.list[0].Year != 2040 || ch.list[0].Name != "Today 2040" || ch.list[0].Names.Sv != "Nuläge 2040" || ch.list[1].Against != "today-2040" {
		t.Errorf("got %+v", ch.list)
	}
}

func TestChooseRefuses(t *testing.T) {
	tests := []struct {
		county  *load.County
		options string
		want    string
		invalid bool
	}{
		{county(), "naer", `no option "naer" (did you mean near?)`, false},
		{county(), "something", `no option "something" (there are: today, now, near, now-2030, mix)`, false},
		{county(), "near near", `two options have the id "near": name it once, or give one of them another id (id: …)`, true},
		{county(scenario.Option{ID: "p", Against: "q"}), "p", `option p is compared with an option that does not exist: no option "q" (there are: today, p)`, true},
		{county(scenario.Option{ID: "p", Against: "q"}, scenario.Option{ID: "q", Against: "p"}), "", `options are compared in a circle: p, q, p`, true},
	}
	for _, test := range tests {
		_, err := choose(test.county, &Request{Options: strings.Fields(test.options)})
		if err == nil || err.Error() != test.want {
			t.Errorf("%q: got %v, expected %s", test.options, err, test.want)
			continue
		}
		if invalid := new(Invalid); errors.As(err, &invalid) != test.invalid {
			t.Errorf("%q: the kind of %T", test.options, err)
		}
	}
}

// A new facility is named after its id; the caller's changes stay as they are.
func TestWhatIfNames(t *testing.T) {
	at := &orb.Point{387500, 6684700}
	changes := []scenario.Change{&scenario.Open{Facility: "new", At: at}, &scenario.Open{Facility: "known", At: at},
		&scenario.Open{Facility: "nowhere"}, &scenario.Open{Facility: "named", At: at, Name: "N"}}
	o := whatIf(county().Base.Network, changes)
	var got []string
	for _, c := range o.Changes {
		got = append(got, fmt.Sprintf("%q", c.(*scenario.Open).Name))
	}
	if s := strings.Join(got, " "); s != `"new" "" "" "N"` {
		t.Errorf("got %s", s)
	}
	if changes[0].(*scenario.Open).Name != "" {
		t.Error("the caller's change has a name now")
	}
}

func TestServices(t *testing.T) {
	all := county().Base.Network.Services
	tests := []struct{ word, want string }{
		{"", "[a]"}, {"b", "[b]"}, {"x", "[a b]"}, {"all", "[a b c]"},
		{"d", `no service or bundle "d" (there are: a, b, c, x, all)`},
	}
	for _, test := range tests {
		list, err := services(all, test.word)
		got := fmt.Sprint(list)
		if err != nil {
			got = err.Error()
		}
		if got != test.want {
			t.Errorf("%q: got %s, expected %s", test.word, got, test.want)
		}
	}
}

func TestMissed(t *testing.T) {
	breach := func(severity report.Severity, verdict string) report.Breach {
		return report.Breach{Rule: "R", Severity: severity, Verdict: verdict, Detail: report.NewMessage("d")}
	}
	row := func(gain, lose, served float64) report.Row {
		return report.Row{Gain: report.Exact(gain), Lose: report.Exact(lose), Served: report.Exact(served)}
	}
	unsure := row(0, 500, 0.9)
	unsure.Lose = report.Range{V: 500, Lo: 0, Hi: 2000, Known: true}
	r := &report.Report{
		Options: []report.Option{
			{ID: "now", Against: -1, Breaches: []report.Breach{breach(report.Law, "inherited"), breach(report.Law, "not checked")}},
			{ID: "own", Breaches: []report.Breach{breach(report.OwnRule, "breach")}},
			{ID: "law", Breaches: []report.Breach{breach(report.Law, "breach"), breach(report.Wish, "ok")}},
			{ID: "less"}, {ID: "unsure"}, {ID: "full"},
		},
		Services: []report.Service{{ID: "s", Rows: []report.Row{row(0, 0, 0.9), row(300, 200, 0.9), row(0, 0, 0.902), row(200, 300, 0.9), unsure, row(0, 0, 0.88)}}},
	}
	tests := []struct{ target, want string }{
		{"law", "law breaks R (law): d"},
		{"breach", "own breaks R (own rule): d; law breaks R (law): d"},
		{"worse", "less is worse in s: 300 people lose, 200 gain; full is worse in s: 88 % can be served, not 90 %"},
	}
	for _, test := range tests {
		if got := strings.Join(Missed(r, test.target), "; "); got != test.want {
			t.Errorf("%s: got %s, expected %s", test.target, got, test.want)
		}
	}
}
