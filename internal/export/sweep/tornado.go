package sweep

import (
	"fmt"
	"io"
	"math"
	"strings"

	"saavu/internal/board"
	"saavu/internal/export/plain"
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
func Tornado(out io.Writer, r report.Report, service string, t plain.Options) error {
	s := -1
	for k := range r.Services {
		if r.Services[k].ID == service {
			s = k
		}
	}
	if service != "" && s < 0 {
		return fmt.Errorf("no service %q", service)
	}
	p := &page{t.Page()}
	for k := range r.Options {
		if r.Options[k].Against >= 0 {
			p.tornado(&r, k, s)
		}
	}
	p.Gap()
	p.Paragraph(p.Words.Text("tornado.legend"))
	_, err := io.WriteString(out, p.String())
	return err
}

// tornado prints the chances and the bars of one option. A service of -1 stands for
// all of them.
func (p *page) tornado(r *report.Report, option, service int) {
	o := &r.Options[option]
	p.Gap()
	p.Banner(p.Words.Text("tornado.title", "option", p.Words.Option(o), "reference", p.Words.Option(&r.Options[o.Against])))
	odds, bars, name, first := r.Network[option].Odds, r.Network[option].Tornado, p.Words.Text("tornado.all"), 2
	if service >= 0 {
		row := &r.Services[service].Rows[option]
		odds, bars, name, first = row.Odds, row.Tornado, board.ServiceName(p.Words, r, service), 0
	}
	for count := first; count < len(countKeys); count++ {
		p.Paragraph(p.Words.Text("tornado."+countKeys[count], "service", name) + ": " + p.Words.Odds(odds, count))
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
		p.Write("  " + p.Words.Text("tornado.fixed"))
		return
	}
	lo, hi := bars[0].At, bars[0].At
	for _, b := range bars {
		lo, hi = min(lo, b.AtLow, b.AtHigh), max(hi, b.AtLow, b.AtHigh)
	}
	const numbers = 9
	left := p.Width() * 45 / 100
	room := p.Width() - left - 2*(numbers+1) - 2
	at := func(v float64) int { return int(math.Round((v - lo) / (hi - lo) * float64(room-1))) }
	for i := range bars {
		b := &bars[i]
		name, between := board.Source(p.Words, r, &b.Source, p.Detail)
		if !b.Together() {
			name += " " + between
		}
		line := []rune(strings.Repeat(" ", room))
		for k := min(at(b.AtLow), at(b.AtHigh)); k <= max(at(b.AtLow), at(b.AtHigh)); k++ {
			line[k] = '█'
		}
		line[at(b.At)] = '│'
		label := plain.WrapTo(name, left, "  ", "    ")
		text := plain.Padded(label[0], left)
		for _, v := range []float64{b.AtLow, b.AtHigh} {
			number := p.difference(count, v)
			text += strings.Repeat(" ", max(1, numbers+1-plain.Width(number))) + number
		}
		p.Write(strings.TrimRight(text+"  "+string(line), " "))
		p.Write(label[1:]...)
	}
}

// difference writes a difference of a count with its sign: people and visits as the
// first screen does, euros in hundredths of a million.
func (p *page) difference(count int, v float64) string {
	switch {
	case math.IsNaN(v):
		return words.Dash
	case count >= 2:
		return p.Words.Signed(v/1e6, 2)
	case math.Abs(v) < 0.5:
		return "0"
	case v < 0:
		return p.Words.Local("-") + p.Words.Count(v)
	}
	return "+" + p.Words.Count(v)
}
