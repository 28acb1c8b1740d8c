package export

import (
	"fmt"
	"io"
	"strings"

	"saavu/pkg/access"
	"saavu/pkg/equity"
	"saavu/pkg/report"
	"saavu/pkg/travel"
)

// Explain prints, in English, the definition of a measure and a worked example that
// it computes.
func Explain(w io.Writer, m *access.Measure) error {
	p := &page{}
	p.heading(1, m.Title)
	say := p.entry
	say("name", m.Name)
	say("formula", m.Formula)
	for k, paper := range m.Papers {
		say([]string{"paper", ""}[min(k, 1)], paper)
	}
	where := "a value for each cell"
	if m.Facilities {
		where = "a value for each facility"
	}
	say("gives", where+", in "+m.Unit)
	say("unreached", m.Unreached)
	say("limit", m.Boundary)
	say("rests on", m.Rests)
	say("no supply", m.Unsupplied)
	for _, d := range m.Differs {
		say("differs", d)
	}
	var needs []string
	for _, n := range m.Needs {
		needs = append(needs, string(n))
	}
	say("needs", strings.Join(needs, ", "))
	p.gap()
	if err := example(p, m); err != nil {
		return err
	}
	_, err := io.WriteString(w, strings.TrimRight(p.b.String(), "\n")+"\n")
	return err
}

// entry writes a label and a text.
func (p *page) entry(what, text string) {
	if text != "" {
		p.write(wrap(text, fmt.Sprintf("%-11s", what), strings.Repeat(" ", 11))...)
	}
}

// exampleCase is one computation of an example.
type exampleCase struct {
	with   string
	change func(in *access.Input, c *access.Choice)
}

// exampleCases lists the computations of an example: one, or several if a choice
// makes another measure of it.
func exampleCases(m *access.Measure) []exampleCase {
	switch m.Name {
	case "closest-n":
		return []exampleCase{{"n = 2 facilities", func(*access.Input, *access.Choice) {}},
			{"n = 5 units of supply", func(_ *access.Input, c *access.Choice) { c.Count, c.Units = 5, true }}}
	case "interval":
		return []exampleCase{{"the median of 20 to 30 min by 1", func(_ *access.Input, c *access.Choice) { c.To = 30 }},
			{"the mean of 20 to 30 min by 1", func(_ *access.Input, c *access.Choice) { c.To, c.Mean = 30, true }}}
	case "balancing":
		return []exampleCase{{"4, 5 and 7 people instead", func(in *access.Input, _ *access.Choice) { in.Demand = []float64{4, 5, 7} }}}
	case "constrained":
		var out []exampleCase
		for _, kind := range access.Kinds() {
			x := exampleCase{"kind " + kind, func(_ *access.Input, c *access.Choice) { c.Kind = kind }}
			if kind == "doubly" {
				x = exampleCase{"kind doubly and a supply of 90 and 70, because both totals must be equal", func(in *access.Input, c *access.Choice) {
					c.Kind, in.Supply = kind, []float64{90, 70}
				}}
			}
			out = append(out, x)
		}
		return out
	}
	return []exampleCase{{"", func(*access.Input, *access.Choice) {}}}
}

// example has three cells and two facilities, so that it can be followed by hand.
func example(p *page, m *access.Measure) error {
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
	p.write("Example: cells a, b, c with 100, 50 and 10 people; facilities 1 and 2 with a supply of 4 and 2;",
		"minutes to 1: 10, 25, 50; to 2: 40, 20, 15.")
	for _, x := range exampleCases(m) {
		in := &access.Input{Columns: columns, Demand: []float64{100, 50, 10}, Supply: []float64{4, 2}}
		c := access.Choice{Decay: &decay, Cutoffs: []float64{30}, From: 20, To: 40, Count: 2,
			Variable: access.Variable{Sizes: []float64{20, 40, 60}, BasePeople: 60, BaseRatio: 0.03}}
		x.change(in, &c)
		s, err := m.Compute(in, c)
		if err != nil {
			return err
		}
		if with := exampleChoice(m, &c, x.with); with != "" {
			p.write(wrap("With "+with+":", "", "  ")...)
		}
		rows := []string{"a", "b", "c"}
		if s.Facilities {
			rows = []string{"1", "2"}
		}
		for i, v := range s.Values {
			p.write(fmt.Sprintf("  %s  %s %s", rows[i], english.Significant(v), s.Unit))
		}
		for _, n := range report.SurfaceNotes(s) {
			p.write(wrap(english.Message(n), "  ", "  ")...)
		}
	}
	return nil
}

func exampleChoice(m *access.Measure, c *access.Choice, with string) string {
	var parts []string
	for _, n := range m.Needs {
		switch n {
		case access.NeedDecay:
			parts = append(parts, "decay "+c.Decay.String())
		case access.NeedCutoffs:
			parts = append(parts, "within 30 min")
		case access.NeedVariable:
			parts = append(parts, "sizes 20, 40, 60 min, at least 60 people and 0.03 supply per person")
		}
	}
	if with != "" {
		parts = append(parts, with)
	}
	return strings.Join(parts, ", ")
}

// ExplainFigure prints the definition of an equity index and a worked example that
// it computes.
func ExplainFigure(w io.Writer, f *equity.Figure) error {
	p := &page{}
	p.heading(1, f.Title)
	p.entry("name", f.Name)
	p.entry("formula", f.Formula)
	for k, paper := range f.Papers {
		p.entry([]string{"paper", ""}[min(k, 1)], paper)
	}
	unit := map[string]string{"": "an index without a unit", "value": "in the unit of the values", "share": "a share, 0 to 1"}[f.Unit]
	if unit == "" {
		unit = "in " + f.Unit
	}
	p.entry("gives", "one number over all people, "+unit)
	p.entry("edges", f.Edges)
	for _, d := range f.Differs {
		p.entry("differs", d)
	}
	var needs []string
	if f.Ranked {
		needs = append(needs, "a ranking of people (--income)")
	}
	if f.Line {
		needs = append(needs, "a line (--line)")
	}
	p.entry("needs", strings.Join(needs, ", "))
	p.gap()
	if err := exampleFigure(p, f); err != nil {
		return err
	}
	_, err := io.WriteString(w, strings.TrimRight(p.b.String(), "\n")+"\n")
	return err
}

// exampleFigure computes an index of a good and of travel times.
func exampleFigure(p *page, f *equity.Figure) error {
	people, income := []float64{100, 50, 10}, []float64{20, 30, 40}
	with := ""
	if f.Ranked {
		with = ", ranked by an income of 20, 30 and 40"
	}
	p.write("Example: cells a, b, c with 100, 50 and 10 people" + with + ".")
	for _, x := range []struct {
		what   string
		values []float64
		line   float64
		bad    bool
	}{{"who have access to 4, 6 and 2 units of supply", []float64{4, 6, 2}, 5, false}, {"who travel 10, 20 and 15 minutes", []float64{10, 20, 15}, 12, true}} {
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
			line = fmt.Sprintf(", with a line of %g", x.line)
		}
		p.write(fmt.Sprintf("  %s%s: %s", x.what, line, english.Significant(f.Of(s, r, x.line, x.bad))))
	}
	return nil
}
