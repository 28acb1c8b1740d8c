package sweep

import (
	"io"
	"math"
	"strings"

	"saavu/internal/export/plain"
	"saavu/pkg/lang"
	"saavu/pkg/report"
)

// Stress prints the stress tests of a report: what each test changes, and for each
// count a table with the tests down and the options across. With services it prints
// their four counts; without, what Sweeps prints. A report without tests prints
// nothing.
func Stress(out io.Writer, r report.Report, services []string, t plain.Options) error {
	if r.Stress == nil {
		return nil
	}
	p := &page{t.Page()}
	p.Banner(plain.Dotted(append([]string{p.yearsOf(&r, r.Stress.Options), p.Words.Text("stress.title")}, p.circumstances(&r)...)...))
	p.Paragraph(p.Words.Text("stress.about"))
	c := countTables{page: p, r: &r, options: r.Stress.Options, differing: true, euros: "stress.euros"}
	for k := range r.Stress.Tests {
		test := &r.Stress.Tests[k]
		name := p.Words.Text("stress." + string(test.Test))
		if test.Rows != nil {
			c.labels, c.rows = append(c.labels, name), append(c.rows, test.Rows)
		}
		if test.Test != report.Planned {
			p.Write(plain.WrapTo(name+": "+p.stressed(&r, test), p.Width(), "", "  ")...)
		}
	}
	c.print(services)
	p.Gap()
	p.Paragraph(p.Words.Text("stress.legend"))
	if c.same != nil {
		p.Paragraph(p.Words.Text("stress.same", "list", strings.Join(c.same, "; ")))
	}
	_, err := io.WriteString(out, p.String())
	return err
}

// stressed states what a test changes, and what each option loses in it.
func (p *page) stressed(r *report.Report, t *report.StressRun) string {
	if t.Why != "" {
		return p.Words.Text("stress.missing", "parameter", p.Words.Parameter(t.Why, lang.Name{}))
	}
	text := p.Words.Text("stress.about."+string(t.Test), "factor", p.Words.Value(math.Round(t.Factor*100)/100), "years", t.Years)
	if t.Lost == nil {
		return text
	}
	var lost []string                // in the order of the options, nothing last
	options := map[string][]string{} // that lose it
	for _, any := range []bool{true, false} {
		for i := range t.Lost {
			if t.Lost[i].Any() != any {
				continue
			}
			what := p.lost(&t.Lost[i])
			if options[what] == nil {
				lost = append(lost, what)
			}
			options[what] = append(options[what], p.Words.ShortOption(&r.Options[r.Stress.Options[i]]))
		}
	}
	for _, what := range lost {
		text += "; " + p.Words.Text("stress.lost", "lost", what, "list", options[what])
	}
	return text
}

// lost names what an option loses: the facilities of a site, or a contract.
func (p *page) lost(l *report.Lost) string {
	switch {
	case !l.Any():
		return p.Words.Text("stress.nothing")
	case l.Service != "":
		return p.Words.Text("stress.contract", "service", p.Words.Name(l.Of), "production", p.Words.Term("production", l.Production), "share", p.Words.Value(math.Round(l.Share*1e4)/100)+p.Words.Gap()+"%")
	}
	var names []string
	for _, n := range l.Site {
		names = append(names, p.Words.Name(n))
	}
	return strings.Join(names, " + ")
}
