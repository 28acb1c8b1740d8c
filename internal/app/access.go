package app

import (
	"context"
	"fmt"
	"slices"

	"saavu/internal/engine"
	"saavu/internal/export/measures"
	"saavu/internal/load"
	"saavu/internal/source"
	"saavu/pkg/access"
	"saavu/pkg/equity"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/travel"
)

// AccessRequest asks for one accessibility measure, of bare tables or of a county.
type AccessRequest struct {
	Measure     string
	Choice      access.Choice
	Passive     bool
	PerFacility bool // a table of facilities and what each loses, instead of the values
	Equity      []string
	Line        float64 // of poverty figures; 0 = none

	KeepUnsupplied bool // 3sfca and bfca distribute people also to facilities without supply

	Bare *load.BareFiles // nil: of the county of Request

	Request          // county, data, options: at most one
	Group   string   // age group of the county; "" = the service's own
	Modes   []string // such as pt_rush; nil = walk and transit in the county's period, if it has them
	Supply  string   // what a point counts as; "" = points
	By      string   // "", "area" or a partition of the county
	Against string   // the reference of Request's option, "today" for the unchanged county; "" compares nothing
	Lose    float64  // people who lose or gain more are counted, in the unit of the values
	Own     bool     // people with a car use it where it is faster
	Out     string   // file for the values; "" writes none
}

// Access computes a measure of bare tables, or of a county, which is read for this
// request only. See Session.Access.
func Access(ctx context.Context, q AccessRequest) (*report.Access, []report.Message, error) {
	if q.Bare != nil {
		return q.answer(ctx, q.bare)
	}
	q.measuredAgainst = q.Against
	return q.answer(ctx, func(ctx context.Context, asked engine.Asked) (*report.Access, []report.Message, error) {
		s, err := Open(ctx, q.Request)
		if err != nil {
			return nil, nil, err
		}
		return q.county(ctx, s, asked)
	})
}

// Access computes a measure of the county and writes its file, if one is requested.
// Its error is Invalid if files are at fault, Unknown if a name is, Unfit if the
// choices cannot be combined, and plain if the file cannot be written.
func (s *Session) Access(ctx context.Context, q AccessRequest) (*report.Access, []report.Message, error) {
	q.measuredAgainst = q.Against
	return q.answer(ctx, func(ctx context.Context, asked engine.Asked) (*report.Access, []report.Message, error) {
		return q.county(ctx, s, asked)
	})
}

// answer checks the request before anything is read, computes the measure and writes
// the file.
func (q *AccessRequest) answer(ctx context.Context, of func(context.Context, engine.Asked) (*report.Access, []report.Message, error)) (*report.Access, []report.Message, error) {
	m := access.Find(q.Measure)
	if m == nil {
		return nil, nil, &Unknown{What: "measure", Name: q.Measure, Known: MeasureNames()}
	}
	for _, e := range q.Equity {
		if known := EquityNames(); !slices.Contains(known, e) {
			return nil, nil, &Unknown{What: "equity index", Name: e, Known: known}
		}
	}
	if q.Out != "" {
		if err := measures.Ending(q.Out, q.Bare != nil); err != nil {
			return nil, nil, unfit(ctx, err)
		}
	}
	a, notes, err := of(ctx, engine.Asked{Measure: m, Choice: q.Choice, Passive: q.Passive, PerFacility: q.PerFacility, Equity: q.Equity, Line: q.Line, KeepUnsupplied: q.KeepUnsupplied})
	if err != nil {
		return nil, nil, unfit(ctx, err)
	}
	a.Asked = slices.Insert(a.Asked, 0, q.choices(m))
	if q.Out != "" {
		err = measures.File(ctx, q.Out, a, q.Words)
	}
	return a, notes, err
}

// MeasureNames lists the measures.
func MeasureNames() []string {
	var out []string
	for _, m := range access.Measures() {
		out = append(out, m.Name)
	}
	return out
}

// EquityNames lists the equity indices.
func EquityNames() []string {
	var out []string
	for _, f := range equity.Figures() {
		out = append(out, f.Name)
	}
	return out
}

// bare computes a measure of tables without a county.
func (q *AccessRequest) bare(ctx context.Context, asked engine.Asked) (*report.Access, []report.Message, error) {
	b, err := load.ReadBare(ctx, source.OS(), *q.Bare)
	if err != nil {
		return nil, nil, invalid(ctx, err)
	}
	asked.Input = access.Input{Columns: b.Columns, Demand: b.Demand, Supply: b.Supply}
	asked.Standing = b.Standing
	a, err := engine.Measure(asked)
	if err != nil {
		return nil, nil, err
	}
	a.Title = q.Bare.Matrix
	a.Asked = []report.Message{report.NewMessage("asked.people_column", "column", q.Bare.Demand.Name), report.NewMessage("asked.supply_column", "column", q.Bare.Supply.Name)}
	order := b.CellOrder
	if a.IDs = b.Cells; a.Facilities {
		a.IDs, order = b.Facilities, b.FacilityOrder
	}
	a.Arrange(population.InOrder(order, len(a.IDs)), nil)
	return a, b.Notes, nil
}

// measure computes an accessibility measure for every option and the requested
// services, in the period of the run.
func (q *Request) measure(period travel.Period, res *engine.Result, ids []string) error {
	m := access.Find(q.Measure.Measure)
	if m == nil {
		return &Unknown{What: "measure", Name: q.Measure.Measure, Known: MeasureNames()}
	}
	for s := range res.Report.Services {
		v := &res.Report.Services[s]
		if !slices.Contains(ids, v.ID) {
			continue
		}
		var notes []noted[string] // of the measure, in the order of the options
		for k, base := range res.Counties {
			ask, err := q.Measure.askOf(base, v.ID, period)
			if err != nil {
				return err
			}
			in, err := engine.InputOf(base, base.Grid, ask)
			if err != nil {
				return err
			}
			a, err := engine.Measure(engine.Asked{Measure: m, Choice: q.Measure.Choice, Input: in.Input, Equity: q.Measure.Equity, Line: q.Measure.Line, KeepUnsupplied: q.Measure.KeepUnsupplied})
			if err != nil {
				return err
			}
			if a.Facilities || a.Width() > 1 {
				return fmt.Errorf("%s has values by facility, or several values per cell: a comparison shows one value per cell", m.Name)
			}
			if k == 0 {
				v.Measure = report.NewMessage("asked.compared", "title", report.Term{List: "measure", Word: m.Title}, "choices", q.Measure.choices(m),
					"service", nameOf(base, v.ID), "people", peopleOf(ask, res.Counties...), "supply", supplyOf(ask), "modes", modesOf(ask),
					"unit", report.Term{List: "unit", Word: a.Unit})
			}
			v.Rows[k].Measured = a.Figures[0]
			for _, note := range slices.Concat(leftOut(a.Figures[0]), a.Notes) {
				notes = gather(notes, note, res.Report.Options[k].ID)
			}
		}
		for _, n := range notes {
			where := []string{v.ID}
			if len(n.by) < len(res.Counties) {
				where = append(where, n.by...)
			}
			res.Report.Notes = append(res.Report.Notes, report.NewMessage("access.of_measure", "measure", m.Name, "where", where, "note", n.note))
		}
	}
	return nil
}
