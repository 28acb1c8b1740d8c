package plot

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"saavu/internal/board"
	"saavu/internal/draw"
	"saavu/internal/words"
	"saavu/pkg/report"
)

// tradeoffs is who gets there in time against the visits that can be given at the euros
// of the reference, of one service or of each in which options differ.
func (a *Album) tradeoffs(v *board.View, q *Query) (*draw.Sheet, error) {
	list, alike, _ := v.Tradeoffs()
	if q.Service >= 0 {
		list = slices.DeleteFunc(list, func(t board.Tradeoff) bool { return t.Service != q.Service })
	}
	switch {
	case len(list) == 0 && (q.Service < 0 || slices.Contains(alike, q.Service)):
		return nil, errors.New("the options are within half a point of each other: there is nothing to draw")
	case len(list) == 0:
		return nil, fmt.Errorf("what can be given at the same euros is not known for %s", a.Report.Services[q.Service].ID)
	}
	if len(list) == 1 {
		c := Tradeoff(v, &list[0])
		return a.explained(a.sheet(c.Title, v, c.Desc, c), v, list[0].Service, list), nil
	}
	g := &draw.Grid{Columns: min(len(list), 3)}
	var desc []string
	for i := range list {
		c := Tradeoff(v, &list[i])
		c.Head = v.Short(list[i].Service)
		desc = append(desc, c.Head+": "+c.Desc+".")
		g.Of = append(g.Of, c)
	}
	return a.explained(a.sheet(a.W.Text("plot.tradeoffs"), v, said(desc), g), v, q.Service, list), nil
}

// explained gives a sheet of trade-offs its legend, and says what in time means.
func (a *Album) explained(s *draw.Sheet, v *board.View, service int, list []board.Tradeoff) *draw.Sheet {
	s.Means = a.means(service)
	row := []draw.Item{{Key: draw.SquareKey, Text: name(v, v.Ref)}, {Key: draw.FrontKey, Text: a.W.Text("plot.on_line")}, {Key: draw.DashKey, Text: a.W.Text("plot.frontier")}, {Key: draw.BehindKey, Text: a.W.Text("plot.behind")}}
	if equal(list) {
		row = append(row, draw.Item{Key: draw.NoKey, Text: a.W.Text("plot.equal")})
	}
	s.Legend = &draw.Legend{Rows: [][]draw.Item{row}}
	return s
}

// equal reports whether some option is equal to another one within its range.
func equal(list []board.Tradeoff) bool {
	return slices.ContainsFunc(list, func(t board.Tradeoff) bool {
		return slices.ContainsFunc(t.Dots, func(d board.Dot) bool { return d.Equal })
	})
}

// Tradeoff is the chart of one service.
func Tradeoff(v *board.View, t *board.Tradeoff) *draw.Scatter {
	s := &draw.Scatter{Title: v.W.Text("page.tradeoffs_title", "service", v.Short(t.Service)), XText: v.W.Text("page.tradeoffs_x"), YText: v.W.Text("page.tradeoffs_y")}
	var desc []string
	xs, ys := make([]float64, len(t.Dots)), make([]float64, len(t.Dots))
	for i, d := range t.Dots {
		dot := draw.Dot{X: 100 * d.There, Y: 100 * d.Visits, Name: name(v, d.Option), Today: d.Option == v.Ref, Frontier: d.Front}
		if d.Equal {
			dot.Name = v.W.Text("page.tradeoffs_equal", "option", dot.Name)
		}
		s.Dots = append(s.Dots, dot)
		xs[i], ys[i] = dot.X, dot.Y
		desc = append(desc, v.W.Text("page.tradeoffs_dot", "option", dot.Name, "there", v.W.Share(report.Exact(d.There)), "visits", v.W.Share(report.Exact(d.Visits))))
	}
	s.X, s.Y, s.Desc = axis(xs, 4), axis(ys, 4), strings.Join(desc, "; ")
	return s
}

// axis is per cent from below the least to above the largest value, with round marks.
func axis(values []float64, marks int) draw.Axis {
	low, high := math.Inf(1), math.Inf(-1)
	for _, v := range values {
		low, high = min(low, v), max(high, v)
	}
	if high-low < 2 { // a small difference is not blown up
		low, high = (low+high)/2-1, (low+high)/2+1
	}
	step := 1.0
	for i := 0; (high-low)/step > float64(marks); i++ {
		step *= []float64{2, 2.5, 2}[i%3]
	}
	margin := (high - low) * 0.08
	x := draw.Axis{From: low - margin, To: high + margin}
	for at := max(math.Ceil(x.From/step)*step, 0); at <= x.To; at += step { // no mark below 0 %, and none at -0
		x.Ticks = append(x.Ticks, draw.Tick{At: at, Text: strconv.FormatFloat(at, 'f', -1, 64)})
	}
	return x
}

// ranges is what moves the difference of one option from its reference most, in people
// who get there and in visits: the one that is named, or the one that moves most people.
func (a *Album) ranges(v *board.View, q *Query) (*draw.Sheet, error) {
	option := -1
	switch {
	case len(v.Options) == 1:
		option = v.Options[0]
	case q.Options != nil:
		return nil, fmt.Errorf("%d options: ranges are drawn for one option against its reference, name one", len(v.Options))
	default:
		if moving := a.Moving(v, q.Service); len(moving) > 0 {
			option = moving[0][0]
		} else {
			option = v.MostChanged(q.Service)
		}
	}
	if option < 0 {
		return nil, fmt.Errorf("no option changes %s: there is no difference to draw", a.Report.Services[q.Service].ID)
	}
	s := a.sheet(a.W.Text("plot.ranges", "service", a.service(q.Service), "option", v.Option(option), "reference", name(v, v.Ref)), v, "", nil)
	s.Panels = nil
	var desc []string
	for count, key := range []string{"plot.people", "plot.visits"} {
		chart := a.range1(&a.Report.Services[q.Service].Rows[option], count)
		if chart == nil {
			continue
		}
		desc = append(desc, a.W.Text(key)+": "+chart.Desc)
		s.Panels = append(s.Panels, draw.Panel{Head: a.W.Text(key), Of: chart})
	}
	if s.Panels == nil {
		return nil, errors.New("no parameter of the draws moves the difference, or there are no draws: see --draws")
	}
	s.Desc = said(desc)
	return s, nil
}

// range1 is the bars of one count; nil if there are none.
func (a *Album) range1(row *report.Row, count int) *draw.Ranges {
	r := &draw.Ranges{NameHead: a.W.Text("plot.parameter"), TailHead: a.W.Text("plot.low_high")}
	var desc []string
	for i := range row.Tornado {
		b := &row.Tornado[i]
		if b.Count != report.CountNames()[count] || math.IsNaN(b.Length()) {
			continue
		}
		name, between := board.Source(a.W, &a.Report, &b.Source, false)
		r.At, r.AtText = b.At, a.signed(b.At)
		low, high := min(b.AtLow, b.AtHigh), max(b.AtLow, b.AtHigh)
		if b.Source.Together() {
			between = a.W.Text("sure.together", "n", len(b.Source.Paths))
		}
		lowText, highText := a.signed(low), a.signed(high)
		if lowText == r.AtText && highText == r.AtText { // it moves nothing that the picture states
			continue
		}
		r.Rows = append(r.Rows, draw.RangeRow{Name: name, Low: low, High: high, LowText: lowText, HighText: highText, Tail: between})
		desc = append(desc, name+": "+a.signed(b.AtLow)+"…"+a.signed(b.AtHigh)+".")
	}
	if r.Rows == nil {
		return nil
	}
	r.Desc = said(desc)
	return r
}

// signed writes a difference of people or visits.
func (a *Album) signed(v float64) string {
	switch {
	case math.IsNaN(v):
		return words.Dash
	case math.Abs(v) < 0.5:
		return "0"
	case math.Abs(v) < board.LeastPeople:
		return board.SmallChange
	case v < 0:
		return a.W.Local("-") + a.W.Count(v)
	}
	return "+" + a.W.Count(v)
}
