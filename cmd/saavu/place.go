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

// maxDegrees is the largest number that is read as degrees: no place of a county has
// coordinates in metres so small.
const maxDegrees = 180

// inDegrees is a place of the command line in degrees, which become metres when the
// county is known.
type inDegrees struct {
	id       string
	lat, lon float64
	at       *orb.Point
}

// place reads the two numbers of a place: metres of the county's system, easting first,
// or degrees, latitude first, which settle converts.
func (p *plan) place(id, text string, at *orb.Point) error {
	first, second, two := strings.Cut(text, ",")
	a, okA := params.ParseNumber(strings.TrimSpace(first))
	b, okB := params.ParseNumber(strings.TrimSpace(second))
	switch {
	case id == "":
		return errors.New("no id")
	case !two || !okA || !okB:
		return fmt.Errorf("%q is not a place: two numbers, x,y in metres or lat,lon in degrees", text)
	}
	*at = orb.Point{a, b}
	if math.Abs(a) <= maxDegrees && math.Abs(b) <= maxDegrees {
		p.degrees = append(p.degrees, inDegrees{id, a, b, at})
	}
	return nil
}

// settle converts the places in degrees to metres of the county's system, and notes each.
func (p *plan) settle(home spatial.CRS) error {
	wgs84, err := spatial.ByEPSG(4326)
	if err != nil {
		return err
	}
	within, to := spatial.Within(wgs84, home), wgs84.To(home)
	for _, d := range p.degrees {
		if !within(orb.Point{d.lon, d.lat}) {
			hint := "latitude comes first, then longitude"
			switch {
			case within(orb.Point{d.lat, d.lon}):
				hint = "they look exchanged: latitude comes first"
			case home.InFinland():
				hint = "latitude first, about 60 to 70, then longitude, 19 to 32"
			}
			return usage(hint, "%s: latitude %g, longitude %g is not %s", d.id, d.lat, d.lon, home.Where())
		}
		at := to(orb.Point{d.lon, d.lat})
		*d.at = orb.Point{math.Round(at[0]), math.Round(at[1])}
		p.notes = append(p.notes, report.NewMessage("note_degrees", "what", d.id, // digits as they are typed
			"lat", fmt.Sprintf("%g", d.lat), "lon", fmt.Sprintf("%g", d.lon), "x", fmt.Sprintf("%.0f", d.at[0]), "y", fmt.Sprintf("%.0f", d.at[1]), "system", home.Code()))
	}
	p.degrees = nil
	return nil
}
