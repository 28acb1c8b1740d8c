package draft

import (
	"fmt"

	"saavu/internal/inspect"
	"saavu/pkg/report"
)

// rest names the files that the county does not use, with the reason and how to
// use them.
func (d *draft) rest() {
	for i := range d.report.Files {
		f := &d.report.Files[i]
		if d.used[f] || f.Kind == inspect.Unreadable {
			continue
		}
		u := Unused{File: report.NewMessage("unused.file", "file", f.Name), Why: d.why(f)}
		if len(f.Layers) > 1 {
			u.File = report.NewMessage("unused.layer", "file", f.Name, "layer", f.Layer)
		}
		d.comment("", report.NewMessage("unused.comment", "file", u.File, "format", report.Term{List: "format", Word: f.Format}, "why", u.Why))
		d.unused = append(d.unused, u)
	}
}

// why states why a file is not used and how to use it.
func (d *draft) why(f *inspect.File) report.Message {
	switch p := partOf(f); p {
	case noPart:
		return d.whyUnrecognised(f)
	case startsPart:
		return report.NewMessage("why.starts")
	case cellsPart, gridPart:
		return d.instead(f, report.NewMessage("one.people"), "population.file", cellsPart, gridPart)
	case areaTablePart:
		return d.instead(f, report.NewMessage("one.areas"), "areas.table", areaTablePart)
	case stationsPart:
		if d.times() != nil {
			return report.NewMessage("why.rails")
		}
		return d.instead(f, report.NewMessage("one.rails"), "travel.stations", stationsPart)
	case facilitiesPart:
		return d.instead(f, report.NewMessage("one.facilities"), "facilities", facilitiesPart)
	case buildingsPart:
		return d.instead(f, report.NewMessage("one.buildings"), "buildings", buildingsPart)
	case pointsPart:
		return d.instead(f, report.NewMessage("one.points"), "points", pointsPart)
	case optionsPart:
		return d.instead(f, report.NewMessage("one.options"), "options.dir", optionsPart)
	}
	return report.NewMessage("why.nothing")
}

// instead states which file of the same kind is used, and where to name this
// one.
func (d *draft) instead(f *inspect.File, what report.Message, key string, parts ...part) report.Message {
	for _, p := range parts {
		for _, other := range d.byPart[p] {
			if d.used[other] && other != f {
				return report.NewMessage("why.instead", "what", what, "other", base(other.Name), "key", key)
			}
		}
	}
	return report.NewMessage("why.name", "what", what, "key", key)
}

// whyUnrecognised is for a file in which no part of a county was recognised.
func (d *draft) whyUnrecognised(f *inspect.File) report.Message {
	if f.Kind == inspect.Folder {
		return report.NewMessage("why.folder")
	}
	described := ""
	for _, r := range []inspect.Role{inspect.Name, inspect.Services, inspect.Hours, inspect.Address} {
		if c := column(f, r); c != nil && described == "" {
			described = c.Name
		}
	}
	columns := report.NewMessage("why.columns", "list", someColumns(f))
	supply := func(x, y string) string {
		return fmt.Sprintf("supply: [{file: %s, epsg: CODE, columns: {id: COLUMN, name: COLUMN, x: %s, y: %s}}]", d.path(f.Name), x, y)
	}
	total := column(f, inspect.Total)
	switch y := f.System; {
	case y != nil && y.X != "":
		return report.NewMessage("why.places", "supply", supply(y.X, y.Y), "columns", columns)
	case y != nil:
		return report.NewMessage("why.places", "supply", fmt.Sprintf("supply: [{file: %s, columns: {id: COLUMN, name: COLUMN}}]", d.path(f.Name)), "columns", columns)
	case total != nil && len(f.Columns) > 1:
		return report.NewMessage("why.people", "total", total.Name,
			"population", fmt.Sprintf("population: {format: grid, file: %s, id: COLUMN, total: %s, grid: FILE}", d.path(f.Name), total.Name), "columns", columns)
	case described != "":
		return report.NewMessage("why.unplaced", "column", described, "supply", supply("COLUMN", "COLUMN"), "columns", columns)
	}
	return report.NewMessage("why.unknown", "columns", columns)
}

// mostNamed is how many columns a reason lists.
const mostNamed = 12

// someColumns lists the columns of a file, up to a limit.
func someColumns(f *inspect.File) report.Message {
	if n := len(f.Columns) - mostNamed; n > 0 {
		return report.NewMessage("why.some", "list", columnsOf(f)[:mostNamed], "n", n)
	}
	return report.NewMessage("why.list", "list", columnsOf(f))
}
