package contract

import "saavu/pkg/report"

// mover is the effect of one source on a result.
type mover struct {
	drawSource
	What  string `json:"what" jsonschema_description:"which result changes"`
	Swing Number `json:"swing" jsonschema_description:"change of the result, in unit"`
	Unit  string `json:"unit"`
}

// drawSource is a parameter, or several that share a draw.
type drawSource struct {
	Path   string   `json:"path" jsonschema_description:"the parameter; of several that share a draw the first"`
	Lo     Number   `json:"lo" jsonschema_description:"low value of the parameter"`
	Hi     Number   `json:"hi" jsonschema_description:"high value of the parameter"`
	Shared string   `json:"shared,omitempty" jsonschema_description:"name of the draw that parameters covered by one source or reason share: they go from low to high together"`
	Paths  []string `json:"paths,omitempty" jsonschema_description:"all parameters of the shared draw that the option reads"`
}

func sourceOf(s *report.Source) drawSource {
	out := drawSource{Path: s.Path, Lo: Number(s.Lo), Hi: Number(s.Hi), Shared: s.Shared}
	if s.Together() {
		out.Paths = s.Paths
	}
	return out
}

func moverOf(m *report.Mover) mover {
	return mover{sourceOf(&m.Source), m.What, Number(m.Swing), m.Unit}
}

// chance is how often an option is better than its reference by one count.
type chance struct {
	Better int `json:"better" jsonschema_description:"draws in which the option is better than its reference"`
	Worse  int `json:"worse" jsonschema_description:"draws in which it is worse; in the others they are equal"`
	Draws  int `json:"draws" jsonschema_description:"0 without draws, without a reference, or if the count is not known"`
}

// tornadoBar is one bar of a tornado.
type tornadoBar struct {
	Count string `json:"count" jsonschema:"enum=gets there,enum=visits,enum=county,enum=homes"`
	drawSource
	AtLow  Number `json:"at_low" jsonschema_description:"the option less its reference with the parameters of the source at their low: people, visits a year or euros a year"`
	At     Number `json:"at_value" jsonschema_description:"the same at the values"`
	AtHigh Number `json:"at_high" jsonschema_description:"the same with the parameters at their high"`
}

func barOf(b *report.Bar) tornadoBar {
	return tornadoBar{b.Count, sourceOf(&b.Source), Number(b.AtLow), Number(b.At), Number(b.AtHigh)}
}
