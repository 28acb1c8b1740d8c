package impact

import (
	"math"
	"slices"

	"saavu/pkg/report"
)

// staff is the chapter of staff: positions by profession, and where they move.
func (f *form) staff() {
	f.chapter("staff")
	s := f.sheet("service", "profession", "positions_before", "positions", "moved")
	known := true
	for i := range f.v.R.Services {
		before, x := f.rows(i)
		known = known && before.Loads != nil
		if !f.v.Touched(i, f.k) {
			continue
		}
		for _, p := range positionsOf(before, x) {
			s.Add(f.v.Short(i), f.Words.Term("profession", p.profession), f.Words.Fixed(p.before, 1), f.Words.Fixed(p.after, 1), f.Words.Fixed(p.moved, 1))
		}
	}
	if len(s.Rows) > 0 {
		f.Sheet(s)
		f.Paragraph(f.Words.Text("impact.moved"))
	}
	if !known {
		f.Paragraph(f.Words.Text("impact.no_positions"))
	}
	f.box()
}

// positions are those of a profession.
type positions struct {
	profession    string
	before, after float64
	moved         float64 // that are at another place than before, or end
}

// positionsOf lists the positions of a service by profession, in their order.
func positionsOf(before, after *report.Row) []positions {
	var out []positions
	at := func(profession string) *positions {
		i := slices.IndexFunc(out, func(p positions) bool { return p.profession == profession })
		if i < 0 {
			i, out = len(out), append(out, positions{profession: profession})
		}
		return &out[i]
	}
	placed := map[[2]string]float64{}
	for i := range before.Loads {
		for _, p := range before.Loads[i].Staff {
			if !math.IsNaN(p.N) {
				at(p.Profession).before += p.N
				placed[[2]string{before.Loads[i].Facility, p.Profession}] += p.N
			}
		}
	}
	for i := range after.Loads {
		for _, p := range after.Loads[i].Staff {
			if math.IsNaN(p.N) {
				continue
			}
			at(p.Profession).after += p.N
			key := [2]string{after.Loads[i].Facility, p.Profession}
			placed[key] -= p.N
		}
	}
	for key, left := range placed {
		if left > 0 {
			at(key[1]).moved += left
		}
	}
	return out
}
