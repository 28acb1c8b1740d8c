package export

import (
	"encoding/json"
	"io"

	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/report"
)

// ExplainJSON prints the explanation of a place with every figure in full.
func ExplainJSON(out io.Writer, x *report.Explanation) error {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(explainOf(x))
}

// ExplainSchema gives the JSON Schema of explain --json.
func ExplainSchema() ([]byte, error) {
	return schemaOf(explainDocument{}, "Saavu explain",
		"What saavu explain --cell and saavu explain --point print with --json. null is an unknown number, or one that does not exist, never zero.")
}

func explainOf(x *report.Explanation) explainDocument {
	d := explainDocument{Contract: explainVersion, Minor: explainMinor, County: county{x.County, x.Name, x.Synthetic, x.Demo}, Year: x.Year,
		Period: x.Period, Path: x.Path, Assignment: "nearest"}
	if x.Choice {
		d.Assignment = "choice"
	}
	d.Options = each(x.Options, func(o *report.Option) explainOption {
		return explainOption{o.ID, names(o.Names.Every(o.Name)), o.Year, each(o.Steps, stepOf)}
	})
	if c := x.Cell; c != nil {
		d.Cell = &explainCell{c.ID, number(c.At[0]), number(c.At[1]), number(c.Distance), c.Empty, c.Area, names(c.AreaNames), number(c.People), number(c.Estimated)}
	}
	if f := x.Point; f != nil {
		d.Facility = &explainFacility{f.ID, names(f.Names), f.Type, f.Area, names(f.AreaNames), f.Building,
			each(f.With, func(n *lang.Name) names { return names(*n) }), each(f.States, siteStateOf)}
	}
	d.Services = each(x.Services, explainedService)
	d.Parameters = each(x.Parameters, func(p *report.ExplainedParameter) explainedParams {
		row := ParameterOf(p.Param)
		out := explainedParams{Path: p.Path, Lo: row.Lo, Hi: row.Hi, Unit: p.Unit, Source: row.Source, Ref: p.Ref}
		for _, v := range p.Values {
			if !p.Known {
				v = float64(unknown())
			}
			out.Values = append(out.Values, number(v))
		}
		if p.Name != (lang.Name{}) {
			name := names(p.Name)
			out.Names = &name
		}
		return out
	})
	return d
}

func siteStateOf(s *report.PlaceState) explainSiteState {
	return explainSiteState{s.Present, s.Status, each(s.Lines, func(l *report.PlaceLine) explainSiteCost {
		return explainSiteCost{l.Kind, names(l.Service), number(l.EUR)}
	})}
}

func explainedService(v *report.ExplainedService) explainService {
	out := explainService{ID: v.ID, Names: names(v.Names), Tier: v.Tier, AgeFrom: v.Group.From, AgeTo: v.Group.To,
		LimitMin: number(v.Limit.V), LimitLo: number(v.Limit.Lo), LimitHi: number(v.Limit.Hi), Reason: reasonOf(&v.Reason)}
	if c := v.Cell; c != nil {
		out.Cell = &explainCellService{number(c.People), number(c.Car), number(c.Limited), each(c.Ages, func(a *report.AgeNeed) explainAge {
			return explainAge{a.Group.From, a.Group.To, a.Target, number(a.People), number(a.Rate), number(a.Need)}
		}), each(c.States, cellStateOf), number(c.Gain), number(c.Lose)}
	}
	if p := v.Point; p != nil {
		out.Facility = &explainPointService{p.Unit, each(p.States, pointStateOf), each(p.Goes, func(g *report.GoesTo) explainGoes {
			return explainGoes{g.Facility, names(g.Names), number(g.Share)}
		})}
	}
	return out
}

func cellStateOf(s *report.CellState) explainCellState {
	p := &s.Plan
	return explainCellState{There: number(s.There), ThereLo: number(s.ThereLow), ThereHi: number(s.ThereHigh), Own: number(s.Own), AtSchool: number(s.AtSchool), Slot: number(s.Slot),
		Travellers: each(s.Travellers, func(t *report.Traveller) explainTraveller {
			return explainTraveller{t.Type, number(t.People), number(t.Minutes), names(t.Nearest)}
		}),
		Points: each(s.Points, cellPointOf),
		Need:   number(s.Need), Induced: number(s.Induced), RemoteNeed: number(s.RemoteNeed), Remote: number(s.Remote), Contracted: number(s.Contracted), SchoolNeed: number(s.SchoolNeed),
		School: number(s.School), NoPoint: number(s.NoPoint), Forgone: number(s.Forgone), First: number(s.First), Seen: number(s.Seen), Moved: number(s.Moved), Unmet: number(s.Unmet), Share: number(s.Share),
		Plan: explainRemote{p.Possible, number(p.Now), number(p.Planned), number(p.Delivery), number(p.Target), number(p.Ceiling), number(p.Realised), number(p.Here)},
		Residents: each(s.Residents, func(l *report.ResidentLine) explainPaid {
			return explainPaid{l.Kind, number(l.EUR)}
		}),
		Journeys: number(s.Journeys), Minutes: number(s.Minutes), CarKm: number(s.CarKm), RidesPt: number(s.RidesPt)}
}

func cellPointOf(p *report.CellPoint) explainCellPoint {
	return explainCellPoint{Facility: p.Facility, Names: names(p.Names), Unit: p.Unit, Provider: p.Provider, New: p.New, NoTimes: p.NoTimes,
		Walk: number(p.Walk), Transit: number(p.Transit), Bike: number(p.Bike), Car: number(p.Car),
		By: each(p.By, func(b *report.PointTraveller) explainByPoint {
			return explainByPoint{b.Enters, number(b.Minutes), number(b.Weight), number(b.Share)}
		}),
		Days: number(p.Days), Evenings: number(p.Evenings), Saturday: p.Saturday, BarrierFree: knownWord(p.BarrierFree), Swedish: knownWord(p.Swedish), Attraction: number(p.Attraction),
		First: number(p.First), Kept: number(p.Kept), Gone: number(p.Gone), Unmet: number(p.Unmet), Found: number(p.Found), AllFirst: number(p.AllFirst), Capacity: number(p.Capacity), Bind: p.Bind}
}

func pointStateOf(s *report.PointState) explainPointState {
	r, u := &s.Rooms, &s.Stop
	return explainPointState{Present: s.Present, Provider: s.Provider, NoTimes: s.NoTimes, Days: number(s.Days), Evenings: number(s.Evenings), Saturday: s.Saturday,
		BarrierFree: knownWord(s.BarrierFree), Swedish: knownWord(s.Swedish), Attraction: number(s.Attraction),
		First: number(s.First), Kept: number(s.Kept), Gone: number(s.Gone), Unmet: number(s.Unmet), Found: number(s.Found), Load: number(s.Load), Capacity: number(s.Capacity), Bind: s.Bind,
		Staff: each(s.Staff, func(f *report.StaffFactor) explainStaff {
			return explainStaff{f.Profession, number(f.Positions), number(f.Fill), number(f.Productive), number(f.Left), number(f.Loss), number(f.Hours), number(f.Minutes), number(f.Contacts)}
		}),
		Rooms: explainRooms{number(r.Rooms), r.Given, number(r.Hours), number(r.Use), number(r.Minutes), number(r.Contacts)},
		Stop:  explainStop{number(u.Part), number(u.Crew), number(u.Visits), number(u.Hours), number(u.Contacts)},
		Areas: each(s.Areas, func(a *report.AreaFlow) explainArea {
			return explainArea{a.ID, names(a.Names), number(a.People), number(a.First), number(a.Seen)}
		})}
}

// knownWord is a yes, a no or unknown, as in the tables of a county.
func knownWord(k network.Known) string {
	return [...]string{network.Unknown: "unknown", network.Yes: "yes", network.No: "no"}[k]
}
