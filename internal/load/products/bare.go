package products

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/load/field"
	"saavu/internal/load/input"
	"saavu/internal/source"
	"saavu/pkg/lang"
	"saavu/pkg/population"
	"saavu/pkg/report"
)

// Bare reads products without a county: a table or, as YAML, a survey with the key
// products, and a table of people by municipality and ages. Municipalities are those of
// the table of people, in its order. The error is a problem.Problems or the context's.
func Bare(ctx context.Context, files source.Files, name, people string, professions []string) (*List, []report.Municipality, []report.Message, error) {
	r := &input.Reader{Files: files.Until(ctx)}
	f, named := File{File: name}, ""
	if lower := strings.ToLower(name); strings.HasSuffix(lower, ".yaml") || strings.HasSuffix(lower, ".yml") {
		survey, t := input.ReadYAML[surveyFile](r, r.Files, name, "", surveyRules)
		if t.Root != nil {
			f, named = survey.Products, t.Place("products", "file")
			if f.File != "" {
				f.File, _ = r.Resolve(t, f.File, "products", "file")
			}
		}
		if len(r.Problems) > 0 {
			return nil, nil, nil, r.Problems.Err()
		}
	}
	towns, counts := readPeople(r, people)
	list := &List{}
	if len(towns) > 0 {
		c := &County{Municipalities: towns, Professions: professions, People: counts}
		list = Read(r, f, named, c)
	}
	if err := ctx.Err(); err != nil {
		return nil, nil, nil, err
	}
	return list, towns, r.Notes, r.Problems.Sorted(name).Err()
}

// readPeople reads a table of people by municipality and ages.
func readPeople(r *input.Reader, name string) ([]report.Municipality, func(int, population.Group) (float64, bool)) {
	t := r.TableOf(name, "", "municipality", "ages", "people")
	if t == nil {
		return nil, nil
	}
	var towns []report.Municipality
	counts := map[string]map[population.Group]float64{}
	for i := range t.Rows {
		town := t.Get(i, "municipality")
		ages, ok := field.ParseAges(field.Ages(t.Get(i, "ages")))
		people, number := t.Number(i, "people")
		switch {
		case town == "":
			t.Wrong(i, "municipality", "an id", "")
		case !ok:
			t.Wrong(i, "ages", field.AgeWords, "")
		case number && people < 0:
			t.Wrong(i, "people", "a number, 0 or more", "")
		}
		if counts[town] == nil {
			counts[town] = map[population.Group]float64{}
			name := lang.Name{En: t.Get(i, "name_en"), Fi: t.Get(i, "name_fi"), Sv: t.Get(i, "name_sv")}
			if name == (lang.Name{}) {
				name = lang.Same(report.Capital(town))
			}
			towns = append(towns, report.Municipality{ID: town, Name: name})
		}
		if _, twice := counts[town][ages]; twice && ok {
			t.Wrong(i, "ages", "every age group once for a municipality", "")
		}
		counts[town][ages] = people
	}
	missed := map[string]bool{}
	return towns, func(m int, ages population.Group) (float64, bool) {
		people, ok := counts[towns[m].ID][ages]
		if key := towns[m].ID + " " + ages.String(); !ok && !missed[key] {
			missed[key] = true
			var known []string
			for g := range counts[towns[m].ID] {
				known = append(known, inWords(g))
			}
			slices.Sort(known)
			r.Problems.Add(problem.Problem{File: name, Expected: "the people of " + towns[m].ID + " of the ages " + inWords(ages), Hint: "it has the ages " + strings.Join(known, ", ")})
		}
		return people, ok
	}
}

// inWords writes an age group as a table has it.
func inWords(g population.Group) string {
	if g.From == g.To {
		return strconv.Itoa(g.From)
	}
	return g.String()
}
