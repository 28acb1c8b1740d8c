package export

import (
	"cmp"
	"math"
	"slices"

	"saavu/internal/words"
	"saavu/pkg/report"
)

// moves writes the people of an area who gain and lose.
func (o *serviceScreen) moves(a *report.Area) cell {
	up, down := a.Gain > 0, a.Lose > 0
	switch {
	case math.IsNaN(a.Gain) || math.IsNaN(a.Lose):
		return cell{text: words.Dash}
	case up && down:
		return cell{"▲" + o.w.Count(a.Gain) + " ▼" + o.w.Count(a.Lose), loseTone}
	case up:
		return cell{"▲" + o.w.Count(a.Gain), gainTone}
	case down:
		return cell{"▼" + o.w.Count(a.Lose), loseTone}
	}
	return same
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
		return slices.ContainsFunc(o.v.Rows[k].Areas, func(a report.Area) bool { return o.moves(&a) != same })
	}
	part = slices.DeleteFunc(slices.Clone(part), func(k int) bool { return !moved(k) })
	if len(part) == 0 {
		return
	}
	s := &sheet{most: o.width(), columns: []column{{least: leastName, names: true}, {head: []string{o.reference()}, right: true, lean: true}}}
	bars := o.layout == wideLayout
	if bars {
		s.columns = append(s.columns, column{})
	}
	for _, head := range heads(part, o.Option, o.each-1) {
		s.columns = append(s.columns, column{head: head, right: true, lean: true})
	}
	var still []string
	for _, i := range order {
		cells := []cell{{text: o.w.Name(now[i].Names.Every(now[i].Name))}, {text: o.whole(now[i].GetsThere)}}
		if bars {
			cells = append(cells, cell{text: padded(bar(now[i].GetsThere.V, barWidth), barWidth)})
		}
		some := false
		for _, k := range part {
			c := same
			if at := slices.IndexFunc(o.v.Rows[k].Areas, func(a report.Area) bool { return a.ID == now[i].ID }); at >= 0 {
				c = o.moves(&o.v.Rows[k].Areas[at])
			}
			some = some || c != same
			cells = append(cells, c)
		}
		if !some {
			still = append(still, cells[0].text+" "+cells[1].text)
			continue
		}
		s.colored(cells...)
	}
	o.block("service.areas", o.w.Text("service.areas_sub"))
	s.fullHeads()
	s.spread()
	o.table(s)
	if still != nil {
		o.paragraph(o.w.Text("service.areas_still", "list", still))
	}
	o.gap()
}
