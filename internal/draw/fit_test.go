package draw

import (
	"fmt"
	"math"
	"testing"
)

// A chart of few rows fills the room of a slide, one of many rows stays as it is, and a
// page, which has as much room as it needs, spreads nothing.
func TestFewRowsFillASlide(t *testing.T) {
	const column, room = 1480.0, 500.0
	charts := func(n int) []Drawing {
		d, r, s := &Dumbbell{NameHead: "Option"}, &Ranges{NameHead: "Parameter"}, &Stations{NameHead: "Station", Columns: []string{"Today"}}
		for i := range n {
			name := fmt.Sprintf("row %d", i)
			d.Rows = append(d.Rows, DumbbellRow{Name: name, Today: 20, Option: float64(30 + i), Low: math.NaN(), High: math.NaN(), Value: "30"})
			r.Rows = append(r.Rows, RangeRow{Name: name, Low: -5, High: float64(i), LowText: "-5", HighText: "1"})
			s.Rows = append(s.Rows, StationRow{Name: name, Cells: []StationCell{{Wanted: 20, Given: float64(i), Text: "20"}}})
		}
		return []Drawing{d, r, s}
	}
	look := (&Sheet{}).look()
	for _, n := range []int{3, 5, 40} {
		for i, c := range charts(n) {
			got := (&Sheet{Panels: []Panel{{Of: c}}}).fit(look, column, room)[0]
			if high := got.picture.H * got.by; high > room || n < 40 && high < 0.6*room {
				t.Errorf("%T of %d rows is %.0f pixels high in a room of %.0f", c, n, high, room)
			}
			if n == 5 && got.by != look.chart {
				t.Errorf("%T of %d rows has letters of %.2f, expected %.2f", c, n, got.by, look.chart)
			}
			usual := charts(n)[i].wide(600).H
			if page := (&Sheet{Panels: []Panel{{Of: c}}, Format: Page}).fit(look, 600, math.Inf(1))[0]; page.picture.H > usual {
				t.Errorf("%T of %d rows is %.0f pixels high on a page, expected at most %.0f", c, n, page.picture.H, usual)
			}
		}
	}
}
