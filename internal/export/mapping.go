package export

import (
	"encoding/json"
	"io"
	"math"

	"github.com/invopop/jsonschema"

	"saavu/pkg/report"
)

// JSON writes the report as report.json, whose form ReportSchema gives. What
// is unknown or not finite is null; lists are never null.
func JSON(w io.Writer, r report.Report) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(documentOf(&r))
}

// ReportSchema gives the JSON Schema (2020-12) of report.json.
func ReportSchema() ([]byte, error) {
	return schemaOf(document{}, "Saavu report",
		"A comparison of delivery options as saavu writes it to report.json. Shares are 0 to 1, people and euros full numbers a year, times minutes; null is unknown, never zero.")
}

// schemaOf gives the JSON Schema of a contract's struct.
func schemaOf(contract any, title, description string) ([]byte, error) {
	r := jsonschema.Reflector{Anonymous: true}
	s := r.Reflect(contract)
	s.Title, s.Description = title, description
	text, err := json.MarshalIndent(s, "", "  ")
	return append(text, '\n'), err
}

// each maps a list; an empty one stays a list and does not become null.
func each[A, B any](list []A, f func(*A) B) []B {
	out := make([]B, 0, len(list))
	for i := range list {
		out = append(out, f(&list[i]))
	}
	return out
}

func spanOf(r report.Range) span {
	if !r.Known {
		return span{number(math.NaN()), number(math.NaN()), number(math.NaN())}
	}
	return span{number(r.V), number(r.Lo), number(r.Hi)}
}

func documentOf(r *report.Report) document {
	same := func(s *string) string { return *s }
	d := document{
		Contract: contractVersion,
		County:   county{ID: r.County, Name: r.Name, Synthetic: r.Synthetic, Demonstration: r.Demo},
		Year:     r.Year, Frame: r.Frame, Period: r.Period, Path: r.Path, Draws: r.Draws, Seed: r.Seed,
		Options: each(r.Options, func(o *report.Option) option { return optionOf(r, o) }),
		Checks: each(r.Checks, func(c *report.Check) check {
			return check{What: c.What, Model: number(c.Model), Known: number(c.Known), Unit: c.Unit, Source: c.Source,
				Ratio: number(c.Ratio), Off: c.Off, Waived: c.Waived}
		}),
		Assumptions: each(heaviest(r.Used, len(r.Used)), func(a *report.Assumption) assumption {
			return assumption{Path: a.Path, Value: number(a.V), Lo: number(a.Lo), Hi: number(a.Hi), Ranged: a.Ranged,
				Unit: a.Unit, Flag: a.Flag, Ref: a.Ref, Weight: number(a.Weight)}
		}),
		Unknown: each(r.Unknown, same),
		Notes:   each(r.Notes, same),
	}
	d.Services = each(r.Services, func(v *report.Service) service {
		s := service{ID: v.ID, Name: v.Name, Bundle: v.Bundle, Tier: v.Tier, AgeFrom: v.Group.From, AgeTo: v.Group.To,
			People: number(v.People), Hidden: hidden{number(v.Hidden.Estimated), number(v.Hidden.People), number(v.Hidden.Low), number(v.Hidden.High)},
			LimitMin: spanOf(v.LimitMin), Measure: v.Measure, Rows: make([]row, len(v.Rows))}
		for k := range s.Rows {
			told := v.Rows[k].Told(&r.Options[k])
			s.Rows[k] = rowOf(&told)
			s.Rows[k].Option = optionID(r, k)
		}
		return s
	})
	d.Network = each(r.Network, networkOf)
	for k := range d.Network {
		d.Network[k].Option = optionID(r, k)
	}
	return d
}

func optionID(r *report.Report, k int) string {
	if k < 0 || k >= len(r.Options) {
		return ""
	}
	return r.Options[k].ID
}

func optionOf(r *report.Report, o *report.Option) option {
	return option{
		ID: o.ID, Name: o.Name, Year: o.Year, Against: optionID(r, o.Against),
		Changes:  each(o.Changes, func(s *string) string { return *s }),
		Movers:   each(o.Movers, pullerOf),
		Sentence: o.Sentence,
		Breaches: each(o.Breaches, func(b *report.Breach) breach {
			return breach{Rule: b.Rule, Severity: string(b.Severity), Source: b.Source, Verdict: b.Verdict, Detail: b.Detail}
		}),
		Best: o.Best, Listed: o.Listed,
		Levers: each(o.Levers, leverOf),
	}
}

func leverOf(l *report.Lever) lever {
	out := lever{Name: l.Name, Known: l.Known, Note: l.Note, County: number(l.County), Homes: number(l.Homes),
		Services: each(l.Services, func(e *report.LeverEffect) leverEffect {
			return leverEffect{Service: e.Service, There: number(e.There), Served: number(e.Served)}
		})}
	if !l.Known {
		out.County, out.Homes = number(math.NaN()), number(math.NaN())
	}
	return out
}

func pullerOf(m *report.Mover) puller {
	return puller{Path: m.Path, What: m.What, Lo: number(m.Lo), Hi: number(m.Hi), Swing: number(m.Swing), Unit: m.Unit}
}

func rowOf(v *report.Row) row {
	return row{
		Points: v.Points, People: number(v.People),
		GetsThere: spanOf(v.GetsThere), OwnModes: spanOf(v.OwnModes), There: spanOf(v.There), Beyond: spanOf(v.Beyond),
		WorstArea: v.WorstArea, WorstShare: spanOf(v.WorstShare), WorstTenth: number(v.WorstTenth),
		Median: number(v.Median), Mean: number(v.Mean), SlowestTenth: number(v.SlowestTenth), NoPoint: number(v.NoPoint),
		Gain: spanOf(v.Gain), Lose: spanOf(v.Lose), LoseLast: number(v.LoseLast), Slot: spanOf(v.Slot),
		Need: spanOf(v.Need), Served: spanOf(v.Served), ServedSame: spanOf(v.ServedSame), AnyChannel: spanOf(v.AnyChannel),
		Remote: spanOf(v.Remote), Forgone: spanOf(v.Forgone), Bottleneck: v.Bottleneck,
		County: spanOf(v.County), CountyNow: spanOf(v.CountyNow), Homes: spanOf(v.Homes), OneOff: number(v.OneOff),
		ChildMinutes: number(v.ChildMinutes), Worth: v.Worth, AtSchool: number(v.AtSchool),
		Best: v.Best, Movers: each(v.Movers, pullerOf),
		Measured: each(v.Measured, func(f *report.Figure) measuredFigure { return measuredFigure{f.Name, number(f.Value), f.Unit, f.Note} }),
		Areas: each(v.Areas, func(a *report.Area) area {
			return area{ID: a.ID, Name: a.Name, People: number(a.People), GetsThere: spanOf(a.GetsThere),
				Gain: number(a.Gain), Lose: number(a.Lose), Identified: a.Identified}
		}),
		Groups: each(v.Groups, func(g *report.GroupRow) group {
			return group{Name: g.Name, People: number(g.People), Cells: g.Cells, GetsThere: spanOf(g.GetsThere), Identified: g.Identified}
		}),
		WorstGroup: v.WorstGroup, BestGroup: v.BestGroup, GroupGap: spanOf(v.GroupGap),
		NextBest: v.NextBest, NextPrice: nextPrice(v),
	}
}

// nextPrice is null off the frontier.
func nextPrice(v *report.Row) number {
	if v.NextBest == "" {
		return number(math.NaN())
	}
	return number(v.NextPrice)
}

func networkOf(n *report.NetworkRow) networkRow {
	return networkRow{
		Points: n.Points, Facilities: n.Facilities, County: spanOf(n.County), CountyNow: spanOf(n.CountyNow),
		Homes: spanOf(n.Homes), OneOff: number(n.OneOff), MinServed: spanOf(n.MinServed), MinServedService: n.MinServedService,
		BudgetGap: number(n.BudgetGap), BudgetBuys: n.BudgetBuys, Unbalanced: n.Unbalanced,
		Payers: each(n.Payers, func(p *report.Payer) payer { return payer{Name: p.Name, Eur: spanOf(p.Money)} }),
		Lines: each(n.Lines, func(l *report.Line) line {
			return line{Kind: l.Kind, Payer: l.Payer, Eur: spanOf(l.Money), From: l.From, Note: l.Note}
		}),
	}
}
