package app_test

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"saavu/internal/engine"
	"saavu/internal/export/measures"
	"saavu/internal/words"
	"saavu/pkg/access"
	"saavu/pkg/equity"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/travel"
)

const never = travel.Unreached

// edges are very small and very uniform worlds. Columns[j][i] is the time from cell
// i to facility j.
var edges = map[string]access.Input{
	"one cell, one facility": {Columns: [][]travel.Seconds{{600}}, Demand: []float64{8}, Supply: []float64{2}},
	"one cell":               {Columns: [][]travel.Seconds{{600}, {1200}}, Demand: []float64{8}, Supply: []float64{2, 4}},
	"one facility":           {Columns: [][]travel.Seconds{{0, 600, 1200}}, Demand: []float64{8, 4, 2}, Supply: []float64{2}},
	"at the facility":        {Columns: [][]travel.Seconds{{0, 0}, {0, 0}}, Demand: []float64{8, 4}, Supply: []float64{2, 2}},
	"nothing reachable":      {Columns: [][]travel.Seconds{{never, never}, {never, never}}, Demand: []float64{8, 4}, Supply: []float64{2, 4}},
	"one cell reaches none":  {Columns: [][]travel.Seconds{{600, never}, {1200, never}}, Demand: []float64{8, 4}, Supply: []float64{2, 4}},
	"one facility is far":    {Columns: [][]travel.Seconds{{600, 900}, {never, never}}, Demand: []float64{8, 4}, Supply: []float64{2, 4}},
	"all equal":              {Columns: [][]travel.Seconds{{600, 600}, {600, 600}}, Demand: []float64{8, 8}, Supply: []float64{8, 8}},
	"zero supply":            {Columns: [][]travel.Seconds{{600, 900}, {900, 600}}, Demand: []float64{8, 4}, Supply: []float64{0, 0}},
	"supply at one":          {Columns: [][]travel.Seconds{{600, 900}, {900, 600}}, Demand: []float64{8, 4}, Supply: []float64{0, 3}},
	"zero demand":            {Columns: [][]travel.Seconds{{600, 900}, {900, 600}}, Demand: []float64{0, 0}, Supply: []float64{1, 2}},
	"people in one":          {Columns: [][]travel.Seconds{{600, 900}, {900, 600}}, Demand: []float64{0, 5}, Supply: []float64{1, 2}},
	"beyond every limit":     {Columns: [][]travel.Seconds{{65_000, 60_000}}, Demand: []float64{8, 4}, Supply: []float64{1}},
	"no facility":            {Demand: []float64{8, 4}},
}

// edgeAsks returns every possible request for a world.
func edgeAsks(in access.Input) map[string]engine.Asked {
	n := len(in.Demand)
	one := population.Partition{Name: "area", Members: []population.Member{{ID: "a", Name: "A"}, {ID: "e", Name: "Empty"}}, Cell: make([]int32, n)}
	standing := make([]float64, n) // all equal
	var figures []string
	for _, f := range equity.Figures() {
		figures = append(figures, f.Name)
	}
	out := map[string]engine.Asked{}
	for _, decay := range []access.Decay{access.Binary(15), access.Exponential(0.05)} {
		c := access.Choice{Decay: &decay, Cutoffs: []float64{15}, From: 10, To: 20, Count: 2, RAAM: access.DefaultRAAM(),
			Variable: access.Variable{Sizes: []float64{10, 20}, BasePeople: 5, BaseRatio: 0.1}}
		for _, m := range access.Measures() {
			kinds := []string{""}
			if m.Name == "constrained" {
				kinds = access.Kinds()
			}
			for _, kind := range kinds {
				c := c
				c.Kind = kind
				name := m.Name + " " + kind + " " + decay.String()
				a := engine.Asked{Measure: &m, Choice: c, Input: in, Line: 5, Areas: one, Standing: standing}
				out["passive "+name] = engine.Asked{Measure: &m, Choice: c, Input: in, Passive: true}
				if !m.Facilities && kind != "demand" {
					a.Equity = figures
				}
				out[name] = a
			}
			out["facilities by "+m.Name+decay.String()] = engine.Asked{Measure: &m, Choice: c, Input: in, Line: 0.1, PerFacility: true}
		}
		two := access.Find("2sfca")
		half := make([]float64, n)
		for i, p := range in.Demand {
			half[i] = p / 2
		}
		out["own modes "+decay.String()] = engine.Asked{Measure: two, Choice: c, Input: in, Equity: figures, Line: 5, Areas: one, Standing: standing,
			Groups: []engine.Travellers{{Title: report.NewMessage("column.with_car"), Column: "with_car", People: half, Columns: in.Columns}, {Title: report.NewMessage("column.without_car"), Column: "without_car", People: half, Columns: in.Columns}}}
		ratio := engine.Asked{Measure: two, Choice: c, Input: in}
		ratio.Choice.Ratio = true
		out["ratio "+decay.String()] = ratio
	}
	return out
}

// At every edge each measure returns numbers or an error: no value is NaN, and no
// table, file or JSON contains NaN. A figure may not exist, if it describes nobody
// or nobody who reaches anything; it is then a dash.
func TestNothingIsNaNAtTheEdges(t *testing.T) {
	if testing.Short() {
		return // race runs: it checks figures, and others run the same goroutines
	}
	for world, in := range edges {
		for name, a := range edgeAsks(in) {
			r, err := engine.Measure(a)
			if err != nil {
				if text := err.Error(); text == "" || strings.Contains(text, "NaN") {
					t.Errorf("%s, %s: %v", world, name, err)
				}
				continue
			}
			reached := 0.0
			for _, p := range in.Demand {
				reached += p
			}
			for i, v := range r.Values {
				if math.IsNaN(v) || v < 0 && !a.PerFacility {
					t.Errorf("%s, %s: value %d is %v", world, name, i, v)
				}
				if row := i / r.Width(); v-v != 0 && i%r.Width() == 0 && !r.Facilities {
					reached -= in.Demand[row]
				}
			}
			for _, list := range r.Figures {
				for _, f := range list {
					if math.IsNaN(f.Value) && reached > 0 {
						t.Errorf("%s, %s: %s does not exist", world, name, f.Name)
					}
				}
			}
			if text := printed(t, r); strings.Contains(text, "NaN") {
				t.Errorf("%s, %s: prints NaN: %s", world, name, text)
			}
		}
	}
}

// printed returns the table, the JSON and the CSV file of a result.
func printed(t *testing.T, r *report.Access) string {
	t.Helper()
	for i := range len(r.Values) / r.Width() {
		r.IDs = append(r.IDs, fmt.Sprint(i))
	}
	var b bytes.Buffer
	if err := measures.Table(&b, r, false, nil); err != nil {
		t.Fatal(err)
	}
	if err := measures.JSON(&b, r, nil); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "out.csv")
	if err := measures.File(t.Context(), name, r, nil); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return b.String() + string(text)
}

// With exchanged roles, the passive measure is the measure itself.
func TestPassiveOfPassive(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 11))
	for range 20 {
		n, m := 1+random.IntN(6), 1+random.IntN(6)
		in := access.Input{}
		for range n {
			in.Demand = append(in.Demand, float64(1+random.IntN(50)))
		}
		for range m {
			in.Supply = append(in.Supply, float64(1+random.IntN(9)))
			column := make([]travel.Seconds, n)
			for i := range column {
				if column[i] = travel.Seconds(random.IntN(3000)); random.IntN(5) == 0 {
					column[i] = never
				}
			}
			in.Columns = append(in.Columns, column)
		}
		for name, a := range edgeAsks(in) {
			if a.PerFacility || a.Groups != nil || a.Passive || a.Choice.Kind == "doubly" {
				continue // doubly needs equal totals, and its costs are by cell
			}
			a.Equity, a.Areas.Members = nil, nil
			active, err := engine.Measure(a)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if a.Input = *in.Reversed(); a.Choice.Ratio {
				continue
			}
			a.Passive = true
			turned, err := engine.Measure(a)
			if err != nil {
				t.Fatalf("%s turned: %v", name, err)
			}
			if active.Facilities == turned.Facilities {
				t.Errorf("%s has the same rows with exchanged roles", name)
			}
			for i, v := range active.Values {
				if w := turned.Values[i]; v != w && !(math.Abs(v-w) <= 1e-9*math.Abs(v)) {
					t.Errorf("%s: %v, turned twice %v", name, v, w)
				}
			}
		}
	}
}

// At every edge every text of a result has words in every language: its notes, its
// choices, the titles of its columns and figures, and their units.
func TestEveryTextOfAccessHasWords(t *testing.T) {
	kinds := map[string]bool{}
	for _, in := range edges {
		for name, a := range edgeAsks(in) {
			r, err := engine.Measure(a)
			if err != nil {
				continue
			}
			said := r.Notes
			for _, c := range r.Columns {
				said = append(said, c.Title, term("unit", c.Unit))
			}
			for _, list := range r.Figures {
				for _, f := range list {
					said = append(said, f.Title, f.Note)
					if f.Unit != "" && !strings.HasPrefix(f.Unit, "people² × ") {
						said = append(said, term("unit", f.Unit))
					}
				}
			}
			m := r.Measure
			said = append(said, term("measure", m.Title), term("unreached", m.Unreached), term("boundary", m.Boundary), term("unit", r.Unit))
			for _, x := range said {
				if key := without(x, kinds); key != "" {
					t.Errorf("%s: no words for %s", name, key)
				}
			}
		}
	}
	for _, kind := range []string{"access.iterated", "access.fitted", "access.unreached", "access.unsupplied", "access.group_unreached", "access.without"} {
		if !kinds[kind] {
			t.Errorf("no world gives the note %s", kind)
		}
	}
}

// term is a message of one term.
func term(list, word string) report.Message {
	return report.NewMessage("asked.measure", "measure", report.Term{List: list, Word: word})
}

// without returns what has no words in a message, "" for nothing, and records its
// kinds.
func without(m report.Message, kinds map[string]bool) string {
	if m.Kind == "" {
		return ""
	}
	if kinds[m.Kind] = true; !words.Has(m.Kind) {
		return m.Kind
	}
	for _, f := range m.Facts {
		missing := ""
		switch v := f.Value.(type) {
		case report.Message:
			missing = without(v, kinds)
		case report.Term:
			if key := v.List + "." + v.Word; !words.Has(key) {
				missing = key
			}
		}
		if missing != "" {
			return missing
		}
	}
	return ""
}
