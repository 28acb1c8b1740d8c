package export

import (
	"encoding/csv"
	"io"
	"math"
	"strconv"
	"strings"

	"saavu/internal/format/table"
	"saavu/pkg/lang"
	"saavu/pkg/report"
)

// Stress prints the stress tests of a report: what each test changes, and for each
// count a table with the tests down and the options across. With services it prints
// their four counts; without, what Sweeps prints. A report without tests prints
// nothing.
func Stress(out io.Writer, r report.Report, services []string, t TableOptions) error {
	if r.Stress == nil {
		return nil
	}
	p := t.page()
	p.banner(dotted(append([]string{p.yearsOf(&r, r.Stress.Options), p.w.Text("stress.title")}, p.circumstances(&r)...)...))
	p.paragraph(p.w.Text("stress.about"))
	c := countTables{page: p, r: &r, options: r.Stress.Options, differing: true, euros: "stress.euros"}
	for k := range r.Stress.Tests {
		test := &r.Stress.Tests[k]
		name := p.w.Text("stress." + string(test.Test))
		if test.Rows != nil {
			c.labels, c.rows = append(c.labels, name), append(c.rows, test.Rows)
		}
		if test.Test != report.Planned {
			p.write(wrapTo(name+": "+p.stressed(&r, test), p.width(), "", "  ")...)
		}
	}
	c.print(services)
	p.gap()
	p.paragraph(p.w.Text("stress.legend"))
	if c.same != nil {
		p.paragraph(p.w.Text("stress.same", "list", strings.Join(c.same, "; ")))
	}
	_, err := io.WriteString(out, p.b.String())
	return err
}

// stressed states what a test changes, and what each option loses in it.
func (p *page) stressed(r *report.Report, t *report.StressRun) string {
	if t.Why != "" {
		return p.w.Text("stress.missing", "parameter", p.w.Parameter(t.Why, lang.Name{}))
	}
	text := p.w.Text("stress.about."+string(t.Test), "factor", p.w.Value(math.Round(t.Factor*100)/100), "years", t.Years)
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
			options[what] = append(options[what], p.w.ShortOption(&r.Options[r.Stress.Options[i]]))
		}
	}
	for _, what := range lost {
		text += "; " + p.w.Text("stress.lost", "lost", what, "list", options[what])
	}
	return text
}

// lost names what an option loses: the facilities of a site, or a contract.
func (p *page) lost(l *report.Lost) string {
	switch {
	case !l.Any():
		return p.w.Text("stress.nothing")
	case l.Service != "":
		return p.w.Text("stress.contract", "service", p.w.Name(l.Of), "production", p.w.Term("production", l.Production), "share", p.w.Value(math.Round(l.Share*1e4)/100)+p.w.Gap()+"%")
	}
	var names []string
	for _, n := range l.Site {
		names = append(names, p.w.Name(n))
	}
	return strings.Join(names, " + ")
}

// stressResult is a comparison in one stress test.
type stressResult struct {
	Test   string        `json:"test" jsonschema:"enum=planned,enum=recruitment,enum=remote,enum=rent,enum=site_lost,enum=provider_lost"`
	Factor number        `json:"factor" jsonschema_description:"what the values of the test are multiplied by; 1 for none"`
	Years  int           `json:"years,omitempty" jsonschema_description:"that a rent grows"`
	Why    string        `json:"missing,omitempty" jsonschema_description:"parameter without a value, so that the test is not computed"`
	Lost   []stressLost  `json:"lost,omitempty" jsonschema_description:"what the options lose; those that are not listed lose nothing"`
	Rows   []sweepOption `json:"rows"`
}

type stressLost struct {
	Option     string   `json:"option"`
	Facilities []string `json:"facilities,omitempty" jsonschema_description:"a site: facilities in one building"`
	Service    string   `json:"service,omitempty" jsonschema_description:"of the contract that ends"`
	Production string   `json:"production,omitempty" jsonschema:"enum=purchased,enum=voucher,enum=third_sector"`
	Share      number   `json:"share,omitempty" jsonschema_description:"of the service's contacts"`
}

func stressOf(r *report.Report) []stressResult {
	if r.Stress == nil {
		return nil
	}
	return each(r.Stress.Tests, func(t *report.StressRun) stressResult {
		out := stressResult{Test: string(t.Test), Factor: number(t.Factor), Years: t.Years, Why: t.Why, Rows: sweepOptions(r, r.Stress.Options, t.Rows)}
		for i := range t.Lost {
			if l := &t.Lost[i]; l.Any() {
				out.Lost = append(out.Lost, stressLost{optionID(r, r.Stress.Options[i]), l.Facilities, l.Service, l.Production, number(l.Share)})
			}
		}
		return out
	})
}

// stressTable writes stress.csv: one figure of one option in one test per row.
func stressTable(w io.Writer, r *report.Report) error {
	c := csv.NewWriter(w)
	if err := c.Write([]string{"test", "option", "service", "measure", "figure", "lo", "hi", "unit", "synthetic"}); err != nil {
		return err
	}
	for k := range r.Stress.Tests {
		t := &r.Stress.Tests[k]
		for i := range t.Rows {
			for _, line := range sweepLines(r, &t.Rows[i]) {
				row := append([]string{string(t.Test), table.Guard(optionID(r, r.Stress.Options[i])), table.Guard(line.service), line.measure}, rangeCells(line.of)...)
				if err := c.Write(append(row, line.unit, strconv.FormatBool(r.Synthetic))); err != nil {
					return err
				}
			}
		}
	}
	c.Flush()
	return c.Error()
}
