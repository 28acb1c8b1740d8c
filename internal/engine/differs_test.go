package engine_test

import (
	"flag"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"saavu/internal/engine"
	"saavu/pkg/access"
	"saavu/pkg/equity"
	"saavu/pkg/travel"
)

var update = flag.Bool("update", false, "write the differences into docs/MEASURES.md")

// difference is one place where another program has another number: the line about
// it in a measure or figure, an example, and both values.
type difference struct {
	line    string // a part of it that no other line has
	of      string // the measure or figure of the example
	example string
	here    float64 // by this program
	there   float64 // by the other program's rule; NaN: none
	ours    func(t *testing.T) float64
	theirs  func() float64
	through func(t *testing.T) float64 // the switch that gives the other value; nil without one
}

// asked is a small world: minutes from each cell by facility, people by cell and
// supply by facility, +Inf if nothing is reached.
func asked(measure string, people, supply []float64, minutes ...[]float64) engine.Asked {
	a := engine.Asked{Measure: access.Find(measure), Input: access.Input{Demand: people, Supply: supply}}
	for _, list := range minutes {
		var column []travel.Seconds
		for _, m := range list {
			column = append(column, travel.FromSeconds(60*m))
		}
		a.Input.Columns = append(a.Input.Columns, column)
	}
	return a
}

// decayed is asked with a decay.
func decayed(decay access.Decay, a engine.Asked) engine.Asked {
	a.Choice.Decay = &decay
	return a
}

// valueAt measures and returns the value of a cell.
func valueAt(a engine.Asked, cell int) func(t *testing.T) float64 {
	return func(t *testing.T) float64 { return measure(t, a).Values[cell] }
}

// with changes a request.
func with(a engine.Asked, change func(a *engine.Asked)) engine.Asked {
	change(&a)
	return a
}

func kept(a *engine.Asked) { a.KeepUnsupplied = true }

// figureOf returns a figure of values over people.
func figureOf(name string, values, people, standing []float64, line float64, bad bool) func(t *testing.T) float64 {
	return func(t *testing.T) float64 {
		s, err := equity.New(values, people)
		if err != nil {
			t.Fatal(err)
		}
		if standing == nil {
			standing = people
		}
		r, err := equity.Rank(values, people, standing)
		if err != nil {
			t.Fatal(err)
		}
		return equity.FindFigure(name).Of(s, r, line, bad)
	}
}

func rankedOf(values, people, standing []float64, of func(r *equity.Ranked) float64) func(t *testing.T) float64 {
	return func(t *testing.T) float64 {
		r, err := equity.Rank(values, people, standing)
		if err != nil {
			t.Fatal(err)
		}
		return of(r)
	}
}

// inWholeNumbers sums whole numbers in 32 bits: NaN if that overflows.
func inWholeNumbers(parts ...float64) float64 {
	sum := 0.0
	for _, p := range parts {
		sum += p
	}
	if sum > math.MaxInt32 {
		return nan
	}
	return sum
}

// balancedAt is the first whole minute up to the longest time within which there is
// more supply than people; NaN if there is none.
func balancedAt(people float64, supply, minutes []float64) float64 {
	for t := 0.0; t <= slices.Max(minutes); t++ {
		got := 0.0
		for j, m := range minutes {
			if m <= t {
				got += supply[j]
			}
		}
		if got > people {
			return t
		}
	}
	return nan
}

// rankedByRow is the concentration index with the people of each row ranked before
// those of the next.
func rankedByRow(values, people []float64) float64 {
	all, amount := 0.0, 0.0
	for i, p := range people {
		all, amount = all+p, amount+p*values[i]
	}
	before, sum := 0.0, 0.0
	for i, p := range people {
		sum += p / all * ((before+p/2)/all - 0.5) * (values[i] - amount/all)
		before += p
	}
	return 2 * sum / (amount / all)
}

// palmaOfPersons lists every person in order of standing, reads the standing at the
// two shares between two persons, and divides the mean of those above the one by the
// mean of those up to the other.
func palmaOfPersons(values, people, standing []float64) float64 {
	var persons []int
	for i, p := range people {
		for range int(p) {
			persons = append(persons, i)
		}
	}
	slices.SortStableFunc(persons, func(a, b int) int { return int(standing[a] - standing[b]) })
	at := func(p float64) float64 {
		place := float64(len(persons)-1) * p
		low := int(place)
		high := min(low+1, len(persons)-1)
		return standing[persons[low]] + (place-float64(low))*(standing[persons[high]]-standing[persons[low]])
	}
	mean := func(in func(standing float64) bool) float64 {
		sum, n := 0.0, 0.0
		for _, i := range persons {
			if in(standing[i]) {
				sum, n = sum+values[i], n+1
			}
		}
		return sum / n
	}
	low, high := at(0.4), at(0.9)
	return mean(func(s float64) bool { return s > high }) / mean(func(s float64) bool { return s <= low })
}

func differences() []difference {
	ten, far := access.Binary(10), access.Binary(30)
	closest := asked("closest-n", []float64{1}, []float64{2, 1}, []float64{10}, []float64{20})
	part := asked("closest-n", []float64{1}, []float64{0.4, 1}, []float64{10}, []float64{20})
	within := asked("cumulative", []float64{1}, []float64{5}, []float64{30})
	within.Choice.Cutoffs = []float64{30}
	many := asked("cumulative", []float64{1}, []float64{2e9, 2e9}, []float64{10}, []float64{10})
	many.Choice.Cutoffs = []float64{30}
	interval := asked("interval", []float64{1}, []float64{2, 1}, []float64{10}, []float64{20})
	interval.Choice.From, interval.Choice.To, interval.Choice.Step = 10, 20, 10
	empty := func(name string) engine.Asked {
		return decayed(ten, asked(name, []float64{100, 100}, []float64{4, 0}, []float64{10, 10}, []float64{10, inf}))
	}
	nobody := decayed(ten, asked("2sfca", []float64{10, 0}, []float64{2, 3}, []float64{5, inf}, []float64{inf, 5}))
	alpha := 0.0
	power := access.Power(1)
	tenfold := []float64{1, 3, 100, 100, 8}
	count, income := []float64{3, 2, 2, 2, 1}, []float64{1, 2, 3, 4, 5}
	return []difference{
		{"has no value; here", "nearest", "two cells, the second without a pair", inf, nan, valueAt(asked("nearest", []float64{1, 1}, []float64{1}, []float64{10, inf}), 1),
			func() float64 { // grouping by cell finds only the cells of the pairs
				if v, ok := map[string]float64{"a": 10}["b"]; ok {
					return v
				}
				return nan
			}, nil},
		{"times keep their decimals", "gravity", "10.004 minutes, exponential 0.1/min, one unit", math.Exp(-0.1 * 10), math.Exp(-0.1 * 10.004),
			valueAt(decayed(access.Exponential(0.1), asked("gravity", []float64{1}, []float64{1}, []float64{10.004})), 0), func() float64 { return math.Exp(-0.1 * 10.004) }, nil},
		{"counts units of supply", "closest-n", "n = 2; 2 units at 10 and 1 at 20 minutes", 20, 10, valueAt(with(closest, func(a *engine.Asked) { a.Choice.Count = 2 }), 0),
			func() float64 { // the first time at which the units add up
				got := 0.0
				for j, units := range []float64{2, 1} {
					if got += units; got >= 2 {
						return []float64{10, 20}[j]
					}
				}
				return inf
			}, valueAt(with(closest, func(a *engine.Asked) { a.Choice.Count, a.Choice.Units = 2, true }), 0)},
		{"even less than a unit", "closest-n", "n = 1 with --units; 0.4 units at 10 and 1 at 20 minutes", 20, 10, valueAt(with(part, func(a *engine.Asked) { a.Choice.Count, a.Choice.Units = 1, true }), 0),
			func() float64 { // the least time of those with any
				least := inf
				for j, units := range []float64{0.4, 1} {
					if units > 0 {
						least = min(least, []float64{10, 20}[j])
					}
				}
				return least
			}, valueAt(with(part, func(a *engine.Asked) { a.Choice.Count = 1 }), 0)},
		{"equal to the cutoff is outside", "cumulative", "5 units at 30 minutes, cutoff 30", 5, 0, valueAt(within, 0), func() float64 {
			if 30.0 < 30 {
				return 5
			}
			return 0
		}, valueAt(with(within, func(a *engine.Asked) { a.Choice.Below = true }), 0)},
		{"overflows with many jobs", "cumulative", "2 and 2 thousand million jobs within the cutoff", 4e9, nan, valueAt(many, 0), func() float64 { return inWholeNumbers(2e9, 2e9) }, nil},
		{"truncated to a whole number", "interval", "2 units within 10 and 3 within 20 minutes, by 10", 2.5, 2, valueAt(interval, 0), func() float64 { return math.Trunc((2. + 3) / 2) }, nil},
		{"more supply than people", "balancing", "4 people; 4 units at 10 and 1 at 20 minutes", 10, 20,
			valueAt(asked("balancing", []float64{4}, []float64{4, 1}, []float64{10}, []float64{20}), 0), func() float64 { return balancedAt(4, []float64{4, 1}, []float64{10, 20}) }, nil},
		{"whole steps of its increment", "balancing", "4 people; 5 units at 10.5 and 1 at 20 minutes, steps of a minute", 10.5, 11,
			valueAt(asked("balancing", []float64{4}, []float64{5, 1}, []float64{10.5}, []float64{20}), 0), func() float64 { return balancedAt(4, []float64{5, 1}, []float64{10.5, 20}) }, nil},
		{"NA where supply never", "balancing", "4 people and 3 units", inf, nan,
			valueAt(asked("balancing", []float64{4}, []float64{3}, []float64{10}), 0), func() float64 { return balancedAt(4, []float64{3}, []float64{10}) }, nil},
		{"next step's weight", "gravity", "1 unit at 10 minutes, 1 up to 10 and 0.5 up to 20", 1, 0.5,
			valueAt(decayed(access.Stepped([]access.Step{{Until: 10, Weight: 1}, {Until: 20, Weight: 0.5}}, true), asked("gravity", []float64{1}, []float64{1}, []float64{10})), 0),
			func() float64 { // the last weight whose step starts at most at the time
				weight := 0.0
				for k, from := range []float64{0, 10, 20} {
					if 10 >= from {
						weight = []float64{1, 0.5, 0}[k]
					}
				}
				return weight
			},
			valueAt(decayed(access.Stepped([]access.Step{{Until: 10, Weight: 1}, {Until: 20, Weight: 0.5}}, false), asked("gravity", []float64{1}, []float64{1}, []float64{10})), 0)},
		{"power decay rises above 1", "gravity", "1 unit at half a minute, power 1", 1, 2,
			valueAt(decayed(power, asked("gravity", []float64{1}, []float64{1}, []float64{0.5})), 0), func() float64 { return math.Pow(max(0.5, 0)/1, -1) }, nil},
		{"only from cells without people divides", "2sfca", "3 units that one cell without people reaches", 0, inf, valueAt(nobody, 1),
			func() float64 { people := 0.0; return 3 / (people * 1) * 1 }, nil},
		{"PySAL access: a facility without supply", "3sfca", "100 people reach 4 units and an empty facility, 100 the units alone", 0.02, 4. / 300, valueAt(empty("3sfca"), 0),
			func() float64 { // half of the first hundred go to the empty one
				return 0.5 * 4 / (0.5*100 + 1*100)
			}, valueAt(with(empty("3sfca"), kept), 0)},
		{"R accessibility: a facility without supply", "bfca", "the same", 0.01, 4. / 300, valueAt(empty("bfca"), 0),
			func() float64 { return 4 / (100*(1./2) + 100*(1./1)) * (1. / 2) }, valueAt(with(empty("bfca"), kept), 0)},
		{"NaN for every cell with a pair", "spatial-availability", "4 units at 5 minutes; 2 at 50, beyond the limit of 30 for all", 4, nan,
			valueAt(decayed(far, asked("spatial-availability", []float64{10}, []float64{4, 2}, []float64{5}, []float64{50})), 0),
			func() float64 { near, none := 1.0, 0.0; return 4*(near/near) + 2*(none/none) }, nil},
		{"with α = 0", "spatial-availability", "α = 0; 4 units, 10 people in one cell and none in the other", 4, 2,
			valueAt(with(decayed(far, asked("spatial-availability", []float64{10, 0}, []float64{4}, []float64{5, 5})), func(a *engine.Asked) { a.Choice.Alpha = &alpha }), 0),
			func() float64 { return 4 * math.Pow(10, 0) / (math.Pow(10, 0) + math.Pow(0, 0)) }, nil},
		{"doubly lists the flows", "constrained", "4 people and 4 units at 10 minutes", 10, 4,
			valueAt(with(decayed(far, asked("constrained", []float64{4}, []float64{4}, []float64{10})), func(a *engine.Asked) { a.Choice.Kind = "doubly" }), 0),
			func() float64 { flow := 4.0; return flow }, nil},
		{"moves whole people", "raam", "4 people; 1 unit at no time and 1 at 6 minutes", 1.05, 2,
			valueAt(asked("raam", []float64{4}, []float64{1, 1}, []float64{0}, []float64{6}), 0),
			func() float64 { // tau 60 and rho 2; whole people move, at most a fifth of 4
				x := [2]float64{4, 0}
				move := math.Trunc(min(0.2*4, x[0]))
				x[0], x[1] = x[0]-move, x[1]+move
				return (x[0]*(x[0]/2) + x[1]*(x[1]/2+6./60)) / 4
			}, nil},
		{"overflows with many people", "gini", "60 000 people with 60 000 jobs each, as many with none", 0.5, nan, figureOf("gini", []float64{60000, 0}, []float64{60000, 60000}, nil, 0, false),
			func() float64 { return 0.5 + 0*inWholeNumbers(60000*60000) }, nil},
		{"count in the mean but not in", "theil", "1 person with 0 and 3 with 2", math.Log(4. / 3), 4. / 3 * math.Log(4./3), figureOf("theil", []float64{0, 2}, []float64{1, 3}, nil, 0, false),
			func() float64 { mean := 6. / 4; return (3 * (2 / mean) * math.Log(2/mean)) / 3 }, nil},
		{"above the 90 % quantile", "palma", "10 people of five standings: 3, 2, 2, 2, 1 with 1, 3, 100, 100, 8", 8 / 1.5, 8 / 1.8, figureOf("palma", tenfold, count, income, 0, false),
			func() float64 { return palmaOfPersons(tenfold, count, income) }, rankedOf(tenfold, count, income, func(r *equity.Ranked) float64 { return r.PalmaWhole(0.1, 0.4) })},
		{"ranked in the order of the rows", "concentration", "1 person with 0 and then 1 with 4, of one standing", 0, 0.5, figureOf("concentration", []float64{0, 4}, []float64{1, 1}, []float64{1, 1}, 0, false),
			func() float64 { return rankedByRow([]float64{0, 4}, []float64{1, 1}) }, nil},
		{"takes every value as a good", "poverty", "1 person travels 10 and 3 travel 40 minutes, line 20", 0.75, 0.25, figureOf("poverty", []float64{10, 40}, []float64{1, 3}, nil, 20, true),
			func() float64 { return 1. / (1 + 3) }, nil},
	}
}

// linesOf returns every line about a difference from another program, with the
// measures and figures that have it, in order.
func linesOf() (lines []string, names map[string][]string) {
	names = map[string][]string{}
	add := func(name string, list []string) {
		for _, l := range list {
			if names[l] == nil {
				lines = append(lines, l)
			}
			names[l] = append(names[l], "`"+name+"`")
		}
	}
	for _, m := range access.Measures() {
		add(m.Name, m.Differs)
	}
	for _, f := range equity.Figures() {
		add(f.Name, f.Differs)
	}
	return lines, names
}

// Every place where R, PySAL or R5 has another number is shown with both values, and
// every shown value belongs to such a place. If a line names a switch, the switch
// gives the other value.
func TestWhereOtherProgramsDiffer(t *testing.T) {
	lines, names := linesOf()
	var rows strings.Builder
	rows.WriteString("\n| measures | what differs | example | here | there |\n|---|---|---|---|---|\n")
	shown := 0
	for _, line := range lines {
		program, _, _ := strings.Cut(line, ": ")
		if !slices.Contains([]string{"R accessibility", "PySAL access", "R accessibility, PySAL access", "R5"}, program) {
			t.Errorf("%q names no program", line)
		}
		found := false
		for _, d := range differences() {
			if !strings.Contains(line, d.line) {
				continue
			}
			if found = true; !slices.Contains(names[line], "`"+d.of+"`") {
				t.Errorf("%s does not contain: %s", d.of, line)
			}
			shown++
			ours, theirs := d.ours(t), d.theirs()
			if !alikeOrNone(ours, d.here) || !alikeOrNone(theirs, d.there) || alikeOrNone(ours, theirs) {
				t.Errorf("%s, %s: here %v, there %v; predicted %v and %v", d.of, d.example, ours, theirs, d.here, d.there)
			}
			if d.through != nil && !alikeOrNone(d.through(t), theirs) {
				t.Errorf("%s, %s: the switch gives %v, there it is %v", d.of, d.example, d.through(t), theirs)
			}
			fmt.Fprintf(&rows, "| %s | %s | `%s`: %s | %s | %s |\n", strings.Join(names[line], ", "), line, d.of, d.example, shortNumber(ours), shortNumber(theirs))
		}
		if !found {
			t.Errorf("no example shows: %s", line)
		}
	}
	if shown != len(differences()) {
		t.Errorf("%d of %d examples belong to a line", shown, len(differences()))
	}
	inMeasures(t, rows.String()+"\n")
}

func alikeOrNone(a, b float64) bool {
	return a == b || math.IsNaN(a) && math.IsNaN(b) || !math.IsInf(b, 0) && math.Abs(a-b) <= 1e-12*math.Abs(b)
}

func shortNumber(v float64) string {
	switch {
	case math.IsNaN(v):
		return "none"
	case math.IsInf(v, 1):
		return "+Inf"
	}
	return fmt.Sprintf("%.6g", v)
}

// inMeasures checks for a table in docs/MEASURES.md, or writes it there.
func inMeasures(t *testing.T, want string) {
	t.Helper()
	const file, begin, end = "../../docs/MEASURES.md", "<!-- where other programs differ: written by go test ./internal/engine -run Differ -update -->\n", "<!-- end of where other programs differ -->\n"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, ok := strings.Cut(string(text), begin)
	had, tail, also := strings.Cut(rest, end)
	if !ok || !also {
		t.Fatalf("%s has no place for where other programs differ", file)
	}
	if *update {
		if err := os.WriteFile(file, []byte(head+begin+want+end+tail), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if had != want {
		t.Errorf("%s differs from what the code does: go test ./internal/engine -run Differ -update", file)
	}
}
