package measures

import (
	"cmp"
	"io"
	"strings"
	"unicode/utf8"

	"saavu/internal/export/plain"
	"saavu/internal/words"
	"saavu/pkg/access"
	"saavu/pkg/equity"
	"saavu/pkg/report"
	"saavu/pkg/travel"
)

// Explain prints the definition of a measure and a worked example that it computes.
func Explain(out io.Writer, m *access.Measure, w *words.Words) error {
	p := &page{&plain.Page{Words: words.OrEnglish(w)}}
	p.Heading(1, p.Words.Measure(m))
	p.entry("name", m.Name)
	p.entry("formula", p.Words.Formula(m.Formula))
	p.papers(m.Papers)
	where := "explain.by_cell"
	if m.Facilities {
		where = "explain.by_facility"
	}
	p.entry("gives", p.Words.Text(where, "unit", p.Words.Unit(m.Unit)))
	p.entry("unreached", p.Words.Term("unreached", m.Unreached))
	p.entry("limit", p.Words.Term("boundary", m.Boundary))
	p.entry("rests", p.Words.Term("rests", m.Rests))
	p.entry("unsupplied", p.Words.Term("unsupplied", m.Unsupplied))
	p.differences(m.Differs)
	var needs []string
	for _, n := range m.Needs {
		needs = append(needs, "--"+cmp.Or(needFlags[n], string(n)))
	}
	p.entry("needs", strings.Join(needs, ", "))
	p.Gap()
	if err := p.example(m); err != nil {
		return err
	}
	_, err := io.WriteString(out, strings.TrimRight(p.String(), "\n")+"\n")
	return err
}

// needFlags are the flags that give what a measure needs, where they have another name.
var needFlags = map[access.Need]string{access.NeedInterval: "cutoff FROM..TO", access.NeedVariable: "size"}

// List lists the measures and the figures of equity, each with the flags that it
// needs.
func List(out io.Writer, w *words.Words) error {
	p := &page{&plain.Page{Words: words.OrEnglish(w)}}
	const width = 22
	line := func(name, title string, flags []string) {
		if flags != nil {
			title += "  (--" + strings.Join(flags, ", --") + ")"
		}
		p.Write(plain.Wrap(title, name+strings.Repeat(" ", width-len(name)), strings.Repeat(" ", width))...)
	}
	for _, m := range access.Measures() {
		var needs []string
		for _, n := range m.Needs {
			needs = append(needs, cmp.Or(needFlags[n], string(n)))
		}
		line(m.Name, p.Words.Measure(&m), needs)
	}
	p.Gap()
	p.Write(p.Words.Text("measures.equity"))
	for _, f := range equity.Figures() {
		var needs []string
		switch {
		case f.Ranked:
			needs = []string{"income"}
		case f.Line:
			needs = []string{"line"}
		}
		line(f.Name, p.Words.Figure(&f), needs)
	}
	p.Gap()
	p.Write(plain.Wrap(p.Words.Text("measures.more"), "", "")...)
	_, err := io.WriteString(out, strings.TrimRight(p.String(), "\n")+"\n")
	return err
}

// entries are the labels of what is explained, by their keys.
var entries = []string{"name", "formula", "paper", "gives", "unreached", "limit", "rests", "unsupplied", "edges", "differs", "needs"}

// entry writes a label and a text, aligned with the others; nothing for no text.
func (p *page) entry(key, text string) {
	label := ""
	if key != "" {
		label = p.Words.Text("explain." + key)
	}
	width := 10
	for _, k := range entries {
		width = max(width, utf8.RuneCountInString(p.Words.Text("explain."+k)))
	}
	if text != "" {
		indent := strings.Repeat(" ", width+1)
		p.Write(plain.Wrap(text, label+indent[utf8.RuneCountInString(label):], indent)...)
	}
}

// papers writes the papers, the first of them with the label.
func (p *page) papers(papers []string) {
	for k, paper := range papers {
		p.entry([]string{"paper", ""}[min(k, 1)], p.Words.Paper(paper))
	}
}

// differences writes how other programs differ.
func (p *page) differences(list []string) {
	for _, d := range list {
		p.entry("differs", p.Words.Term("differs", d))
	}
}

// exampleCase is one computation of an example.
type exampleCase struct {
	with   report.Message
	change func(in *access.Input, c *access.Choice)
}

// exampleCases lists the computations of an example: one, or several if a choice
// makes another measure of it.
func exampleCases(m *access.Measure) []exampleCase {
	switch m.Name {
	case "closest-n":
		return []exampleCase{{report.NewMessage("explain.two_facilities"), func(*access.Input, *access.Choice) {}},
			{report.NewMessage("explain.five_units"), func(_ *access.Input, c *access.Choice) { c.Count, c.Units = 5, true }}}
	case "interval":
		return []exampleCase{{report.NewMessage("explain.median"), func(_ *access.Input, c *access.Choice) { c.To = 30 }},
			{report.NewMessage("explain.mean"), func(_ *access.Input, c *access.Choice) { c.To, c.Mean = 30, true }}}
	case "balancing":
		return []exampleCase{{report.NewMessage("explain.fewer"), func(in *access.Input, _ *access.Choice) { in.Demand = []float64{4, 5, 7} }}}
	case "constrained":
		var out []exampleCase
		for _, kind := range access.Kinds() {
			x := exampleCase{report.NewMessage("explain.kind", "kind", kind), func(_ *access.Input, c *access.Choice) { c.Kind = kind }}
			if kind == "doubly" {
				x = exampleCase{report.NewMessage("explain.doubly"), func(in *access.Input, c *access.Choice) {
					c.Kind, in.Supply = kind, []float64{90, 70}
				}}
			}
			out = append(out, x)
		}
		return out
	}
	return []exampleCase{{report.Message{}, func(*access.Input, *access.Choice) {}}}
}

// example has three cells and two facilities, so that it can be followed by hand.
func (p *page) example(m *access.Measure) error {
	minutes := [][]float64{{10, 25, 50}, {40, 20, 15}}
	var columns [][]travel.Seconds
	for _, column := range minutes {
		var times []travel.Seconds
		for _, t := range column {
			times = append(times, travel.FromSeconds(60*t))
		}
		columns = append(columns, times)
	}
	decay, err := access.ParseDecay("stepped:20m=1,40m=0.68,60m=0.22")
	if err != nil {
		return err
	}
	p.Write(plain.Wrap(p.Words.Text("explain.example"), "", "")...)
	for _, x := range exampleCases(m) {
		in := &access.Input{Columns: columns, Demand: []float64{100, 50, 10}, Supply: []float64{4, 2}}
		c := access.Choice{Decay: &decay, Cutoffs: []float64{30}, From: 20, To: 40, Count: 2,
			Variable: access.Variable{Sizes: []float64{20, 40, 60}, BasePeople: 60, BaseRatio: 0.03}}
		x.change(in, &c)
		s, err := m.Compute(in, c)
		if err != nil {
			return err
		}
		if with := exampleChoice(m, &c, x.with); with != nil {
			p.Write(plain.Wrap(p.Words.Text("explain.with", "list", with), "", "  ")...)
		}
		rows := []string{"a", "b", "c"}
		if s.Facilities {
			rows = []string{"1", "2"}
		}
		for i, v := range s.Values {
			p.Write("  " + rows[i] + "  " + p.Words.Significant(v) + " " + p.Words.Unit(s.Unit))
		}
		for _, n := range report.SurfaceNotes(s) {
			p.Write(plain.Wrap(p.Words.Message(n), "  ", "  ")...)
		}
	}
	return nil
}

func exampleChoice(m *access.Measure, c *access.Choice, with report.Message) []report.Message {
	var parts []report.Message
	for _, n := range m.Needs {
		switch n {
		case access.NeedDecay:
			parts = append(parts, report.NewMessage("explain.decay", "decay", c.Decay.String()))
		case access.NeedCutoffs:
			parts = append(parts, report.NewMessage("explain.within", "minutes", 30))
		case access.NeedVariable:
			parts = append(parts, report.NewMessage("explain.sizes"))
		}
	}
	if with.Kind != "" {
		parts = append(parts, with)
	}
	return parts
}

// ExplainFigure prints the definition of an equity index and a worked example that
// it computes.
func ExplainFigure(out io.Writer, f *equity.Figure, w *words.Words) error {
	p := &page{&plain.Page{Words: words.OrEnglish(w)}}
	p.Heading(1, p.Words.Figure(f))
	p.entry("name", f.Name)
	p.entry("formula", p.Words.Formula(f.Formula))
	p.papers(f.Papers)
	p.entry("gives", p.Words.Text("explain.one_number", "unit", p.Words.Text("explain_unit."+f.Unit)))
	p.entry("edges", p.Words.Term("edges", f.Edges))
	p.differences(f.Differs)
	var needs []string
	if f.Ranked {
		needs = append(needs, p.Words.Text("explain.ranking"))
	}
	if f.Line {
		needs = append(needs, p.Words.Text("explain.line"))
	}
	p.entry("needs", strings.Join(needs, ", "))
	p.Gap()
	if err := p.exampleFigure(f); err != nil {
		return err
	}
	_, err := io.WriteString(out, strings.TrimRight(p.String(), "\n")+"\n")
	return err
}

// exampleFigure computes an index of a good and of travel times.
func (p *page) exampleFigure(f *equity.Figure) error {
	people, income := []float64{100, 50, 10}, []float64{20, 30, 40}
	key := "explain.example_people"
	if f.Ranked {
		key = "explain.example_ranked"
	}
	p.Write(plain.Wrap(p.Words.Text(key), "", "")...)
	for _, x := range []struct {
		what   string
		values []float64
		line   float64
		bad    bool
	}{{p.Words.Text("explain.good"), []float64{4, 6, 2}, 5, false}, {p.Words.Text("explain.bad"), []float64{10, 20, 15}, 12, true}} {
		s, err := equity.New(x.values, people)
		if err != nil {
			return err
		}
		r, err := equity.Rank(x.values, people, income)
		if err != nil {
			return err
		}
		line := ""
		if f.Line {
			line = p.Words.Text("explain.with_line", "line", x.line)
		}
		p.Write("  " + x.what + line + ": " + p.Words.Significant(f.Of(s, r, x.line, x.bad)))
	}
	return nil
}
