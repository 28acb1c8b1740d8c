package inspect

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"saavu/internal/format/record"
	"saavu/pkg/report"
)

// doubts reports what may be wrong with a table or layer.
func (f *File) doubts(columns []*column, p *places) {
	if f.Rows == 0 {
		f.doubt(Doubt{About: report.NewMessage("doubt.no_rows")})
		return
	}
	if p != nil {
		p.doubts(f, columns)
	}
	if n := f.crossed.N; n > 0 {
		row, at := f.crossed.Where()
		f.doubt(Doubt{About: report.NewMessage("doubt.crossed", "n", n, "row", row, "x", near(at[0]), "y", near(at[1])),
			Advice: report.NewMessage("do.crossed"), Rows: int64(n)})
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
		f.doubt(Doubt{About: report.NewMessage("doubt.one_column"), Advice: report.NewMessage("do.one_column")})
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
	f.doubt(Doubt{About: report.NewMessage("doubt.no_header"), Advice: report.NewMessage("do.no_header")})
}

// ageDoubts are about people by age.
func (f *File) ageDoubts() {
	a := f.Ages
	if a == nil {
		return
	}
	for _, h := range a.Hidden {
		var mark any = h.Mark
		if h.Mark == "blank" {
			mark = report.NewMessage("hidden.blank")
		}
		if h.All > 0 {
			f.doubt(Doubt{About: report.NewMessage("doubt.hidden_all", "mark", mark, "bands", len(a.Bands), "n", int(h.All)),
				Advice: report.NewMessage("do.hidden_all"), Columns: a.Bands, Rows: h.All})
		}
		if h.Some > 0 {
			var total any = a.Total
			if a.Total == "" {
				total = report.NewMessage("hidden.any_total")
			}
			f.doubt(Doubt{About: report.NewMessage("doubt.hidden_some", "mark", mark, "n", int(h.Some), "total", total),
				Advice: report.NewMessage("do.hidden_some"), Columns: a.Bands, Rows: h.Some})
		}
		if h.Count > 0 {
			f.doubt(Doubt{About: report.NewMessage("doubt.99_count", "n", int(h.Count), "total", a.Total), Advice: report.NewMessage("do.99_count"), Rows: h.Count})
		}
	}
	if a.Differ > 0 {
		f.doubt(Doubt{About: report.NewMessage("doubt.ages_differ", "total", a.Total, "n", int(a.Differ), "add", rowsOf(a.Add)),
			Advice: report.NewMessage("do.ages_differ"), Rows: a.Differ})
	}
	if a.Without > 0 {
		f.doubt(Doubt{About: report.NewMessage("doubt.ages_zero", "n", int(a.Without)), Advice: report.NewMessage("do.ages_zero"), Rows: a.Without})
	}
	if a.Total == "" && len(a.Hidden) > 0 {
		f.doubt(Doubt{About: report.NewMessage("doubt.no_total"), Advice: report.NewMessage("do.no_total")})
	}
}

// valueDoubts are about the values of one column.
func (f *File) valueDoubts(c *column) {
	name := c.field.Name
	say := func(rows int64, about, advice report.Message) {
		f.doubt(Doubt{About: about, Advice: advice, Columns: []string{name}, Rows: rows})
	}
	if c.numbers() > 0 && c.least == -1 && c.most == -1 {
		say(c.numbers(), report.NewMessage("doubt.minus_one", "column", name), report.NewMessage("do.minus_one"))
	} else if c.role != People {
		for _, s := range c.suspects() {
			say(s.N, report.NewMessage("doubt.suspect", "column", name, "mark", s.What, "n", int(s.N)), report.NewMessage("do.suspect"))
		}
	}
	if n := c.withComma; n > 0 {
		say(n, report.NewMessage("doubt.comma", "column", name, "n", int(n)), report.NewMessage("do.comma"))
	}
	if c.kind() == "mixed" {
		say(c.text+c.date, report.NewMessage("doubt.mixed", "column", name, "numbers", int(c.numbers()), "texts", int(c.text+c.date), "examples", quoted(c.examples)),
			report.NewMessage("do.mixed"))
	}
	if n := c.garbled; n > 0 {
		say(n, report.NewMessage("doubt.garbled", "column", name, "n", int(n), "example", strconv.Quote(c.firstGarbled)), report.NewMessage("do.garbled"))
	}
	if n := c.zeros; n > 0 && c.shortest < c.longest {
		say(n, report.NewMessage("doubt.zeros", "column", name, "n", int(n), "shortest", c.shortest, "longest", c.longest), report.NewMessage("do.zeros"))
	}
	if about, advice, ok := c.axisDoubt(); ok {
		say(c.numbers(), about, advice)
	}
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
		f.doubt(Doubt{About: report.NewMessage("doubt.no_values", "list", listed(empty, 6)), Columns: empty})
	}
}

// axisDoubt is about a coordinate whose column name suggests something else.
func (c *column) axisDoubt() (about, advice report.Message, ok bool) {
	plain, axis := plainName(c.field.Name), c.axis()
	degreesByName := strings.HasPrefix(plain, "lat") || strings.HasPrefix(plain, "lon") || strings.HasPrefix(plain, "lng")
	metresByName := strings.Contains(plain, "easting") || strings.Contains(plain, "northing") || strings.Contains(plain, "itä") ||
		strings.Contains(plain, "pohjoinen")
	of := func(key string) report.Message {
		return report.NewMessage(key, "column", c.field.Name, "axis", report.NewMessage("axis."+axis))
	}
	whole := report.NewMessage("doubt.axis", "column", c.field.Name, "axis", report.NewMessage("means."+axis))
	northing, degrees := axis == "northing", axis == "latitude" || axis == "longitude"
	switch {
	case c.role != X && c.role != Y:
	case degreesByName && (northing || c.eastward()):
		return of("doubt.axis_metres"), report.NewMessage("do.axis_metres"), true
	case metresByName && degrees:
		return of("doubt.axis_degrees"), report.NewMessage("do.axis_degrees"), true
	case c.role == X && axis == "latitude", c.role == Y && axis == "longitude":
		return whole, report.NewMessage("do.axis_longitude"), true
	case c.role == X && northing, c.role == Y && c.eastward():
		return whole, report.NewMessage("do.axis_easting"), true
	}
	return about, advice, false
}

// eastward reports whether the values of a column are eastings.
func (c *column) eastward() bool { return c.axis() == "easting" || c.axis() == "easting_zone" }

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
	sample := report.Message{}
	if about {
		sample = report.NewMessage("doubt.id_sample", "n", len(c.values.kept))
	}
	f.doubt(Doubt{About: report.NewMessage("doubt.id_twice", "column", c.field.Name, "n", int(n), "id", strconv.Quote(most.text), "most", int(most.n), "sample",
		sample),
		Advice: report.NewMessage("do.id_twice"), Columns: []string{c.field.Name}})
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
			fractions := report.Message{}
			if c.fraction > 0 {
				fractions = report.NewMessage("doubt.fractions", "n", int(c.fraction))
			}
			f.doubt(Doubt{About: report.NewMessage("doubt.unit", "column", c.field.Name, "least", brief(c.least), "most", brief(c.most), "fractions", fractions),
				Advice: report.NewMessage("do.unit"), Columns: []string{c.field.Name}, Rows: c.fraction})
		}
	}
	if from == nil || to == nil || !times {
		return
	}
	starts, about := from.values.distinct()
	ends, too := to.values.distinct()
	if pairs := starts * ends; pairs > f.Rows && !about && !too {
		f.doubt(Doubt{About: report.NewMessage("doubt.absent", "pairs", int(pairs), "from", from.field.Name, "to", to.field.Name, "n", int(pairs-f.Rows)),
			Advice: report.NewMessage("do.absent")})
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
		f.doubt(Doubt{About: report.NewMessage("doubt.mark", "mark", strconv.Quote(mark), "n", int(count[mark]), "list", listed(in[mark], 6)),
			Advice: report.NewMessage("do.mark"), Columns: in[mark], Rows: count[mark]})
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
		f.doubt(Doubt{About: report.NewMessage("doubt.cut", "list", listed(cut, 6)), Advice: report.NewMessage("do.cut"), Columns: cut})
	}
}
