package cells

import (
	"fmt"
	"math"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/format/problem"
	"saavu/internal/load/input"
	"saavu/internal/source"
	"saavu/pkg/report"
)

// noteOutside notes cells outside the area of the county's system, if most are inside.
func noteOutside(r *input.Reader, f *cellFile, raw []orb.Point) {
	n, first, within := 0, 0, f.placed.Within()
	for i, p := range raw {
		if f.placed.Swap {
			p = orb.Point{p[1], p[0]}
		}
		if !within(p) {
			if n++; n == 1 {
				first = i
			}
		}
	}
	if n > 0 {
		r.Note("%s: cells %s: %d of %d, the first in row %d at %.0f, %.0f", source.Base(f.File), input.Outside(r.Home), n, len(raw), f.rows[first], raw[first][0], raw[first][1])
	}
}

// noteSamePlaces notes cells whose centre is that of another cell, to a metre.
// Their people are counted too.
func noteSamePlaces(r *input.Reader, f *cellFile) {
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
		r.Note("%s: cells at the place of another cell: %d, the first in row %d where row %d is; their people are counted too", source.Base(f.File), n, f.rows[first], at)
	}
}

// suspectMarks are numbers that files write for hidden counts.
var suspectMarks = []float64{9, 99, 999, 9999, 99999}

// noteMarks notes numbers that look like an undeclared mark of hidden counts: the
// number fills all bands of a row, there are at least three, and they do not add
// up to the total.
func noteMarks(r *input.Reader, f *cellFile) {
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
			r.Note("%s: %g fills every band of %s, the first in row %d: it looks like a mark of hidden counts but is used as a count; declare it in hidden", source.Base(f.File), mark, problem.Counted(n, "cell"), f.rows[first])
		}
	}
}

// marked reports whether a number above 0 is declared as a mark.
func (f *cellFile) marked(v float64) bool {
	for _, m := range f.keys.hidden {
		if m.isNumber && m.number == v && v > 0 {
			return true
		}
	}
	return false
}

// noteEmpty notes bands without people in any cell. A grid without people is a
// problem.
func noteEmpty(r *input.Reader, f *cellFile, share []float64) {
	var empty []string
	for b, s := range share {
		if s == 0 {
			empty = append(empty, f.bands[b].column)
		}
	}
	if len(empty) > 0 {
		r.Note("%s: no cell with known bands has people in %s", source.Base(f.File), strings.Join(empty, ", "))
	}
}

// atPlace writes a place as "402754, 6658717 EPSG:3067".
func atPlace(r *input.Reader, p orb.Point) string {
	return fmt.Sprintf("%.0f, %.0f %s", p[0], p[1], r.Home.Code())
}

func percent(part, all float64) float64 {
	if all == 0 {
		return 0
	}
	return 100 * part / all
}

// systemOf names the coordinate system of a file and, if its axes are exchanged,
// their order.
func systemOf(f *cellFile) any {
	switch {
	case f.boxes == nil:
		return report.NewMessage("data.by_id")
	case f.placed.Swap:
		return f.placed.String()
	}
	return f.placed.CRS.String()
}
