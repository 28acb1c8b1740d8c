package words

import (
	"math"
	"strconv"
	"strings"

	"saavu/pkg/access"
	"saavu/pkg/equity"
	"saavu/pkg/lang"
)

// Formula writes a formula of a measure; most are the same in every language.
func (w *Words) Formula(formula string) string {
	if key := "formula." + formula; Has(key) {
		return w.Text(key)
	}
	return formula
}

// Measure names a measure.
func (w *Words) Measure(m *access.Measure) string { return w.Term("measure", m.Title) }

// Figure names a figure of equity.
func (w *Words) Figure(f *equity.Figure) string { return w.Term("figure_title", f.Title) }

// Paper writes a reference: it is the same in every language, apart from words about it.
func (w *Words) Paper(reference string) string {
	if key := "paper." + reference; Has(key) {
		return w.Text(key)
	}
	return reference
}

// FigureUnit writes the unit of a figure over people, "" for an index.
func (w *Words) FigureUnit(unit string) string {
	if rest, ok := strings.CutPrefix(unit, "people² × "); ok {
		return w.Text("unit_pairs", "unit", w.Unit(rest))
	}
	return w.Unit(unit)
}

// Division names a division of the county's cells; one that the catalog does not have
// has the name that the county gives it, with spaces for underscores.
func (w *Words) Division(by string) string { return w.Term("division", by) }

// Member names a member of a division: by its names, if it has some, else as Division
// does.
func (w *Words) Member(name string, names lang.Name) string {
	if names == (lang.Name{}) {
		return w.Term("member", name)
	}
	return w.Name(names.Every(name))
}

// Significant writes a number with four digits that count: "0.3000", "28 218",
// "1.234e-05". What does not exist is Dash, and what is not finite is ∞.
func (w *Words) Significant(v float64) string {
	switch size := math.Abs(v); {
	case math.IsNaN(v):
		return Dash
	case math.IsInf(v, 1):
		return "∞"
	case math.IsInf(v, -1):
		return w.Local("-∞")
	case v == 0:
		return "0"
	case size >= 1000:
		return w.Spaced(v)
	case size >= 1e-4:
		return w.Local(strconv.FormatFloat(v, 'f', max(0, 3-int(math.Floor(math.Log10(size)))), 64))
	}
	return w.Local(strconv.FormatFloat(v, 'e', 3, 64))
}

// Alike writes numbers of one row with as many decimals as Significant gives the
// largest of them; those that are zero or not finite as Significant does.
func (w *Words) Alike(values []float64) []string {
	most := 0.0
	for _, v := range values {
		if !math.IsInf(v, 0) && !math.IsNaN(v) {
			most = math.Max(most, math.Abs(v))
		}
	}
	out := make([]string, len(values))
	for i, v := range values {
		if out[i] = w.Significant(v); v-v == 0 && v != 0 && most >= 1e-4 && most < 1000 {
			out[i] = w.Local(strconv.FormatFloat(v, 'f', max(0, 3-int(math.Floor(math.Log10(most)))), 64))
		}
	}
	return out
}
