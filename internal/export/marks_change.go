package export

import (
	"fmt"
	"slices"

	"saavu/pkg/network"
)

// sign says what an option does with a place of a service.
type sign int

// The signs of places, in the order of the legend.
const (
	asBefore    sign = iota
	newPlace         // serves in the option only
	mobilePlace      // mobile units alone serve here
	closedPlace      // serves in the reference only
	signs
)

// signKeys are the texts of the legend.
var signKeys = [signs]string{"", "map_new", "map_mobile", "map_closed"}

// signed is a facility on a map and its sign.
type signed struct {
	of   *network.Facility
	sign sign
}

// places lists the places of the map's service in an option: those that serve, in the
// order of its network, and those that serve in its reference only.
func (s *Set) places(option int) []signed {
	v := &s.Report.Services[0]
	now := s.Counties[option].Network
	before := now
	if ref := s.Report.Options[option].Against; ref >= 0 {
		before = s.Counties[ref].Network
	}
	served := func(n *network.Network, id string) bool {
		f := slices.IndexFunc(n.Facilities, func(x network.Facility) bool { return x.ID == id })
		return f >= 0 && serves(n, f, v)
	}
	var out []signed
	list := func(n, other *network.Network, onlyHere sign) {
		for _, f := range facilitiesInOrder(n) {
			x := &n.Facilities[f]
			if x.Class == network.ClassNone || !serves(n, f, v) {
				continue
			}
			p := signed{x, asBefore}
			switch {
			case onlyHere == closedPlace && served(other, x.ID):
				continue // listed with those that serve
			case onlyHere == closedPlace:
				p.sign = closedPlace
			case onlyMobile(n, f, n.Service(v.ID)):
				p.sign = mobilePlace
			case !served(other, x.ID):
				p.sign = newPlace
			}
			out = append(out, p)
		}
	}
	list(now, before, newPlace)
	if before != now {
		list(before, now, closedPlace)
	}
	return out
}

// onlyMobile reports whether a facility gives a service by mobile units alone.
func onlyMobile(n *network.Network, facility, service int) bool {
	some := false
	for _, p := range n.Points {
		if p.Facility == facility && p.Service == service {
			if p.Channel != network.Mobile {
				return false
			}
			some = true
		}
	}
	return some
}

// signsOf lists the signs on a map, in the order of the legend.
func signsOf(places []signed) []sign {
	var out []sign
	for kind := newPlace; kind < signs; kind++ {
		if slices.ContainsFunc(places, func(p signed) bool { return p.sign == kind }) {
			out = append(out, kind)
		}
	}
	return out
}

// unchanged reports whether a map shows the same as that of the option's reference: the
// minutes of all cells and the places.
func (s *Set) unchanged(option int) bool {
	ref := s.Report.Options[option].Against
	if ref < 0 || s.Report.Options[ref].Year != s.Report.Options[option].Year {
		return false
	}
	now, before := s.layer(option, s.Report.Services[0].ID), s.layer(ref, s.Report.Services[0].ID)
	if now == nil || before == nil || !slices.Equal(now.Minutes, before.Minutes) {
		return false
	}
	return slices.Equal(placed(s.places(option)), placed(s.places(ref)))
}

// placed are the places by id with their signs.
func placed(places []signed) []string {
	var out []string
	for _, p := range places {
		out = append(out, fmt.Sprint(p.of.ID, " ", p.sign))
	}
	slices.Sort(out)
	return out
}

// shape draws a place's sign at a point of the picture: a circle, a diamond for a new
// place, a square for a stop and a cross for a place that closed.
func (d *drawing) shape(kind sign, x, y float64, fill, title string) {
	const r = markRadius
	look := fmt.Sprintf("fill=\"%s\" stroke=\"%s\" stroke-width=\"1.6\"", fill, inkColor)
	switch kind {
	case newPlace:
		fmt.Fprintf(&d.b, "<path d=\"M%s %sl%g %gl-%g %gl-%g-%gz\" %s>%s</path>\n", pixels(x), pixels(y-r-2), r+2, r+2, r+2, r+2, r+2, r+2, look, title)
	case mobilePlace:
		fmt.Fprintf(&d.b, "<rect x=\"%s\" y=\"%s\" width=\"%g\" height=\"%g\" %s>%s</rect>\n", pixels(x-r), pixels(y-r), 2*r, 2*r, look, title)
	case closedPlace:
		fmt.Fprintf(&d.b, "<path d=\"M%s %sl%g %gm0-%gl-%g %g\" fill=\"none\" stroke=\"%s\" stroke-width=\"2.4\">%s</path>\n", pixels(x-r), pixels(y-r), 2*r, 2*r, 2*r, 2*r, 2*r, warnColor, title)
	default:
		fmt.Fprintf(&d.b, "<circle cx=\"%s\" cy=\"%s\" r=\"%g\" %s>%s</circle>\n", pixels(x), pixels(y), r, look, title)
	}
}
