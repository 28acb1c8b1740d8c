package measures

import (
	"cmp"
	"math"
	"slices"

	"saavu/internal/draw"
	"saavu/internal/format/gpkg"
	"saavu/internal/qgis"
	"saavu/internal/words"
	"saavu/pkg/equity"
	"saavu/pkg/report"
)

// fifths are where the classes of values end, as shares of the people.
var fifths = []float64{0.2, 0.4, 0.6, 0.8}

// styles draw each column of values in five classes of about as many people, the
// lowest light, and apart what is never reached. Fields have their titles.
func styles(w *words.Words, a *report.Access, l *gpkg.Layer) {
	form := &qgis.Form{}
	for _, c := range l.Columns {
		form.Fields = append(form.Fields, qgis.Field{Name: c.Name, Title: c.Title})
	}
	for c, x := range a.Columns {
		s := qgis.Style{Name: w.Message(x.Title), Marks: a.Facilities}
		shape := qgis.Symbol{Shape: qgis.Fill}
		if l.Geometry == gpkg.Point {
			shape = qgis.Symbol{Shape: qgis.Circle, Stroke: draw.Light.Ink, Halo: draw.Light.Paper, Size: 3, Width: 0.25}
		}
		s.Rules = valueRules(w, x.Name, valueBreaks(a, c), shape)
		if !x.Finite {
			shape.Color = draw.Minutes[len(draw.Minutes)-1]
			s.Rules = append(s.Rules, qgis.Rule{Label: w.Text("saved.never"), Tests: []qgis.Test{{Column: unreachedName(x.Name), Op: qgis.Is, Value: 1}}, Symbol: shape})
		}
		l.Styles = append(l.Styles, gpkg.Style{Name: s.Name, Description: l.Title, QML: s.QML(form), SLD: s.SLD(l.Name)})
		form = nil // the first style has it
	}
}

// areaMeanStyle draws the mean of areas as the values of cells are drawn.
func areaMeanStyle(w *words.Words, a *report.Access, l *gpkg.Layer) {
	form := &qgis.Form{}
	for _, c := range l.Columns {
		form.Fields = append(form.Fields, qgis.Field{Name: c.Name, Title: c.Title})
	}
	var means, people []float64
	for _, x := range a.Areas {
		means, people = append(means, x.Mean), append(people, x.People)
	}
	s := qgis.Style{Name: w.Text("saved.style_mean"), Label: &qgis.Label{Column: "name", Size: 8, Color: draw.Light.Ink, Halo: draw.Light.Paper},
		Rules: valueRules(w, "mean", breaksOf(means, people), qgis.Symbol{Shape: qgis.Fill, Stroke: draw.Light.Paper, Width: 0.3})}
	l.Styles = []gpkg.Style{{Name: s.Name, Description: l.Title, QML: s.QML(form), SLD: s.SLD(l.Name)}}
}

// valueRules are classes of a column between breaks.
func valueRules(w *words.Words, column string, breaks []float64, symbol qgis.Symbol) []qgis.Rule {
	var rules []qgis.Rule
	for i := range len(breaks) + 1 {
		symbol.Color = draw.Minutes[i]
		r := qgis.Rule{Symbol: symbol}
		switch {
		case len(breaks) == 0:
			r.Label, r.Tests = w.Text("saved.all_values"), []qgis.Test{{Column: column, Op: qgis.Some}}
		case i == 0:
			r.Label, r.Tests = w.Text("saved.up_to", "value", w.Significant(breaks[0])), []qgis.Test{{Column: column, Op: qgis.UpTo, Value: breaks[0]}}
		case i == len(breaks):
			r.Label, r.Tests = w.Text("saved.over", "value", w.Significant(breaks[i-1])), []qgis.Test{{Column: column, Op: qgis.Above, Value: breaks[i-1]}}
		default:
			r.Label = w.Text("saved.between", "from", w.Significant(breaks[i-1]), "to", w.Significant(breaks[i]))
			r.Tests = []qgis.Test{{Column: column, Op: qgis.Above, Value: breaks[i-1]}, {Column: column, Op: qgis.UpTo, Value: breaks[i]}}
		}
		rules = append(rules, r)
	}
	return rules
}

// valueBreaks are the breaks of a column of values; facilities count as one each.
func valueBreaks(a *report.Access, column int) []float64 {
	n := a.Width()
	values := make([]float64, len(a.IDs))
	for i := range values {
		values[i] = a.Values[i*n+column]
	}
	return breaksOf(values, a.People)
}

// breaksOf divides values into classes of about as many people; nil people count each
// value once. A break is a value, and no two are equal, nor is one the largest value.
func breaksOf(values, people []float64) []float64 {
	type one struct{ value, people float64 }
	var list []one
	for i, v := range values {
		n := 1.0
		if people != nil {
			n = people[i]
		}
		if !math.IsNaN(v) && !math.IsInf(v, 0) && n > 0 {
			list = append(list, one{v, n})
		}
	}
	slices.SortFunc(list, func(a, b one) int { return cmp.Compare(a.value, b.value) })
	weights := make([]float64, len(list))
	for i := range list {
		weights[i] = list[i].people
	}
	var out []float64
	for _, p := range fifths {
		if len(list) == 0 {
			break
		}
		v := list[equity.QuantileAt(weights, p)].value
		if v < list[len(list)-1].value && (len(out) == 0 || v > out[len(out)-1]) {
			out = append(out, v)
		}
	}
	return out
}
