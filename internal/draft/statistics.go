package draft

import (
	"slices"
	"strings"

	"saavu/internal/inspect"
	"saavu/pkg/report"
)

// forecasts writes statistics by area. Only the user knows which of their
// numbers are people of a county.
func (d *draft) forecasts() {
	list := d.byPart[statisticsPart]
	if len(list) == 0 {
		return
	}
	d.line("forecasts:")
	for _, f := range list {
		d.forecast(f)
	}
}

// forecast writes one file of statistics: its dimensions are the columns
// without numbers.
func (d *draft) forecast(f *inspect.File) {
	var area, age, year string
	var others []string
	for i := range f.Columns {
		c := &f.Columns[i]
		named := func(words ...string) bool {
			return slices.ContainsFunc(words,
				func(w string) bool { return strings.Contains(strings.ToLower(c.Name+" "+c.Title), w) })
		}
		switch {
		case slices.Contains([]string{"value", "total", "proportion", "status"}, c.Name):
		case area == "" && named("area", "alue", "region", "kunta", "område"):
			area = c.Name
		case age == "" && named("ikä", "ika", "age", "ålder"):
			age = c.Name
		case year == "" && named("vuosi", "year", "time", "tid", "år"):
			year = c.Name
		default:
			others = append(others, c.Name)
		}
	}
	name, _, _ := strings.Cut(base(f.Name), ".")
	d.line("  - name: %s", quote(name))
	d.line("    file: %s", d.file(f))
	d.layer("    ", f)
	d.ask("    path: ", report.NewMessage("ask.path"))
	if year != "" {
		d.line("    year: {dimension: %s}", quote(year))
	} else {
		d.ask("    year: ", report.NewMessage("ask.forecast"))
	}
	d.line("    area:")
	if area != "" {
		d.noted("      dimension: "+quote(area), report.NewMessage("comment.dimension"))
	} else {
		d.ask("      dimension: ", report.NewMessage("ask.dimension", "columns", columnsOf(f)))
	}
	if age == "" && len(others) > 0 {
		age, others = others[len(others)-1], others[:len(others)-1]
		d.line("    age: %s", quote(age))
		d.ask("    ages: ", report.NewMessage("ask.members", "column", age, "example", "{young: 0-14, adult: 15-64, old: 65+}"))
	} else if age != "" {
		d.line("    age: %s", quote(age))
	}
	if len(others) > 0 {
		d.line("    only:")
		for _, o := range others {
			d.ask("      "+quote(o)+": ", report.NewMessage("ask.member", "column", o))
		}
	}
}

// columnsOf lists the columns of a file.
func columnsOf(f *inspect.File) []string {
	names := make([]string, len(f.Columns))
	for i := range f.Columns {
		names[i] = f.Columns[i].Name
	}
	return names
}
