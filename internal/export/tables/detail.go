package tables

import (
	"math"
	"strconv"

	"saavu/internal/export/plain"
	"saavu/internal/words"
	"saavu/pkg/report"
)

// details is the second table of a service, with figures that the first has no room
// for.
func (p *page) details() *optionTable[report.Row] {
	return &optionTable[report.Row]{
		columns: []optionColumn[report.Row]{
			named[report.Row](p),
			{Column: plain.Column{Head: p.ColumnHead("own_modes"), Right: true}, key: "own_modes", print: as(p.Words.Share)},
			{Column: plain.Column{Head: p.ColumnHead("slot"), Right: true}, key: "suitable_slot", print: as(p.Words.Share)},
			{Column: plain.Column{Head: p.ColumnHead("slowest"), Right: true}, key: "slowest_tenth_min", print: as(p.Words.Minutes)},
			{Column: plain.Column{Head: p.ColumnHead("beyond"), Right: true}, key: "beyond", print: as(p.people)},
			{Column: plain.Column{Head: p.ColumnHead("lose_last"), Right: true}, key: "lose_last", print: as(p.Words.People)},
			{Column: plain.Column{Head: p.ColumnHead("any_channel"), Right: true}, key: "any_channel", print: as(p.bounds)},
			{Column: plain.Column{Head: p.ColumnHead("remote"), Right: true}, key: "remote", print: as(p.whole)},
			{Column: plain.Column{Head: p.ColumnHead("county"), Right: true}, key: "county_eur", print: as(p.Words.Million)},
			{Column: plain.Column{Head: p.ColumnHead("homes"), Right: true}, key: "homes_eur", print: as(p.Words.Million)},
			{Column: plain.Column{Head: p.ColumnHead("one_off"), Right: true}, key: "one_off_eur", print: as(p.oneOff)},
			{Column: plain.Column{Head: p.ColumnHead("binds")}, key: "bottleneck", print: as(func(bind string) string { return plain.OrDash(p.Words.Term("bind", bind)) })},
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
			{Column: plain.Column{Head: p.ColumnHead("points"), Right: true}, key: "points", print: as(strconv.Itoa)},
			{Column: plain.Column{Head: p.ColumnHead("group_least"), Least: 14}, text: func(_ *report.Option, row *report.Row) string { return p.ofGroup(row, row.WorstGroup) }},
			{Column: plain.Column{Head: p.ColumnHead("group_most"), Least: 14}, text: func(_ *report.Option, row *report.Row) string { return p.ofGroup(row, row.BestGroup) }},
			{Column: plain.Column{Head: p.ColumnHead("gap"), Right: true}, key: "group_gap", print: as(p.whole)},
			{Column: plain.Column{Head: p.ColumnHead("next_best"), Least: 14}, key: "next_best", print: as(func(name string) string { return plain.OrDash(p.optionNamed(r, name)) })},
			{Column: plain.Column{Head: p.ColumnHead("frontier_price"), Right: true}, key: "frontier_price_eur", print: as(p.euros)},
		},
	}
}

// ofGroup writes a group's share and its name.
func (p *page) ofGroup(row *report.Row, name string) string {
	for _, g := range row.Groups {
		if g.Name == name {
			return p.whole(g.GetsThere) + " " + p.Words.Group(name)
		}
	}
	return plain.OrDash(p.Words.Group(name))
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
	return p.Words.Figures(v)
}

// people writes a range of people without its half.
func (p *page) people(v report.Range) string {
	if !v.Known {
		return words.Dash
	}
	return p.Words.People(v.V)
}

// bounds writes a share that is only known to be between two values: "62-71".
func (p *page) bounds(v report.Range) string {
	if !v.Known || math.IsNaN(v.Lo) || math.IsNaN(v.Hi) {
		return words.Dash
	}
	lo, hi := p.Words.Share(report.Exact(v.Lo)), p.Words.Share(report.Exact(v.Hi))
	if lo == hi {
		return lo
	}
	return lo + p.Words.Text("to") + hi
}

// oneOff writes one-off euros in M€.
func (p *page) oneOff(euros float64) string {
	if math.IsNaN(euros) || math.IsInf(euros, 0) {
		return words.Dash
	}
	return p.Words.Fixed(euros/1e6, 1)
}

// optionNamed returns the name, in the language of the page, of the option with an
// English name.
func (p *page) optionNamed(r *report.Report, name string) string {
	for i := range r.Options {
		if r.Options[i].Name == name {
			return p.Words.Option(&r.Options[i])
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
			t.columns = append(t.columns, optionColumn[report.Row]{Column: plain.Column{Head: plain.TwoLines(p.Words.Message(f.Title)), Right: true},
				text: func(_ *report.Option, row *report.Row) string { return p.Words.Significant(row.Measured[k].Value) }})
		}
	}
	t.columns = append(t.columns, optionColumn[report.Row]{Column: plain.Column{Head: p.ColumnHead("delta_mean"), Right: true},
		text: func(o *report.Option, row *report.Row) string {
			if o.Against < 0 {
				return words.Dash
			}
			d := row.Measured[1].Value - v.Rows[o.Against].Measured[1].Value
			switch {
			case d == 0:
				return "0"
			case d > 0:
				return "+" + p.Words.Significant(d)
			}
			return p.Words.Significant(d)
		}})
	return t
}
