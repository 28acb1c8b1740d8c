package engine

import (
	"slices"

	"saavu/pkg/report"
)

// Standing is what the place of an option among others depends on. Everything else in
// its figures depends on the option and its references only.
type Standing struct {
	Year     int
	Lawful   bool // it breaks no law that today's network keeps
	Compared bool // it may be marked as best: lawful, with known positions, affordable
	Services []ServiceStanding
}

// ServiceStanding is an option's standing in one service.
type ServiceStanding struct {
	Counts  [4]float64 // changes from the reference of its year as a reader sees them; more is better
	Judged  bool       // it has a verdict of value for money
	Same    bool       // nothing changes: no star
	Sold    bool       // positions of the service are sold to balance the budget
	Staffed bool       // the positions of the service are known
	Kept    bool       // nobody loses, and neither visits nor people at places open all week are fewer
	Euros   float64    // the county's, a year, as a change from the reference of its year, with the crews of mobile units
	There   float64    // people who get there
}

// Rank is the place of an option among others in one service.
type Rank struct {
	Best  bool         // no other option of its year beats it
	Next  int          // the option below it on the frontier; -1 for none
	Price float64      // euros a year for each additional person compared with that option
	Why   report.Cause // why there is none below; "" if there is, or if the positions are not known
}

// fewest is the number of options that a year needs for a mark.
const fewest = 3

// Ranked ranks options by service. Best are those that no other option of the same year
// beats on the four counts: people who get there, visits that can be given, the county's
// euros and the residents'. Changes are compared as a reader sees them. An option that
// newly breaks a law, or whose overrun selling cannot cover at the same budget, is not
// marked and beats no other; nor does one that has no verdict in the service. If the
// positions of a service are unknown, or the year has fewer than three options, no
// option is marked.
//
// The price compares an option with the next-best one of its year. Among the lawful
// options in which nobody loses, visits are not fewer and no positions of the service are
// sold to balance the budget these are those that no other
// option beats on both the people who get there and the county's euros, in order of
// cost: a price is never put on a person who loses. An option is left out if the next
// step has a lower price per person. All options need the same services; of equal ones
// the earlier counts.
func Ranked(list []Standing) [][]Rank {
	out := make([][]Rank, len(list))
	if len(list) == 0 {
		return out
	}
	for i := range list {
		out[i] = make([]Rank, len(list[i].Services))
	}
	for s := range list[0].Services {
		markBest(list, s, out)
		priced(list, s, out)
	}
	return out
}

// markBest marks the options that no other beats in a service.
func markBest(list []Standing, s int, out [][]Rank) {
	ofYear := map[int]int{}
	for i := range list {
		ofYear[list[i].Year]++
	}
	for i := range list {
		a := &list[i]
		best := a.Compared && ofYear[a.Year] >= fewest && a.Services[s].Judged && !a.Services[s].Same
		for j := range list {
			b := &list[j]
			if best && b.Compared && b.Services[s].Judged && a.Year == b.Year && beats(b.Services[s].Counts, a.Services[s].Counts) {
				best = false
			}
		}
		out[i][s].Best = best
	}
}

// priced gives each option of the frontier of a service its price.
func priced(list []Standing, s int, out [][]Rank) {
	years := map[int][]point{}
	for i := range list {
		rank, at := &out[i][s], &list[i].Services[s]
		rank.Next = -1
		switch {
		case !at.Staffed:
		case !list[i].Lawful:
			rank.Why = report.Unlawful
		case !at.Judged:
			rank.Why = report.StaffAboveUnit
		case at.Sold:
			rank.Why = report.PositionsSold
		case !at.Kept:
			rank.Why = report.GivesUp
		default:
			years[list[i].Year] = append(years[list[i].Year], point{i, at.Euros, at.There})
		}
	}
	for _, points := range years {
		hull := efficient(points)
		for _, p := range points { // also the same costs and reach under another name
			rank := &out[p.option][s]
			switch k := slices.IndexFunc(hull, p.like); {
			case k > 0:
				rank.Next, rank.Price = hull[k-1].option, price(hull[k-1], hull[k])
			case k == 0:
				rank.Why = report.Cheapest
			default:
				rank.Why = report.OffFrontier
			}
		}
	}
}

func beats(a, b [4]float64) bool {
	for k := range a {
		if a[k] < b[k] {
			return false
		}
	}
	return a != b
}

// standings returns the standing of each option.
func (c *comparison) standings(r *report.Report) []Standing {
	out := make([]Standing, len(c.list))
	for i, e := range c.list {
		lawful := lawful(r, i)
		out[i] = Standing{Year: e.Year, Lawful: lawful,
			Compared: lawful && c.p.allStaffed() && (c.p.settings.Frame != "budget" || e.affordable())}
		for s := range r.Services {
			row := &r.Services[s].Rows[i]
			out[i].Services = append(out[i].Services, ServiceStanding{Counts: e.counts(s), Judged: row.Worth.Verdict != report.NotJudged, Same: row.Worth.Verdict == report.NoChange, Staffed: c.p.staffed(s),
				Sold:  e.soldSince(s),
				Kept:  e.keeps(s),
				Euros: e.fromRoot(func(f *figures) series { return f.services[s].county })[0] + max(0, e.crewPay(s)-e.root().crewPay(s)), There: row.There.V})
		}
	}
	return out
}

// keeps reports whether nobody loses a service, compared with the reference of the
// option's year or with its own, and neither its visits nor the people who get there at
// places that are open all week are fewer.
func (e *Evaluation) keeps(s int) bool {
	root := e.root()
	for ; e.Against != nil; e = e.Against {
		now, then := &e.figures.services[s], &root.figures.services[s]
		if over(less(e.reached[s].week, root.reached[s].week)).Sign() < 0 || over(less(now.given, then.given)).Falls(now.need[0]) {
			return false
		}
		if lose := over(e.reached[s].lose); lose.Hi >= 0.5 {
			return false
		}
	}
	return true
}
