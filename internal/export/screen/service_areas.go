package screen

import (
	"cmp"
	"math"
	"slices"

	"saavu/internal/export/plain"
	"saavu/internal/words"
	"saavu/pkg/report"
)

// moves writes the people of an area who gain and lose.
func (o *serviceScreen) moves(a *report.Area) plain.Cell {
	up, down := a.Gain > 0, a.Lose > 0
	switch {
	case math.IsNaN(a.Gain) || math.IsNaN(a.Lose):
		return plain.Cell{Text: words.Dash}
	case up && down:
		return plain.Cell{Text: "▲" + o.Words.Count(a.Gain) + " ▼" + o.Words.Count(a.Lose), Tone: plain.Lose}
	case up:
		return plain.Cell{Text: "▲" + o.Words.Count(a.Gain), Tone: plain.Gain}
	case down:
		return plain.Cell{Text: "▼" + o.Words.Count(a.Lose), Tone: plain.Lose}
	}
	return plain.Same
}

// areaRows writes the areas in which people gain or lose, those first in which fewest
// get there.
func (o *serviceScreen) areaRows(part []int) {
	now := o.refRow().Areas
	order := make([]int, len(now))
	for i := range now {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(now[i].GetsThere.V, now[j].GetsThere.V) })
	moved := func(k int) bool {
		return slices.ContainsFunc(o.v.Rows[k].Areas, func(a report.Area) bool { return o.moves(&a) != plain.Same })
	}
	part = slices.DeleteFunc(slices.Clone(part), func(k int) bool { return !moved(k) })
	if len(part) == 0 {
		return
	}
	s := &plain.Sheet{Most: o.Width(), Columns: []plain.Column{{Least: plain.LeastName, Names: true}, {Head: []string{o.reference()}, Right: true, Lean: true}}}
	bars := o.layout == wideLayout
	if bars {
		s.Columns = append(s.Columns, plain.Column{})
	}
	for _, head := range plain.Heads(part, o.Option, o.each-1) {
		s.Columns = append(s.Columns, plain.Column{Head: head, Right: true, Lean: true})
	}
	var still []string
	for _, i := range order {
		cells := []plain.Cell{{Text: o.Words.Name(now[i].Names.Every(now[i].Name))}, {Text: o.Whole(now[i].GetsThere)}}
		if bars {
			cells = append(cells, plain.Cell{Text: plain.Padded(bar(now[i].GetsThere.V, barWidth), barWidth)})
		}
		some := false
		for _, k := range part {
			c := plain.Same
			if at := slices.IndexFunc(o.v.Rows[k].Areas, func(a report.Area) bool { return a.ID == now[i].ID }); at >= 0 {
				c = o.moves(&o.v.Rows[k].Areas[at])
			}
			some = some || c != plain.Same
			cells = append(cells, c)
		}
		if !some {
			still = append(still, cells[0].Text+" "+cells[1].Text)
			continue
		}
		s.Colored(cells...)
	}
	o.block("service.areas", o.Words.Text("service.areas_sub"))
	s.FullHeads()
	s.Spread()
	o.Sheet(s)
	if still != nil {
		o.Paragraph(o.Words.Text("service.areas_still", "list", still))
	}
	o.Gap()
}
