package webpage_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"saavu/internal/export"
	"saavu/internal/export/contract"
	"saavu/internal/words"
	"saavu/pkg/lang"
)

// figure is a number as a page prints it: with spaces between thousands, or with
// decimals.
var figure = regexp.MustCompile("[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+|[0-9]+(?:[.,][0-9]+)?")

// plainly takes the spaces out of a number and writes a comma as a point.
var plainly = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", ",", ".")

// figures are the numbers in a text, without spaces and with a point.
func figures(text string) []string {
	var out []string
	for _, f := range figure.FindAllString(text, -1) {
		out = append(out, plainly.Replace(f))
	}
	return out
}

// roundings are a number in every form in which the page writes numbers.
func roundings(w *words.Words, v float64) []string {
	var out []string
	for _, text := range []string{w.Count(v), w.Amount(v), w.Amount(100 * v), w.Percent(v), w.Figures(v), w.Spaced(math.Abs(v)), w.Minutes(v),
		w.Fixed(v, 0), w.Fixed(v, 1), w.Fixed(v, 2), w.Fixed(100*v, 0), w.Fixed(100*v, 1), w.Fixed(v/1e6, 1), w.Fixed(v/1e6, 2), w.Fixed(v/1e3, 0)} {
		out = append(out, figures(text)...)
	}
	return out
}

// document is report.json.
type document struct {
	root any
	w    *words.Words
}

func documentOf(t *testing.T, set *export.Set) *document {
	t.Helper()
	var b bytes.Buffer
	if err := contract.JSON(&b, set.Report, set.Words); err != nil {
		t.Fatal(err)
	}
	d := &document{w: set.Words}
	if err := json.Unmarshal(b.Bytes(), &d.root); err != nil {
		t.Fatal(err)
	}
	return d
}

// names are the keys that name an item of a list.
var names = []string{"id", "option", "path", "what", "name", "facility", "kind", "rule", "profession", "area", "payer"}

// at finds what stands at a path: keys of objects, names or indexes of items, * for all
// of them, # for their number, + for the sum of what was found. A figure with a colon is
// what stands before it divided by what stands after it, one with a tilde their difference.
func (d *document) at(path string) ([]float64, error) {
	if top, below, ok := strings.Cut(path, ":"); ok {
		a, err := d.at(top)
		if err != nil {
			return nil, err
		}
		b, err := d.at(below)
		if err != nil || len(a) == 0 || len(b) == 0 {
			return nil, err
		}
		return []float64{a[0] / b[0]}, nil
	}
	if of, less, ok := strings.Cut(path, "~"); ok {
		a, err := d.at(of)
		if err != nil {
			return nil, err
		}
		b, err := d.at(less)
		if err != nil || len(a) == 0 || len(b) == 0 {
			return nil, err
		}
		return []float64{a[0] - b[0]}, nil
	}
	found := []any{d.root}
	for _, step := range strings.Split(path, "/") {
		var next []any
		if step == "+" {
			sum := 0.0
			for _, v := range numbersIn(found) {
				sum += v
			}
			found = []any{sum}
			continue
		}
		for _, v := range found {
			next = append(next, below(v, step)...)
		}
		if next == nil {
			return nil, fmt.Errorf("report.json has no %s (at %s)", path, step)
		}
		found = next
	}
	var out []float64
	for _, v := range found {
		out = append(out, numbersIn(v)...)
	}
	return out, nil
}

// called reports whether an item has every name that a step joins by &.
func called(item map[string]any, step string) bool {
	for _, part := range strings.Split(step, "&") {
		if !slices.ContainsFunc(names, func(name string) bool { return item[name] == part }) {
			return false
		}
	}
	return true
}

// below is one step of a path.
func below(v any, step string) []any {
	switch v := v.(type) {
	case map[string]any:
		if of, ok := v[step]; ok {
			return []any{of}
		}
	case []any:
		switch step {
		case "*":
			return v
		case "#":
			return []any{float64(len(v))}
		}
		var out []any
		for _, item := range v {
			if of, ok := item.(map[string]any); ok && called(of, step) {
				out = append(out, item)
			}
		}
		if i, err := strconv.Atoi(step); out == nil && err == nil && i < len(v) {
			out = []any{v[i]}
		}
		return out
	}
	return nil
}

// numbersIn are all numbers in a value.
func numbersIn(v any) []float64 {
	var out []float64
	switch v := v.(type) {
	case float64:
		out = append(out, v)
	case []any:
		for _, of := range v {
			out = append(out, numbersIn(of)...)
		}
	case map[string]any:
		for _, of := range v {
			out = append(out, numbersIn(of)...)
		}
	}
	return out
}

// missing lists which figures of a text are none of those at the paths.
func (d *document) missing(text []string, paths string) ([]string, error) {
	var allowed []string
	var all []float64
	for _, path := range strings.Split(paths, ";") {
		found, err := d.at(path)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	for _, v := range all {
		allowed = append(allowed, roundings(d.w, v)...)
	}
	var out []string
	for _, f := range text {
		for _, number := range figures(f) {
			if !slices.Contains(allowed, number) {
				out = append(out, number)
			}
		}
	}
	return out, nil
}

// tracedCell is a cell of a page with the figures of report.json that it shows.
type tracedCell struct {
	paths string
	texts []string
	row   *html.Node
}

func tracedCells(doc *html.Node) []tracedCell {
	var out []tracedCell
	each(doc, func(n *html.Node) {
		if paths := attribute(n, "data-f"); paths != "" {
			row := n.Parent
			for row.Parent != nil && row.Data != "tr" {
				row = row.Parent
			}
			out = append(out, tracedCell{paths, texts(n), row})
		}
	})
	return out
}

// Every figure in a cell stands in report.json of the same run, at the place that the
// cell names, and nowhere else would do.
func TestFiguresAreTraced(t *testing.T) {
	for _, l := range lang.Languages() {
		set := setOf(t, l, all)
		d, doc := documentOf(t, set), parsed(t, pageOfAll(t, l))
		cells := tracedCells(doc)
		seen := map[string]int{}
		for _, c := range cells {
			missing, err := d.missing(c.texts, c.paths)
			if err != nil {
				t.Errorf("%s: %v", l, err)
			} else if len(missing) > 0 {
				t.Errorf("%s: %q shows %q, which is not at %s", l, c.texts, missing, c.paths)
			}
			seen[strings.Split(c.paths, "/")[0]]++
		}
		for _, part := range []string{"services", "network", "checks", "assumptions"} {
			if seen[part] < 5 {
				t.Errorf("%s: %d cells name figures of %s: the page or the test has lost them", l, seen[part], part)
			}
		}
	}
}

// A cell that shows the figure of the option next to it is found.
func TestAnotherOptionsFigureIsFound(t *testing.T) {
	set := setOf(t, lang.English, all)
	d := documentOf(t, set)
	cells := tracedCells(parsed(t, pageOfAll(t, lang.English)))
	swapped, found := 0, 0
	for i := 1; i < len(cells); i++ {
		a, b := cells[i-1], cells[i]
		one, two := figures(strings.Join(a.texts, " | ")), figures(strings.Join(b.texts, " | "))
		if a.row != b.row || a.paths == b.paths || len(one) == 0 || len(two) == 0 || slices.Equal(one, two) {
			continue
		}
		swapped++
		of, _ := d.missing(a.texts, b.paths)
		other, _ := d.missing(b.texts, a.paths)
		if len(of)+len(other) > 0 {
			found++
		} else {
			t.Logf("not found: %q at %s and %q at %s", a.texts, a.paths, b.texts, b.paths)
		}
	}
	if swapped < 50 || found < swapped*97/100 {
		t.Errorf("of %d cells that show another one's figure, %d were found", swapped, found)
	}
}

// untraced are the tables and cells whose figures need no place in report.json, by class,
// with the reason.
var untraced = map[string]string{
	"texts rules stack": "names and details of rules, which are texts of the county",
	"words":             "a text: a reason of the county, or changes of an option in words",
	"axis":              "the scale of strips",
	"rest":              "the sum of lines of under 5 000 €, which stand alone in report.json",
}

// Every cell with a figure says where it is from.
func TestEveryCellNamesItsFigure(t *testing.T) {
	doc := parsed(t, pageOfAll(t, lang.English))
	each(doc, func(n *html.Node) {
		if n.Type != html.ElementNode || n.Data != "td" {
			return
		}
		table, named := n.Parent, false
		for table.Data != "table" {
			table = table.Parent
		}
		for _, of := range []*html.Node{table, n} {
			if _, ok := untraced[attribute(of, "class")]; ok {
				return
			}
		}
		each(n, func(n *html.Node) { named = named || attribute(n, "data-f") != "" })
		if shown := strings.Join(texts(n), " "); !named && len(figures(shown)) > 0 && !strings.HasPrefix(shown, words.Dash) { // a dash has a reason
			t.Errorf("a cell of the table %q shows %q and names no figure", attribute(table, "class"), shown)
		}
	})
}

// ownFigures are figures in sentences that are no result, with the reason.
var ownFigures = map[string]string{
	"5":   "percentile, minutes of a tighter limit, name of a font",
	"95":  "percentile",
	"10":  "per cent or people below which a difference is small",
	"1":   "per cent of the need, kilometres of a scale",
	"2":   "kilometres of a scale",
	"1.1": "version of a licence",
	"3":   "name of a font",
	"4":   "name of a font, days a week",
	"256": "name of a hash",
}

// Every figure in a sentence is in report.json after some rounding, or in one of its
// texts, or is no result.
func TestFiguresInSentences(t *testing.T) {
	for _, l := range lang.Languages() {
		set := setOf(t, l, all)
		d, known := documentOf(t, set), map[string]bool{}
		numbers := numbersIn(d.root)
		slices.Sort(numbers)
		for _, v := range slices.Compact(numbers) {
			for _, f := range roundings(d.w, v) {
				known[f] = true
			}
		}
		for _, v := range []int{len(set.Inputs), len(set.Report.Used), len(set.Report.Options), len(set.Report.Checks), int(set.Report.Seed)} {
			known[strconv.Itoa(v)] = true
		}
		ranged := 0
		for i := range set.Report.Used {
			if set.Report.Used[i].Ranged {
				ranged++
			}
		}
		known[strconv.Itoa(ranged)] = true
		for _, f := range figures(textsIn(d.root)) {
			known[f] = true
		}
		seen := 0
		each(parsed(t, pageOfAll(t, l)), func(n *html.Node) {
			if n.Type != html.TextNode || !slices.ContainsFunc([]string{"p", "li", "dd", "h2", "h3", "h4", "small", "span", "b"}, func(tag string) bool { return n.Parent.Data == tag }) || inside(n, "td") {
				return
			}
			for _, f := range figures(n.Data) {
				seen++
				if _, own := ownFigures[f]; !own && !known[f] {
					t.Errorf("%s: %q has %s, which no figure of report.json rounds to", l, n.Data, f)
				}
			}
		})
		if seen < 50 {
			t.Errorf("%s: %d figures in sentences: the page or the test has lost them", l, seen)
		}
	}
}

// inside reports whether a node is in an element of a kind.
func inside(n *html.Node, tag string) bool {
	for n != nil && n.Data != tag {
		n = n.Parent
	}
	return n != nil
}

// textsIn are all texts in a value, one per line.
func textsIn(v any) string {
	var b strings.Builder
	switch v := v.(type) {
	case string:
		return v + "\n"
	case []any:
		for _, of := range v {
			b.WriteString(textsIn(of))
		}
	case map[string]any:
		for _, of := range v {
			b.WriteString(textsIn(of))
		}
	}
	return b.String()
}
