package export

import (
	"encoding/json"
	"io"
	"math"
	"slices"

	"github.com/invopop/jsonschema"

	"saavu/internal/board"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/report"
)

// JSON writes the report as report.json, in the form of ReportSchema. Unknown values
// and values that are not finite are null; lists are never null. Its texts are in
// the language of the words, English for nil.
func JSON(out io.Writer, r report.Report, w *words.Words) error {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(documentOf(&r, spoken(w)))
}

// ReportSchema returns the JSON Schema (2020-12) of report.json.
func ReportSchema() ([]byte, error) {
	return schemaOf(document{}, "Saavu report",
		"A comparison of delivery options as saavu writes it to report.json. Shares are from 0 to 1, people and euros are per year and not rounded, times are minutes; null is unknown, never zero.")
}

// schemaOf returns the JSON Schema of a contract's struct.
func schemaOf(contract any, title, description string) ([]byte, error) {
	r := jsonschema.Reflector{Anonymous: true, AdditionalFields: figureFields}
	s := r.Reflect(contract)
	s.Title, s.Description = title, description
	text, err := json.MarshalIndent(s, "", "  ")
	return append(text, '\n'), err
}

// each maps a list; an empty list stays a list and does not become null.
func each[A, B any](list []A, f func(*A) B) []B {
	out := make([]B, 0, len(list))
	for i := range list {
		out = append(out, f(&list[i]))
	}
	return out
}

func spanOf(r report.Range) span {
	if !r.Known {
		return span{Value: number(math.NaN()), Lo: number(math.NaN()), Hi: number(math.NaN())}
	}
	return span{Value: number(r.V), Lo: number(r.Lo), Hi: number(r.Hi), OneSided: r.OneSided}
}

func documentOf(r *report.Report, w *words.Words) document {
	same := func(s *string) string { return *s }
	d := document{
		Contract: contractVersion, Minor: contractMinor,
		County: county{ID: r.County, Name: r.Name, Synthetic: r.Synthetic, Demonstration: r.Demo},
		Year:   r.Year, Frame: r.Frame, Period: r.Period, Path: r.Path, Draws: r.Draws, Networks: r.Networks, Seed: r.Seed,
		Options:   each(r.Options, func(o *report.Option) option { return optionOf(r, o, w) }),
		TodayCost: todayCostOf(r),
		Checks: each(r.Checks, func(c *report.Check) check {
			var decay, attraction *number
			if c.Fitted {
				decay = new(number(c.Decay))
			}
			if c.Attraction != 0 {
				attraction = new(number(c.Attraction))
			}
			return check{What: c.What, Names: names(c.Names), Model: number(c.Model), Lo: number(c.Lo), Hi: number(c.Hi), Known: number(c.Known), Counts: countsOf(&c.Counts), Reasons: namesIfAny(c.Reasons), Unit: c.Unit, Source: c.Source,
				Ratio: number(c.Ratio), Off: c.Off, Waived: c.Waived, Fitted: c.Fitted, Decay: decay, Attraction: attraction}
		}),
		Assumptions: each(board.Weightiest(r.Used, len(r.Used)), func(a *report.Assumption) assumption {
			return assumption{Path: a.Path, Names: namesIfAny(a.Names), Value: number(a.V), Lo: number(a.Lo), Hi: number(a.Hi), Ranged: a.Ranged,
				Unit: a.Unit, Flag: a.Flag, Ref: a.Ref, Weight: number(a.Weight)}
		}),
		Unknown: each(r.Unknown, same),
		Notes:   w.Messages(slices.Concat(r.Notes, r.Reading)),
		Sources: each(r.Sources, dataSourceOf),
		Sweeps:  each(r.Sweeps, func(s *report.Sweep) sweepResult { return sweepOf(r, s) }),
		Finds:   each(r.Finds, findResultOf),
		Stress:  stressOf(r),
	}
	if slices.ContainsFunc(r.Buildings, func(b report.Building) bool { return b.Described }) {
		d.Buildings = each(r.Buildings, buildingOf)
	}
	d.Services = each(r.Services, func(v *report.Service) service {
		s := service{ID: v.ID, Name: v.Name, Names: names(v.Names), Short: names(v.Short), Bundle: v.Bundle, Tier: v.Tier, AgeFrom: v.Group.From, AgeTo: v.Group.To,
			People: number(v.People), Hidden: hidden{number(v.Hidden.Estimated), number(v.Hidden.People), number(v.Hidden.Low), number(v.Hidden.High)},
			LimitMin: spanOf(v.LimitMin), Loads: string(v.Loads), Measure: w.Message(v.Measure), Rows: make([]row, len(v.Rows))}
		for k, shown := range board.ShownRows(r, v) {
			s.Rows[k] = row{optionID(r, k), &shown, w}
		}
		return s
	})
	d.Network = make([]networkRow, len(r.Network))
	for k := range d.Network {
		d.Network[k] = networkRow{optionID(r, k), &r.Network[k], w}
	}
	return d
}

func optionID(r *report.Report, k int) string {
	if k < 0 || k >= len(r.Options) {
		return ""
	}
	return r.Options[k].ID
}

func optionOf(r *report.Report, o *report.Option, w *words.Words) option {
	return option{
		ID: o.ID, Name: o.Name, Names: names(o.Names), Short: names(o.Short), Year: o.Year, Against: optionID(r, o.Against),
		Changes:  w.Steps(o),
		Steps:    each(o.Steps, stepOf),
		Movers:   each(o.Movers, moverOf),
		Sentence: sentence(r, o, w),
		Breaches: each(o.Breaches, func(b *report.Breach) breach {
			return breach{Rule: b.Rule, Names: names(b.Names), Severity: string(b.Severity), Source: b.Source, Verdict: b.Verdict, Detail: w.Message(b.Detail),
				Services: each(b.Services, func(v *report.ServiceVerdict) serviceVerdict {
					return serviceVerdict{v.Service, v.Verdict, w.Message(v.Detail)}
				})}
		}),
		Best: o.Best, Near: rangeIfKnown(o.Near), Listed: w.Name(o.Listed),
		Levers: each(o.Levers, leverOf),
	}
}

// sentence states what an option does over all services; "" if it has no row.
func sentence(r *report.Report, o *report.Option, w *words.Words) string {
	for k := range r.Network {
		if optionID(r, k) == o.ID {
			return w.NetworkStatement(o, &r.Network[k])
		}
	}
	return ""
}

func leverOf(l *report.Lever) lever {
	out := lever{Name: l.Name, Known: l.Known, Note: l.Why, County: number(l.County), Homes: number(l.Homes), Reasons: reasonsOf(l.Reasons),
		Services: each(l.Services, func(e *report.LeverEffect) leverEffect {
			return leverEffect{Service: e.Service, There: number(e.There), Served: number(e.Served)}
		})}
	if !l.Known {
		out.County, out.Homes = number(math.NaN()), number(math.NaN())
	}
	return out
}

// namesIfAny leaves out names that are all empty.
func namesIfAny(n lang.Name) *names {
	if n == (lang.Name{}) {
		return nil
	}
	return (*names)(&n)
}
