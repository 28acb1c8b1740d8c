package report

import (
	"math"
	"slices"

	"saavu/pkg/lang"
)

// Worst lists the areas of at least LeastArea people of which, in whole per cent, as few get
// there as of WorstArea, in the order of Areas; nil if there is none.
func (r *Row) Worst() []lang.Name {
	if r.WorstArea == "" {
		return nil
	}
	var out []lang.Name
	whole := func(share Range) float64 { return math.Round(100 * share.V) }
	for i := range r.Areas {
		a := &r.Areas[i]
		if a.Name == r.WorstArea || a.Identified && a.People >= LeastArea && a.GetsThere.Usable() && whole(a.GetsThere) == whole(r.WorstShare) {
			out = append(out, a.Names.Every(a.Name))
		}
	}
	if name := r.WorstNames.Every(r.WorstArea); !slices.Contains(out, name) {
		out = append([]lang.Name{name}, out...)
	}
	return out
}

// LeastArea is how many people an area has at least so that its share is compared.
const LeastArea = 500
