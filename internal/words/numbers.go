package words

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"saavu/pkg/lang"
	"saavu/pkg/report"
)

// Dash is written where there is no number.
const Dash = "–"

// Value writes a value of a message: a text as it is, a name and a term in the
// language, a whole number with spaces between thousands, another number with its
// digits, a list with commas (of names semicolons if one has a comma itself), and a message as
// its sentence.
func (w *Words) Value(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case lang.Name:
		return w.Name(v)
	case report.Term:
		return w.Term(v.List, v.Word)
	case report.Parameter: // the path is what a user types
		if name := w.Parameter(v.Path, v.Names); name != v.Path {
			return name + " (" + v.Path + ")"
		}
		return v.Path
	case report.Year:
		return strconv.Itoa(int(v))
	case int:
		return w.Spaced(float64(v))
	case float64:
		return w.Local(strconv.FormatFloat(v, 'f', -1, 64))
	case report.Amount:
		return w.amount(v)
	case report.Message:
		return w.Message(v)
	case []string:
		return listed(v)
	case []float64:
		return join(v, func(f float64) string { return w.Value(f) })
	case []lang.Name:
		return listed(texted(v, w.Name))
	case []report.Term:
		return join(v, func(t report.Term) string { return w.Value(t) })
	case []report.Message:
		return join(v, w.Message)
	}
	panic(fmt.Sprintf("words: a value of the type %T", v))
}

// join lists values with commas.
func join[T any](list []T, text func(T) string) string { return strings.Join(texted(list, text), ", ") }

// texted writes each of several values.
func texted[T any](list []T, text func(T) string) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = text(v)
	}
	return out
}

// listed puts commas between names, and semicolons where one of them has a comma itself.
func listed(list []string) string {
	if slices.ContainsFunc(list, func(s string) bool { return strings.Contains(s, ", ") }) {
		return strings.Join(list, "; ")
	}
	return strings.Join(list, ", ")
}

// count is the whole number that the plural of a value goes by.
func count(v any) int {
	switch v := v.(type) {
	case int:
		return v
	case float64:
		if v == 1 {
			return 1
		}
	}
	return 2
}

// Local puts a number with a point into the language's form: with a minus sign, and in
// Finnish and Swedish with a decimal comma and spaces that do not break (see Solid).
func (w *Words) Local(number string) string {
	if w.language == lang.English {
		number = strings.ReplaceAll(number, "-", "−")
		if w.solid {
			number = strings.ReplaceAll(number, " ", "\u00a0")
		}
		return number
	}
	return strings.NewReplacer(".", ",", "-", "−", " ", "\u00a0").Replace(number)
}

// Fixed writes a number with this many decimals.
func (w *Words) Fixed(v float64, decimals int) string {
	if !finite(v) {
		return Dash
	}
	return w.Local(strconv.FormatFloat(round(v, decimals), 'f', decimals, 64))
}

// Signed writes a number with this many decimals and its sign, if it is not 0.
func (w *Words) Signed(v float64, decimals int) string {
	if text := w.Fixed(v, decimals); round(v, decimals) > 0 {
		return "+" + text
	} else {
		return text
	}
}

// Spaced writes a whole number with a space between thousands: "12 345". What is
// not finite is Dash.
func (w *Words) Spaced(v float64) string { return w.Local(report.Spaced(v)) }

// People writes a number of people or visits as Count does, with a minus sign where
// it is below 0: "1 900", "-470".
func (w *Words) People(v float64) string {
	if v < 0 && finite(v) {
		return w.Local("-") + w.Count(v)
	}
	return w.Count(v)
}

// Share writes a share of 0 to 1 as whole per cent, and its low and high if they
// round to something else: "71 67-75". Unknown is Dash.
func (w *Words) Share(r report.Range) string {
	if !r.Usable() {
		return Dash
	}
	s := w.Fixed(100*r.V, 0)
	if lo, hi, spans := w.shareSpan(r); spans {
		s += " " + lo + w.Text("to") + hi
	}
	return s
}

// shareSpan returns the low and high of a share in whole per cent, and whether they
// differ from each other.
func (w *Words) shareSpan(r report.Range) (lo, hi string, spans bool) {
	lo, hi = w.Fixed(100*r.Lo, 0), w.Fixed(100*r.Hi, 0)
	return lo, hi, lo != hi
}

// ShareInText writes a share for running text, its low and high in brackets:
// "71 (67-75)".
func (w *Words) ShareInText(r report.Range) string {
	if lo, hi, spans := w.shareSpan(r); r.Usable() && spans {
		return w.Text("share_span", "share", w.Fixed(100*r.V, 0), "low", lo, "high", hi)
	}
	return w.Share(r)
}

// Million writes a change of euros in millions with its sign, or its low and high if
// they round to something else: "+0.5", "+0.3…+0.7". No change is "0.0"; unknown is
// Dash.
func (w *Words) Million(r report.Range) string {
	if !r.Usable() {
		return Dash
	}
	if lo, hi := w.Signed(r.Lo/1e6, 1), w.Signed(r.Hi/1e6, 1); lo != hi {
		return lo + "…" + hi
	}
	return w.Signed(r.V/1e6, 1)
}

// Minutes writes minutes as a whole number, a word for +Inf (nothing is reached)
// and Dash for NaN.
func (w *Words) Minutes(v float64) string {
	if math.IsInf(v, 0) {
		return w.Text("none_reached")
	}
	return w.Fixed(v, 0)
}

// Euros writes euros above 0 with two figures that count: "<1 €", "260 €",
// "4 100 €", "1.2 M€".
func (w *Words) Euros(v float64) string {
	switch {
	case v < 1:
		return "<1" + w.Gap() + "€"
	case v >= 9.95e5: // what would round to a million
		return w.Fixed(v/1e6, 1) + w.Gap() + w.Text("millions")
	}
	return w.Figures(v) + w.Gap() + "€"
}

// Gap is the space between a number and its unit.
func (w *Words) Gap() string { return w.Local(" ") }

// Figures writes a number with two figures that count: "87", "4 100".
func (w *Words) Figures(v float64) string {
	p := math.Pow10(max(int(math.Floor(math.Log10(math.Max(math.Abs(v), 1))))-1, 0))
	return w.Spaced(math.Round(v/p) * p)
}

// Amount writes a number with four figures that count, thousands spaced.
func (w *Words) Amount(v float64) string {
	switch {
	case !finite(v):
		return Dash
	case math.Abs(v) >= 1000:
		return w.Spaced(v)
	}
	return w.Local(strconv.FormatFloat(v, 'g', 4, 64))
}

// Percent writes a share with two figures that count: "26", "4.6".
func (w *Words) Percent(share float64) string {
	if share = 100 * share; math.Abs(share) >= 9.95 || !finite(share) {
		return w.Amount(math.Round(share))
	}
	return w.Local(strconv.FormatFloat(math.Round(share*10)/10, 'f', -1, 64))
}

// finite reports whether a number can be printed.
func finite(v float64) bool { return v-v == 0 }

// round rounds to decimals, and never gives a negative zero.
func round(v float64, decimals int) float64 {
	p := math.Pow10(decimals)
	return math.Round(v*p)/p + 0
}
