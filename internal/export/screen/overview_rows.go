package screen

import (
	"fmt"
	"math"

	"saavu/internal/board"
	"saavu/internal/export/plain"
	"saavu/internal/format/problem"
	"saavu/internal/words"
)

// blocks writes the four parts for some options.
func (o *overview) blocks(part []int) {
	o.head(part)
	blocks := o.Table(part)
	for b := range blocks {
		sub := blocks[b].Sub
		if o.layout == narrowLayout && blocks[b].Short != "" {
			sub = blocks[b].Short
		}
		o.block(blocks[b].Key, sub)
		for r := range blocks[b].Rows {
			o.row(&blocks[b].Rows[r])
		}
	}
}

// tones are the terminal colours of changes.
var tones = map[board.Tone]string{board.Gain: plain.Gain, board.Lose: plain.Lose, board.Law: plain.Red}

// row writes a row of the decision table. What has no room in one line continues below.
func (o *overview) row(r *board.Row) {
	if r.Kind == board.Heading {
		o.Write(plain.Cut(problem.Shown(r.Name), o.Width()))
		return
	}
	columns, height := make([][]plain.Cell, len(r.Cells)), 1
	for i := range r.Cells {
		columns[i] = o.cellOf(r.Kind, &r.Cells[i])
		height = max(height, len(columns[i]))
	}
	name := r.Name
	if o.layout == narrowLayout {
		name = r.Narrow
	}
	limit := ""
	if !math.IsNaN(r.Limit) {
		limit = fmt.Sprintf("%g min", math.Round(r.Limit*10)/10)
		if o.layout == narrowLayout {
			limit = fmt.Sprintf("%g'", math.Round(r.Limit*10)/10)
		}
	}
	for at := range height {
		cells := make([]plain.Cell, len(columns))
		for i, c := range columns {
			if at < len(c) {
				cells[i] = c[at]
			}
		}
		switch {
		case at == 0:
			o.line(name, limit, r.Ref, cells)
		case r.Kind == board.Money && o.layout == narrowLayout:
			o.line(o.Words.Text([...]string{"row.from", "row.up_to"}[at-1]), "", "", cells)
		default:
			o.line("", "", "", cells)
		}
	}
}

// cellOf writes a cell: a line for each move, and below it the low and high of a wide range,
// on a line each where one has no room for both. A change that is no clear difference is its
// low and high alone.
func (o *overview) cellOf(kind board.Kind, c *board.Cell) []plain.Cell {
	switch c.State {
	case board.Same:
		return []plain.Cell{plain.Same}
	case board.Unknown:
		return []plain.Cell{{Text: words.Dash}}
	}
	var out []plain.Cell
	narrowMoney := kind == board.Money && o.layout == narrowLayout
	for i := range c.Moves {
		m := &c.Moves[i]
		tone := tones[m.Tone]
		if text := o.moveOf(kind, m); text.Text != "" {
			out, tone = append(out, text), plain.Dim
		}
		switch {
		case m.Low == "":
		case narrowMoney:
			out = append(out, plain.Cell{Text: m.Low, Tone: tone}, plain.Cell{Text: m.High, Tone: tone})
		case plain.Width(m.Low+"…"+m.High) >= o.each:
			out = append(out, plain.Cell{Text: m.Low + "…", Tone: tone}, plain.Cell{Text: m.High, Tone: tone})
		default:
			out = append(out, plain.Cell{Text: m.Low + "…" + m.High, Tone: tone})
		}
	}
	return out
}

// moveOf writes a change: the share where columns are wide, then the arrow and the
// number, padded so that arrows stand below each other.
func (o *overview) moveOf(kind board.Kind, m *board.Move) plain.Cell {
	c := plain.Cell{Tone: tones[m.Tone]}
	switch {
	case kind == board.NewBreaches:
		c.Text = plain.Cut(m.Number, o.each-1)
	case kind == board.Money && m.Number == "" && (o.layout == narrowLayout || m.Middle != board.SmallChange):
		c.Text = m.Middle
	case kind == board.Money || m.Number == "":
		c.Text = m.Number
	case o.layout == narrowLayout:
		c.Text = m.Arrow + m.Number
	default:
		c.Text = m.Arrow + fmt.Sprintf("%6s", m.Number)
		if m.Share != "" {
			c.Text = m.Share + " " + c.Text
		}
	}
	return c
}
