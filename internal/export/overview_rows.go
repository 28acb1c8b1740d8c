package export

import (
	"fmt"
	"math"
	"slices"

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

// row writes a row of the decision table. What has no room in one line continues in a
// second one.
func (o *overview) row(r *board.Row) {
	var first, second []cell
	for i := range r.Cells {
		above, below := o.cellOf(r.Kind, &r.Cells[i])
		first, second = append(first, above), append(second, below)
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
	o.line(name, limit, r.Ref, first)
	if slices.ContainsFunc(second, func(c cell) bool { return c.text != "" }) {
		under := ""
		if r.Kind == board.Money {
			under = o.w.Text("row.up_to")
		}
		o.line(under, "", "", second)
	}
}

// cellOf writes a cell on one or two lines.
func (o *overview) cellOf(kind board.Kind, c *board.Cell) (above, below cell) {
	switch c.State {
	case board.Same:
		return same, cell{}
	case board.Unknown:
		return cell{text: words.Dash}, cell{}
	}
	m := &c.Moves[0]
	switch {
	case len(c.Moves) > 1:
		below = o.moveOf(kind, &c.Moves[1])
	case m.Low == "":
	case kind == board.Money && o.layout == narrowLayout:
		return cell{text: m.Low}, cell{text: m.High}
	case (kind == board.Visits || kind == board.SameEuros) && width(m.Low+"…"+m.High) >= o.each:
		return cell{text: m.Low + "…"}, cell{text: m.High}
	}
	return o.moveOf(kind, m), below
}

// moveOf writes a change: the share where columns are wide, then the arrow and the
// number, padded so that arrows stand below each other.
func (o *overview) moveOf(kind board.Kind, m *board.Move) cell {
	c := cell{tone: tones[m.Tone]}
	switch {
	case m.Low != "":
		c.text = m.Low + "…" + m.High
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
