package board

import (
	"math"
	"slices"

	"github.com/paulmach/orb"

	"saavu/pkg/lang"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/spatial"
)

// Atlas is what all maps of a comparison share: places in metres of EPSG:3067, north up.
type Atlas struct {
	Side    float64            // of a cell
	Centres []orb.Point        // of all cells that some map may show, for the frame
	Outline orb.MultiPolygon   // of the county
	Areas   []orb.MultiPolygon // in the order of their source
	Labels  []AreaLabel
}

// AreaLabel is the name of an area, and the mean place of its people.
type AreaLabel struct {
	At    orb.Point
	Names lang.Name
}

// Square is a cell of a map: its index in the grid, its class, and its size.
type Square struct{ Cell, Class, Size int }

// AtlasOf draws up what the maps share. An area without a known boundary is drawn as
// its cells, and so is a county without areas that have one.
func (res *Result) AtlasOf() Atlas {
	g := res.Grid
	a := Atlas{Side: g.Side}
	people := g.Sum(population.Everyone())
	cells := make([][]int32, len(g.Areas))
	middle, weight := make([]orb.Point, len(g.Areas)), make([]float64, len(g.Areas))
	for _, i := range population.InOrder(g.Order, g.Cells()) {
		k := g.Area[i]
		if k < 0 {
			continue
		}
		a.Centres = append(a.Centres, g.Centres[i])
		cells[k] = append(cells[k], int32(i))
		middle[k][0] += people[i] * g.Centres[i][0]
		middle[k][1] += people[i] * g.Centres[i][1]
		weight[k] += people[i]
	}
	for _, k := range population.InOrder(g.AreaOrder, len(g.Areas)) {
		area := &g.Areas[k]
		shape := area.Shape
		if shape == nil {
			shape = g.Filled(cells, int(k))
		}
		if shape == nil {
			continue
		}
		a.Areas = append(a.Areas, shape)
		if weight[k] > 0 {
			a.Labels = append(a.Labels, AreaLabel{orb.Point{middle[k][0] / weight[k], middle[k][1] / weight[k]}, area.Names.Every(area.Name)})
		}
	}
	a.Outline = spatial.Joined(a.Areas)
	return a
}

// Layer finds a service's part of an option's surface; nil if it has none.
func (res *Result) Layer(option int, service string) *report.Layer {
	if option < 0 || option >= len(res.Surfaces) {
		return nil
	}
	for i := range res.Surfaces[option].Layers {
		if l := &res.Surfaces[option].Layers[i]; l.Service == service {
			return l
		}
	}
	return nil
}

// People are the people of an option's year; an option without its own grid has those
// of the base year.
func (res *Result) People(option int) *population.Grid {
	if g := res.Counties[option].Grid; g != nil && g.Cells() == res.Grid.Cells() {
		return g
	}
	return res.Grid
}

// Painted lists the cells that maps of an option show, in the order of their source:
// cells of the county where people live, without those that a public result leaves out.
func (res *Result) Painted(option int) []int {
	g := res.People(option)
	var cells []int
	people := g.Sum(population.Everyone())
	for _, i := range population.InOrder(res.Grid.Order, len(people)) {
		if g.Area[i] < 0 || !(people[i] > 0) || res.Public() && res.Left[i] {
			continue
		}
		cells = append(cells, i)
	}
	return cells
}

// Minutes are the squares of a map of minutes without a car to the nearest place of a
// service. A cell where nobody of the target group lives has none.
func (res *Result) Minutes(option, service int) []Square {
	s := &res.Report.Services[service]
	now := res.Layer(option, s.ID)
	if now == nil {
		return nil
	}
	classes := ClassesOf(s)
	return res.squares(option, now.Target, func(i int) int { return classes.Of(now.Minutes[i]) })
}

// Changes are the squares of a map of the change of minutes from an option's reference;
// none if it has no reference.
func (res *Result) Changes(option, service int) []Square {
	class := res.ChangeClass(option, service)
	if class == nil {
		return nil
	}
	return res.squares(option, res.Layer(option, res.Report.Services[service].ID).Target, class)
}

// ChangeClass gives the class of the change of a cell from an option's reference (see
// Classes.Change); nil if the option has no reference or no surface of the service.
func (res *Result) ChangeClass(option, service int) func(cell int) int {
	s := &res.Report.Services[service]
	ref := res.Report.Options[option].Against
	now, before := res.Layer(option, s.ID), res.Layer(ref, s.ID)
	if now == nil || before == nil {
		return nil
	}
	classes := ClassesOf(s)
	return func(i int) int {
		c := classes.Change(before.Minutes[i], now.Minutes[i])
		switch { // people who are met at school cross the limit without a journey
		case c < 0:
		case 2*now.Gain[i] > now.Target[i]:
			return NowInTime
		case 2*now.Lose[i] > now.Target[i]:
			return NotInTime
		}
		return c
	}
}

// squares are the painted cells with a class and a size. Where the number of people is
// hidden, the square is small.
func (res *Result) squares(option int, target []float64, class func(cell int) int) []Square {
	sizes := Sizes(target)
	var out []Square
	for _, i := range res.Painted(option) {
		size := sizes[i]
		if math.IsNaN(target[i]) {
			size = Few
		}
		if c := class(i); c >= 0 && size >= 0 {
			out = append(out, Square{i, c, size})
		}
	}
	return out
}

// Moves reports whether an option changes journeys to a service, or its places, against
// its reference: whether its map differs from that of the reference.
func (res *Result) Moves(option, service int) bool {
	ref := res.Report.Options[option].Against
	if ref < 0 || ref == option {
		return false
	}
	id := res.Report.Services[service].ID
	now, before := res.Layer(option, id), res.Layer(ref, id)
	if now == nil || before == nil || !slices.Equal(now.Minutes, before.Minutes) {
		return now != nil && before != nil
	}
	some := func(people float64) bool { return people > 0 }
	if slices.ContainsFunc(now.Gain, some) || slices.ContainsFunc(now.Lose, some) {
		return true
	}
	return slices.ContainsFunc(res.Places(option, id), func(p Place) bool { return p.Sign == Closed || p.Sign == New }) ||
		!slices.Equal(signs(res.Places(option, id)), signs(res.Places(ref, id)))
}

// SameMap reports whether two options have the same map of a service: minutes of all
// cells, places and what the option does with them.
func (res *Result) SameMap(a, b, service int) bool {
	id := res.Report.Services[service].ID
	x, y := res.Layer(a, id), res.Layer(b, id)
	return x != nil && y != nil && slices.Equal(x.Minutes, y.Minutes) && slices.Equal(signs(res.Places(a, id)), signs(res.Places(b, id)))
}

// placed is a place by its id and its sign.
type placed struct {
	id   string
	sign Sign
}

func signs(places []Place) []placed {
	var out []placed
	for _, p := range places {
		out = append(out, placed{p.Of.ID, p.Sign})
	}
	return out
}
