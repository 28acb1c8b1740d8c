package export

import (
	"fmt"
	"math"

	"saavu/pkg/report"
)

// details is the second table of a service: what the first has no room for.
func details() *optionTable[report.Row] {
	return &optionTable[report.Row]{
		columns: []optionColumn[report.Row]{
			named[report.Row](),
			{column: column{head: []string{"own", "modes", "%"}, right: true}, key: "own_modes", print: as(report.Share)},
			{column: column{head: []string{"suitable", "slot", "%"}, right: true}, key: "suitable_slot", print: as(report.Share)},
			{column: column{head: []string{"slowest", "tenth", "min ≥"}, right: true}, key: "slowest_tenth_min", print: as(report.Minutes)},
			{column: column{head: []string{"beyond", "the limit"}, right: true}, key: "beyond", print: as(people)},
			{column: column{head: []string{"lose", "last", "point"}, right: true}, key: "lose_last", print: as(report.People)},
			{column: column{head: []string{"any", "channel", "%"}, right: true}, key: "any_channel", print: as(bounds)},
			{column: column{head: []string{"remote", "%"}, right: true}, key: "remote", print: as(whole)},
			{column: column{head: []string{"homes", "ΔM€/y"}, right: true}, key: "homes_eur", print: as(report.Million)},
			{column: column{head: []string{"one-off", "M€"}, right: true}, key: "one_off_eur", print: as(oneOff)},
			{column: column{head: []string{"what", "binds"}, least: 5}, key: "bottleneck", print: as(dashed)},
		},
	}
}

// gaps is the third table of a service: the groups that get there least and
// most, and what a person more costs beyond the next-best option.
func gaps() *optionTable[report.Row] {
	return &optionTable[report.Row]{
		columns: []optionColumn[report.Row]{
			named[report.Row](),
			{column: column{head: []string{"group that gets", "there least, %"}, least: 14}, text: func(_ *report.Option, row *report.Row) string { return ofGroup(row, row.WorstGroup) }},
			{column: column{head: []string{"group that gets", "there most, %"}, least: 14}, text: func(_ *report.Option, row *report.Row) string { return ofGroup(row, row.BestGroup) }},
			{column: column{head: []string{"gap,", "points"}, right: true}, key: "group_gap", print: as(whole)},
			{column: column{head: []string{"next-best option", "below it"}, least: 14}, key: "next_best", print: as(dashed)},
			{column: column{head: []string{"€/y a person", "more than there"}, right: true}, key: "frontier_price_eur", print: as(euros)},
		},
	}
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

// euros writes euros with two figures that count: "87", "4 100"; a dash where
// there are none.
func euros(v float64) string {
	if math.IsNaN(v) {
		return report.Dash
	}
	if v != 0 && math.Abs(v) < 1 {
		return "<1"
	}
	p := math.Pow10(max(int(math.Floor(math.Log10(math.Max(math.Abs(v), 1))))-1, 0))
	return report.Spaced(math.Round(v/p) * p)
}

// people writes a range of people without its half.
func people(v report.Range) string {
	if !v.Known {
		return report.Dash
	}
	return report.People(v.V)
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
