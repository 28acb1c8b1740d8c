package delivery

import "saavu/pkg/network"

// WithinSwedish returns, by area, the people of a service's target group who
// reach a point that serves in Swedish within the limit, everyone without a
// car. A point for which this is unknown counts as one that does. The second
// result is false if no point is known not to serve in Swedish; everyone's
// reach then applies.
func WithinSwedish(d *Demand, m *Model, p Place, t *Times, v *Service, s int) ([]float64, bool) {
	var among []int
	all := true
	for k, i := range v.Points {
		switch {
		case !v.sources[k].counts:
		case p.Network.Points[i].Swedish == network.No:
			all = false
		default:
			among = append(among, k)
		}
	}
	if all {
		return nil, false
	}
	sm := &m.Services[s]
	out := make([]float64, len(d.Areas))
	free, _ := v.nearest(d, p, t, Free, among)
	limited, _ := v.nearest(d, p, t, FreeLimited, among)
	for k := range d.Cells {
		for b, n := range d.People[k*d.Bands : (k+1)*d.Bands] {
			n *= sm.Target[b]
			switch {
			case n == 0:
			case v.AtSchool && sm.School[b] > 0:
				out[d.Area[k]] += n
			default:
				if free[k] <= sm.Limit {
					out[d.Area[k]] += n * (1 - m.Limited[b])
				}
				if limited[k] <= sm.Limit {
					out[d.Area[k]] += n * m.Limited[b]
				}
			}
		}
	}
	return out, true
}
