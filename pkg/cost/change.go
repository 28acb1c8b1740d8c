package cost

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// Delta is the change of one line relative to the bill that an option is
// compared with. A saving on premises starts in the year From, when the lease
// ends; everything else starts in the base year.
type Delta struct {
	Line
	From int
}

// LeaseEnd returns the year in which the lease of a facility that is a building of
// its own can end, 0 if unknown.
type LeaseEnd func(facility string) int

// Diff compares a bill with its reference bill, line by line, sorted. Lines
// that change by less than a cent are left out. The running cost of a facility that
// is a building of its own is avoidable only with the facility: one that is open in
// both bills changes nothing, whatever services move in or out. The memory of out,
// which may be nil, is reused.
func (p *Prices) Diff(before, after Bill, lease LeaseEnd, out []Delta) []Delta {
	out = out[:0]
	open := p.open(after)
	put := func(l Line, eur float64) {
		if math.Abs(eur) < 0.01 {
			return
		}
		l.EUR = eur
		d := Delta{Line: l, From: p.Year}
		switch {
		case l.House:
			d.From = p.from(l, open[l.Facility])
		case eur < 0 && (l.Kind == Rent || l.Kind == Site):
			d.From = p.Year + p.Lag
			if end := lease(l.Facility); end > 0 {
				d.From = max(end, p.Year)
			}
		}
		out = append(out, d)
	}
	change := make([]Line, 0, 32)
	gone, came := pair(before.Lines, after.Lines, func(was, is Line) {
		switch {
		case is.Payer == Residents:
			change = before.residents(&after, change, is, was.EUR, is.EUR)
		case !is.building():
			put(is, is.EUR-was.EUR)
		}
	})
	var then, now []string
	if slices.ContainsFunc(gone, Line.building) || slices.ContainsFunc(came, Line.building) {
		then, now = sites(before), sites(after)
	}
	add := func(lines []Line, sign float64) {
		for _, l := range lines {
			if l.building() && slices.Contains(then, l.Facility) && slices.Contains(now, l.Facility) {
				continue
			}
			if l.Payer == Residents {
				change = before.residents(&after, change, l, max(0, -sign)*l.EUR, max(0, sign)*l.EUR)
				continue
			}
			l.EUR *= sign
			change = append(change, l)
		}
	}
	add(came, 1)
	add(gone, -1)
	slices.SortStableFunc(change, Line.compare)
	for i := 0; i < len(change); {
		l := change[i]
		for i++; i < len(change) && l.like(change[i]); i++ {
			l.EUR += change[i].EUR
		}
		put(l, l.EUR)
	}
	slices.SortFunc(out, func(a, b Delta) int { return a.compare(b.Line) })
	return out
}

// lookahead is how many consecutive lines a bill may lack and still be paired
// without a full search.
const lookahead = 16

// pair calls f for the lines that two bills have in common. Bills list their
// lines in the same order, so most pairs are found at nearby positions. The
// unpaired lines are returned; some of them may still match.
func pair(before, after []Line, f func(was, is Line)) (gone, came []Line) {
	i := 0
next:
	for _, is := range after {
		for k := i; k < len(before) && k <= i+lookahead; k++ {
			if before[k].like(is) {
				gone = append(gone, before[i:k]...)
				f(before[k], is)
				i = k + 1
				continue next
			}
		}
		came = append(came, is)
	}
	return append(gone, before[i:]...), came
}

// like reports whether two lines have the same kind, payer, service and
// facility.
func (l Line) like(o Line) bool {
	return l.Service == o.Service && l.Kind == o.Kind && l.Facility == o.Facility && l.Payer == o.Payer &&
		l.House == o.House
}

// building reports whether a line belongs to a facility as a whole. The lines of a
// network.Building add up to its cost by themselves.
func (l Line) building() bool {
	return (l.Kind == Site || l.Kind == Coordinate || l.Kind == Placed) && !l.House
}

// sites lists the buildings that a bill pays for. The lines of a building stand
// together, so each is listed about once.
func sites(b Bill) []string {
	out := make([]string, 0, 32)
	for _, l := range b.Lines {
		if l.building() && (len(out) == 0 || out[len(out)-1] != l.Facility) {
			out = append(out, l.Facility)
		}
	}
	return out
}

// compare orders lines by service, kind, payer and facility.
func (l Line) compare(o Line) int {
	switch {
	case l.Service != o.Service:
		return cmp.Compare(l.Service, o.Service)
	case l.Kind != o.Kind:
		return strings.Compare(l.Kind, o.Kind)
	case l.Payer != o.Payer:
		return strings.Compare(string(l.Payer), string(o.Payer))
	}
	return strings.Compare(l.Facility, o.Facility)
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
