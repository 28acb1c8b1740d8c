package load

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"saavu/internal/format/record"
	"saavu/pkg/travel"
)

// timeRule turns fields into seconds and metres.
type timeRule struct {
	unit    float64         // seconds of one, 60 or 1
	word    string          // minutes or seconds
	missing map[string]bool // texts that stand for no time
	numbers []float64       // the same as numbers
	empty   bool            // an empty field is no time
	marks   string          // for a hint
}

// usualMarks are the texts that stand for no time where none are declared: what
// R writes, an empty field, and the mark of the Helsinki matrix.
var usualMarks = []string{"NA", "", "-1"}

func newTimeRule(unit string, missing []string) *timeRule {
	if missing == nil {
		missing = usualMarks
	}
	v := &timeRule{unit: 1, word: unit, missing: map[string]bool{}}
	if unit == "minutes" {
		v.unit = 60
	}
	var words []string
	for _, m := range missing {
		m = strings.TrimSpace(m)
		v.missing[m] = true
		v.empty = v.empty || m == ""
		if x, err := strconv.ParseFloat(m, 64); err == nil {
			v.numbers = append(v.numbers, x)
		}
		words = append(words, strconv.Quote(m))
	}
	v.marks = "no time is " + strings.Join(words, ", ")
	return v
}

// number reads a field as a number of 0 or more. Without one, none says whether
// that is allowed.
func (v *timeRule) number(r *record.Row, field int) (x float64, has, none bool) {
	if x, has = r.Number(field); has {
		if len(v.numbers) > 0 && slices.Contains(v.numbers, x) {
			return 0, false, true
		}
		return x, x >= 0, false
	}
	f := &r.Values[field]
	switch f.Kind {
	case record.Null:
		return 0, false, v.empty
	case record.Float: // not a number, which some programs write for an empty field
		return 0, false, v.empty && math.IsNaN(f.Float)
	}
	return 0, false, v.missing[string(f.Text)]
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
		return travel.Unreached, none
	}
	f.values++
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
