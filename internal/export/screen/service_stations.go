package screen

import (
	"math"
	"strings"

	"saavu/internal/board"
	"saavu/internal/export/plain"
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
	o.block("service.stations", o.Words.Text("service.stations_sub"))
	s := &plain.Sheet{Most: o.Width(), Columns: []plain.Column{{Least: plain.LeastName, Names: true}, {Right: true}, {Right: true}, {Right: true}, {}}}
	var drawn []*report.PointLoad
	for i := range list {
		l := list[i].Was
		given := o.Given(l)
		drawn = append(drawn, l)
		s.Colored(plain.Cell{Text: list[i].Name}, plain.Cell{Text: given[0]}, plain.Cell{Text: given[1]}, plain.Cell{Text: given[2]}, o.barCell(l, ""))
	}
	o.bars(s, drawn)
	o.Sheet(s)
}

// barCell is the place of a station's bar; why there is none.
func (o *serviceScreen) barCell(l *report.PointLoad, why string) plain.Cell {
	switch {
	case why != "":
		return plain.Cell{Text: why, Tone: plain.Dim}
	case math.IsNaN(l.Seen):
		return plain.Cell{Text: o.Words.Term("cause", string(l.Reason.Cause)), Tone: plain.Dim}
	}
	return plain.Cell{}
}

// bars draws the bars in the last column of a sheet, in the room that is left.
func (o *serviceScreen) bars(s *plain.Sheet, list []*report.PointLoad) {
	s.Spread()
	last := len(s.Columns) - 1
	room := min(stationWidth, -s.Over())
	for i, row := range s.Rows {
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
	then := o.Words.Text("whatif.head")
	if opt := &o.R.Options[k]; opt.ID != report.WhatIf {
		then = o.Words.ShortOption(opt)
	}
	o.block("service.stations_both", o.Words.Text("service.stations_both_sub", "before", o.reference(), "after", then))
	s := &plain.Sheet{Most: o.Width(), Columns: []plain.Column{{Least: plain.LeastName, Names: true}, {Right: true}, {Right: true}, {Right: true}, {Right: true}, {Right: true}, {Right: true}, {}}}
	var drawn []*report.PointLoad
	for i := range list {
		p := &list[i]
		was, is := [3]string{"", "", ""}, [3]string{"", "", ""}
		why := ""
		switch {
		case p.Is == nil:
			was, why = o.Given(p.Was), o.Words.Text("service.closed")
		case p.Was == nil:
			is, why = o.Given(p.Is), ""
			was[2] = o.Words.Text("service.new")
		default:
			was, is = o.Given(p.Was), o.Given(p.Is)
			if was == is {
				is = [3]string{"", "", plain.Same.Text}
			}
		}
		drawn = append(drawn, p.Load())
		s.Colored(plain.Cell{Text: p.Name}, plain.Cell{Text: was[0]}, plain.Cell{Text: was[1]}, plain.Cell{Text: was[2]},
			plain.Cell{Text: is[0]}, plain.Cell{Text: is[1]}, plainCell(is[2]), o.barCell(p.Load(), why))
	}
	o.bars(s, drawn)
	o.Sheet(s)
}
