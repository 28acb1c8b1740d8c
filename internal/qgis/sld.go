package qgis

import (
	"fmt"
	"strings"
)

// marks are the shapes of points by their names in SLD.
var marks = map[Shape]string{Circle: "circle", Square: "square", Diamond: "square", Triangle: "triangle", Cross: "x"}

// pixelsPerMM turns millimetres on paper into the pixels of 0.28 mm that SLD counts in.
const pixelsPerMM = 1 / 0.28

// SLD writes a style as a Styled Layer Descriptor 1.0 for the named layer. Labels, smaller
// polygons and headings are left out.
func (s *Style) SLD(layer string) string {
	var b strings.Builder
	b.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<StyledLayerDescriptor version=\"1.0.0\" xmlns=\"http://www.opengis.net/sld\" xmlns:ogc=\"http://www.opengis.net/ogc\">")
	fmt.Fprintf(&b, "<NamedLayer><Name>%s</Name><UserStyle><Title>%s</Title><FeatureTypeStyle>\n", attr(layer), people(s.Name))
	for i := range s.Rules {
		r := &s.Rules[i]
		if r.Heading {
			continue
		}
		fmt.Fprintf(&b, "<Rule><Title>%s</Title>", people(r.Label))
		filter(&b, r.Tests)
		r.Symbol.sld(&b)
		b.WriteString("</Rule>\n")
	}
	b.WriteString("</FeatureTypeStyle></UserStyle></NamedLayer></StyledLayerDescriptor>\n")
	return b.String()
}

// comparisons are the comparisons by their names in SLD.
var comparisons = map[Op]string{Is: "PropertyIsEqualTo", Not: "PropertyIsNotEqualTo", Above: "PropertyIsGreaterThan", AboveOr: "PropertyIsGreaterThan", AtLeast: "PropertyIsGreaterThanOrEqualTo",
	UpTo: "PropertyIsLessThanOrEqualTo", Below: "PropertyIsLessThan", Null: "PropertyIsNull", Some: "PropertyIsNull"}

func filter(b *strings.Builder, tests []Test) {
	if len(tests) == 0 {
		return
	}
	b.WriteString("<ogc:Filter>")
	if len(tests) > 1 {
		b.WriteString("<ogc:And>")
	}
	for _, t := range tests {
		name := "ogc:" + comparisons[t.Op]
		value := ""
		if t.Op != Null && t.Op != Some {
			text := literal(t.Value)
			if x, ok := t.Value.(string); ok {
				text = x
			}
			value = "<ogc:Literal>" + attr(text) + "</ogc:Literal>"
		}
		test := "<" + name + "><ogc:PropertyName>" + attr(t.Column) + "</ogc:PropertyName>" + value + "</" + name + ">"
		switch t.Op {
		case Some:
			test = "<ogc:Not>" + test + "</ogc:Not>"
		case AboveOr:
			test = "<ogc:Or>" + test + "<ogc:PropertyIsNull><ogc:PropertyName>" + attr(t.Column) + "</ogc:PropertyName></ogc:PropertyIsNull></ogc:Or>"
		}
		b.WriteString(test)
	}
	if len(tests) > 1 {
		b.WriteString("</ogc:And>")
	}
	b.WriteString("</ogc:Filter>")
}

// sld writes a symbol.
func (s *Symbol) sld(b *strings.Builder) {
	fill, stroke := "", ""
	if s.Color != "" && s.Shape != Outline {
		fill = "<Fill><CssParameter name=\"fill\">" + s.Color + "</CssParameter></Fill>"
	}
	if s.Stroke != "" {
		stroke = "<Stroke><CssParameter name=\"stroke\">" + s.Stroke + "</CssParameter><CssParameter name=\"stroke-width\">" + number(s.Width*pixelsPerMM) + "</CssParameter></Stroke>"
	}
	if s.Shape == Fill || s.Shape == Outline {
		b.WriteString("<PolygonSymbolizer>" + fill + stroke + "</PolygonSymbolizer>")
		return
	}
	if s.Shape == Line {
		b.WriteString("<LineSymbolizer>" + stroke + "</LineSymbolizer>")
		return
	}
	turn := ""
	if s.Shape == Diamond {
		turn = "<Rotation>45</Rotation>"
	}
	b.WriteString("<PointSymbolizer><Graphic><Mark><WellKnownName>" + marks[s.Shape] + "</WellKnownName>" + fill + stroke + "</Mark><Size>" + number(s.Size*pixelsPerMM) + "</Size>" + turn + "</Graphic></PointSymbolizer>")
}
