package export

import (
	"fmt"
	"io"
	"math"
	"strings"

	"saavu/internal/board"
	"saavu/internal/words"
	"saavu/pkg/report"
)

// countKeys are the ends of the keys of texts about the four counts, in the order of
// report.CountNames.
var countKeys = [4]string{"people", "visits", "county", "homes"}

// Tornado prints, for each option with a reference, in how many draws it is better by
// each count, and the ten sources that move each count most as a chart. It does so for
// one service, or for the euros of all services if service is "". It fails for a
// service that the report does not have.
func Tornado(out io.Writer, r report.Report, service string, t TableOptions) error {
	s := -1
	for k := range r.Services {
		if r.Services[k].ID == service {
			s = k
		}
	}
	if service != "" && s < 0 {
		return fmt.Errorf("no service %q", service)
	}
	p := t.page()
	for k := range r.Options {
		if r.Options[k].Against >= 0 {
			p.tornado(&r, k, s)
		}
	}
	p.gap()
	p.paragraph(p.w.Text("tornado.legend"))
	_, err := io.WriteString(out, p.b.String())
	return err
}

// tornado prints the chances and the bars of one option. A service of -1 stands for
// all of them.
func (p *page) tornado(r *report.Report, option, service int) {
	o := &r.Options[option]
	p.gap()
	p.banner(p.w.Text("tornado.title", "option", p.w.Option(o), "reference", p.w.Option(&r.Options[o.Against])))
	odds, bars, name, first := r.Network[option].Odds, r.Network[option].Tornado, p.w.Text("tornado.all"), 2
	if service >= 0 {
		row := &r.Services[service].Rows[option]
		odds, bars, name, first = row.Odds, row.Tornado, board.ServiceName(p.w, r, service), 0
	}
	for count := first; count < len(countKeys); count++ {
		p.paragraph(p.w.Text("tornado."+countKeys[count], "service", name) + ": " + p.w.Odds(odds, count))
		var of []report.Bar
		for _, b := range bars {
			if b.Count == report.CountNames()[count] {
				of = append(of, b)
			}
		}
		p.bars(r, of, count)
	}
}

// bars draws the bars of one count on one scale.
func (p *page) bars(r *report.Report, bars []report.Bar, count int) {
	if len(bars) == 0 {
		p.write("  " + p.w.Text("tornado.fixed"))
		return
	}
	lo, hi := bars[0].At, bars[0].At
	for _, b := range bars {
		lo, hi = min(lo, b.AtLow, b.AtHigh), max(hi, b.AtLow, b.AtHigh)
	}
	const numbers = 9
	left := p.width() * 45 / 100
	room := p.width() - left - 2*(numbers+1) - 2
	at := func(v float64) int { return int(math.Round((v - lo) / (hi - lo) * float64(room-1))) }
	for i := range bars {
		b := &bars[i]
		name, between := board.Source(p.w, r, &b.Source, p.detail)
		if !b.Together() {
			name += " " + between
		}
		line := []rune(strings.Repeat(" ", room))
		for k := min(at(b.AtLow), at(b.AtHigh)); k <= max(at(b.AtLow), at(b.AtHigh)); k++ {
			line[k] = '█'
		}
		line[at(b.At)] = '│'
		label := wrapTo(name, left, "  ", "    ")
		text := padded(label[0], left)
		for _, v := range []float64{b.AtLow, b.AtHigh} {
			number := p.difference(count, v)
			text += strings.Repeat(" ", max(1, numbers+1-width(number))) + number
		}
		p.write(strings.TrimRight(text+"  "+string(line), " "))
		p.write(label[1:]...)
	}
}

// difference writes a difference of a count with its sign: people and visits as the
// first screen does, euros in hundredths of a million.
func (p *page) difference(count int, v float64) string {
	switch {
	case math.IsNaN(v):
		return words.Dash
	case count >= 2:
		return p.w.Signed(v/1e6, 2)
	case math.Abs(v) < 0.5:
		return "0"
	case v < 0:
		return p.w.Local("-") + p.w.Count(v)
	}
	return "+" + p.w.Count(v)
}
