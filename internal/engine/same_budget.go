package engine

import "saavu/pkg/report"

// sameBudget fills what can be given in all services together at the same budget.
// Contacts of different services are added up as hours of clients: by the minutes, in
// the reference, that the profession that sees the client spends on one in person. What
// the budget buys or sells is the same in all draws; what is served with it is not.
func (e *Evaluation) sameBudget(out *report.NetworkRow) {
	n := len(e.figures.countyNow)
	given, undone := make(series, n), make(series, n)
	for k := range given {
		need := 0.0
		for s := range e.figures.services {
			v, ref := &e.figures.services[s], &e.reference().figures.services[s]
			hours := ref.minutes[k] / 60
			need += v.need[k] * hours
			given[k] += v.sameGiven[k] * hours
			undone[k] += (ref.sameGiven[k] - v.sameGiven[k]) * hours
		}
		if need <= 0 {
			return
		}
		given[k], undone[k] = min(given[k]/need, 1), net(undone[k])
	}
	out.ServedSame, out.UndoneHours = over(given), over(undone)
}
