package app

import (
	"context"
	"fmt"
	"math"
	"slices"

	"saavu/internal/engine"
	"saavu/internal/load"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// Of a search: the most that a value is multiplied by if no values are given, the
// parts into which they are divided first, and the part of them within which a
// crossing is found.
const (
	mostTimes = 3
	scanParts = 12
	tolerance = 1e-3
)

// The part of the draws below the low and above the high of a crossing.
const tail = 0.05

// finding is a search with its options.
type finding struct {
	report.Find
	lever   lever
	options []scenario.Option
	count   int // of report.CountNames
	service int // -1 for all
}

// findCounts are the counts of a search by its own words, in the order of
// report.CountNames.
var findCounts = []string{"reach", "visits", "county", "homes"}

// findOf resolves a search.
func findOf(q *Request, c *load.County, ch *chosen, p *engine.Prepared, f scenario.Find, names *resolver) (*finding, error) {
	l, err := leverOf(c, f.What, names)
	if err != nil {
		return nil, err
	}
	out := &finding{lever: l, count: slices.Index(findCounts, f.Count), service: -1}
	out.Find = report.Find{Lever: l.Swept, From: f.From, To: f.To, More: f.More, Draws: q.Draws, Count: report.CountNames()[out.count]}
	if out.count == 0 { // who gets there varies by network
		out.Draws = q.Networks
	}
	if err := out.span(); err != nil {
		return nil, err
	}
	if f.Service != "" {
		n := c.Base.Network
		id, _ := names.resolve("service", f.Service, serviceThings(n.Services))
		if out.service = n.Service(id); out.service < 0 {
			var known []string
			for i := range n.Services {
				known = append(known, n.Services[i].ID)
			}
			return nil, &Unknown{What: "service", Name: f.Service, Known: known, Hint: meant(f.Service, serviceThings(n.Services))}
		}
		out.Service, out.Of = id, n.Services[out.service].Name
	}
	if out.options, err = contestants(c, ch, f, names, &out.Find); err != nil {
		return nil, err
	}
	for _, o := range p.Describe(out.options) {
		switch o.ID {
		case out.Option:
			out.Names = o.Short
		case out.Than:
			out.Other = o.Short
		}
	}
	return out, l.refusal(p, out.options)
}

// contestants returns the two options of a search with what they are compared with.
// They may be options of the comparison or any other option of the county.
func contestants(c *load.County, ch *chosen, f scenario.Find, names *resolver, to *report.Find) ([]scenario.Option, error) {
	pool := &chosen{county: c, named: slices.Clone(ch.named)}
	for i, word := range []string{f.Option, f.Than} {
		o, ok := find(ch.list, word)
		if !ok {
			id, _ := names.resolve("option", word, pool.things())
			if o, ok = pool.known(id); !ok {
				return nil, &Unknown{What: "option", Name: word, Known: joined(pool.names(), ids(ch.list)), Hint: meant(word, pool.things())}
			}
		}
		if _, there := find(pool.named, o.ID); !there {
			pool.named = append(pool.named, o)
		}
		*[]*string{&to.Option, &to.Than}[i] = o.ID
	}
	if to.Option == to.Than {
		return nil, &Unfit{fmt.Errorf("option %s is compared with itself", to.Option)}
	}
	if err := pool.arrange(&Request{}); err != nil {
		return nil, err
	}
	return withReferences(pool.list, to.Option, to.Than), nil
}

// joined adds the words of a second list that the first does not have.
func joined(list, more []string) []string {
	out := slices.Clone(list)
	for _, word := range more {
		if !slices.Contains(out, word) {
			out = append(out, word)
		}
	}
	return out
}

// span completes and checks the values that are searched.
func (f *finding) span() error {
	if math.IsNaN(f.From) {
		b, v := f.lever.bounds, f.lever.Value
		f.From, f.To = b.Lo, b.Hi
		if f.lever.Unit != "share" {
			f.From, f.To = max(b.Lo, 0), min(b.Hi, mostTimes*v)
		}
		if b.Above && f.From == b.Lo {
			f.From += (f.To - f.From) / (10 * scanParts)
		}
		if !(f.From < f.To) {
			return &Unfit{fmt.Errorf("%s is %g: give the values to search, as in %s=FROM..TO: …", f.lever.Key, v, f.lever.Key)}
		}
	}
	for _, end := range []float64{f.From, f.To} {
		if err := f.lever.check(end); err != nil {
			return err
		}
	}
	f.Tolerance = tolerance * (f.To - f.From)
	return nil
}

// run searches: a scan finds the parts in which the comparison turns, and each is
// halved until it is shorter than the tolerance.
func (f *finding) run(ctx context.Context, q *Request, c *load.County, p *engine.Prepared) (*report.Find, error) {
	p, err := p.For(ctx, f.count)
	if err != nil {
		return nil, err
	}
	search := &search{from: f.From, to: f.To, tolerance: f.Tolerance, progress: func(share float64) { q.share("progress.searching", share) },
		holds: func(v float64) ([]bool, error) {
			now, err := varied{p, f.options}.with(ctx, c, []lever{f.lever}, []float64{v})
			if err != nil {
				return nil, err
			}
			d, err := now.prepared.Difference(ctx, now.options, f.Option, f.Than, f.count, f.service)
			if err != nil {
				return nil, err
			}
			out := make([]bool, len(d))
			for k := range d {
				out[k] = f.More && d[k] > leastDifference[f.count] || !f.More && d[k] < -leastDifference[f.count]
			}
			return out, nil
		}}
	out := f.Find
	out.Crossings, err = search.run()
	out.Holds, out.Somewhere = search.central(f.From), search.somewhere()
	return &out, err
}

// leastDifference is a difference that is only due to rounding, by count.
var leastDifference = [...]float64{1e-6, 1e-6, 0.01, 0.01}
