package places

import (
	"encoding/json"
	"io"

	"saavu/internal/export/contract"
	"saavu/internal/export/inventory"
	"saavu/pkg/lang"
	"saavu/pkg/report"
)

// JSON prints the explanation of a place with every figure in full.
func JSON(out io.Writer, x *report.Explanation) error {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(explainOf(x))
}

// Schema gives the JSON Schema of explain --json.
func Schema() ([]byte, error) {
	return contract.SchemaOf(explainDocument{}, "Saavu explain",
		"What saavu explain --cell and saavu explain --point print with --json. null is an unknown number, or one that does not exist, never zero.")
}

func explainOf(x *report.Explanation) explainDocument {
	d := explainDocument{Contract: version, Minor: minor, County: contract.County{ID: x.County, Name: x.Name, Synthetic: x.Synthetic, Demonstration: x.Demo}, Year: x.Year,
		Period: x.Period, Path: x.Path, Assignment: "nearest"}
	if x.Choice {
		d.Assignment = "choice"
	}
	d.Options = contract.Each(x.Options, func(o *report.Option) explainOption {
		return explainOption{o.ID, contract.Names(o.Names.Every(o.Name)), o.Year, contract.Each(o.Steps, contract.StepOf)}
	})
	if c := x.Cell; c != nil {
		d.Cell = &explainCell{c.ID, contract.Number(c.At[0]), contract.Number(c.At[1]), contract.Number(c.Distance), c.Empty, c.Area, contract.Names(c.AreaNames), contract.Number(c.People), contract.Number(c.Estimated)}
	}
	if f := x.Point; f != nil {
		d.Facility = &explainFacility{f.ID, contract.Names(f.Names), f.Type, f.Area, contract.Names(f.AreaNames), f.Building,
			contract.Each(f.With, func(n *lang.Name) contract.Names { return contract.Names(*n) }), contract.Each(f.States, siteStateOf)}
	}
	d.Services = contract.Each(x.Services, explainedService)
	d.Parameters = contract.Each(x.Parameters, func(p *report.ExplainedParameter) explainedParams {
		row := inventory.ParameterOf(p.Param)
		out := explainedParams{Path: p.Path, Lo: row.Lo, Hi: row.Hi, Unit: p.Unit, Source: row.Source, Ref: p.Ref}
		for _, v := range p.Values {
			if !p.Known {
				v = float64(contract.Unknown())
			}
			out.Values = append(out.Values, contract.Number(v))
		}
		if p.Name != (lang.Name{}) {
			name := contract.Names(p.Name)
			out.Names = &name
		}
		return out
	})
	return d
}

func siteStateOf(s *report.PlaceState) explainSiteState {
	return explainSiteState{s.Present, s.Status, contract.Each(s.Lines, func(l *report.PlaceLine) explainSiteCost {
		return explainSiteCost{l.Kind, contract.Names(l.Service), contract.Number(l.EUR)}
	})}
}

func explainedService(v *report.ExplainedService) explainService {
	out := explainService{ID: v.ID, Names: contract.Names(v.Names), Tier: v.Tier, AgeFrom: v.Group.From, AgeTo: v.Group.To,
		LimitMin: contract.Number(v.Limit.V), LimitLo: contract.Number(v.Limit.Lo), LimitHi: contract.Number(v.Limit.Hi), Reason: contract.ReasonOf(&v.Reason)}
	if c := v.Cell; c != nil {
		out.Cell = &explainCellService{contract.Number(c.People), contract.Number(c.Car), contract.Number(c.Limited), contract.Each(c.Ages, func(a *report.AgeNeed) explainAge {
			return explainAge{a.Group.From, a.Group.To, a.Target, contract.Number(a.People), contract.Number(a.Rate), contract.Number(a.Need)}
		}), contract.Each(c.States, cellStateOf), contract.Number(c.Gain), contract.Number(c.Lose)}
	}
	if p := v.Point; p != nil {
		out.Facility = &explainPointService{p.Unit, contract.Each(p.States, pointStateOf), contract.Each(p.Goes, func(g *report.GoesTo) explainGoes {
			return explainGoes{g.Facility, contract.Names(g.Names), contract.Number(g.Share)}
		})}
	}
	return out
}

func cellStateOf(s *report.CellState) explainCellState {
	p := &s.Plan
	return explainCellState{There: contract.Number(s.There), ThereLo: contract.Number(s.ThereLow), ThereHi: contract.Number(s.ThereHigh), Own: contract.Number(s.Own), AtSchool: contract.Number(s.AtSchool), Slot: contract.Number(s.Slot),
		Travellers: contract.Each(s.Travellers, func(t *report.Traveller) explainTraveller {
			return explainTraveller{t.Type, contract.Number(t.People), contract.Number(t.Minutes), contract.Names(t.Nearest)}
		}),
		Points: contract.Each(s.Points, cellPointOf),
		Need:   contract.Number(s.Need), Induced: contract.Number(s.Induced), RemoteNeed: contract.Number(s.RemoteNeed), Remote: contract.Number(s.Remote), Contracted: contract.Number(s.Contracted), SchoolNeed: contract.Number(s.SchoolNeed),
		School: contract.Number(s.School), NoPoint: contract.Number(s.NoPoint), Forgone: contract.Number(s.Forgone), First: contract.Number(s.First), Seen: contract.Number(s.Seen), Moved: contract.Number(s.Moved), Unmet: contract.Number(s.Unmet), Share: contract.Number(s.Share),
		Plan: explainRemote{p.Possible, contract.Number(p.Now), contract.Number(p.Planned), contract.Number(p.Delivery), contract.Number(p.Target), contract.Number(p.Ceiling), contract.Number(p.Realised), contract.Number(p.Here)},
		Residents: contract.Each(s.Residents, func(l *report.ResidentLine) explainPaid {
			return explainPaid{l.Kind, contract.Number(l.EUR)}
		}),
		Journeys: contract.Number(s.Journeys), Minutes: contract.Number(s.Minutes), CarKm: contract.Number(s.CarKm), RidesPt: contract.Number(s.RidesPt)}
}

func cellPointOf(p *report.CellPoint) explainCellPoint {
	return explainCellPoint{Facility: p.Facility, Names: contract.Names(p.Names), Unit: p.Unit, Provider: p.Provider, New: p.New, NoTimes: p.NoTimes,
		Walk: contract.Number(p.Walk), Transit: contract.Number(p.Transit), Bike: contract.Number(p.Bike), Car: contract.Number(p.Car),
		By: contract.Each(p.By, func(b *report.PointTraveller) explainByPoint {
			return explainByPoint{b.Enters, contract.Number(b.Minutes), contract.Number(b.Weight), contract.Number(b.Share)}
		}),
		Days: contract.Number(p.Days), Evenings: contract.Number(p.Evenings), Saturday: p.Saturday, BarrierFree: contract.KnownWord(p.BarrierFree), Swedish: contract.KnownWord(p.Swedish), Attraction: contract.Number(p.Attraction),
		First: contract.Number(p.First), Kept: contract.Number(p.Kept), Gone: contract.Number(p.Gone), Unmet: contract.Number(p.Unmet), Found: contract.Number(p.Found), AllFirst: contract.Number(p.AllFirst), Capacity: contract.Number(p.Capacity), Bind: p.Bind}
}

func pointStateOf(s *report.PointState) explainPointState {
	r, u := &s.Rooms, &s.Stop
	return explainPointState{Present: s.Present, Provider: s.Provider, NoTimes: s.NoTimes, Days: contract.Number(s.Days), Evenings: contract.Number(s.Evenings), Saturday: s.Saturday,
		BarrierFree: contract.KnownWord(s.BarrierFree), Swedish: contract.KnownWord(s.Swedish), Attraction: contract.Number(s.Attraction),
		First: contract.Number(s.First), Kept: contract.Number(s.Kept), Gone: contract.Number(s.Gone), Unmet: contract.Number(s.Unmet), Found: contract.Number(s.Found), Load: contract.Number(s.Load), Capacity: contract.Number(s.Capacity), Bind: s.Bind,
		Staff: contract.Each(s.Staff, func(f *report.StaffFactor) explainStaff {
			return explainStaff{f.Profession, contract.Number(f.Positions), contract.Number(f.Fill), contract.Number(f.Productive), contract.Number(f.Left), contract.Number(f.Loss), contract.Number(f.Hours), contract.Number(f.Minutes), contract.Number(f.Contacts)}
		}),
		Rooms: explainRooms{contract.Number(r.Rooms), r.Given, contract.Number(r.Hours), contract.Number(r.Use), contract.Number(r.Minutes), contract.Number(r.Contacts)},
		Stop:  explainStop{contract.Number(u.Part), contract.Number(u.Crew), contract.Number(u.Visits), contract.Number(u.Hours), contract.Number(u.Contacts)},
		Areas: contract.Each(s.Areas, func(a *report.AreaFlow) explainArea {
			return explainArea{a.ID, contract.Names(a.Names), contract.Number(a.People), contract.Number(a.First), contract.Number(a.Seen)}
		})}
}
