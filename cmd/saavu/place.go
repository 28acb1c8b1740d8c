package main

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/paulmach/orb"

	"saavu/pkg/params"
	"saavu/pkg/report"
	"saavu/pkg/spatial"
)

// maxDegrees is the largest number that is read as degrees: no place in Finland has
// coordinates in metres so small.
const maxDegrees = 180

// place reads the two numbers of a place: EPSG:3067 metres, easting first, or
// degrees, latitude first. Degrees are noted.
func (p *plan) place(id, text string) (orb.Point, error) {
	first, second, two := strings.Cut(text, ",")
	a, okA := params.ParseNumber(strings.TrimSpace(first))
	b, okB := params.ParseNumber(strings.TrimSpace(second))
	switch {
	case id == "":
		return orb.Point{}, errors.New("no id")
	case !two || !okA || !okB:
		return orb.Point{}, fmt.Errorf("%q is not a place: two numbers, x,y in metres or lat,lon in degrees", text)
	case !(math.Abs(a) <= maxDegrees && math.Abs(b) <= maxDegrees):
		return orb.Point{a, b}, nil
	}
	wgs84, err := spatial.ByEPSG(4326)
	if err != nil {
		return orb.Point{}, err
	}
	if !wgs84.Accepts(orb.Point{b, a}) {
		hint := "latitude first, about 60 to 70, then longitude, 19 to 32"
		if wgs84.Accepts(orb.Point{a, b}) {
			hint = "they look exchanged: latitude comes first"
		}
		return orb.Point{}, fmt.Errorf("latitude %g, longitude %g is not in Finland (%s)", a, b, hint)
	}
	at := wgs84.ToTM35(orb.Point{b, a})
	at = orb.Point{math.Round(at[0]), math.Round(at[1])}
	p.notes = append(p.notes, report.NewMessage("note_degrees", "what", id, // digits as they are typed
		"lat", fmt.Sprintf("%g", a), "lon", fmt.Sprintf("%g", b), "x", fmt.Sprintf("%.0f", at[0]), "y", fmt.Sprintf("%.0f", at[1])))
	return at, nil
}
