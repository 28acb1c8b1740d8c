package app_test

import (
	"math"
	"slices"
	"testing"

	"saavu/pkg/cost"
	"saavu/pkg/network"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// In every option of all counties and both frames the rows of the allocation add up: to
// the need of each area and service, to what can be given, and to the lines of the bill
// for staff and other producers.
func TestAllocationAddsUp(t *testing.T) {
	if testing.Short() {
		return // race runs: it checks figures, and others run the same goroutines
	}
	counties(t, func(t *testing.T, c *shared) {
		if ways := addsUp(t, c); len(ways) < 4 {
			t.Errorf("only %v", ways)
		}
	})
}

// addsUp checks the allocation of all options of a county in both frames, and returns the
// ways that it has.
func addsUp(t *testing.T, c *shared) map[string]bool {
	t.Helper()
	p := peopleOf(t, c, nil)
	ways := map[string]bool{}
	for _, o := range p.inFrames(c) {
		if o.r.Options[o.at].Year != o.r.Year {
			continue // p has the people of the base year
		}
		a := p.of(o)
		for s := range o.r.Services {
			v := &o.r.Services[s]
			row, by := &v.Rows[o.at], map[string]report.Allocated{}
			var all report.Allocated
			for _, x := range o.r.Allocated {
				if x.Option != o.ID || x.Service != v.ID {
					continue
				}
				ways[x.Channel+" "+x.Production] = true
				area := by[x.Area]
				for _, sum := range []*report.Allocated{&area, &all} {
					sum.Contacts, sum.Served, sum.EUR = sum.Contacts+x.Contacts, sum.Served+x.Served, sum.EUR+x.EUR
				}
				by[x.Area] = area
				if x.Contacts < 0 || x.Served < 0 || x.StaffHours < 0 || x.Year != o.r.Options[o.at].Year {
					t.Errorf("%s, same %s: %+v", o.ID, o.frame, x)
				}
			}
			equal := func(what string, got, want float64) {
				if math.IsNaN(got) != math.IsNaN(want) || off(got, want) {
					t.Errorf("%s of %s, same %s: %s is %v, expected %v", v.ID, o.ID, o.frame, what, got, want)
				}
			}
			equal("need", all.Contacts, row.Need.V)
			for _, area := range row.Areas {
				equal("need of "+area.ID, by[area.ID].Contacts, area.Need)
				if row.Visits.Known {
					equal("what is given in "+area.ID, by[area.ID].Served, area.Visits)
				}
			}
			if !row.Visits.Known {
				continue
			}
			equal("what is given", all.Served, row.Visits.V)
			if slices.ContainsFunc(o.Changes, func(c scenario.Change) bool { k, ok := c.(*scenario.Contract); return ok && k.Hire == network.Yes }) {
				continue // p does not hire
			}
			equal("pay and prices", all.EUR, a.euros(func(l *cost.Line) bool {
				return l.Service == s && l.Payer == cost.County && (l.Kind == cost.Staff || l.Kind == cost.Evening || l.Kind == cost.Contracts || l.Kind == cost.Supervise)
			}))
		}
	}
	return ways
}
