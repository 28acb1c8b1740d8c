package places

import (
	"fmt"
	"math"
	"strings"

	"saavu/internal/export/plain"
	"saavu/internal/words"
	"saavu/pkg/cost"
	"saavu/pkg/lang"
	"saavu/pkg/population"
	"saavu/pkg/report"
)

// cellPlace states who lives in a cell, and how far it is from the place asked for.
func (e *explaining) cellPlace(c *report.ExplainedCell) {
	parts := []string{e.Words.Text("explain_place.people", "people", e.some(c.People))}
	if c.Estimated > 0 {
		parts = append(parts, e.Words.Text("explain_place.estimated", "people", e.some(c.Estimated)))
	}
	if !math.IsNaN(c.Distance) {
		parts = append(parts, e.Words.Text("explain_place.distance", "metres", e.Words.Spaced(math.Round(c.Distance))))
	}
	if c.Empty != "" {
		parts = append(parts, e.Words.Text("explain_place.empty", "cell", c.Empty))
	}
	e.paragraph(strings.Join(parts, " "))
}

// cellService explains a service for the people of a cell.
func (e *explaining) cellService(v *report.ExplainedService) {
	c := v.Cell
	e.Heading(2, plain.Dotted(e.Words.Name(v.Names), e.Words.Ages(v.Group), e.Words.Term("tier", v.Tier), e.limit(v)))
	states := len(c.States)
	if states > 1 && e.alike(c) {
		states = 1
	}
	e.cellAnswer(v, len(c.States)-states)
	if states < len(c.States) {
		e.paragraph(e.Words.Text("explain_place.unchanged", "option", e.Words.Option(e.x.Option())))
	}
	if v.Reason.Cause != "" {
		e.paragraph(e.Words.Text("explain_place.unstaffed"))
	}
	e.paragraph(e.Words.Text("explain_place.target", "people", e.some(c.People), "car", e.some(c.Car), "limited", e.some(c.Limited)))
	e.need(c)
	shown := c.States[len(c.States)-states:]
	for i := range shown {
		e.cellPoints(&shown[i], len(c.States)-states+i, states > 1)
	}
	e.choice()
	e.cellFigures(shown)
	e.plans(shown)
}

// limit writes the time limit with its range.
func (e *explaining) limit(v *report.ExplainedService) string {
	text := e.Words.Text("limit", "minutes", e.Words.Minutes(v.Limit.V))
	if v.Limit.Lo < v.Limit.Hi {
		text += " (" + e.Words.Value(v.Limit.Lo) + e.Words.Text("to") + e.Words.Value(v.Limit.Hi) + ")"
	}
	return text
}

// cellAnswer states who gets there in the options from one on, and how.
func (e *explaining) cellAnswer(v *report.ExplainedService, from int) {
	c := v.Cell
	for i := from; i < len(c.States); i++ {
		st := &c.States[i]
		walks, limited := &st.Travellers[0], &st.Travellers[1]
		key, at := "explain_place.there", any(e.minutes(walks.Minutes))
		if math.IsInf(walks.Minutes, 1) {
			key = "explain_place.nowhere"
		}
		parts := []string{e.Words.Text(key, "option", e.option(i), "n", e.some(st.There), "all", e.some(c.People), "point", walks.Nearest, "minutes", at)}
		if limited.People > 0 && e.minutes(limited.Minutes) != e.minutes(walks.Minutes) {
			parts = append(parts, e.Words.Text("explain_place.there_limited", "point", orDash(limited.Nearest), "minutes", e.minutes(limited.Minutes)))
		}
		if drives := &st.Travellers[2]; drives.People > 0 && drives.Minutes < walks.Minutes {
			parts = append(parts, e.Words.Text("explain_place.there_car", "point", drives.Nearest, "minutes", e.minutes(drives.Minutes)))
		}
		if st.AtSchool > 0 {
			parts = append(parts, e.Words.Text("explain_place.at_school", "people", e.some(st.AtSchool)))
		}
		if st.ThereLow != st.There || st.ThereHigh != st.There {
			parts = append(parts, e.Words.Text("explain_place.there_range", "low", e.Words.Value(v.Limit.Lo), "n", e.some(st.ThereLow), "high", e.Words.Value(v.Limit.Hi), "m", e.some(st.ThereHigh)))
		}
		if !math.IsNaN(st.Share) {
			parts = append(parts, e.Words.Text("explain_place.share", "share", e.percent(st.Share)))
		}
		e.paragraph(strings.Join(parts, " "))
	}
	if c.Gain > 0 {
		e.paragraph(e.Words.Text("explain_place.gain", "people", e.some(c.Gain)))
	}
	if c.Lose > 0 {
		e.paragraph(e.Words.Text("explain_place.lose", "people", e.some(c.Lose)))
	}
}

// orDash is a name, or a dash for none.
func orDash(n lang.Name) lang.Name {
	if n == (lang.Name{}) {
		return lang.Same(words.Dash)
	}
	return n
}

// years writes an age group, a single year as one number.
func (e *explaining) years(g population.Group) string {
	if g.From == g.To {
		return e.Words.Value(g.From)
	}
	return strings.ReplaceAll(g.String(), "-", e.Words.Text("to"))
}

// need writes the need by age.
func (e *explaining) need(c *report.CellService) {
	var each []string
	sum := 0.0
	for _, a := range c.Ages {
		if a.People == 0 || a.Rate == 0 {
			continue
		}
		sum += a.Need
		each = append(each, e.Words.Text("explain_place.need_age", "ages", e.years(a.Group), "people", e.Words.Value(math.Round(100*a.People)/100), "rate", e.Words.Value(math.Round(1e4*a.Rate)/1e4), "need", e.some(a.Need)))
	}
	if each == nil {
		e.paragraph(e.Words.Text("explain_place.need_none"))
		return
	}
	list := strings.Join(each, " + ")
	if len(each) > 1 {
		list += " = " + e.some(sum)
	}
	e.paragraph(e.Words.Text("explain_place.need", "list", list))
}

// cellFigures writes what becomes of the need, and what the residents pay.
func (e *explaining) cellFigures(states []report.CellState) {
	e.Gap()
	f := e.figuresOf(states)
	number := func(of func(s *report.CellState) float64) func(i int) string {
		return func(i int) string { return e.some(of(&states[i])) }
	}
	share := func(of func(s *report.CellState) float64) func(i int) string {
		return func(i int) string { return e.percentSign(of(&states[i])) }
	}
	f.add("row.slot", share(func(s *report.CellState) float64 { return s.Slot }))
	f.add("row.need", number(func(s *report.CellState) float64 { return s.Need }))
	f.add("row.remote_needed", number(func(s *report.CellState) float64 { return s.RemoteNeed - s.Induced }), "0")
	f.add("row.contracted", number(func(s *report.CellState) float64 { return s.Contracted }), "0")
	f.add("row.school", number(func(s *report.CellState) float64 { return s.SchoolNeed }), "0")
	f.add("row.no_point", number(func(s *report.CellState) float64 { return s.NoPoint }), "0")
	f.add("row.forgone", number(func(s *report.CellState) float64 { return s.Forgone }), "0")
	f.add("row.first", number(func(s *report.CellState) float64 { return s.First }), "0")
	f.add("row.seen", number(func(s *report.CellState) float64 { return s.Seen - s.Moved }), "0")
	f.add("row.moved", number(func(s *report.CellState) float64 { return s.Moved }), "0")
	f.add("row.unmet", number(func(s *report.CellState) float64 { return s.Unmet }), "0")
	f.add("row.remote_lost", number(remoteLost), "0", "<"+e.Words.Fixed(0.1, 1))
	f.add("row.school_lost", number(func(s *report.CellState) float64 { return math.Max(0, s.SchoolNeed-s.School) }), "0", "<"+e.Words.Fixed(0.1, 1))
	f.add("row.induced", number(func(s *report.CellState) float64 { return s.Induced }), "0")
	f.add("row.share", share(func(s *report.CellState) float64 { return s.Share }))
	f.add("row.journey", number(func(s *report.CellState) float64 { return s.Minutes }), words.Dash)
	f.add("row.car_km", number(func(s *report.CellState) float64 { return s.CarKm }), words.Dash)
	f.add("row.pt", share(func(s *report.CellState) float64 { return s.RidesPt }), words.Dash)
	for _, kind := range []string{cost.Fees, cost.RemoteFees, cost.Fares, cost.TravelTime} {
		f.row(e.Words.Term("paid", kind), func(i int) string { return e.perVisit(&states[i], kind) }, words.Dash)
	}
	e.Sheet(f.sheet)
}

// remoteLost is the remote contacts of the need that are not served. Those that only the
// channel creates have the same chance, but are no part of the need.
func remoteLost(s *report.CellState) float64 {
	if s.RemoteNeed <= 0 {
		return 0
	}
	return math.Max(0, (s.RemoteNeed-s.Remote)*(1-s.Induced/s.RemoteNeed))
}

// figuresOf starts a table of the last of the options.
func (e *explaining) figuresOf(states []report.CellState) *figures {
	f := e.figures(len(states))
	if len(states) == 1 && len(e.x.Options) > 1 {
		f.sheet.Columns[1].Head = []string{fmt.Sprintf("%s = %s", e.option(0), e.option(1))}
	}
	return f
}

// percentSign writes a share with its sign.
func (e *explaining) percentSign(v float64) string {
	if math.IsNaN(v) {
		return words.Dash
	}
	return e.percent(v) + e.Words.Gap() + "%"
}

// perVisit writes what the residents pay a visit that is given: remote fees a remote
// one, all else one in person.
func (e *explaining) perVisit(s *report.CellState, kind string) string {
	visits := s.Journeys
	if kind == cost.RemoteFees {
		visits = s.Remote
	}
	for _, l := range s.Residents {
		if l.Kind == kind && visits > 0 {
			return e.Words.Fixed(l.EUR/visits, 2) + e.Words.Gap() + "€"
		}
	}
	return words.Dash
}

// plans writes how the shares of remote contacts come about, once if they are alike.
func (e *explaining) plans(states []report.CellState) {
	last := ""
	for i := range states {
		p := &states[i].Plan
		key := "explain_place.remote_now"
		switch {
		case !p.Possible:
			key = "explain_place.no_remote"
		case !math.IsNaN(p.Planned):
			key = "explain_place.remote_planned"
		}
		text := e.Words.Text(key, "option", e.option(len(e.x.Options)-len(states)+i), "now", e.share1(p.Now), "plan", e.share1(p.Planned), "delivered", e.Words.Value(p.Delivery), "target", e.share1(p.Target),
			"ceiling", e.share1(p.Ceiling), "realised", e.share1(p.Realised), "here", e.share1(p.Here))
		if text != last {
			e.paragraph(text)
		}
		last = text
	}
}

// share1 writes a share in per cent with a decimal if it has one.
func (e *explaining) share1(v float64) string {
	if math.IsNaN(v) {
		return words.Dash
	}
	return e.Words.Value(math.Round(1000*v) / 10)
}
