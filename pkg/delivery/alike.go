package delivery

import (
	"reflect"
	"slices"

	"saavu/pkg/network"
)

// Alike reports whether a service serves the same contacts in two networks under
// every draw of the parameters: their people and their geography are the same
// (Shared), and so are the products, the staff, rooms and hours of the points, the remote
// plan and the contracts. A service that a mobile unit serves or takes staff from is alike
// to none.
func Alike(n *network.Network, o *Outcome, of *network.Network, p *Outcome, s int) bool {
	return slices.Equal(o.Services[s].Points, p.Services[s].Points) && untouched(n, o, of, p, s)
}

// untouched is Alike where the points may have other indexes in the two networks.
func untouched(n *network.Network, o *Outcome, of *network.Network, p *Outcome, s int) bool {
	v, w := &o.Services[s], &p.Services[s]
	if !Shared(v, w) || n.Services[s].InPersonOnly != of.Services[s].InPersonOnly || !n.Services[s].SameProducts(&of.Services[s]) {
		return false
	}
	plan, planned := n.RemoteOf(s)
	if was, has := of.RemoteOf(s); plan != was || planned != has {
		return false
	}
	a, b := &o.model.Services[s], &p.model.Services[s]
	if a.ContractShare != b.ContractShare || !slices.Equal(a.Others, b.Others) || o.mobile(n, s) || p.mobile(of, s) {
		return false
	}
	return slices.EqualFunc(v.Points, w.Points, func(i, j int) bool {
		a, b := &n.Points[i], &of.Points[j]
		return a.ID == b.ID && a.Channel == b.Channel && a.Unit == b.Unit && a.Rooms == b.Rooms && a.Hours == b.Hours &&
			samePool(o, i, p, j)
	}) && slices.Equal(v.staff.FTE, w.staff.FTE) && slices.Equal(v.staff.Total, w.staff.Total) && slices.Equal(v.staff.Extra, w.staff.Extra)
}

// mobile reports whether a mobile unit serves a service or takes staff from it.
func (o *Outcome) mobile(n *network.Network, s int) bool {
	for u := range n.Units {
		if has(n.Units[u].Services, s) || o.model.Units[u].Lent[s] {
			return true
		}
	}
	return slices.ContainsFunc(o.Services[s].Points, func(i int) bool { return n.Points[i].Unit >= 0 })
}

// Unchanged reports, by service, whether two draws of the parameters of a network
// give Serve the same values, mobile units aside (SameUnits).
func (m *Model) Unchanged(o *Model) []bool {
	a, b := *m, *o
	a.Services, a.Units, b.Services, b.Units = nil, nil, nil, nil
	out := make([]bool, len(m.Services))
	if !reflect.DeepEqual(a, b) {
		return out
	}
	for s := range out {
		out[s] = reflect.DeepEqual(m.Services[s], o.Services[s])
	}
	return out
}

// SamePeople reports whether people come alike under two draws of the parameters of a
// network: FitChoice gives them the same attractions, and Demand has the same bands.
// What decides only how many are served may differ.
func (m *Model) SamePeople(o *Model) bool {
	return reflect.DeepEqual(m.coming(), o.coming())
}

// coming returns the model without what decides only how many are served.
func (m *Model) coming() Model {
	out := *m
	out.Evening, out.Elasticity, out.Induced, out.MovesOn = nil, 0, 0, 0
	out.Productive, out.RoomHours, out.RoomUse, out.TravelLoss, out.Units = 0, [3]float64{}, 0, 0, nil
	out.Services = slices.Clone(m.Services)
	for s := range out.Services {
		sm := &out.Services[s]
		sm.Fill, sm.StaffMin, sm.ClientMin, sm.Window, sm.LimitMin, sm.Limit = nil, nil, 0, 0, 0, 0
		sm.Products = slices.Clone(sm.Products)
		for p := range sm.Products {
			sm.Products[p].Client, sm.Products[p].Staff = nil, nil
		}
	}
	return out
}

// SameUnits reports whether two draws of the parameters of a network give its
// mobile units the same capacity.
func (m *Model) SameUnits(o *Model) bool { return reflect.DeepEqual(m.Units, o.Units) }

// Clone returns a copy that shares no memory with s, and whose memory Serve does
// not reuse.
func (s *Served) Clone() Served {
	out := *s
	out.memory = nil
	out.RemoteBy, out.RemoteOf, out.Points = slices.Clone(s.RemoteBy), slices.Clone(s.RemoteOf), slices.Clone(s.Points)
	out.Visits, out.Detour = s.Visits.clone(), s.Detour.clone()
	out.By, out.Wanted, out.Used = slices.Clone(s.By), slices.Clone(s.Wanted), slices.Clone(s.Used)
	return out
}

func (v *Visits) clone() Visits {
	return Visits{slices.Clone(v.N), slices.Clone(v.Minutes), slices.Clone(v.CarKm), slices.Clone(v.Pt), slices.Clone(v.Limited)}
}
