package draft

import (
	"fmt"
	"slices"
	"strings"

	"saavu/internal/inspect"
	"saavu/pkg/report"
)

// areas writes which areas the county has.
func (d *draft) areas() {
	d.line("areas:")
	maps, tables := d.byPart[areasPart], d.byPart[areaTablePart]
	switch {
	case len(maps) == 0 && len(tables) == 0:
		d.line("  format: boundaries")
		d.ask("  file: ", report.NewMessage("ask.boundaries"))
		return
	case len(maps) == 0:
		d.line("  format: table")
		d.line("  file: %s", d.file(tables[0]))
		return
	}
	f := maps[0]
	d.line("  format: boundaries")
	d.line("  file: %s", d.file(f))
	d.layer("  ", f)
	d.epsg("  ", f)
	if c := d.areaID(f); c != "" {
		d.line("  id: %s", quote(c))
	}
	if c := nameColumn(f); c != nil {
		d.line("  name: %s", quote(c.Name))
	}
	if len(tables) > 0 {
		d.line("  table: %s", d.file(tables[0]))
	} else if c := column(f, inspect.Municipality); c != nil {
		d.line("  municipality: %s", quote(c.Name))
	}
	if len(tables) == 0 {
		d.comment("  ", report.NewMessage("comment.areas", "n", int(f.Rows)))
	}
	d.partitions(maps[1:])
}

// areaID finds the field of a map with the ids of areas: those of the table of
// areas, if there is one, since the map is joined to it by them; "" for none,
// if names join.
func (d *draft) areaID(f *inspect.File) string {
	if tables := d.byPart[areaTablePart]; len(tables) > 0 {
		for _, j := range d.report.Joins {
			switch table := tables[0].Name; {
			case j.File == table && j.Column == "id" && j.In == f.Name && j.InLayer == f.Layer:
				return j.InColumn
			case j.In == table && j.InColumn == "id" && j.File == f.Name && j.Layer == f.Layer:
				return j.Column
			}
		}
		return ""
	}
	if c := column(f, inspect.ID); c != nil && c.Unique {
		return c.Name
	}
	return ""
}

// nameColumn finds the column of names: the Finnish one of several.
func nameColumn(f *inspect.File) *inspect.Column {
	for _, want := range []string{"name", "nimi", "name_fi", "namefin", "nimi_fi"} {
		for i := range f.Columns {
			if c := &f.Columns[i]; c.Role == inspect.Name && strings.EqualFold(c.Name, want) {
				return c
			}
		}
	}
	return column(f, inspect.Name)
}

// partitions writes further maps of boundaries as further partitions.
func (d *draft) partitions(maps []*inspect.File) {
	if len(maps) == 0 {
		return
	}
	d.line("partitions:")
	for i, f := range maps {
		name := partitionName(f)
		if name == "" {
			name = fmt.Sprintf("partition%d", i+2)
		}
		d.line("  - name: %s", name)
		d.line("    file: %s", d.file(f))
		d.layer("    ", f)
		d.epsg("    ", f)
		if c := column(f, inspect.ID); c != nil {
			d.line("    id: %s", quote(c.Name))
		}
		if c := nameColumn(f); c != nil {
			d.line("    name_field: %s", quote(c.Name))
		}
	}
}

// partitionName makes a name of letters, digits and _ from a layer or a file.
func partitionName(f *inspect.File) string {
	name, _, _ := strings.Cut(base(f.Name), ".")
	if len(f.Layers) > 1 {
		name = f.Layer
	}
	name = strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
			return r
		}
		return '_'
	}, name)
	return strings.TrimLeft(name, "0123456789_")
}

// network writes the service points.
func (d *draft) network() {
	facilities, points, supply := d.byPart[facilitiesPart], d.byPart[pointsPart], d.byPart[supplyPart]
	if len(facilities) > 0 {
		d.line("facilities: %s", d.file(facilities[0]))
	}
	if buildings := d.byPart[buildingsPart]; len(buildings) > 0 && len(facilities) > 0 {
		d.line("buildings: %s", d.file(buildings[0]))
	}
	if len(points) > 0 {
		d.line("points: %s", d.file(points[0]))
	}
	switch {
	case len(facilities) > 0 && len(points) == 0:
		d.ask("points: ", report.NewMessage("ask.points"))
	case len(facilities) == 0 && len(points) > 0:
		d.ask("facilities: ", report.NewMessage("ask.facilities", "file", base(points[0].Name)))
	case len(facilities) == 0 && len(supply) == 0:
		d.line("supply:")
		d.ask("  - file: ", report.NewMessage("ask.supply"))
		return
	}
	if len(supply) == 0 {
		return
	}
	d.line("supply:")
	for _, f := range supply {
		d.supply(f)
	}
}

// supply writes one file of service points in another form.
func (d *draft) supply(f *inspect.File) {
	register := f.Format == "PTV" || strings.Contains(f.Format, "Service Map")
	if strings.Contains(f.Name, ", ") && register {
		var names []string
		for name := range strings.SplitSeq(f.Name, ", ") {
			names = append(names, d.path(name))
		}
		d.line("  - file: %s", quoted(names))
		d.used[f] = true
	} else {
		d.line("  - file: %s", d.file(f))
	}
	d.layer("    ", f)
	d.epsg("    ", f)
	if !register {
		d.supplyColumns(f)
	}
	d.supplyServices(f, register)
	var marks []string
	for _, c := range f.Columns {
		for _, m := range c.Marks {
			if !slices.Contains(marks, m.What) {
				marks = append(marks, m.What)
			}
		}
	}
	if len(marks) > 0 && !register {
		slices.Sort(marks)
		d.line("    missing: %s", quoted(marks))
	}
}

// supplyColumns writes which columns hold what.
func (d *draft) supplyColumns(f *inspect.File) {
	d.line("    columns:")
	role := func(key string, r inspect.Role) {
		if c := column(f, r); c != nil {
			d.line("      %s: %s", key, quote(c.Name))
		}
	}
	switch id, name := column(f, inspect.ID), nameColumn(f); {
	case id != nil:
		d.line("      id: %s", quote(id.Name))
	case column(f, inspect.Key) != nil:
		d.noted("      id: "+quote(column(f, inspect.Key).Name), report.NewMessage("comment.key"))
	case name != nil && name.Unique:
		d.noted("      id: "+quote(name.Name), report.NewMessage("comment.own_name"))
	default:
		d.ask("      id: ", report.NewMessage("ask.id", "columns", someColumns(f)))
	}
	if c := nameColumn(f); c != nil {
		d.line("      name: %s", quote(c.Name))
	}
	if y := f.System; y != nil && y.X != "" {
		d.line("      x: %s", quote(y.X))
		d.line("      y: %s", quote(y.Y))
	}
	role("opening_hours", inspect.Hours)
	for _, known := range [][]string{{"type", "tyyppi"}, {"barrier_free", "esteeton", "esteetön"}, {"size", "koko"},
		{"floor_m2", "pinta_ala", "m2", "kerrosala"}, {"provider", "tuottaja", "provider_type"}, {"status", "tila"},
		{"lease_end", "vuokrasopimus_paattyy"}, {"languages", "kielet", "kieli"}} {
		for i := range f.Columns {
			if slices.Contains(known, strings.ToLower(f.Columns[i].Name)) {
				d.line("      %s: %s", known[0], quote(f.Columns[i].Name))
				break
			}
		}
	}
}

// supplyServices asks which words mean which service.
func (d *draft) supplyServices(f *inspect.File, register bool) {
	var c *inspect.Column
	for i := range f.Columns {
		if s := &f.Columns[i]; s.Role == inspect.Services && (c == nil || s.Distinct > c.Distinct) {
			c = s
		}
	}
	d.line("    services:")
	services := report.Message{}
	if len(d.options.Services) > 1 {
		services = report.NewMessage("ask.services", "list", d.options.Services)
	}
	service := strings.Join(d.options.Services[:min(1, len(d.options.Services))], "")
	like := report.NewMessage("ask.like", "open", "{", "service", service, "close", "}", "services", services) // braces mark values in texts
	switch {
	case register:
		d.ask("      words: ", report.NewMessage("ask.words", "like", like))
	case c != nil:
		d.line("      column: %s", quote(c.Name))
		if s := separator(c); s != "," {
			d.line("      separator: %s", quote(s))
		}
		d.ask("      words: ", report.NewMessage("ask.column_words", "column", c.Name, "like", like))
	default:
		d.ask("      columns: ", report.NewMessage("ask.columns", "example", "{gp_reception: doctor}"))
	}
}

// separator finds the separator of names in a column of services.
func separator(c *inspect.Column) string {
	for _, s := range []string{";", "|"} {
		for _, e := range c.Examples {
			if strings.Contains(e, s) {
				return s
			}
		}
	}
	return ","
}
