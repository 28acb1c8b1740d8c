package sweep

import (
	"io"
	"slices"
	"strings"

	"saavu/internal/export/plain"
	"saavu/pkg/report"
)

// Finds prints the answers to the searches of a report.
func Finds(out io.Writer, r report.Report, t plain.Options) error {
	p := &page{t.Page()}
	for k := range r.Finds {
		if k > 0 {
			p.Gap()
		}
		p.find(&r, &r.Finds[k])
	}
	_, err := io.WriteString(out, p.String())
	return err
}

// find writes what was asked, and at which values it turns.
func (p *page) find(r *report.Report, f *report.Find) {
	sign := "<"
	if f.More {
		sign = ">"
	}
	service := p.Words.Text("tornado.all")
	if f.Service != "" {
		service = p.Words.Name(f.Of)
	}
	key := countKeys[slices.Index(func() []string { c := report.CountNames(); return c[:] }(), f.Count)]
	title := []string{p.swept(&f.Lever), p.Words.Name(f.Names) + " " + sign + " " + p.Words.Name(f.Other), p.Words.Text("tornado."+key, "service", service)}
	if r.Synthetic {
		title = append(title, p.Words.Text("overview.synthetic"))
	}
	p.Banner(plain.Dotted(title...))
	from, to := p.sweptValue(&f.Lever, f.From), p.sweptValue(&f.Lever, f.To)
	if len(f.Crossings) == 0 {
		text := p.Words.Text("find.never", "from", from, "to", to)
		if f.Holds {
			text = p.Words.Text("find.always", "from", from, "to", to)
		} else if f.Draws > 0 && f.Somewhere == 0 {
			text += " " + p.Words.Text("find.nowhere", "draws", f.Draws)
		} else if f.Draws > 0 {
			text += " " + p.Words.Text("find.somewhere", "n", f.Somewhere, "draws", f.Draws)
		}
		p.Paragraph(text)
	}
	for k := range f.Crossings {
		p.Paragraph(p.crossing(f, &f.Crossings[k]))
	}
	if f.Draws > 0 && byNetwork(f) && len(f.Crossings) > 0 {
		p.Paragraph(p.Words.Text("find.networks", "n", f.Draws))
	}
	p.Paragraph(p.Words.Text("find.searched", "from", from, "to", to, "tolerance", p.sweptValue(&f.Lever, f.Tolerance), "value", p.sweptValue(&f.Lever, f.Lever.Value)) + p.sweptUnit(&f.Lever) + ". " + p.Words.Text("sweep."+string(f.Lever.Kind)))
}

// byNetwork reports whether a search is by who gets there, whose draws are the networks.
func byNetwork(f *report.Find) bool { return f.Count == report.CountNames()[0] }

// crossing writes a value with its range, or why it has none.
func (p *page) crossing(f *report.Find, c *report.Crossing) string {
	key := "find.until"
	if c.Holds {
		key = "find.from"
	}
	text := p.Words.Text(key, "at", p.sweptValue(&f.Lever, c.At))
	switch {
	case f.Draws > 0:
	case byNetwork(f):
		return text + " " + p.Words.Text("find.unnetworked")
	default:
		return text + " " + p.Words.Text("find.undrawn")
	}
	low, high := p.sweptValue(&f.Lever, c.Low), p.sweptValue(&f.Lever, c.High)
	if !c.LowOpen && !c.HighOpen {
		return text + " " + p.Words.Text("find.range", "low", low, "high", high)
	}
	var open []string
	if c.LowOpen {
		open = append(open, p.Words.Text("find.before", "n", c.Before, "draws", f.Draws, "value", low))
	}
	if c.HighOpen {
		open = append(open, p.Words.Text("find.after", "n", c.After, "draws", f.Draws, "value", high))
	}
	return text + " " + p.Words.Text("find.open", "why", strings.Join(open, "; "))
}
