package board

import (
	"slices"
	"strings"

	"saavu/pkg/report"
)

// leastIdle is by how much more of a profession's hours an option must leave without
// clients than its reference to be named.
const leastIdle = 0.05

// Idle names those of the options that leave clearly more paid hours of a service
// without clients than the reference, such as one that buys visits and keeps its own
// staff; "" if none does.
func (v *View) Idle(service int, options []int) string {
	var list []string
	rows := v.R.Services[service].Rows
	for _, k := range options {
		var of []string
		for _, y := range rows[k].Capacity {
			i := slices.IndexFunc(rows[v.Ref].Capacity, func(x report.ProfessionYear) bool { return x.Profession == y.Profession })
			if i < 0 {
				continue
			}
			if before, now := unused(rows[v.Ref].Capacity[i]), unused(y); now-before >= leastIdle {
				of = append(of, v.W.Text("service.idle_of", "profession", v.W.Term("profession", y.Profession), "share", v.W.Fixed(100*now, 0), "before", v.W.Fixed(100*before, 0)))
			}
		}
		if of != nil {
			list = append(list, v.Names([]int{k})+": "+strings.Join(of, ", "))
		}
	}
	if list == nil {
		return ""
	}
	return v.W.Text("service.idle", "list", strings.Join(list, "; "))
}

// Induced lists the remote contacts of a service that exist only because an option plans
// the channel, which are no part of its visits; "" if there are none.
func (v *View) Induced(service int, options []int) string {
	var list []string
	for _, k := range options {
		if n := v.R.Services[service].Rows[k].Induced; n.Known && n.V >= LeastVisits {
			list = append(list, v.Names([]int{k})+" "+v.W.Count(n.V))
		}
	}
	if list == nil {
		return ""
	}
	return v.W.Text("service.induced", "list", strings.Join(list, ", "))
}

// Lent lists the staff hours that mobile units take from a service that they do not give,
// with these units; "" if none does.
func (v *View) Lent(service int, options []int) string {
	list := v.alike()
	for _, k := range options {
		if text := v.lentOf(service, k); text != "" {
			list.add(k, text)
		}
	}
	if list.details == nil {
		return ""
	}
	return v.W.Text("service.lent", "list", list.bare())
}

// lentOf is how many hours of each of a service's professions mobile units take that do not
// give it; "" for none.
func (v *View) lentOf(service, k int) string {
	list := v.R.Services[service].Rows[k].Capacity
	if len(list) == 0 || list[0].Lent < LeastVisits {
		return ""
	}
	var to []string
	for _, b := range list[0].LentTo {
		to = append(to, v.W.Term("unit_kind", b.Kind))
	}
	return v.W.Count(list[0].Lent) + " [" + strings.Join(to, ", ") + "]"
}

// AtSchool lists the visits at school of those of the options that have some: wanted, can
// be given and undone; "" if none has.
func (v *View) AtSchool(service int, options []int) string {
	var list []string
	for _, k := range options {
		if row := &v.R.Services[service].Rows[k]; row.SchoolNeed >= LeastVisits {
			list = append(list, v.Names([]int{k})+" "+v.W.Text("service.at_school_of", "wanted", v.W.Count(row.SchoolNeed), "given", v.W.Count(row.SchoolVisits),
				"undone", v.W.Count(row.SchoolNeed-row.SchoolVisits)))
		}
	}
	if list == nil {
		return ""
	}
	return v.W.Text("service.at_school", "list", strings.Join(list, "; "))
}

// unused is the share of a profession's client hours in which no client is met; 0
// without hours.
func unused(y report.ProfessionYear) float64 {
	if !(y.Hours > 0) {
		return 0
	}
	return max(0, 1-y.Used/y.Hours)
}
