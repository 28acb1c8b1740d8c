package load

import (
	"fmt"
	"math"
	"strings"

	"saavu/internal/format/problem"

	"github.com/paulmach/orb"
)

// noteOutside says which cells lie outside Finland, though most lie in it.
func (r *reader) noteOutside(f *cellFile, raw []orb.Point) {
	n, first := 0, 0
	for i, p := range raw {
		if f.placed.Swap {
			p = orb.Point{p[1], p[0]}
		}
		if !f.placed.CRS.Accepts(p) {
			if n++; n == 1 {
				first = i
			}
		}
	}
	if n > 0 {
		r.note("%s: cells outside Finland: %d of %d, the first in row %d at %.0f, %.0f", baseName(f.File), n, len(raw), f.rows[first], raw[first][0], raw[first][1])
	}
}

// noteSamePlaces says which cells stand where another one does, to a metre:
// their people are counted all the same.
func (r *reader) noteSamePlaces(f *cellFile) {
	seen := make(map[[2]int32]int32, len(f.centres))
	n, first, at := 0, 0, int32(0)
	for i, p := range f.centres {
		key := [2]int32{int32(math.Round(p[0])), int32(math.Round(p[1]))}
		if before, ok := seen[key]; ok {
			if n++; n == 1 {
				first, at = i, before
			}
			continue
		}
		seen[key] = f.rows[i]
	}
	if n > 0 {
		r.note("%s: cells in the place of another one: %d, the first in row %d where row %d is; their people are counted too", baseName(f.File), n, f.rows[first], at)
	}
}

// suspectMarks are numbers that files hide counts behind.
var suspectMarks = []float64{9, 99, 999, 9999, 99999}

// noteMarks says where a number looks like a mark of hidden counts that is not
// declared: it stands in all bands of a row, of which there are at least three,
// and they do not add up to the total.
func (r *reader) noteMarks(f *cellFile) {
	nb := len(f.bands)
	if nb < 3 {
		return
	}
	for _, mark := range suspectMarks {
		if f.marked(mark) {
			continue
		}
		n, first := 0, 0
		for i := range f.rows {
			row := f.byBand[i*nb : i*nb+nb]
			same := f.total == nil || f.total[i] != mark*float64(nb)
			for _, v := range row {
				same = same && v == mark
			}
			if same {
				if n++; n == 1 || f.rows[i] < f.rows[first] {
					first = i
				}
			}
		}
		if n > 0 {
			r.note("%s: %g stands in every band of %s, the first in row %d: it looks like a mark of hidden counts and is taken for a count; declare it in hidden", baseName(f.File), mark, problem.Counted(n, "cell"), f.rows[first])
		}
	}
}

// marked says whether a number above 0 is declared as a mark.
func (f *cellFile) marked(v float64) bool {
	for _, m := range f.keys.hidden {
		if m.isNumber && m.number == v && v > 0 {
			return true
		}
	}
	return false
}

// noteEmpty says which bands hold nobody in any cell; a grid without anybody is
// a problem.
func (r *reader) noteEmpty(f *cellFile, share []float64) {
	var empty []string
	for b, s := range share {
		if s == 0 {
			empty = append(empty, f.bands[b].column)
		}
	}
	if len(empty) > 0 {
		r.note("%s: nobody is counted in %s in any cell whose bands are known", baseName(f.File), strings.Join(empty, ", "))
	}
}

// atPlace writes a place as "402754, 6658717 EPSG:3067".
func atPlace(p orb.Point) string { return fmt.Sprintf("%.0f, %.0f EPSG:3067", p[0], p[1]) }

func percent(part, all float64) float64 {
	if all == 0 {
		return 0
	}
	return 100 * part / all
}

// systemOf tells the coordinate system of a file and, where they are exchanged,
// the order of its axes.
func systemOf(f *cellFile) string {
	switch {
	case f.boxes == nil:
		return "joined by id"
	case f.placed.Swap:
		return f.placed.String()
	}
	return f.placed.CRS.String()
}
