package inspect

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"saavu/pkg/report"
)

// doubts are about where the places are.
func (p *places) doubts(f *File, columns []*column) {
	y := &p.system
	if !p.shapes && p.x >= 0 && p.wkt < 0 {
		y.X, y.Y = columns[p.x].field.Name, columns[p.y].field.Name
	}
	if p.wkt >= 0 && !p.shapes {
		y.WKT = columns[p.wkt].field.Name
	}
	switch {
	case p.seen == 0:
		f.doubt(Doubt{About: report.NewMessage("doubt.no_place")})
		return
	case !y.Known:
		p.systemDoubt(f)
	}
	if y.Swapped {
		f.doubt(Doubt{About: report.NewMessage("doubt.exchanged"), Advice: report.NewMessage("do.exchanged")})
	}
	if strings.Contains(strings.ToUpper(f.Layer), "ESPG") {
		f.doubt(Doubt{About: report.NewMessage("doubt.espg", "layer", f.Layer), Advice: report.NewMessage("do.espg")})
	}
	if n := p.outside; n > 0 {
		f.doubt(Doubt{About: report.NewMessage("doubt.outside", "n", int(n)), Advice: report.NewMessage("do.outside"), Rows: n})
	}
	if n := p.without; n > 0 {
		f.doubt(Doubt{About: report.NewMessage("doubt.without_place", "n", int(n)), Advice: report.NewMessage("do.without_place"), Rows: n})
	}
	if n := p.twice(); n > 0 {
		sample := report.Message{}
		if p.thinned() {
			sample = report.NewMessage("doubt.place_sample", "n", len(p.kept))
		}
		f.doubt(Doubt{About: report.NewMessage("doubt.same_place", "n", int(n), "sample", sample), Advice: report.NewMessage("do.same_place"), Rows: n})
	}
	f.cellDoubts(&p.squares)
	p.offset.doubt(f, columns, p)
}

// systemDoubt is about a coordinate system that is not stated, or one that is
// not supported.
func (p *places) systemDoubt(f *File) {
	y := &p.system
	text := report.NewMessage("system.not_stated")
	switch {
	case y.Unsupported:
		f.doubt(Doubt{About: y.How, Advice: y.Advice})
		return
	case f.Format == "GeoJSON" && strings.Contains(y.Stated, "RFC 7946"):
		text = report.NewMessage("system.geojson")
	case y.Stated != "":
		text = report.NewMessage("system.no_fit", "system", y.Stated)
	}
	and := func(more report.Message) report.Message {
		return report.NewMessage("doubt.system_and", "text", text, "more", more)
	}
	switch {
	case p.zone.Kind != "":
		f.doubt(Doubt{About: text, Advice: p.zone})
	case p.looks.Other.Kind != "":
		f.doubt(Doubt{About: and(p.looks.Other), Advice: p.looks.Do})
	case y.Several.Kind != "":
		f.doubt(Doubt{About: and(y.Several), Advice: report.NewMessage("do.ask_source")})
	case len(y.Candidates) == 0:
		f.doubt(Doubt{About: report.NewMessage("doubt.system_none", "text", text, "x_low", brief(p.raw.Min[0]), "x_high", brief(p.raw.Max[0]),
			"y_low", brief(p.raw.Min[1]), "y_high", brief(p.raw.Max[1])), Advice: report.NewMessage("do.ask_source")})
	case y.Near != "":
		f.doubt(Doubt{About: report.NewMessage("doubt.system_near", "text", text, "system", y.name(), "file", y.Near),
			Advice: report.NewMessage("do.declare_epsg", "code", cmp.Or(strings.TrimPrefix(strconv.Itoa(y.EPSG), "0"), "county"))})
	case y.Reading.Kind != "":
		f.doubt(Doubt{About: and(y.Reading), Advice: y.Advice})
	default:
		would := "doubt.system_would"
		if y.Metres != 0 {
			would = "doubt.system_names"
		}
		f.doubt(Doubt{About: report.NewMessage(would, "text", text, "system", y.name()),
			Advice: report.NewMessage("do.declare_epsg", "code", strconv.Itoa(y.EPSG))})
	}
}

// unplaced is about columns that are named as coordinates but have no numbers.
func (f *File) unplaced(columns []*column) {
	var names, examples []string
	comma, texts := false, int64(0)
	for _, c := range columns {
		if role := byName(c.field.Name); (role == X || role == Y) && c.numbers() == 0 && c.text > 0 {
			names, examples = append(names, c.field.Name), append(examples, c.examples[0])
			comma, texts = comma || c.withComma > 0, max(texts, c.text)
		}
	}
	switch {
	case len(names) < 2:
	case comma:
		f.doubt(Doubt{About: report.NewMessage("doubt.place_comma", "x", names[0], "y", names[1], "examples", quoted(examples)),
			Advice: report.NewMessage("do.place_comma"), Columns: names, Rows: texts})
	default:
		f.doubt(Doubt{About: report.NewMessage("doubt.place_text", "x", names[0], "y", names[1], "examples", quoted(examples)),
			Advice: report.NewMessage("do.place_text"), Columns: names, Rows: texts})
	}
}

func (y *System) name() string {
	if y.EPSG == 0 {
		return y.Name
	}
	return fmt.Sprintf("EPSG:%d (%s)", y.EPSG, y.Name)
}

// cellDoubts are about the grid of cells.
func (f *File) cellDoubts(q *squares) {
	c := f.Cells
	if c == nil {
		return
	}
	if c.Off > 0 {
		f.doubt(Doubt{About: report.NewMessage("doubt.off_grid", "off", int(c.Off), "all", int(c.Off+c.On), "side", metres(c.Side)),
			Advice: report.NewMessage("do.off_grid"), Rows: c.Off})
	}
	if l := c.Isolated; l != nil {
		which := report.Message{}
		if l.ID != "" {
			which = report.NewMessage("doubt.which", "id", l.ID)
		}
		f.doubt(Doubt{About: report.NewMessage("doubt.isolated", "which", which, "people", report.Amount{V: l.People, As: report.AsWhole}, "distance",
			metres(l.Metres)),
			Advice: report.NewMessage("do.isolated"), Rows: 1})
	}
	if c.Shape != "" {
		return
	}
	if q.noise > 0 && q.noise < 0.001 {
		f.doubt(Doubt{About: report.NewMessage("doubt.noise", "length", metres(q.noise)), Advice: report.NewMessage("do.noise")})
	} else if c.Deviates >= 0.01 {
		f.doubt(Doubt{About: report.NewMessage("doubt.deviates", "side", metres(c.Side), "length", metres(c.Deviates)), Advice: report.NewMessage("do.deviates")})
	}
}

// doubt is about columns x and y that are not the centre of the shape.
func (o *offset) doubt(f *File, columns []*column, p *places) {
	if p.x < 0 || !p.shapes {
		return
	}
	x, y := columns[p.x].field.Name, columns[p.y].field.Name
	say := func(about report.Message, rows int64) {
		f.doubt(Doubt{About: about, Advice: report.NewMessage("do.take_shapes"), Columns: []string{x, y}, Rows: rows})
	}
	switch mean := o.sum / float64(o.rows); {
	case o.turned > o.rows:
		say(report.NewMessage("doubt.turned", "x", x, "y", y), o.turned)
	case o.rows == 0 || o.most < 0.01:
	case mean < 100_000 && o.least > 0.01:
		say(report.NewMessage("doubt.off_centre", "x", x, "y", y, "mean", metres(round(mean, 2)), "most", metres(round(o.most, 2))), o.rows)
	case mean >= 100_000:
		say(report.NewMessage("doubt.other_system", "x", x, "y", y), o.rows)
	}
}
