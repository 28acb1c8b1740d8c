package source

import (
	"cmp"
	"fmt"
	"math"
	"strconv"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/project"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/pkg/spatial"
)

// leastInside is the part of a file's places that must lie in Finland.
const leastInside = 0.95

// Declared is what the user says of the coordinates of a file.
type Declared struct {
	EPSG int  // code; 0 = as the file tells
	Swap bool // the file gives y before x (axes: yx)
	Fix  bool // exchange x and y where they are found to be exchanged (--fix axes)
}

// Placed is how the coordinates of a file are read.
type Placed struct {
	CRS   spatial.CRS
	Swap  bool   // x and y are exchanged first
	Fixed bool   // Swap was found and not declared
	North bool   // Swap is the order of the axes that the register gives the system
	How   string // how the system was known: "the .prj", "epsg", "RFC 7946" …
}

// String gives "EPSG:3067 (ETRS89 / TM35FIN(E,N)), from the .prj".
func (p Placed) String() string {
	s := p.CRS.String() + ", from " + p.How
	if twin := p.Twin(); twin != "" {
		s += ", " + twin
	}
	if p.Fixed {
		return s + ", x and y exchanged by --fix axes"
	}
	if p.North {
		return s + ", northing first, as in the register"
	}
	if p.Swap {
		return s + ", y before x as declared"
	}
	return s
}

// Twin says which system has the same coordinates, by another name; "" for none.
func (p Placed) Twin() string {
	switch code, about := p.CRS.Twin(); {
	case code == 0:
		return ""
	case about:
		return fmt.Sprintf("whose coordinates are those of EPSG:%d to about a metre", code)
	default:
		return fmt.Sprintf("whose coordinates are those of EPSG:%d", code)
	}
}

// Point takes a point of the file to EPSG:3067 metres.
func (p Placed) Point(at orb.Point) orb.Point {
	if p.Swap {
		at = spatial.Swap(at)
	}
	return p.CRS.ToTM35(at)
}

// Geometry takes a copy of a geometry of the file to EPSG:3067 metres; nil for nil.
func (p Placed) Geometry(g orb.Geometry) orb.Geometry {
	if g == nil {
		return nil
	}
	return project.Geometry(orb.Clone(g), p.Point)
}

// geoJSONRule is where the system of GeoJSON without a crs comes from.
const geoJSONRule = "RFC 7946, as the file names none"

// Place finds how the coordinates of a file are to be read: by the code that is
// declared, else by what the file tells, else, for GeoJSON, by its standard. At
// least 95 % of the sample must then lie in Finland. A system of which the register
// names the northing first is read in the order that puts them there. If none does,
// or where nothing tells the system, the problem says which systems would, or that
// x and y look exchanged.
func Place(file, format string, told record.System, sample []orb.Point, d Declared) (Placed, *problem.Problem) {
	p := Placed{Swap: d.Swap}
	looks := func() Looks { return LooksOf(turned(sample, d.Swap)) }
	switch {
	case d.EPSG != 0:
		p.How = "epsg, as declared"
		told = record.System{EPSG: d.EPSG}
	case told.Told():
		p.How = told.From
	case format == "GeoJSON":
		p.How = geoJSONRule
		told = record.System{EPSG: 4326}
	default:
		return p, &problem.Problem{File: file, Found: "no coordinate system", Expected: "a file that states it, or epsg declared", Hint: looks().String()}
	}
	var err error
	var name string
	if p.CRS, name, err = Known(told); err != nil {
		return p, &problem.Problem{File: file, Found: cmp.Or(name, problem.Clip(told.Text)), Expected: "a coordinate system that is supported", Hint: notSupported(file, name, d.EPSG, err, looks())}
	}
	if p.inside(sample) {
		return p, nil
	}
	if other := p; !d.Swap && (d.Fix || p.CRS.NorthFirst()) {
		other.Swap, other.North = true, p.CRS.NorthFirst()
		other.Fixed = !other.North
		if other.inside(sample) {
			return other, nil
		}
	}
	like := looks()
	hint := like.String()
	if bare, ok := like.WithoutZone(p, sample); ok {
		hint = bare
	}
	if asIs := (Placed{CRS: p.CRS}); d.Swap && asIs.inside(sample) {
		hint = "remove axes: yx, the file gives x first"
	}
	n, first := p.count(sample)
	if n > 0 {
		hint += fmt.Sprintf("; %d of %d places lie in Finland", n, len(sample))
	}
	found := "x " + coordinate(first[0]) + ", y " + coordinate(first[1])
	return p, &problem.Problem{File: file, Found: found, Expected: "places in Finland by " + p.String(), Hint: hint}
}

// inside says whether enough places lie in Finland; true for no places.
func (p Placed) inside(sample []orb.Point) bool {
	n, _ := p.count(sample)
	return float64(n) >= leastInside*float64(len(sample))
}

// count gives how many places lie in Finland and the first one that does not.
func (p Placed) count(sample []orb.Point) (n int, first orb.Point) {
	for i, at := range sample {
		if p.Swap {
			at = spatial.Swap(at)
		}
		if p.CRS.Accepts(at) {
			n++
		} else if n == i {
			first = sample[i]
		}
	}
	return n, first
}

func turned(sample []orb.Point, swap bool) []orb.Point {
	if !swap {
		return sample
	}
	out := make([]orb.Point, len(sample))
	for i, p := range sample {
		out[i] = spatial.Swap(p)
	}
	return out
}

// coordinate writes metres whole and degrees with decimals.
func coordinate(v float64) string {
	if math.Abs(v) <= 180 {
		return strconv.FormatFloat(v, 'f', 4, 64)
	}
	return strconv.FormatFloat(v, 'f', 0, 64)
}
