package source

import (
	"cmp"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/project"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/pkg/spatial"
)

// leastInside is the share of a file's places that must be where the county's system is
// used: in Finland by default.
const leastInside = 0.95

// OfCounty stands for a code in Declared: the file is in the county's own system.
const OfCounty = -1

// Declared is what the user declares about the coordinates of a file.
type Declared struct {
	EPSG int  // code, or OfCounty; 0 = as stated in the file
	Swap bool // the file has y before x (axes: yx)
	Fix  bool // exchange x and y if they are found to be exchanged (--fix axes)

	Home     spatial.CRS // of the county; zero is EPSG:3067
	Anywhere bool        // no county is known yet: a file outside Finland has a home of its own
	Rows     []int       // of the sample in the file, for the problem; nil if they are not known
	Column   string      // of x, for the problem
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
	if p.Approximate() {
		s += ", to a few metres"
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

// Approximate reports whether places move between an old datum and another one, which is
// right to a few metres only.
func (p Placed) Approximate() bool {
	return p.CRS.Approximate() != p.Home.Approximate() || p.CRS.Approximate() && p.CRS.Base() != p.Home.Base()
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
	if fault := p.find(file, format, stated, d, looks); fault != nil {
		return p, fault
	}
	inside := p.inside(sample)
	if inside && !p.CRS.Geographic() && spatial.AreDegrees(sample) {
		fault := p.faultAt(file, 0, sample, d)
		fault.Expected = "metres of " + p.String()
		fault.Hint = "all places look like longitude and latitude in degrees: declare epsg: 4326" + elsewhere(p.Home, turned(sample, d.Swap))
		return p, &fault
	}
	if inside {
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
	if len(like.Systems) == 0 && p.CRS.Geographic() {
		hint = strings.TrimPrefix(strings.TrimPrefix(elsewhere(p.Home, turned(sample, d.Swap)), ", and "), ", but ")
	}
	if hint == "" {
		hint = like.String()
	}
	if n > 0 {
		hint += fmt.Sprintf("; %d of %d places lie %s", n, len(sample), d.Home.Where())
	}
	fault := p.faultAt(file, first, sample, d)
	fault.Expected, fault.Hint = "places "+d.Home.Where()+" by "+p.String(), hint
	return p, &fault
}

// find sets the system that is declared or stated.
func (p *Placed) find(file, format string, stated record.System, d Declared, looks func() Looks) *problem.Problem {
	switch {
	case d.EPSG == OfCounty:
		p.How, p.CRS = "epsg, as declared", d.Home.Named()
		stated = record.System{}
	case d.EPSG != 0:
		p.How = "epsg, as declared"
		stated = record.System{EPSG: d.EPSG}
	case stated.Stated():
		p.How = stated.From
	case format == "GeoJSON":
		p.How = geoJSONRule
		stated = record.System{EPSG: 4326}
	default:
		return &problem.Problem{File: file, Found: "no coordinate system", Expected: "a file that states it, or epsg declared", Hint: looks().String()}
	}
	var err error
	var name string
	if d.EPSG != OfCounty {
		p.CRS, name, err = Known(stated)
	}
	if err != nil {
		return &problem.Problem{File: file, Found: cmp.Or(name, problem.Clip(stated.Text)), Expected: "a coordinate system that is supported",
			Hint: notSupported(file, name, d, err, looks())}
	}
	return nil
}

// faultAt is the problem of a place of the sample.
func (p *Placed) faultAt(file string, i int, sample []orb.Point, d Declared) problem.Problem {
	fault := problem.Problem{File: file, Column: d.Column,
		Found: "x " + coordinate(sample[i][0]) + ", y " + coordinate(sample[i][1])}
	if i < len(d.Rows) {
		fault.Row = d.Rows[i]
	}
	return fault
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
	lonLat := make([]orb.Point, 0, len(sample))
	for _, at := range turned(sample, p.Swap) {
		lonLat = append(lonLat, to(at))
	}
	x, y := middle(lonLat)
	return spatial.UTM(orb.Point{x, y})
}

// inside reports whether enough places are where the county's system is used; true for no
// places.
func (p *Placed) inside(sample []orb.Point) bool {
	n, _ := p.count(sample)
	return float64(n) >= leastInside*float64(len(sample))
}

// count returns how many places are there and the index of the first one that is not.
func (p *Placed) count(sample []orb.Point) (n, first int) {
	within := p.Within()
	for i, at := range sample {
		if p.Swap {
			at = spatial.Swap(at)
		}
		if within(at) {
			n++
		} else if n == i {
			first = i
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
