package export

import (
	"fmt"
	"math"

	"saavu/pkg/report"
)

// details is the second table of a service: what the first has no room for.
func details(r *report.Report, v *report.Service, order []block) *sheet {
	s := &sheet{columns: []column{
		{head: []string{"option"}, least: leastName},
		{head: []string{"own", "modes", "%"}, right: true},
		{head: []string{"suitable", "slot", "%"}, right: true},
		{head: []string{"slowest", "tenth", "min ≥"}, right: true},
		{head: []string{"beyond", "the limit"}, right: true},
		{head: []string{"lose", "last", "point"}, right: true},
		{head: []string{"any", "channel", "%"}, right: true},
		{head: []string{"remote", "%"}, right: true},
		{head: []string{"homes", "ΔM€/y"}, right: true},
		{head: []string{"one-off", "M€"}, right: true},
		{head: []string{"what", "binds"}, least: 5},
	}}
	for _, b := range order {
		if len(order) > 1 {
			s.add(fmt.Sprintf("%d", b.year))
		}
		for _, k := range b.options {
			o, row := &r.Options[k], &v.Rows[k]
			last := report.People(row.LoseLast)
			if o.Against < 0 {
				last = report.Dash
			}
			s.add(o.Name, report.Share(row.OwnModes), report.Share(row.Slot), report.Minutes(row.SlowestTenth), beyond(row),
				last, bounds(row.AnyChannel), whole(row.Remote), report.Million(row.Homes), oneOff(row.OneOff), dashed(row.Bottleneck))
		}
	}
	return s
}

// gaps is the third table of a service: the groups that get there least and
// most, and what a person more costs beyond the next-best option.
func gaps(r *report.Report, v *report.Service, order []block) *sheet {
	s := &sheet{columns: []column{
		{head: []string{"option"}, least: leastName},
		{head: []string{"group that gets", "there least, %"}, least: 14},
		{head: []string{"group that gets", "there most, %"}, least: 14},
		{head: []string{"gap,", "points"}, right: true},
		{head: []string{"next-best option", "below it"}, least: 14},
		{head: []string{"€/y a person", "more than there"}, right: true},
	}}
	for _, b := range order {
		if len(order) > 1 {
			s.add(fmt.Sprintf("%d", b.year))
		}
		for _, k := range b.options {
			row := &v.Rows[k]
			price := report.Dash
			if row.NextBest != "" {
				price = euros(row.NextPrice)
			}
			s.add(r.Options[k].Name, ofGroup(row, row.WorstGroup), ofGroup(row, row.BestGroup), whole(row.GroupGap), dashed(row.NextBest), price)
		}
	}
	return s
}

// ofGroup writes a group's share and its name.
func ofGroup(row *report.Row, name string) string {
	for _, g := range row.Groups {
		if g.Name == name {
			return whole(g.GetsThere) + " " + name
		}
	}
	return dashed(name)
}

// euros writes euros with two figures that count: "87", "4 100".
func euros(v float64) string {
	if v != 0 && math.Abs(v) < 1 {
		return "<1"
	}
	p := math.Pow10(max(int(math.Floor(math.Log10(math.Max(math.Abs(v), 1))))-1, 0))
	return report.Spaced(math.Round(v/p) * p)
}

// beyond writes the people who do not get there, a number and not only a share.
func beyond(row *report.Row) string {
	if !row.Beyond.Known {
		return report.Dash
	}
	return report.People(row.Beyond.V)
}

// bounds writes a share that is known only to lie between two: "62-71".
func bounds(v report.Range) string {
	if !v.Known || math.IsNaN(v.Lo) || math.IsNaN(v.Hi) {
		return report.Dash
	}
	lo, hi := report.Share(report.Exact(v.Lo)), report.Share(report.Exact(v.Hi))
	if lo == hi {
		return lo
	}
	return lo + "-" + hi
}

// oneOff writes euros once, in M€.
func oneOff(euros float64) string {
	if math.IsNaN(euros) || math.IsInf(euros, 0) {
		return report.Dash
	}
	return fmt.Sprintf("%.1f", math.Round(euros/1e5)/10+0)
}

func dashed(s string) string {
	if s == "" {
		return report.Dash
	}
	return s
}
