package engine

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"runtime"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"saavu/pkg/delivery"
	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/population"
	"saavu/pkg/scenario"
)

// Prepared is a county that is ready for any option with one set of settings: times
// by traveller, draws of its parameters, people by year. Several goroutines may use
// it, and it does not grow with the options that are evaluated.
type Prepared struct {
	base      *scenario.Base
	settings  Settings
	today     *compiled                    // the county's parameters for its own network
	draws     []*compiled                  // the same, by draw
	networks  []*Prepared                  // the county in each network
	values    *Prepared                    // of a network: the county at the parameters' values
	times     *delivery.Times              // columns of its own network
	unstaffed [][]int                      // by service, points whose positions are not known
	hidden    func() []population.Estimate // by service, what the grid hides about the target group

	accounts sync.Pool  // *account: memory that draws reuse
	lock     sync.Mutex // guards the maps
	years    map[int]func() (*people, error)
	roots    map[int]*root

	scaled   []float64 // factors of the people, by area; nil without
	unscaled *Prepared // the same county without them

	from *Prepared // a county to which people come alike; nil = none
}

// Prepare makes a county ready. It fails if the county lacks walking or transit
// times for the period, or if the frame is the same budget and positions are
// unknown.
func Prepare(ctx context.Context, base *scenario.Base, s Settings) (*Prepared, error) {
	return prepare(ctx, base, s, nil)
}

// prepare is Prepare of a county with the places of another one, which may be nil: what
// is equal in both is shared.
func prepare(ctx context.Context, base *scenario.Base, s Settings, of *Prepared) (*Prepared, error) {
	p := &Prepared{base: base, settings: s, today: compile(base.Params, base.Network, base.Year, nil),
		years: map[int]func() (*people, error){}, roots: map[int]*root{}, accounts: sync.Pool{New: func() any { return new(account) }}}
	if of != nil && p.today.model.SamePeople(of.today.model) {
		p.from = of
	}
	none := delivery.NewTimes(p.today.model.SlowWalk, s.Cycling, s.Period)
	var err error
	if p.from != nil {
		p.times = of.times
	} else if p.times, err = none.With(base.Matrix, columnsOf(base.Network)); err != nil {
		return nil, err
	}
	for k := range base.Network.Services {
		p.unstaffed = append(p.unstaffed, delivery.Unstaffed(p.today.model, base.Network, k))
	}
	if s.Frame == "budget" && !p.allStaffed() {
		return nil, errors.New("the same budget needs the positions of every service; points without: " + strings.Join(p.withoutStaff(), "; "))
	}
	p.hidden = sync.OnceValue(func() []population.Estimate {
		var out []population.Estimate
		for k := range base.Network.Services {
			out = append(out, base.Grid.Estimate(base.Network.Services[k].Target))
		}
		return out
	})
	if err := p.prepareNetworks(ctx, of); err != nil {
		return nil, err
	}
	p.draws = make([]*compiled, s.Draws)
	if s.Draws == 0 {
		return p, nil
	}
	return p, each(ctx, 1+s.Draws, func(k int) error {
		if k == 0 { // on one processor, next to the draws; an error is that of the evaluation
			if y, err := p.peopleOf(base.Year); err == nil {
				y.choice()
			}
			return nil
		}
		c := compile(base.Params.Draw(s.Seed, k-1, s.Draws), base.Network, base.Year, p.today)
		c.reader = nil // it is not read
		p.draws[k-1] = c
		return nil
	})
}

// people are the people of one year, with today's network for them.
type people struct {
	grid     *population.Grid
	adjusted []population.Adjusted
	demand   *delivery.Demand
	forecast *params.Reader           // the parameters that they depend on
	choice   func() *delivery.Choice  // how people choose among points; nil = the nearest
	home     func() *delivery.Outcome // today's network
	other    func() float64           // people on the other path; NaN if unknown
	homes    *delivery.Geographies    // of today's network
	found    *delivery.Geographies    // of options
}

// peopleOf returns the people of a year. They are computed once.
func (p *Prepared) peopleOf(year int) (*people, error) {
	p.lock.Lock()
	made := p.years[year]
	if made == nil {
		made = sync.OnceValues(func() (*people, error) { return p.makePeople(year) })
		p.years[year] = made
	}
	p.lock.Unlock()
	return made()
}

func (p *Prepared) makePeople(year int) (*people, error) {
	if p.from != nil {
		if y := p.from.samePeople(year, p.base.Params); y != nil {
			p.atHome(y, year)
			return y, nil
		}
	}
	y := &people{forecast: params.NewReader(p.base.Params), homes: &delivery.Geographies{}, found: &delivery.Geographies{}}
	var err error
	if p.values != nil { // a network has the same people
		same, err := p.values.peopleOf(year)
		if err != nil {
			return nil, err
		}
		y.grid, y.adjusted = same.grid, same.adjusted
	} else if y.grid, y.adjusted, err = gridOf(p.base, year, p.settings.Path, y.forecast); err != nil {
		return nil, err
	}
	if p.unscaled != nil {
		y.grid = y.grid.Times(p.scaled)
	}
	y.demand = delivery.NewDemand(y.grid, p.today.model)
	if len(y.demand.Cells) == 0 {
		return nil, fmt.Errorf("nobody lives in the county's areas: check that cells and areas share a coordinate system")
	}
	place := delivery.Place{Network: p.base.Network, Matrix: p.base.Matrix}
	y.choice = sync.OnceValue(func() *delivery.Choice {
		if !p.settings.Choice {
			return nil
		}
		return delivery.FitChoice(y.demand, p.today.model, place, p.times)
	})
	if p.settings.Choice && (year != p.base.Year || p.unscaled != nil) { // what is known of is the people of the base year
		there := cmp.Or(p.unscaled, p)
		first, err := there.peopleOf(p.base.Year)
		if err != nil {
			return nil, err
		}
		y.choice = first.choice
	}
	p.atHome(y, year)
	return y, nil
}

// atHome completes people: where today's network sends them, and how many they are on
// the other path.
func (p *Prepared) atHome(y *people, year int) {
	place := delivery.Place{Network: p.base.Network, Matrix: p.base.Matrix}
	y.home = sync.OnceValue(func() *delivery.Outcome {
		return delivery.Run(y.demand, p.today.model, place, p.times, nil, y.choice(), y.homes)
	})
	y.other = sync.OnceValue(func() float64 {
		g, err := GridOf(p.base, year, otherPath(p.settings.Path))
		if err != nil { // the other path may lack its parameters
			return math.NaN()
		}
		_, n := g.Total()
		return n
	})
}

// samePeople returns a copy of the people of a year if other parameters give the same,
// in the base year too, to which the choice is fitted; else nil.
func (p *Prepared) samePeople(year int, other params.Tree) *people {
	y, err := p.peopleOf(year)
	if err != nil {
		return nil
	}
	now, err := p.peopleOf(p.base.Year)
	if err != nil {
		return nil
	}
	for _, path := range append(y.forecast.Used(), now.forecast.Used()...) {
		a, _ := p.base.Params.Get(path)
		b, _ := other.Get(path)
		if a.Known != b.Known || a.Text != b.Text || a.Known && a.Text == "" && a.V != b.V {
			return nil
		}
	}
	out := *y
	return &out
}

// root is the unchanged county in one year, evaluated once for all options that are
// compared with it.
type root struct {
	lock sync.Mutex
	made *Evaluation
}

// unchanged evaluates an option without changes and without a reference.
func (p *Prepared) unchanged(ctx context.Context, plan Plan) (*Evaluation, error) {
	year := p.yearOf(&plan.Option)
	p.lock.Lock()
	r := p.roots[year]
	if r == nil {
		r = &root{}
		p.roots[year] = r
	}
	p.lock.Unlock()
	r.lock.Lock()
	defer r.lock.Unlock()
	if r.made == nil {
		e, err := p.evaluate(ctx, Plan{Option: plan.Option, County: plan.County, Kept: true, Areas: plan.Areas})
		if err != nil {
			return nil, err
		}
		r.made = e
	}
	out := *r.made
	out.Option = plan.Option
	return &out, nil
}

// columnsOf lists the columns that a network's facilities use.
func columnsOf(n *network.Network) []int {
	var out []int
	seen := map[int]bool{}
	for i := range n.Facilities {
		if j := n.Facilities[i].Column; j >= 0 && !seen[j] {
			seen[j] = true
			out = append(out, j)
		}
	}
	return out
}

// each runs f for 0 to n-1 on the machine's processors and stops at the first
// error.
func each(ctx context.Context, n int, f func(i int) error) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i := 0; i < n; i++ {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			return f(i)
		})
	}
	return g.Wait()
}
