package delivery

import (
	"math"
	"slices"

	"saavu/pkg/network"
	"saavu/pkg/params"
)

// Avoided is contacts of a service a year that a desk makes unnecessary. Asked are those
// that it would avoid if the service had as many in each zone.
type Avoided struct {
	Service         int
	Contacts, Asked float64
}

// avoids compiles what the contacts of a product make unnecessary in a zone: resolved
// share x contacts of the other service.
func (m *Model) avoids(r *params.Reader, p *network.Product, zone int, pm *ProductModel, sm *ServiceModel) {
	v := &p.Variants[zone]
	for _, of := range v.Replaces {
		s := m.ids[of.Service]
		if sm.avoids == nil {
			sm.avoids = make([][]float64, len(m.ids))
		}
		if sm.avoids[s] == nil {
			sm.avoids[s] = make([]float64, len(m.Starts))
		}
		each := r.Value(v.Resolved) * r.Value(of.Contacts)
		for b := zone * m.ages(); b < (zone+1)*m.ages(); b++ {
			sm.avoids[s][b] += pm.Need[b] * each
		}
	}
}

// Desks lists the services whose contacts make those of others unnecessary; nil for none.
func (m *Model) Desks() []int {
	var out []int
	for s := range m.Services {
		if m.Services[s].avoids != nil {
			out = append(out, s)
		}
	}
	return out
}

// Resolved is the share of a service's contacts that end with it, by the people of the
// base year; NaN where it is known of no product.
func (m *Model) Resolved(s int) float64 {
	r := m.Services[s].resolved
	if r[0] == 0 {
		return math.NaN()
	}
	return r[1] / r[0]
}

// Relieved reports whether some desk makes contacts of a service unnecessary.
func (m *Model) Relieved(s int) bool {
	for d := range m.Services {
		if m.Services[d].avoids != nil && m.Services[d].avoids[s] != nil {
			return true
		}
	}
	return false
}

// Guide returns the model with the need that is left once a desk has given a share of its
// contacts, and what it avoids. It is taken from the other service's need of the same
// zone, at most all of it, in the same part at each age.
func (m *Model) Guide(o *Outcome, desk int, share float64) (*Model, []Avoided) {
	d := &m.Services[desk]
	if d.avoids == nil || !(share > 0) {
		return m, nil
	}
	out, people := *m, o.Services[desk].everyone(len(m.Starts))
	out.Services = slices.Clone(m.Services)
	var list []Avoided
	for s, each := range d.avoids {
		if each == nil {
			continue
		}
		sm, a := &out.Services[s], Avoided{Service: s}
		sm.Rate = slices.Clone(sm.Rate)
		factor := make([]float64, len(m.Starts))
		for from := 0; from < len(m.Starts); from += m.ages() {
			need, asked := 0.0, 0.0
			for b := from; b < from+m.ages(); b++ {
				need += people[b] * sm.Rate[b]
				asked += people[b] * each[b] * share
			}
			part := 0.0
			if need > 0 {
				part = math.Min(1, asked/need)
			}
			a.Asked, a.Contacts = a.Asked+asked, a.Contacts+need*part
			for b := from; b < from+m.ages(); b++ {
				factor[b] = 1 - part
			}
		}
		sm.scale(factor)
		list = append(list, a)
	}
	return &out, list
}

// scale multiplies the need of a service, by band, in place of its own.
func (sm *ServiceModel) scale(factor []float64) {
	for b, f := range factor {
		sm.Rate[b] *= f
	}
	sm.Products = slices.Clone(sm.Products)
	for p := range sm.Products {
		need := slices.Clone(sm.Products[p].Need)
		for b, f := range factor {
			need[b] *= f
		}
		sm.Products[p].Need = need
	}
}

// everyone counts the people of a service's year by band.
func (v *Service) everyone(bands int) []float64 {
	out, l := make([]float64, bands), &v.Load
	for b := range out {
		out[b] = l.None[b] + l.School[b]
		for i := range l.Points {
			out[b] += l.Direct.People[i*bands+b]
		}
	}
	return out
}
