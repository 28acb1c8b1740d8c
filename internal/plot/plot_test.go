package plot

import (
	"math"
	"strings"
	"testing"
)

// The marks of an axis are round, inside it, and at most about as many as asked for; a
// small difference is not blown up.
func TestAxis(t *testing.T) {
	for _, values := range [][]float64{{35, 35.1}, {31, 47}, {0, 100}, {96, 96}, {12.3, 14.4}, {0, 0.1}, {0.2, 12}} {
		a := axis(values, 4)
		if n := len(a.Ticks); n < 2 || n > 6 || a.To-a.From < 2 {
			t.Errorf("%v: %+v", values, a)
		}
		for _, tick := range a.Ticks {
			if tick.At < a.From || tick.At > a.To || tick.At != math.Trunc(tick.At) || tick.At < 0 || strings.Contains(tick.Text, "-") {
				t.Errorf("%v: a mark at %v of %v to %v", values, tick.At, a.From, a.To)
			}
		}
	}
}
