package draft

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"saavu/internal/inspect"
	"saavu/pkg/report"
)

// population writes where people come from.
func (d *draft) population() {
	d.line("population:")
	if list := d.byPart[cellsPart]; len(list) > 0 {
		d.line("  format: cells")
		d.line("  file: %s", d.file(list[0]))
		if c := list[0].Cells; c != nil {
			d.line("  side: %s", number(c.Side))
		}
		if y := list[0].System; y != nil && y.Reading.Kind != "" {
			d.comment("  ", report.NewMessage("comment.readings", "readings", y.Reading))
		}
		return
	}
	d.line("  format: grid")
	list := d.byPart[gridPart]
	if len(list) == 0 {
		d.ask("  file: ", report.NewMessage("ask.people"))
		return
	}
	f := list[0]
	d.line("  file: %s", d.file(f))
	d.layer("  ", f)
	if p := profileOf(f); p != "" {
		d.noted("  profile: "+p, report.NewMessage("comment.profile"))
	} else {
		d.mapping(f)
	}
	d.system("  ", f, profileOf(f))
	d.starts(f)
	if c := f.Cells; c != nil && c.Isolated != nil && c.Isolated.ID != "" {
		d.comment("  ", report.NewMessage("comment.isolated", "id", quote(c.Isolated.ID), "people", number(c.Isolated.People)))
	}
}

// mapping writes which columns of a grid hold what.
func (d *draft) mapping(f *inspect.File) {
	if c := column(f, inspect.ID); c != nil {
		d.line("  id: %s", quote(c.Name))
	} else if c := column(f, inspect.Key); c != nil {
		d.line("  id: %s", quote(c.Name))
	}
	if c := column(f, inspect.Total); c != nil {
		d.line("  total: %s", quote(c.Name))
	}
	if f.Ages == nil {
		d.noted("  split: profile", report.NewMessage("comment.split"))
		d.profile = true
		d.hiddenTotal(f)
		return
	}
	var bands []string
	for _, name := range f.Ages.Bands {
		for _, c := range f.Columns {
			if c.Name == name {
				bands = append(bands, quote(name)+": "+quote(agesWord(&c)))
			}
		}
	}
	d.line("  bands: {%s}", strings.Join(bands, ", "))
	d.hidden(f)
	if area := d.areaColumn(f); area != "" {
		d.line("  area: %s", quote(area))
	}
}

// agesWord writes the ages of a column: 0-6, 75+.
func agesWord(c *inspect.Column) string {
	switch {
	case c.From == nil:
		return "?"
	case c.To == nil:
		return fmt.Sprintf("%d+", *c.From)
	case *c.To == *c.From:
		return strconv.Itoa(*c.From)
	}
	return fmt.Sprintf("%d-%d", *c.From, *c.To)
}

// areaColumn finds the column of a grid whose values are the ids of the table
// of areas, if areas have no boundaries; "" for none.
func (d *draft) areaColumn(f *inspect.File) string {
	if len(d.byPart[areasPart]) > 0 || len(d.byPart[areaTablePart]) == 0 {
		return ""
	}
	for _, j := range d.report.Joins {
		if j.File == f.Name && j.In == d.byPart[areaTablePart][0].Name && j.InColumn == "id" {
			return j.Column
		}
	}
	return ""
}

// profileOf recognises the grids that Finnish agencies publish by their
// columns.
func profileOf(f *inspect.File) string {
	side := 0.0
	if f.Cells != nil {
		side = f.Cells.Side
	}
	anyOf := func(names ...string) bool {
		return slices.ContainsFunc(names, func(n string) bool { return has(f, n) })
	}
	statfi := anyOf("id_nro", "grd_id", "grid_id") && anyOf("vaesto", "he_vakiy")
	switch {
	case has(f, "INDEX", "ASUKKAITA", "IKA0_9", "IKA_YLI80"):
		return "hsy"
	case statfi && side == 1000 && has(f, "ika_0_14", "ika_15_64", "ika_65_"):
		return "statfi-1km"
	case statfi && side == 250 && anyOf("he_0_2", "ika_0_14"):
		return "statfi-250m"
	case anyOf("YKR_ID", "xyind") && has(f, "v_yht", "v_0_6", "v_75"):
		return "ykr"
	}
	return ""
}

// starts names the cells in which journeys start, if they differ from those of
// the people.
func (d *draft) starts(people *inspect.File) {
	list := d.byPart[startsPart]
	times := d.times()
	if times == nil {
		return
	}
	var to *inspect.File
	id := ""
	for _, j := range d.report.Joins {
		if j.In == times.Name { // two keys with the same values are listed in one direction only
			j.File, j.Column, j.In, j.InColumn = j.In, j.InColumn, j.File, j.Column
		}
		if j.File != times.Name || !startsOf(times, j.Column) {
			continue
		}
		if j.In == people.Name {
			return // the times are of the cells of the people
		}
		for _, f := range list {
			if to == nil && j.In == f.Name {
				to, id = f, j.InColumn
			}
		}
	}
	switch {
	case to != nil:
		d.noted("  grid: "+d.file(to), report.NewMessage("comment.starts", "id", quote(id)))
		if len(to.Layers) > 1 {
			d.line("  grid_layer: %s", quote(to.Layer))
		}
		d.line("  grid_id: %s", quote(id))
		if to.System != nil && !to.System.Known && to.System.EPSG != 0 {
			d.noted(fmt.Sprintf("  grid_epsg: %d", to.System.EPSG), report.NewMessage("comment.guess_cells"))
		}
	default:
		d.ask("  grid: ", report.NewMessage("ask.starts", "times", base(times.Name), "people", base(people.Name)))
	}
}

// times returns the first file of travel times; nil for none.
func (d *draft) times() *inspect.File {
	for _, p := range []part{ttmPart, longPart, widePart} {
		if len(d.byPart[p]) > 0 {
			return d.byPart[p][0]
		}
	}
	return nil
}

// startsOf reports whether a column has the cells in which journeys start.
func startsOf(times *inspect.File, name string) bool {
	if times.Kind == inspect.Matrix {
		return name == "from_id"
	}
	if c := column(times, inspect.FromID); c != nil {
		return name == c.Name
	}
	return len(times.Columns) > 0 && name == times.Columns[0].Name
}

// layer names the layer of a file that has several.
func (d *draft) layer(indent string, f *inspect.File) {
	if len(f.Layers) > 1 {
		d.line("%slayer: %s", indent, quote(f.Layer))
	}
}

// system writes the columns of the places and their system, as far as the file
// does not state it.
func (d *draft) system(indent string, f *inspect.File, profile string) {
	y := f.System
	if y == nil {
		return
	}
	if y.X != "" && !slices.Contains([]string{"xkoord", "euref_x"}, y.X) { // profiles imply these, and which corner they are
		d.line("%sx: %s", indent, quote(y.X))
		d.line("%sy: %s", indent, quote(y.Y))
	}
	if y.WKT != "" {
		d.line("%swkt: %s", indent, quote(y.WKT))
	}
	if y.Reading.Kind != "" && profile != "" && profile != "hsy" {
		d.noted(indent+"epsg: 3067", report.NewMessage("comment.published"))
		return
	}
	d.epsg(indent, f)
}

// epsg writes the coordinate system of a file that does not state it, or asks.
func (d *draft) epsg(indent string, f *inspect.File) {
	y := f.System
	switch {
	case y.Known:
	case y.Unsupported:
		d.ask(indent+"epsg: ", report.NewMessage("ask.unsupported", "file", base(f.Name), "system", y.Stated, "do", y.Advice))
	case y.Reading.Kind != "":
		d.ask(indent+"epsg: ", report.NewMessage("ask.readings", "readings", y.Reading, "do", y.Advice))
	case y.Several.Kind != "":
		d.ask(indent+"epsg: ", report.NewMessage("ask.several", "several", y.Several))
	case y.EPSG == 0 && y.Near != "":
		d.noted(indent+"epsg: county", report.NewMessage("comment.near", "file", y.Near))
	case y.EPSG == 0:
		d.ask(indent+"epsg: ", report.NewMessage("ask.epsg"))
	case y.Near != "":
		d.noted(fmt.Sprintf("%sepsg: %d", indent, y.EPSG), report.NewMessage("comment.near", "file", y.Near))
	case y.Metres != 0:
		d.noted(fmt.Sprintf("%sepsg: %d", indent, y.EPSG), report.NewMessage("comment.names"))
	default:
		d.noted(fmt.Sprintf("%sepsg: %d", indent, y.EPSG), report.NewMessage("comment.guess"))
	}
	if y.Swapped {
		d.noted(indent+"axes: yx", report.NewMessage("comment.northing"))
	}
}

// number writes a number without an exponent.
func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// base is the last part of a file name.
func base(name string) string { return name[strings.LastIndexAny(name, `/\`)+1:] }
