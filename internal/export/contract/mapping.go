package contract

import (
	"encoding/json"
	"io"
	"math"
	"reflect"
	"slices"
	"strings"

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
	return Print(out, documentOf(&r, words.OrEnglish(w)))
}

// ReportSchema returns the JSON Schema (2020-12) of report.json.
func ReportSchema() ([]byte, error) {
	return SchemaOf(document{}, "Saavu report",
		"A comparison of delivery options as saavu writes it to report.json. Shares are from 0 to 1, people and euros are per year and not rounded, times are minutes; null is unknown, never zero.")
}

// SchemaOf returns the JSON Schema of a contract's struct.
func SchemaOf(contract any, title, description string) ([]byte, error) {
	r := jsonschema.Reflector{Anonymous: true, AdditionalFields: figureFields, Namer: named}
	s := r.Reflect(contract)
	s.Title, s.Description = title, description
	text, err := json.MarshalIndent(s, "", "  ")
	return append(text, '\n'), err
}

// named is what a schema calls a type: those of this package begin with a small letter.
func named(t reflect.Type) string {
	name := t.Name()
	if t.PkgPath() != reflect.TypeFor[Number]().PkgPath() {
		return name
	}
	return strings.ToLower(name[:1]) + name[1:]
}

// Each maps a list; an empty list stays a list and does not become null.
func Each[A, B any](list []A, f func(*A) B) []B {
	out := make([]B, 0, len(list))
	for i := range list {
		out = append(out, f(&list[i]))
	}
	return out
}

func spanOf(r report.Range) span {
	if !r.Known {
		return span{Value: Number(math.NaN()), Lo: Number(math.NaN()), Hi: Number(math.NaN())}
	}
	return span{Value: Number(r.V), Lo: Number(r.Lo), Hi: Number(r.Hi), OneSided: r.OneSided}
}

func documentOf(r *report.Report, w *words.Words) document {
	same := func(s *string) string { return *s }
	d := document{
		Contract: version, Minor: minor,
		County: County{ID: r.County, Name: r.Name, Synthetic: r.Synthetic, Demonstration: r.Demo},
		Year:   r.Year, Frame: r.Frame, Period: r.Period, Path: r.Path, Draws: r.Draws, Networks: r.Networks, Seed: r.Seed,
		Options:   Each(r.Options, func(o *report.Option) option { return OptionOf(r, o, w) }),
		TodayCost: todayCostOf(r),
		Checks: Each(r.Checks, func(c *report.Check) check {
			var decay, attraction *Number
			if c.Fitted {
				decay = new(Number(c.Decay))
			}
			if c.Attraction != 0 {
				attraction = new(Number(c.Attraction))
			}
			return check{What: c.What, Names: Names(c.Names), Model: Number(c.Model), Lo: Number(c.Lo), Hi: Number(c.Hi), Known: Number(c.Known), Counts: countsOf(&c.Counts), Reasons: namesIfAny(c.Reasons), Unit: c.Unit, Source: c.Source,
				Ratio: Number(c.Ratio), Off: c.Off, Waived: c.Waived, Fitted: c.Fitted, Decay: decay, Attraction: attraction}
		}),
		Assumptions: Each(board.Weightiest(r.Used, len(r.Used)), func(a *report.Assumption) assumption {
			return assumption{Path: a.Path, Names: namesIfAny(a.Names), Value: Number(a.V), Lo: Number(a.Lo), Hi: Number(a.Hi), Ranged: a.Ranged,
				Unit: a.Unit, Flag: a.Flag, Ref: a.Ref, Weight: Number(a.Weight)}
		}),
		Unknown: Each(r.Unknown, same),
		Notes:   w.Messages(slices.Concat(r.Notes, r.Reading)),
		Sources: Each(r.Sources, DataSourceOf),
		Sweeps:  Each(r.Sweeps, func(s *report.Sweep) sweepResult { return sweepOf(r, s) }),
		Finds:   Each(r.Finds, findResultOf),
		Stress:  stressOf(r),
	}
	if r.Contracts != nil {
		d.Contracts = Each(r.Contracts, serviceContractsOf)
	}
	if slices.ContainsFunc(r.Buildings, func(b report.Building) bool { return b.Described }) {
		d.Buildings = Each(r.Buildings, buildingOf)
	}
	d.Services = Each(r.Services, func(v *report.Service) service {
		s := service{ID: v.ID, Name: v.Name, Names: Names(v.Names), Short: Names(v.Short), Bundle: v.Bundle, Tier: v.Tier, AgeFrom: v.Group.From, AgeTo: v.Group.To,
			People: Number(v.People), Hidden: hidden{Number(v.Hidden.Estimated), Number(v.Hidden.People), Number(v.Hidden.Low), Number(v.Hidden.High)},
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

// OptionOf is an option of the report in the form of the contract, its texts in the language of
// the words.
func OptionOf(r *report.Report, o *report.Option, w *words.Words) option {
	var products *Harmonised
	if o.Harmonised != nil {
		products = new(HarmonisedOf(o.Harmonised))
	}
	return option{
		ID: o.ID, Name: o.Name, Names: Names(o.Names), Short: Names(o.Short), Year: o.Year, Against: optionID(r, o.Against),
		Changes:  w.Steps(o),
		Steps:    Each(o.Steps, StepOf),
		Movers:   Each(o.Movers, moverOf),
		Sentence: sentence(r, o, w),
		Breaches: Each(o.Breaches, func(b *report.Breach) breach {
			return breach{Rule: b.Rule, Names: Names(b.Names), Severity: string(b.Severity), Source: b.Source, Verdict: b.Verdict, Detail: w.Message(b.Detail),
				Services: Each(b.Services, func(v *report.ServiceVerdict) serviceVerdict {
					return serviceVerdict{v.Service, v.Verdict, w.Message(v.Detail)}
				})}
		}),
		Best: o.Best, Near: rangeIfKnown(o.Near), Listed: w.Name(o.Listed),
		Levers: Each(o.Levers, leverOf), Products: products,
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
	out := lever{Name: l.Name, Known: l.Known, Note: l.Why, County: Number(l.County), Homes: Number(l.Homes), Reasons: reasonsOf(l.Reasons),
		Services: Each(l.Services, func(e *report.LeverEffect) leverEffect {
			return leverEffect{Service: e.Service, There: Number(e.There), Served: Number(e.Served)}
		})}
	if !l.Known {
		out.County, out.Homes = Number(math.NaN()), Number(math.NaN())
	}
	return out
}

// namesIfAny leaves out names that are all empty.
func namesIfAny(n lang.Name) *Names {
	if n == (lang.Name{}) {
		return nil
	}
	return (*Names)(&n)
}

// Name is a name as the words take it.
func (n *Names) Name() lang.Name { return lang.Name{En: n.En, Fi: n.Fi, Sv: n.Sv} }
