package layers

import (
	"math"
	"slices"
	"strings"

	"saavu/internal/draw"
	"saavu/internal/qgis"
	"saavu/internal/words"
	"saavu/pkg/population"
	"saavu/pkg/report"
)

// pageTable is a table on a page: its first row is the head, and its columns but the
// first few are numbers.
type pageTable struct {
	title  string
	rows   [][]string
	widths []float64 // millimetres
	texts  int       // columns of texts, which are on the left
}

// Of a table on a page: the height of a row in millimetres, and how many lines its head has.
const (
	rowHeight = 6.3
	headRows  = 2
)

// write puts a table on a page, from its left upper corner as far down as there is room.
// How many rows found none is the last one.
func (f *file) write(l *qgis.Layout, t *pageTable, x, y, bottom float64) {
	width := 0.0
	for _, w := range t.widths {
		width += w
	}
	l.Texts = append(l.Texts, fitting(text(x, y, width, 6, t.title, 10.5, true), 1))
	rows := t.rows
	if room := int((bottom-y)/rowHeight) - headRows - 1; len(rows) > room {
		left := len(rows) - max(room-1, 1)
		rows = append(slices.Clone(rows[:max(room-1, 1)]), []string{f.w.Text("layer.more_rows", "n", left)})
	}
	y += rowHeight
	for i, row := range rows {
		at, lines := x, 1
		if i == 0 {
			lines = headRows
		}
		high := float64(lines) * rowHeight
		for c, s := range row {
			item := fitting(text(at, y+1, t.widths[c]-2, high, s, 8.5, i == 0), lines)
			item.Right = c >= t.texts
			l.Texts = append(l.Texts, item)
			at += t.widths[c]
		}
		y += high
	}
}

// head is the head of a column in one line.
func (f *file) head(key string) string {
	return strings.NewReplacer("-\n", "", "\n", " ").Replace(f.w.Text(key))
}

// millimetres turns points into them. A machine without the font of the page has another
// one, which may be a sixth wider than that of the PNG.
const (
	millimetres = 25.4 / 72
	substitute  = 7.0 / 6
)

// fits reports whether a text of a size in points has room in some lines of a width.
func fits(s string, width, size float64, bold bool, lines int) bool {
	line := ""
	for _, word := range strings.Fields(s) {
		longer := strings.TrimSpace(line + " " + word)
		if draw.TextWidth(longer, size*millimetres*substitute, bold) > width {
			if lines--; line == "" || lines == 0 || draw.TextWidth(word, size*millimetres*substitute, bold) > width {
				return false
			}
			longer = word
		}
		line = longer
	}
	return true
}

// fitting makes a text fit in some lines of a width: it is written up to a fifth smaller,
// and what has no room then is left out by words, of a single word by letters.
func fitting(t qgis.TextItem, lines int) qgis.TextItem {
	size, all := t.Size, t.Text
	for _, by := range []float64{1, 0.9, 0.8} {
		if t.Size = by * size; fits(all, t.W, t.Size, t.Bold, lines) {
			return t
		}
	}
	words := strings.Fields(all)
	for n := len(words) - 1; n > 0; n-- {
		if t.Text = strings.TrimRight(strings.Join(words[:n], " "), " ,;:·-–") + "…"; fits(t.Text, t.W, t.Size, t.Bold, lines) {
			return t
		}
	}
	letters := []rune(words[0])
	for n := len(letters) - 1; n > 0; n-- {
		if t.Text = string(letters[:n]) + "…"; fits(t.Text, t.W, t.Size, t.Bold, lines) {
			break
		}
	}
	return t
}

// placeTable lists the places of the service of maps in an option: first those that it
// changes, then those that most visits come to.
func (f *file) placeTable(option int) pageTable {
	v := f.mapped[0]
	id := f.Report.Services[v].ID
	t := pageTable{title: dotted(words.Capital(f.w.Text("layer.signs")), f.w.Unit("contacts/year"), f.w.Option(&f.Report.Options[option])), widths: []float64{60, 38, 21, 21}, texts: 2,
		rows: [][]string{{"", "", f.head("detail.head_wanted"), f.head("detail.head_given")}}}
	type listed struct {
		name, does  string
		rank        int
		load, given float64
	}
	var list []listed
	signs := f.signRules("does")
	for _, p := range f.places(option) {
		sign := p.signs[id]
		if sign == "" {
			continue
		}
		x := listed{name: f.w.Name(p.Called()), rank: 1, load: math.NaN(), given: math.NaN()}
		if sign == kept {
			x.rank = 2
		}
		for _, r := range signs {
			if r.Tests[0].Value == sign {
				x.does = r.Label
			}
		}
		for _, n := range f.Report.Services[v].Rows[option].Loads {
			if n.Facility == p.ID {
				x.load, x.given = sumOf(x.load, n.Load), sumOf(x.given, n.Seen)
			}
		}
		list = append(list, x)
	}
	slices.SortStableFunc(list, func(a, b listed) int {
		switch {
		case a.rank != b.rank:
			return a.rank - b.rank
		case a.load > b.load:
			return -1
		case a.load < b.load:
			return 1
		}
		return 0
	})
	for _, x := range list {
		t.rows = append(t.rows, []string{x.name, x.does, f.w.Count(x.load), f.w.Count(x.given)})
	}
	return t
}

// sumOf is a sum of which the first part may not be there yet.
func sumOf(a, b float64) float64 {
	if math.IsNaN(a) {
		return b
	}
	return a + b
}

// areaTable lists the areas with the share in time before and in an option, and the
// people who gain and lose.
func (f *file) areaTable(before, option int) pageTable {
	g, v := f.Grid, &f.Report.Services[f.mapped[0]]
	t := pageTable{title: dotted(f.w.Text("layer.areas"), f.w.Term("area_figure", "there")), widths: []float64{34, 25, 25, 23, 23}, texts: 1,
		rows: [][]string{{"", f.w.Option(&f.Report.Options[before]) + ", %", f.w.Option(&f.Report.Options[option]) + ", %",
			f.head("service.head_gain") + ", " + f.w.Unit("people"), f.head("service.head_lose") + ", " + f.w.Unit("people")}}}
	share := func(a *report.Area) string {
		if a == nil || !a.GetsThere.Usable() {
			return words.Dash
		}
		return f.w.Share(report.Exact(a.GetsThere.V))
	}
	for _, at := range population.InOrder(g.AreaOrder, len(g.Areas)) {
		a := &g.Areas[at]
		was, now := areaOf(&v.Rows[before], a.ID), areaOf(&v.Rows[option], a.ID)
		if was == nil && now == nil {
			continue
		}
		gain, lose := math.NaN(), math.NaN()
		if now != nil {
			gain, lose = now.Gain, now.Lose
		}
		t.rows = append(t.rows, []string{f.w.Name(a.Names.Every(a.Name)), share(was), share(now), f.w.Count(gain), f.w.Count(lose)})
	}
	return t
}
