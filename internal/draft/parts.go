package draft

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"saavu/internal/inspect"
)

// part is the part of a county that a file holds.
type part int

const (
	noPart         part = iota
	cellsPart           // a table of cells in Saavu's own form
	gridPart            // people by cell
	startsPart          // cells of travel times, without people
	areasPart           // boundaries
	areaTablePart       // a table of areas in Saavu's own form
	ttmPart             // files of a travel time matrix
	longPart            // travel times, one row per pair
	widePart            // travel times, a column for each place
	stationsPart        // rail lines of synthetic times
	facilitiesPart      // facilities in Saavu's own form
	buildingsPart       // buildings in Saavu's own form
	pointsPart          // service points in Saavu's own form
	supplyPart          // service points in another form
	statisticsPart      // statistics by area
	optionsPart         // a folder of option files
)

// sort decides what each file is.
func (d *draft) sort() {
	d.byPart = map[part][]*inspect.File{}
	for i := range d.report.Files {
		f := &d.report.Files[i]
		p := partOf(f)
		d.byPart[p] = append(d.byPart[p], f)
	}
}

// partOf decides by columns and shapes what a file is. The forms that are
// Saavu's own come first, since other programs do not have such columns
// together.
func partOf(f *inspect.File) part {
	switch {
	case f.Kind == inspect.Matrix:
		return ttmPart
	case f.Kind == inspect.Folder:
		if slices.ContainsFunc(f.Inside, func(e inspect.Entry) bool { return strings.HasSuffix(e.Name, ".yaml") }) {
			return optionsPart
		}
		return noPart
	case f.Format == "JSON-stat" || strings.HasPrefix(f.Format, "area statistics"):
		return statisticsPart
	case has(f, "id", "x", "y", "area") && slices.ContainsFunc(f.Columns,
		func(c inspect.Column) bool { return ownBand.MatchString(c.Name) }):
		return cellsPart
	case has(f, "id", "name", "type", "coord_class", "status"):
		return facilitiesPart
	case has(f, "building", "name", "kind", "x", "y"):
		return buildingsPart
	case has(f, "facility", "service", "fte", "days"):
		return pointsPart
	case has(f, "line", "station", "x", "y", "headway_min"):
		return stationsPart
	case has(f, "id", "name_fi", "municipality", "fi_share"):
		return areaTablePart
	case column(f, inspect.FromID) != nil && column(f, inspect.ToID) != nil && column(f, inspect.Time) != nil:
		return longPart
	case isWide(f):
		return widePart
	}
	return placed(f)
}

// placed decides what a file with places is.
func placed(f *inspect.File) part {
	described := false
	for _, r := range []inspect.Role{inspect.Name, inspect.Services, inspect.Hours, inspect.Address} {
		described = described || column(f, r) != nil
	}
	polygons := len(f.Shapes) > 0 && strings.HasSuffix(f.Shapes[0].What, "Polygon")
	// Districts have names, and may have counts of people.
	districts := polygons && column(f, inspect.Name) != nil && (f.Cells == nil || f.Rows < leastNamed)
	switch {
	case districts:
		return areasPart
	case f.Ages != nil, f.Cells != nil && column(f, inspect.Total) != nil:
		return gridPart
	case f.System == nil:
		return noPart
	case !described && !polygons && column(f, inspect.ID) != nil &&
		column(f, inspect.Total) != nil: // cells that are on no lattice of squares
		return gridPart
	case f.Cells != nil && !described:
		return startsPart
	case polygons:
		return areasPart
	case described:
		return supplyPart
	}
	return noPart
}

// leastNamed is the number of cells with names from which they are a grid, not
// districts drawn as squares.
const leastNamed = 100

// ownBand is the first column of ages of Saavu's own table of cells.
var ownBand = regexp.MustCompile(`^p0_[0-9]+$`)

// leastWide is the number of columns named by ids from which a table counts as
// a wide one of travel times.
const leastWide = 5

// idName matches a column name that may be an id: a number, one after a letter
// or two, as R writes it, or the name of a hexagon.
var idName = regexp.MustCompile(`^(-?[0-9]+|[A-Za-z]{1,2}[0-9]{2,}|[0-9a-f]{15})$`)

// isWide recognises a table in which all columns but the first are named by
// ids.
func isWide(f *inspect.File) bool {
	if f.Kind != inspect.Table || len(f.Columns) <= leastWide ||
		!slices.Contains([]inspect.Role{inspect.FromID, inspect.ID, inspect.Key}, f.Columns[0].Role) {
		return false
	}
	return !slices.ContainsFunc(f.Columns[1:], func(c inspect.Column) bool {
		return !idName.MatchString(c.Name) || c.Role == inspect.People || c.Type != "whole number" && c.Type != "number" && c.Type != "nothing"
	})
}

// has reports whether a file has all of some columns.
func has(f *inspect.File, names ...string) bool {
	for _, n := range names {
		if !slices.ContainsFunc(f.Columns, func(c inspect.Column) bool { return c.Name == n }) {
			return false
		}
	}
	return true
}

// column finds the first column of a role, preferring one in which every row
// has a distinct value; nil for none.
func column(f *inspect.File, role inspect.Role) *inspect.Column {
	var first *inspect.Column
	for i := range f.Columns {
		c := &f.Columns[i]
		if c.Role == role && (first == nil || c.Unique && !first.Unique) {
			first = c
		}
	}
	return first
}

var years = regexp.MustCompile(`(?:^|[^0-9])((?:19|20)[0-9]{2})(?:[^0-9]|$)`)

// yearIn finds a year in the last part of a file's name, else in its folders; 0
// for none.
func yearIn(name string) int {
	parts := strings.FieldsFunc(name, func(r rune) bool { return r == '/' || r == '\\' })
	for i := len(parts) - 1; i >= 0; i-- {
		if m := years.FindStringSubmatch(parts[i]); m != nil {
			y, _ := strconv.Atoi(m[1])
			return y
		}
	}
	return 0
}
