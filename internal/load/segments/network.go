package segments

import (
	"slices"
	"strings"

	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/population"
)

// Parameters returns the figures of the segments as parameters, with the sources and ranges
// that the rows give. Its faults are in the Reader of Read.
func (l *List) Parameters() []params.Param {
	var out []params.Param
	for _, g := range l.items {
		first := g.rows[0]
		out = append(out, first.parameter(path(g.id, "visit_mult"), "visit_mult", "ratio", g.visit), first.parameter(path(g.id, "remote_mult"), "remote_mult", "ratio", g.remote))
		for _, x := range g.rows {
			out = append(out, x.parameter(g.sharePath(x), "share", "share", x.share))
		}
	}
	return out
}

func path(id string, figure ...string) string {
	return strings.Join(append([]string{Prefix, id}, figure...), ".")
}

// sharePath is the path of a share: with area and ages, unless one row has all.
func (g *item) sharePath(x *row) string {
	if len(g.rows) == 1 && x.area == "" && inWords(x.ages) == "all" {
		return path(g.id, "share")
	}
	area := x.area
	if area == "" {
		area = "all"
	}
	return path(g.id, "share", area, inWords(x.ages))
}

// parameter makes a parameter of a field, with its low and high.
func (x *row) parameter(path, column, unit string, v float64) params.Param {
	p := params.Param{Path: path, V: v, Lo: v, Hi: v, Known: true, Unit: unit, Src: x.src, Ref: x.Field("ref")}
	b := p.Bounds()
	for _, end := range []struct {
		column string
		to     *float64
		side   string
		wrong  func(n float64) bool
	}{{column + "_lo", &p.Lo, "a low that is not above", func(n float64) bool { return n > v }}, {column + "_hi", &p.Hi, "a high that is not below", func(n float64) bool { return n < v }}} {
		if x.Field(end.column) == "" {
			continue
		}
		n, ok := x.number(end.column, b.String(), b.Holds)
		switch {
		case !ok:
		case end.wrong(n):
			x.Refuse(end.column, end.side+" the value, "+x.Field(column), "")
		default:
			*end.to = n
		}
	}
	return p
}

// Give gives a network these segments. Areas with the same rows and products are one zone,
// and products keep their variants there.
func (l *List) Give(n *network.Network, g *population.Grid) {
	was := n.Zones
	n.Segments, n.People = nil, nil
	var areas [][]int // by zone
	var from []int    // the earlier zone of each
	zones := map[string]int{}
	for a := range g.Areas {
		old := was.Of(&g.Areas[a])
		key := string(rune(old)) + l.keyOf(g.Areas[a].ID)
		z, known := zones[key]
		if !known {
			z = len(areas)
			zones[key], areas, from = z, append(areas, nil), append(from, old)
		}
		areas[z] = append(areas[z], a)
	}
	if len(areas) != max(1, len(was)) {
		l.split(n, g, areas, from)
	}
	n.People = peopleOf(n.Zones, g)
	for _, x := range l.items {
		s := network.Segment{ID: x.id, Name: x.name, Hard: x.hard, High: x.high, Continuity: x.continuity, Priority: x.priority,
			VisitMult: path(x.id, "visit_mult"), RemoteMult: path(x.id, "remote_mult"), Shares: make([][]network.SegmentShare, max(1, len(n.Zones)))}
		for a := range g.Areas {
			z := n.Zones.Of(&g.Areas[a])
			if s.Shares[z] != nil {
				continue
			}
			for _, r := range x.rowsOf(g.Areas[a].ID) {
				s.Shares[z] = append(s.Shares[z], network.SegmentShare{Ages: r.ages, Path: x.sharePath(r)})
			}
		}
		n.Segments = append(n.Segments, s)
	}
}

// split replaces the zones of a network by finer ones. areas is the areas of each, from the
// zone that it was a part of.
func (l *List) split(n *network.Network, g *population.Grid, areas [][]int, from []int) {
	was := n.Zones
	n.Zones = nil
	for z, list := range areas {
		zone := network.Zone{}
		if len(was) > 0 {
			zone.Municipalities = was[from[z]].Municipalities
		}
		for _, a := range list {
			zone.Areas = append(zone.Areas, g.Areas[a].ID)
		}
		n.Zones = append(n.Zones, zone)
	}
	for s := range n.Services {
		for p := range n.Services[s].Products {
			product := &n.Services[s].Products[p]
			variants := product.Variants
			product.Variants = nil
			for z, list := range areas {
				v := variants[from[z]]
				v.Staff = slices.Clone(v.Staff)
				v.People = g.Aged(product.Ages, func(a int) bool { return slices.Contains(list, a) })
				product.Variants = append(product.Variants, v)
			}
		}
	}
}

// peopleOf counts people by zone and year of age.
func peopleOf(zones network.Zones, g *population.Grid) [][population.Ages]float64 {
	out := make([][population.Ages]float64, max(1, len(zones)))
	for i, a := range g.Area {
		if a < 0 {
			continue
		}
		row := &out[zones.Of(&g.Areas[a])]
		for age, n := range g.People[i*population.Ages : (i+1)*population.Ages] {
			row[age] += n
		}
	}
	return out
}
