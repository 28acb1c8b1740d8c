package report_test

import (
	"testing"

	"saavu/pkg/report"
)

// A change whose range ends at zero has a sign, unless the draws do not hold its value; a
// count that is never below zero is clear only if its low is above.
func TestSignAndDirection(t *testing.T) {
	for _, tt := range []struct {
		r               report.Range
		sign, direction int
		falls           bool // of 1,000
	}{
		{report.Range{V: 5, Lo: 1, Hi: 9, Known: true}, 1, 1, false},
		{report.Range{V: -5, Lo: -9, Hi: -1, Known: true}, -1, -1, true},
		{report.Range{V: 5, Lo: 0, Hi: 9, Known: true}, 1, 0, false},
		{report.Range{V: -5, Lo: -9, Hi: 0, Known: true}, -1, 0, true},
		{report.Range{V: -5, Lo: -9, Hi: 1e-12, Known: true}, -1, 0, true},
		{report.Range{V: -5, Lo: -5, Hi: 0, Known: true, OneSided: true}, 0, 0, true},
		{report.Range{V: -4, Lo: -4, Hi: 0, Known: true, OneSided: true}, 0, 0, false},
		{report.Range{V: -5, Lo: -9, Hi: 1, Known: true}, 0, 0, true},
		{report.Range{V: -4, Lo: -9, Hi: 1, Known: true}, 0, 0, false},
		{report.Range{Known: true}, 0, 0, false},
		{report.Range{V: -5, Lo: -9, Hi: -1}, 0, 0, false},
	} {
		if s, d, f := tt.r.Sign(), tt.r.Direction(), tt.r.Falls(1000); s != tt.sign || d != tt.direction || f != tt.falls {
			t.Errorf("%+v: sign %d, direction %d, falls %t; expected %d, %d, %t", tt.r, s, d, f, tt.sign, tt.direction, tt.falls)
		}
	}
}
