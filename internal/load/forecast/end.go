package forecast

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/naming"
	"saavu/pkg/population"
	"saavu/pkg/report"
)

// projection returns the people by area, age group and year that were read.
func (x *forecast) projection() *population.Projection {
	years, groups := map[int]bool{}, map[population.Group]bool{}
	for k := range x.sums {
		years[k.year] = true
		if k.ages != population.Everyone() {
			groups[k.ages] = true
		}
	}
	if !x.found() {
		return nil
	}
	p := &population.Projection{Name: x.Name, Groups: slices.Collect(maps.Keys(groups)), Years: slices.Sorted(maps.Keys(years)), Areas: len(x.areas)}
	p.Path, _ = population.ParsePath(x.Path)
	if len(groups) > 0 && !x.follow(p.Groups, problem.Problem{File: x.s.File, Column: x.Age}) { // which also sorts them
		return nil
	}
	if last := p.Years[len(p.Years)-1]; last < x.base {
		x.wrongAt(fmt.Sprintf("a year of %d or later, the county's year", x.base), fmt.Sprintf("the last year is %d", last), "year")
		return nil
	}
	p.People = make([]float64, p.At(len(p.Years), 0, 0))
	var hidden []report.Message
	for y, year := range p.Years {
		for a := range len(x.areas) + 1 {
			hidden = append(hidden, x.fill(p, y, year, a)...)
		}
	}
	x.noteSummary(p, hidden)
	return p
}

// found checks that rows were read, and reports why none were.
func (x *forecast) found() bool {
	for _, name := range slices.Sorted(maps.Keys(x.Only)) {
		if x.others["found "+name] == nil && x.others["only "+name] != nil {
			x.Problems.Add(x.problemAt(problem.Problem{Found: x.Only[name], Expected: "a member of " + name + " in " + x.s.File,
				Hint: "there are " + x.listed("only "+name)}, "only", name))
			return false
		}
	}
	if other := x.codesSpelledOtherwise(); other != nil {
		x.Problems.Add(problem.Problem{File: x.s.File, Column: x.Area.Dimension, Found: other.ID, Expected: "codes of the county's areas",
			Hint: other.Hint("the county has", len(x.others["codes"]))})
		return false
	}
	switch {
	case len(x.sums) > 0:
		return true
	case x.others["ages"] != nil:
		x.Problems.Add(problem.Problem{File: x.s.File, Column: x.Age, Found: x.listed("ages"), Expected: "the age groups listed under ages, or ages such as 0-6 and 75+"})
	case x.others["codes"] != nil:
		x.Problems.Add(problem.Problem{File: x.s.File, Column: x.Area.Dimension, Found: x.listed("codes"), Expected: "codes of the county's areas",
			Hint: "the county has " + problem.Clip(strings.Join(slices.Sorted(maps.Keys(x.joins)), ", "))})
	default:
		x.Problems.Add(problem.Problem{File: x.s.File, Found: "no row", Expected: "people by area"})
	}
	return false
}

// codesSpelledOtherwise explains why codes of the file match no area although some
// areas have no row; nil if the spelling is not the reason. Codes that are cut to
// a prefix are not checked.
func (x *forecast) codesSpelledOtherwise() *naming.Spelling {
	if x.Area.First > 0 || x.others["codes"] == nil {
		return nil
	}
	covered := map[int]bool{}
	for k := range x.sums {
		covered[k.area] = true
	}
	var absent []string
	for _, code := range slices.Sorted(maps.Keys(x.joins)) {
		if !covered[x.joins[code]] {
			absent = append(absent, code)
		}
	}
	other := naming.SpelledOtherwise(slices.Sorted(maps.Keys(x.others["codes"])), absent)
	if other == nil || !other.Sure && len(x.sums) > 0 {
		return nil
	}
	return other
}

// listed lists the first texts that were not used.
func (x *forecast) listed(kind string) string {
	return problem.Listed(slices.Sorted(maps.Keys(x.others[kind])), 5)
}

// firstOf lists the first texts that were not used, and how many more there are.
func (x *forecast) firstOf(kind string) report.Message {
	list := slices.Sorted(maps.Keys(x.others[kind]))
	first := min(len(list), 5)
	return report.NewMessage("some", "list", list[:first], "more", len(list)-first)
}

// fill sets the people of an area in one year, and lists the age groups that are
// unknown because some of their rows are hidden or missing.
func (x *forecast) fill(p *population.Projection, y, year, area int) []report.Message {
	most := x.rows[cell{area: area, year: year}] // rows that each age group should have
	var out []report.Message
	all := 0 // rows that lack the people of every age group
	for g, ages := range append(slices.Clone(p.Groups), population.Everyone()) {
		at := p.At(y, area, g)
		p.People[at] = math.NaN()
		s := x.sums[cell{area, year, ages}]
		if s == nil {
			continue
		}
		missing := s.hidden + most - s.rows
		if missing == 0 || x.Hidden == "left-out" && s.hidden < s.rows {
			p.People[at] = s.total()
		}
		if missing > 0 {
			out = append(out, report.NewMessage("data.rows_of_ages", "area", x.areaName(area), "ages", ages.String(), "n", missing, "all", most))
		}
		if ages == population.Everyone() {
			all = missing
		}
	}
	if all > 0 && len(out) == len(p.Groups)+1 {
		return []report.Message{report.NewMessage("data.rows_of", "area", x.areaName(area), "n", all, "all", most)}
	}
	return out
}

// total adds up the rows in ascending order, so that their order in the file does
// not matter.
func (s *sum) total() float64 {
	slices.Sort(s.people)
	all := 0.0
	for _, n := range s.people {
		all += n
	}
	return all
}

// noteSummary notes what was read, joined, hidden and ignored.
func (x *forecast) noteSummary(p *population.Projection, hidden []report.Message) {
	covers := p.Covers()
	ages := report.NewMessage("data.all_ages")
	if len(p.Groups) > 0 {
		ages = report.NewMessage("data.age_groups", "n", len(p.Groups))
	}
	years := make([]string, len(p.Years))
	for i, y := range p.Years {
		years[i] = fmt.Sprint(y)
	}
	x.State("data.forecast", "name", x.Name, "years", years, "ages", ages, "n", len(covers), "all", len(x.areas), "path", report.NewMessage("path."+p.Path.String()))
	var without []string
	for i, a := range x.areas {
		if !slices.Contains(covers, i) {
			without = append(without, a.Name)
		}
	}
	if len(without) > 0 {
		x.State("data.forecast_without", "name", x.Name, "areas", without)
	}
	if len(hidden) > 0 {
		kind, first := "data.forecast_hidden", min(len(hidden), 8)
		if x.Hidden == "left-out" {
			kind = "data.forecast_left_out"
		}
		x.State(kind, "name", x.Name, "list", report.NewMessage("some", "list", hidden[:first], "more", len(hidden)-first))
	}
	if n := len(x.others["codes"]); n > 0 {
		x.State("data.forecast_codes", "name", x.Name, "n", n, "list", x.firstOf("codes"))
	}
	if n := len(x.others["ages"]); n > 0 {
		x.State("data.forecast_ages", "name", x.Name, "n", n, "column", x.Age, "list", x.firstOf("ages"))
	}
	if p.Years[0] < x.base {
		x.State("data.forecast_years", "name", x.Name, "year", strconv.Itoa(x.base))
	}
}
