package inspect

import (
	"math"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/format/record"
	"saavu/internal/source"
	"saavu/pkg/report"
	"saavu/pkg/spatial"
)

// place decides on the coordinate system: the one that the file states, if the
// places are then in Finland or where that system is used, else the one that would put
// them in Finland. If the file names an unsupported one, nothing is guessed. x is the
// name of a column: it may be named after ETRS-TM35FIN, which rules out other readings
// of it, or after degrees, which may be anywhere.
func (p *places) place(s *record.Source, sample []orb.Point, x string) {
	stated, declared := s.System, source.Declared{Anywhere: true}
	if degreesName(x) && !stated.Stated() && len(spatial.Guess(sample, spatial.CRS{})) == 0 &&
		!spatial.Swapped(sample, spatial.CRS{}) {
		if declared.Swap = !areDegrees(sample) && areDegrees(swapped(sample)); declared.Swap || areDegrees(sample) {
			stated = record.System{EPSG: 4326}
		}
	}
	placed, problem := source.Place(s.File, s.Format, stated, sample, declared)
	y := &p.system
	if problem == nil && !s.System.Stated() && stated.Stated() { // the file does not state it: it has to be declared
		p.placed, p.fits = placed, true
		y.EPSG, y.Name, y.How, y.Swapped = placed.CRS.EPSG, placed.CRS.Name, report.NewMessage("system.names"), placed.Swap
		y.setHome(placed.Home)
		y.Candidates = []int{y.EPSG}
		return
	}
	if problem == nil {
		p.placed, p.fits = placed, true
		y.setHome(placed.Home)
		if placed.CRS.EPSG == 0 {
			y.Parameters = placed.CRS.Parameters().String()
		}
		y.EPSG, y.Name, y.Known = placed.CRS.EPSG, placed.CRS.Name, true
		how := report.Term{List: "system_from", Word: placed.How}
		y.How = report.NewMessage("system.how", "how", how)
		if more := more(placed); more != nil {
			y.How = report.NewMessage("system.how_more", "how", how, "more", more)
		}
		return
	}
	if !s.System.Stated() && p.near != nil {
		p.placeNear(sample)
		return
	}
	p.guess(s, placed, declared, sample, x)
}

// guess describes a system that does not fit, is not supported or is not stated, and the
// ones of Finland that would.
func (p *places) guess(s *record.Source, placed source.Placed, declared source.Declared, sample []orb.Point, x string) {
	y := &p.system
	if p.looks = source.LooksOf(sample, spatial.CRS{}); strings.Contains(x, "tm35") {
		p.looks.Zones = nil
	}
	y.Swapped = p.looks.Swapped
	for _, c := range append(p.looks.Systems, p.looks.Zones...) {
		y.Candidates = append(y.Candidates, c.EPSG)
	}
	_, name, err := source.Known(s.System)
	switch {
	case s.System.Stated() && err != nil && name != "":
		y.Stated, y.Unsupported = name, true
		y.How = report.NewMessage("system.unsupported", "system", name)
		if y.Advice = source.Save(s.File, source.SaveAs(name, declared)); len(y.Candidates) > 0 {
			y.Advice = report.NewMessage("do.save_or", "save", y.Advice, "looks", p.looks.Message())
		}
	case s.System.Stated() && err != nil:
		y.Stated = s.System.Text
	case placed.How != "":
		y.Stated = placed.String()
		p.zone, _ = p.looks.WithoutZone(placed, sample)
	}
	switch {
	case y.Unsupported:
	case len(p.looks.Systems) == 0:
		y.How = report.NewMessage("system.none")
	default:
		p.placed.CRS = p.looks.Systems[0]
		p.placed.Swap, p.fits = y.Swapped, true
		y.EPSG, y.Name, y.How = p.placed.CRS.EPSG, p.placed.CRS.Name, report.NewMessage("system.guess")
		if len(p.looks.Zones) > 0 {
			y.How = report.NewMessage("system.guess_zones")
			y.Reading, y.Advice = p.looks.Readings()
		}
	}
}

// degreesName reports whether a column of x is named after degrees.
func degreesName(name string) bool {
	return strings.Contains(name, "lon") || strings.Contains(name, "lng") || strings.Contains(name, "wgs84")
}

// areDegrees reports whether all places may be longitude and latitude, and at least one
// of them is no whole number.
func areDegrees(sample []orb.Point) bool {
	part := false
	for _, p := range sample {
		if !degrees.Contains(p) {
			return false
		}
		part = part || p[0] != math.Trunc(p[0])
	}
	return part
}

// more says what else is known of a system: its other name, and the order of its axes.
func more(placed source.Placed) []report.Message {
	var out []report.Message
	switch code, about := placed.CRS.Alias(); {
	case code != 0 && about:
		out = append(out, report.NewMessage("system.alias_about", "code", strconv.Itoa(code)))
	case code != 0:
		out = append(out, report.NewMessage("system.alias", "code", strconv.Itoa(code)))
	}
	if placed.CRS.Approximate() {
		out = append(out, report.NewMessage("system.approximate"))
	}
	if placed.North {
		out = append(out, report.NewMessage("system.north"))
	}
	return out
}
