package forecast

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/internal/load/field"
	"saavu/internal/load/input"
	"saavu/internal/naming"
	"saavu/pkg/population"
)

// columns finds the fields that the county file names.
func (x *forecast) columns() {
	x.area = x.field(x.Area.Dimension, "area", "dimension")
	if x.Age != "" {
		x.age = x.field(x.Age, "age")
	}
	if x.Year.Dimension != "" {
		x.year = x.field(x.Year.Dimension, "year", "dimension")
	}
	x.members()
	for _, name := range slices.Sorted(maps.Keys(x.Only)) {
		x.only = append(x.only, only{name, x.field(name, "only", name)})
	}
}

// field adds a field of the file to the fields to read and returns its index among
// them.
func (x *forecast) field(name string, keys ...string) int {
	i, ok := x.s.Field(name)
	if !ok {
		x.Problems.Add(x.problemAt(problem.Problem{Found: name, Expected: "a dimension or column of " + x.s.File,
			Hint: problem.Hints(naming.Suggest(name, x.s.Names()), input.ColumnsOf(x.s))}, keys...))
		return 0
	}
	if at := slices.Index(x.want, i); at >= 0 {
		return at
	}
	x.want = append(x.want, i)
	return len(x.want) - 1
}

// members finds the fields that hold people: one field, one per age group or one
// per year.
func (x *forecast) members() {
	groups := map[string]population.Group{}
	for _, name := range slices.Sorted(maps.Keys(x.Ages)) {
		g, ok := field.ParseAges(x.Ages[name])
		if !ok {
			x.wrongAt(field.AgeWords, "", "ages", name)
		}
		groups[name] = g
	}
	if len(groups) > 0 {
		x.follow(slices.Collect(maps.Values(groups)), x.problemAt(problem.Problem{}, "ages"))
	}
	all := population.Everyone()
	value := x.Value
	if value == "" {
		value = "value"
	}
	if x.Value != "" && (x.Year.Columns != nil || x.Age == "" && len(groups)+len(x.Total) > 0) {
		x.wrongAt("no value if each age group or year has its own column", "", "value")
	}
	wide := x.Age == "" && (len(groups) > 0 || x.Total != "")
	switch {
	case wide && x.Year.Columns != nil:
		x.wrongAt("columns of years or columns of ages, not both", "name the column of ages under age", "year", "columns")
	case wide:
		for _, name := range slices.Sorted(maps.Keys(groups)) {
			g := groups[name]
			x.people = append(x.people, column{place: x.field(name, "ages", name), ages: &g, year: x.Year.Year})
		}
		if x.Total != "" {
			x.people = append(x.people, column{place: x.field(x.Total, "total"), ages: &all, year: x.Year.Year})
		}
	default:
		var ages *population.Group // in the row
		if x.Age == "" {
			ages = &all
		}
		for _, name := range slices.Sorted(maps.Keys(x.Year.Columns)) {
			x.people = append(x.people, column{place: x.field(name, "year", "columns", name), ages: ages, year: x.Year.Columns[name]})
		}
		if x.Year.Columns == nil {
			x.people = append(x.people, column{place: x.field(value, "value"), ages: ages, year: x.Year.Year})
		}
	}
}

// row reads one row of the file.
func (x *forecast) row(row *record.Row) error {
	for _, o := range x.only {
		member := row.Text(o.place)
		if member != x.Only[o.name] {
			x.remember("only "+o.name, member)
			return nil
		}
		x.remember("found "+o.name, member)
	}
	code := row.Text(x.area)
	area, ok := x.join(code)
	if !ok {
		x.remember("codes", code)
		return nil
	}
	ages, ok := x.agesOf(row)
	if !ok {
		return nil
	}
	year := 0
	if x.Year.Dimension != "" {
		y, ok := row.Whole(x.year)
		if !ok || y < 1900 || y > 2200 {
			x.fault(row, x.year, "a year")
			return nil
		}
		year = int(y)
	}
	for _, c := range x.people {
		k := cell{area: area, year: max(c.year, year), ages: ages}
		if c.ages != nil {
			k.ages = *c.ages
		}
		x.addPeople(row, c.place, code, k)
	}
	return nil
}

// agesOf reads the ages of a row; false if the row is to be ignored.
func (x *forecast) agesOf(row *record.Row) (population.Group, bool) {
	if x.Age == "" {
		return population.Group{}, true
	}
	member := row.Text(x.age)
	switch {
	case x.Total != "" && member == x.Total:
		return population.Everyone(), true
	case x.Ages != nil:
		if word, ok := x.Ages[member]; ok {
			return field.ParseAges(word)
		}
	default:
		if g, ok := agesInWords(member); ok {
			return g, true
		}
	}
	x.remember("ages", member)
	return population.Group{}, false
}

// agesInWords reads a member such as "0", "5 - 9", "75+", "100 -" or "7-17 v".
func agesInWords(member string) (population.Group, bool) {
	text := strings.Map(func(c rune) rune {
		switch {
		case unicode.IsSpace(c):
			return -1
		case c == '–':
			return '-'
		}
		return c
	}, member)
	text = strings.TrimRightFunc(text, unicode.IsLetter)
	if rest, open := strings.CutSuffix(text, "-"); open {
		text = rest + "+"
	}
	return field.ParseAges(field.Ages(text))
}

// addPeople adds the people of a row to a cell.
func (x *forecast) addPeople(row *record.Row, place int, code string, k cell) {
	id := fmt.Sprint(code, "\x00", k.year, k.ages)
	if first, twice := x.seen[id]; twice {
		x.Problems.Add(problem.Problem{File: x.s.File, Row: row.At, Column: x.Area.Dimension, Found: code, Expected: "every area, age group and year once",
			Hint: fmt.Sprintf("row %d has them already: choose one member of every further dimension with only", first)})
		return
	}
	x.seen[id] = row.At
	s := x.sums[k]
	if s == nil {
		s = &sum{}
		x.sums[k] = s
	}
	s.rows++
	k.ages = population.Group{}
	x.rows[k] = max(x.rows[k], s.rows)
	n, ok := row.Number(place)
	switch {
	case !ok && (row.Missing(place) || slices.Contains(hiddenSigns, row.Text(place))):
		s.hidden++
	case !ok:
		x.fault(row, place, "a number of people, or a sign for a hidden number")
	case n < 0:
		x.fault(row, place, "0 or more people")
	case n > mostPeople:
		x.fault(row, place, "at most "+strconv.Itoa(mostPeople)+" people")
	default:
		s.people = append(s.people, n)
	}
}

// fault reports what is wrong with a field of a row.
func (x *forecast) fault(row *record.Row, place int, expected string) {
	x.Problems.Add(problem.Problem{File: x.s.File, Row: row.At, Column: x.s.Fields[x.want[place]].Name, Found: row.Text(place), Expected: expected})
}

// maxRemembered is how many different texts of a kind are kept for messages.
const maxRemembered = 10_000

// remember keeps a text for messages.
func (x *forecast) remember(kind, text string) {
	if x.others[kind] == nil {
		x.others[kind] = map[string]bool{}
	}
	if len(x.others[kind]) < maxRemembered {
		x.others[kind][text] = true
	}
}

// follow checks that age groups follow each other from 0 on; at is their
// location.
func (x *forecast) follow(groups []population.Group, at problem.Problem) bool {
	slices.SortFunc(groups, func(a, b population.Group) int { return cmp.Or(a.From-b.From, a.To-b.To) })
	next := 0
	for _, g := range groups {
		if g.From != next {
			at.Found, at.Expected = "ages "+g.String(), fmt.Sprintf("an age group from %d on", next)
			at.Hint = "age groups must follow each other from 0 without gap or overlap; list the right ones under ages"
			x.Problems.Add(at)
			return false
		}
		next = g.To + 1
	}
	if next < population.Ages {
		at.Found, at.Expected = fmt.Sprintf("ages up to %d", next-1), "a last age group without an end, such as 75+"
		x.Problems.Add(at)
		return false
	}
	return true
}

// mostPeople is the most people of a row: a larger number is a mistake.
const mostPeople = 10_000_000
