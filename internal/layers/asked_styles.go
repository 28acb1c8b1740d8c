package layers

import (
	"fmt"
	"slices"

	"saavu/internal/board"
	"saavu/internal/draw"
	"saavu/internal/format/gpkg"
	"saavu/internal/qgis"
	"saavu/pkg/population"
	"saavu/pkg/travel"
)

// askedStyle is a style of a layer on request. The rows of a part, which are those that
// fit its tests, are a layer of the project in the group of an option; without an option
// the group is that of the table.
type askedStyle struct {
	qgis.Style
	option      int // -1 for none
	part, title string
	of          []qgis.Test
	project     bool // of the project only: the table has few styles to choose from
	named       bool // other layers of the project have its names
}

// styled adds a layer on request with its styles and the titles of its fields.
func (f *file) styled(l gpkg.Layer, styles []askedStyle) {
	l = In(l, f.home())
	l.Title = qgis.Shown(l.Title)
	form := f.form(&l, f.w.Text("layer.cell_tab"))
	var own []qgis.Style
	first := len(f.project)
	for _, s := range styles {
		if !s.project {
			own = append(own, s.Style)
		}
		at := slices.IndexFunc(f.project[first:], func(p projected) bool { return p.part == s.part })
		if at < 0 {
			at = len(f.project) - first
			f.project = append(f.project, projected{table: l.Name, title: s.title, geometry: l.Geometry, option: s.option, form: form, part: s.part, of: s.of})
		}
		p := &f.project[first+at]
		if at := s.Style; s.named {
			at.Label = nil
			p.styles = append(p.styles, at)
		} else {
			p.styles = append(p.styles, at)
		}
		if !s.project { // it draws the part at first
			slices.Reverse(p.styles)
			slices.Reverse(p.styles[1:])
		}
	}
	l.Styles = stored(&l, own, form)
	f.layers = append(f.layers, l)
}

// isOption and isService are tests of rows.
func (f *file) isOption(k int) qgis.Test {
	return qgis.Test{Column: "option", Op: qgis.Is, Value: f.Report.Options[k].ID}
}

func (f *file) isService(v int) qgis.Test {
	return qgis.Test{Column: "service", Op: qgis.Is, Value: f.Report.Services[v].ID}
}

// eachShown makes a style of each shown service in each option.
func (f *file) eachShown(title string, rules func(option, v int, of []qgis.Test) []qgis.Rule, label *qgis.Label) []askedStyle {
	var out []askedStyle
	for _, v := range f.mapped {
		for k := range f.Report.Options {
			out = append(out, askedStyle{Style: qgis.Style{Name: f.w.Text("layer.style", "service", f.service(v), "what", f.option(k)), Label: label,
				Rules: rules(k, v, []qgis.Test{f.isOption(k), f.isService(v)})},
				named: label != nil, option: k, part: Plain(f.Report.Options[k].ID), title: f.titled(f.w.Text(title)), of: []qgis.Test{f.isOption(k)}})
		}
	}
	return out
}

// placeNames writes the names of places.
func placeNames() *qgis.Label {
	return &qgis.Label{Column: "name", Size: 8, Color: draw.Light.Ink, Halo: draw.Light.Paper}
}

// with are tests and some more.
func with(of []qgis.Test, more ...qgis.Test) []qgis.Test {
	return append(of[:len(of):len(of)], more...)
}

// catchmentStyles are the catchments of each service in each option, each place with its
// colour, and the names of places.
func (f *file) catchmentStyles(rows []catchment) []askedStyle {
	return f.eachShown("saved.catchments", func(option, v int, of []qgis.Test) []qgis.Rule {
		var rules []qgis.Rule
		seen := map[string]bool{}
		for i := range rows {
			c := &rows[i]
			if c.option != option || c.service != v || c.cells == nil || seen[c.facility] {
				continue
			}
			seen[c.facility] = true
			rules = append(rules, qgis.Rule{Label: f.calledPlace(option, c.facility), Tests: with(of, qgis.Test{Column: "id", Op: qgis.Is, Value: c.facility}),
				Symbol: qgis.Symbol{Shape: qgis.Fill, Color: draw.Parts[len(rules)%len(draw.Parts)], Stroke: draw.Light.Ink, Width: 0.4, Closed: f.closing()}})
		}
		return rules
	}, placeNames())
}

// lineClasses are the lines that are drawn, those with most contacts first: from how many
// contacts a year on, their width in millimetres and their colour. Lines with fewer, or
// wider ones, would cover the map of a county.
var lineClasses = []struct {
	from  int
	width float64
	color string
}{{20, 0.2, draw.Change[board.NowInTime]}, {10, 0.1, draw.Light.Less}, {5, 0.05, draw.Change[board.Shorter]}}

// allocationStyles are lines of each service in each option, wide where many contacts
// come.
func (f *file) allocationStyles() []askedStyle {
	return f.eachShown("saved.allocations", func(_, _ int, of []qgis.Test) []qgis.Rule {
		line := func(class int) qgis.Symbol {
			return qgis.Symbol{Shape: qgis.Line, Stroke: lineClasses[class].color, Width: lineClasses[class].width, Level: len(lineClasses) - class}
		}
		var rules []qgis.Rule
		for i, c := range lineClasses {
			tests := with(of, qgis.Test{Column: "first", Op: qgis.AtLeast, Value: c.from})
			if i > 0 {
				tests = append(tests, qgis.Test{Column: "first", Op: qgis.Below, Value: lineClasses[i-1].from})
			}
			rules = append(rules, qgis.Rule{Label: f.w.Text("saved.contacts_from", "n", c.from), Tests: tests, Symbol: line(i)})
		}
		return append(rules, qgis.Rule{Heading: true, Label: f.w.Text("saved.contacts_undrawn", "n", lineClasses[len(lineClasses)-1].from)})
	}, nil)
}

// areaScoreStyles are the share in time of each service in each option.
func (f *file) areaScoreStyles() []askedStyle {
	return f.eachShown("saved.area_scores", func(_, _ int, of []qgis.Test) []qgis.Rule {
		var rules []qgis.Rule
		for i := range len(shareBreaks) + 1 {
			rules = append(rules, qgis.Rule{Label: f.shareLabel(i), Tests: with(of, between("gets_there", shareBreaks, i, 100)...),
				Symbol: qgis.Symbol{Shape: qgis.Fill, Color: draw.Minutes[i], Stroke: draw.Light.Paper, Width: 0.3, Closed: f.closed()}})
		}
		return rules
	}, placeNames())
}

// contactBreaks are where the classes of contacts begin, the most first.
var contactBreaks = []int{20, 5, 1}

func (f *file) contactsLabel(class int) string {
	if class < len(contactBreaks) {
		return f.w.Text("saved.contacts_from", "n", contactBreaks[class])
	}
	return f.w.Text("saved.contacts_under", "n", contactBreaks[class-1])
}

// unservedStyles are the contacts that are not given, of each shown service.
func (f *file) unservedStyles(option int) []askedStyle {
	var out []askedStyle
	for _, v := range f.mapped {
		s := qgis.Style{Name: f.w.Text("layer.style", "service", f.service(v), "what", f.w.Text("saved.col_unserved"))}
		for i := range len(contactBreaks) + 1 {
			s.Rules = append(s.Rules, qgis.Rule{Label: f.contactsLabel(i), Tests: between(f.figure(v, "unserved"), contactBreaks, i, 1),
				Symbol: qgis.Symbol{Shape: qgis.Fill, Color: append([]string{draw.Ground}, loseColors[1:]...)[len(contactBreaks)-i]}})
		}
		out = append(out, askedStyle{Style: s, option: option, title: f.titled(f.w.Text("saved.unserved"))})
	}
	return out
}

// isochroneStyles are the classes of minutes of each place, which do not overlap: in the
// table those by the usual mode, in the project those by every mode and time of day.
func (f *file) isochroneStyles(rows []isochrone) []askedStyle {
	var out []askedStyle
	for i := range rows {
		of := &rows[i]
		if i > 0 && of.facility == rows[i-1].facility && of.service == rows[i-1].service && of.table == rows[i-1].table && of.option == rows[i-1].option {
			continue // another class
		}
		place := []qgis.Test{f.isService(of.service), {Column: "id", Op: qgis.Is, Value: of.facility}, {Column: "option_first", Op: qgis.Is, Value: f.Report.Options[of.option].ID}}
		tests, mode := f.timesOf(of.table)
		name := f.w.Text("layer.style", "service", f.service(of.service), "what", f.calledPlace(of.option, of.facility))
		if f.moves(of) {
			name = f.w.Text("layer.style", "service", name, "what", f.option(of.option))
		}
		s := qgis.Style{Name: f.w.Text("layer.style", "service", dotted(name, of.facility), "what", mode)}
		classes := board.ClassesOf(&f.Report.Services[of.service])
		for class, label := range board.MinuteNames(f.w, classes) {
			from := qgis.Test{Column: "from_min", Op: qgis.Null}
			switch {
			case class == 0:
				from = qgis.Test{Column: "from_min", Op: qgis.Is, Value: 0}
			case class <= board.Beyond:
				from = qgis.Test{Column: "from_min", Op: qgis.Is, Value: classes.To[class-1] + 1}
			}
			s.Rules = append(s.Rules, qgis.Rule{Label: label, Tests: with(with(place, tests...), from), Symbol: qgis.Symbol{Shape: qgis.Fill, Color: draw.Minutes[class]}})
		}
		out = append(out, askedStyle{Style: s, option: -1, title: f.titled(name), of: place, project: of.table != f.usual(of.option),
			part: fmt.Sprint(Plain(f.Report.Services[of.service].ID), "_", f.Report.Options[of.option].ID, "_", of.facility)})
	}
	return out
}

// timesOf are the tests of the rows of a table of travel times, and its name.
func (f *file) timesOf(table *travel.Table) (tests []qgis.Test, name string) {
	name = f.w.Term("mode", table.Mode.String())
	tests = []qgis.Test{{Column: "mode", Op: qgis.Is, Value: table.Mode.String()}}
	if table.Period != travel.Any {
		tests, name = append(tests, qgis.Test{Column: "period", Op: qgis.Is, Value: table.Period.String()}), name+", "+f.w.Term("period", reportPeriod(table.Period))
	}
	if p := table.Percentile; p > 0 {
		tests, name = append(tests, qgis.Test{Column: "percentile", Op: qgis.Is, Value: p}), fmt.Sprint(name, " p", p)
	}
	return tests, name
}

// reportPeriod is a time of day as reports name it.
func reportPeriod(p travel.Period) string {
	if p == travel.Rush {
		return "rush hour"
	}
	return p.String()
}

// usual is the table of public transport at the time of day of the report, or the first.
func (f *file) usual(option int) *travel.Table {
	tables := f.Counties[option].Matrix.Tables
	at := slices.IndexFunc(tables, func(t travel.Table) bool {
		return t.Mode == travel.Transit && (t.Period == travel.Any || reportPeriod(t.Period) == f.Report.Period)
	})
	return &tables[max(at, 0)]
}

// moves reports whether a place of isochrones is somewhere else in an earlier option.
func (f *file) moves(of *isochrone) bool {
	_, here := f.placeOf(of.option, of.facility)
	for k := range of.option {
		if _, at := f.placeOf(k, of.facility); at != nil && at != here {
			return true
		}
	}
	return false
}

// closing is how far gaps between squares are closed when a union of them is drawn: those
// of squares where nobody lives. A buffer would break the borders of other shapes, which
// are drawn as they are.
func (f *file) closing() float64 {
	if f.Grid.Shapes != nil {
		return 0
	}
	return f.Grid.Side
}

// closed is closing of areas, 0 where all have boundaries of their own.
func (f *file) closed() float64 {
	if slices.ContainsFunc(f.Grid.Areas, func(a population.Area) bool { return a.Shape == nil }) {
		return f.closing()
	}
	return 0
}
