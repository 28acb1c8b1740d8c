// Package goals reads what was observed in a county and which goals it has: a table of
// each, whose rows are checked against the county and, for the direction of a goal,
// against each other. It leaves to others how far the goals are reached.
package goals

import (
	"math"
	"slices"
	"strings"
	"time"

	"saavu/internal/load/field"
	"saavu/internal/load/input"
	"saavu/pkg/goals"
	"saavu/pkg/lang"
)

// County is what the tables refer to.
type County struct {
	Places   []string // that a value may be of, without the county itself
	Services []string
	Areas    []string
	Kinds    []string // of changes
	Measures []string // of scores.csv
	Year     int      // nothing is observed after it
}

// Whole is the word for all of the county.
const Whole = "county"

// Observed is what was observed; File is the plain name of the table.
type Observed struct {
	File string
	List []goals.Observation
}

// List is the goals of a county.
type List struct {
	File  string
	Parts []Part
}

// Part is a part with its text.
type Part struct {
	goals.Part
	Text lang.Name
}

// Observations reads a table of observations; named is where the county file names it, ""
// for a flag. Faults are in r. It returns nil if nothing can be read.
func Observations(r *input.Reader, name, named string, c *County) *Observed {
	t := r.TableOf(name, named, "indicator", "date", "where", "value")
	if t == nil {
		return nil
	}
	if len(t.Rows) == 0 {
		r.Problems.Add(input.Empty(name, "observations"))
		return nil
	}
	out, seen := &Observed{File: name}, map[string]int{}
	for i := range t.Rows {
		x := &row{Row: input.Row{Table: t, At: i}, county: c}
		o := goals.Observation{Indicator: x.indicator(), Date: x.day("date", true), Where: x.where(), Group: x.Field("group"), Unit: x.Field("unit"), Row: t.Lines[i]}
		o.Value, o.Bound = x.value(&o)
		if last := time.Date(c.Year, 12, 31, 0, 0, 0, 0, time.UTC); o.Date.After(last) {
			x.Refuse("date", "a day up to the end of the county's year, "+last.Format(time.DateOnly), "what is expected later is a target of goals")
		}
		t.UniqueIn(i, "indicator", strings.TrimSuffix(strings.Join([]string{o.Indicator, x.Field("date"), o.Where, o.Group}, " · "), " · "), seen)
		out.List = append(out.List, o)
	}
	t.NoteUnread()
	return out
}

// row is one row of a table.
type row struct {
	input.Row
	county *County
}

// day reads a day; zero for an empty field, which is a problem if one is needed.
func (x *row) day(column string, needed bool) time.Time {
	text := x.Field(column)
	if text == "" && !needed {
		return time.Time{}
	}
	d, ok := field.ParseDay(text)
	if !ok {
		x.Refuse(column, "a day such as 2026-12-31", "")
	}
	return d
}

// indicator reads the name of an indicator.
func (x *row) indicator() string {
	name := x.Field("indicator")
	if name == "" || strings.ContainsAny(name, " +/*") {
		x.Refuse("indicator", "the name of an indicator, without spaces and + / *", "")
	}
	return name
}

// where reads of which place a value is; empty is all of the county.
func (x *row) where() string {
	place := x.Field("where")
	if place == "" || place == Whole {
		return Whole
	}
	if !slices.Contains(x.county.Places, place) {
		x.Refuse("where", "county, a municipality, an area, a facility or a building", x.Reader.SuggestID(place, x.county.Places))
	}
	return place
}

// longestWait is the largest wait in days that a record of T3 has.
const longestWait = 90

// value reads a value and how it is meant; an empty one is not known.
func (x *row) value(o *goals.Observation) (float64, goals.Bound) {
	bound := goals.Exactly
	if word := x.Field("bound"); word != "" {
		bound = goals.Bound(word)
		if !slices.Contains(goals.Bounds(), bound) {
			x.Refuse("bound", "=, >= or <=", "")
		}
	}
	if x.Field("value") == "" {
		return math.NaN(), bound
	}
	v, ok := x.Number(x.At, "value")
	switch {
	case !ok:
		return math.NaN(), bound
	case o.Unit == "share" && (v < 0 || v > 1):
		x.Refuse("value", "a share, 0 to 1", "")
	case slices.Contains(counted, o.Unit) && v < 0:
		x.Refuse("value", o.Unit+", 0 or more", "")
	case v == longestWait && bound == goals.Exactly && strings.HasPrefix(strings.ToLower(o.Indicator), "t3"):
		x.Refuse("bound", ">=, as 90 days is the largest value that is recorded", "a third free slot on day 90 or later is written 90")
	}
	return v, bound
}

// counted are units of which nothing is below 0.
var counted = []string{"days", "min", "hours", "visits", "contacts", "people", "clients", "m2", "FTE"}
