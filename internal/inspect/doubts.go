package inspect

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"saavu/internal/format/record"
	"saavu/pkg/report"
)

// doubts reports in words what may be wrong with a table or layer.
func (f *File) doubts(columns []*column, p *places) {
	if f.Rows == 0 {
		f.doubt(Doubt{Text: "the file has no rows"})
		return
	}
	if p != nil {
		p.doubts(f, columns)
	}
	if n := f.crossed.N; n > 0 {
		f.doubt(Doubt{Text: counted(n, "shape has", "shapes have") + " a border that crosses itself, the first on " + f.crossed.First(),
			Do: "fix them, in QGIS with Fix geometries: places in them may be assigned wrongly", Rows: int64(n)})
	}
	f.headerDoubts(columns)
	f.ageDoubts()
	for _, c := range columns {
		f.valueDoubts(c)
		f.idDoubts(c)
		f.digitDoubts(c)
		f.lengthDoubt(c)
	}
	f.emptyColumns(columns)
	f.timeDoubts(columns)
	f.markDoubts(columns)
	f.cutNames(columns)
}

// headerDoubts are about a text table without names of columns, or without a
// known separator of fields.
func (f *File) headerDoubts(columns []*column) {
	if f.Format != "CSV" {
		return
	}
	first := columns[0]
	if len(columns) == 1 && first.text > 0 && strings.ContainsAny(first.field.Name+strings.Join(first.examples, ""), " ") {
		f.doubt(Doubt{Text: "the file has one column: none of ; , tab and | separates fields in its first line",
			Do: "a table of spaces or of fixed widths is not read: save it as CSV"})
	}
	var names []string
	for _, c := range columns {
		names = append(names, strings.Fields(c.field.Name)...)
		if c.field.Name == "" {
			return
		}
	}
	if !record.LooksLikeData(names) {
		return
	}
	f.doubt(Doubt{Text: record.NoHeader, Do: "write a line of names above it"})
}

// ageDoubts are about people by age.
func (f *File) ageDoubts() {
	a := f.Ages
	if a == nil {
		return
	}
	for _, h := range a.Hidden {
		mark := h.Mark
		if mark == "blank" {
			mark = "an empty value, or a mark for one,"
		}
		if h.All > 0 {
			f.doubt(Doubt{Text: fmt.Sprintf("%s is in all %d columns of ages in %s: the ages there are hidden, not counts", mark, len(a.Bands), rowsOf(h.All)),
				Do: "name it under population.hidden", Columns: a.Bands, Rows: h.All})
		}
		if h.Some > 0 {
			f.doubt(Doubt{Text: fmt.Sprintf("%s is in some columns of ages in %s, which do not add up to %s: counts and hidden counts are mixed", mark, rowsOf(h.Some), orWord(a.Total, "any total")),
				Do: "the hidden columns share the rest of the row's people", Columns: a.Bands, Rows: h.Some})
		}
		if h.Count > 0 {
			f.doubt(Doubt{Text: fmt.Sprintf("99 is a count in %s: there the ages add up to %s", rowsOf(h.Count), a.Total), Do: "nothing: it is treated as a count there", Rows: h.Count})
		}
	}
	if a.Differ > 0 {
		f.doubt(Doubt{Text: fmt.Sprintf("the ages do not add up to %s in %s without a hidden count (they do in %s)", a.Total, rowsOf(a.Differ), rowsOf(a.Add)),
			Do: "the total is used and the ages are scaled to it; ask where the file comes from if there are many", Rows: a.Differ})
	}
	if a.Without > 0 {
		f.doubt(Doubt{Text: fmt.Sprintf("every column of ages is 0 in %s with people", rowsOf(a.Without)), Do: "0 may stand for a hidden count", Rows: a.Without})
	}
	if a.Total == "" && len(a.Hidden) > 0 {
		f.doubt(Doubt{Text: "no column of all people was found in addition to the ages", Do: "name it as population.total if there is one: hidden counts are derived from it"})
	}
}

func orWord(word, other string) string {
	if word == "" {
		return other
	}
	return word
}

// valueDoubts are about the values of one column.
func (f *File) valueDoubts(c *column) {
	one := []string{c.field.Name}
	say := func(rows int64, do, format string, args ...any) {
		f.doubt(Doubt{Text: c.field.Name + ": " + fmt.Sprintf(format, args...), Do: do, Columns: one, Rows: rows})
	}
	if c.numbers() > 0 && c.least == -1 && c.most == -1 {
		say(c.numbers(), "leave the column out: it holds no data", "every number is -1")
	} else if c.role != People {
		for _, s := range c.suspects() {
			say(s.N, "it may mean a hidden or missing value: ask before counting it", "%s is in %s, far more often than the numbers next to it", s.What, rowsOf(s.N))
		}
	}
	if c.withComma > 0 {
		say(c.withComma, "numbers with a decimal comma are read if ; separates the fields: save it that way, or with decimal points", "%s with a decimal comma", counted(c.withComma, "value is a number", "values are numbers"))
	}
	if c.kind() == "mixed" {
		say(c.text+c.date, "numbers and texts in one column: fix the file, or keep it as text", "%s and %s, such as %s", counted(c.numbers(), "number", "numbers"), counted(c.text+c.date, "text", "texts"), quoted(c.examples))
	}
	if c.garbled > 0 {
		say(c.garbled, "save the file again as UTF-8, from a version that was correct", "%s read in a wrong encoding somewhere, such as %q", counted(c.garbled, "text was", "texts were"), c.firstGarbled)
	}
	if c.zeros > 0 && c.shortest < c.longest {
		say(c.zeros, "codes have one length: a spreadsheet may have removed the zeros", "%s with 0, and codes have %d to %d digits", counted(c.zeros, "code begins", "codes begin"), c.shortest, c.longest)
	}
	f.axisDoubts(c, say)
}

// emptyColumns reports which columns are empty.
func (f *File) emptyColumns(columns []*column) {
	var empty []string
	for _, c := range columns {
		if c.filled() == 0 {
			empty = append(empty, c.field.Name)
		}
	}
	if len(empty) > 0 {
		f.doubt(Doubt{Text: "no row has a value in " + listed(empty, 6), Columns: empty})
	}
}

// axisDoubts are about coordinates whose column name suggests something else.
func (f *File) axisDoubts(c *column, say func(rows int64, do, format string, args ...any)) {
	plain, axis := plainName(c.field.Name), c.axis()
	degreesByName := strings.HasPrefix(plain, "lat") || strings.HasPrefix(plain, "lon") || strings.HasPrefix(plain, "lng")
	metresByName := strings.Contains(plain, "easting") || strings.Contains(plain, "northing") || strings.Contains(plain, "itä") || strings.Contains(plain, "pohjoinen")
	switch {
	case c.role != X && c.role != Y:
	case degreesByName && strings.Contains(axis, "metres"):
		say(c.numbers(), "the name suggests degrees: trust the values", "the column holds metres (%s)", strings.TrimSuffix(axis, ", metres"))
	case metresByName && strings.Contains(axis, "degrees"):
		say(c.numbers(), "the name suggests metres: trust the values", "the column holds degrees (%s)", strings.TrimSuffix(axis, ", degrees"))
	case c.role == X && strings.HasPrefix(axis, "latitude"), c.role == Y && strings.HasPrefix(axis, "longitude"):
		say(c.numbers(), "x is the longitude, y the latitude: declare axes: yx, or exchange the columns", "the column holds the %s", axis)
	case c.role == X && strings.HasPrefix(axis, "northing"), c.role == Y && strings.HasPrefix(axis, "easting"):
		say(c.numbers(), "x is the easting, y the northing: declare axes: yx, or exchange the columns", "the column holds the %s", axis)
	}
}

// idDoubts are about repeated ids.
func (f *File) idDoubts(c *column) {
	if c.role != ID || c.filled() == 0 {
		return
	}
	n, most := c.values.twice()
	values, about := c.values.distinct()
	// An id that every second row repeats identifies something else.
	if n == 0 || values*10 < c.filled()*9 {
		return
	}
	text := fmt.Sprintf("%s: %s in more than one row, such as %q in %d", c.field.Name, counted(n, "id is", "ids are"), most.text, most.n)
	if about {
		text += fmt.Sprintf(" (of a sample of %s ids)", spaced(len(c.values.kept)))
	}
	f.doubt(Doubt{Text: text, Do: "every cell, place or area needs its own id", Columns: []string{c.field.Name}})
}

// timeDoubts are about travel times: their unit is not stated, and pairs may be
// absent.
func (f *File) timeDoubts(columns []*column) {
	var from, to *column
	times := false
	for _, c := range columns {
		switch c.role {
		case FromID:
			from = c
		case ToID:
			to = c
		case Time:
			times = true
			text := fmt.Sprintf("%s: it is not stated whether these are minutes or seconds (%s to %s)", c.field.Name, figure(c.least), figure(c.most))
			if c.fraction > 0 {
				text += "; " + counted(c.fraction, "is not a whole number", "are not whole numbers")
			}
			f.doubt(Doubt{Text: text, Do: "declare unit, under travel.sources", Columns: []string{c.field.Name}, Rows: c.fraction})
		}
	}
	if from == nil || to == nil || !times {
		return
	}
	starts, about := from.values.distinct()
	ends, too := to.values.distinct()
	if pairs := starts * ends; pairs > f.Rows && !about && !too {
		f.doubt(Doubt{Text: fmt.Sprintf("%s pairs of %s and %s are possible and %s absent", spaced(pairs), from.field.Name, to.field.Name, counted(pairs-f.Rows, "is", "are")),
			Do: "an absent pair counts as not reached"})
	}
}

// markDoubts are about texts that mean a missing value.
func (f *File) markDoubts(columns []*column) {
	count := map[string]int64{}
	in := map[string][]string{}
	var order []string
	for _, c := range columns {
		for _, m := range c.describe().Marks {
			if in[m.What] == nil {
				order = append(order, m.What)
			}
			count[m.What] += m.N
			in[m.What] = append(in[m.What], c.field.Name)
		}
	}
	for _, mark := range order {
		f.doubt(Doubt{Text: fmt.Sprintf("%q means a missing value %s, in %s", mark, counted(count[mark], "time", "times"), listed(in[mark], 6)),
			Do: "it is treated as missing here; declare it where the file is used", Columns: in[mark], Rows: count[mark]})
	}
}

// dbfName is the length to which a shapefile cuts the names of its fields.
const dbfName = 10

// cutNames reports that names of columns seem to be cut.
func (f *File) cutNames(columns []*column) {
	var cut []string
	for _, c := range columns {
		switch n := utf8.RuneCountInString(c.field.Name); {
		case n > dbfName:
			return
		case n == dbfName:
			cut = append(cut, c.field.Name)
		}
	}
	if len(cut) >= 3 {
		f.doubt(Doubt{Text: "names of columns are cut at 10 characters, as in a shapefile: " + listed(cut, 6), Do: "write them into the county file unchanged", Columns: cut})
	}
}

func quoted(list []string) string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = fmt.Sprintf("%q", s)
	}
	return strings.Join(out, ", ")
}

// metres formats a length.
func metres(v float64) string {
	switch {
	case v >= 10_000:
		return report.Spaced(v/1000) + " km"
	case v >= 1000:
		return fmt.Sprintf("%.1f km", v/1000)
	case whole(v) || v >= 100:
		return report.Spaced(v) + " m"
	case v < 0.001:
		return fmt.Sprintf("%.2g mm", v*1000)
	}
	return fmt.Sprintf("%.4g m", v)
}

// rowsOf formats a number of rows.
func rowsOf(n int64) string { return counted(n, "row", "rows") }

// counted writes a number with its noun in the singular or plural.
func counted[T int | int64](n T, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return spaced(n) + " " + many
}
