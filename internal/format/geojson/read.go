package geojson

import (
	"bytes"
	"fmt"
	"strconv"

	"saavu/internal/format/jsondoc"
	"saavu/internal/format/problem"
)

// reader collects faults while it reads.
type reader struct {
	jsondoc.Text
	problems problem.Problems
	counted  int // the bytes in which lineEnds were found
	lineEnds int

	// visit is called with every valid feature, in order; the Feature is
	// reused. Its first error ends the reading and is kept in stopped.
	visit   func(*Feature) error
	stopped error

	bytesBefore, linesBefore int // of the file before Text
	count                    int // number of the feature, from 1
	crs                      string
	checked                  bool            // the grammar has been checked already
	columns                  jsondoc.Columns // the names of the properties so far
}

// record reads the whole text as one document. Text that is not JSON ends the
// reading at once; otherwise the faults of all features are collected.
func (r *reader) record() {
	start := len(r.Text) - len(bytes.TrimPrefix(r.Text, []byte("\xef\xbb\xbf")))
	if !r.checked {
		if f := r.Check(start); f != nil {
			r.report(f, 0)
			return
		}
	}
	r.document(r.Space(start))
}

// lineOf counts from the last position asked for, because faults come almost in
// order.
func (r *reader) lineOf(at int) int {
	end := []byte("\n")
	if at >= r.counted {
		r.lineEnds += bytes.Count(r.Text[r.counted:at], end)
	} else {
		r.lineEnds -= bytes.Count(r.Text[at:r.counted], end)
	}
	r.counted = at
	return r.linesBefore + r.lineEnds + 1
}

// report adds f to the problems; feature is from 1, or 0 outside all features.
func (r *reader) report(f *jsondoc.Fault, feature int) {
	hint := "byte " + strconv.Itoa(r.bytesBefore+f.At)
	if feature > 0 {
		hint = fmt.Sprintf("feature %d, %s", feature, hint)
	}
	if f.Hint != "" {
		hint = f.Hint + ", " + hint
	}
	r.problems.Add(problem.Problem{Row: r.lineOf(f.At), Column: f.Member, Found: r.Found(f.At), Expected: f.Expected,
		Hint: hint})
}
