package load

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/pkg/travel"
)

// timeRule turns fields into seconds and metres.
type timeRule struct {
	unit    float64         // seconds of one, 60 or 1
	word    string          // minutes or seconds
	usual   bool            // the usual marks stand for no time
	missing map[string]bool // texts that stand for no time
	numbers []float64       // the same as numbers
	empty   bool            // an empty field is no time
	marks   string          // for a hint
	met     map[string]int  // times without a value, by mark
}

// usualMarks says for a hint which texts stand for no time where none are
// declared.
const usualMarks = "no time is nothing, NA, NaN, Inf, NULL, -, .., -1, -9999 and the like"

// newTimeRule makes the rule of a source.
func newTimeRule(s *TimesSource) *timeRule {
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
			words = []string{"no time is " + word}
		}
	}
	v.marks = strings.Join(words, ", ")
	return v
}

// hint says what was likely meant by a text that is no time, and what stands for none.
func (v *timeRule) hint(text string) string { return joinHints(numberBounds(nil).Slip(text), v.marks) }

// number reads a field as a number of 0 or more. Without one, none says whether
// that is allowed.
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
	case record.Float: // not finite, which some programs write for an empty field
		return 0, false, v.usual && !math.IsInf(f.Float, -1) || v.empty && math.IsNaN(f.Float)
	}
	return 0, false, v.missing[string(f.Text)] || v.usual && (record.NoValue(f.Text) || record.Infinite(f.Text))
}

// mostMarks is how many different marks are counted apart.
const mostMarks = 100

// count counts what stood in place of a time.
func (v *timeRule) count(r *record.Row, field int) {
	mark := r.Text(field)
	if _, known := v.met[mark]; known || len(v.met) < mostMarks {
		v.met[mark]++
	}
}

// note notes which marks stood for no time, and how often. An empty field needs
// no mark.
func (v *timeRule) note(r *reader, file string) {
	var words []string
	for _, m := range sortedKeys(v.met) {
		if m != "" {
			words = append(words, fmt.Sprintf("%q %s", m, problem.Counted(v.met[m], "time")))
		}
	}
	if words != nil {
		r.note("%s: read as no time: %s", file, strings.Join(words, ", "))
	}
}

const (
	// moveSeconds is how far a time must lie from a whole second to count as
	// rounded: more than what numbers of 32 bits lose.
	moveSeconds = 0.005
	// halfSeconds lets a decimal half round up that a binary number holds a
	// little below.
	halfSeconds = 1e-9
)

// seconds reads a time, rounded to whole seconds, half up. False where the field
// is neither a time nor a mark of none.
func (v *timeRule) seconds(r *record.Row, field int, f *tableFacts) (travel.Seconds, bool) {
	x, has, none := v.number(r, field)
	if !has {
		if none {
			v.count(r, field)
		}
		return travel.Unreached, none
	}
	f.values++
	if x >= leastMark && (v.unit == 60 || x >= leastCount) { // 999 seconds are a time like any other
		f.suspects.add(x)
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

// metres reads a distance, rounded to whole metres; 0 where there is none.
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
