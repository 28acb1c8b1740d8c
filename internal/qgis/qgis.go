// Package qgis turns styles of map layers, attribute forms, projects and print layouts,
// given as values, into the documents that map programs read: QGIS styles (QML), Styled
// Layer Descriptors (SLD) and QGIS projects. It reads and writes no file.
package qgis

import (
	"fmt"
	"html"
	"strconv"
	"strings"

	"saavu/internal/format/problem"
)

// Style is how a layer is drawn: the first rule that a row fits draws it; every rule
// has a line in the legend.
type Style struct {
	Name  string // for people, unique in its layer
	Rules []Rule
	Label *Label // nil for none
	Marks bool   // labels of other layers stay clear of the rows
}

// Rule draws the rows for which all tests hold. A heading draws nothing: it is a line
// of the legend.
type Rule struct {
	Label   string
	Tests   []Test
	Symbol  Symbol
	Heading bool
}

// Op compares a column with a value. Null and Some take no value.
type Op string

// The comparisons.
const (
	Is      Op = "="
	Not     Op = "<>"
	Above   Op = ">"
	AtLeast Op = ">="
	UpTo    Op = "<="
	Below   Op = "<"
	AboveOr Op = "> or IS NULL" // above, or not known
	Null    Op = "IS NULL"
	Some    Op = "IS NOT NULL"
)

// Test is a condition on a column. Value is a number (int or float64) or a text.
type Test struct {
	Column string
	Op     Op
	Value  any
}

// Shape is what a symbol is.
type Shape string

// The shapes: the polygon itself, its outline, a line, and marks of points.
const (
	Fill     Shape = "fill"
	Outline  Shape = "outline"
	Line     Shape = "line"
	Circle   Shape = "circle"
	Square   Shape = "square"
	Diamond  Shape = "diamond"
	Triangle Shape = "triangle"
	Cross    Shape = "cross2"
)

// Symbol is how a row is drawn. Colours are #rrggbb, "" for none; Size and Width are
// millimetres on paper. Halo is the colour of an edge around a mark. Shrunk polygons
// are drawn smaller. Closed ones are drawn without gaps of up to twice that many metres.
type Symbol struct {
	Shape         Shape
	Color, Stroke string
	Halo          string
	Size, Width   float64
	Shrink        *Shrink
	Closed        float64
	Level         int // symbols of higher levels are drawn over those of lower ones
}

// Shrink draws a polygon smaller where a column is small: by Most metres on every side
// where it is up to Few, by Less metres up to Middle.
type Shrink struct {
	Column      string
	Few, Middle float64
	Most, Less  float64
}

// Label writes a column next to each row, in points, with an edge of the colour Halo.
type Label struct {
	Column      string
	Size        float64
	Color, Halo string
	Around      bool    // next to the place of a point, not over it
	Closed      float64 // as that of the symbol
}

// Field is a column in tables and forms: its name, its title for people, and the words
// for its values, if it has few.
type Field struct {
	Name, Title string
	Words       []Word
}

// Word is what a value of a column means.
type Word struct{ Value, Text string }

// Form is the attribute form of a layer: tabs of fields. Fields has all of them.
type Form struct {
	Fields []Field
	Tabs   []Tab
}

// Tab is one tab of a form, or one group of fields in it.
type Tab struct {
	Title  string
	Fields []string // names
}

// Shown is a text for people as all documents have it: hidden characters are visible, and
// QGIS evaluates no expression in it.
func Shown(text string) string {
	return strings.ReplaceAll(problem.Shown(text), "[%", "[ %")
}

// people escapes a text for people in an attribute or an element.
func people(text string) string { return html.EscapeString(Shown(text)) }

// attr escapes a text that programs read as it is: an expression, a value. What XML cannot
// hold becomes a replacement character.
func attr(text string) string {
	return html.EscapeString(strings.Map(func(c rune) rune {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == 0xfffe || c == 0xffff {
			return 0xfffd
		}
		return c
	}, text))
}

// column quotes a column in an expression.
func column(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// literal writes a value in an expression.
func literal(v any) string {
	switch x := v.(type) {
	case string:
		return "'" + strings.ReplaceAll(strings.ReplaceAll(x, `\`, `\\`), "'", "''") + "'"
	case float64:
		return number(x)
	}
	return fmt.Sprint(v)
}

// number writes a number in full.
func number(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

// rgba writes a colour as QGIS does: 255,255,204,255. No colour is a transparent one.
func rgba(hex string) string {
	n, err := strconv.ParseUint(strings.TrimPrefix(hex, "#"), 16, 32)
	if err != nil || len(hex) != 7 {
		return "0,0,0,0"
	}
	return fmt.Sprintf("%d,%d,%d,255", n>>16, n>>8&255, n&255)
}

// expression joins tests.
func expression(tests []Test) string {
	parts := make([]string, len(tests))
	for i, t := range tests {
		parts[i] = column(t.Column) + " " + string(t.Op)
		switch t.Op {
		case Null, Some:
		case AboveOr:
			parts[i] = "(" + column(t.Column) + " > " + literal(t.Value) + " OR " + column(t.Column) + " IS NULL)"
		default:
			parts[i] += " " + literal(t.Value)
		}
	}
	return strings.Join(parts, " AND ")
}
