package app_test

import (
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"saavu/internal/app"
	"saavu/internal/words"
	"saavu/pkg/cost"
	"saavu/pkg/lang"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// embeddedReports gives the reports of all options of the embedded county, of a
// closure and of an option that changes nothing, in both frames, with draws and
// without.
func embeddedReports(t *testing.T) map[string]*report.Report {
	file := filepath.Join(t.TempDir(), "same.yaml")
	put(t, file, "name: same\nchanges: []\n")
	list := map[string]*report.Report{}
	s := fresh(t, request())
	for _, frame := range []string{"staff", "budget"} {
		for _, draws := range []int{0, 20} {
			all := request()
			all.Service, all.Frame, all.Draws = "all", frame, draws
			closed, same := all, all
			closed.WhatIf = []scenario.Change{&scenario.Close{Facility: "hs_tikkurila", Services: []string{"gp_reception", "nurse_reception"}}}
			same.Options = []string{file}
			for name, q := range map[string]app.Request{"all": all, "closed": closed, "same": same} {
				out, err := s.Compare(t.Context(), q)
				if err != nil {
					t.Fatal(err)
				}
				if draws > 0 {
					name += " with draws"
				}
				list[frame+" "+name] = &out.Report
			}
		}
	}
	return list
}

// The four counts of every option of the embedded county: no praise where less is
// given, stars where nothing is better, transfers that cancel, and no change where
// nothing changes.
func TestFourCountsOfTheEmbeddedCounty(t *testing.T) {
	if testing.Short() {
		return // race runs: it checks figures, and others run the same goroutines
	}
	for name, r := range embeddedReports(t) {
		t.Run(name, func(t *testing.T) {
			for s := range r.Services {
				noPraise(t, r, s)
				stars(t, r, s)
			}
			payersClose(t, r)
			for i := range r.Options {
				if r.Options[i].Name == "same" {
					nothingChanges(t, r, i)
				}
			}
		})
	}
}

// noPraise wants no favourable word of a row whose positions were sold, or that gives fewer visits in all draws but
// those without a difference, or by half a percent of the need, or that fewer people get
// to beyond the range.
func noPraise(t *testing.T, r *report.Report, s int) {
	en := words.In(lang.English)
	v := &r.Services[s]
	for i := range v.Rows {
		row, o := &v.Rows[i], &r.Options[i]
		if o.Against < 0 {
			continue
		}
		fewer := row.VisitsChange.V < 0 && (row.VisitsChange.Hi < 1e-6 && !row.VisitsChange.OneSided || row.VisitsChange.V <= -0.005*row.Need.V) ||
			row.ThereChange.Hi < 0 || row.WeekChange.Known && row.WeekChange.Hi < 0
		text := en.Worth(row.Worth) + "; " + en.ShortWorth(row.Worth) + "; " + en.Sentence(v.Group, o, row)
		if verdict := en.Worth(row.Worth); r.Frame == "budget" && sold(r, i, s) && (row.Worth.Verdict.Praises() || row.Worth.County != 0) {
			t.Errorf("%s of %s: %q, and its positions were sold", v.ID, o.ID, verdict)
		}
		for _, word := range []string{"saves", "better", "cheaper", "gained", "loser"} {
			if fewer && strings.Contains(text, word) || word == "loser" && strings.Contains(text, word) {
				t.Errorf("%s of %s: %q", v.ID, o.ID, text)
			}
		}
		if row.Worth.Verdict == report.PerGained && row.Lose.Hi >= 0.5 {
			t.Errorf("%s of %s: a price, and %v lose", v.ID, o.ID, row.Lose)
		}
	}
}

// sold reports whether the same-budget rule sold positions of a service for an option.
func sold(r *report.Report, i, s int) bool {
	return slices.ContainsFunc(r.Network[i].Trades, func(x report.Trade) bool {
		return x.Sold && x.Service.En == r.Services[s].Names.En && x.What == report.TradedPositions
	})
}

// stars wants a star exactly where no other lawful and affordable option of the year
// is at least as good on all counts and better on one. What has no verdict on its money
// takes no part, and what changes nothing has no star.
func stars(t *testing.T, r *report.Report, s int) {
	rows, budget := r.Services[s].Rows, r.Frame == "budget"
	runs := func(i int) bool {
		for _, b := range r.Options[i].Breaches {
			if b.Verdict == "breach" && b.Severity == report.Law {
				return false
			}
		}
		return rows[i].Worth.Verdict != report.NotJudged && (!budget || !r.Network[i].Unbalanced)
	}
	near := func(n float64) float64 {
		if math.Abs(n) < 1000 {
			return math.Round(n / 10)
		}
		return 10 * math.Round(n/100)
	}
	clear := func(c report.Range) float64 {
		rises, falls := c.V > 0 && c.Lo > -1e-9*c.V, c.V < 0 && c.Hi < -1e-9*c.V
		if c.Lo > 0 || c.Hi < 0 || !c.OneSided && (rises || falls) {
			return c.V
		}
		return 0
	}
	// Two digits: 0.1234 M€ as 120,000.
	two := func(eur float64) float64 {
		out, err := strconv.ParseFloat(strconv.FormatFloat(eur, 'e', 1, 64), 64)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	counts := func(i int) []float64 {
		if r.Options[i].Against < 0 {
			return make([]float64, 4)
		}
		if r.Options[r.Options[i].Against].Against >= 0 {
			t.Fatalf("%s is compared with an option that is compared with another: the report has no ranges of it", r.Options[i].ID)
		}
		row := &rows[i]
		visits := clear(row.VisitsChange)
		if row.VisitsChange.V <= -0.005*row.Need.V { // it may fall
			visits = row.VisitsChange.V
		}
		county := -two(clear(row.County))
		if budget && sold(r, i, s) {
			county = min(county, 0)
		}
		return []float64{near(clear(row.ThereChange)), near(visits), county, -two(clear(row.Homes))}
	}
	for i := range rows {
		best, n := runs(i), 0
		for j := range rows {
			if r.Options[j].Year != r.Options[i].Year {
				continue
			}
			n++
			asGood, better := true, false
			for k, x := range counts(j) {
				asGood, better = asGood && x >= counts(i)[k], better || x > counts(i)[k]
			}
			best = best && !(runs(j) && asGood && better)
		}
		if rows[i].Best != (best && n >= 3 && rows[i].Worth.Verdict != report.NoChange) {
			t.Errorf("%s of %s: a star is %t", r.Services[s].ID, r.Options[i].ID, rows[i].Best)
		}
	}
}

// payersClose wants fees to cancel over all payers, the lines of a payer to be its
// change, and the services' changes to add up to the county's, with rooms kept empty.
func payersClose(t *testing.T, r *report.Report) {
	for i, net := range r.Network {
		fees, rest := 0.0, map[string]float64{}
		for _, l := range net.Lines {
			rest[l.Payer] += l.Money.V
			if l.Kind == cost.Fees || l.Kind == cost.RemoteFees {
				fees += l.Money.V
			}
		}
		for _, p := range net.Payers {
			rest[p.Name] -= p.Money.V
		}
		rest["all, of fees"] = fees
		services := -net.County.V
		for s := range r.Services {
			services += r.Services[s].Rows[i].County.V
		}
		rest["services"] = services
		for payer, eur := range rest {
			if math.Abs(eur) > 1 {
				t.Errorf("%s, %s: %v € too much", r.Options[i].ID, payer, eur)
			}
		}
	}
}

// nothingChanges wants no person, position, visit or euro to move.
func nothingChanges(t *testing.T, r *report.Report, i int) {
	none := report.Exact(0)
	for s := range r.Services {
		row, was := &r.Services[s].Rows[i], &r.Services[s].Rows[r.Options[i].Against]
		if row.Gain != none || row.Lose != none || row.VisitsChange != none || row.County != none || row.Homes != none || row.ChildMinutes != 0 ||
			row.There != was.There || row.Visits != was.Visits || row.Worth.Verdict != report.NoChange || row.ServedSame != was.ServedSame {
			t.Errorf("%s changes: gain %v, lose %v, visits %v, county %v, homes %v, served at the same budget %v, %s", r.Services[s].ID, row.Gain, row.Lose, row.VisitsChange, row.County, row.Homes, row.ServedSame, row.Worth.Verdict)
		}
		for k := range row.Loads {
			if !cmp.Equal(row.Loads[k], was.Loads[k], cmpopts.EquateNaNs()) {
				t.Errorf("%s: a load changes to %+v", r.Services[s].ID, row.Loads[k])
			}
		}
	}
	if net := r.Network[i]; net.County != none || net.Homes != none || net.Trades != nil || net.BudgetGap != 0 || len(net.Lines) > 0 {
		t.Errorf("the network changes: county %v, homes %v, %d lines, %d trades", net.County, net.Homes, len(net.Lines), len(net.Trades))
	}
}
