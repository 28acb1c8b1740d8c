package export

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strings"

	"saavu/pkg/access"
	"saavu/pkg/report"
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

// accessJSON is the contract of access --json.
type accessJSON struct {
	Contract   int          `json:"contract"`
	Title      string       `json:"title"`
	Measure    string       `json:"measure"`
	Asked      string       `json:"asked"`
	Formula    string       `json:"formula"`
	Unit       string       `json:"unit"`
	Facilities bool         `json:"facilities"`
	Synthetic  bool         `json:"synthetic"`
	Cutoffs    []float64    `json:"cutoffs_min"`
	Figures    []figureJSON `json:"figures"`
	Areas      []areaJSON   `json:"areas"`
	Values     []valueJSON  `json:"values"`
	Notes      []string     `json:"notes"`
}

type figureJSON struct {
	Name   string     `json:"name"`
	Unit   string     `json:"unit"`
	Values []*float64 `json:"values"` // by cutoff; null where it does not exist or is not finite
	Note   string     `json:"note,omitempty"`
}

type areaJSON struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	People  float64  `json:"people"`
	Mean    *float64 `json:"mean"`
	Median  *float64 `json:"median"`
	Nothing float64  `json:"reach_nothing"`
}

type valueJSON struct {
	ID     string     `json:"id"`
	Values []*float64 `json:"values"` // by cutoff; null where it is never reached
}

// AccessJSON prints a measure with its figures and all values. Unknown and
// infinite are null, lists are never null.
func AccessJSON(w io.Writer, a *report.Access) error {
	out := accessJSON{Contract: 1, Title: a.Title, Measure: a.Measure.Name, Asked: a.Asked, Formula: a.Measure.Formula, Unit: a.Unit,
		Facilities: a.Facilities, Synthetic: a.Synthetic, Cutoffs: append([]float64{}, a.Cutoffs...), Figures: []figureJSON{}, Areas: []areaJSON{},
		Values: []valueJSON{}, Notes: append([]string{}, a.Notes...)}
	if len(a.Figures) > 0 {
		for k, f := range a.Figures[0] {
			x := figureJSON{Name: f.Name, Unit: f.Unit, Note: f.Note}
			for c := range a.Figures {
				x.Values = append(x.Values, orNull(a.Figures[c][k].Value))
			}
			out.Figures = append(out.Figures, x)
		}
	}
	for _, x := range a.Areas {
		out.Areas = append(out.Areas, areaJSON{x.ID, x.Name, x.People, orNull(x.Mean), orNull(x.Median), x.Nothing})
	}
	n := a.Width()
	for i, id := range a.IDs {
		x := valueJSON{ID: id}
		for _, v := range a.Values[i*n : i*n+n] {
			x.Values = append(x.Values, orNull(v))
		}
		out.Values = append(out.Values, x)
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(out)
}

func orNull(v float64) *float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return &v
}
