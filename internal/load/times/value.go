package times

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/internal/load/input"
	"saavu/internal/load/yaml"
	"saavu/pkg/travel"
)

// timeRule converts fields to seconds and metres.
type timeRule struct {
	unit    float64         // seconds per unit, 60 or 1
	word    string          // minutes or seconds
	usual   bool            // the usual marks mean no time
	missing map[string]bool // texts that mean no time
	numbers []float64       // the same marks as numbers
	empty   bool            // an empty field means no time
	marks   string          // for a hint
	met     map[string]int  // number of missing times, by mark
}

// usualMarks is a hint with the default marks of a missing time.
const usualMarks = "a missing time is an empty field, NA, NaN, Inf, NULL, -, .., -1, -9999 or similar"

// newTimeRule returns the rule of a source.
func newTimeRule(s *Source) *timeRule {
	v := &timeRule{unit: 1, word: s.Unit, usual: s.Missing == nil, missing: map[string]bool{}, met: map[string]int{}}
	if s.Unit == "minutes" {
		v.unit = 60
	}
	var words []string
	if v.usual {
		v.empty, words = true, []string{usualMarks}
	}
	for _, m := range slices.Concat(s.Missing, s.Marks) {
		m = strings.TrimSpace(m)
		v.missing[m] = true
		v.empty = v.empty || m == ""
		if x, err := strconv.ParseFloat(m, 64); err == nil {
			v.numbers = append(v.numbers, x)
		}
		if word := strconv.Quote(m); len(words) > 0 {
			words = append(words, word)
		} else {
			words = []string{"a missing time is " + word}
		}
	}
	v.marks = strings.Join(words, ", ")
	return v
}

// hint suggests how to correct a text that is not a time, and lists the marks.
func (v *timeRule) hint(text string) string {
	return problem.Hints(yaml.Bounds(nil).Slip(text), v.marks)
}

// number reads a field as a number of 0 or more. If there is none, none says
// whether the field is a mark of a missing time.
func (v *timeRule) number(r *record.Row, field int) (x float64, has, none bool) {
	if x, has = r.Number(field); has {
		if len(v.numbers) > 0 && slices.Contains(v.numbers, x) || x < 0 && v.usual && record.NegativeMark(x) {
			return 0, false, true
		}
		return x, x >= 0, false
	}
	f := &r.Values[field]
	switch f.Kind {
	case record.Null:
		return 0, false, v.empty
	case record.Float: // not finite, which some programs write for a missing value
		return 0, false, v.usual && !math.IsInf(f.Float, -1) || v.empty && math.IsNaN(f.Float)
	}
	return 0, false, v.missing[string(f.Text)] || v.usual && (record.NoValue(f.Text) || record.Infinite(f.Text))
}

// maxMarks is how many different marks are counted separately.
const maxMarks = 100

// count counts a mark of a missing time.
func (v *timeRule) count(r *record.Row, field int) {
	mark := r.Text(field)
	if _, known := v.met[mark]; known || len(v.met) < maxMarks {
		v.met[mark]++
	}
}

// note notes which marks were read as a missing time, and how often, except empty
// fields.
func (v *timeRule) note(r *input.Reader, file string) {
	var words []string
	for _, m := range slices.Sorted(maps.Keys(v.met)) {
		if m != "" {
			words = append(words, fmt.Sprintf("%q %s", m, problem.Counted(v.met[m], "time")))
		}
	}
	if words != nil {
		r.Note("%s: read as missing times: %s", file, strings.Join(words, ", "))
	}
}

const (
	// moveSeconds is the distance from a whole second above which a time counts as
	// rounded. It is above the rounding error of 32-bit floats.
	moveSeconds = 0.005
	// halfSeconds makes a decimal half round up even if its binary value is
	// slightly below.
	halfSeconds = 1e-9
)

// seconds reads a time, rounded half up to whole seconds; false if the field is
// neither a time nor a mark of a missing one.
func (v *timeRule) seconds(r *record.Row, field int, f *tableFacts) (travel.Seconds, bool) {
	x, has, none := v.number(r, field)
	if !has {
		if none {
			v.count(r, field)
		}
		return travel.Unreached, none
	}
	f.values++
	if x >= input.MinMark && (v.unit == 60 || x >= input.MinCountMark) { // 999 seconds is an ordinary time
		f.suspects.Add(x)
	}
	x *= v.unit
	switch {
	case x > 600*60:
		f.large++
	case x < 120:
		f.small++
	}
	if x >= float64(travel.Unreached)-0.5 {
		f.tooLong++
		return travel.Unreached, true
	}
	s := math.Floor(x + 0.5 + halfSeconds)
	if d := x - s; d > moveSeconds || d < -moveSeconds {
		f.moved++
	}
	return travel.Seconds(s), true
}

// metres reads a distance, rounded to whole metres; 0 if there is none.
func (v *timeRule) metres(r *record.Row, field int) (uint32, bool) {
	x, has, none := v.number(r, field)
	switch {
	case !has:
		return 0, none
	case x >= math.MaxUint32:
		return 0, false
	}
	return uint32(x + 0.5), true
}
