package webpage

import (
	"fmt"
	"html/template"
	"math"
	"strings"

	"saavu/internal/board"
	"saavu/internal/draw"
	"saavu/internal/words"
	"saavu/pkg/report"
)

// areaTable is who gains and who loses by area.
type areaTable struct {
	Ref     string
	Options []string
	Rows    []areaRow
	Sums    []areaRow // of the county
	Still   string    // the areas where nothing changes
}

// areaRow is one area, or a figure of the whole county.
type areaRow struct {
	Name, People string
	Share        string
	Trace        string // of Share
	Bar          template.HTML
	Cells        []areaCell
}

// areaCell is one option in an area.
type areaCell struct {
	Moves []shift
	Bar   template.HTML
	Days  string // people who get there on fewer days
	Trace string
}

// areas fills the table by area for the options that move journeys, alike ones in one
// column.
func (p *page) areas(v *board.View, service int, moving []board.Alike) *areaTable {
	t := &areaTable{Ref: v.Head()}
	var options []int
	for _, a := range moving {
		row := &p.Report.Services[service].Rows[a[0]]
		if board.Movement(v, service, a[0]) > 0 || row.FewerDays >= board.LeastPeople || row.LoseLast >= board.LeastPeople {
			options = append(options, a[0])
			t.Options = append(t.Options, v.Names(a))
		}
	}
	moved, still := v.Areas(service, options)
	if len(moved) == 0 {
		return nil
	}
	largest := 0.0
	for _, a := range moved {
		for _, c := range a.Cells {
			if !math.IsNaN(c.Gain + c.Lose) {
				largest = max(largest, c.Gain, c.Lose)
			}
		}
	}
	for _, a := range moved {
		row := areaRow{Name: a.Name, People: p.w.Count(a.People), Share: a.Share, Trace: p.rowTrace(service, v.Ref, traced("areas", a.ID, "gets_there"))}
		if !math.IsNaN(a.Part) {
			row.Bar = bar(a.Part)
		}
		for i, c := range a.Cells {
			cell := p.areaCell(c, largest)
			cell.Trace = p.rowTrace(service, options[i], traced("areas", a.ID, "gain"), traced("areas", a.ID, "lose"), traced("areas", a.ID, "fewer_days"))
			row.Cells = append(row.Cells, cell)
		}
		t.Rows = append(t.Rows, row)
	}
	if still != nil {
		var list []string
		for _, a := range still {
			list = append(list, p.w.Text("services.area_share", "area", a.Name, "share", a.Share))
		}
		t.Still = p.w.Text("service.areas_still", "list", list)
	}
	t.Sums = p.areaSums(service, options)
	return t
}

// areaCell is one option in one area: losses to the left of the axis, gains to the
// right.
func (p *page) areaCell(c board.AreaMove, largest float64) areaCell {
	out := areaCell{}
	if math.IsNaN(c.Gain + c.Lose + c.FewerDays) {
		out.Days = words.Dash
	}
	move := func(arrow, class string, n float64) {
		if n > 0 {
			out.Moves = append(out.Moves, p.shift(arrow, class, p.w.Count(n)))
		}
	}
	move("▼", "lose", c.Lose)
	move("▲", "gain", c.Gain)
	if out.Moves != nil {
		out.Bar = diverging(c.Lose/largest, c.Gain/largest)
	}
	if c.FewerDays >= board.LeastPeople {
		out.Days = p.w.Text("services.fewer_days", "n", p.w.Count(c.FewerDays))
	}
	return out
}

// areaSums are figures of the whole county below the areas: people who keep a place in
// time on fewer days, and people who lose the last one, even by their own means. A row
// without anybody is left out.
func (p *page) areaSums(service int, options []int) []areaRow {
	var out []areaRow
	for _, f := range []struct {
		key, figure string
		of          func(*report.Row) float64
	}{{"services.sum_fewer_days", "fewer_days", func(r *report.Row) float64 { return r.FewerDays }}, {"services.sum_last", "lose_last", func(r *report.Row) float64 { return r.LoseLast }}} {
		row := areaRow{Name: p.w.Text(f.key)}
		some := false
		for _, k := range options {
			c := areaCell{Trace: p.rowTrace(service, k, f.figure)}
			if n := f.of(&p.Report.Services[service].Rows[k]); n >= board.LeastPeople {
				some = true
				c.Moves = []shift{{Class: "lose", Arrow: "▼", Text: p.w.Count(n)}}
			}
			row.Cells = append(row.Cells, c)
		}
		if some {
			out = append(out, row)
		}
	}
	return out
}

// leastBar is the share of the longest bar below which none is drawn: it would be a dot.
const leastBar = 0.05

// diverging draws two shares of 0 to 1 to both sides of an axis; they repeat numbers.
// Nothing is drawn for shares that are both too small to see.
func diverging(lose, gain float64) template.HTML {
	const half = 100.0
	if lose < leastBar && gain < leastBar {
		return ""
	}
	l, g := half*min(max(lose, 0), 1), half*min(max(gain, 0), 1)
	return template.HTML(fmt.Sprintf(`<svg class="bar diverging" viewBox="0 0 200 6" preserveAspectRatio="none" aria-hidden="true"><rect class="fill-lose" x="%.1f" y="1" width="%.1f" height="4"/><rect class="fill-gain" x="100" y="1" width="%.1f" height="4"/><rect class="axis" x="99.6" width=".8" height="6"/></svg>`,
		half-l, l, g))
}

// stationTable is load and capacity by station.
type stationTable struct {
	Ref, Option string // Option is "" if only the reference is shown
	Other       string // which other options have other stations, and where; "" for none
	Rows        []stationRow
	Hatched     bool // something is left undone
}

// stationRow is one station.
type stationRow struct {
	Name    string
	Was, Is stationCell
	Bind    string
}

// stationCell is the year of a station.
type stationCell struct {
	Wanted, Share string
	Bar           template.HTML
	Why           string // in place of the figures
	Trace         string
}

// stations fills the table of the stations in the reference and, unless it is -1, in an
// option.
func (p *page) stations(v *board.View, service, option int) *stationTable {
	t := &stationTable{Ref: v.Head()}
	list := v.Stations(service)
	if option >= 0 {
		t.Option = v.Option(option)
		list = p.inOrder(v, service, option)
		if others := v.OtherStations(service, option); others != nil {
			t.Other = p.w.Text("services.other_stations", "option", t.Option, "options", v.Names(others))
		}
	}
	if len(list) == 0 {
		return nil
	}
	largest := 0.0
	for i := range list {
		for _, l := range []*report.PointLoad{list[i].Was, list[i].Is} {
			if l != nil && l.Load > largest {
				largest = l.Load
			}
		}
	}
	for i := range list {
		s := &list[i]
		row := stationRow{Name: s.Name, Was: p.stationCell(v, s.Was, largest, "services.not_today", t), Bind: v.Bind(s.Load())}
		row.Was.Trace = p.loadTrace(service, v.Ref, s.Was)
		if t.Option != "" {
			row.Is = p.stationCell(v, s.Is, largest, "service.closed", t)
			row.Is.Trace = p.loadTrace(service, option, s.Is)
			if s.Is == nil {
				row.Bind = words.Dash
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// inOrder lists the stations of an option next to those of the reference: in the order
// of the reference's screen, then the new ones.
func (p *page) inOrder(v *board.View, service, option int) []board.Station {
	both, _ := v.StationsOf(service, option)
	var out []board.Station
	for _, s := range v.Stations(service) {
		for i := range both {
			if both[i].Was != nil && board.SamePoint(both[i].Was, s.Was) {
				out = append(out, both[i])
			}
		}
	}
	for i := range both {
		if both[i].Was == nil {
			out = append(out, both[i])
		}
	}
	return out
}

// stationCell is the year of a station with its bar; missing is the key of what stands
// there if the station has none.
func (p *page) stationCell(v *board.View, l *report.PointLoad, largest float64, missing string, t *stationTable) stationCell {
	if l == nil {
		return stationCell{Why: p.w.Text(missing)}
	}
	given := v.Given(l)
	c := stationCell{Wanted: given[0], Share: given[2]}
	if math.IsNaN(l.Seen) || math.IsNaN(l.Load) {
		c.Share = ""
		if c.Why = p.w.Term("cause", string(l.Reason.Cause)); c.Why == "" {
			c.Why = words.Dash
		}
		return c
	}
	if largest > 0 {
		share := board.GivenShare(l)
		undone := math.Round(100*share) < 100
		t.Hatched = t.Hatched || undone
		c.Bar = given2(l.Load/largest, share, undone)
	}
	return c
}

// given2 draws what is wanted at a station on the scale of the largest, solid where it
// is given and hatched where it is left undone.
func given2(load, share float64, undone bool) template.HTML {
	w := 160 * min(max(load, 0), 1)
	solid := w * min(max(share, 0), 1)
	out := fmt.Sprintf(`<svg class="load" viewBox="0 0 160 10" width="160" height="10" aria-hidden="true"><rect class="fill" width="%.1f" height="10"/>`, solid)
	if undone {
		left := max(w-solid, 1)
		out += fmt.Sprintf(`<path class="hatch" d="%s"/><rect class="undone" x="%.1f" y=".5" width="%.1f" height="9" fill="none"/>`, hatching(solid, 0.5, left, 9), solid, left)
	}
	return template.HTML(out + `</svg>`)
}

// hatching is slanting lines in a rectangle, as the data of a path.
func hatching(x, y, w, h float64) string {
	var b strings.Builder
	for _, line := range draw.Hatching(x, y, w, h) {
		fmt.Fprintf(&b, "M%.1f %.1fL%.1f %.1f", line[0][0], line[0][1], line[1][0], line[1][1])
	}
	return b.String()
}
