package cost

import "sort"

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
// sorted. Lines that do not change are left out.
func (p *Prices) Diff(before, after Bill, lease LeaseEnd) []Delta {
	type key struct {
		kind     string
		payer    Payer
		service  int
		facility string
	}
	change := map[key]float64{}
	for _, l := range after.Lines {
		change[key{l.Kind, l.Payer, l.Service, l.Facility}] += l.EUR
	}
	for _, l := range before.Lines {
		change[key{l.Kind, l.Payer, l.Service, l.Facility}] -= l.EUR
	}
	out := make([]Delta, 0, len(change))
	for k, eur := range change {
		if eur == 0 {
			continue
		}
		d := Delta{Line: Line{k.kind, k.payer, k.service, k.facility, eur}, From: p.Year}
		if eur < 0 && (k.kind == Rent || k.kind == Site) {
			d.From = p.Year + p.Lag
			if end := lease(k.facility); end > 0 {
				d.From = max(end, p.Year)
			}
		}
		out = append(out, d)
	}
	sort.Slice(out, func(i, j int) bool {
		a, b := out[i].Line, out[j].Line
		switch {
		case a.Service != b.Service:
			return a.Service < b.Service
		case a.Kind != b.Kind:
			return a.Kind < b.Kind
		case a.Payer != b.Payer:
			return a.Payer < b.Payer
		}
		return a.Facility < b.Facility
	})
	return out
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
