package load

import (
	"fmt"

	"saavu/internal/format/problem"
	"saavu/pkg/travel"
)

// CheckTimes lists the travel times that a comparison of a period needs and the
// county does not have. Accessibility measures need fewer, so Read does not report
// this. The error is a problem.Problems.
func (c *County) CheckTimes(period travel.Period) error {
	if c.Base.Matrix == nil || c.file == nil {
		return nil
	}
	var out problem.Problems
	for _, mode := range []travel.Mode{travel.Walk, travel.Transit} {
		if _, ok := c.Base.Matrix.Table(mode, period); ok {
			continue
		}
		hint := fmt.Sprintf("a comparison needs walking and public transport: add a table {mode: %s, period: %s} to a source; saavu access works without it", mode, period)
		for _, other := range []travel.Period{travel.Rush, travel.Midday} {
			if _, ok := c.Base.Matrix.Table(mode, other); ok {
				hint = fmt.Sprintf("there are times of %s: set period: %s under county, or --period %s", other, other, other)
			}
		}
		out.Add(c.file.ProblemAt(problem.Problem{Found: "no travel times of mode " + mode.String() + " for " + period.String(),
			Expected: "times of walk and transit for " + period.String(), Hint: hint}, "travel", "sources"))
	}
	return out.Err()
}
