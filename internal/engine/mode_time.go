package engine

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"saavu/pkg/travel"
)

// ModeTime is a mode at a time of day. If there are several tables, it also names a
// percentile of the departures.
type ModeTime struct {
	Mode       travel.Mode
	Period     travel.Period
	Percentile int // 1 to 99; 0 = the first table
}

// ParseModeTime reads "walk", "bike", "car", "transit", "pt_rush", "car_midday",
// "pt_rush_p85": a mode, optionally a time of day, optionally a percentile; pt is
// transit. Without a time of day it uses the given period.
func ParseModeTime(text string, p travel.Period) (ModeTime, bool) {
	parts := strings.Split(text, "_")
	m := ModeTime{Period: p}
	if last := parts[len(parts)-1]; len(parts) > 1 && strings.HasPrefix(last, "p") {
		n, err := strconv.Atoi(last[1:])
		if err != nil || n < 1 || n > 99 {
			return m, false
		}
		m.Percentile, parts = n, parts[:len(parts)-1]
	}
	if len(parts) == 2 {
		var known bool
		if m.Period, known = travel.ParsePeriod(parts[1]); !known {
			return m, false
		}
	}
	if parts[0] == publicTransport {
		parts[0] = travel.Transit.String()
	}
	var known bool
	m.Mode, known = travel.ParseMode(parts[0])
	return m, known && len(parts) <= 2
}

// publicTransport is the word for transit in requests.
const publicTransport = "pt"

// String returns "transit rush", "transit rush, percentile 85".
func (m ModeTime) String() string {
	text := m.Mode.String() + " " + m.Period.String()
	if m.Percentile > 0 {
		text += ", percentile " + strconv.Itoa(m.Percentile)
	}
	return text
}

// In reports whether a matrix has such a table.
func (m ModeTime) In(x *travel.Matrix) bool {
	_, ok := m.table(x)
	return ok
}

// table finds the table for the period, or else for any period.
func (m ModeTime) table(x *travel.Matrix) (*travel.Table, bool) {
	if m.Percentile == 0 {
		return x.Table(m.Mode, m.Period)
	}
	for _, p := range []travel.Period{m.Period, travel.Any} {
		for i := range x.Tables {
			if t := &x.Tables[i]; t.Mode == m.Mode && t.Period == p && t.Percentile == m.Percentile {
				return t, true
			}
		}
	}
	return nil, false
}

// ModeWords lists the tables of a matrix as ParseModeTime reads them, in their
// order. Tables with a percentile are also listed without it.
func ModeWords(x *travel.Matrix) []string {
	var out []string
	add := func(word string) {
		if !slices.Contains(out, word) {
			out = append(out, word)
		}
	}
	for i := range x.Tables {
		t := &x.Tables[i]
		word := t.Mode.String()
		if t.Mode == travel.Transit {
			word = publicTransport
		}
		if t.Period != travel.Any {
			word += "_" + t.Period.String()
		}
		add(word)
		if t.Percentile > 0 {
			add(fmt.Sprintf("%s_p%d", word, t.Percentile))
		}
	}
	return out
}
