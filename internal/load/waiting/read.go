// Package waiting reads how long people have waited: a table with a row for each point,
// service and period, with visits by class of wait, the third free slot and counts of
// people waiting. What is not known stays unknown. It leaves to others what follows.
package waiting

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"saavu/internal/format/problem"
	"saavu/internal/load/field"
	"saavu/internal/load/input"
	"saavu/pkg/waiting"
)

// Longest is the longest third free slot that the measure has, in days: a longer wait is
// counted as this one.
const Longest = 90

// total is the point of a row with the printed totals of others.
const total = "total"

// County is what the table refers to.
type County struct {
	Services    []string
	Points      map[string][]string // facilities with each service
	Professions map[string][]string // of each service
	Year        int                 // of the baseline: nothing is observed after it
}

// List is the rows of a file.
type List struct {
	File string // its plain name
	Rows []waiting.Observed
}

// Read reads a table of waits; named is where the county file names it. Its faults are in
// r. It returns nil if nothing can be read.
func Read(r *input.Reader, name, named string, c *County) *List {
	t := r.TableOf(name, named, slices.Concat([]string{"point", "service", "from", "to"}, classes())...)
	if t == nil {
		return nil
	}
	if len(t.Rows) == 0 {
		r.Problems.Add(input.Empty(name, "waits"))
		return nil
	}
	l, seen, totals := &List{File: name}, map[string]int{}, []*row(nil)
	for i := range t.Rows {
		x := &row{Row: input.Row{Table: t, At: i}, county: c}
		x.read()
		key := strings.Join([]string{x.o.Point, x.o.Service, x.o.Profession, x.o.From.Format(time.DateOnly), x.o.To.Format(time.DateOnly)}, "\x00")
		if first, twice := seen[key]; twice {
			r.Problems.Add(problem.Problem{File: name, Row: x.o.Row, Column: "point", Found: x.o.Point, Expected: "every point, service, profession and period once", Hint: problem.RowHas(first)})
			continue
		}
		seen[key] = x.o.Row
		if x.o.Point == total {
			totals = append(totals, x)
			continue
		}
		l.Rows = append(l.Rows, x.o)
	}
	for _, x := range totals {
		x.adds(l.Rows)
	}
	t.NoteUnread()
	return l
}

// classes are the columns of visits by class of wait.
func classes() []string {
	var out []string
	for k := range waiting.Classes {
		out = append(out, "n"+strconv.Itoa(k+1))
	}
	return out
}

// row is one row of the table.
type row struct {
	input.Row
	county *County
	o      waiting.Observed
	whole  bool // its visits are known and sound
}

// Field returns a field; null is the same as an empty one.
func (x *row) Field(column string) string {
	if text := x.Row.Field(column); text != "null" {
		return text
	}
	return ""
}

func (x *row) read() {
	x.o = waiting.Observed{Row: x.Line(), Point: x.Field("point"), Service: x.Field("service"), Profession: x.Field("profession")}
	x.place()
	x.period()
	x.visits()
	x.third()
	x.queue()
}

// place checks what the row is about.
func (x *row) place() {
	c := x.county
	if !slices.Contains(c.Services, x.o.Service) {
		x.Refuse("service", "a service of the county", x.Reader.SuggestID(x.o.Service, c.Services))
		return
	}
	if points := c.Points[x.o.Service]; x.o.Point != waiting.Remote && x.o.Point != total && !slices.Contains(points, x.o.Point) {
		x.Refuse("point", "a facility with "+x.o.Service+", remote or total", x.Reader.SuggestID(x.o.Point, points))
	}
	if list := c.Professions[x.o.Service]; x.o.Profession != "" && !slices.Contains(list, x.o.Profession) {
		x.Refuse("profession", "nothing, or a profession of "+x.o.Service+": "+strings.Join(list, ", "), x.Reader.SuggestID(x.o.Profession, list))
	}
}

// period reads from when to when visits were counted.
func (x *row) period() {
	x.o.From, x.o.To = x.day("from", x.Field("from")), x.day("to", x.Field("to"))
	if !x.o.From.IsZero() && !x.o.To.IsZero() && x.o.To.Before(x.o.From) {
		x.Refuse("to", "a day that is not before the first one, "+x.Field("from"), "")
	}
}

// day reads a day that is not after the year of the county.
func (x *row) day(column, text string) time.Time {
	day, ok := field.ParseDay(text)
	switch {
	case !ok:
		x.Refuse(column, "a day such as 2021-08-01", "")
		return time.Time{}
	case day.Year() > x.county.Year:
		x.Refuse(column, fmt.Sprintf("a day not after the year of the county, %d", x.county.Year), "what has not been observed yet is no observation")
	}
	return day
}

// whole reads a number of visits or people, NaN for nothing.
func (x *row) number(column, what string) float64 {
	if x.Field(column) == "" {
		return math.NaN()
	}
	v, ok := x.Number(x.At, column)
	if !ok {
		return math.NaN()
	}
	if !(v >= 0 && v <= 1e9 && v == math.Trunc(v)) {
		x.Refuse(column, what+", a whole number, 0 or more", "")
		return math.NaN()
	}
	return v
}

// visits reads the visits by class of wait, and their printed total.
func (x *row) visits() {
	var c waiting.Counts
	known, faults := 0, len(x.Reader.Problems)
	for k, column := range classes() {
		if v := x.number(column, "visits"); !math.IsNaN(v) {
			c[k] = int(v)
			known++
		}
	}
	if len(x.Reader.Problems) > faults {
		return
	}
	if known == 0 {
		return
	}
	if known < waiting.Classes {
		at := slices.IndexFunc(classes(), func(column string) bool { return x.Field(column) == "" })
		x.Refuse(classes()[at], "visits in all five classes, or in none", "0 is no visit, nothing is unknown")
		return
	}
	x.whole = true
	if v := x.number("total", "visits"); !math.IsNaN(v) && int(v) != c.Sum() {
		x.Refuse("total", fmt.Sprintf("%d, the sum of the classes", c.Sum()), "")
		return
	}
	x.o.Counts = &c
}

// adds checks a row of printed totals against the rows of its service and period.
func (x *row) adds(rows []waiting.Observed) {
	if !x.whole {
		return
	}
	var sum waiting.Counts
	for i := range rows {
		o := &rows[i]
		if o.Service != x.o.Service || o.Profession != x.o.Profession || !o.From.Equal(x.o.From) || !o.To.Equal(x.o.To) {
			continue
		}
		if o.Counts == nil {
			return // what is not known cannot be added up
		}
		for k, n := range o.Counts {
			sum[k] += n
		}
	}
	for k, column := range classes() {
		if v, _ := strconv.Atoi(x.Field(column)); v != sum[k] {
			x.Refuse(column, fmt.Sprintf("%d, the sum of the rows of the same service and period", sum[k]), "")
		}
	}
}

// third reads the third free slot. Which of the two are censored is a word.
func (x *row) third() {
	word := x.Field("censored")
	switch word {
	case "", "no", "own", "other", "both":
	default:
		x.Refuse("censored", "no, own, other, both or nothing", "which third free slots are that or longer")
		return
	}
	for i, column := range []string{"t3_own", "t3_other"} {
		x.o.Third[i].Days = math.NaN()
		if x.Field(column) == "" {
			continue
		}
		v, ok := x.Number(x.At, column)
		censored := word == "both" || word == strings.TrimPrefix(column, "t3_")
		switch {
		case !ok:
			continue
		case !(v >= 0 && v <= Longest):
			x.Refuse(column, fmt.Sprintf("days until the third free slot, 0 to %d", Longest), "")
			continue
		case v == Longest && !censored:
			x.Refuse(column, fmt.Sprintf("a wait below %d days, or the word %s or both in the column censored", Longest, strings.TrimPrefix(column, "t3_")),
				fmt.Sprintf("%d is the top value: it means that or longer", Longest))
		case v < Longest && censored:
			x.Refuse(column, fmt.Sprintf("%d, as the column censored has %s", Longest, word), "")
		}
		x.o.Third[i] = waiting.Third{Days: v, Censored: censored}
	}
}

// queue reads two counts of people waiting.
func (x *row) queue() {
	for i := range x.o.Queue {
		column := "queue" + strconv.Itoa(i+1)
		q := &x.o.Queue[i]
		q.People = x.number(column, "people waiting")
		if on := x.Field(column + "_on"); on != "" {
			q.On = x.day(column+"_on", on)
		} else if !math.IsNaN(q.People) {
			x.Refuse(column+"_on", "the day of the count", "")
		}
	}
	a, b := x.o.Queue[0], x.o.Queue[1]
	if !a.On.IsZero() && !b.On.IsZero() && !b.On.After(a.On) {
		x.Refuse("queue2_on", "a day after the first count, "+x.Field("queue1_on"), "")
	}
}
