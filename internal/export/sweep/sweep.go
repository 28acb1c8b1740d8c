// Package sweep prints how a comparison depends on values that may be otherwise: sweeps,
// searches for the value at which an answer turns, stress tests, and the parameters that
// move a difference most.
package sweep

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"saavu/internal/export/plain"
	"saavu/internal/words"
	"saavu/pkg/report"
)

// page is a page of text with what only this package writes.
type page struct{ *plain.Page }

// Table prints the sweeps of a report: for each count a table with the values down
// and the options across, and a small chart below it. With services it prints their
// four counts; without, the people and visits of every service that the values move,
// and the euros of all services.
func Table(out io.Writer, r report.Report, services []string, t plain.Options) error {
	p := &page{t.Page()}
	for k := range r.Sweeps {
		if k > 0 {
			p.Gap()
		}
		v := sweepPage{page: p, r: &r, s: &r.Sweeps[k]}
		v.print(services)
	}
	_, err := io.WriteString(out, p.String())
	return err
}

// sweepPage prints one sweep.
type sweepPage struct {
	*page
	r *report.Report
	s *report.Sweep
}

// leastColumn is the smallest width of an option's column.
const leastColumn = 9

// swept names what a sweep or a search changes.
func (p *page) swept(s *report.Swept) string {
	name := p.Words.Name(s.Names)
	if s.Path != "" {
		name = p.Words.Parameter(s.Path, s.Names)
	}
	return p.Words.Text("swept."+string(s.Kind), "name", name)
}

// sweptValue writes a value of what is changed.
func (p *page) sweptValue(s *report.Swept, v float64) string {
	switch {
	case math.IsNaN(v):
		return words.Dash
	case s.Kind == report.SweptPeople:
		return p.Words.Value(math.Round(v*1000)/1000) + p.Words.Gap() + "×"
	case s.Unit == "share":
		return p.Words.Value(math.Round(v*1e4)/100) + p.Words.Gap() + "%"
	}
	return p.Words.Amount(v)
}

// sweptUnit is the unit of the values, in brackets; "" where they have it with them.
func (p *page) sweptUnit(s *report.Swept) string {
	if s.Kind == report.SweptPeople || s.Unit == "share" || s.Unit == "" || s.Unit == "ratio" {
		return ""
	}
	return " (" + p.Words.Unit(s.Unit) + ")"
}

// print writes the title and the blocks.
func (v *sweepPage) print(services []string) {
	title := []string{v.yearsOf(v.r, v.s.Options)}
	now := []string{}
	for i := range v.s.Levers {
		l := &v.s.Levers[i]
		title = append(title, v.swept(l)+v.sweptUnit(l))
		now = append(now, v.sweptValue(l, l.Value))
	}
	v.Banner(plain.Dotted(append(title, v.circumstances(v.r)...)...))
	v.Paragraph(v.Words.Text("sweep.now", "values", now) + " " + v.Words.Text("sweep."+string(v.s.Levers[0].Kind)))
	c := countTables{page: v.page, r: v.r, options: v.s.Options, chart: true, euros: "sweep.euros"}
	for _, step := range v.s.Steps {
		var values []string
		for i := range step.Values {
			values = append(values, v.sweptValue(&v.s.Levers[i], step.Values[i]))
		}
		c.labels, c.rows = append(c.labels, strings.Join(values, " · ")), append(c.rows, step.Rows)
	}
	c.print(services)
	v.Gap()
	if c.same != nil {
		v.Paragraph(v.Words.Text("sweep.same", "list", strings.Join(c.same, "; ")))
	}
	v.Paragraph(v.Words.Text("sweep.legend"))
}

// yearsOf names the county with the years of some options.
func (p *page) yearsOf(r *report.Report, options []int) string {
	var years []int
	for _, o := range options {
		years = append(years, r.Options[o].Year)
	}
	slices.Sort(years)
	out := p.Words.Name(r.Names.Every(r.Name))
	for k, year := range slices.Compact(years) {
		if k > 0 {
			out += ","
		}
		out += fmt.Sprintf(" %d", year)
	}
	return out
}

// circumstances are the frame of a comparison, and whether its data are synthetic, for
// a title.
func (p *page) circumstances(r *report.Report) []string {
	out := []string{p.Words.Term("frame", r.Frame)}
	if r.Synthetic {
		out = append(out, p.Words.Text("overview.synthetic"))
	}
	if r.Demo {
		out = append(out, p.Words.Text("demonstration"))
	}
	return out
}
