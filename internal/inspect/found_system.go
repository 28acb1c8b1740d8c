package inspect

import (
	"strconv"

	"github.com/paulmach/orb"

	"saavu/internal/format/record"
	"saavu/internal/source"
	"saavu/pkg/report"
)

// place decides on the coordinate system: the one that the file states, if the
// places are then in Finland, else the one that would put them there. If the
// file names an unsupported one, nothing is guessed. A column may be named
// after ETRS-TM35FIN, which rules out other readings of it.
func (p *places) place(s *record.Source, sample []orb.Point, tm35 bool) {
	placed, problem := source.Place(s.File, s.Format, s.System, sample, source.Declared{})
	y := &p.system
	if problem == nil {
		p.placed, p.fits = placed, true
		y.EPSG, y.Name, y.Known = placed.CRS.EPSG, placed.CRS.Name, true
		how := report.Term{List: "system_from", Word: placed.How}
		y.How = report.NewMessage("system.how", "how", how)
		if more := more(placed); more != nil {
			y.How = report.NewMessage("system.how_more", "how", how, "more", more)
		}
		return
	}
	if p.looks = source.LooksOf(sample); tm35 {
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
		if y.Advice = source.Save(s.File); len(y.Candidates) > 0 {
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

// more says what else is known of a system: its other name, and the order of its axes.
func more(placed source.Placed) []report.Message {
	var out []report.Message
	switch code, about := placed.CRS.Alias(); {
	case code != 0 && about:
		out = append(out, report.NewMessage("system.alias_about", "code", strconv.Itoa(code)))
	case code != 0:
		out = append(out, report.NewMessage("system.alias", "code", strconv.Itoa(code)))
	}
	if placed.North {
		out = append(out, report.NewMessage("system.north"))
	}
	return out
}
