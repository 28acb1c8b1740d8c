package board

import "saavu/pkg/report"

// Strip is who gets there in time in the reference or in options that are alike.
type Strip struct {
	Options []int        // nil for the reference
	Share   report.Range // its Lo and Hi are those of drawn networks
	Tighter float64      // the share with a limit of report.LimitStep less
	Looser  float64      // the same with LimitStep more
}

// ServiceStrips are the strips of a service that some option moves, the reference first.
type ServiceStrips struct {
	Service int
	Strips  []Strip
}

// Strips gives, by service, who gets there in time in the reference and in each option
// that changes it; still are the services that no option changes.
func (v *View) Strips() (moved []ServiceStrips, still []int) {
	for s := range v.R.Services {
		rows := v.R.Services[s].Rows
		strip := func(k int, list []int) Strip {
			row := &rows[k]
			return Strip{Options: list, Share: row.GetsThere, Tighter: row.Tighter, Looser: row.Looser}
		}
		out := ServiceStrips{Service: s, Strips: []Strip{strip(v.Ref, nil)}}
		for _, k := range v.Options {
			row := &rows[k]
			if row.Gain.Known && row.Lose.Known && row.Gain.V <= 0 && row.Lose.V <= 0 {
				continue
			}
			merged := false
			for i := 1; i < len(out.Strips) && !merged; i++ {
				first := &rows[out.Strips[i].Options[0]]
				if merged = first.GetsThere == row.GetsThere && first.Tighter == row.Tighter && first.Looser == row.Looser && first.Gain == row.Gain && first.Lose == row.Lose; merged {
					out.Strips[i].Options = append(out.Strips[i].Options, k)
				}
			}
			if !merged {
				out.Strips = append(out.Strips, strip(k, []int{k}))
			}
		}
		if len(out.Strips) > 1 {
			moved = append(moved, out)
		} else {
			still = append(still, s)
		}
	}
	return moved, still
}
