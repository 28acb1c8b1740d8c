package engine_test

import (
	"context"
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"saavu/data"
	"saavu/internal/engine"
	"saavu/internal/load"
	"saavu/internal/property"
	"saavu/internal/source"
	"saavu/pkg/network"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
	"saavu/scenarios"
)

// recomputed computes the figures of an explanation again from the steps and the
// parameters that it shows, as a reader with a calculator does, and lists those that
// differ.
type recomputed struct {
	x      *report.Explanation
	faults []string
	made   int // figures computed
}

func (r *recomputed) agree(what string, shown, again float64) {
	r.made++
	if !near(shown, again) {
		r.faults = append(r.faults, fmt.Sprintf("%s: shown %v, from its steps %v", what, shown, again))
	}
}

// parameter is a value that the explanation lists, in one of its options; NaN if it
// does not list it.
func (r *recomputed) parameter(path string, option int) float64 {
	for _, p := range r.x.Parameters {
		if p.Path == path {
			return p.Values[option]
		}
	}
	return math.NaN()
}

// cells recomputes the services of an explained cell.
func (r *recomputed) cells() {
	for i := range r.x.Services {
		v := &r.x.Services[i]
		need := 0.0
		for _, a := range v.Cell.Ages {
			r.agree(v.ID+": need of an age", a.Need, a.People*a.Rate)
			need += a.Need
		}
		for o := range v.Cell.States {
			r.cell(fmt.Sprintf("%s, %s", r.x.Options[o].ID, v.ID), &v.Cell.States[o], o, need, v.Reason.Cause == "")
		}
	}
}

// cell recomputes a service of a cell in one option.
func (r *recomputed) cell(at string, st *report.CellState, o int, need float64, served bool) {
	r.agree(at+": need", st.Need, need)
	r.agree(at+": parts of the need", st.Need+st.Induced, st.RemoteNeed+st.Contracted+st.SchoolNeed+st.NoPoint+st.Forgone+st.First)
	if p := &st.Plan; p.Possible {
		target := p.Now
		if p.Planned > p.Now {
			target += (p.Planned - p.Now) * p.Delivery
		} else if !math.IsNaN(p.Planned) {
			target = p.Planned
		}
		r.agree(at+": target of remote contacts", p.Target, target)
		r.agree(at+": remote contacts", st.RemoteNeed, p.Here*st.Need+st.Induced)
	}
	r.shares(at, st, o)
	var first, seen, found, gone, unmet float64
	for i := range st.Points {
		p := &st.Points[i]
		if p.Provider {
			continue
		}
		at := at + " at " + p.Facility
		first, seen, found, gone, unmet = first+p.First, seen+p.Seen(), found+p.Found, gone+p.Gone, unmet+p.Unmet
		if !served || p.NoTimes {
			continue
		}
		r.agree(at+": parts of those who come first", p.First, p.Kept+p.Gone+p.Unmet)
		if r.x.Choice {
			r.agree(at+": served there", p.Kept, p.First*min(1, p.Capacity/max(p.AllFirst, math.SmallestNonzeroFloat64)))
			if moves := r.parameter("assignment.moves_on", o); p.Gone > (p.First-p.Kept)*moves*(1+1e-9) {
				r.faults = append(r.faults, fmt.Sprintf("%s: %v go on of %v who are not served, more than the share %v", at, p.Gone, p.First-p.Kept, moves))
			}
		}
	}
	r.agree(at+": contacts that come first", st.First, first)
	if served {
		r.agree(at+": seen", st.Seen, seen)
		r.agree(at+": served at another point", st.Moved, found)
		r.agree(at+": those who go on are found", gone, found)
		r.agree(at+": unmet", st.Unmet, unmet)
		r.agree(at+": seen or unmet", st.First, st.Seen+st.Unmet)
		if st.Need > 0 {
			remote := st.Remote // of the need: what only the channel creates does not count
			if st.RemoteNeed > 0 {
				remote *= (st.RemoteNeed - st.Induced) / st.RemoteNeed
			}
			r.agree(at+": share", st.Share, min(1, (remote+st.Contracted+st.School+st.Seen)/st.Need))
		}
	}
}

// shares recomputes the weights of the points and the shares of first choices.
func (r *recomputed) shares(at string, st *report.CellState, o int) {
	for ty := range st.Travellers {
		for _, provider := range []bool{false, true} {
			all, chosen := 0.0, 0.0
			for i := range st.Points {
				if p := &st.Points[i]; p.Provider == provider && !p.NoTimes {
					all, chosen = all+p.By[ty].Weight, chosen+p.By[ty].Share
				}
			}
			if chosen > 0 {
				r.agree(at+": all shares", chosen, 1)
			}
			for i := range st.Points {
				p := &st.Points[i]
				if p.Provider != provider || p.NoTimes || !r.x.Choice {
					continue
				}
				by, weight := &p.By[ty], 0.0
				if by.Enters && by.Minutes <= r.parameter("assignment.limit_min", o) {
					weight = p.Attraction * p.Days / 5 * math.Exp(-r.parameter("assignment.decay_per_min", o)*by.Minutes)
				}
				r.agree(at+": weight of "+p.Facility, by.Weight, weight)
				if all > 0 {
					r.agree(at+": share of "+p.Facility, by.Share, by.Weight/all)
				}
			}
		}
	}
}

// points recomputes the services of an explained facility.
func (r *recomputed) points() {
	for i := range r.x.Services {
		v := &r.x.Services[i]
		for o := range v.Point.States {
			st := &v.Point.States[o]
			if !st.Present || st.Provider || st.NoTimes || v.Reason.Cause != "" {
				continue
			}
			at := fmt.Sprintf("%s, %s%s of %s", r.x.Options[o].ID, r.x.Point.ID, v.Point.Unit, v.ID)
			r.agree(at+": parts of those who come first", st.First, st.Kept+st.Gone+st.Unmet)
			if r.x.Choice { // to the nearest, the load counts all that arrive, also those sent on to a full point
				r.agree(at+": load", st.Load, st.Kept+st.Found+st.Unmet)
			}
			first, seen := 0.0, 0.0
			for _, a := range st.Areas {
				first, seen = first+a.First, seen+a.Seen
			}
			r.agree(at+": who comes first, by area", st.First, first)
			r.agree(at+": who is seen, by area", st.Seen(), seen)
			r.capacity(at, v, st, o)
		}
		if goes := v.Point.Goes; len(goes) > 0 {
			all := 0.0
			for _, g := range goes {
				all += g.Share
			}
			r.agree(v.ID+": where the need goes", all, 1)
		}
	}
}

// capacity recomputes the capacity of a point from its positions, rooms and
// parameters.
func (r *recomputed) capacity(at string, v *report.ExplainedService, st *report.PointState, o int) {
	if v.Point.Unit != "" {
		r.agree(at+": capacity of the stop", st.Capacity, st.Stop.Contacts)
		return
	}
	least := math.Inf(1)
	for _, f := range st.Staff {
		fill := r.parameter("staff.fill_rate."+f.Profession, o)
		if math.IsNaN(fill) { // a county without this parameter fills every position
			fill = 1
		}
		r.agree(at+": positions filled", f.Fill, fill)
		hours := f.Positions * fill * r.parameter("staff.productive_hours_fte", o) * f.Left * (1 - f.Loss)
		r.agree(at+": hours of "+f.Profession, f.Hours, hours)
		if f.Minutes > 0 {
			r.agree(at+": visits of "+f.Profession, f.Contacts, hours*60/f.Minutes)
			least = min(least, hours*60/f.Minutes)
		}
	}
	if st.Rooms.Given && st.Rooms.Minutes > 0 && st.Rooms.Hours > 0 {
		r.agree(at+": rooms in use", st.Rooms.Use, r.parameter("premises.room_use_target", o))
		rooms := st.Rooms.Rooms * st.Rooms.Hours * st.Rooms.Use * 60 / st.Rooms.Minutes
		r.agree(at+": visits of the rooms", st.Rooms.Contacts, rooms)
		least = min(least, rooms)
	}
	if !math.IsInf(least, 1) || !math.IsInf(st.Capacity, 1) {
		r.agree(at+": capacity", st.Capacity, least)
	}
}

// recompute explains cells and all facilities of an option, and recomputes them.
func recompute(t testing.TB, e *engine.Explainer, services []string, cells []int, facilities []string) (faults []string, made int) {
	t.Helper()
	take := func(x *report.Explanation, err error) {
		if err != nil {
			t.Fatal(err)
		}
		r := recomputed{x: x}
		if x.Cell != nil {
			r.cells()
		} else {
			r.points()
		}
		faults, made = append(faults, r.faults...), made+r.made
	}
	for _, cell := range cells {
		take(e.Cell(cell, services))
	}
	for _, f := range facilities {
		take(e.Facility(f, services))
	}
	return faults, made
}

// facilitiesOf lists the ids of the facilities of the option that is explained.
func facilitiesOf(e *engine.Explainer) []string {
	var out []string
	for i := range e.Network().Facilities {
		out = append(out, e.Network().Facilities[i].ID)
	}
	return out
}

// Every figure of an explanation follows from the steps and parameters next to it.
func TestStepsRecomputeTheFigures(t *testing.T) {
	property.Check(t, func(rt *rapid.T) {
		b := mixed(rt, t)
		if rapid.Bool().Draw(rt, "steps at every door") { // so that mobility-limited people reach no point
			for i := range b.Network.Facilities {
				b.Network.Facilities[i].BarrierFree = network.No
			}
		}
		options := several()
		at := rapid.IntRange(0, len(options)-1).Draw(rt, "option")
		p, err := engine.Prepare(context.Background(), b, engine.Settings{Frame: "staff", Choice: rapid.Bool().Draw(rt, "choice")})
		if err != nil {
			t.Fatal(err)
		}
		e, err := p.Explain(context.Background(), options, options[at].ID)
		if err != nil {
			t.Fatal(err)
		}
		cells := inhabited(b)
		if len(cells) > 4 {
			cells = cells[:4]
		}
		faults, made := recompute(t, e, []string{"care", "teeth"}, cells, facilitiesOf(e))
		if len(faults) > 0 {
			rt.Fatalf("%s: %d figures, such as %s", options[at].ID, len(faults), faults[0])
		}
		if made == 0 {
			rt.Fatal("no figure was computed again")
		}
	})
}

// On the embedded county: every service and facility of every option, and some cells.
func TestStepsRecomputeTheFiguresOfTheEmbeddedCounty(t *testing.T) {
	if testing.Short() {
		return // race runs: it checks figures, and others run the same goroutines
	}
	c, err := load.Read(t.Context(), source.Embedded(data.FS, scenarios.FS), load.EmbeddedCounty, load.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var services []string
	for i := range c.Base.Network.Services {
		services = append(services, c.Base.Network.Services[i].ID)
	}
	all := inhabited(&c.Base)
	cells := []int{all[0], all[len(all)/3], all[2*len(all)/3], all[len(all)-1]}
	p, err := engine.Prepare(t.Context(), &c.Base, engine.Settings{Frame: "staff", Period: c.Settings.Period, Choice: true})
	if err != nil {
		t.Fatal(err)
	}
	today := map[int]scenario.Option{}
	for _, o := range c.Options {
		if len(o.Changes) == 0 {
			today[o.Year] = o
		}
	}
	for i, o := range c.Options {
		options := []scenario.Option{o}
		if was := today[o.Year]; was.ID != o.ID {
			o.Against = was.ID
			options = []scenario.Option{was, o}
		}
		e, err := p.Explain(t.Context(), options, c.Options[i].ID)
		if err != nil {
			t.Fatal(err)
		}
		faults, made := recompute(t, e, services, cells, facilitiesOf(e))
		if len(faults) > 0 {
			t.Errorf("%s: %d of %d figures, such as %s", c.Options[i].ID, len(faults), made, faults[0])
		}
	}
}

// No parameter moves the figures of a cell unless its page lists it, or the page of
// one of the facilities, where the capacities come from.
func TestExplanationsListTheirParameters(t *testing.T) {
	b := mixedOf(t, "Aak a B a Cao .\n a . a k . o", 3, 40, func(p int) bool { return p == 1 })
	options := several()
	explain := func(b *scenario.Base, id string) *engine.Explainer {
		p, err := engine.Prepare(t.Context(), b, engine.Settings{Frame: "staff", Choice: true})
		if err != nil {
			t.Fatal(err)
		}
		e, err := p.Explain(t.Context(), options, id)
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	services := []string{"care", "teeth"}
	for _, id := range []string{"closed", "bus", "screens"} {
		e := explain(b, id)
		listed := map[string]bool{}
		for _, f := range facilitiesOf(e) {
			x, err := e.Facility(f, services)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range x.Parameters {
				listed[p.Path] = true
			}
		}
		want, err := e.Cell(0, services)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range want.Parameters {
			listed[p.Path] = true
		}
		for _, p := range b.Params.All() {
			if listed[p.Path] || !p.Known || p.Text != "" {
				continue
			}
			v := p.V * 0.8
			if v == 0 {
				v = 0.1
			}
			other := *b
			if other.Params, err = b.Params.With(p.Path, v); err != nil {
				continue // out of its bounds
			}
			got, err := explain(&other, id).Cell(0, services)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(want.Services, got.Services, exact); d != "" {
				t.Errorf("option %s: %s moves figures and is not listed:\n%.600s", id, p.Path, d)
			}
		}
	}
}
