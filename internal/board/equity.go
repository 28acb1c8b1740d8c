package board

import (
	"cmp"
	"slices"

	"saavu/internal/words"
	"saavu/pkg/report"
)

// Spread is the worst, or the worst and the best, of several groups or areas in one
// option.
type Spread struct {
	Worst, WorstShare string // a name, and who gets there, per cent
	Best, BestShare   string // "" for areas
	Gap               string // per cent points from worst to best, with its range where it is wide; "" for areas
	Why               string // why there is none; "" where there is one
}

// GroupGap is the gap between the population groups of a service that are identified
// and large enough.
func (v *View) GroupGap(service, k int) Spread {
	row := &v.R.Services[service].Rows[k]
	if row.WorstGroup == "" || row.BestGroup == "" || !row.GroupGap.Usable() {
		return Spread{Why: v.why(row, "group_gap")}
	}
	return Spread{Worst: v.W.Group(row.WorstGroup), WorstShare: v.groupShare(row, row.WorstGroup),
		Best: v.W.Group(row.BestGroup), BestShare: v.groupShare(row, row.BestGroup), Gap: v.points(row.GroupGap)}
}

// why is the reason of a figure without a number.
func (v *View) why(row *report.Row, figure string) string {
	if r, known := row.Reasons[figure]; known && words.Has("cause."+string(r.Cause)) {
		return v.W.Term("cause", string(r.Cause))
	}
	return v.W.Text("equity.too_small")
}

// groupShare is who of a group gets there, per cent.
func (v *View) groupShare(row *report.Row, name string) string {
	for i := range row.Groups {
		if row.Groups[i].Name == name {
			return v.Whole(row.Groups[i].GetsThere)
		}
	}
	return words.Dash
}

// points writes a gap in points of per cent, low to high where half of its range is over
// a tenth of it.
func (v *View) points(gap report.Range) string {
	n := func(x float64) string { return v.W.Fixed(100*x, 0) }
	if gap.Wide() && n(gap.Lo) != n(gap.Hi) {
		return n(gap.Lo) + "…" + n(gap.Hi)
	}
	return n(gap.V)
}

// WorstArea names the areas of a service from which fewest get there, equally few in whole
// per cent.
func (v *View) WorstArea(service, k int) Spread {
	row := &v.R.Services[service].Rows[k]
	if row.WorstArea == "" || !row.WorstShare.Usable() {
		return Spread{Why: v.why(row, "worst_share")}
	}
	return Spread{Worst: v.W.Worst(row), WorstShare: v.Whole(row.WorstShare)}
}

// Behind is a group or an area of which in no option as many as half get there in time.
type Behind struct {
	Name   string
	People float64
	Share  string // in the reference, per cent
	Most   string // in the option in which most do
	Option string // that option; "" if no option has more than the reference
}

// leastBehind is the number of people from which on a group or an area is listed.
const leastBehind = 500

// half is the share below which a group or an area is left behind.
const half = 0.5

// LeftBehind lists the areas and the population groups of a service of which in every
// option of the view, and in the reference, fewer than half get there in time: those
// first of which fewest do at best. Only identified ones of at least 500 people count.
func (v *View) LeftBehind(service int) []Behind {
	rows := v.R.Services[service].Rows
	ref := &rows[v.Ref]
	type found struct {
		Behind
		most float64
	}
	var list []found
	add := func(name string, people float64, of func(row *report.Row) (report.Range, bool)) {
		now, known := of(ref)
		if !known || !now.Usable() || people < leastBehind || now.V >= half {
			return
		}
		x := found{Behind{Name: name, People: people, Share: v.Whole(now), Most: v.Whole(now)}, now.V}
		for _, k := range v.Options {
			share, known := of(&rows[k])
			if !known || !share.Usable() || share.V >= half {
				return
			}
			if share.V > x.most && v.Whole(share) != x.Most {
				x.most, x.Most, x.Option = share.V, v.Whole(share), v.Option(k)
			}
		}
		list = append(list, x)
	}
	for i := range ref.Areas {
		a := &ref.Areas[i]
		if !a.Identified {
			continue
		}
		add(v.W.Name(a.Names.Every(a.Name)), a.People, func(row *report.Row) (report.Range, bool) {
			at := slices.IndexFunc(row.Areas, func(x report.Area) bool { return x.ID == a.ID })
			if at < 0 {
				return report.Range{}, false
			}
			return row.Areas[at].GetsThere, true
		})
	}
	for i := range ref.Groups {
		g := &ref.Groups[i]
		if !g.Identified || g.Cells < 5 {
			continue
		}
		add(v.W.Group(g.Name), g.People, func(row *report.Row) (report.Range, bool) {
			at := slices.IndexFunc(row.Groups, func(x report.GroupRow) bool { return x.Name == g.Name })
			if at < 0 {
				return report.Range{}, false
			}
			return row.Groups[at].GetsThere, true
		})
	}
	slices.SortStableFunc(list, func(a, b found) int { return cmp.Compare(a.most, b.most) })
	out := make([]Behind, len(list))
	for i := range list {
		out[i] = list[i].Behind
	}
	return out
}
