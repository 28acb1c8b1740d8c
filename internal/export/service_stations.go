package export

import (
	"math"
	"strings"

	"saavu/internal/board"
	"saavu/pkg/report"
)

// loadBar draws what is given and what is left undone, on the scale of the largest
// load. Where anything is left undone as printed, it is seen.
func loadBar(l *report.PointLoad, largest float64, most int) string {
	if math.IsNaN(l.Load) || math.IsNaN(l.Seen) || !(largest > 0) {
		return ""
	}
	all := int(math.Round(float64(most) * l.Load / largest))
	given := int(math.Round(float64(all) * board.GivenShare(l)))
	if given == all && math.Round(100*board.GivenShare(l)) < 100 {
		given = max(all-1, 0)
	}
	return strings.Repeat("━", given) + strings.Repeat("╌", all-given)
}

// largestLoad is the scale of the bars.
func largestLoad(list []*report.PointLoad) float64 {
	largest := 0.0
	for _, l := range list {
		if l.Load > largest {
			largest = l.Load
		}
	}
	return largest
}

// stations writes the stations of the reference, load against capacity.
func (o *serviceScreen) stations() {
	list := o.Stations(o.s)
	if len(list) == 0 {
		return
	}
	o.block("service.stations", o.w.Text("service.stations_sub"))
	s := &sheet{most: o.width(), columns: []column{{least: leastName, names: true}, {right: true}, {right: true}, {right: true}, {}}}
	var drawn []*report.PointLoad
	for i := range list {
		l := list[i].Was
		given := o.Given(l)
		drawn = append(drawn, l)
		s.colored(cell{text: list[i].Name}, cell{text: given[0]}, cell{text: given[1]}, cell{text: given[2]}, o.barCell(l, ""))
	}
	o.bars(s, drawn)
	o.table(s)
}

// barCell is the place of a station's bar; why there is none.
func (o *serviceScreen) barCell(l *report.PointLoad, why string) cell {
	switch {
	case why != "":
		return cell{why, dimTone}
	case math.IsNaN(l.Seen):
		return cell{o.w.Term("cause", string(l.Reason.Cause)), dimTone}
	}
	return cell{}
}

// bars draws the bars in the last column of a sheet, in the room that is left.
func (o *serviceScreen) bars(s *sheet, list []*report.PointLoad) {
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
	list, differs := o.StationsOf(o.s, k)
	if !differs {
		o.stations() // all as before
		return
	}
	then := o.w.Text("whatif.head")
	if opt := &o.R.Options[k]; opt.ID != report.WhatIf {
		then = o.w.ShortOption(opt)
	}
	o.block("service.stations_both", o.w.Text("service.stations_both_sub", "before", o.reference(), "after", then))
	s := &sheet{most: o.width(), columns: []column{{least: leastName, names: true}, {right: true}, {right: true}, {right: true}, {right: true}, {right: true}, {right: true}, {}}}
	var drawn []*report.PointLoad
	for i := range list {
		p := &list[i]
		was, is := [3]string{"", "", ""}, [3]string{"", "", ""}
		why := ""
		switch {
		case p.Is == nil:
			was, why = o.Given(p.Was), o.w.Text("service.closed")
		case p.Was == nil:
			is, why = o.Given(p.Is), ""
			was[2] = o.w.Text("service.new")
		default:
			was, is = o.Given(p.Was), o.Given(p.Is)
			if was == is {
				is = [3]string{"", "", same.text}
			}
		}
		drawn = append(drawn, p.Load())
		s.colored(cell{text: p.Name}, cell{text: was[0]}, cell{text: was[1]}, cell{text: was[2]},
			cell{text: is[0]}, cell{text: is[1]}, plainCell(is[2]), o.barCell(p.Load(), why))
	}
	o.bars(s, drawn)
	o.table(s)
}
