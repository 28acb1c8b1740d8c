package app

import (
	"context"
	"fmt"
	"strings"
)

// Invalid is the error of a county or of options that cannot be used as they
// are. Err lists every problem with its place, one a line.
type Invalid struct{ Err error }

// Error gives the problems.
func (e *Invalid) Error() string { return e.Err.Error() }

// Unwrap gives the problems as they are.
func (e *Invalid) Unwrap() error { return e.Err }

// invalid blames the files, unless the run was stopped.
func invalid(ctx context.Context, err error) error {
	if stopped := ctx.Err(); stopped != nil {
		return stopped
	}
	return &Invalid{Err: err}
}

// Unknown is the error of a request that names what the county does not have.
type Unknown struct {
	What  string // "option", "service or bundle"
	Name  string
	Known []string
}

// Error names the nearest spelling, or all that there are.
func (e *Unknown) Error() string {
	if near := Nearest(e.Name, e.Known); near != "" {
		return fmt.Sprintf("no %s %q (did you mean %s?)", e.What, e.Name, near)
	}
	return fmt.Sprintf("no %s %q (there are: %s)", e.What, e.Name, strings.Join(e.Known, ", "))
}

// Nearest gives the known word that is the fewest letters away from word, to
// insert, delete, change or exchange, if these are at most a third of its
// letters (two for short words); "" if none is so near.
func Nearest(word string, known []string) string {
	best, near := max(2, len([]rune(word))/3)+1, ""
	for _, k := range known {
		if d := apart([]rune(strings.ToLower(word)), []rune(strings.ToLower(k))); d < best && d < len([]rune(k)) {
			best, near = d, k
		}
	}
	return near
}

// apart counts the edits between two words.
func apart(s, t []rune) int {
	before, prev, row := make([]int, len(t)+1), make([]int, len(t)+1), make([]int, len(t)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(s); i++ {
		row[0] = i
		for j := 1; j <= len(t); j++ {
			change := prev[j-1]
			if s[i-1] != t[j-1] {
				change++
			}
			row[j] = min(change, prev[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, prev, row = prev, row, before
	}
	return prev[len(t)]
}
