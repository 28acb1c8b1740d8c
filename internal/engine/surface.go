package engine

import (
	"saavu/pkg/delivery"
	"saavu/pkg/report"
	"saavu/pkg/travel"
)

// Surface returns the values of the maps. Cells outside the county or without people
// keep the marks of no value.
func (e *Evaluation) Surface() report.Surface {
	n, d := e.County.Network, e.people.demand
	out := report.Surface{Option: e.Option.ID}
	for s := range n.Services {
		v, before := &e.outcome.Services[s], &e.reference().outcome.Services[s]
		l := report.Layer{Service: n.Services[s].ID,
			Minutes: filled(d.All, report.Outside), Own: filled(d.All, report.Outside),
			Nearest: filled(d.All, -1), Diff: filled(d.All, report.NoDifference),
			Target: make([]float64, d.All), There: make([]float64, d.All), Gain: make([]float64, d.All), Lose: make([]float64, d.All),
			LoseLast: make([]float64, d.All), FewerDays: make([]float64, d.All)}
		reach := delivery.CellReach(d, e.compiled.model, s, before, v, e.limit(s))
		lost, fewer := e.changes[s].LoseLast, e.fewer[s]
		sm := &e.compiled.model.Services[s]
		for k, cell := range d.Cells {
			l.Minutes[cell] = whole(v.Time[delivery.Free][k])
			l.Own[cell] = whole(v.Time[delivery.Driver][k])
			if p := v.Nearest[delivery.Free][k]; p >= 0 {
				l.Nearest[cell] = int32(n.Points[v.Points[p]].Facility)
			}
			if t0 := whole(before.Time[delivery.Free][k]); t0 >= 0 && l.Minutes[cell] >= 0 {
				l.Diff[cell] = l.Minutes[cell] - t0
			}
			for b, p := range d.People[k*d.Bands : (k+1)*d.Bands] {
				l.Target[cell] += p * sm.Target[b]
			}
			l.There[cell], l.Gain[cell], l.Lose[cell] = reach[k].There, reach[k].Gain, reach[k].Lose
			if lost != nil {
				l.LoseLast[cell] = lost[k]
			}
			if fewer != nil {
				l.FewerDays[cell] = fewer[k]
			}
		}
		out.Layers = append(out.Layers, l)
	}
	return out
}

func filled(n int, v int32) []int32 {
	out := make([]int32, n)
	for i := range out {
		out[i] = v
	}
	return out
}

// whole rounds a time up to whole minutes.
func whole(t travel.Seconds) int32 {
	if t == travel.Unreached {
		return report.Unreached
	}
	return (int32(t) + 59) / 60
}
