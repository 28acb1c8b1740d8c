package delivery

import (
	"cmp"
	"math"
	"slices"

	"saavu/pkg/network"
	"saavu/pkg/params"
)

// SegmentModel is one client segment's part of a Model.
type SegmentModel struct {
	Share    []float64 // of the people of a band; those of all segments add up to 1
	Visit    float64   // contacts of a member relative to those of other segments
	Remote   float64   // the same of the share that is remote
	Priority int
}

// segments compiles the segments. A draw changes one share at a time, so shares are divided
// by their sum.
func (m *Model) segments(r *params.Reader, n *network.Network) {
	if n.Segments == nil {
		return
	}
	m.people = m.inBands(n)
	for i := range n.Segments {
		g := &n.Segments[i]
		sm := SegmentModel{Share: make([]float64, len(m.Starts)), Visit: r.Value(g.VisitMult), Remote: r.Value(g.RemoteMult), Priority: g.Priority}
		for z, shares := range g.Shares {
			for _, s := range shares {
				v := r.Value(s.Path)
				for b := z * m.ages(); b < (z+1)*m.ages(); b++ {
					if s.Ages.From <= m.Starts[b] && m.Starts[b] <= s.Ages.To {
						sm.Share[b] = v
					}
				}
			}
		}
		m.Segments = append(m.Segments, sm)
	}
	for b := range m.Starts {
		sum := 0.0
		for g := range m.Segments {
			sum += m.Segments[g].Share[b]
		}
		for g := range m.Segments {
			m.Segments[g].Share[b] = part(m.Segments[g].Share[b], sum)
		}
	}
}

// inBands counts the people of the base year by band.
func (m *Model) inBands(n *network.Network) []float64 {
	out := make([]float64, len(m.Starts))
	for b := range out {
		for age := m.Starts[b]; age <= m.LastAge(b); age++ {
			out[b] += n.People[b/m.ages()][age]
		}
	}
	return out
}

// byNeed divides contacts of a person, by band, over segments: by share x visit ratio. The
// sum over the county's people of the base year stays. It returns each segment's part of a
// band's contacts.
func (m *Model) byNeed(rate []float64, among network.Among) [][]float64 {
	parts := make([][]float64, len(m.Segments))
	for g := range parts {
		parts[g] = make([]float64, len(rate))
	}
	all, weighted := 0.0, 0.0
	weight := make([]float64, len(rate))
	for b := range rate {
		for g := range m.Segments {
			if among.Has(g) {
				parts[g][b] = m.Segments[g].Share[b] * m.Segments[g].Visit
				weight[b] += parts[g][b]
			}
		}
		for g := range parts {
			parts[g][b] = part(parts[g][b], weight[b])
		}
		all += m.people[b] * rate[b]
		weighted += m.people[b] * rate[b] * weight[b]
	}
	for b := range rate {
		switch {
		case weight[b] == 0: // given to nobody of these ages
			rate[b] = 0
		case weighted > 0:
			rate[b] *= weight[b] * all / weighted
		}
	}
	return parts
}

// bySegment completes a service: its need by segment, and the ceilings of segments that are
// given other products than the rest.
func (m *Model) bySegment(v *network.Service, sm *ServiceModel) {
	switch {
	case m.Segments == nil:
		return
	case sm.Products == nil:
		sm.Segments = m.byNeed(sm.Rate, 0)
		return
	}
	nb := len(m.Starts)
	sm.Rate, sm.remoteMax = make([]float64, nb), make([]float64, nb)
	for range m.Segments {
		sm.Segments, sm.ceilings = append(sm.Segments, make([]float64, nb)), append(sm.ceilings, make([]float64, nb))
	}
	for p := range sm.Products {
		pm := &sm.Products[p]
		pm.Segments = m.byNeed(pm.Need, v.Products[p].Among)
		for b, need := range pm.Need {
			sm.Rate[b] += need
			sm.remoteMax[b] += need * pm.RemoteMax[b]
			for g := range m.Segments {
				sm.Segments[g][b] += need * pm.Segments[g][b]
				sm.ceilings[g][b] += need * pm.Segments[g][b] * pm.RemoteMax[b]
			}
		}
	}
	for b, rate := range sm.Rate {
		sm.remoteMax[b] = part(sm.remoteMax[b], rate)
		for g := range m.Segments {
			sm.ceilings[g][b] = part(sm.ceilings[g][b], sm.Segments[g][b])
			sm.Segments[g][b] = part(sm.Segments[g][b], rate)
		}
	}
}

// remoteBySegment returns the share of a service's contacts that is remote, by segment and
// band, and fills in that of all segments: min(k x ratio, ceiling) x usable, with the k at
// which the sum is the planned share of the whole need. Where a plan is for some segments,
// the others have the k of today's share. It returns nil, and does nothing, where segments
// take remote contacts alike. The arguments are those of RemoteShare.
func (m *Model) remoteBySegment(n *network.Network, s int, need []float64, language float64, out []float64) [][]float64 {
	plan, _ := n.RemoteOf(s)
	alike := plan.Among == 0
	for g := range m.Segments {
		alike = alike && m.Segments[g].Remote == m.Segments[0].Remote
	}
	target, possible := m.RemoteTarget(n, s)
	if alike || !possible {
		return nil
	}
	f := remoteSplit{m: m, sm: &m.Services[s], need: need, usable: make([]float64, len(out))}
	total := m.usable(n, s, need, language, f.usable)
	shares := make([][]float64, len(m.Segments))
	for g := range shares {
		shares[g] = make([]float64, len(out))
	}
	rest := target * total
	if plan.Among != 0 {
		k := f.solve(f.sm.RemoteNow*total, 0)
		for g := range shares {
			if !plan.Among.Has(g) {
				rest -= f.fill(g, k, shares[g])
			}
		}
	}
	k := f.solve(math.Max(0, rest), plan.Among)
	clear(out)
	for g := range shares {
		if plan.Among.Has(g) {
			f.fill(g, k, shares[g])
		}
		for b := range out {
			out[b] += f.sm.Segments[g][b] * shares[g][b]
		}
	}
	return shares
}

// remoteSplit divides a service's remote contacts over segments.
type remoteSplit struct {
	m            *Model
	sm           *ServiceModel
	need, usable []float64 // by band
}

// ceiling is the share of a segment's contacts of a band that may be remote.
func (f *remoteSplit) ceiling(g, b int) float64 {
	if f.sm.ceilings == nil {
		return f.sm.RemoteMax
	}
	return f.sm.ceilings[g][b]
}

// fill fills in the remote shares of a segment, and returns its remote contacts.
func (f *remoteSplit) fill(g int, k float64, shares []float64) float64 {
	sum := 0.0
	for b := range shares {
		shares[b] = math.Min(k*f.m.Segments[g].Remote, f.ceiling(g, b)) * f.usable[b]
		sum += f.need[b] * f.sm.Segments[g][b] * shares[b]
	}
	return sum
}

// bend is a value of k from which on contacts do not grow with it any more.
type bend struct{ k, slope, level float64 }

// solve finds the k at which some segments have so many remote contacts; the one from which
// on they have no more if that is fewer. Between two ceilings contacts grow in a line with k.
func (f *remoteSplit) solve(contacts float64, among network.Among) float64 {
	var bends []bend
	slope, level := 0.0, 0.0
	for g := range f.m.Segments {
		if !among.Has(g) {
			continue
		}
		ratio := f.m.Segments[g].Remote
		for b, need := range f.need {
			w := need * f.sm.Segments[g][b] * f.usable[b]
			if w == 0 {
				continue
			}
			slope += w * ratio
			x := bend{f.ceiling(g, b) / ratio, w * ratio, w * f.ceiling(g, b)}
			if n := len(bends); n > 0 && bends[n-1].k == x.k {
				bends[n-1].slope, bends[n-1].level = bends[n-1].slope+x.slope, bends[n-1].level+x.level
				continue
			}
			bends = append(bends, x)
		}
	}
	slices.SortFunc(bends, func(a, b bend) int { return cmp.Compare(a.k, b.k) })
	last := 0.0
	for _, x := range bends {
		if level+slope*x.k >= contacts && slope > 0 {
			return math.Max(last, (contacts-level)/slope)
		}
		slope, level, last = slope-x.slope, level+x.level, x.k
	}
	return last
}
