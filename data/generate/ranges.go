package main

import (
	"fmt"
	"path"
	"strconv"
	"strings"
)

// spread is what ranges.csv gives a parameter: low and high as they are written,
// both empty for none; the draw that it shares, and what the range rests on or why
// there is none.
type spread struct{ lo, hi, draw, reason string }

// readSpreads finds the row of ranges.csv for every number of the tables. A row
// names a path, in which a star stands for anything within a step. A number without
// a row or with two, a row of no parameter and a range that does not hold its value
// are problems of ranges.csv.
func (f *facts) readSpreads() {
	f.spreads = map[string]spread{}
	used := make([]bool, len(f.ranges.rows))
	for _, t := range []*table{f.parameters, f.own} {
		for i := range t.rows {
			at, value := t.text(i, "path"), t.text(i, "value")
			known := number.MatchString(value)
			if !known && value != "" {
				continue // a text has no range
			}
			var rows []int
			for k := range f.ranges.rows {
				if ok, err := path.Match(steps(f.ranges.text(k, "path")), steps(at)); ok && err == nil {
					rows, used[k] = append(rows, k), true
				}
			}
			if len(rows) != 1 {
				f.ranges.problems = append(f.ranges.problems, fmt.Sprintf("%s: %d rows for %s, expected one", f.ranges.name, len(rows), at))
				continue
			}
			f.spreads[at] = f.spreadOf(rows[0], value)
		}
	}
	for k, ok := range used {
		if !ok {
			f.ranges.fault(k, "path", f.ranges.text(k, "path"), "the path of a parameter with a number")
		}
	}
}

// steps writes a path with the separator that path.Match keeps a star within.
func steps(p string) string { return strings.ReplaceAll(p, ".", "/") }

// The words that the reason of a row without a range, and of one that its value
// ends, begins with.
const (
	noRange  = "none: "
	oneSided = "one-sided: "
)

// spreadOf reads a row for a parameter's value; empty is unknown.
func (f *facts) spreadOf(row int, value string) spread {
	t := f.ranges
	s := spread{t.end(row, "low", value), t.end(row, "high", value), t.text(row, "draw"), t.text(row, "ref")}
	switch {
	case s.lo == "" && s.hi == "":
		if !strings.HasPrefix(s.reason, noRange) {
			t.fault(row, "ref", s.reason, fmt.Sprintf("%q and why there is no range", noRange))
		}
		return s
	case s.lo == "" || s.hi == "":
		t.fault(row, "low", s.lo+" to "+s.hi, "a low and a high, or neither")
		return s
	case value == "":
		return s
	}
	v, _ := strconv.ParseFloat(value, 64)
	lo, _ := strconv.ParseFloat(s.lo, 64)
	hi, _ := strconv.ParseFloat(s.hi, 64)
	if !(lo <= v && v <= hi && lo < hi) {
		t.fault(row, "low", s.lo+" to "+s.hi, "a range that holds "+value)
	}
	if strings.HasPrefix(s.reason, oneSided) != (lo == v || hi == v) || strings.HasPrefix(s.reason, noRange) || s.reason == "" {
		t.fault(row, "ref", s.reason, fmt.Sprintf("what the range rests on, after %q where the value ends it", oneSided))
	}
	return s
}

// end gives a low or high: a number as it is, or the value and a percentage of it,
// such as -15%, to four figures.
func (t *table) end(row int, column, value string) string {
	text := t.text(row, column)
	percent, relative := strings.CutSuffix(text, "%")
	if !relative {
		if text != "" {
			t.number(row, column)
		}
		return text
	}
	p, err := strconv.ParseFloat(percent, 64)
	v, unknown := strconv.ParseFloat(value, 64)
	if err != nil || unknown != nil || v <= 0 {
		t.fault(row, column, text, "a number, or a percentage of a value above 0")
		return ""
	}
	four, _ := strconv.ParseFloat(strconv.FormatFloat(v*(1+p/100), 'g', 4, 64), 64)
	return strconv.FormatFloat(four, 'f', -1, 64)
}

// keys writes a spread as keys of a leaf; nothing for that of a text.
func (s spread) keys() string {
	if s.reason == "" {
		return ""
	}
	out := ""
	if s.lo != "" {
		out = fmt.Sprintf(", lo: %s, hi: %s", scalar(s.lo), scalar(s.hi))
	}
	out += ", range: " + strconv.Quote(s.reason)
	if s.draw != "" {
		out += ", shared_draw: " + strconv.Quote(s.draw)
	}
	return out
}
