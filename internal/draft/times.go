package draft

import (
	"slices"
	"strings"

	"saavu/internal/inspect"
	"saavu/pkg/report"
)

// travel writes where travel times come from.
func (d *draft) travel() {
	d.line("travel:")
	stations := d.byPart[stationsPart]
	switch {
	case d.times() != nil:
		d.line("  format: tables")
		d.line("  sources:")
		for _, f := range d.byPart[ttmPart] {
			d.ttm(f)
		}
		for _, f := range d.byPart[longPart] {
			d.long(f)
		}
		for _, f := range d.byPart[widePart] {
			d.wide(f)
		}
	case len(stations) > 0:
		d.line("  format: synthetic")
		d.line("  stations: %s", d.file(stations[0]))
	default:
		d.line("  format: tables")
		d.line("  sources:")
		d.line("    - layout: ttm")
		d.ask("      dir: ", report.NewMessage("ask.matrix"))
	}
}

// usual are the columns of the travel time matrix that are read, as load reads
// them if a county names none.
var usual = []struct{ words, time, metres string }{
	{"mode: walk", "walk_t", "walk_d"},
	{"mode: bike", "bike_s_t", "bike_d"},
	{"mode: transit, period: rush", "pt_r_tt", "pt_r_d"},
	{"mode: transit, period: midday", "pt_m_tt", "pt_m_d"},
	{"mode: car, period: rush", "car_r_t", "car_r_d"},
	{"mode: car, period: midday", "car_m_t", "car_m_d"},
}

// ttm writes a folder of the travel time matrix.
func (d *draft) ttm(f *inspect.File) {
	d.noted("    - layout: ttm", report.NewMessage("comment.minutes"))
	d.line("      dir: %s", d.file(f))
	d.line("      tables:")
	inAll := func(name string) bool {
		for _, c := range f.Times.Columns {
			if c.Name == name {
				return c.Files == f.Times.Files && c.Least != nil
			}
		}
		return false
	}
	for _, u := range usual {
		switch {
		case inAll(u.time) && inAll(u.metres):
			d.line("        - {%s, time: %s, metres: %s}", u.words, u.time, u.metres)
		case inAll(u.time):
			d.line("        - {%s, time: %s}", u.words, u.time)
		}
	}
}

// long writes a table with one row per pair.
func (d *draft) long(f *inspect.File) {
	d.line("    - layout: long")
	d.line("      file: %s", d.file(f))
	d.layer("      ", f)
	d.line("      from: %s", quote(column(f, inspect.FromID).Name))
	d.line("      to: %s", quote(column(f, inspect.ToID).Name))
	d.ends(f)
	var times []*inspect.Column
	for i := range f.Columns {
		if c := &f.Columns[i]; c.Role == inspect.Time {
			times = append(times, c)
		}
	}
	d.ask("      unit: ", report.NewMessage("ask.unit_of", "column", times[0].Name, "low", *times[0].Least, "high", *times[0].Most))
	d.line("      tables:")
	for _, c := range times {
		d.table(f, c)
	}
}

// ends names the places in which journeys end, if they are service points and
// not cells.
func (d *draft) ends(f *inspect.File) {
	to := column(f, inspect.ToID).Name
	var at *inspect.File
	id := ""
	for _, j := range d.report.Joins {
		if j.In == f.Name { // two keys with the same values are listed in one direction only
			j.File, j.Column, j.In, j.InColumn = j.In, j.InColumn, j.File, j.Column
		}
		if j.File != f.Name || j.Column != to {
			continue
		}
		for _, p := range []part{cellsPart, gridPart, startsPart, facilitiesPart, supplyPart} {
			for _, g := range d.byPart[p] {
				switch {
				case g.Name != j.In || at != nil:
				case p < areasPart:
					return
				case p == facilitiesPart || g.System != nil:
					at, id = g, j.InColumn
				}
			}
		}
	}
	switch {
	case at == nil:
	case slices.Contains(d.byPart[facilitiesPart], at):
		d.line("      destinations: facilities")
	default:
		d.noted("      places:", report.NewMessage("comment.ends", "id", quote(id)))
		d.line("        file: %s", d.file(at))
		d.layer("        ", at)
		d.line("        id: %s", quote(id))
		d.system("        ", at, "")
	}
}

// table writes one column of times.
func (d *draft) table(f *inspect.File, c *inspect.Column) {
	lower := strings.ToLower(c.Name)
	for _, u := range usual {
		if u.time == lower {
			d.line("        - {%s, time: %s}", u.words, quote(c.Name))
			return
		}
	}
	mode := inspect.ModeIn(c.Name)
	period := inspect.PeriodIn(c.Name)
	if mode == "" {
		if mode = inspect.ModeIn(base(f.Name)); period == "" {
			period = inspect.PeriodIn(base(f.Name))
		}
	}
	if mode != "" {
		d.line("        - mode: %s", mode)
		if period != "" {
			d.line("          period: %s", period)
		}
	} else {
		d.ask("        - mode: ", report.NewMessage("ask.mode_of", "column", c.Name))
	}
	d.line("          time: %s", quote(c.Name))
	if n := c.Percentile(); n > 0 {
		d.line("          percentile: %d", n)
	}
}

// wide writes a table with a column for each place.
func (d *draft) wide(f *inspect.File) {
	d.line("    - layout: wide")
	d.line("      file: %s", d.file(f))
	d.layer("      ", f)
	d.line("      from: %s", quote(f.Columns[0].Name))
	d.ask("      unit: ", report.NewMessage("ask.unit"))
	d.line("      tables:")
	if mode := inspect.ModeIn(base(f.Name)); mode != "" {
		if period := inspect.PeriodIn(base(f.Name)); period != "" {
			mode += ", period: " + period
		}
		d.line("        - {mode: %s}", mode)
		return
	}
	d.ask("        - mode: ", report.NewMessage("ask.mode"))
}
