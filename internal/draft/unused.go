package draft

import (
	"fmt"

	"saavu/internal/inspect"
)

// rest names the files that the county does not use, with the reason and how to
// use them.
func (d *draft) rest() {
	for i := range d.report.Files {
		f := &d.report.Files[i]
		if d.used[f] || f.Kind == inspect.Unreadable {
			continue
		}
		what := f.Name
		if len(f.Layers) > 1 {
			what += ", layer " + f.Layer
		}
		why := oneLine(d.why(f))
		d.line("# not used: %s (%s): %s", what, f.Format, why)
		d.unused = append(d.unused, oneLine(what)+": "+why)
	}
}

// why states why a file is not used and how to use it.
func (d *draft) why(f *inspect.File) string {
	switch p := partOf(f); p {
	case noPart:
		return d.whyUnrecognised(f)
	case startsPart:
		return "cells without people; name it as population.grid if travel times start in them"
	case cellsPart, gridPart:
		return d.instead(f, "people by cell, of which a county has one file", "population.file", cellsPart, gridPart)
	case areaTablePart:
		return d.instead(f, "a table of areas, of which a county has one", "areas.table", areaTablePart)
	case stationsPart:
		if d.times() != nil {
			return "rail lines make synthetic travel times, and there are files of travel times"
		}
		return d.instead(f, "rail lines, of which a county has one table", "travel.stations", stationsPart)
	case facilitiesPart:
		return d.instead(f, "facilities, of which a county has one table", "facilities", facilitiesPart)
	case buildingsPart:
		return d.instead(f, "buildings, of which a county has one table", "buildings", buildingsPart)
	case pointsPart:
		return d.instead(f, "service points, of which a county has one table", "points", pointsPart)
	case optionsPart:
		return d.instead(f, "option files, of which a county has one folder", "options.dir", optionsPart)
	}
	return "nothing of the county refers to it"
}

// instead states which file of the same kind is used, and where to name this
// one.
func (d *draft) instead(f *inspect.File, what, key string, parts ...part) string {
	for _, p := range parts {
		for _, other := range d.byPart[p] {
			if d.used[other] && other != f {
				return fmt.Sprintf("%s; %s is used: name this one as %s in its place, if it is the right one", what, base(other.Name), key)
			}
		}
	}
	return fmt.Sprintf("%s; name it as %s to use it", what, key)
}

// whyUnrecognised is for a file in which no part of a county was recognised.
func (d *draft) whyUnrecognised(f *inspect.File) string {
	if f.Kind == inspect.Folder {
		return "a folder; name the files in it that belong to the county"
	}
	described := ""
	for _, r := range []inspect.Role{inspect.Name, inspect.Services, inspect.Hours, inspect.Address} {
		if c := column(f, r); c != nil && described == "" {
			described = c.Name
		}
	}
	columns := "its columns are " + someColumns(f)
	supply := func(x, y string) string {
		return fmt.Sprintf("write supply: [{file: %s, epsg: CODE, columns: {id: COLUMN, name: COLUMN, x: %s, y: %s}}] to use it as service points", d.path(f.Name), x, y)
	}
	total := column(f, inspect.Total)
	switch y := f.System; {
	case y != nil && y.X != "":
		return "places, but no column of names, services, hours or addresses is recognised; " + supply(y.X, y.Y) + "; " + columns
	case y != nil:
		return fmt.Sprintf("places, but no column of names, services, hours or addresses is recognised; write supply: [{file: %s, columns: {id: COLUMN, name: COLUMN}}] to use it as service points; %s", d.path(f.Name), columns)
	case total != nil && len(f.Columns) > 1:
		return fmt.Sprintf("people (%s), but no places; write population: {format: grid, file: %s, id: COLUMN, total: %s, grid: FILE} if its rows are cells of another file; %s", total.Name, d.path(f.Name), total.Name, columns)
	case described != "":
		return fmt.Sprintf("%s looks like service points, but no columns of coordinates are recognised, such as lon and lat, or Itäkoordinaatti and Pohjoiskoordinaatti; %s; %s", described, supply("COLUMN", "COLUMN"), columns)
	}
	return "no column of people, places, travel times or areas is recognised; " + columns
}

// mostNamed is how many columns a reason lists.
const mostNamed = 12

// someColumns lists the columns of a file in words, up to a limit.
func someColumns(f *inspect.File) string {
	if len(f.Columns) <= mostNamed {
		return columnsOf(f)
	}
	some := inspect.File{Columns: f.Columns[:mostNamed]}
	return fmt.Sprintf("%s and %d more", columnsOf(&some), len(f.Columns)-mostNamed)
}
