package export

import (
	"fmt"
	"math"

	"saavu/internal/board"
	"saavu/internal/words"
)

// blocks writes the four parts for some options.
func (o *overview) blocks(part []int) {
	o.head(part)
	blocks := o.Table(part)
	for b := range blocks {
		o.block(blocks[b].Key, blocks[b].Sub)
		for r := range blocks[b].Rows {
			o.row(&blocks[b].Rows[r])
		}
	}
}

// tones are the terminal colours of changes.
var tones = map[board.Tone]string{board.Gain: gainTone, board.Lose: loseTone, board.Law: red}

// row writes a row of the decision table. What has no room in one line continues below.
func (o *overview) row(r *board.Row) {
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
		case r.Kind == board.Money:
			o.line(o.w.Text("row.up_to"), "", "", cells)
		default:
			o.line("", "", "", cells)
		}
	}
}

// cellOf writes a cell on one line, or on a line for each move and for each end of a range
// that has no room on one. A wide range stands in place of its value.
func (o *overview) cellOf(kind board.Kind, c *board.Cell) []cell {
	switch c.State {
	case board.Same:
		return []cell{same}
	case board.Unknown:
		return []cell{{text: words.Dash}}
	}
	var out []cell
	for i := range c.Moves {
		m, tone := &c.Moves[i], tones[c.Moves[i].Tone]
		if m.Low == "" || kind == board.Reach && m.Number != "" && o.layout == wideLayout { // people in time keep their share
			out = append(out, o.moveOf(kind, m))
		}
		switch {
		case m.Low == "":
		case kind == board.Money && o.layout == narrowLayout:
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
	case kind == board.Money:
		c.text = m.Number
	case o.layout == narrowLayout:
		c.text = m.Arrow + m.Number
	case kind == board.PartWeek && m.Share == "": // nobody in the option
		c.text = m.Number
	default:
		c.text = m.Arrow + fmt.Sprintf("%6s", m.Number)
		if kind == board.PartWeek {
			c.text = " " + c.text
		}
		if m.Share != "" {
			c.text = m.Share + " " + c.text
		}
	}
	return c
}
