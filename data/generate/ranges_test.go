package main

import (
	"slices"
	"strings"
	"testing"
)

// Every number of the shipped county has a range that holds its value, or words on
// why it has none; one that its value ends says so.
func TestEveryNumberHasARangeOrAReason(t *testing.T) {
	f, _ := generated(t)
	numbers, ranged, assumed := 0, 0, 0
	for _, p := range f.tree.All() {
		s, ok := f.spreads[p.Path]
		if p.Text != "" {
			if ok {
				t.Errorf("the text %s has the range %v", p.Path, s)
			}
			continue
		}
		numbers++
		assumption := p.Src.String() == "assumption" || p.Src.String() == "derived"
		if assumption {
			assumed++
		}
		none := strings.HasPrefix(s.reason, "none: ") && len(s.reason) > len("none: ")
		switch {
		case none == (s.lo != "") || none == (s.hi != ""):
			t.Errorf("%s: %s to %s because of %q", p.Path, s.lo, s.hi, s.reason)
		case none:
			if p.Ranged() || s.draw != "" {
				t.Errorf("%s has a range or a draw and the reason %q for none", p.Path, s.reason)
			}
		case p.Known:
			ranged++
			if !(p.Lo <= p.V && p.V <= p.Hi && p.Lo < p.Hi) || s.reason == "" {
				t.Errorf("%s is %g from %g to %g: %q", p.Path, p.V, p.Lo, p.Hi, s.reason)
			}
			if (p.Lo == p.V || p.Hi == p.V) != strings.HasPrefix(s.reason, "one-sided: ") {
				t.Errorf("%s is %g from %g to %g: %q", p.Path, p.V, p.Lo, p.Hi, s.reason)
			}
		}
	}
	if numbers < 300 || ranged < 220 || assumed < 250 {
		t.Errorf("%d numbers, %d with a range, %d assumptions", numbers, ranged, assumed)
	}
}

// All faults of ranges.csv are named together, with row and column.
func TestFaultsOfRangesAreNamed(t *testing.T) {
	f := &facts{
		parameters: &table{name: "parameters.csv", columns: []string{"path", "value"}, rows: [][]string{
			{"a.one", "10"}, {"a.two", "0"}, {"b", "1"}, {"c", "2"}, {"d", "3"}, {"e", "4"}, {"words", "all"}, {"f", "5"}, {"g", ""}, {"h", "7"}}},
		own: &table{},
		ranges: &table{name: "ranges.csv", columns: []string{"path", "low", "high", "draw", "ref", "src"}, rows: [][]string{
			{"a.*", "-20%", "+25%", "as", "wide", "assumption"},   // no percentage of 0
			{"b", "1", "2", "", "wide", "assumption"},             // ends at its value
			{"c", "2.5", "3", "", "wide", "assumption"},           // does not hold it
			{"d", "", "", "", "a count", "assumption"},            // no reason for none
			{"e", "1", "", "", "wide", "assumption"},              // half a range
			{"f", "4", "6", "", "wide", "assumption"},             // twice
			{"?", "4", "9", "", "wide", "assumption"},             // b to h again
			{"words", "4", "9", "", "wide", "assumption"},         // of a text
			{"nothing.*", "4", "9", "", "wide", "assumption"},     // of nothing
			{"ab.*", "low", "9", "", "of no use", "assumption"}}}, // of nothing
	}
	f.readSpreads()
	want := []string{
		`ranges.csv row 2, column low: found "-20%", expected a number, or a percentage of a value above 0`,
		`ranges.csv row 2, column high: found "+25%", expected a number, or a percentage of a value above 0`,
		`ranges.csv row 2, column ref: found "wide", expected "none: " and why there is no range`,
		`ranges.csv: 2 rows for b, expected one`,
		`ranges.csv: 2 rows for c, expected one`,
		`ranges.csv: 2 rows for d, expected one`,
		`ranges.csv: 2 rows for e, expected one`,
		`ranges.csv: 2 rows for f, expected one`,
		`ranges.csv row 9, column path: found "words", expected the path of a parameter with a number`,
		`ranges.csv row 10, column path: found "nothing.*", expected the path of a parameter with a number`,
		`ranges.csv row 11, column path: found "ab.*", expected the path of a parameter with a number`,
	}
	if !slices.Equal(f.ranges.problems, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(f.ranges.problems, "\n"), strings.Join(want, "\n"))
	}
	if got := f.spreads["a.one"]; got != (spread{"8", "12.5", "as", "wide"}) {
		t.Errorf("a.one has %v", got)
	}
	f.ranges.rows = f.ranges.rows[:6]
	f.ranges.problems, f.parameters.rows = nil, f.parameters.rows[2:]
	f.readSpreads()
	want = []string{
		`ranges.csv row 3, column ref: found "wide", expected what the range rests on, after "one-sided: " where the value ends it`,
		`ranges.csv row 4, column low: found "2.5 to 3", expected a range that holds 2`,
		`ranges.csv row 5, column ref: found "a count", expected "none: " and why there is no range`,
		`ranges.csv row 6, column low: found "1 to ", expected a low and a high, or neither`,
		`ranges.csv: 0 rows for g, expected one`,
		`ranges.csv: 0 rows for h, expected one`,
		`ranges.csv row 2, column path: found "a.*", expected the path of a parameter with a number`,
	}
	if !slices.Equal(f.ranges.problems, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(f.ranges.problems, "\n"), strings.Join(want, "\n"))
	}
}

// A percentage is of the value, to four figures and without an exponent.
func TestPercentagesOfAValue(t *testing.T) {
	for _, c := range []struct{ value, end, want string }{
		{"320000", "+30%", "416000"}, {"0.33", "-10%", "0.297"}, {"0.65", "+25%", "0.8125"}, {"1234.5", "-1%", "1222"}, {"9", "+0%", "9"}, {"9", "12.5", "12.5"}, {"9", "", ""},
	} {
		x := &table{columns: []string{"high"}, rows: [][]string{{c.end}}}
		if got := x.end(0, "high", c.value); got != c.want || len(x.problems) > 0 {
			t.Errorf("%s of %s is %s, want %s %v", c.end, c.value, got, c.want, x.problems)
		}
	}
}
