package supply

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/internal/load/input"
	"saavu/internal/source"
	"saavu/pkg/network"
	"saavu/pkg/report"
	"saavu/pkg/spatial"
)

// placeLocations transforms the locations of a file to the county's system and leaves out
// those far beyond the county's grid.
func (p *supplied) placeLocations(list []*location, near *spatial.Index) []*location {
	var sample []orb.Point
	var rows []int
	for _, l := range list {
		if l.placed && len(sample) < input.MaxSampled {
			sample, rows = append(sample, l.point), append(rows, l.row)
		}
	}
	var placed source.Placed
	if len(sample) > 0 {
		format, system := p.s.Format, p.s.System
		if p.f.Columns.X != "" { // columns have no coordinate system of their own
			format, system = "", record.System{}
		}
		var ok bool
		placed, ok = p.r.Place(p.name, format, system, sample, source.Declared{EPSG: int(p.f.EPSG), Swap: p.f.Axes == "yx",
			Rows: rows, Column: p.f.Columns.X})
		if !ok {
			p.r.whole = false
			return nil
		}
		p.noteDegrees(placed)
	}
	within := placed.Within()
	left := slices.DeleteFunc(slices.Clone(list), func(l *location) bool { return !p.located(l, &placed, within, near) })
	if n := p.counts.beyond + p.counts.outside; n > 0 && n == len(rows) {
		p.refuseFar(list, &placed, near)
	}
	return left
}

// refuseFar reports a file none of whose places is near the county: it would be left out
// as a whole.
func (p *supplied) refuseFar(list []*location, placed *source.Placed, near *spatial.Index) {
	first := list[slices.IndexFunc(list, func(l *location) bool { return l.placed })]
	x, y := first.point[0], first.point[1]
	_, metres := near.Nearest(placed.Point(first.point))
	p.r.Problems.Add(problem.Problem{File: p.name, Row: first.row, Column: p.f.Columns.X, Found: fmt.Sprintf("x %g, y %g", x, y),
		Expected: fmt.Sprintf("places within %d km of the county's cells by %s", beyond/1000, placed),
		Hint:     fmt.Sprintf("all %d places are farther away, this one %.0f km: another coordinate system, another county, or exchanged axes", p.counts.beyond+p.counts.outside, metres/1000)})
	p.r.whole = false
}

// located sets the coordinates of a location in the county's system; false if it is to be
// left out.
func (p *supplied) located(l *location, placed *source.Placed, within func(orb.Point) bool, near *spatial.Index) bool {
	if !l.placed {
		l.facility.Class = network.ClassNone
		return true
	}
	own := l.point
	if placed.Swap {
		own = spatial.Swap(own)
	}
	if !within(own) {
		p.counts.outside++
		return false
	}
	l.facility.At = placed.Point(l.point)
	if cell, metres := near.Nearest(l.facility.At); cell >= 0 && metres > beyond {
		p.counts.beyond++
		return false
	}
	return true
}

// noteDegrees notes columns that have names of degrees but hold metres.
func (p *supplied) noteDegrees(placed source.Placed) {
	x := strings.ToLower(p.f.Columns.X)
	if x != "" && (strings.HasPrefix(x, "lon") || strings.HasPrefix(x, "lat")) && !placed.CRS.Geographic() {
		p.r.Note("%s: the columns %s and %s hold metres of %s, not degrees", source.Base(p.name), p.f.Columns.X, p.f.Columns.Y, placed.CRS)
	}
}

// suppliedPoints adds the service points of the locations. If a row gives positions
// and rooms for several services, they are divided equally among the services that
// use them.
func (w *work) suppliedPoints(list []*location) {
	n := w.Network
	facilities := map[string]int{}
	for i := range n.Facilities {
		facilities[n.Facilities[i].ID] = i
	}
	taken := map[string]bool{}
	for i := range n.Points {
		taken[n.Points[i].ID] = true
	}
	for _, l := range list {
		at, ok := facilities[l.facility.ID]
		if !ok {
			continue
		}
		x := &n.Facilities[at]
		for _, q := range l.parts {
			for _, s := range q.services {
				service := &n.Services[s]
				point := network.ServicePoint{ID: network.PointID(x.ID, service.ID, ""), Facility: at, Service: s, Channel: network.OnSite,
					Unit: -1, Src: l.file, Swedish: q.swedish, Hours: q.hours, Rooms: q.rooms / float64(len(q.services)),
					FTE: make([]float64, len(service.Staff)), Provider: x.Production != network.Own}
				for k, staff := range service.Staff {
					point.FTE[k] = q.staff[staff.Profession] / float64(sharing(n, q.services, staff.Profession))
				}
				if taken[point.ID] {
					w.Problems.Add(problem.Problem{File: l.file, Row: q.row, Found: point.ID, Expected: "each service once at a facility", Hint: "the points table has it already"})
					continue
				}
				n.Points = append(n.Points, point)
			}
		}
	}
}

// sharing counts the services that employ a profession, at least 1.
func sharing(n *network.Network, services []int, profession string) int {
	count := 0
	for _, s := range services {
		if employs(&n.Services[s], profession) >= 0 {
			count++
		}
	}
	return max(count, 1)
}

// note reports what was read from a file and what was left out.
func (p *supplied) note(n *network.Network, list []*location) {
	if p.s == nil || len(list) == 0 {
		return
	}
	state := func(kind string, count int, facts ...any) {
		if count > 0 {
			p.r.State(kind, append([]any{"file", source.Base(p.name), "n", count}, facts...)...)
		}
	}
	by := make([]int, len(n.Services))
	shared, closed := 0, 0
	for _, l := range list {
		if l.closed {
			closed++
			l.facility.Status = network.Closed
		}
		for _, q := range l.parts {
			for _, s := range q.services {
				by[s]++
			}
			if len(q.services) > 1 && (q.rooms > 0 || len(q.staff) > 0) {
				shared++
			}
		}
	}
	var byService []string
	for s, count := range by {
		if count > 0 {
			byService = append(byService, fmt.Sprintf("%s %d", n.Services[s].ID, count))
		}
	}
	c := &p.counts
	state("data.locations", len(list), "list", byService)
	state("data.locations_unserved", c.noService)
	state("data.locations_words", len(p.services.unmatched), "list", first(counted(p.services.unmatched), 20))
	state("data.locations_cut", c.cut, "column", p.names["services"])
	state("data.locations_repeated", c.repeated)
	if p.r.Home.InFinland() {
		state("data.locations_abroad", c.outside)
	} else {
		state("data.locations_outside", c.outside, "system", p.r.Home.String())
	}
	state("data.locations_beyond", c.beyond, "km", beyond/1000)
	state("data.locations_placeless", c.noPlace)
	state("data.locations_zero", c.zero)
	state("data.locations_drawn", c.drawn)
	state("data.locations_hourless", c.noHours, "days", daysOf(p.usual().Office))
	state("data.locations_shut", closed)
	state("data.locations_assumed", c.assumed)
	state("data.locations_unclear", c.unknown)
	state("data.locations_ended", c.gone)
	state("data.locations_planned", c.planned)
	state("data.locations_shared", shared)
	p.noteWords(list)
}

// daysOf are weekdays as a fact of a note.
func daysOf(days uint8) report.Message {
	if days == network.AllWeek {
		return report.NewMessage("data.weekdays")
	}
	var list []report.Message
	for d, key := range []string{"data.monday", "data.tuesday", "data.wednesday", "data.thursday", "data.friday"} {
		if days&(1<<d) != 0 {
			list = append(list, report.NewMessage(key))
		}
	}
	return report.NewMessage("data.days", "list", list)
}

// noteWords reports words of the file that are not understood, and locations that
// share coordinates.
func (p *supplied) noteWords(list []*location) {
	if p.counts.renamed != "" {
		p.r.Note("%s: ids with a colon, a slash or a space, which became _: %s", source.Base(p.name), p.counts.renamed)
	}
	for _, profession := range slices.Sorted(maps.Keys(p.counts.idle)) {
		p.r.Note("%s: rows with positions of %s where no service of the row has that profession, left out: %d; these services have %s",
			source.Base(p.name), profession, p.counts.idle[profession], strings.Join(slices.Sorted(maps.Keys(p.counts.has[profession])), ", "))
	}
	for _, key := range slices.Sorted(maps.Keys(p.unclear)) {
		p.r.Note("%s: column %s: values that are not understood, with the number of rows: %s", source.Base(p.name), p.names[key], most(p.unclear[key]))
	}
	for _, what := range slices.Sorted(maps.Keys(p.counts.differs)) {
		p.r.Note("%s: rows with another %s than the first row of their location, which is used: %d", source.Base(p.name), what, p.counts.differs[what])
	}
	at := map[orb.Point][]string{}
	var order []orb.Point
	for _, l := range list {
		if l.placed {
			if at[l.facility.At] == nil {
				order = append(order, l.facility.At)
			}
			at[l.facility.At] = append(at[l.facility.At], l.facility.ID)
		}
	}
	var pairs []string
	for _, where := range order {
		if len(at[where]) > 1 {
			pairs = append(pairs, strings.Join(at[where], " = "))
		}
	}
	if len(pairs) > 0 {
		p.r.State("data.locations_together", "file", source.Base(p.name), "n", len(pairs), "list", first(pairs, 5))
	}
}
