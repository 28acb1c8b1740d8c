package load

import (
	"math"
	"strings"
	"testing"

	"saavu/pkg/population"
)

// TestHiddenAges moves one cell of every kind to its own cell of the grid. The
// first two set the shares.
func TestHiddenAges(t *testing.T) {
	type cell struct {
		people    float64
		bands     [3]float64
		want      [3]float64
		estimated float64
	}
	cells := []cell{
		{200, [3]float64{20, 160, 20}, [3]float64{20, 160, 20}, 0},
		{198, [3]float64{0, 99, 99}, [3]float64{0, 99, 99}, 0},        // counts of 99, as they add up
		{90, [3]float64{99, 99, 99}, [3]float64{5, 64.75, 29.75}, 90}, // hidden: all bands
		{150, [3]float64{99, 61, 40}, [3]float64{49, 61, 40}, 49},     // one hidden: what is left
		{297, [3]float64{99, 99, 99}, [3]float64{99, 99, 99}, 0},
		{170, [3]float64{50, 99, 99}, [3]float64{50, 0, 0}, 120},
		{100, [3]float64{99, 60, 60}, [3]float64{0, 50, 50}, 0},  // more known than people: scaled
		{110, [3]float64{55, 33, 33}, [3]float64{50, 30, 30}, 0}, // bands that are no sum: scaled
		{60, [3]float64{0, 0, 0}, [3]float64{20, 20, 20}, 0},
		{0, [3]float64{99, 99, 99}, [3]float64{0, 0, 0}, 0},
	}
	// Shares by the cells whose bands are all known: 1, 2, 5, 8 and 9.
	var share [3]float64
	for _, i := range []int{0, 1, 4, 7, 8} {
		for b := range share {
			share[b] += cells[i].want[b]
		}
	}
	all := share[0] + share[1] + share[2]
	for b := range share {
		cells[2].want[b] = 90 * share[b] / all
	}
	cells[5].want[1] = 120 * share[1] / (share[1] + share[2])
	cells[5].want[2] = 120 * share[2] / (share[1] + share[2])

	d := drawn()
	d.cells, d.people = nil, nil
	d.county = strings.Replace(d.county, ", no_building: largest-outside", "", 1)
	for i, c := range cells {
		x := x0 + 250*float64(i)
		d.cells = append(d.cells, []any{11 + i, x, y0})
		d.people = append(d.people, []any{i, x, y0, c.people, c.bands[0], c.bands[1], c.bands[2]})
	}
	b, notes, err := d.region(t)
	if b.Grid == nil {
		t.Fatal(err)
	}
	for k, group := range []population.Group{{From: 0, To: 9}, {From: 10, To: 79}, {From: 80, To: 100}} {
		got := b.Grid.Sum(group)
		for i, c := range cells {
			if math.Abs(got[i]-c.want[k]) > 1e-9 {
				t.Errorf("cell %d ages %s: %g, want %g", i+1, group, got[i], c.want[k])
			}
		}
	}
	total, estimated := b.Grid.Sum(population.Everyone()), 0.0
	for i, c := range cells {
		if math.Abs(total[i]-c.people) > 1e-9 || math.Abs(b.Grid.Estimated[i]-c.estimated) > 1e-9 {
			t.Errorf("cell %d: %g people of whom %g estimated, want %g and %g", i+1, total[i], b.Grid.Estimated[i], c.people, c.estimated)
		}
		estimated += c.estimated
	}
	for _, want := range []string{
		"ages are hidden in 5 cells and estimated by the age shares of the others: 18.8 % of the people in the grid, 0.0 % of those in the county's areas",
		"in 3 cells the age bands differ from ASUKKAITA, by 91 people in all, and were scaled to it",
	} {
		if !strings.Contains(strings.Join(notes, "\n"), want) {
			t.Errorf("no note %q in\n%s", want, strings.Join(notes, "\n"))
		}
	}
}
