package export

import (
	"fmt"
	"slices"

	"saavu/internal/board"
)

// signKeys are the texts of the legend.
var signKeys = [...]string{"", "map_new", "map_mobile", "map_closed"}

// signsOf lists the signs on a map, in the order of the legend.
func signsOf(places []board.Place) []board.Sign {
	var out []board.Sign
	for _, kind := range []board.Sign{board.New, board.Mobile, board.Closed} {
		if slices.ContainsFunc(places, func(p board.Place) bool { return p.Sign == kind }) {
			out = append(out, kind)
		}
	}
	return out
}

// unchanged reports whether a map shows the same as that of the option's reference: the
// minutes of all cells and the places.
func (s *Set) unchanged(option, service int) bool {
	ref := s.Report.Options[option].Against
	if ref < 0 || s.Report.Options[ref].Year != s.Report.Options[option].Year {
		return false
	}
	now, before := s.layer(option, s.Report.Services[service].ID), s.layer(ref, s.Report.Services[service].ID)
	if now == nil || before == nil || !slices.Equal(now.Minutes, before.Minutes) {
		return false
	}
	return slices.Equal(placed(s.Places(option, s.Report.Services[service].ID)), placed(s.Places(ref, s.Report.Services[service].ID)))
}

// placed are the places by id with their signs.
func placed(places []board.Place) []string {
	var out []string
	for _, p := range places {
		out = append(out, fmt.Sprint(p.Of.ID, " ", p.Sign))
	}
	slices.Sort(out)
	return out
}

// shape draws a place's sign at a point of the picture: a circle, a diamond for a new
// place, a square for a stop and a cross for a place that closed.
func (d *drawing) shape(kind board.Sign, x, y float64, fill, title string) {
	const r = markRadius
	look := fmt.Sprintf("fill=\"%s\" stroke=\"%s\" stroke-width=\"1.6\"", fill, inkColor)
	switch kind {
	case board.New:
		fmt.Fprintf(&d.b, "<path d=\"M%s %sl%g %gl-%g %gl-%g-%gz\" %s>%s</path>\n", pixels(x), pixels(y-r-2), r+2, r+2, r+2, r+2, r+2, r+2, look, title)
	case board.Mobile:
		fmt.Fprintf(&d.b, "<rect x=\"%s\" y=\"%s\" width=\"%g\" height=\"%g\" %s>%s</rect>\n", pixels(x-r), pixels(y-r), 2*r, 2*r, look, title)
	case board.Closed:
		fmt.Fprintf(&d.b, "<path d=\"M%s %sl%g %gm0-%gl-%g %g\" fill=\"none\" stroke=\"%s\" stroke-width=\"2.4\">%s</path>\n", pixels(x-r), pixels(y-r), 2*r, 2*r, 2*r, 2*r, 2*r, warnColor, title)
	default:
		fmt.Fprintf(&d.b, "<circle cx=\"%s\" cy=\"%s\" r=\"%g\" %s>%s</circle>\n", pixels(x), pixels(y), r, look, title)
	}
}
