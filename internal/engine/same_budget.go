package engine

import "saavu/pkg/report"

// sameBudget fills what can be given in all services together at the same budget.
// Contacts of different services are added up as hours of clients: by the minutes, in
// the reference, that the profession that sees the client spends on one in person.
func (e *Evaluation) sameBudget(out *report.NetworkRow) {
	ref := e.reference()
	need, given, undone := 0.0, 0.0, 0.0
	for s := range e.given {
		v := &e.plain.served[s]
		minutes := ref.compiled.model.Services[s].ClientMin
		if staff := ref.compiled.model.Services[s].StaffMin; len(staff) > 0 {
			minutes = staff[0]
		}
		need += (v.Need - v.Induced) * minutes / 60
		given += e.given[s] * minutes / 60
		undone += (ref.given[s] - e.given[s]) * minutes / 60
	}
	if need > 0 {
		out.ServedSame, out.UndoneHours = report.Exact(min(given/need, 1)), report.Exact(net(undone))
	}
}
