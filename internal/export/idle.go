package export

import (
	"slices"
	"strings"

	"saavu/pkg/report"
)

// leastIdle is by how much more of a profession's hours an option must leave without
// clients than its reference before the screen of a service names it.
const leastIdle = 0.05

// idle names the options that leave clearly more paid hours without clients than the
// reference, such as one that buys visits and keeps its own staff.
func (o *serviceScreen) idle(shown []int) {
	var list []string
	for _, k := range shown {
		var of []string
		for _, y := range o.v.Rows[k].Capacity {
			i := slices.IndexFunc(o.refRow().Capacity, func(x report.ProfessionYear) bool { return x.Profession == y.Profession })
			if i < 0 {
				continue
			}
			if before, now := unused(o.refRow().Capacity[i]), unused(y); now-before >= leastIdle {
				of = append(of, o.w.Text("service.idle_of", "profession", o.w.Term("profession", y.Profession), "share", o.w.Fixed(100*now, 0), "before", o.w.Fixed(100*before, 0)))
			}
		}
		if of != nil {
			list = append(list, o.list([]int{k})+": "+strings.Join(of, ", "))
		}
	}
	if list != nil {
		o.paragraph(o.w.Text("service.idle", "list", strings.Join(list, "; ")))
	}
}

// unused is the share of a profession's client hours in which no client is met; 0
// without hours.
func unused(y report.ProfessionYear) float64 {
	if !(y.Hours > 0) {
		return 0
	}
	return max(0, 1-y.Used/y.Hours)
}
