package webpage

import (
	"fmt"
	"html/template"
	"math"
	"strings"

	"saavu/internal/board"
	"saavu/internal/words"
	"saavu/pkg/report"
)

// reachTable is who gets there in time on one screen.
type reachTable struct {
	Heading  string
	Services []reachService
	Still    string // the services that no option moves, in a sentence
}

// reachService is the strips of one service: the reference first.
type reachService struct {
	Name, Limit string
	Strips      []reachStrip
}

// reachStrip is a row: the share in per cent, its range, and that at another limit.
type reachStrip struct {
	Name, Share, Range, Limit string
	Trace, LimitTrace         string
	First                     bool
	Picture                   template.HTML
}

// reachSection is what the template of reach shows.
type reachSection struct {
	Tables   []reachTable
	Networks int  // draws of the ranges; 0 for none
	Spans    bool // some range is shown
	Minutes  bool // the share at another limit is shown
	Strips   bool // some service is shown
	More     bool // some option has a larger share
	Fewer    bool // or a smaller one
}

// reach fills the section of who gets there in time.
func (p *page) reach() any {
	out := reachSection{Networks: p.Report.Networks}
	for i := range p.views {
		v := &p.views[i]
		t := reachTable{}
		t.Heading = p.heading(v)
		moved, still := v.Strips()
		for s := range moved {
			t.Services = append(t.Services, p.reachOf(v, &moved[s], &out))
		}
		var list []string
		for _, s := range still {
			list = append(list, p.w.Text("page.reach_percent", "service", v.Short(s), "share", p.percent(p.Report.Services[s].Rows[v.Ref].GetsThere.V)))
		}
		if list != nil {
			t.Still = p.w.Text("page.reach_still", "list", list)
		}
		out.Tables = append(out.Tables, t)
	}
	return out
}

func (p *page) reachOf(v *board.View, of *board.ServiceStrips, section *reachSection) reachService {
	service := &p.Report.Services[of.Service]
	out := reachService{Name: v.Short(of.Service)}
	if service.LimitMin.Known {
		out.Limit = p.w.Text("page.minutes", "minutes", math.Round(service.LimitMin.V*10)/10)
	}
	today := of.Strips[0].Share
	for i := range of.Strips {
		s := &of.Strips[i]
		row, option := reachStrip{Name: out.Name, First: i == 0, Share: words.Dash}, v.Ref
		section.Strips = true
		if i > 0 {
			if s.Share.Usable() && today.Usable() { // as strip draws them
				section.More, section.Fewer = section.More || s.Share.V >= today.V, section.Fewer || s.Share.V < today.V
			}
			option = s.Options[0]
			var names []string
			for _, k := range s.Options {
				names = append(names, v.Option(k))
			}
			row.Name = strings.Join(names, ", ")
		}
		if s.Share.Known {
			row.Share = p.percent(s.Share.V)
			if low, high := p.percent(s.Share.Lo), p.percent(s.Share.Hi); p.Report.Networks > 0 && low != high {
				row.Range, section.Spans = p.w.Text("span_short", "low", low, "high", high), true
			}
		}
		if s.Tighter <= s.Looser { // both known
			row.Limit, section.Minutes = p.w.Text("span_short", "low", p.percent(s.Tighter), "high", p.percent(s.Looser)), true
		}
		row.Trace, row.LimitTrace = p.rowTrace(of.Service, option, "gets_there"), p.rowTrace(of.Service, option, "gets_there_tighter", "gets_there_looser")
		row.Picture = strip(today, s, i == 0, p.Report.Networks > 0)
		out.Strips = append(out.Strips, row)
	}
	return out
}

// percent writes a share in whole per cent without its sign.
func (p *page) percent(share float64) string { return p.w.Share(report.Exact(share)) }

// strip draws a share between 0 and 100 %: the reference as a ring, the option as a dot
// or, if it is smaller, a diamond; a band for the range, a thin line for other limits. It
// repeats numbers of its row.
func strip(today report.Range, s *board.Strip, first, ranged bool) template.HTML {
	var b strings.Builder
	b.WriteString(`<svg class="strip" height="24" aria-hidden="true">`)
	at := func(v float64) string { return fmt.Sprintf("%.1f%%", 100*min(max(v, 0), 1)) }
	for i := range 5 {
		x := at(float64(i) / 4)
		fmt.Fprintf(&b, `<line class="grid" x1="%s" x2="%s" y1="0" y2="24"/>`, x, x)
	}
	if ranged && s.Share.Usable() && s.Share.Lo < s.Share.Hi {
		fmt.Fprintf(&b, `<line class="band" x1="%s" x2="%s" y1="12" y2="12"/>`, at(s.Share.Lo), at(s.Share.Hi))
	}
	if s.Tighter <= s.Looser {
		lo, hi := at(s.Tighter), at(s.Looser)
		fmt.Fprintf(&b, `<line class="span" x1="%s" x2="%s" y1="12" y2="12"/><line class="span" x1="%s" x2="%s" y1="8" y2="16"/><line class="span" x1="%s" x2="%s" y1="8" y2="16"/>`, lo, hi, lo, lo, hi, hi)
	}
	tone, more := "gain", s.Share.V >= today.V
	if !more {
		tone = "lose"
	}
	if !first && today.Usable() && s.Share.Usable() {
		fmt.Fprintf(&b, `<line class="way %s" x1="%s" x2="%s" y1="12" y2="12"/>`, tone, at(today.V), at(s.Share.V))
	}
	if today.Usable() {
		fmt.Fprintf(&b, `<circle class="ring" cx="%s" cy="12" r="4.5"/>`, at(today.V))
	}
	switch {
	case first || !s.Share.Usable():
	case more:
		fmt.Fprintf(&b, `<circle class="%s" cx="%s" cy="12" r="5"/>`, tone, at(s.Share.V))
	default:
		fmt.Fprintf(&b, `<svg class="mark" x="%s" y="12"><path class="%s" d="M0-6.5 6.5 0 0 6.5-6.5 0z"/></svg>`, at(s.Share.V), tone)
	}
	b.WriteString("</svg>")
	return template.HTML(b.String())
}
