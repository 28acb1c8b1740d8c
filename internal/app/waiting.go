package app

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"saavu/internal/engine"
	"saavu/internal/load"
	"saavu/internal/source"
	"saavu/pkg/lang"
	"saavu/pkg/params"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
	"saavu/pkg/waiting"
)

// WaitingRequest asks how long people wait for a service.
type WaitingRequest struct {
	Request      // county, options, service, draws and seed
	Target  int  // days
	From    int  // days of today's wait, for the question what gets it to Target; 0 without
	Explain bool // fit a mixture to the counts
}

// Waiting computes the waits of today and, if options are named, of these. Its error is
// Invalid if files are at fault, Unknown if a name is, and Unfit if the county has no
// observed waits of the service.
func (s *Session) Waiting(ctx context.Context, q WaitingRequest) (*report.Waits, []report.Message, error) {
	c, options, err := s.ask(&q.Request)
	if err != nil {
		return nil, nil, err
	}
	if c.Waiting == nil {
		return nil, nil, &Unfit{Err: errors.New("the county has no observed waits: name a table with the key waiting in its file")}
	}
	if q.Service == "" {
		q.Service = c.Waiting.Rows[0].Service
	}
	at := c.Base.Network.Service(q.Service)
	if at < 0 {
		_, err := services(c.Base.Network.Services, q.Service)
		if err == nil {
			err = &Unknown{What: "service", Name: q.Service, Known: serviceNames(c.Base.Network.Services)}
		}
		return nil, nil, err
	}
	w := &waits{county: c, service: at, out: &report.Waits{County: c.Names.Or(lang.Same(c.Name)), Synthetic: c.Synthetic, File: source.Base(c.Waiting.File),
		Service: q.Service, Names: c.Base.Network.Services[at].Name, Target: q.Target, From: q.From, Draws: q.Draws}}
	w.today(q.Explain)
	w.rules()
	if len(w.out.Points) == 0 {
		return nil, nil, &Unfit{Err: fmt.Errorf("%s has no observed waits of %s", w.out.File, q.Service)}
	}
	named := len(q.Options) > 0 || len(q.WhatIf) > 0
	list := options.list
	if !named {
		list = nil
		for _, o := range options.list {
			if len(o.Changes) == 0 && o.Year == 0 {
				list = []scenario.Option{o}
				break
			}
		}
	}
	if err := w.options(ctx, s, &q, list, named); err != nil {
		return nil, nil, err
	}
	return w.out, slices.Concat(c.Notes, asRead(c.Asides)), nil
}

// waits is what an answer is made of.
type waits struct {
	county   *load.County
	service  int
	out      *report.Waits
	observed []waiting.Observed // of the points of the answer
}

// today fills what counts say. The latest row of each point counts.
func (w *waits) today(explain bool) {
	for _, o := range w.county.Waiting.Rows {
		if o.Service != w.out.Service {
			continue
		}
		k := slices.IndexFunc(w.observed, func(x waiting.Observed) bool { return x.Point == o.Point })
		switch {
		case k < 0:
			w.observed = append(w.observed, o)
		case o.To.After(w.observed[k].To):
			w.observed[k] = o
		}
	}
	for i := range w.observed {
		p := w.point(&w.observed[i], explain)
		w.out.Points = append(w.out.Points, p)
		if p.Law != nil && p.ID != waiting.Remote {
			w.out.Stations.Low += p.Waiting.Low
			w.out.Stations.Value += p.Waiting.Value
			w.out.Stations.High += p.Waiting.High
			w.out.Visits += p.Law.Week()
		}
	}
}

// point is one point today.
func (w *waits) point(o *waiting.Observed, explain bool) report.WaitPoint {
	p := report.WaitPoint{ID: o.Point, From: o.From, To: o.To, Law: o.Law(), Third: o.Third, Reaches: [2]float64{math.NaN(), math.NaN()}}
	n := w.county.Base.Network
	if f := n.Facility(o.Point); f >= 0 {
		p.Names = n.Facilities[f].Called()
	}
	l := p.Law
	if l == nil {
		return p
	}
	share := func(limit int) waiting.Range {
		low, high := l.Sampling(limit)
		return waiting.Range{Low: low, Value: l.Within(limit), High: high}
	}
	for i, limit := range waiting.Limits() {
		p.Shares[i] = share(limit)
	}
	p.Target, p.Quick, p.Waiting = share(w.out.Target), l.Quick(), l.Waiting()
	p.Booked = l.BookedMean(p.Quick.Value)
	p.Drift, p.Counted = o.Drift(l)
	for i, t := range o.Third {
		if !math.IsNaN(t.Days) {
			_, p.Reaches[i] = l.Reaches(t.Days, t.Censored)
		}
	}
	if explain {
		p.Fit = l.Fit()
	}
	return p
}

// law fills the shares within the limits of the law, if the county has its parameters.
func (w *waits) law(young float64) {
	r := params.NewReader(w.county.Base.Params)
	const short, long = "care_guarantee.law_2025.phc_under23_days", "care_guarantee.law_2025.phc_23plus_days"
	if !r.Has(short) || !r.Has(long) {
		return
	}
	l := report.WaitLaw{Short: int(r.Value(short)), Long: int(r.Value(long)), Young: young}
	var mix waiting.Mix
	for _, p := range w.out.Points {
		if p.Law != nil && p.ID != waiting.Remote {
			mix = append(mix, waiting.Part{Law: p.Law, Visits: p.Law.Week()})
		}
	}
	l.Share = waiting.LawShare(young, mix.Within(l.Short), mix.Within(l.Long))
	l.Low, l.High = waiting.Young(young, mix.Within(l.Short))
	w.out.Law = l
}

// options computes the waits of options; without named ones only what the law needs.
func (w *waits) options(ctx context.Context, s *Session, q *WaitingRequest, list []scenario.Option, named bool) error {
	if len(list) == 0 {
		return nil
	}
	ask := q.Request
	ask.Draws, ask.Networks = 0, 0
	p, err := s.readyFor(ctx, &ask, w.county, list)
	if err != nil {
		return err
	}
	res, err := engine.Run(ctx, p, engine.Inputs{ID: w.county.ID, Name: w.county.Name, Options: list, Moves: true, Screen: true}, nil)
	if err != nil {
		return blamed(ctx, &ask, w.county, err)
	}
	for i := range list {
		m, err := res.Moves(i, w.service)
		if err != nil {
			return err
		}
		if i == 0 {
			w.law(m.Young)
			w.more(m)
		}
		if !named || len(list[i].Changes) == 0 && list[i].Year == 0 {
			continue // today is the table
		}
		o := report.WaitOption{ID: list[i].ID, Names: list[i].Names.Or(lang.Same(list[i].Name)), Year: m.Year, Staffed: m.Staffed}
		w.option(&o, m, q)
		o.Reach = res.Report.Services[w.service].Rows[i].There.V
		w.inTime(&o, m)
		w.out.Options = append(w.out.Options, o)
	}
	return nil
}

// more fills what one position more gives at each point.
func (w *waits) more(m *report.Moves) {
	for i := range w.out.Points {
		p := &w.out.Points[i]
		k := slices.IndexFunc(m.Today, func(x report.MovePoint) bool { return x.Facility == p.ID })
		if k < 0 || p.Law == nil || !m.Staffed || !(m.Today[k].Positions > 0) || !(m.Slots > 0) {
			continue
		}
		quick := p.Quick.Value
		p.More = waiting.Range{Low: p.Law.Week() / m.Today[k].Positions, High: m.Slots}
		weeks := func(more float64) float64 {
			return waiting.WeeksTo(p.Law.Booked(quick), (1-quick)*p.Law.Week(), -more, float64(w.out.Target))
		}
		p.Weeks = waiting.Range{Low: weeks(p.More.High), High: weeks(p.More.Low)}
	}
}

// rules checks the rules of the county about waits of the service, in the county's year.
func (w *waits) rules() {
	year := w.county.Base.Year
	for _, r := range w.county.Rules {
		if r.Kind != "wait-limit" || r.Service != w.out.Service || r.From > year || r.To > 0 && r.To < year {
			continue
		}
		days := int(r.Number)
		out := report.WaitRule{Rule: r, Exact: ends(days)}
		var mix waiting.Mix
		for _, p := range w.out.Points {
			if p.Law == nil {
				continue
			}
			mix = append(mix, waiting.Part{Law: p.Law, Visits: p.Law.Week()})
			if p.Law.Within(days) < 1 && p.ID != waiting.Remote {
				out.Beyond = append(out.Beyond, p.Names)
			}
		}
		out.Share = mix.Within(days)
		w.out.Rules = append(w.out.Rules, out)
	}
}

// ends reports whether a class of waits ends at so many days.
func ends(days int) bool {
	limits := waiting.Limits()
	return slices.Contains(limits[:], days)
}
