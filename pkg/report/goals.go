package report

import (
	"math"
	"time"

	"saavu/pkg/goals"
	"saavu/pkg/lang"
)

// Goals is how far options come towards the goals of a county.
type Goals struct {
	County          lang.Name
	Synthetic       bool
	File, Observed  string      // plain names of the tables; "" without one
	Options         []GradedFor // in the order of the comparison
	Parts           []GoalPart
	Limits          goals.Limits
	Observations    int // how many values are known
	ObservedUnknown int // how many rows have no value, which is not 0
}

// GradedFor is an option that is graded.
type GradedFor struct {
	ID          string
	Name, Short lang.Name
	Year        int
}

// GoalPart is a part of a goal with its grade in each option. What was observed is the
// same in all of them.
type GoalPart struct {
	goals.Part
	Text      lang.Name
	Unit      string // "" if it is not known
	ValueFrom string // as scores.csv and observations name it
	Modelled  bool   // the baseline is that of today's network, as none was observed
	Results   []GoalResult
}

// GoalResult is a grade in an option.
type GoalResult struct {
	goals.Result
	Day time.Time // of the value: that of the observation, or the last of the option's year
}

// Grades counts the parts of an option by grade, 1 to 5; the first is those without a grade.
// The lowest grade is 0 if there is none.
func (g *Goals) Grades(option int) (counts [6]int, lowest int) {
	for i := range g.Parts {
		n := g.Parts[i].Results[option].Grade
		counts[n]++
		if n > 0 && (lowest == 0 || n < lowest) {
			lowest = n
		}
	}
	return counts, lowest
}

// Grade grades the parts of goals in each option of a comparison, whose figures are
// scores. base is the county's year: where nothing was observed at a baseline of that year,
// the figure of the first option without changes of that year stands for it.
func Grade(r *Report, scores []Score, parts []GoalPart, observed []goals.Observation, base int, l goals.Limits) *Goals {
	out := &Goals{County: r.Names, Parts: parts, Limits: l}
	for i := range observed {
		if math.IsNaN(observed[i].Value) {
			out.ObservedUnknown++
		} else {
			out.Observations++
		}
	}
	today := -1
	for k := range r.Options {
		o := &r.Options[k]
		out.Options = append(out.Options, GradedFor{o.ID, o.Names, o.Short, o.Year})
		if today < 0 && o.Year == base && len(o.Steps) == 0 {
			today = k
		}
	}
	find := figuresOf(scores)
	for i := range out.Parts {
		p := &out.Parts[i]
		before := math.NaN()
		if o := goals.On(observed, p.Indicator, p.Where, p.Baseline); o != nil {
			before = o.Value
			p.Unit = o.Unit
		}
		if p.From != goals.Observed && math.IsNaN(before) && today >= 0 && p.Baseline.Year() == base {
			before, p.Unit = find(p, r.Options[today].ID)
			p.Modelled = !math.IsNaN(before)
		}
		for k := range r.Options {
			p.Results = append(p.Results, gradeIn(p, r, k, before, observed, find))
		}
		for k := range p.Results {
			x := &p.Results[k]
			x.Result = p.Grade(before, x.Value, boundOf(p, observed, x.Day), x.Day, acts(p, r.Options[k].Steps), l)
		}
	}
	return out
}

// gradeIn finds the value of a part in an option, and its day.
func gradeIn(p *GoalPart, r *Report, k int, before float64, observed []goals.Observation, find func(*GoalPart, string) (float64, string)) GoalResult {
	end := time.Date(r.Options[k].Year, 12, 31, 0, 0, 0, 0, time.UTC)
	out := GoalResult{Day: end}
	out.Value = math.NaN()
	if p.From == goals.Observed {
		if o := goals.Of(observed, p.Indicator, p.Where, end); o != nil && o.Date.After(p.Baseline) {
			out.Value, out.Day = o.Value, o.Date
		}
		return out
	}
	value, unit := find(p, r.Options[k].ID)
	out.Value = value
	if p.Unit == "" {
		p.Unit = unit
	}
	return out
}

// boundOf is how an observed value is meant; figures of options are exact.
func boundOf(p *GoalPart, observed []goals.Observation, day time.Time) goals.Bound {
	if p.From == goals.Observed {
		if o := goals.On(observed, p.Indicator, p.Where, day); o != nil {
			return o.Bound
		}
	}
	return goals.Exactly
}

// acts reports whether a change is a lever of the part.
func acts(p *GoalPart, steps []Step) bool {
	for i := range steps {
		var services []string
		for _, s := range steps[i].Services {
			services = append(services, s.ID)
		}
		if p.Acts(steps[i].Kind, services) {
			return true
		}
	}
	return false
}

// figuresOf returns a function that finds the value of a part in an option, and its unit.
func figuresOf(scores []Score) func(*GoalPart, string) (float64, string) {
	type key struct{ option, measure, service, area string }
	at := map[key]*Score{}
	for i := range scores {
		s := &scores[i]
		if k := (key{s.Option, s.Measure, s.Service, s.Area}); s.Facility == "" && at[k] == nil {
			at[k] = s
		}
	}
	return func(p *GoalPart, option string) (float64, string) {
		var v [2]float64
		unit := ""
		for i, t := range p.Terms {
			s := at[key{option, t.Measure, t.Service, t.Area}]
			if s == nil {
				return math.NaN(), unit
			}
			v[i], unit = s.Value, s.Unit
		}
		switch {
		case len(p.Terms) == 1:
			return v[0], unit
		case len(p.Terms) < 2:
			return math.NaN(), ""
		}
		return goals.Combine(v[0], p.Operator, v[1]), ""
	}
}
