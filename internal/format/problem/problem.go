// Package problem is the single way in which readers report faults of an input:
// where, in which column, what was found, what was expected and what to do
// about it. A reader collects everything that it can detect before it stops, so
// that a file can be fixed in one pass. A fault that repeats on every row is
// listed PerKind times and then only counted. The package knows no format.
package problem

import (
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"
)

// PerKind is the number of problems of one kind that a list keeps for a file;
// later ones are counted in More. Two problems are of one kind if their Column
// and Expected are equal. A kind is listed for at most PerKind files; the
// problems of the others are counted in Elsewhere.
const PerKind = 20

// longest is the number of bytes of Found that a list keeps: a binary file
// opened as text can have a "field" of many megabytes.
const longest = 80

// Problem is one fault of an input file. Fields that do not apply are left
// empty and left out of the text; an empty Found with a given Expected reads
// "found nothing".
type Problem struct {
	File     string // name as the user gave it
	Row      int    // line of a text file (the header is line 1) or record of a binary one, from 1; 0 = the whole file
	Char     int    // character of the line where the fault begins, from 1; 0 = unknown
	Column   string // header name or field name
	Found    string // content of the file
	Expected string // what would have been valid, in words
	Hint     string // what to try
	Below    string // lines to show below, such as the text with a mark under the fault
	More     int    // further problems of the same kind and file that the list does not keep
	// Elsewhere counts further problems of the same kind in other files.
	Elsewhere int
}

// String returns `file:row:char: column "x": found "y", expected z (hint)`, and the lines
// below it.
func (p Problem) String() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Row > 0 {
		if p.File == "" {
			b.WriteString("row ")
		} else {
			b.WriteByte(':')
		}
		b.WriteString(strconv.Itoa(p.Row))
		if p.Char > 0 {
			b.WriteString(":" + strconv.Itoa(p.Char))
		}
	}
	if b.Len() > 0 {
		b.WriteString(": ")
	}
	if p.Column != "" {
		b.WriteString("column " + strconv.Quote(p.Column) + ": ")
	}
	b.WriteString(p.finding())
	if p.Hint != "" {
		b.WriteString(" (" + p.Hint + ")")
	}
	if p.Below != "" {
		b.WriteString("\n    " + strings.ReplaceAll(p.Below, "\n", "\n    "))
	}
	return b.String()
}

// Error makes a single Problem usable as an error.
func (p Problem) Error() string { return p.String() }

func (p Problem) finding() string {
	found := "found nothing"
	if p.Found != "" {
		found = "found " + strconv.Quote(Clip(p.Found))
	}
	if p.Expected == "" {
		return found
	}
	return found + ", expected " + p.Expected
}

// Problems is a list of faults in the order of detection. It is an error;
// return it with Err so that an empty list is a nil error.
type Problems []Problem

// Add appends p. If the list already has PerKind problems of its kind and file,
// or PerKind times as many of its kind in all files, it counts p at the last of
// them instead.
func (ps *Problems) Add(p Problem) {
	p.Found = Clip(p.Found)
	same, all := 0, 0
	var last, latest *Problem
	// Backwards: in a file where every row is wrong the full kinds are near the
	// end, and a full kind that has begun to count needs no recount.
	for i := len(*ps) - 1; i >= 0; i-- {
		q := &(*ps)[i]
		if !q.like(&p) {
			continue
		}
		if latest == nil {
			latest = q
		}
		if all++; q.File == p.File {
			if last == nil {
				last = q
			}
			if same++; q.More > 0 {
				same = PerKind
			}
		}
		if same >= PerKind {
			last.More += 1 + p.More
			last.Elsewhere += p.Elsewhere
			return
		}
		if all >= PerKind*PerKind {
			latest.Elsewhere += 1 + p.More + p.Elsewhere
			return
		}
	}
	*ps = append(*ps, p)
}

// like reports whether two problems are of one kind, in whatever files.
func (p *Problem) like(q *Problem) bool { return p.Column == q.Column && p.Expected == q.Expected }

// Append adds every problem of another list, under the same limit per kind.
func (ps *Problems) Append(other Problems) {
	for _, p := range other {
		ps.Add(p)
	}
}

// From makes a list from any error of reading a file: a list is returned
// unchanged, one Problem becomes a list of one, and any other error becomes a
// file that cannot be read. No error returns an empty list.
func From(file string, err error) Problems {
	var list Problems
	var one Problem
	switch {
	case err == nil:
		return nil
	case errors.As(err, &list):
		return list
	case errors.As(err, &one):
		return Problems{one}
	}
	return Problems{{File: file, Found: err.Error(), Expected: "a file that can be read"}}
}

// Count is the number of problems detected, including those that are only
// counted.
func (ps Problems) Count() int {
	n := len(ps)
	for i := range ps {
		n += ps[i].More + ps[i].Elsewhere
	}
	return n
}

// Err is nil for an empty list and the list itself otherwise.
func (ps Problems) Err() error {
	if len(ps) == 0 {
		return nil
	}
	return ps
}

// Error returns one line for each problem, with the lines below it, and, where a kind was cut off, a line
// with the number left out.
func (ps Problems) Error() string {
	lines := make([]string, 0, len(ps)+1)
	for _, p := range ps {
		lines = append(lines, p.String())
		if p.More > 0 {
			lines = append(lines, "  and "+strconv.Itoa(p.More)+" more of the same kind")
		}
		if p.Elsewhere > 0 {
			lines = append(lines, "  and "+strconv.Itoa(p.Elsewhere)+" more of the same kind in other files")
		}
	}
	return strings.Join(lines, "\n")
}

// Clip cuts s to the longest text that a Problem keeps (80 bytes), at a rune's edge.
func Clip(s string) string {
	if len(s) <= longest {
		return s
	}
	cut := longest - len("…")
	for cut > 0 && !utf8.RuneStart(s[cut]) {
		cut--
	}
	return strings.Clone(s[:cut]) + "…"
}
