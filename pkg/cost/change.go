package cost

import (
	"math"
	"sort"
)

// Delta is the change of one line against the bill that an option is compared
// with. A saving on premises starts when the lease ends: From is that year;
// everything else starts in the base year.
type Delta struct {
	Line
	From int
}

// LeaseEnd gives the year in which a facility's lease can end, 0 if unknown.
type LeaseEnd func(facility string) int

// Diff sets a bill beside the one that it is compared with, line by line,
// sorted. Lines that change by less than a cent are left out. The running cost
// of a building is avoidable only with the building: one that is open in both
// bills changes nothing, whatever services move in or out.
func (p *Prices) Diff(before, after Bill, lease LeaseEnd) []Delta {
	change := map[Line]float64{}
	both := sites(before)
	then := sites(after)
	for f := range both {
		both[f] = then[f]
	}
	add := func(lines []Line, sign float64) {
		for _, l := range lines {
			if whole(l.Kind) && both[l.Facility] {
				continue
			}
			eur := l.EUR
			l.EUR = 0
			change[l] += sign * eur
		}
	}
	add(after.Lines, 1)
	add(before.Lines, -1)
	out := make([]Delta, 0, len(change))
	for l, eur := range change {
		if math.Abs(eur) < 0.01 {
			continue
		}
		l.EUR = eur
		d := Delta{Line: l, From: p.Year}
		if eur < 0 && (l.Kind == Rent || l.Kind == Site) {
			d.From = p.Year + p.Lag
			if end := lease(l.Facility); end > 0 {
				d.From = max(end, p.Year)
			}
		}
		out = append(out, d)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].before(out[j].Line) })
	return out
}

// whole says whether a kind of line belongs to a building as a whole.
func whole(kind string) bool { return kind == Site || kind == Coordinate }

// sites lists the buildings that a bill pays for.
func sites(b Bill) map[string]bool {
	out := map[string]bool{}
	for _, l := range b.Lines {
		if whole(l.Kind) {
			out[l.Facility] = true
		}
	}
	return out
}

func (l Line) before(o Line) bool {
	switch {
	case l.Service != o.Service:
		return l.Service < o.Service
	case l.Kind != o.Kind:
		return l.Kind < o.Kind
	case l.Payer != o.Payer:
		return l.Payer < o.Payer
	}
	return l.Facility < o.Facility
}

// Sum adds the changes of a payer in a year; year 0 means at full effect,
// service -1 all services.
func Sum(list []Delta, payer Payer, service, year int) float64 {
	s := 0.0
	for _, d := range list {
		if d.Payer == payer && (service < 0 || d.Service == service) && (year == 0 || d.From <= year) {
			s += d.EUR
		}
	}
	return s
}
