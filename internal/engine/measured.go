package engine

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"saavu/pkg/access"
	"saavu/pkg/population"
	"saavu/pkg/report"
)

// Asked is a request for one accessibility measure, with its input.
type Asked struct {
	Measure     *access.Measure
	Choice      access.Choice
	Input       access.Input
	Passive     bool                 // what reaches a facility, instead of what a cell reaches
	Equity      []string             // names of equity.Figures
	Standing    []float64            // by cell, for figures that rank people; NaN = unknown, nil = none
	Line        float64              // of poverty and far-beyond; 0 = none
	PerFacility bool                 // a table of facilities and what each loses, instead of the values
	Groups      []Travellers         // groups with their own modes, together all people; nil = one group
	Services    []ServiceTimes       // several services together, instead of the input's columns; nil = the input
	Areas       population.Partition // of the cells, one index a row; without members there are none

	// KeepUnsupplied keeps facilities without supply, for measures that distribute
	// people among facilities.
	KeepUnsupplied bool

	unit string // of the values: the unit of the measure, or of a ratio
}

// parallel runs tasks on all processors.
func parallel(tasks int, do func(task int)) {
	var group sync.WaitGroup
	next := make(chan int, tasks)
	for k := range tasks {
		next <- k
	}
	close(next)
	for range min(runtime.GOMAXPROCS(0), tasks) {
		group.Go(func() {
			for k := range next {
				do(k)
			}
		})
	}
	group.Wait()
}

// Measure computes a measure and its figures. Values by facility (a passive measure,
// crowdedness) have no figures over people. What cells reach excludes facilities
// without supply. The result has neither ids nor places.
func Measure(a Asked) (*report.Access, error) {
	in := &a.Input
	a.unit = a.Measure.Unit
	switch {
	case a.KeepUnsupplied && (!a.Measure.Shared || a.Passive || a.PerFacility):
		return nil, fmt.Errorf("only %s of cells can keep facilities without supply: elsewhere they add 0 or do not count", strings.Join(sharedMeasures(), " and "))
	case a.PerFacility && a.Services != nil:
		return nil, errors.New("a table of facilities needs a single service")
	case a.PerFacility:
		return Facilities(a)
	case a.Services != nil && a.Groups == nil:
		return a.together()
	}
	in.Run = parallel
	switch {
	case a.Passive:
		in = in.Reversed()
	case !a.Measure.Facilities && a.Choice.Kind != "demand" && !a.KeepUnsupplied:
		in = supplied(in)
	}
	if a.Groups != nil {
		return a.ownModes()
	}
	s, err := a.Measure.Compute(in, a.Choice)
	if err != nil {
		return nil, err
	}
	a.unit = s.Unit
	out := &report.Access{Measure: s.Measure, Unit: s.Unit, Facilities: s.Facilities != a.Passive, Columns: valueColumns(s), Values: s.Values, Notes: append(report.SurfaceNotes(s), a.unsupplied()...)}
	if out.Facilities {
		if len(a.Equity) > 0 {
			return nil, fmt.Errorf("the values of %s are by facility here: equity needs values by cell", a.Measure.Name)
		}
		return out, nil
	}
	out.People = a.Input.Demand
	var samples []sample
	for c := range out.Columns {
		samples = append(samples, a.everybody(s.Column(c)))
	}
	return out, a.over(out, samples)
}

// sample is the values that people have, from which figures and areas are computed.
type sample struct {
	values, weights, standing []float64
	areas                     []int32
}

// everybody is the sample with one value per cell.
func (a *Asked) everybody(values []float64) sample {
	return sample{values, a.Input.Demand, a.Standing, a.Areas.Cell}
}

// valueColumns names the columns of a surface: value, or value_30 … by the minutes
// of the cutoff.
func valueColumns(s *access.Surface) []report.Column {
	if len(s.Columns) == 0 {
		return []report.Column{{Name: "value", Title: columnTitle("value"), Unit: s.Unit}}
	}
	var out []report.Column
	for _, minutes := range s.Columns {
		text := strconv.FormatFloat(minutes, 'f', -1, 64)
		out = append(out, report.Column{Name: "value_" + strings.ReplaceAll(text, ".", "_"), Title: report.NewMessage("column.cutoff", "minutes", minutes), Unit: s.Unit})
	}
	return out
}

// columnTitle is the title of a column whose title is always the same.
func columnTitle(name string) report.Message { return report.NewMessage("column." + name) }

// sharedMeasures lists the measures that distribute people among facilities.
func sharedMeasures() []string {
	var out []string
	for _, m := range access.Measures() {
		if m.Shared {
			out = append(out, m.Name)
		}
	}
	return out
}

// unsupplied counts the facilities without supply if that changes a value.
func (a *Asked) unsupplied() []report.Message {
	n := 0
	for _, s := range a.Input.Supply {
		if s == 0 {
			n++
		}
	}
	what := a.Measure.Unsupplied
	switch {
	case n == 0 || what == "" || a.Passive || a.Measure.Name == "closest-n" && a.Choice.Units:
		return nil
	case a.KeepUnsupplied:
		what = "kept: they take their part of the people"
	}
	return []report.Message{report.NewMessage("access.unsupplied", "n", n, "all", len(a.Input.Supply), "what", report.Term{List: "unsupplied", Word: what})}
}

// supplied leaves out facilities without supply.
func supplied(in *access.Input) *access.Input {
	if !slices.Contains(in.Supply, 0) {
		return in
	}
	out := &access.Input{Demand: in.Demand, Run: in.Run}
	for j, s := range in.Supply {
		if s > 0 {
			out.Supply = append(out.Supply, s)
			out.Columns = append(out.Columns, in.Columns[j])
		}
	}
	return out
}
