package webpage

import (
	"bytes"
	"fmt"
	"html/template"
	"math"
	"strconv"
	"strings"

	"saavu/internal/board"
	"saavu/internal/draw"
)

// tradeScreen is the charts of one screen.
type tradeScreen struct {
	Heading        string
	Charts         []template.HTML
	Alike, Unknown string // sentences
}

// Sizes of a chart in pixels.
const tradeWidth, tradeHeight = 350.0, 250.0

// tradeoffs fills the section of who gets there against visits.
func (p *page) tradeoffs() any {
	var out []tradeScreen
	for i := range p.views {
		v := &p.views[i]
		s := tradeScreen{}
		if i > 0 {
			s.Heading = p.heading(v)
		}
		charts, alike, unknown := v.Tradeoffs()
		for c := range charts {
			s.Charts = append(s.Charts, p.chart(v, &charts[c], fmt.Sprintf("trade-%d-%d", i, c)))
		}
		list := func(services []int) []string {
			var names []string
			for _, k := range services {
				names = append(names, v.Short(k))
			}
			return names
		}
		if alike != nil {
			s.Alike = p.w.Text("page.tradeoffs_alike", "services", list(alike))
		}
		if unknown != nil {
			s.Unknown = p.w.Text("page.tradeoffs_unknown", "services", list(unknown))
		}
		out = append(out, s)
	}
	return out
}

// chart draws one service.
func (p *page) chart(v *board.View, t *board.Tradeoff, id string) template.HTML {
	name := v.Short(t.Service)
	s := draw.Scatter{Title: p.w.Text("page.tradeoffs_title", "service", name), Head: name, Width: tradeWidth, Height: tradeHeight,
		XText: p.w.Text("page.tradeoffs_x"), YText: p.w.Text("page.tradeoffs_y")}
	var said []string
	xs, ys := make([]float64, len(t.Dots)), make([]float64, len(t.Dots))
	for i, d := range t.Dots {
		dot := draw.Dot{X: 100 * d.There, Y: 100 * d.Visits, Name: v.Option(d.Option), Today: d.Option == v.Ref, Frontier: d.Front}
		if dot.Today {
			dot.Name = p.reference(v)
		}
		s.Dots = append(s.Dots, dot)
		xs[i], ys[i] = dot.X, dot.Y
		said = append(said, p.w.Text("page.tradeoffs_dot", "option", dot.Name, "there", p.percent(d.There), "visits", p.percent(d.Visits)))
	}
	s.X, s.Y = p.axis(xs, 4), p.axis(ys, 4)
	s.Desc = strings.Join(said, "; ")
	var b bytes.Buffer
	_ = s.Picture().Inline(&b, id, "chart") // a buffer takes all
	return template.HTML(b.String())
}

// axis is per cent from below the least to above the largest value, with round marks.
func (p *page) axis(values []float64, marks int) draw.Axis {
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
	a := draw.Axis{From: low - margin, To: high + margin}
	for at := math.Ceil(a.From/step) * step; at <= a.To; at += step {
		a.Ticks = append(a.Ticks, draw.Tick{At: at, Text: strconv.FormatFloat(at, 'f', -1, 64)})
	}
	return a
}
