package qgis

import (
	"fmt"
	"slices"
	"strings"
)

// version is the oldest QGIS that the documents are for.
const version = "3.22.0"

// QML writes a style for QGIS, with the attribute form of the layer unless form is nil.
// Only the style that a layer opens with needs the form: QGIS keeps it when another
// style without one is chosen.
func (s *Style) QML(form *Form) string {
	categories := "Symbology|Labeling"
	if form != nil {
		categories += "|Fields|Forms"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n<qgis version=\"%s\" styleCategories=\"%s\" labelsEnabled=\"%s\">\n", version, categories, s.labels())
	b.WriteString(s.body(form))
	b.WriteString("</qgis>\n")
	return b.String()
}

// labels is 1 if rows are labelled, or keep labels of others away.
func (s *Style) labels() string {
	return bit(s.Label != nil || s.Marks)
}

// body is what a style and a layer of a project have in common. A style without rules
// draws no row.
func (s *Style) body(form *Form) string {
	var b strings.Builder
	if s.Rules == nil {
		b.WriteString("<renderer-v2 type=\"nullSymbol\"/>\n")
	} else {
		s.renderer(&b)
	}
	if s.Label != nil {
		s.Label.write(&b)
	} else if s.Marks {
		b.WriteString("<labeling type=\"simple\"><settings calloutType=\"simple\"><text-style fieldName=\"\"/><rendering drawLabels=\"0\" obstacle=\"1\" obstacleFactor=\"1.5\"/></settings></labeling>\n")
	}
	if form != nil {
		form.write(&b)
	}
	return b.String()
}

// renderer writes the rules. A rule of QGIS draws every row that it fits; here the first
// one does, as the rules of a style exclude each other.
func (s *Style) renderer(b *strings.Builder) {
	levels := slices.ContainsFunc(s.Rules, func(r Rule) bool { return r.Symbol.Level > 0 })
	b.WriteString("<renderer-v2 type=\"RuleRenderer\" symbollevels=\"" + bit(levels) + "\" forceraster=\"0\" enableorderby=\"0\"><rules key=\"saavu\">\n")
	for i, r := range s.Rules {
		filter := expression(r.Tests)
		if r.Heading {
			filter = "FALSE"
		}
		fmt.Fprintf(b, "<rule key=\"saavu%d\"", i)
		if !r.Heading {
			fmt.Fprintf(b, " symbol=\"%d\"", i)
		}
		if filter != "" {
			fmt.Fprintf(b, " filter=\"%s\"", attr(filter))
		}
		fmt.Fprintf(b, " label=\"%s\"/>\n", people(r.Label))
	}
	b.WriteString("</rules><symbols>\n")
	for i, r := range s.Rules {
		if !r.Heading {
			r.Symbol.write(b, fmt.Sprint(i))
		}
	}
	b.WriteString("</symbols></renderer-v2>\n")
}

// option writes a setting.
func option(b *strings.Builder, name, value string) {
	fmt.Fprintf(b, "<Option name=\"%s\" type=\"QString\" value=\"%s\"/>", name, attr(value))
}

// write writes a symbol: a fill, a line, or a mark.
func (s *Symbol) write(b *strings.Builder, name string) {
	kind := "marker"
	switch s.Shape {
	case Fill, Outline:
		kind = "fill"
	case Line:
		kind = "line"
	}
	fmt.Fprintf(b, "<symbol type=\"%s\" name=\"%s\" alpha=\"1\" clip_to_extent=\"1\">", kind, name)
	switch {
	case kind == "line":
		s.line(b)
	case kind == "marker":
		if s.Halo != "" {
			s.mark(b, s.Halo, s.Size+0.9)
		}
		s.mark(b, "", s.Size)
	case s.Shrink != nil || s.Closed > 0:
		b.WriteString("<layer class=\"GeometryGenerator\" enabled=\"1\" pass=\"0\" locked=\"0\"><Option type=\"Map\">")
		option(b, "SymbolType", "Fill")
		option(b, "geometryModifier", s.geometry())
		option(b, "units", "MapUnit")
		fmt.Fprintf(b, "</Option><symbol type=\"fill\" name=\"@%s@0\" alpha=\"1\" clip_to_extent=\"1\">", name)
		s.fill(b)
		b.WriteString("</symbol></layer>")
	default:
		s.fill(b)
	}
	b.WriteString("</symbol>\n")
}

// fill writes the layer of a fill.
func (s *Symbol) fill(b *strings.Builder) {
	b.WriteString("<layer class=\"SimpleFill\" enabled=\"1\" pass=\"0\" locked=\"0\"><Option type=\"Map\">")
	option(b, "color", rgba(s.Color))
	option(b, "style", map[bool]string{true: "no", false: "solid"}[s.Shape == Outline])
	if s.Stroke == "" {
		option(b, "outline_style", "no")
	} else {
		option(b, "outline_color", rgba(s.Stroke))
		option(b, "outline_width", number(s.Width))
		option(b, "outline_style", "solid")
	}
	b.WriteString("</Option></layer>")
}

// line writes the layer of a line.
func (s *Symbol) line(b *strings.Builder) {
	fmt.Fprintf(b, "<layer class=\"SimpleLine\" enabled=\"1\" pass=\"%d\" locked=\"0\"><Option type=\"Map\">", s.Level)
	option(b, "line_color", rgba(s.Stroke))
	option(b, "line_width", number(s.Width))
	option(b, "line_style", "solid")
	option(b, "capstyle", "round")
	b.WriteString("</Option></layer>")
}

// mark writes a layer of a mark: its edge, or itself.
func (s *Symbol) mark(b *strings.Builder, edge string, size float64) {
	color, stroke, width := s.Color, s.Stroke, s.Width
	if edge != "" {
		color, stroke, width = edge, edge, s.Width
		if s.Shape == Cross {
			width += 0.9
			size -= 0.5
		}
	}
	b.WriteString("<layer class=\"SimpleMarker\" enabled=\"1\" pass=\"0\" locked=\"0\"><Option type=\"Map\">")
	option(b, "name", string(s.Shape))
	option(b, "color", rgba(color))
	option(b, "outline_color", rgba(stroke))
	option(b, "outline_width", number(width))
	option(b, "outline_style", map[bool]string{true: "no", false: "solid"}[stroke == ""])
	option(b, "size", number(size))
	b.WriteString("</Option></layer>")
}

// geometry is the polygon as it is drawn.
func (s *Symbol) geometry() string {
	if s.Shrink != nil {
		return s.Shrink.expression()
	}
	return closedPolygon(s.Closed)
}

// closedPolygon is the polygon without gaps of up to twice that many metres.
func closedPolygon(metres float64) string {
	return fmt.Sprintf("buffer(buffer($geometry, %s, 1, 'flat', 'miter', 2), %s, 1, 'flat', 'miter', 2)", number(metres), number(-metres))
}

// expression is the polygon, smaller where the column is small.
func (s *Shrink) expression() string {
	by := func(metres float64) string {
		return "buffer($geometry, " + number(-metres) + ", 1, 'flat', 'miter', 2)"
	}
	return fmt.Sprintf("CASE WHEN %[1]s > %[2]s THEN $geometry WHEN %[1]s > %[3]s THEN %[4]s ELSE %[5]s END",
		column(s.Column), number(s.Middle), number(s.Few), by(s.Less), by(s.Most))
}

// hiddenMarks are direction marks and characters without width, as a regular expression of
// QGIS: a label with them would read otherwise than it is written.
const hiddenMarks = `[\\x{200B}-\\x{200F}\\x{202A}-\\x{202E}\\x{2060}-\\x{206F}\\x{FEFF}]`

// write writes the labels of a layer.
func (l *Label) write(b *strings.Builder) {
	fmt.Fprintf(b, "<labeling type=\"simple\"><settings calloutType=\"simple\"><text-style fieldName=\"%s\" isExpression=\"1\" fontSize=\"%s\" fontSizeUnit=\"Point\" fontFamily=\"%s\" fontWeight=\"50\" textColor=\"%s\" textOpacity=\"1\" allowHtml=\"0\">",
		attr("regexp_replace("+column(l.Column)+", '"+hiddenMarks+"', '')"), number(l.Size), font, rgba(l.Color))
	fmt.Fprintf(b, "<text-buffer bufferDraw=\"1\" bufferSize=\"0.8\" bufferSizeUnits=\"MM\" bufferColor=\"%s\" bufferOpacity=\"0.9\" bufferJoinStyle=\"128\"/></text-style><text-format wrapChar=\"\" multilineAlign=\"0\"/>", rgba(l.Halo))
	obstacle := l.Around // a polygon keeps no label of others away
	if l.Around {
		b.WriteString("<placement placement=\"6\" dist=\"1\" distUnits=\"MM\" offsetType=\"1\" predefinedPositionOrder=\"R,L,TR,BR,TL,BL,TSR,BSR\" priority=\"4\"/>")
	} else {
		b.WriteString("<placement placement=\"4\" centroidInside=\"1\" centroidWhole=\"1\" priority=\"8\"")
		if l.Closed > 0 {
			fmt.Fprintf(b, " geometryGeneratorEnabled=\"1\" geometryGeneratorType=\"PolygonGeometry\" geometryGenerator=\"%s\"", attr(closedPolygon(l.Closed)))
		}
		b.WriteString("/>")
	}
	fmt.Fprintf(b, "<rendering drawLabels=\"1\" displayAll=\"%s\" obstacle=\"%s\" fontMinPixelSize=\"3\" upsidedownLabels=\"0\"/></settings></labeling>\n", bit(!l.Around), bit(obstacle))
}

// font is the family of all texts; where it is not installed another one takes its
// place.
const font = "Open Sans"

// write writes titles, words for values, and the tabs of a form.
func (f *Form) write(b *strings.Builder) {
	b.WriteString("<fieldConfiguration>\n")
	for _, x := range f.Fields {
		if x.Words == nil {
			continue
		}
		fmt.Fprintf(b, "<field name=\"%s\"><editWidget type=\"ValueMap\"><config><Option type=\"Map\"><Option name=\"map\" type=\"List\">", attr(x.Name))
		for _, w := range x.Words {
			fmt.Fprintf(b, "<Option type=\"Map\"><Option name=\"%s\" type=\"QString\" value=\"%s\"/></Option>", people(w.Text), attr(w.Value))
		}
		b.WriteString("</Option></Option></config></editWidget></field>\n")
	}
	b.WriteString("</fieldConfiguration>\n<aliases>\n")
	for i, x := range f.Fields {
		// Column 0 is the row's own number.
		fmt.Fprintf(b, "<alias index=\"%d\" field=\"%s\" name=\"%s\"/>\n", i+1, attr(x.Name), people(x.Title))
	}
	b.WriteString("</aliases>\n")
	if f.Tabs == nil {
		return
	}
	b.WriteString("<editorlayout>tablayout</editorlayout>\n<attributeEditorForm>\n")
	for _, t := range f.Tabs {
		fmt.Fprintf(b, "<attributeEditorContainer name=\"%s\" columnCount=\"1\" groupBox=\"0\" showLabel=\"1\" visibilityExpressionEnabled=\"0\" visibilityExpression=\"\">\n", people(t.Title))
		for _, name := range t.Fields {
			fmt.Fprintf(b, "<attributeEditorField name=\"%s\" index=\"%d\" showLabel=\"1\"/>\n", attr(name), f.index(name))
		}
		b.WriteString("</attributeEditorContainer>\n")
	}
	b.WriteString("</attributeEditorForm>\n")
}

// index is the position of a field in its layer.
func (f *Form) index(name string) int {
	for i, x := range f.Fields {
		if x.Name == name {
			return i + 1
		}
	}
	return -1
}
