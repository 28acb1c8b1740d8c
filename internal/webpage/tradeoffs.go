package webpage

import (
	"fmt"
	"html/template"

	"saavu/internal/board"
	"saavu/internal/plot"
)

// tradeScreen is the charts of one screen.
type tradeScreen struct {
	Heading        string
	Charts         []template.HTML
	Alike, Unknown string // sentences
}

// Sizes of a chart in pixels.
const tradeWidth, tradeHeight = 350.0, 250.0

// tradeSection is what the template of tradeoffs shows.
type tradeSection struct {
	Charts  bool // some screen has one
	Screens []tradeScreen
}

// tradeoffs fills the section of who gets there against visits.
func (p *page) tradeoffs() any {
	var out tradeSection
	for i := range p.views {
		v := &p.views[i]
		s := tradeScreen{}
		s.Heading = p.heading(v)
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
		out.Charts, out.Screens = out.Charts || charts != nil, append(out.Screens, s)
	}
	return out
}

// chart draws one service.
func (p *page) chart(v *board.View, t *board.Tradeoff, id string) template.HTML {
	s := plot.Tradeoff(v, t)
	s.Head, s.Width, s.Height = v.Short(t.Service), tradeWidth, tradeHeight
	return inline(s.Picture(), id, "chart")
}
