package webpage

import (
	"fmt"
	"html/template"
	"math"

	"saavu/internal/board"
)

// table is the decision table of one screen.
type table struct {
	Heading string // "" for the first screen
	Ref     string
	Options []string
	Blocks  []tableBlock
	Notes   []string
}

// tableBlock is a group of rows.
type tableBlock struct {
	Title, Sub string
	Rows       []tableRow
}

// tableRow is a line of the table.
type tableRow struct {
	Name, Sub string
	Head      bool // a heading above the rows below
	Ref       string
	Percent   bool // Ref is a share, written in per cent
	Share     template.HTML
	Cells     []tableCell
}

// tableCell is one figure of an option.
type tableCell struct {
	Class string // tint; "" for none
	Same  bool
	Dash  bool
	Moves []tableMove
}

// tableMove is a change in a cell.
type tableMove struct {
	Share, Arrow, Word, Text, Class string
}

// tables are the decision tables of all screens.
func (p *page) tables() any {
	var out []table
	for i := range p.views {
		v := &p.views[i]
		t := table{Ref: v.Reference(), Notes: v.Warnings()}
		if i > 0 {
			t.Heading = p.heading(v)
		}
		for _, k := range v.Options {
			t.Options = append(t.Options, v.Option(k))
		}
		for _, b := range v.Table(v.Options) {
			t.Blocks = append(t.Blocks, p.block(&b))
		}
		out = append(out, t)
	}
	return out
}

func (p *page) block(b *board.Block) tableBlock {
	out := tableBlock{Title: b.Title, Sub: b.Sub}
	for i := range b.Rows {
		r := &b.Rows[i]
		row := tableRow{Name: r.Name, Head: r.Kind == board.MostHead, Ref: r.Ref, Percent: r.RefPart.Usable()}
		if r.RefPart.Usable() {
			row.Share = bar(r.RefPart.V)
		}
		if !math.IsNaN(r.Limit) {
			row.Sub = p.w.Text("page.limit", "minutes", math.Round(r.Limit*10)/10, "ages", p.w.Ages(r.Group))
		}
		for c := range r.Cells {
			row.Cells = append(row.Cells, p.cell(r.Kind, &r.Cells[c]))
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// cell gives a cell its words and its tint: the larger the share of those concerned, the
// darker. Euros and rules have no tint but that of a new breach.
func (p *page) cell(kind board.Kind, c *board.Cell) tableCell {
	out := tableCell{Same: c.State == board.Same, Dash: c.State == board.Unknown}
	for i := range c.Moves {
		m := &c.Moves[i]
		move := tableMove{Share: m.Share, Arrow: m.Arrow, Text: m.Number}
		if m.Low != "" {
			move.Text = m.Low + "…" + m.High
		}
		move.Class, move.Word = toneClass[m.Tone], p.word(kind, m.Arrow)
		if out.Class == "" && (kind == board.Reach || kind == board.Visits || kind == board.NewBreaches) && m.Tone != board.Neutral {
			out.Class = fmt.Sprintf("%s%d", toneClass[m.Tone], tint(m.Of))
		}
		out.Moves = append(out.Moves, move)
	}
	return out
}

// toneClass are the classes of the style sheet by tone.
var toneClass = map[board.Tone]string{board.Gain: "gain", board.Lose: "lose", board.Law: "lose"}

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
	key := map[string]string{"▲": "page.gain", "▼": "page.lose"}
	if kind == board.Visits || kind == board.SameEuros {
		key = map[string]string{"▲": "page.fewer_undone", "▼": "page.more_undone"}
	}
	if key[arrow] == "" {
		return ""
	}
	return p.w.Text(key[arrow])
}

// bar draws a share of 0 to 1 as a bar; it repeats a number.
func bar(share float64) template.HTML {
	return template.HTML(fmt.Sprintf(`<svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="4"/><rect class="fill" width="%.1f" height="4"/></svg>`,
		100*min(max(share, 0), 1)))
}
