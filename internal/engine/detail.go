package engine

import (
	"context"
	"math"
	"slices"

	"saavu/pkg/delivery"
	"saavu/pkg/network"
	"saavu/pkg/report"
)

// details fills what only the reader of all figures asks for: what one unit more gives
// at each point, and the contacts by area. References come before what is compared with
// them.
func (p *Prepared) details(ctx context.Context, list []*Evaluation) error {
	done := map[*Evaluation]bool{}
	for len(done) < len(list) {
		for _, e := range list {
			if done[e] || e.Against != nil && !done[e.Against] && slices.Contains(list, e.Against) {
				continue
			}
			// A reference is shared with other comparisons of the session: its rows stay as
			// they are.
			e.rows, e.lived = slices.Clone(e.rows), slices.Clone(e.lived)
			if e.lived == nil {
				e.lived = make([]delivery.AreaYear, len(e.rows))
			}
			if err := each(ctx, len(e.rows), func(s int) error { e.detail(s); return nil }); err != nil {
				return err
			}
			done[e] = true
		}
	}
	return nil
}

// detail fills one service's part. A service that serves what it serves in the
// reference takes its figures.
func (e *Evaluation) detail(s int) {
	row := &e.rows[s]
	n, m := e.County.Network, e.serving()
	boost := e.boost().of(len(n.Services))[s]
	row.Areas, row.Loads = slices.Clone(row.Areas), slices.Clone(row.Loads)
	if e.sameAs(s) {
		was := &e.Against.rows[s]
		for i := range row.Areas {
			row.Areas[i].Need, row.Areas[i].Visits = was.Areas[i].Need, was.Areas[i].Visits
		}
		for i := range row.Loads {
			row.Loads[i].More = was.Loads[i].More
		}
		return
	}
	if e.lived[s].Need == nil {
		e.lived[s] = e.byArea(s)
	}
	at := &e.lived[s]
	for a := range e.people.demand.Areas {
		if k := slices.IndexFunc(row.Areas, func(r report.Area) bool { return r.ID == e.people.demand.Areas[a].ID }); k >= 0 {
			row.Areas[k].Need = at.Need[a]
			if e.of.staffed(s) {
				row.Areas[k].Visits = at.Given[a]
			}
		}
	}
	if !e.of.staffed(s) {
		return
	}
	language := delivery.Language(m, e.people.demand)
	var base delivery.Served
	delivery.Serve(m, n, e.outcome, s, language, boost, &base)
	v := &e.outcome.Services[s]
	for k, i := range listed(n, s) {
		if at := slices.Index(v.Points, i); at >= 0 {
			x := delivery.OneMoreAt(m, n, e.outcome, s, language, boost, at, base.Given())
			row.Loads[k].More = report.OneMore(x)
		}
	}
}

// byArea computes the contacts of a service by area, in the frame of the comparison;
// nothing for a service that serves what it serves in the reference.
func (e *Evaluation) byArea(s int) delivery.AreaYear {
	if e.sameAs(s) {
		return delivery.AreaYear{}
	}
	n, m, d := e.County.Network, e.serving(), e.people.demand
	return delivery.ByArea(d, m, n, e.outcome, s, delivery.Language(m, d), e.boost().of(len(n.Services))[s], cellsOf(e.cells, s))
}

// living is the year of a service by area; details has computed it.
func (e *Evaluation) living(s int) *delivery.AreaYear {
	if e.sameAs(s) {
		return e.Against.living(s)
	}
	return &e.lived[s]
}

// sameAs reports whether a service serves what it serves in the reference, in the frame
// of the comparison.
func (e *Evaluation) sameAs(s int) bool {
	k := len(e.County.Network.Services)
	return e.Against != nil && e.alike[s] && e.boost().of(k)[s] == e.Against.boost().of(k)[s]
}

// capacity lists a service's professions: positions, and hours of clients that there
// are, that all contacts would take and that those that can be given take. At school,
// contacts take no more than the crew's hours there, as the unit's own minutes for a
// contact decide how many it meets (METHOD, section 4).
func (e *Evaluation) capacity(s int) []report.ProfessionYear {
	if !e.of.staffed(s) {
		return nil
	}
	n, x, sm := e.County.Network, &e.central.served[s], &e.compiled.model.Services[s]
	factor := e.factor(s)
	lent, to := e.lent(s)
	atSchool := x.CrewHours - lent // of each profession: crews work at stops or at schools
	for _, pl := range x.Points {
		if n.Points[pl.Point].Channel == network.Mobile {
			atSchool -= pl.Hours
		}
	}
	var out []report.ProfessionYear
	for f, st := range n.Services[s].Staff {
		y := report.ProfessionYear{Profession: st.Profession, Positions: factor * e.outcome.Services[s].Positions(f), Crew: x.CrewHours, Lent: lent, LentTo: to}
		y.Hours = y.Positions * sm.Fill[f] * e.compiled.model.Productive
		y.Wanted, y.Used = x.InPerson*sm.StaffMin[f]/60, x.Seen*sm.StaffMin[f]/60
		if x.Wanted != nil {
			y.Wanted, y.Used = x.Wanted[f], x.Used[f]
		}
		y.Used += math.Min(x.School*sm.StaffMin[f]/60, atSchool)
		if f == 0 {
			y.Wanted += x.RemoteNeed * sm.RemoteMin / 60
			y.Used += x.Remote * sm.RemoteMin / 60
		}
		out = append(out, y)
	}
	return out
}

// lent gives the hours of each of a service's professions that units take that do not give
// the service, and these units.
func (e *Evaluation) lent(s int) (hours float64, to []report.Borrower) {
	for u := range e.County.Network.Units {
		if m := &e.compiled.model.Units[u]; m.Lent[s] && m.Hours > 0 {
			unit := &e.County.Network.Units[u]
			hours, to = hours+m.Hours, append(to, report.Borrower{Unit: unit.ID, Kind: unit.Kind})
		}
	}
	return math.Min(hours, e.central.served[s].CrewHours), to
}

// factor is how the budget changes a service's positions, in the frame of the
// comparison.
func (e *Evaluation) factor(s int) float64 {
	sm := &e.compiled.model.Services[s]
	if len(sm.Fill) == 0 {
		return 1
	}
	hours := e.outcome.Services[s].Positions(0) * sm.Fill[0] * e.compiled.model.Productive
	return e.boost().of(len(e.County.Network.Services))[s].Factor(hours)
}
