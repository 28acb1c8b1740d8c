package goals_test

import (
	"fmt"
	"time"

	"saavu/pkg/goals"
)

// Messages answered in time rose from 72 to 77 per cent in 273 days; 80 per cent are
// wanted after 730. 5 of 8 percentage points are 0.625 of the way.
func ExamplePart_Grade() {
	day := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }
	p := goals.Part{Target: 0.80, Baseline: day(2020, 12, 31), Deadline: day(2022, 12, 31), From: goals.Observed}
	r := p.Grade(0.72, 0.77, goals.Exactly, day(2021, 9, 30), false, goals.Limits{Five: 1, Four: 0.8, Three: 0.5})
	fmt.Printf("%.3f of the way in %.3f of the time: grade %d\n", r.Progress, r.Planned, r.Grade)
	// Output: 0.625 of the way in 0.374 of the time: grade 5
}
