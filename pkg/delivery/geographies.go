package delivery

import (
	"slices"
	"sync"
)

// like reports whether two services have the same points and the same people
// use them.
func (v *Service) like(o *Service, m, of *Model, s int) bool {
	a, b := &m.Services[s], &of.Services[s]
	return v.AtSchool == o.AtSchool && slices.EqualFunc(v.sources, o.sources, source.like) &&
		slices.Equal(m.Limited, of.Limited) && slices.Equal(m.Car, of.Car) &&
		v.choice.like(o.choice) &&
		slices.Equal(a.Rate, b.Rate) && slices.Equal(a.Target, b.Target) && slices.Equal(a.School, b.School)
}

// like reports whether two points are alike in what a geography depends on.
func (x source) like(o source) bool {
	a, b := x.column, o.column
	x.column, o.column = nil, nil
	return x == o && a.like(b)
}

// Shared reports whether two services have the same points, used by the same
// people: both have today's geography.
func Shared(a, b *Service) bool { return a == b || a.shared && b.shared }

// take shares the geography of a service that is like v.
func (v *Service) take(o *Service) {
	v.located, v.found, v.moves = o.located, o.found, o.moves
	v.Time, v.Nearest, v.There, v.Own, v.Week, v.Any = o.Time, o.Nearest, o.There, o.Own, o.Week, o.Any
	v.Load, v.Contract, v.home, v.shared = o.Load, o.Contract, o.home, o.shared
}

// locate computes the geography of a service; before is that of today, or nil.
func (v *Service) locate(d *Demand, m *Model, p Place, t *Times, s int, before *Service) {
	v.located = new(byte)
	v.reach(d, m, p, t, s)
	v.assign(d, m, p, t, s, before)
	if before != nil {
		f := v.from(d, m, s, before)
		v.moves = &f
	}
}

// Geographies keeps the geography of services, so that options with equal points
// compute it once. It holds for one Demand. The zero value is empty and ready for use,
// by several goroutines at once. It keeps the first mostGeographies.
type Geographies struct {
	lock sync.Mutex
	list []*geography
}

// mostGeographies bounds the memory: one takes about half a megabyte in a county of
// 4,000 cells.
const mostGeographies = 128

// geography is that of one service; it is complete after once.
type geography struct {
	service int
	before  *byte // the geography of today with which it is compared; nil without
	model   *Model
	asked   Service // what it depends on: see Service.like
	once    sync.Once
	made    Service
}

// fill shares the geography of a service that is like v, has points of the same ids, as
// staff moves by them, and the same geography before it, or computes it. Whoever asks for one that is being computed waits for it.
func (g *Geographies) fill(v *Service, m *Model, s int, before *Service, compute func()) {
	var was *byte
	if before != nil {
		was = before.located
	}
	g.lock.Lock()
	at := slices.IndexFunc(g.list, func(x *geography) bool {
		return x.service == s && x.before == was && slices.Equal(v.ids, x.asked.ids) && v.like(&x.asked, m, x.model, s)
	})
	if at < 0 {
		if at = len(g.list); at == mostGeographies {
			g.lock.Unlock()
			compute()
			return
		}
		g.list = append(g.list, &geography{service: s, before: was, model: m, asked: Service{ids: v.ids, sources: v.sources, AtSchool: v.AtSchool, choice: v.choice}})
	}
	x := g.list[at]
	g.lock.Unlock()
	x.once.Do(func() {
		compute()
		x.made.take(v)
	})
	v.take(&x.made)
}
