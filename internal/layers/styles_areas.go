package layers

import (
	"slices"

	"saavu/internal/draw"
	"saavu/internal/format/gpkg"
	"saavu/internal/qgis"
)

// shareBreaks are where the classes of the share of an area in time begin, in per cent.
var shareBreaks = []int{80, 60, 40, 20}

// areaBreaks are where the classes of people of an area begin, the most first.
var areaBreaks = []int{2000, 500, 100, 1}

// areaStyles are the borders with names, and for each option the share in time and who
// loses.
func (f *file) areaStyles(columns []gpkg.Column) []qgis.Style {
	names := &qgis.Label{Column: "name", Size: 8, Color: draw.Light.Ink, Halo: draw.Light.Paper}
	border := qgis.Symbol{Shape: qgis.Outline, Stroke: draw.Light.Muted, Width: 0.2, Closed: f.closed()}
	names.Closed = border.Closed
	out := []qgis.Style{{Name: f.w.Text("layer.style_names"), Label: names, Rules: []qgis.Rule{{Label: f.w.Text("layer.areas"), Symbol: border}}}}
	filled := func(color string) qgis.Symbol {
		return qgis.Symbol{Shape: qgis.Fill, Color: color, Stroke: draw.Light.Paper, Width: 0.3, Closed: border.Closed}
	}
	has := func(name string) bool {
		return slices.ContainsFunc(columns, func(c gpkg.Column) bool { return c.Name == name })
	}
	for k := range f.Report.Options {
		o := Plain(f.Report.Options[k].ID)
		if column := "there_" + o; has(column) {
			style := qgis.Style{Name: f.w.Text("layer.there_style", "option", f.option(k)), Label: names}
			for i := 0; i <= len(shareBreaks); i++ {
				style.Rules = append(style.Rules, qgis.Rule{Label: f.shareLabel(i), Tests: between(column, shareBreaks, i, 100), Symbol: filled(draw.Minutes[i])})
			}
			out = append(out, style)
		}
		if column := "lose_" + o; has(column) && f.reference(k) != "" {
			style := qgis.Style{Name: f.w.Text("layer.lose_style", "option", f.option(k)), Label: names}
			for i := 0; i <= len(areaBreaks); i++ {
				label := f.w.Text("page.no_change")
				color := draw.Light.Hair
				if i < len(areaBreaks) {
					color = loseColors[len(loseColors)-1-i]
					label = f.w.Text("layer.people_over", "n", areaBreaks[i])
					if i > 0 {
						label = f.w.Text("layer.people_from", "from", areaBreaks[i], "to", areaBreaks[i-1]-1)
					}
				}
				style.Rules = append(style.Rules, qgis.Rule{Label: label, Tests: between(column, areaBreaks, i, 1), Symbol: filled(color)})
			}
			out = append(out, style)
		}
	}
	return out
}

// between are the tests of a class: from a break on, below the one before it. Breaks are
// divided by unit.
func between(column string, breaks []int, i, unit int) []qgis.Test {
	at := func(i int) float64 { return float64(breaks[i]) / float64(unit) }
	var tests []qgis.Test
	if i < len(breaks) {
		tests = append(tests, qgis.Test{Column: column, Op: qgis.AtLeast, Value: at(i)})
	}
	if i > 0 {
		tests = append(tests, qgis.Test{Column: column, Op: qgis.Below, Value: at(i - 1)})
	}
	return tests
}

func (f *file) shareLabel(i int) string {
	switch {
	case i == 0:
		return f.w.Text("layer.share_over", "n", shareBreaks[0])
	case i == len(shareBreaks):
		return f.w.Text("layer.share_under", "n", shareBreaks[i-1])
	}
	return f.w.Text("layer.share_from", "from", shareBreaks[i], "to", shareBreaks[i-1]-1)
}
