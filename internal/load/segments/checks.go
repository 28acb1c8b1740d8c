package segments

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"

	"saavu/pkg/population"
)

// quadrant refuses two segments in one cell of coping and need.
func (l *List) quadrant() {
	for i, g := range l.items {
		for _, o := range l.items[:i] {
			if o.hard == g.hard && o.high == g.high {
				g.rows[0].Refuse("segment", "one segment in a cell of coping and need", o.id+" is in the same cell")
			}
		}
	}
}

// rowsOf returns the rows of a segment that count in an area: its own, or those of all areas.
func (g *item) rowsOf(area string) []*row {
	var own, all []*row
	for _, x := range g.rows {
		switch x.area {
		case area:
			own = append(own, x)
		case "":
			all = append(all, x)
		}
	}
	if own != nil {
		return own
	}
	return all
}

// covered refuses areas and ages that a segment has no share of, and those whose shares do
// not add up to 1. Areas with the same rows are reported once.
func (l *List) covered() {
	seen := map[string]bool{}
	for i := range l.Areas {
		area := l.Areas[i].ID
		key := l.keyOf(area)
		if seen[key] {
			continue
		}
		seen[key] = true
		whole := true
		for _, g := range l.items {
			if gap, ok := l.gap(g, area); ok {
				g.rows[0].Refuse("ages", "a share of "+g.id+" for all ages of "+area, gap)
				whole = false
			}
		}
		if whole {
			l.sums(area)
		}
	}
}

// keyOf is the same for areas with the same rows.
func (l *List) keyOf(area string) string {
	out := ""
	for _, g := range l.items {
		for _, x := range g.rowsOf(area) {
			out += strconv.Itoa(x.At) + " "
		}
		out += "\n"
	}
	return out
}

// gap says which ages, the first ones, a segment has no share of in an area.
func (l *List) gap(g *item, area string) (string, bool) {
	from := 0
	rows := g.rowsOf(area)
	slices.SortFunc(rows, func(a, b *row) int { return cmp.Compare(a.ages.From, b.ages.From) })
	for _, x := range rows {
		if x.ages.From > from {
			return "no row has " + inWords(population.Group{From: from, To: x.ages.From - 1}), true
		}
		from = x.ages.To + 1
	}
	if from == 0 {
		return "no row is for it", true
	}
	return "no row has " + inWords(population.Group{From: from, To: population.Ages - 1}), from < population.Ages
}

// sums refuses the shares of an area that do not add up to 1 at some age.
func (l *List) sums(area string) {
	cuts := map[int]bool{}
	for _, g := range l.items {
		for _, x := range g.rowsOf(area) {
			cuts[x.ages.From] = true
		}
	}
	said := map[*row]bool{}
	for _, age := range slices.Sorted(maps.Keys(cuts)) {
		sum, at := 0.0, (*row)(nil)
		for _, g := range l.items {
			for _, x := range g.rowsOf(area) {
				if x.ages.From <= age && age <= x.ages.To {
					sum, at = sum+x.share, x
				}
			}
		}
		if math.Abs(sum-1) <= tolerance+1e-12 || said[at] {
			continue
		}
		said[at] = true
		where := "all areas"
		if slices.ContainsFunc(l.items, func(g *item) bool { return len(g.rowsOf(area)) > 0 && g.rowsOf(area)[0].area != "" }) {
			where = area
		}
		at.Refuse("share", "shares of all segments that add up to 1", fmt.Sprintf("those of %s at the age of %d add up to %.4g", where, age, sum))
	}
}

// inWords writes an age group as a table has it.
func inWords(g population.Group) string {
	if g.From == 0 && g.To == population.Ages-1 {
		return "all"
	}
	if g.From == g.To {
		return strconv.Itoa(g.From)
	}
	return g.String()
}
