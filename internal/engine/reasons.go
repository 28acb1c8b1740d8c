package engine

import (
	"math"

	"saavu/pkg/report"
)

// reachReasons returns why figures that depend on places only have no number.
func reachReasons(r *report.Row) report.Reasons {
	var out report.Reasons
	put := func(why report.Cause, keys ...string) {
		out = out.Because(report.Reason{Cause: why}, keys...)
	}
	if r.People <= 0 {
		put(report.Nobody, "gets_there", "gets_there_tighter", "gets_there_looser", "own_modes", "worst_share", "worst_tenth_min", "median_min", "mean_min", "slowest_tenth_min", "suitable_slot", "group_gap")
		return out
	}
	for _, t := range []struct {
		key     string
		minutes float64
	}{{"worst_tenth_min", r.WorstTenth}, {"median_min", r.Median}, {"mean_min", r.Mean}, {"slowest_tenth_min", r.SlowestTenth}} {
		switch {
		case math.IsInf(t.minutes, 1) || math.IsNaN(t.minutes) && r.NoPoint > 0:
			out = out.Because(report.Reason{Cause: report.NoneReached, People: r.NoPoint}, t.key)
		case math.IsNaN(t.minutes):
			put(report.NoTravellers, t.key)
		}
	}
	if !r.WorstShare.Known {
		put(report.TooSmall, "worst_share")
	}
	if !r.GroupGap.Known {
		put(gapReason(r.Groups), "group_gap")
	}
	return out
}

// gapReason returns why there is no gap between groups.
func gapReason(groups []report.GroupRow) report.Cause {
	n := 0
	for i := range groups {
		if weighs(&groups[i]) {
			n++
		}
	}
	if n < 2 {
		return report.TooSmall
	}
	return report.Alike
}
