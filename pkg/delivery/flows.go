package delivery

import (
	"saavu/pkg/network"
	"saavu/pkg/population"
)

// EachFlow calls visit for every live cell and point of the load between which somebody
// goes, cell by cell and in the order of the points: what Flow says of the cell's people
// there, and the people of all ages with a visit rate who choose the point first. Over
// the cells, Load of the flows to a point adds up to its Load, Seen to what is seen there.
func (tr *Trace) EachFlow(visit func(cell int, people float64, f Flow)) {
	x := &tr.x
	each := x.users()
	flows, people := tr.flows(), make([]float64, len(x.v.Load.Points))
	for k := range x.d.Cells {
		for i := range flows {
			flows[i], people[i] = Flow{Point: flows[i].Point}, 0
		}
		for _, u := range tr.at[k] {
			tr.add(int(u), flows)
			all := needOf(x.d, k, each[tr.crowd.ty[u]])
			for e := tr.crowd.start[u]; e < tr.crowd.start[u+1]; e++ {
				if i := tr.crowd.point[e]; x.parts.made[i] > 0 {
					people[i] += all * tr.come[e] / (tr.crowd.contacts[u] * x.parts.made[i])
				}
			}
		}
		for i, f := range flows {
			if f.First > 0 || f.Found > 0 || f.Came > 0 {
				visit(k, people[i], f)
			}
		}
	}
}

// Load returns the part of a flow in the load of its point: contacts that it serves, and
// those whose first choice it is and that no point serves; to the nearest, all that come.
func (tr *Trace) Load(f Flow) float64 {
	if tr.x.v.choice == nil {
		return f.First + f.Came
	}
	return f.Kept + f.Found + f.Unmet
}

// GivenByCell is ByArea by live cell.
func GivenByCell(d *Demand, m *Model, n *network.Network, o *Outcome, s int, language float64, boost Boost) (need, given []float64) {
	single := *d
	single.Area, single.Areas = make([]int32, len(d.Cells)), make([]population.Area, len(d.Cells))
	for k := range single.Area {
		single.Area[k] = int32(k)
	}
	y := ByArea(&single, m, n, o, s, language, boost, nil)
	return y.Need, y.Given
}
