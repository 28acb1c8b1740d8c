package source

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

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
	How   string // how the system was known: "the .prj", "epsg", "RFC 7946" …
}

// String gives "EPSG:3067 (ETRS89 / TM35FIN(E,N)), from the .prj".
func (p Placed) String() string {
	s := p.CRS.String() + ", from " + p.How
	if p.Fixed {
		return s + ", x and y exchanged by --fix axes"
	}
	if p.Swap {
		return s + ", y before x as declared"
	}
	return s
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
// least 95 % of the sample must then lie in Finland. If not, or where nothing
// tells the system, the problem says which systems would put them there, or that
// x and y look exchanged.
func Place(file, format string, told record.System, sample []orb.Point, d Declared) (Placed, *problem.Problem) {
	p := Placed{Swap: d.Swap}
	var err error
	switch {
	case d.EPSG != 0:
		p.How = "epsg, as declared"
		p.CRS, err = spatial.ByEPSG(d.EPSG)
		told.Text = "EPSG:" + strconv.Itoa(d.EPSG)
	case told.EPSG != 0:
		p.How = told.From
		p.CRS, err = spatial.ByEPSG(told.EPSG)
		told.Text = "EPSG:" + strconv.Itoa(told.EPSG)
	case told.Text != "":
		p.How = told.From
		p.CRS, err = byName(told.Text)
	case format == "GeoJSON":
		p.How = geoJSONRule
		p.CRS, err = spatial.ByEPSG(4326)
	default:
		return p, &problem.Problem{File: file, Found: "no coordinate system", Expected: "a file that tells it, or epsg declared", Hint: looksLike(turned(sample, d.Swap))}
	}
	if err != nil {
		return p, &problem.Problem{File: file, Found: told.Text, Expected: "a coordinate system that is supported", Hint: err.Error() + "; " + looksLike(turned(sample, d.Swap))}
	}
	if p.inside(sample) {
		return p, nil
	}
	if other := p; d.Fix && !d.Swap {
		other.Swap, other.Fixed = true, true
		if other.inside(sample) {
			return other, nil
		}
	}
	hint := looksLike(turned(sample, d.Swap))
	if asIs := (Placed{CRS: p.CRS}); d.Swap && asIs.inside(sample) {
		hint = "take axes: yx out, the file gives x first"
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

// codeName is a code as files spell it: EPSG:3067, urn:ogc:def:crs:EPSG::3067,
// urn:ogc:def:crs:EPSG:6.9:3067, the address .../def/crs/EPSG/0/3067 of the OGC or
// the older one that ends in epsg.xml#3067.
var codeName = regexp.MustCompile(`(?i)^(?:urn:(?:x-)?ogc:def:crs:|https?://www\.opengis\.net/def/crs/)?EPSG[:/](?:[0-9.]*[:/])?([0-9]{4,5})$|` +
	`^https?://www\.opengis\.net/gml/srs/epsg\.xml#([0-9]{4,5})$`)

// byName finds a system by a name, or by well-known text.
func byName(text string) (spatial.CRS, error) {
	text = strings.TrimSpace(text)
	if strings.HasSuffix(strings.ToUpper(text), "CRS84") {
		return spatial.ByEPSG(4326)
	}
	if m := codeName.FindStringSubmatch(text); m != nil {
		code, _ := strconv.Atoi(m[1] + m[2])
		return spatial.ByEPSG(code)
	}
	return spatial.FromWKT(text)
}

// coordinate writes metres whole and degrees with decimals.
func coordinate(v float64) string {
	if math.Abs(v) <= 180 {
		return strconv.FormatFloat(v, 'f', 4, 64)
	}
	return strconv.FormatFloat(v, 'f', 0, 64)
}

// looksLike says as a hint which system coordinates seem to be of.
func looksLike(points []orb.Point) string {
	if fit := spatial.Guess(points); len(fit) > 0 {
		return fmt.Sprintf("the coordinates look like %s: declare epsg: %d", fit[0], fit[0].EPSG)
	}
	if spatial.Swapped(points) {
		mended := turned(points, true)
		return fmt.Sprintf("x and y look exchanged: with axes: yx, or --fix axes, the coordinates look like %s", spatial.Guess(mended)[0])
	}
	return "the coordinates fit none of the systems that are supported"
}
