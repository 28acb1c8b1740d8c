package layers

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/board"
	"saavu/internal/draw"
	"saavu/internal/format/gpkg"
	"saavu/internal/qgis"
	"saavu/internal/words"
)

// Differ is what a layer of differences says next to its numbers: the two options by id
// and by name, the name of a service by the beginning of its columns, what of the county is
// not real, and whether its numbers are those of a public result.
type Differ struct {
	IDs, Names [2]string
	Service    func(prefix string) string
	Stamp      []string
	Public     bool
	Words      *words.Words
}

// Difference makes a layer of what two options differ in from their layers of cells:
// the first less the second. For each service it has the minutes without a car, unknown
// where either is, and, if both layers have them, the people who get there in time,
// whose sum is the difference of the figures in the report. A cell that one layer alone
// has, because nobody lives there in the other, counts its people as the difference. In a
// public result people are unknown where either number is, or where they differ by few.
func Difference(first, second gpkg.Layer, d Differ) (gpkg.Layer, error) {
	w := d.Words
	between := d.Names[0] + " − " + d.Names[1]
	columns := []gpkg.Column{}
	var pairs [][2]int // columns of the two layers
	for i, c := range first.Columns {
		service, what := c.Name, ""
		for _, end := range []string{"_own_min", "_min", "_there"} {
			if name, ok := strings.CutSuffix(c.Name, end); ok {
				service, what = name, end
				break
			}
		}
		j := columnOf(&second, c.Name)
		if j < 0 || what != "_min" && what != "_there" {
			continue
		}
		columns = append(columns, gpkg.Column{Name: service + strings.Replace(what, "_min", "_minutes", 1), Type: c.Type,
			Title:       dotted(w.Text("layer.style", "service", d.Service(service), "what", w.Term("cell_figure", what[1:])), between),
			Description: w.Text("saved.more_in", "option", d.Names[0])})
		pairs = append(pairs, [2]int{i, j})
	}
	id, other := columnOf(&first, "id"), columnOf(&second, "id")
	if id < 0 || other < 0 || len(pairs) == 0 {
		return gpkg.Layer{}, fmt.Errorf("the layers %s and %s have no column id, or no figures of the same service", first.Name, second.Name)
	}
	key := first.Columns[id]
	key.Title, key.Description = w.Term("cell", "id"), w.Term("cell_means", "id")
	rows := joined(&first, &second, id, other)
	out := gpkg.Layer{Name: "difference_" + Plain(d.IDs[0]) + "_" + Plain(d.IDs[1]), Title: qgis.Shown(dotted(append([]string{between}, d.Stamp...)...)),
		Description: dotted(append([]string{w.Text("saved.difference", "first", d.Names[0], "second", d.Names[1])}, d.Stamp...)...),
		Geometry:    first.Geometry, CRS: first.CRS, Columns: append([]gpkg.Column{key}, columns...), Len: len(rows)}
	out.Row = func(i int, values []any) orb.Geometry {
		r := &rows[i]
		values[0] = r.id
		for k, p := range pairs {
			both := d.Public || strings.HasSuffix(columns[k].Name, "_minutes")
			v := less(r.at(0, p[0]), r.at(1, p[1]), both)
			if n, people := v.(float64); people && d.Public && small(math.Abs(n)) {
				v = nil
			}
			values[1+k] = v
		}
		return r.shape
	}
	out.Styles = differenceStyles(w, &out, drawnService(&first))
	return out, nil
}

// drawnService is the service, by the beginning of its columns, whose minutes the first
// style of a layer of cells draws; "" if it draws none.
func drawnService(l *gpkg.Layer) string {
	if len(l.Styles) == 0 {
		return ""
	}
	for _, c := range l.Columns {
		if service, ok := strings.CutSuffix(c.Name, "_min"); ok && strings.Contains(l.Styles[0].SLD, "<ogc:PropertyName>"+c.Name+"</ogc:PropertyName>") {
			return service
		}
	}
	return ""
}

// small reports whether a number of people is one that is not published.
func small(people float64) bool { return people > 0 && people < board.PublicLeast }

// differenceClass is how a figure of differences is drawn: up to near is as good as none,
// and far and more is the strongest colour. Labels of whole numbers name the first and the
// last of a class.
type differenceClass struct {
	end             string // of the names of its columns
	near, far, step int
	better          bool // more is better
}

var differenceClasses = []differenceClass{{"_minutes", board.LeastMinutes - 1, 10, 1, false}, {"_there", 0, board.PublicLeast, 0, true}}

// differenceStyles draw each column of a difference: what is better in the first option is
// blue. Columns of the service that the run draws come first, then those of others with a
// difference, then those without.
func differenceStyles(w *words.Words, l *gpkg.Layer, service string) []gpkg.Style {
	differs := make([]bool, len(l.Columns))
	values := make([]any, len(l.Columns))
	for i := range l.Len {
		clear(values)
		l.Row(i, values)
		for c, v := range values {
			differs[c] = differs[c] || numberOf(v) != 0
		}
	}
	form := &qgis.Form{}
	for _, c := range l.Columns {
		form.Fields = append(form.Fields, qgis.Field{Name: c.Name, Title: c.Title})
	}
	var drawn, first, then []qgis.Style
	for c := range l.Columns {
		for _, class := range differenceClasses {
			if !strings.HasSuffix(l.Columns[c].Name, class.end) {
				continue
			}
			s := qgis.Style{Name: l.Columns[c].Title, Rules: class.rules(w, l.Columns[c].Name)}
			switch {
			case strings.TrimSuffix(l.Columns[c].Name, class.end) == service:
				drawn = append(drawn, s)
			case differs[c]:
				first = append(first, s)
			default:
				then = append(then, s)
			}
		}
	}
	return stored(l, slices.Concat(drawn, first, then), form)
}

// rules are the five classes of a column, the best first.
func (d *differenceClass) rules(w *words.Words, column string) []qgis.Rule {
	signed := func(n int) string { return w.Signed(float64(n), 0) }
	of := func(op qgis.Op, n int) qgis.Test { return qgis.Test{Column: column, Op: op, Value: n} }
	span := func(from, to int) string { return signed(from) + "…" + signed(to) }
	none := signed(0)
	if d.near > 0 {
		none = span(-d.near, d.near)
	}
	rules := []qgis.Rule{
		{Label: w.Text("saved.or_less", "n", signed(-d.far)), Tests: []qgis.Test{of(qgis.UpTo, -d.far)}},
		{Label: span(-d.far+d.step, -d.near-d.step), Tests: []qgis.Test{of(qgis.Above, -d.far), of(qgis.Below, -d.near)}},
		{Label: none, Tests: []qgis.Test{of(qgis.AtLeast, -d.near), of(qgis.UpTo, d.near)}},
		{Label: span(d.near+d.step, d.far-d.step), Tests: []qgis.Test{of(qgis.Above, d.near), of(qgis.Below, d.far)}},
		{Label: w.Text("saved.or_more", "n", signed(d.far)), Tests: []qgis.Test{of(qgis.AtLeast, d.far)}},
	}
	if d.better {
		slices.Reverse(rules)
	}
	for i := range rules {
		rules[i].Symbol = qgis.Symbol{Shape: qgis.Fill, Color: draw.Change[i]}
	}
	return rules
}

// pair is a cell in two layers; values are nil where a layer does not have it.
type pair struct {
	id     any
	values [2][]any
	shape  orb.Geometry
}

func (p *pair) at(layer, column int) any {
	if p.values[layer] == nil {
		return nil
	}
	return p.values[layer][column]
}

// joined lists the cells of the first layer, then those that only the second has.
func joined(first, second *gpkg.Layer, id, other int) []pair {
	var rows []pair
	at := map[any]int{}
	for k, l := range []*gpkg.Layer{first, second} {
		for i := range l.Len {
			values := make([]any, len(l.Columns))
			shape := l.Row(i, values)
			key := values[[2]int{id, other}[k]]
			n, ok := at[key]
			if !ok {
				n = len(rows)
				at[key], rows = n, append(rows, pair{id: key, shape: shape})
			}
			rows[n].values[k] = values
		}
	}
	return rows
}

// less subtracts. Minutes are unknown if either is; people that are not there are 0.
func less(a, b any, both bool) any {
	if a == nil && b == nil || both && (a == nil || b == nil) {
		return nil
	}
	x, whole := a.(int64)
	y, also := b.(int64)
	if whole && also {
		return x - y
	}
	return numberOf(a) - numberOf(b)
}

func numberOf(v any) float64 {
	switch v := v.(type) {
	case int64:
		return float64(v)
	case float64:
		return v
	}
	return 0
}

func columnOf(l *gpkg.Layer, name string) int {
	for i, c := range l.Columns {
		if c.Name == name {
			return i
		}
	}
	return -1
}
