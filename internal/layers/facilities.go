package layers

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/board"
	"saavu/internal/format/gpkg"
	"saavu/pkg/network"
	"saavu/pkg/population"
	"saavu/pkg/report"
)

// walkMetresPerMinute converts the radius of an error ring to minutes if the county
// gives no walking speed: 4.5 km/h.
const walkMetresPerMinute = 75.0

// slack returns the walking time in minutes for the radius of an error ring.
func (s *Maps) slack(ring float64) float64 {
	speed := walkMetresPerMinute
	if p, ok := s.Params.Get("travel.speed_kmh.walk"); ok && p.Known && p.V > 0 {
		speed = p.V * 1000 / 60
	}
	return ring / speed
}

// flips counts, for each facility of an option, the painted cells for which the
// answer to "within the limit?" could change within the facility's error ring, for
// any service. In such a cell the facility is the nearest, and its minutes differ
// from the limit by at most the walking time of the ring's radius. Cells that
// another facility would then serve are not considered.
func (f *file) flips(option int) []int {
	facilities := f.Counties[option].Network.Facilities
	slack, last := make([]float64, len(facilities)), make([]int, len(facilities))
	for n := range facilities {
		ring, _ := board.Ring(facilities[n].Class)
		slack[n], last[n] = f.slack(ring), -1
	}
	surfaces := make([]*report.Layer, len(f.Report.Services))
	for v := range surfaces {
		surfaces[v] = f.Layer(option, f.Report.Services[v].ID)
	}
	count := make([]int, len(facilities))
	for _, i := range f.painted[option] {
		for v, l := range surfaces {
			limit := &f.Report.Services[v].LimitMin
			if l == nil || l.Minutes[i] < 0 || !limit.Known {
				continue
			}
			n := int(l.Nearest[i])
			if n < 0 || n >= len(facilities) || slack[n] == 0 || last[n] == i {
				continue
			}
			if math.Abs(float64(l.Minutes[i])-limit.V) <= slack[n] {
				count[n]++
				last[n] = i // counted once, even if several services could flip
			}
		}
	}
	return count
}

// place is a facility of an option with the data that the map shows.
type place struct {
	*network.Facility
	does               string            // what the option does to it
	signs              map[string]string // the same by service
	channels, services string
	flips              int // cells that could flip; of a closed one 0
}

// What an option does to a place.
const (
	kept     = "kept"
	opened   = "opened"
	moved    = "moved"
	stop     = "stop"
	provider = "provider"
	closed   = "closed"
)

// placeColumns are the columns of a layer of facilities; those of services follow does.
var placeColumns = []plainColumn[place]{
	{"id", gpkg.Text, func(p *place) any { return p.ID }},
	{"name", gpkg.Text, nil},
	{"type", gpkg.Text, func(p *place) any { return p.Type }},
	{"does", gpkg.Text, func(p *place) any { return p.does }},
	{"status", gpkg.Text, func(p *place) any { return string(p.Status) }},
	{"channel", gpkg.Text, func(p *place) any { return p.channels }},
	{"services", gpkg.Text, func(p *place) any { return p.services }},
	{"class", gpkg.Text, func(p *place) any { return string(p.Class) }},
	{"error_m", gpkg.Real, func(p *place) any { return known(board.Ring(p.Class)) }},
	{"snap_m", gpkg.Real, func(p *place) any { return p.Snap }},
	{"has_times", gpkg.Integer, func(p *place) any { return Flag(p.Column >= 0) }},
	{"barrier_free", gpkg.Integer, func(p *place) any {
		return known(Flag(p.BarrierFree == network.Yes), p.BarrierFree != network.Unknown)
	}},
	{"languages", gpkg.Text, func(p *place) any { return p.Languages }},
	{"floor_m2", gpkg.Real, func(p *place) any { return known(p.FloorM2, p.FloorM2 > 0) }},
	{"demonstration", gpkg.Integer, func(p *place) any { return Flag(p.Demo) }},
	{"could_flip", gpkg.Integer, func(p *place) any {
		_, ok := board.Ring(p.Class)
		return known(p.flips, ok)
	}},
}

// places are the facilities and stops that serve in an option, and those that it closes.
func (f *file) places(option int) []place {
	byID, order := map[string]*place{}, []string(nil)
	for v := range f.Report.Services {
		id := f.Report.Services[v].ID
		for _, p := range f.Places(option, id) {
			if !drawable(p.Of) {
				continue
			}
			x := byID[p.Of.ID]
			if x == nil {
				x = &place{Facility: p.Of, signs: map[string]string{}}
				byID[p.Of.ID], order = x, append(order, p.Of.ID)
			}
			if p.Sign != board.Closed {
				x.Facility = p.Of // where it is in the option
			}
			x.signs[id] = f.sign(option, &p)
		}
	}
	n := f.Counties[option].Network
	flips := f.flips(option)
	at := map[string]int{}
	for i := range n.Facilities {
		at[n.Facilities[i].ID] = i
	}
	rank := map[string]int{}
	for k, i := range population.InOrder(n.Order, len(n.Facilities)) {
		rank[n.Facilities[i].ID] = k + 1
	}
	slices.SortStableFunc(order, func(a, b string) int {
		return cmp.Compare(cmp.Or(rank[a], len(rank)+1), cmp.Or(rank[b], len(rank)+1))
	})
	var out []place
	for _, id := range order {
		x := byID[id]
		x.does = closed
		for _, does := range []string{provider, moved, kept, opened, stop} {
			if slices.Contains(slices.Collect(maps.Values(x.signs)), does) {
				x.does = does
				break
			}
		}
		if i, ok := at[id]; ok && x.does != closed {
			x.channels, x.services = given(n, i)
			x.flips = flips[i]
		}
		out = append(out, *x)
	}
	return out
}

// sign is what an option does to a place of a service.
func (f *file) sign(option int, p *board.Place) string {
	switch {
	case p.Sign == board.Closed:
		return closed
	case p.Of.Type == "provider":
		return provider
	case p.Sign == board.Mobile:
		return stop
	case p.Sign == board.New:
		return opened
	}
	if ref := f.Report.Options[option].Against; ref >= 0 {
		before := f.Counties[ref].Network.Facilities
		if i := slices.IndexFunc(before, func(x network.Facility) bool { return x.ID == p.Of.ID }); i >= 0 && before[i].At != p.Of.At {
			return moved
		}
	}
	return kept
}

// facilityLayer has the facilities and stops of an option that have a place.
func (f *file) facilityLayer(option int) gpkg.Layer {
	var list []rowColumn[place]
	for _, c := range placeColumns {
		if c.name == "name" {
			c.value = func(p *place) any { return f.w.Name(p.Called()) }
		}
		list = append(list, c.titled(f.w.Term("place", c.name), meant("place_means", c.name, f.w.Term("place_means", c.name))))
		if c.name != "does" {
			continue
		}
		for v := range f.Report.Services {
			id := f.Report.Services[v].ID
			list = append(list, rowColumn[place]{gpkg.Column{Name: Prefix(id) + "_does", Type: gpkg.Text,
				Title: f.w.Text("layer.style", "service", f.service(v), "what", f.w.Term("place", "does")), Description: f.w.Text("place_means.does")},
				func(p *place) any { return known(p.signs[id], p.signs[id] != "") }})
		}
	}
	return rowsLayer(gpkg.Layer{
		Name: "facilities_" + Plain(f.Report.Options[option].ID), Title: f.titled(f.w.Text("layer.facilities"), f.option(option)),
		Description: f.w.Text("layer.places"), Geometry: gpkg.Point,
	}, list, f.places(option), func(p *place) orb.Geometry { return p.At })
}

// drawable reports whether a facility has a place on the map.
func drawable(f *network.Facility) bool {
	return f.At != (orb.Point{}) && !math.IsNaN(f.At[0]) && !math.IsNaN(f.At[1])
}

// given lists the channels and services of a facility's points.
func given(n *network.Network, facility int) (channels, services string) {
	var how, what []string
	for _, p := range n.Points {
		if p.Facility != facility {
			continue
		}
		if c := string(p.Channel); !slices.Contains(how, c) {
			how = append(how, c)
		}
		if id := n.Services[p.Service].ID; !slices.Contains(what, id) {
			what = append(what, id)
		}
	}
	slices.Sort(how)
	slices.Sort(what)
	return strings.Join(how, ", "), strings.Join(what, ", ")
}
