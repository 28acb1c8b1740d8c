package webpage

import (
	"fmt"
	"html/template"
	"math"
	"slices"
	"strings"

	"saavu/internal/board"
	"saavu/internal/words"
)

// table is the decision table of one screen.
type table struct {
	ID      string
	Heading string // "" for the first screen
	Ref     string
	Options []string
	Blocks  []tableBlock
	Unclear bool // some change has a range that covers zero
	Small   bool // some change is written as board.SmallChange
	Ranges  bool // some change has its range below it
	Dash    bool // some sum of the reference is not computed
	Tinted  bool // some cell has a tint
	Notes   []caution
}

// tableBlock is a group of rows.
type tableBlock struct {
	Title, Sub string
	Rows       []tableRow
}

// tableRow is a line of the table.
type tableRow struct {
	Name, Sub  string
	Head       bool   // a heading above the rows below
	Class      string // of a row below such a heading, of the row above or of euros; "" for none
	Ref        string
	Dash       bool // Ref is not known
	Uncomputed bool // it is not computed
	Percent    bool // it is a share, written in per cent
	Share      template.HTML
	Trace      string // of Ref
	Cells      []tableCell
}

// tableCell is one figure of an option.
type tableCell struct {
	Class string // tint; "" for none
	Same  bool
	Dash  bool
	Moves []tableMove
	Trace string
}

// tableMove is a change in a cell.
type tableMove struct {
	Share, Class string
	Ends         []tableEnd // one, or low and high
	Range        []tableEnd // low and high below a value
	Rules        []string
}

// tableEnd is a number with its arrow, and what the arrow means in words.
type tableEnd struct{ Arrow, Word, Text string }

// caution is a warning below a table.
type caution struct{ Lead, Text, Class string } // Lead "" for none

// tables are the decision tables of all screens.
func (p *page) tables() any {
	var out []table
	for i := range p.views {
		v := &p.views[i]
		t := table{ID: fmt.Sprintf("table-%d", i), Ref: v.Head(), Notes: p.cautions(v)}
		t.Heading = p.heading(v)
		for _, k := range v.Options {
			t.Options = append(t.Options, v.Option(k))
		}
		blocks := v.Table(v.Options)
		for b := range blocks {
			if block := p.block(&t, v, &blocks[b]); len(block.Rows) > 0 {
				t.Blocks = append(t.Blocks, block)
			}
		}
		out = append(out, t)
	}
	return out
}

func (p *page) block(t *table, v *board.View, b *board.Block) tableBlock {
	out := tableBlock{Title: p.w.Text("page.wide." + b.Key), Sub: p.w.Text("page.under."+b.Key, b.Facts...)}
	for i := range b.Rows {
		r := &b.Rows[i]
		row := tableRow{Name: r.Name, Head: r.Kind == board.Heading, Ref: r.Ref, Percent: r.RefPart.Usable(), Trace: p.traceOf(r, v.Ref), Class: rowClass[r.Kind]}
		if r.Key != "" {
			row.Name = p.w.Text("page.wide." + r.Key)
		}
		switch {
		case r.RefPart.Usable():
			row.Share = bar(r.RefPart.V)
		case r.RefWide != "":
			row.Ref, row.Trace = r.RefWide, traced("today_cost")
		case r.Ref == words.Dash:
			row.Dash = true
		case r.Kind == board.Money && r.Key != "row.one_off":
			row.Ref, row.Uncomputed, t.Dash = words.Dash, true, true
		}
		if !math.IsNaN(r.Limit) {
			row.Sub = p.w.Text("page.limit", "minutes", math.Round(r.Limit*10)/10, "ages", p.w.Ages(r.Group))
		}
		for c := range r.Cells {
			cell := &r.Cells[c]
			for i := range cell.Moves {
				m := &cell.Moves[i]
				t.Unclear = t.Unclear || m.Unclear()
				t.Small = t.Small || m.Middle == board.SmallChange
				t.Ranges = t.Ranges || m.Low != "" && !m.Unclear()
			}
			shown := p.cell(r.Kind, cell)
			t.Tinted = t.Tinted || shown.Class != "" && shown.Class != "unclear"
			shown.Trace = p.traceOf(r, v.Options[c])
			row.Cells = append(row.Cells, shown)
		}
		if len(v.Options) == 0 && (r.Ref == "" && row.Share == "" && row.Ref == "" || row.Uncomputed) {
			continue // a row of changes alone
		}
		t.Dash = t.Dash || row.Dash && r.Kind == board.Money
		out.Rows = append(out.Rows, row)
	}
	return out
}

// rowClass are classes of rows by kind.
var rowClass = map[board.Kind]string{board.PartWeek: "inner", board.MostPeople: "inner", board.SameEuros: "inner", board.Money: "money"}

// cell gives a cell its words and its tint: the larger the share of those concerned, the
// darker. Euros and rules have no tint but that of a new breach.
func (p *page) cell(kind board.Kind, c *board.Cell) tableCell {
	out := tableCell{Same: c.State == board.Same, Dash: c.State == board.Unknown}
	for i := range c.Moves {
		m := &c.Moves[i]
		move := tableMove{Share: m.Share, Class: toneClass[m.Tone], Rules: m.Rules}
		var ends []tableEnd
		for _, e := range m.Ends {
			ends = append(ends, tableEnd{e.Arrow, p.word(kind, e.Arrow), e.Number})
		}
		switch {
		case m.Unclear():
			out.Class, move.Ends = "unclear", ends
		case m.Middle != "":
			move.Ends, move.Range = []tableEnd{{Text: m.Middle}}, []tableEnd{{Text: m.Low}, {Text: m.High}}
		default:
			move.Ends, move.Range = []tableEnd{{m.Arrow, p.word(kind, m.Arrow), m.Number}}, ends
		}
		if (out.Class == "" || out.Class == "unclear") && (kind == board.Reach || kind == board.Visits || kind == board.NewBreaches) && m.Tone != board.Neutral {
			out.Class = fmt.Sprintf("%s%d", tintClass[m.Tone], tint(m.Of))
		}
		out.Moves = append(out.Moves, move)
	}
	return out
}

// toneClass are the classes of the style sheet by tone, tintClass those of tints.
var (
	toneClass = map[board.Tone]string{board.Gain: "gain", board.Lose: "lose", board.Law: "law"}
	tintClass = map[board.Tone]string{board.Gain: "gain", board.Lose: "lose", board.Law: "lose"}
)

// tint is the step of a tint, 1 to 3.
func tint(share float64) int {
	switch {
	case share < 0.02:
		return 1
	case share < 0.08 || math.IsNaN(share):
		return 2
	}
	return 3
}

// word says in words what an arrow means, for readers who do not see it.
func (p *page) word(kind board.Kind, arrow string) string {
	var key map[string]string
	switch kind { // names of other rows say it
	case board.Reach:
		key = map[string]string{"▲": "page.gain", "▼": "page.lose"}
	case board.Visits, board.SameEuros:
		key = map[string]string{"▲": "page.fewer_undone", "▼": "page.more_undone"}
	}
	if key[arrow] == "" {
		return ""
	}
	return p.w.Text(key[arrow])
}

// cautions are the warnings of a screen: new breaches first, of laws before others, then on
// a brief page the asides of the answer.
func (p *page) cautions(v *board.View) []caution {
	var out []caution
	list := v.Cautions()
	rank := map[board.Tone]int{board.Law: -2, board.Lose: -1}
	slices.SortStableFunc(list, func(a, b board.Warning) int { return rank[a.Tone] - rank[b.Tone] })
	for i := range list {
		w := &list[i]
		c := caution{Lead: p.w.Text("page.lead." + w.Key), Text: sentence(kept(p.w.Text("page.wide."+w.Key, w.Facts...))), Class: toneClass[w.Tone]}
		switch w.Tone {
		case board.Law:
			c.Lead = p.w.Text("page.lead_law")
		case board.Lose:
			c.Lead = p.w.Text("page.lead_own")
		}
		out = append(out, c)
	}
	if p.Brief {
		var asides []caution
		for _, line := range v.Asides() {
			asides = append(asides, caution{Text: kept(line)})
		}
		breaches := slices.IndexFunc(append(out, caution{}), func(c caution) bool { return c.Class == "" })
		out = slices.Insert(out, breaches, asides...)
	}
	return out
}

// sentence has one point at its end, after an abbreviation too.
func sentence(s string) string {
	if strings.HasSuffix(s, "..") {
		return s[:len(s)-1]
	}
	return s
}

// bar draws a share of 0 to 1 as a bar; it repeats a number.
func bar(share float64) template.HTML {
	return template.HTML(fmt.Sprintf(`<svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="4"/><rect class="fill" width="%.1f" height="4"/></svg>`,
		100*min(max(share, 0), 1)))
}
