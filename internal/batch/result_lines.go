package batch

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// lineColumns is the lines of a result as JSON. A result has about a thousand, most of
// them differ from the line before in one text, and few have a low and a high of their own.
type lineColumns struct {
	Texts  []string  `json:"texts"`
	Lines  []int     `json:"lines"`  // of each line the sum of what changes, then the numbers of these texts
	Known  string    `json:"known"`  // of each line one of the marks below
	Values []float64 `json:"values"` // of the lines that are known
	Low    []float64 `json:"low"`    // of the lines with a range
	High   []float64 `json:"high"`
}

// The marks of a line in Known.
const (
	markUnknown = '0'
	markKnown   = '1' // low and high are the value
	markRange   = '2'
)

// texts returns the texts of a line, in the order of its file.
func (l *Line) texts() [6]*string {
	return [6]*string{&l.Service, &l.Area, &l.Group, &l.Facility, &l.Measure, &l.Unit}
}

// mark returns the mark of a line.
func (l *Line) mark() byte {
	switch v, lo, hi := l.Value, l.Low, l.High; {
	case v-v != 0 || lo-lo != 0 || hi-hi != 0:
		return markUnknown
	case lo != v || hi != v:
		return markRange
	}
	return markKnown
}

// appendLines adds lines to a JSON object. Numbers are written without reflection: a run
// stores a thousand times a thousand lines.
func appendLines(object []byte, lines []Line) ([]byte, error) {
	var texts []string
	number := map[string]int{}
	marks := make([]byte, len(lines))
	out := append(object[:len(object)-1], `,"lines":[`...)
	previous := &Line{}
	for i := range lines {
		l := &lines[i]
		marks[i] = l.mark()
		now, before, changed := l.texts(), previous.texts(), 0
		for k := range now {
			changed |= btoi(*now[k] != *before[k]) << k
		}
		out = append(strconv.AppendInt(out, int64(changed), 10), ',')
		for k, text := range now {
			if changed>>k&1 == 0 {
				continue
			}
			at, ok := number[*text]
			if !ok {
				at = len(texts)
				number[*text], texts = at, append(texts, *text)
			}
			out = append(strconv.AppendInt(out, int64(at), 10), ',')
		}
		previous = l
	}
	out = append(endOfList(out), `,"known":"`...)
	out = append(append(out, marks...), '"')
	for _, column := range []struct {
		name string
		from byte // the least mark of its lines
		of   func(*Line) float64
	}{
		{`,"values":[`, markKnown, func(l *Line) float64 { return l.Value }},
		{`,"low":[`, markRange, func(l *Line) float64 { return l.Low }},
		{`,"high":[`, markRange, func(l *Line) float64 { return l.High }},
	} {
		out = append(out, column.name...)
		for i := range lines {
			if marks[i] >= column.from {
				out = append(strconv.AppendFloat(out, column.of(&lines[i]), 'g', -1, 64), ',')
			}
		}
		out = endOfList(out)
	}
	list, err := json.Marshal(texts)
	if err != nil {
		return nil, err
	}
	return append(append(append(out, `,"texts":`...), list...), '}'), nil
}

// endOfList ends a list of JSON, whose last item a comma may follow.
func endOfList(out []byte) []byte {
	if k := len(out) - 1; out[k] == ',' {
		out = out[:k]
	}
	return append(out, ']')
}

// lines returns the lines of a file.
func (f *lineColumns) lines() ([]Line, error) {
	n, ranged := len(f.Known)-strings.Count(f.Known, string(markUnknown)), strings.Count(f.Known, string(markRange))
	if len(f.Values) != n || len(f.Low) != ranged || len(f.High) != ranged {
		return nil, fmt.Errorf("%d values, %d low and %d high, expected %d, %d and %d", len(f.Values), len(f.Low), len(f.High), n, ranged, ranged)
	}
	out, rest, nan := make([]Line, len(f.Known)), f.Lines, math.NaN()
	next := func() int { // -1 at the end
		if len(rest) == 0 {
			return -1
		}
		v := rest[0]
		rest = rest[1:]
		return v
	}
	n, ranged = 0, 0
	for i := range out {
		l := &out[i]
		if i > 0 {
			*l = out[i-1]
		}
		changed := next()
		for k, to := range l.texts() {
			if changed>>k&1 == 0 {
				continue
			}
			at := next()
			if at < 0 || at >= len(f.Texts) {
				return nil, fmt.Errorf("line %d has text %d of %d", i+1, at, len(f.Texts))
			}
			*to = f.Texts[at]
		}
		l.Value, l.Low, l.High = nan, nan, nan
		if f.Known[i] == markUnknown {
			continue
		}
		l.Value, l.Low, l.High = f.Values[n], f.Values[n], f.Values[n]
		n++
		if f.Known[i] == markRange {
			l.Low, l.High = f.Low[ranged], f.High[ranged]
			ranged++
		}
	}
	if len(rest) > 0 {
		return nil, fmt.Errorf("%d numbers of texts after the last line", len(rest))
	}
	return out, nil
}

// from1 brings the columns of version 1 into the present form. There, each line has its
// six texts and, if it is not known, a 0; low and high are those of all lines or of none.
func (f *lineColumns) from1() error {
	old, n := *f, len(f.Values)
	if len(f.Lines) != 6*n || len(f.Known) != n || f.Low != nil && (len(f.Low) != n || len(f.High) != n) {
		return fmt.Errorf("%d values for %d texts", n, len(f.Lines))
	}
	f.Lines, f.Values, f.Low, f.High = nil, nil, nil, nil
	for i := range n {
		f.Lines = append(append(f.Lines, 1<<6-1), old.Lines[6*i:6*i+6]...)
		if old.Known[i] == markUnknown {
			continue
		}
		f.Values = append(f.Values, old.Values[i])
		if old.Low != nil {
			f.Low, f.High = append(f.Low, old.Low[i]), append(f.High, old.High[i])
		}
	}
	if old.Low != nil {
		f.Known = strings.ReplaceAll(f.Known, string(markKnown), string(markRange))
	}
	return nil
}
