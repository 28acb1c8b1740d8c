package export

import (
	"fmt"
	"io"
	"strings"

	"saavu/pkg/access"
	"saavu/pkg/travel"
)

// Explain prints what a measure is, and an example reckoned there and then.
func Explain(w io.Writer, m *access.Measure) error {
	p := &page{}
	p.heading(1, m.Title)
	say := func(what, text string) {
		if text != "" {
			p.write(wrap(fmt.Sprintf("%-10s %s", what, text), "", "           ")...)
		}
	}
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
	say("differs", m.Differs)
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

// example is three cells and two facilities that can be followed by hand.
func example(p *page, m *access.Measure) error {
	minutes := [][]float64{{10, 25, 50}, {40, 20, 15}}
	in := &access.Input{Demand: []float64{100, 50, 10}, Supply: []float64{4, 2}}
	for _, column := range minutes {
		var times []travel.Seconds
		for _, t := range column {
			times = append(times, travel.FromSeconds(60*t))
		}
		in.Columns = append(in.Columns, times)
	}
	decay, err := access.ParseDecay("stepped:20m=1,40m=0.68,60m=0.22")
	if err != nil {
		return err
	}
	c := access.Choice{Decay: &decay, Cutoffs: []float64{30}, From: 20, To: 40, Count: 2, Kind: "total",
		Variable: access.Variable{Sizes: []float64{20, 40, 60}, BasePeople: 60, BaseRatio: 0.03}}
	s, err := m.Compute(in, c)
	if err != nil {
		return err
	}
	p.write("Example: cells a, b, c with 100, 50 and 10 people; facilities 1 and 2 with a supply of 4 and 2;",
		"minutes to 1: 10, 25, 50; to 2: 40, 20, 15."+exampleChoice(m, &c))
	rows := []string{"a", "b", "c"}
	if s.Facilities {
		rows = []string{"1", "2"}
	}
	for i, v := range s.Values {
		p.write(fmt.Sprintf("  %s  %s %s", rows[i], accessNumber(v), s.Unit))
	}
	for _, n := range s.Notes {
		p.write(wrap("  "+n, "", "  ")...)
	}
	return nil
}

func exampleChoice(m *access.Measure, c *access.Choice) string {
	var parts []string
	for _, n := range m.Needs {
		switch n {
		case access.NeedDecay:
			parts = append(parts, "decay "+c.Decay.String())
		case access.NeedCutoffs:
			parts = append(parts, "within 30 min")
		case access.NeedInterval:
			parts = append(parts, "20 to 40 min by 1")
		case access.NeedVariable:
			parts = append(parts, "sizes 20, 40, 60 min, at least 60 people and 0.03 supply a person")
		}
	}
	switch m.Name {
	case "closest-n":
		parts = append(parts, "n = 2 facilities")
	case "constrained":
		parts = append(parts, "kind total")
	}
	if len(parts) == 0 {
		return ""
	}
	return " With " + strings.Join(parts, ", ") + ":"
}
