package layers

import (
	"slices"

	"saavu/internal/board"
	"saavu/internal/draw"
	"saavu/internal/format/gpkg"
	"saavu/internal/qgis"
)

// services lists the services in the order of styles: those that maps show first.
func (f *file) services() []int {
	list := slices.Clone(f.mapped)
	for v := range f.Report.Services {
		if !slices.Contains(list, v) {
			list = append(list, v)
		}
	}
	return list
}

// styleName names a style of a service.
func (f *file) styleName(v int, key string) string {
	return f.w.Text("layer.style", "service", f.service(v), "what", f.w.Text(key))
}

// figure is the column of a figure of a service.
func (f *file) figure(v int, name string) string {
	return Prefix(f.Report.Services[v].ID) + "_" + name
}

// square is the symbol of cells: small where few people of the target group live, as in
// the maps of the report.
func (f *file) square(option, v int, color string) qgis.Symbol {
	return qgis.Symbol{Shape: qgis.Fill, Color: color, Shrink: f.shrinks[option][v]}
}

// shrink says from which numbers of people on squares are larger. The numbers lie
// between those of the cells, so that rounding does not matter.
func (f *file) shrink(option, v int) *qgis.Shrink {
	l := f.Layer(option, f.Report.Services[v].ID)
	if l == nil {
		return nil
	}
	var most, least [len(draw.Sides)]float64
	people := make([]float64, len(l.Target))
	for i, n := range l.Target {
		people[i] = Snapped(n)
	}
	for i, size := range board.Sizes(people) {
		if size < 0 {
			continue
		}
		most[size] = max(most[size], people[i])
		if least[size] == 0 || people[i] < least[size] {
			least[size] = people[i]
		}
	}
	between := func(size int) float64 {
		for larger := size + 1; larger < len(least); larger++ {
			if least[larger] > 0 {
				return (most[size] + least[larger]) / 2
			}
		}
		return most[size]
	}
	few := between(board.Few)
	inset := func(size int) float64 { return f.Grid.Side * (1 - draw.Sides[size]) / 2 }
	return &qgis.Shrink{Column: f.figure(v, "target"), Few: few, Middle: max(few, between(board.Some)), Most: inset(board.Few), Less: inset(board.Some)}
}

// inhabited are the tests of cells where people of the target group live, or may, if
// their number is hidden.
func (f *file) inhabited(v int, tests ...qgis.Test) []qgis.Test {
	op := qgis.Above
	if f.Public() {
		op = qgis.AboveOr
	}
	return append(tests, qgis.Test{Column: f.figure(v, "target"), Op: op, Value: 0})
}

// nobody is the rule of the other cells.
func (f *file) nobody(v int) qgis.Rule {
	label := f.w.Text("layer.nobody")
	if f.Public() {
		label = f.w.Text("layer.nobody_public")
	}
	return qgis.Rule{Label: label, Tests: []qgis.Test{{Column: f.figure(v, "target"), Op: qgis.UpTo, Value: 0}}, Symbol: qgis.Symbol{Shape: qgis.Fill, Color: draw.Ground}}
}

// minutesStyle has the classes of the report's maps of minutes. The limit is a line of
// the legend.
func (f *file) minutesStyle(option, v int) qgis.Style {
	c := board.ClassesOf(&f.Report.Services[v])
	column := f.figure(v, "min")
	var rules []qgis.Rule
	for class, name := range board.MinuteNames(f.w, c) {
		var tests []qgis.Test
		switch {
		case class == board.Nowhere:
			tests = []qgis.Test{{Column: f.figure(v, "unreached"), Op: qgis.Is, Value: 1}}
		case class == 0:
			tests = []qgis.Test{{Column: column, Op: qgis.UpTo, Value: c.To[0]}}
		case class == board.Beyond:
			tests = []qgis.Test{{Column: column, Op: qgis.Above, Value: c.To[class-1]}}
		default:
			tests = []qgis.Test{{Column: column, Op: qgis.Above, Value: c.To[class-1]}, {Column: column, Op: qgis.UpTo, Value: c.To[class]}}
		}
		if c.Limit > 0 && class == c.Limit {
			rules = append(rules, qgis.Rule{Heading: true, Label: "— " + board.LimitName(f.w, &f.Report.Services[v]) + " —"})
		}
		rules = append(rules, qgis.Rule{Label: name, Tests: f.inhabited(v, tests...), Symbol: f.square(option, v, draw.Minutes[class])})
	}
	return qgis.Style{Name: f.styleName(v, "layer.minutes"), Rules: append(rules, f.nobody(v))}
}

// changeStyle has the classes of the report's maps of change.
func (f *file) changeStyle(option, v int) qgis.Style {
	limited := board.ClassesOf(&f.Report.Services[v]).Limit > 0
	var rules []qgis.Rule
	for class, name := range board.ChangeNames(f.w) {
		if !limited && (class == board.NowInTime || class == board.NotInTime) {
			continue
		}
		rules = append(rules, qgis.Rule{Label: name, Symbol: f.square(option, v, draw.Change[class]),
			Tests: f.inhabited(v, qgis.Test{Column: f.figure(v, "class"), Op: qgis.Is, Value: bestClass - class})})
	}
	return qgis.Style{Name: f.styleName(v, "layer.journeys"), Rules: append(rules, f.nobody(v))}
}

// peopleBreaks are where the classes of people of a cell end; the last has the rest.
var peopleBreaks = []int{5, 20, 50}

// peopleRules are classes of a number of people of a cell, the largest first. name makes a
// label of the words for a class.
func (f *file) peopleRules(option, v int, figure string, colors []string, name func(people string) string, more ...qgis.Test) []qgis.Rule {
	column := f.figure(v, figure)
	var rules []qgis.Rule
	for class := len(peopleBreaks); class >= 0; class-- {
		tests := []qgis.Test{{Column: column, Op: qgis.AtLeast, Value: 0}}
		label := f.w.Text("layer.people_under", "n", peopleBreaks[0])
		if class > 0 {
			tests[0].Value = peopleBreaks[class-1]
			label = f.w.Text("layer.people_over", "n", peopleBreaks[class-1])
		} else {
			tests[0] = qgis.Test{Column: column, Op: qgis.Above, Value: 0}
		}
		if class < len(peopleBreaks) {
			tests = append(tests, qgis.Test{Column: column, Op: qgis.Below, Value: peopleBreaks[class]})
			if class > 0 {
				label = f.w.Text("layer.people_from", "from", peopleBreaks[class-1], "to", peopleBreaks[class]-1)
			}
		}
		rules = append(rules, qgis.Rule{Label: name(label), Tests: append(tests, more...), Symbol: f.square(option, v, colors[class])})
	}
	return rules
}

// gainColors and loseColors are for classes of people, the fewest first.
var (
	gainColors = []string{draw.Light.GainTints[1], draw.Light.GainTints[2], draw.Light.Less, draw.Change[board.NowInTime]}
	loseColors = []string{draw.Light.LoseTints[1], draw.Light.LoseTints[2], draw.Light.More, draw.Light.LoseOnTint}
)

// gainLoseStyle shows where people come within the limit and fall outside it. A cell with
// both shows who falls outside.
func (f *file) gainLoseStyle(option, v int) qgis.Style {
	gain := f.peopleRules(option, v, "gain", gainColors, func(people string) string { return f.w.Text("layer.gains", "people", people) }, qgis.Test{Column: f.figure(v, "lose"), Op: qgis.UpTo, Value: 0})
	lose := f.peopleRules(option, v, "lose", loseColors, func(people string) string { return f.w.Text("layer.loses", "people", people) })
	rest := f.nobody(v)
	rest.Label, rest.Tests = f.w.Text("page.no_change"), []qgis.Test{{Column: f.figure(v, "gain"), Op: qgis.UpTo, Value: 0}, {Column: f.figure(v, "lose"), Op: qgis.UpTo, Value: 0}}
	return qgis.Style{Name: f.styleName(v, "layer.gain_lose"), Rules: slices.Concat(gain, lose, f.few(v, "gain"), []qgis.Rule{rest})}
}

// lossStyle shows the people of a figure of loss.
func (f *file) lossStyle(option, v int, figure, key string) qgis.Style {
	rest := f.nobody(v)
	rest.Label, rest.Tests = f.w.Text("page.no_change"), []qgis.Test{{Column: f.figure(v, figure), Op: qgis.UpTo, Value: 0}}
	return qgis.Style{Name: f.styleName(v, key), Rules: slices.Concat(f.peopleRules(option, v, figure, loseColors, func(people string) string { return people }), f.few(v, figure), []qgis.Rule{rest})}
}

// few is the rule of cells in which a figure is hidden; none if nothing is.
func (f *file) few(v int, figure string) []qgis.Rule {
	if !f.Public() {
		return nil
	}
	return []qgis.Rule{{Label: f.w.Text("layer.few_hidden", "n", board.PublicLeast), Tests: []qgis.Test{{Column: f.figure(v, figure), Op: qgis.Null}}, Symbol: qgis.Symbol{Shape: qgis.Fill, Color: draw.Light.Wash}}}
}

// coverageStyles are the minutes of every service.
func (f *file) coverageStyles(option int) []qgis.Style {
	var out []qgis.Style
	for _, v := range f.services() {
		out = append(out, f.minutesStyle(option, v))
	}
	return out
}

// changeStyles are, for the services of a layer of changes, the change, and the people
// whom something happens to.
func (f *file) changeStyles(option int) []qgis.Style {
	var out []qgis.Style
	for _, v := range f.services() {
		if !f.shows(option, v) {
			continue
		}
		out = append(out, f.changeStyle(option, v))
		l := f.Layer(option, f.Report.Services[v].ID)
		if l == nil {
			continue
		}
		if f.some(option, l.Gain) || f.some(option, l.Lose) {
			out = append(out, f.gainLoseStyle(option, v))
		}
		if f.some(option, l.LoseLast) {
			out = append(out, f.lossStyle(option, v, "loses_last", "layer.last"))
		}
		if f.some(option, l.FewerDays) {
			out = append(out, f.lossStyle(option, v, "fewer_days", "layer.days"))
		}
	}
	return out
}

// cellStyles show how many people live in the cells of the first year, or the cells alone.
func (f *file) cellStyles() []qgis.Style {
	return []qgis.Style{{Name: f.w.Text("layer.style_people"), Rules: []qgis.Rule{{Label: f.w.Text("layer.cells"), Symbol: qgis.Symbol{Shape: qgis.Fill, Color: draw.Light.Wash, Stroke: draw.Light.Line, Width: 0.1}}}}}
}

// stored are styles as a GeoPackage has them.
func stored(l *gpkg.Layer, styles []qgis.Style, form *qgis.Form) []gpkg.Style {
	var out []gpkg.Style
	for i := range styles {
		s := &styles[i]
		with := form
		if i > 0 {
			with = nil
		}
		out = append(out, gpkg.Style{Name: qgis.Shown(s.Name), Description: l.Title, QML: s.QML(with), SLD: s.SLD(l.Name)})
	}
	return out
}
