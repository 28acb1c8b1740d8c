package inspect

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"saavu/internal/source"
	"saavu/pkg/report"
	"saavu/pkg/spatial"
)

// System is the coordinate system of places and how it was found.
type System struct {
	EPSG        int            `json:"epsg" jsonschema:"oneof_type=integer;null" jsonschema_description:"code; 0 if no system fits, null if the stated one has no code"`
	Name        string         `json:"name,omitempty"`
	Parameters  string         `json:"parameters,omitempty" jsonschema_description:"of a stated system without a code, as county.crs takes them"`
	Near        string         `json:"near,omitempty" jsonschema_description:"file whose places decided the guess"`
	From        string         `json:"from" jsonschema_description:"how it was found, in the language of --lang; guessed if it is not stated"`
	Metres      int            `json:"metres,omitempty" jsonschema_description:"code of the system of the extent's metres, in which a county there is best computed; missing for 3067, in Finland, and for one without a code"`
	Known       bool           `json:"known" jsonschema_description:"false: it has to be declared, epsg is what would put the places in Finland"`
	Swapped     bool           `json:"swapped" jsonschema_description:"x and y look exchanged: axes: yx"`
	Stated      string         `json:"stated,omitempty" jsonschema_description:"the system that the file states, if it does not fit"`
	OldStated   string         `json:"told,omitempty" jsonschema_description:"the same as stated, under its first name"`
	Unsupported bool           `json:"unsupported,omitempty" jsonschema_description:"the file names an unsupported system, which stated has; nothing is guessed"`
	Readings    string         `json:"readings,omitempty" jsonschema_description:"if eastings may lack their zone number: where the places would be in either reading"`
	Do          string         `json:"do,omitempty" jsonschema_description:"what to do about a system that is not supported, or about readings"`
	How         report.Message `json:"-"` // From
	Reading     report.Message `json:"-"` // Readings
	Advice      report.Message `json:"-"` // Do
	Several     report.Message `json:"-"` // systems of which each would do, and where they put the places
	X           string         `json:"x,omitempty" jsonschema_description:"column of x, if places come from columns"`
	Y           string         `json:"y,omitempty"`
	WKT         string         `json:"wkt,omitempty" jsonschema_description:"column of well-known text"`
	Candidates  []int          `json:"candidates,omitempty" jsonschema_description:"codes that would put the places in Finland; 3126 to 3138 if eastings lack the number of the zone"`
	Outside     int64          `json:"outside" jsonschema_description:"places outside Finland, or outside the area where the stated system is used"`
	Without     int64          `json:"without" jsonschema_description:"rows without a place"`

	home spatial.CRS // of the extent's metres
}

// Home is the system in which a county at the places is best computed; zero in Finland.
func (y *System) Home() spatial.CRS { return y.home }

// MarshalJSON writes null for the code of a stated system that has none.
func (y System) MarshalJSON() ([]byte, error) {
	type plain System
	if !y.Known || y.EPSG != 0 {
		return json.Marshal(plain(y))
	}
	return json.Marshal(struct {
		EPSG *int `json:"epsg"`
		plain
	}{plain: plain(y)})
}

// vicinity is where a file lies that states its system, outside Finland.
type vicinity struct {
	file string
	box  orb.Bound   // degrees, with a margin
	home spatial.CRS // the system in which a county there is best computed
	own  bool        // the file itself is in metres of that system
}

// vicinityOf finds it; nil if no file states a system, or one states one in Finland.
func vicinityOf(files []File) *vicinity {
	var v *vicinity
	for i := range files {
		f := &files[i]
		if f.System == nil || !f.System.Known || f.Extent == nil {
			continue
		}
		if f.System.home.InFinland() {
			return nil
		}
		e := f.Extent
		box := orb.Bound{Min: orb.Point{e.West, e.South}, Max: orb.Point{e.East, e.North}}
		if v == nil {
			v = &vicinity{f.Name, box, f.System.home, f.System.home.EPSG == f.System.EPSG}
		}
		v.box = v.box.Union(box)
	}
	if v != nil {
		v.box = v.box.Pad(0.1 + max(v.box.Max[0]-v.box.Min[0], v.box.Max[1]-v.box.Min[1])/2)
	}
	return v
}

// placeNear guesses the system of a file that states none by where another file lies. If
// several systems put it there, or one whose zone is not there, nothing is guessed, except
// that they may be the other file's own. Web Mercator is no guess: hardly any table has it.
func (p *places) placeNear(sample []orb.Point) {
	y, of := &p.system, base(p.near.file)
	fit := p.near.systems(sample)
	if len(fit) == 0 {
		sample = swapped(sample)
		if fit = p.near.systems(sample); len(fit) == 0 {
			y.How = report.NewMessage("system.none_near", "file", of)
			return
		}
		y.Swapped = true
	}
	middle := orb.MultiPoint(sample).Bound().Center()
	var list []string
	for _, c := range fit {
		at := c.To(degreesOf())(middle)
		list = append(list, fmt.Sprintf("%s: %s %s", c, angle(at[1], "N", "S"), angle(at[0], "E", "W")))
		if c.EPSG != 0 {
			y.Candidates = append(y.Candidates, c.EPSG)
		}
	}
	first := fit[0]
	only := len(fit) == 1 && first.InZone(first.To(degreesOf())(middle))
	if !only && !(p.near.own && first == p.near.home) {
		y.Near, y.Several = of, report.NewMessage("system.several_near", "file", of, "list", list)
		y.How = y.Several
		return
	}
	p.placed, p.fits = source.Placed{CRS: first, Swap: y.Swapped}, true
	p.placed.Home = p.placed.HomeOf(sample)
	y.EPSG, y.Name, y.Near, y.How = first.EPSG, first.Name, of, report.NewMessage("system.near", "file", of)
	y.setHome(p.placed.Home)
}

// angle writes degrees with the letter of their direction.
func angle(v float64, plus, minus string) string {
	if v < 0 {
		plus = minus
	}
	return fmt.Sprintf("%.3f %s", math.Abs(v), plus)
}

// systems are those that put places near the file.
func (v *vicinity) systems(sample []orb.Point) []spatial.CRS {
	return slices.DeleteFunc(spatial.GuessIn(sample, v.box, v.home), func(c spatial.CRS) bool {
		return !c.Metric() && !c.Geographic()
	})
}

// degreesOf is WGS84.
func degreesOf() spatial.CRS {
	c, _ := spatial.ByEPSG(4326) // known
	return c
}

// swapped returns the places with x and y exchanged.
func swapped(sample []orb.Point) []orb.Point {
	out := make([]orb.Point, len(sample))
	for i, p := range sample {
		out[i] = spatial.Swap(p)
	}
	return out
}

// setHome records the system in which a county there is best computed.
func (y *System) setHome(home spatial.CRS) { y.home, y.Metres = home, home.EPSG }
