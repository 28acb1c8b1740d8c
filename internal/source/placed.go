package source

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/project"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/pkg/spatial"
)

// leastInside is the share of a file's places that must be where the county's system is
// used: in Finland by default.
const leastInside = 0.95

// Declared is what the user declares about the coordinates of a file.
type Declared struct {
	EPSG int  // code; 0 = as stated in the file
	Swap bool // the file has y before x (axes: yx)
	Fix  bool // exchange x and y if they are found to be exchanged (--fix axes)

	Home     spatial.CRS // of the county; zero is EPSG:3067
	Anywhere bool        // no county is known yet: a file outside Finland has a home of its own
}

// Placed is how the coordinates of a file are read.
type Placed struct {
	CRS   spatial.CRS
	Swap  bool   // x and y are exchanged first
	Fixed bool   // Swap was found and not declared
	North bool   // Swap is the axis order of the system in the register
	How   string // how the system was found: "the .prj", "epsg", "RFC 7946" …

	Home spatial.CRS // the system in which the county is computed

	convert func(orb.Point) orb.Point // from CRS to Home; nil before it is needed
}

// String returns "EPSG:3067 (ETRS89 / TM35FIN(E,N)), from the .prj".
func (p Placed) String() string {
	s := p.CRS.String() + ", from " + p.How
	if alias := p.Alias(); alias != "" {
		s += ", " + alias
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

// Alias names the system that has the same coordinates under another name; ""
// for none.
func (p Placed) Alias() string {
	switch code, about := p.CRS.Alias(); {
	case code == 0:
		return ""
	case about:
		return fmt.Sprintf("whose coordinates are those of EPSG:%d to about a metre", code)
	default:
		return fmt.Sprintf("whose coordinates are those of EPSG:%d", code)
	}
}

// Point converts a point of the file to metres of the county's system.
func (p *Placed) Point(at orb.Point) orb.Point {
	if p.Swap {
		at = spatial.Swap(at)
	}
	return p.Metres(at)
}

// Metres does the same for a point whose x and y are in order.
func (p *Placed) Metres(at orb.Point) orb.Point {
	if p.convert == nil {
		p.convert = p.CRS.To(p.Home)
	}
	return p.convert(at)
}

// Within returns a test of whether a point, with x and y in order, is where the county's
// system is used.
func (p *Placed) Within() func(orb.Point) bool { return spatial.Within(p.CRS, p.Home) }

// Geometry converts a copy of a geometry of the file to metres of the county's system;
// nil for nil.
func (p *Placed) Geometry(g orb.Geometry) orb.Geometry {
	if g == nil {
		return nil
	}
	return project.Geometry(orb.Clone(g), p.Point)
}

// geoJSONRule is the origin of the system of GeoJSON without a crs.
const geoJSONRule = "RFC 7946, as the file names none"

// Place finds how the coordinates of a file are to be read: by the declared
// code, else by what the file states, else, for GeoJSON, by its standard. At
// least 95 % of the sample must then be where the county's system is used: in Finland
// by default. If no county is known yet, a file elsewhere has a home of its own: its
// system if that has metres, else the zone of UTM. A system for which the
// register names the northing first is read in the order that puts them there.
// If neither order does, or if no system is stated, the problem names the
// systems that would, or reports that x and y look exchanged.
func Place(file, format string, stated record.System, sample []orb.Point, d Declared) (Placed, *problem.Problem) {
	p := Placed{Swap: d.Swap, Home: d.Home}
	looks := func() Looks { return LooksOf(turned(sample, d.Swap), d.Home) }
	switch {
	case d.EPSG != 0:
		p.How = "epsg, as declared"
		stated = record.System{EPSG: d.EPSG}
	case stated.Stated():
		p.How = stated.From
	case format == "GeoJSON":
		p.How = geoJSONRule
		stated = record.System{EPSG: 4326}
	default:
		return p, &problem.Problem{File: file, Found: "no coordinate system", Expected: "a file that states it, or epsg declared", Hint: looks().String()}
	}
	var err error
	var name string
	if p.CRS, name, err = Known(stated); err != nil {
		return p, &problem.Problem{File: file, Found: cmp.Or(name, problem.Clip(stated.Text)), Expected: "a coordinate system that is supported",
			Hint: notSupported(file, name, d.EPSG, err, looks())}
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
	if other := p; d.Anywhere && len(sample) > 0 {
		other.Home = p.HomeOf(sample)
		if other.inside(sample) && other.CRS != (spatial.CRS{}) {
			return other, nil
		}
	}
	like := looks()
	hint := like.String()
	if bare, ok := like.WithoutZone(p, sample); ok {
		hint = inEnglish(bare)
	}
	if asIs := (Placed{CRS: p.CRS, Home: d.Home}); d.Swap && asIs.inside(sample) {
		hint = "remove axes: yx, the file gives x first"
	}
	n, first := p.count(sample)
	if n > 0 {
		hint += fmt.Sprintf("; %d of %d places lie %s", n, len(sample), d.Home.Where())
	}
	found := "x " + coordinate(first[0]) + ", y " + coordinate(first[1])
	return p, &problem.Problem{File: file, Found: found, Expected: "places " + d.Home.Where() + " by " + p.String(), Hint: hint}
}

// HomeOf is the system in which a county at these places is best computed: the file's own
// if it has metres, else the zone of UTM that most of them lie in.
func (p *Placed) HomeOf(sample []orb.Point) spatial.CRS {
	if p.CRS.Metric() && p.CRS != (spatial.CRS{}) {
		return p.CRS
	}
	degrees, err := spatial.ByEPSG(4326)
	if err != nil || len(sample) == 0 {
		return spatial.CRS{}
	}
	to := p.CRS.To(degrees)
	x, y := make([]float64, 0, len(sample)), make([]float64, 0, len(sample))
	for _, at := range turned(sample, p.Swap) {
		d := to(at)
		x, y = append(x, d[0]), append(y, d[1])
	}
	slices.Sort(x)
	slices.Sort(y)
	return spatial.UTM(orb.Point{x[len(x)/2], y[len(y)/2]})
}

// inside reports whether enough places are where the county's system is used; true for no
// places.
func (p *Placed) inside(sample []orb.Point) bool {
	n, _ := p.count(sample)
	return float64(n) >= leastInside*float64(len(sample))
}

// count returns how many places are there and the first one that is not.
func (p *Placed) count(sample []orb.Point) (n int, first orb.Point) {
	within := p.Within()
	for i, at := range sample {
		if p.Swap {
			at = spatial.Swap(at)
		}
		if within(at) {
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

// coordinate writes metres without and degrees with decimals.
func coordinate(v float64) string {
	if math.Abs(v) <= 180 {
		return strconv.FormatFloat(v, 'f', 4, 64)
	}
	return strconv.FormatFloat(v, 'f', 0, 64)
}
