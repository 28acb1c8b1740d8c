package layers

import (
	"fmt"

	"saavu/internal/board"
	"saavu/internal/draw"
	"saavu/internal/format/gpkg"
	"saavu/internal/qgis"
	"saavu/pkg/travel"
)

// styled gives a layer on request its styles and the titles of its fields.
func (f *file) styled(l gpkg.Layer, styles []qgis.Style) gpkg.Layer {
	l.Styles = stored(&l, styles, f.form(&l, f.w.Text("layer.cell_tab")))
	return l
}

// ofOption are the tests of the rows of a service in an option.
func (f *file) ofOption(option, v int, tests ...qgis.Test) []qgis.Test {
	return append([]qgis.Test{{Column: "option", Op: qgis.Is, Value: f.Report.Options[option].ID}, {Column: "service", Op: qgis.Is, Value: f.Report.Services[v].ID}}, tests...)
}

// eachShown makes a style of each shown service in each option.
func (f *file) eachShown(rules func(option, v int) []qgis.Rule, label *qgis.Label) []qgis.Style {
	var out []qgis.Style
	for _, v := range f.mapped {
		for k := range f.Report.Options {
			out = append(out, qgis.Style{Name: f.w.Text("layer.style", "service", f.service(v), "what", f.option(k)), Rules: rules(k, v), Label: label})
		}
	}
	return out
}

// placeNames writes the names of places.
func placeNames() *qgis.Label {
	return &qgis.Label{Column: "name", Size: 8, Color: draw.Light.Ink, Halo: draw.Light.Paper}
}

// catchmentStyles are the outlines of each service in each option, with the names of
// places.
func (f *file) catchmentStyles() []qgis.Style {
	return f.eachShown(func(option, v int) []qgis.Rule {
		return []qgis.Rule{{Label: f.w.Text("saved.catchments"), Tests: f.ofOption(option, v), Symbol: qgis.Symbol{Shape: qgis.Fill, Color: draw.Light.Wash, Stroke: draw.Light.Ink, Width: 0.4, Closed: f.Grid.Side}}}
	}, placeNames())
}

// areaScoreStyles are the share in time of each service in each option.
func (f *file) areaScoreStyles() []qgis.Style {
	return f.eachShown(func(option, v int) []qgis.Rule {
		var rules []qgis.Rule
		for i := range len(shareBreaks) + 1 {
			rules = append(rules, qgis.Rule{Label: f.shareLabel(i), Tests: f.ofOption(option, v, between("gets_there", shareBreaks, i, 100)...),
				Symbol: qgis.Symbol{Shape: qgis.Fill, Color: draw.Minutes[i], Stroke: draw.Light.Paper, Width: 0.3, Closed: f.closed()}})
		}
		return rules
	}, placeNames())
}

// leftBreaks are where the classes of contacts that are not given begin, the most first.
var leftBreaks = []int{20, 5, 1}

// unservedStyles are the contacts that are not given, of each shown service.
func (f *file) unservedStyles(option int) []qgis.Style {
	var out []qgis.Style
	for _, v := range f.mapped {
		s := qgis.Style{Name: f.w.Text("layer.style", "service", f.service(v), "what", f.w.Text("saved.col_unserved"))}
		for i := range len(leftBreaks) + 1 {
			label := f.w.Text("saved.contacts_under", "n", leftBreaks[len(leftBreaks)-1])
			if i < len(leftBreaks) {
				label = f.w.Text("saved.contacts_from", "n", leftBreaks[i])
			}
			s.Rules = append(s.Rules, qgis.Rule{Label: label, Tests: between(f.figure(v, "unserved"), leftBreaks, i, 1),
				Symbol: qgis.Symbol{Shape: qgis.Fill, Color: append([]string{draw.Ground}, loseColors[1:]...)[len(leftBreaks)-i]}})
		}
		out = append(out, s)
	}
	return out
}

// isochroneStyles are the classes of minutes of each mode and time of day, of each shown
// service. They overlap until the layer is filtered to one place.
func (f *file) isochroneStyles() []qgis.Style {
	var out []qgis.Style
	for _, v := range f.mapped {
		classes := board.ClassesOf(&f.Report.Services[v])
		for _, table := range f.Counties[0].Matrix.Tables {
			mode := table.Mode.String()
			tests := []qgis.Test{{Column: "service", Op: qgis.Is, Value: f.Report.Services[v].ID}, {Column: "mode", Op: qgis.Is, Value: mode}}
			if table.Period != travel.Any {
				tests, mode = append(tests, qgis.Test{Column: "period", Op: qgis.Is, Value: table.Period.String()}), mode+" "+table.Period.String()
			}
			if p := table.Percentile; p > 0 {
				tests, mode = append(tests, qgis.Test{Column: "percentile", Op: qgis.Is, Value: p}), fmt.Sprint(mode, " p", p)
			}
			s := qgis.Style{Name: f.w.Text("layer.style", "service", f.service(v), "what", mode)}
			for class, name := range board.MinuteNames(f.w, classes) {
				from := qgis.Test{Column: "from_min", Op: qgis.Null}
				switch {
				case class == 0:
					from = qgis.Test{Column: "from_min", Op: qgis.Is, Value: 0}
				case class <= board.Beyond:
					from = qgis.Test{Column: "from_min", Op: qgis.Is, Value: classes.To[class-1] + 1}
				}
				s.Rules = append(s.Rules, qgis.Rule{Label: name, Tests: append(tests[:len(tests):len(tests)], from), Symbol: qgis.Symbol{Shape: qgis.Fill, Color: draw.Minutes[class]}})
			}
			out = append(out, s)
		}
	}
	return out
}

// closed is how far gaps of areas are closed when they are drawn: those of cells where
// nobody lives, where some area has no border of its own.
func (f *file) closed() float64 {
	for i := range f.Grid.Areas {
		if f.Grid.Areas[i].Shape == nil {
			return f.Grid.Side
		}
	}
	return 0
}
