package export

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"saavu/internal/words"
	"saavu/pkg/report"
)

// load is a station's year as the screen shows it.
type load struct {
	*report.PointLoad
	name string
}

// loads lists the stations of an option.
func (o *serviceScreen) loads(k int) []load {
	var out []load
	for i := range o.v.Rows[k].Loads {
		l := &o.v.Rows[k].Loads[i]
		out = append(out, load{l, o.w.Name(l.Names.Every(l.Facility))})
	}
	return out
}

// share is the part of what is wanted that can be given; NaN where that is not known.
func (l load) share() float64 {
	if l.Load <= 0 {
		return 1
	}
	return l.Seen / l.Load
}

// given writes what is wanted at a station, what can be given, and the share of the
// first that is given.
func (o *serviceScreen) given(l load) [3]string {
	out := [3]string{o.w.Count(l.Load), o.w.Count(l.Capacity), words.Dash}
	if math.IsInf(l.Capacity, 1) {
		out[1] = o.w.Text("service.no_limit")
	}
	if share := l.share(); !math.IsNaN(share) {
		out[2] = o.w.Fixed(100*share, 0) + " %"
	}
	return out
}

// loadBar draws what is given and what is left undone, on the scale of the largest
// load. Where anything is left undone as printed, it is seen.
func loadBar(l load, largest float64, most int) string {
	if math.IsNaN(l.Load) || math.IsNaN(l.Seen) || !(largest > 0) {
		return ""
	}
	all := int(math.Round(float64(most) * l.Load / largest))
	given := int(math.Round(float64(all) * l.share()))
	if given == all && math.Round(100*l.share()) < 100 {
		given = max(all-1, 0)
	}
	return strings.Repeat("━", given) + strings.Repeat("╌", all-given)
}

// largestLoad is the scale of the bars.
func largestLoad(list []load) float64 {
	largest := 0.0
	for _, l := range list {
		if l.Load > largest {
			largest = l.Load
		}
	}
	return largest
}

// worstFirst sorts stations by the share that is given; unknown ones come last.
func worstFirst(list []load) {
	slices.SortStableFunc(list, func(a, b load) int {
		x, y := a.share(), b.share()
		if n, m := math.IsNaN(x), math.IsNaN(y); n || m {
			return cmp.Compare(map[bool]int{true: 1}[n], map[bool]int{true: 1}[m])
		}
		return cmp.Compare(math.Round(100*x), math.Round(100*y))
	})
}

// stations writes the stations of the reference, load against capacity.
func (o *serviceScreen) stations() {
	list := o.loads(o.Ref)
	if len(list) == 0 {
		return
	}
	worstFirst(list)
	o.block("service.stations", o.w.Text("service.stations_sub"))
	s := &sheet{most: o.width(), columns: []column{{least: leastName, names: true}, {right: true}, {right: true}, {right: true}, {}}}
	for _, l := range list {
		given := o.given(l)
		s.colored(cell{text: l.name}, cell{text: given[0]}, cell{text: given[1]}, cell{text: given[2]}, o.barCell(l, ""))
	}
	o.bars(s, list)
	o.table(s)
}

// barCell is the place of a station's bar; why there is none.
func (o *serviceScreen) barCell(l load, why string) cell {
	switch {
	case why != "":
		return cell{why, dimTone}
	case math.IsNaN(l.Seen):
		return cell{o.w.Term("cause", string(l.Reason.Cause)), dimTone}
	}
	return cell{}
}

// bars draws the bars in the last column of a sheet, in the room that is left.
func (o *serviceScreen) bars(s *sheet, list []load) {
	s.spread()
	last := len(s.columns) - 1
	room := min(stationWidth, -s.over())
	for i, row := range s.rows {
		if row[last] == "" && room > 0 {
			row[last] = loadBar(list[i], largestLoad(list), room)
		}
	}
}

// stationsOf writes the stations of an option next to those of its reference: what is
// wanted and can be given before, and after where that differs.
func (o *serviceScreen) stationsOf(k int) {
	before, after := o.loads(o.Ref), o.loads(k)
	same3 := func(l load) func(load) bool {
		return func(m load) bool { return m.Facility == l.Facility && m.Unit == l.Unit }
	}
	type pair struct{ was, is *load }
	var list []pair
	for i := range before {
		p := pair{was: &before[i]}
		if at := slices.IndexFunc(after, same3(before[i])); at >= 0 {
			p.is = &after[at]
		}
		list = append(list, p)
	}
	for i := range after {
		if !slices.ContainsFunc(before, same3(after[i])) {
			list = append(list, pair{is: &after[i]})
		}
	}
	if !slices.ContainsFunc(list, func(p pair) bool { return p.was == nil || p.is == nil || o.given(*p.was) != o.given(*p.is) }) {
		o.stations() // all as before
		return
	}
	then := o.w.Text("whatif.head")
	if opt := &o.R.Options[k]; opt.ID != report.WhatIf {
		then = o.w.ShortOption(opt)
	}
	o.block("service.stations_both", o.w.Text("service.stations_both_sub", "before", o.reference(), "after", then))
	s := &sheet{most: o.width(), columns: []column{{least: leastName, names: true}, {right: true}, {right: true}, {right: true}, {right: true}, {right: true}, {right: true}, {}}}
	var shown []load
	for _, p := range list {
		was, is := [3]string{"", "", ""}, [3]string{"", "", ""}
		drawn, why := p.is, ""
		switch {
		case p.is == nil:
			was, drawn, why = o.given(*p.was), p.was, o.w.Text("service.closed")
		case p.was == nil:
			is, why = o.given(*p.is), ""
			was[2] = o.w.Text("service.new")
		default:
			was, is = o.given(*p.was), o.given(*p.is)
			if was == is {
				is = [3]string{"", "", same.text}
			}
		}
		shown = append(shown, *drawn)
		s.colored(cell{text: drawn.name}, cell{text: was[0]}, cell{text: was[1]}, cell{text: was[2]},
			cell{text: is[0]}, cell{text: is[1]}, plainCell(is[2]), o.barCell(*drawn, why))
	}
	o.bars(s, shown)
	o.table(s)
}
