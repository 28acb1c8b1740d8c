package layers

import (
	"slices"

	"saavu/internal/draw"
	"saavu/internal/qgis"
)

// signRules are the signs of places in the order of a legend, by a column that says what
// the option does.
func (f *file) signRules(column string) []qgis.Rule {
	ink, paper := draw.Light.Ink, draw.Light.Paper
	mark := func(shape qgis.Shape, color string, size, width float64) qgis.Symbol {
		return qgis.Symbol{Shape: shape, Color: color, Stroke: ink, Halo: paper, Size: size, Width: width}
	}
	var rules []qgis.Rule
	for _, x := range []struct {
		does, key string
		symbol    qgis.Symbol
	}{
		{kept, "map.open", mark(qgis.Circle, ink, 2, 0.2)},
		{opened, "map_new", mark(qgis.Diamond, paper, 3.2, 0.55)},
		{moved, "layer.moved", mark(qgis.Diamond, draw.Light.StampLine, 3.2, 0.55)},
		{stop, "map_mobile", mark(qgis.Triangle, paper, 3.2, 0.55)},
		{provider, "layer.provider", mark(qgis.Square, paper, 2.4, 0.55)},
		{closed, "map.closed", mark(qgis.Cross, ink, 2.6, 0.75)},
	} {
		rules = append(rules, qgis.Rule{Label: f.w.Text(x.key), Tests: []qgis.Test{{Column: column, Op: qgis.Is, Value: x.does}}, Symbol: x.symbol})
	}
	return rules
}

// kindColors are distinct for every kind of colour vision.
var kindColors = []string{"#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#999999", "#000000"}

// placeStyles are the places of the first service of maps, then of all, by kind, and of
// each other service. Rules for what no place has are left out.
func (f *file) placeStyles(option int) []qgis.Style {
	places := f.places(option)
	named := &qgis.Label{Column: "name", Size: 7, Color: draw.Light.Ink, Halo: draw.Light.Paper, Around: true}
	all := qgis.Style{Name: f.w.Text("layer.style_places"), Label: named}
	for _, r := range f.signRules("does") {
		if slices.ContainsFunc(places, func(p place) bool { return p.does == r.Tests[0].Value }) {
			all.Rules = append(all.Rules, r)
		}
	}
	var kinds []string
	for _, p := range places {
		if !slices.Contains(kinds, p.Type) {
			kinds = append(kinds, p.Type)
		}
	}
	slices.Sort(kinds)
	byKind := qgis.Style{Name: f.w.Text("layer.style_kinds"), Label: named}
	for i, kind := range kinds {
		label := f.w.Term("facility_type", kind)
		if kind == "" {
			label = f.w.Text("layer.given_unknown")
		}
		byKind.Rules = append(byKind.Rules, qgis.Rule{Label: label, Tests: []qgis.Test{{Column: "type", Op: qgis.Is, Value: kind}, {Column: "does", Op: qgis.Not, Value: closed}},
			Symbol: qgis.Symbol{Shape: qgis.Circle, Color: kindColors[i%len(kindColors)], Stroke: draw.Light.Ink, Size: 2.8, Width: 0.25}})
	}
	var out []qgis.Style
	for i, v := range f.services() {
		id := f.Report.Services[v].ID
		style := qgis.Style{Name: f.styleName(v, "layer.signs"), Marks: true}
		for _, r := range f.signRules(Prefix(id) + "_does") {
			if slices.ContainsFunc(places, func(p place) bool { return p.signs[id] == r.Tests[0].Value }) {
				style.Rules = append(style.Rules, r)
			}
		}
		if out = append(out, style); i == 0 {
			out = append(out, all, byKind)
		}
	}
	return out
}

// givenBreaks are where the classes of the share of visits given begin, in per cent, and
// givenColors their colours; the last class has the rest.
var (
	givenBreaks = []int{100, 90, 75}
	givenColors = []string{draw.Light.Given, draw.Light.LoseTints[1], draw.Light.Undone, draw.Light.LoseOnTint}
)

// almostAll is the share from which on all visits are given.
const almostAll = 0.9995

// stationStyles are the shares given of each service.
func (f *file) stationStyles() []qgis.Style {
	var out []qgis.Style
	mark := func(color string) qgis.Symbol {
		return qgis.Symbol{Shape: qgis.Circle, Color: color, Stroke: draw.Light.Ink, Halo: draw.Light.Paper, Size: 3.4, Width: 0.3}
	}
	for _, v := range f.services() {
		style := qgis.Style{Name: f.styleName(v, "layer.given"), Marks: true}
		rule := func(label, color string, tests ...qgis.Test) {
			style.Rules = append(style.Rules, qgis.Rule{Label: label, Symbol: mark(color), Tests: append([]qgis.Test{{Column: "service", Op: qgis.Is, Value: f.Report.Services[v].ID}}, tests...)})
		}
		share := func(n int) float64 {
			if n == givenBreaks[0] {
				return almostAll
			}
			return float64(n) / 100
		}
		for i, n := range givenBreaks {
			if i == 0 {
				rule(f.w.Text("layer.given_all"), givenColors[0], qgis.Test{Column: "share", Op: qgis.AtLeast, Value: almostAll})
				continue
			}
			rule(f.w.Text("layer.given_over", "n", n), givenColors[i], qgis.Test{Column: "share", Op: qgis.AtLeast, Value: share(n)}, qgis.Test{Column: "share", Op: qgis.Below, Value: share(givenBreaks[i-1])})
		}
		last := givenBreaks[len(givenBreaks)-1]
		rule(f.w.Text("layer.given_under", "n", last), givenColors[len(givenBreaks)], qgis.Test{Column: "share", Op: qgis.Below, Value: share(last)})
		rule(f.w.Text("layer.given_unknown"), draw.Light.Line, qgis.Test{Column: "share", Op: qgis.Null})
		out = append(out, style)
	}
	return out
}
