package layers

import (
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/board"
	"saavu/internal/format/gpkg"
	"saavu/pkg/network"
	"saavu/pkg/population"
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
func (s *Maps) flips(option int) []int {
	facilities := s.Counties[option].Network.Facilities
	slack, last := make([]float64, len(facilities)), make([]int, len(facilities))
	for f := range facilities {
		ring, _ := board.Ring(facilities[f].Class)
		slack[f], last[f] = s.slack(ring), -1
	}
	count := make([]int, len(facilities))
	for _, i := range s.Painted(option, s.Public) {
		for _, v := range s.Report.Services {
			l := s.Layer(option, v.ID)
			if l == nil || l.Minutes[i] < 0 || !v.LimitMin.Known {
				continue
			}
			f := int(l.Nearest[i])
			if f < 0 || f >= len(facilities) || slack[f] == 0 || last[f] == i {
				continue
			}
			if math.Abs(float64(l.Minutes[i])-v.LimitMin.V) <= slack[f] {
				count[f]++
				last[f] = i // counted once, even if several services could flip
			}
		}
	}
	return count
}

// mapped is a facility of an option with the data that the map shows.
type mapped struct {
	*network.Facility
	option             string // its id
	channels, services string
	flips              int // cells that could flip
}

// facilityColumns have titles and descriptions, because a map reader sees nothing
// else.
var facilityColumns = []pointColumn[mapped]{
	{gpkg.Column{Name: "option", Type: gpkg.Text, Title: "Option"}, func(f *mapped) any { return f.option }},
	{gpkg.Column{Name: "id", Type: gpkg.Text, Title: "Facility id"}, func(f *mapped) any { return f.ID }},
	{gpkg.Column{Name: "name", Type: gpkg.Text, Title: "Name"}, func(f *mapped) any { return f.Name }},
	{gpkg.Column{Name: "type", Type: gpkg.Text, Title: "Type"}, func(f *mapped) any { return f.Type }},
	{gpkg.Column{Name: "status", Type: gpkg.Text, Title: "Status", Description: "open, planned, interim or closed in this option"},
		func(f *mapped) any { return string(f.Status) }},
	{gpkg.Column{Name: "channel", Type: gpkg.Text, Title: "Channel", Description: "on_site, mobile or both; empty if nothing is provided"},
		func(f *mapped) any { return f.channels }},
	{gpkg.Column{Name: "services", Type: gpkg.Text, Title: "Services provided"}, func(f *mapped) any { return f.services }},
	{gpkg.Column{Name: "class", Type: gpkg.Text, Title: "Coordinate class", Description: "A exact, B the named railway station, C a district centre or from memory, none unknown"},
		func(f *mapped) any { return string(f.Class) }},
	{gpkg.Column{Name: "error_m", Type: gpkg.Real, Title: "Error ring, metres", Description: "A 0, B 600, C 1500; NULL if unknown"},
		func(f *mapped) any { return known(board.Ring(f.Class)) }},
	{gpkg.Column{Name: "snap_m", Type: gpkg.Real, Title: "Distance to the place of its travel times, metres"}, func(f *mapped) any { return f.Snap }},
	{gpkg.Column{Name: "has_times", Type: gpkg.Integer, Title: "Has travel times", Description: "1 yes, 0 no: nobody reaches it in the calculation"},
		func(f *mapped) any { return Flag(f.Column >= 0) }},
	{gpkg.Column{Name: "barrier_free", Type: gpkg.Integer, Title: "Without barriers", Description: "1 yes, 0 no; NULL if unknown"},
		func(f *mapped) any {
			return known(Flag(f.BarrierFree == network.Yes), f.BarrierFree != network.Unknown)
		}},
	{gpkg.Column{Name: "languages", Type: gpkg.Text, Title: "Languages of service", Description: "Two-letter codes; empty if unknown"},
		func(f *mapped) any { return f.Languages }},
	{gpkg.Column{Name: "floor_m2", Type: gpkg.Real, Title: "Floor area, square metres", Description: "NULL if unknown"},
		func(f *mapped) any { return known(f.FloorM2, f.FloorM2 > 0) }},
	{gpkg.Column{Name: "demonstration", Type: gpkg.Integer, Title: "Demonstration place", Description: "1 if it is not a real place"},
		func(f *mapped) any { return Flag(f.Demo) }},
	{gpkg.Column{Name: "could_flip", Type: gpkg.Integer, Title: "Cells whose answer could flip", Description: "Cells with this facility nearest whose minutes differ from the limit by at most the walking time of the error ring, for any service; NULL if the error is unknown"},
		func(f *mapped) any {
			_, ok := board.Ring(f.Class)
			return known(f.flips, ok)
		}},
}

// facilityLayer has every facility and stop of every option that has a place.
func (s *Maps) facilityLayer() gpkg.Layer {
	var rows []mapped
	for k, c := range s.Counties {
		flips := s.flips(k)
		for _, i := range population.InOrder(c.Network.Order, len(c.Network.Facilities)) {
			f := &c.Network.Facilities[i]
			if drawable(f) {
				channels, services := given(c.Network, i)
				rows = append(rows, mapped{f, s.Report.Options[k].ID, channels, services, flips[i]})
			}
		}
	}
	return pointLayer(gpkg.Layer{
		Name: "facilities", Title: strings.Join(append([]string{"Facilities and stops"}, board.World(english, &s.Report)...), " · "),
		Description: "All facilities and stops of all options; filter by option",
	}, facilityColumns, rows, func(f *mapped) orb.Point { return f.At })
}

// pointColumn is a column of a layer of points with its value in a row.
type pointColumn[T any] struct {
	gpkg.Column
	value func(row *T) any // nil is NULL
}

// pointLayer completes a layer, which has its names, with a point of each row.
func pointLayer[T any](l gpkg.Layer, list []pointColumn[T], rows []T, at func(row *T) orb.Point) gpkg.Layer {
	for _, c := range list {
		l.Columns = append(l.Columns, c.Column)
	}
	l.Geometry, l.Len = gpkg.Point, len(rows)
	l.Row = func(i int, values []any) orb.Geometry {
		for c := range list {
			values[c] = list[c].value(&rows[i])
		}
		return at(&rows[i])
	}
	return l
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
