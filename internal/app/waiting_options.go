package app

import (
	"hash/fnv"
	"math"
	"math/rand/v2"
	"slices"

	"saavu/pkg/report"
	"saavu/pkg/waiting"
)

// option fills the points of an option: at the values of the parameters, and in draws of
// the counts and of what they do not say. The same draw of a point is that of today, so
// that what is not known of today cancels in the change.
func (w *waits) option(o *report.WaitOption, m *report.Moves, q *WaitingRequest) {
	for _, p := range m.Option {
		o.Points = append(o.Points, report.WaitChange{ID: p.Facility, Names: p.Names})
	}
	if !m.Staffed {
		unknown(o)
		return
	}
	change := optionOf(m)
	var drawn []draw
	values := w.drawOf(m, nil)
	central := resultOf(values, change, q.Target)
	for k := range q.Draws {
		drawn = append(drawn, resultOf(w.drawOf(m, seeded(q.Seed, k)), change, q.Target))
	}
	for i := range o.Points {
		c := &o.Points[i]
		x := central.points[i]
		c.Known, c.Moved, c.Least = x.known, x.moved, x.least
		over := func(of func(*drawnPoint) waiting.Range) waiting.Range {
			return spread(of(&central.points[i]), drawn, i, of)
		}
		one := func(of func(*drawnPoint) float64) waiting.Range {
			return over(func(p *drawnPoint) waiting.Range { v := of(p); return waiting.Range{Low: v, Value: v, High: v} })
		}
		c.Gap, c.Change = one(func(p *drawnPoint) float64 { return p.gap }), one(func(p *drawnPoint) float64 { return p.change })
		c.Wait, c.Weeks = one(func(p *drawnPoint) float64 { return p.wait }), one(func(p *drawnPoint) float64 { return p.weeks })
		for l := range c.Shares {
			c.Shares[l] = over(func(p *drawnPoint) waiting.Range { return p.shares[l] })
		}
		c.Target = over(func(p *drawnPoint) waiting.Range { return p.target })
		w.third(c, x)
	}
}

// unknown marks all points of an option whose capacity is not known.
func unknown(o *report.WaitOption) {
	nan := math.NaN()
	none := waiting.Range{Low: nan, Value: nan, High: nan}
	for i := range o.Points {
		c := &o.Points[i]
		c.Gap, c.Change, c.Wait, c.Weeks, c.Target, c.Third = none, none, none, none, none, [2]float64{nan, nan}
		for l := range c.Shares {
			c.Shares[l] = none
		}
	}
}

// optionOf is what an option changes. Load and capacity are those of the engine, by ratio
// to today; what a point gets beyond the need that moves there, by growth, channels or
// stops, is in Keep.
func optionOf(m *report.Moves) waiting.Option {
	var o waiting.Option
	load := make([]float64, len(m.Option))
	for p, t := range m.Today {
		to, all := make([]float64, len(m.Option)), 0.0
		for _, share := range m.Goes[p] {
			all += share
		}
		for q, share := range m.Goes[p] {
			switch {
			case all > 0:
				share /= all
			case m.Option[q].Facility == t.Facility:
				share = 1
			}
			to[q] = math.Max(t.First, 1e-9) * share
			load[q] += t.Load * share
		}
		o.Flow = append(o.Flow, to)
	}
	for q, p := range m.Option {
		o.Capacity = append(o.Capacity, p.Capacity)
		keep := 1.0
		if load[q] > 0 && p.Load >= 0 {
			keep = p.Load / load[q]
		}
		o.Keep = append(o.Keep, keep)
	}
	return o
}

// draw is an option in one draw.
type draw struct{ points []drawnPoint }

// drawnPoint is one point of an option in one draw.
type drawnPoint struct {
	known, moved, gap, change, wait, weeks, scale float64
	least                                         bool
	shares                                        [waiting.Classes - 1]waiting.Range
	target                                        waiting.Range
	today                                         []int // points of today that it gets need from
}

// drawOf draws today's points, or gives their values without a source.
func (w *waits) drawOf(m *report.Moves, src func(point string) *rand.Rand) []waiting.Today {
	var out []waiting.Today
	for _, p := range m.Today {
		t := waiting.Today{Load: p.Load, Capacity: p.Capacity}
		k := slices.IndexFunc(w.out.Points, func(x report.WaitPoint) bool { return x.ID == p.Facility })
		// A capacity that nothing limits, or that is not known, says nothing by ratio.
		if k >= 0 && w.out.Points[k].Law != nil && p.Capacity > 0 && !math.IsInf(p.Capacity, 1) {
			x := &w.out.Points[k]
			t.Law, t.Quick, t.Drift = x.Law, x.Quick.Value, x.Drift.Value
			if src != nil {
				r := src(p.Facility)
				t.Law, t.Quick, t.Placed = x.Law.Draw(r)
				t.Drift = x.Drift.Triangle(r)
			}
		}
		out = append(out, t)
	}
	return out
}

// seeded gives each point a source of its own in a draw, so that a point is drawn the same
// in every option.
func seeded(seed uint64, k int) func(point string) *rand.Rand {
	return func(point string) *rand.Rand {
		h := fnv.New64a()
		h.Write([]byte(point))
		return rand.New(rand.NewPCG(seed^h.Sum64(), uint64(k)))
	}
}

// resultOf computes an option with today's points of one draw.
func resultOf(today []waiting.Today, o waiting.Option, target int) draw {
	var out draw
	for q, c := range o.Calendars(today) {
		x := drawnPoint{known: c.Known, moved: c.Backlog, gap: c.Gap(), least: c.AtLeast}
		before := 0.0
		for p := range today {
			if flow := o.Flow[p][q]; flow > 0 {
				x.today = append(x.today, p)
				if today[p].Law != nil {
					all := 0.0
					for _, v := range o.Flow[p] {
						all += v
					}
					before += today[p].Gap() * flow / all
				}
			}
		}
		x.change = x.gap - before
		nan := math.NaN()
		if len(c.Mix) == 0 {
			x.gap, x.change, x.wait, x.weeks, x.scale, x.moved = nan, nan, nan, nan, nan, nan
			none := waiting.Range{Low: nan, Value: nan, High: nan}
			x.target = none
			for l := range x.shares {
				x.shares[l] = none
			}
			out.points = append(out.points, x)
			continue
		}
		start, s := c.After(0), c.After(waiting.WeeksAYear)
		backlog := s.Expected().Value
		x.wait = s.Wait(backlog)
		x.weeks = waiting.WeeksTo(c.Backlog, start.Capacity-start.Quick, x.gap, float64(target))
		placed := c.Placed()
		x.scale = x.wait / (placed * c.Mix.BookedMean())
		for l, limit := range waiting.Limits() {
			x.shares[l] = c.Seen(limit, s, backlog/placed)
		}
		x.target = c.Seen(target, s, backlog/placed)
		out.points = append(out.points, x)
	}
	return out
}

// spread is the range of a figure over the draws: 5 % of their lows, 95 % of their highs.
func spread(value waiting.Range, drawn []draw, point int, of func(*drawnPoint) waiting.Range) waiting.Range {
	if len(drawn) == 0 || math.IsNaN(value.Value) {
		return value
	}
	low, high := make([]float64, len(drawn)), make([]float64, len(drawn))
	for k := range drawn {
		r := of(&drawn[k].points[point])
		low[k], high[k] = r.Low, r.High
	}
	slices.Sort(low)
	slices.Sort(high)
	last := float64(len(drawn) - 1)
	return waiting.Range{Low: low[int(math.Round(0.05*last))], Value: value.Value, High: high[int(math.Round(0.95*last))]}
}

// third is the third free slot of a point in the option: that of the same point today,
// scaled as booked waits are.
func (w *waits) third(c *report.WaitChange, x drawnPoint) {
	c.Third = [2]float64{math.NaN(), math.NaN()}
	k := slices.IndexFunc(w.out.Points, func(p report.WaitPoint) bool { return p.ID == c.ID })
	if k < 0 || len(x.today) != 1 || math.IsNaN(x.scale) {
		return // need from several points has no third free slot of its own
	}
	for i, t := range w.out.Points[k].Third {
		if !math.IsNaN(t.Days) {
			c.Third[i], c.Bound[i] = waiting.ThirdScaled(t.Days, t.Censored, x.scale)
		}
	}
}

// inTime fills who gets there and is seen within the target: the people who get there are
// divided over points as first choices are.
func (w *waits) inTime(o *report.WaitOption, m *report.Moves) {
	all := 0.0
	for _, p := range m.Option {
		if p.First > 0 {
			all += p.First
		}
	}
	var list []waiting.Reached
	for i, p := range m.Option {
		if p.First > 0 {
			people, known := o.Reach*p.First/all, o.Points[i].Known
			list = append(list, waiting.Reached{People: people * known, Share: o.Points[i].Target.Value},
				waiting.Reached{People: people * (1 - known), Share: math.NaN()})
		}
	}
	o.InTime, o.Unknown = waiting.InTime(list, 0)
}
