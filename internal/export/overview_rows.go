package export

import (
	"fmt"
	"math"

	"saavu/internal/board"
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
var tones = map[board.Tone]string{board.Gain: gainTone, board.Lose: loseTone, board.Law: red}

// row writes a row of the decision table. What has no room in one line continues below.
func (o *overview) row(r *board.Row) {
	if r.Kind == board.Heading {
		o.write(cut(problem.Shown(r.Name), o.width()))
		return
	}
	columns, height := make([][]cell, len(r.Cells)), 1
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
		cells := make([]cell, len(columns))
		for i, c := range columns {
			if at < len(c) {
				cells[i] = c[at]
			}
		}
		switch {
		case at == 0:
			o.line(name, limit, r.Ref, cells)
		case r.Kind == board.Money && o.layout == narrowLayout:
			o.line(o.w.Text([...]string{"row.from", "row.up_to"}[at-1]), "", "", cells)
		default:
			o.line("", "", "", cells)
		}
	}
}

// cellOf writes a cell: a line for each move, and below it the low and high of a wide range,
// on a line each where one has no room for both. A change that is no clear difference is its
// low and high alone.
func (o *overview) cellOf(kind board.Kind, c *board.Cell) []cell {
	switch c.State {
	case board.Same:
		return []cell{same}
	case board.Unknown:
		return []cell{{text: words.Dash}}
	}
	var out []cell
	narrowMoney := kind == board.Money && o.layout == narrowLayout
	for i := range c.Moves {
		m := &c.Moves[i]
		tone := tones[m.Tone]
		if text := o.moveOf(kind, m); text.text != "" {
			out, tone = append(out, text), dimTone
		}
		switch {
		case m.Low == "":
		case narrowMoney:
			out = append(out, cell{m.Low, tone}, cell{m.High, tone})
		case width(m.Low+"…"+m.High) >= o.each:
			out = append(out, cell{m.Low + "…", tone}, cell{m.High, tone})
		default:
			out = append(out, cell{m.Low + "…" + m.High, tone})
		}
	}
	return out
}

// moveOf writes a change: the share where columns are wide, then the arrow and the
// number, padded so that arrows stand below each other.
func (o *overview) moveOf(kind board.Kind, m *board.Move) cell {
	c := cell{tone: tones[m.Tone]}
	switch {
	case kind == board.NewBreaches:
		c.text = cut(m.Number, o.each-1)
	case kind == board.Money && m.Number == "" && (o.layout == narrowLayout || m.Middle != board.SmallChange):
		c.text = m.Middle
	case kind == board.Money || m.Number == "":
		c.text = m.Number
	case o.layout == narrowLayout:
		c.text = m.Arrow + m.Number
	default:
		c.text = m.Arrow + fmt.Sprintf("%6s", m.Number)
		if m.Share != "" {
			c.text = m.Share + " " + c.text
		}
	}
	return c
}
