package export

import (
	"math"
	"strconv"

	"saavu/internal/words"
	"saavu/pkg/report"
)

// details is the second table of a service, with figures that the first has no room
// for.
func (p *page) details() *optionTable[report.Row] {
	return &optionTable[report.Row]{
		columns: []optionColumn[report.Row]{
			named[report.Row](p),
			{column: column{head: p.head("own_modes"), right: true}, key: "own_modes", print: as(p.w.Share)},
			{column: column{head: p.head("slot"), right: true}, key: "suitable_slot", print: as(p.w.Share)},
			{column: column{head: p.head("slowest"), right: true}, key: "slowest_tenth_min", print: as(p.w.Minutes)},
			{column: column{head: p.head("beyond"), right: true}, key: "beyond", print: as(p.people)},
			{column: column{head: p.head("lose_last"), right: true}, key: "lose_last", print: as(p.w.People)},
			{column: column{head: p.head("any_channel"), right: true}, key: "any_channel", print: as(p.bounds)},
			{column: column{head: p.head("remote"), right: true}, key: "remote", print: as(p.whole)},
			{column: column{head: p.head("county"), right: true}, key: "county_eur", print: as(p.w.Million)},
			{column: column{head: p.head("homes"), right: true}, key: "homes_eur", print: as(p.w.Million)},
			{column: column{head: p.head("one_off"), right: true}, key: "one_off_eur", print: as(p.oneOff)},
			{column: column{head: p.head("binds")}, key: "bottleneck", print: as(func(bind string) string { return dashed(p.w.Term("bind", bind)) })},
		},
	}
}

// gaps is the third table of a service: the groups with the lowest and the highest
// share that gets there, and the cost per additional person compared with the
// next-best option.
func (p *page) gaps(r *report.Report) *optionTable[report.Row] {
	return &optionTable[report.Row]{
		columns: []optionColumn[report.Row]{
			named[report.Row](p),
			{column: column{head: p.head("points"), right: true}, key: "points", print: as(strconv.Itoa)},
			{column: column{head: p.head("group_least"), least: 14}, text: func(_ *report.Option, row *report.Row) string { return p.ofGroup(row, row.WorstGroup) }},
			{column: column{head: p.head("group_most"), least: 14}, text: func(_ *report.Option, row *report.Row) string { return p.ofGroup(row, row.BestGroup) }},
			{column: column{head: p.head("gap"), right: true}, key: "group_gap", print: as(p.whole)},
			{column: column{head: p.head("next_best"), least: 14}, key: "next_best", print: as(func(name string) string { return dashed(p.optionNamed(r, name)) })},
			{column: column{head: p.head("frontier_price"), right: true}, key: "frontier_price_eur", print: as(p.euros)},
		},
	}
}

// ofGroup writes a group's share and its name.
func (p *page) ofGroup(row *report.Row, name string) string {
	for _, g := range row.Groups {
		if g.Name == name {
			return p.whole(g.GetsThere) + " " + p.w.Group(name)
		}
	}
	return dashed(p.w.Group(name))
}

// euros writes euros with two significant figures: "87", "4 100"; a dash if there
// are none.
func (p *page) euros(v float64) string {
	if math.IsNaN(v) {
		return words.Dash
	}
	if v != 0 && math.Abs(v) < 1 {
		return "<1"
	}
	return p.w.Figures(v)
}

// people writes a range of people without its half.
func (p *page) people(v report.Range) string {
	if !v.Known {
		return words.Dash
	}
	return p.w.People(v.V)
}

// bounds writes a share that is only known to be between two values: "62-71".
func (p *page) bounds(v report.Range) string {
	if !v.Known || math.IsNaN(v.Lo) || math.IsNaN(v.Hi) {
		return words.Dash
	}
	lo, hi := p.w.Share(report.Exact(v.Lo)), p.w.Share(report.Exact(v.Hi))
	if lo == hi {
		return lo
	}
	return lo + p.w.Text("to") + hi
}

// oneOff writes one-off euros in M€.
func (p *page) oneOff(euros float64) string {
	if math.IsNaN(euros) || math.IsInf(euros, 0) {
		return words.Dash
	}
	return p.w.Fixed(euros/1e6, 1)
}

// optionNamed returns the name, in the language of the page, of the option with an
// English name.
func (p *page) optionNamed(r *report.Report, name string) string {
	for i := range r.Options {
		if r.Options[i].Name == name {
			return p.w.Option(&r.Options[i])
		}
	}
	return name
}

// measured is the table of a requested measure: a row per option, a column per
// figure, and the change of the mean from the option's reference.
func (p *page) measured(v *report.Service) *optionTable[report.Row] {
	t := &optionTable[report.Row]{columns: []optionColumn[report.Row]{named[report.Row](p)}}
	for k, f := range v.Rows[0].Measured {
		if k > 0 { // the people are in the decision table
			t.columns = append(t.columns, optionColumn[report.Row]{column: column{head: twoLines(p.w.Message(f.Title)), right: true},
				text: func(_ *report.Option, row *report.Row) string { return p.w.Significant(row.Measured[k].Value) }})
		}
	}
	t.columns = append(t.columns, optionColumn[report.Row]{column: column{head: p.head("delta_mean"), right: true},
		text: func(o *report.Option, row *report.Row) string {
			if o.Against < 0 {
				return words.Dash
			}
			d := row.Measured[1].Value - v.Rows[o.Against].Measured[1].Value
			switch {
			case d == 0:
				return "0"
			case d > 0:
				return "+" + p.w.Significant(d)
			}
			return p.w.Significant(d)
		}})
	return t
}
