package qgis

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"

	"github.com/paulmach/orb"
)

// Project is a QGIS project of layers of one file. File is its name; it is looked for
// next to the project, so that both may be moved. All layers are in one System.
type Project struct {
	Title, File string
	System      System
	Extent      orb.Bound // of all maps
	Groups      []Group
	Themes      []Theme
	Layouts     []Layout
}

// Group is a folder in the list of layers. A closed one shows its name alone, and one
// that is off draws nothing.
type Group struct {
	Title       string
	Closed, Off bool
	Layers      []Layer
}

// Layer is a layer of a project: its table, its geometry as in the file, its styles, the
// first of which draws it, and its form. One that is off is listed, but not drawn. Part
// names it if its rows are those that fit the tests of Of: a table may have several.
type Layer struct {
	Table, Title, Geometry string
	Part                   string
	Of                     []Test
	Styles                 []Style
	Form                   *Form
	Off                    bool
}

// Theme is a choice of layers, each in one of its styles, from top to bottom.
type Theme struct {
	Name   string
	Layers []Themed
}

// Themed is a layer of a theme, by its table, and the name of its style.
type Themed struct{ Table, Style string }

// System is a coordinate system: its EPSG code, 0 for none, and its well-known text.
type System struct {
	EPSG int
	WKT  string
}

// xml writes the system. QGIS takes the code if there is a number of its own before it,
// whichever, and the text without one.
func (s System) xml() string {
	own := ""
	if s.EPSG != 0 {
		own = fmt.Sprintf("<srsid>1</srsid><srid>%d</srid><authid>EPSG:%d</authid>", s.EPSG, s.EPSG)
	}
	return "<spatialrefsys><wkt>" + attr(s.WKT) + "</wkt>" + own + "</spatialrefsys>"
}

// Zipped is the project as a file .qgz. The same project gives the same bytes.
func (p *Project) Zipped() ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	w, err := z.CreateHeader(&zip.FileHeader{Name: "project.qgs", Method: zip.Deflate})
	if err != nil {
		return nil, err
	}
	if _, err := w.Write([]byte(p.XML())); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// XML is the project as a file .qgs.
func (p *Project) XML() string {
	var b strings.Builder
	fmt.Fprintf(&b, "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n<qgis version=\"%s\" projectname=\"%s\">\n<homePath path=\"\"/>\n<title>%s</title>\n", version, people(p.Title), people(p.Title))
	fmt.Fprintf(&b, "<projectCrs>%s</projectCrs>\n", p.System.xml())
	p.tree(&b)
	fmt.Fprintf(&b, "<mapcanvas name=\"theMapCanvas\" annotationsVisible=\"1\"><units>meters</units>%s<rotation>0</rotation><destinationsrs>%s</destinationsrs></mapcanvas>\n", extent(p.Extent), p.System.xml())
	b.WriteString("<projectlayers>\n")
	for _, g := range p.Groups {
		for i := range g.Layers {
			p.layer(&b, &g.Layers[i])
		}
	}
	b.WriteString("</projectlayers>\n<layerorder>\n")
	for _, g := range p.Groups {
		for _, l := range g.Layers {
			fmt.Fprintf(&b, "<layer id=\"%s\"/>", l.id())
		}
	}
	b.WriteString("</layerorder>\n<properties><Paths><Absolute type=\"bool\">false</Absolute></Paths><SpatialRefSys><ProjectionsEnabled type=\"int\">1</ProjectionsEnabled></SpatialRefSys></properties>\n")
	p.themes(&b)
	b.WriteString("<Layouts>\n")
	for i := range p.Layouts {
		p.Layouts[i].write(&b, p, i)
	}
	b.WriteString("</Layouts>\n</qgis>\n")
	return b.String()
}

// source is where the rows of a layer are.
func (p *Project) source(l *Layer) string {
	of := ""
	for i, t := range l.Of {
		of += []string{"|subset=", " AND "}[min(i, 1)] + column(t.Column) + " " + string(t.Op)
		switch v := t.Value.(type) {
		case nil:
		case string:
			of += " '" + strings.ReplaceAll(v, "'", "''") + "'"
		default:
			of += " " + literal(v)
		}
	}
	return "./" + p.File + "|layername=" + l.Table + of
}

// layerID is the id of a layer in a project. QGIS gives ids of fewer than ten characters
// new ones, and themes would not find their layers.
func layerID(table string) string { return attr("saavu_layer_" + table) }

func (l *Layer) id() string {
	if l.Part != "" {
		return layerID(l.Table + "__" + l.Part)
	}
	return layerID(l.Table)
}

func checked(off bool) string {
	if off {
		return "Qt::Unchecked"
	}
	return "Qt::Checked"
}

func bit(yes bool) string {
	if yes {
		return "1"
	}
	return "0"
}

// tree writes the list of layers.
func (p *Project) tree(b *strings.Builder) {
	b.WriteString("<layer-tree-group>\n")
	for _, g := range p.Groups {
		fmt.Fprintf(b, "<layer-tree-group name=\"%s\" checked=\"%s\" expanded=\"%s\">\n", people(g.Title), checked(g.Off), bit(!g.Closed))
		for _, l := range g.Layers {
			p.branch(b, &l, "")
		}
		b.WriteString("</layer-tree-group>\n")
	}
	b.WriteString("</layer-tree-group>\n")
}

// branch writes a layer of a list, under another title unless it is "".
func (p *Project) branch(b *strings.Builder, l *Layer, title string) {
	fmt.Fprintf(b, "<layer-tree-layer id=\"%s\" name=\"%s\" source=\"%s\" providerKey=\"ogr\" checked=\"%s\" expanded=\"%s\"><customproperties><Option type=\"Map\">", l.id(), people(l.Title), attr(p.source(l)), checked(l.Off), bit(!l.Off))
	if title != "" {
		fmt.Fprintf(b, "<Option name=\"legend/title-label\" type=\"QString\" value=\"%s\"/>", people(title))
	}
	b.WriteString("</Option></customproperties></layer-tree-layer>\n")
}

func extent(b orb.Bound) string {
	return fmt.Sprintf("<extent><xmin>%s</xmin><ymin>%s</ymin><xmax>%s</xmax><ymax>%s</ymax></extent>", number(b.Min[0]), number(b.Min[1]), number(b.Max[0]), number(b.Max[1]))
}

// layer writes a layer with all its styles.
func (p *Project) layer(b *strings.Builder, l *Layer) {
	first := Style{}
	if len(l.Styles) > 0 {
		first = l.Styles[0]
	}
	kind, wkb := "Polygon", "Polygon"
	switch {
	case strings.EqualFold(l.Geometry, "POINT"):
		kind, wkb = "Point", "Point"
	case strings.EqualFold(l.Geometry, "LINESTRING"):
		kind, wkb = "Line", "LineString"
	}
	fmt.Fprintf(b, "<maplayer type=\"vector\" geometry=\"%s\" wkbType=\"%s\" readOnly=\"1\" styleCategories=\"AllStyleCategories\" labelsEnabled=\"%s\" simplifyDrawingHints=\"0\" hasScaleBasedVisibilityFlag=\"0\">\n", kind, wkb, first.labels())
	fmt.Fprintf(b, "<id>%s</id><datasource>%s</datasource><layername>%s</layername><srs>%s</srs><provider encoding=\"UTF-8\">ogr</provider>\n", l.id(), attr(p.source(l)), people(l.Title), p.System.xml())
	if len(l.Styles) > 0 {
		fmt.Fprintf(b, "<map-layer-style-manager current=\"%s\">\n", people(first.Name))
		for i := range l.Styles {
			s := &l.Styles[i]
			fmt.Fprintf(b, "<map-layer-style name=\"%s\">", people(s.Name))
			if i > 0 {
				fmt.Fprintf(b, "<qgis version=\"%s\" styleCategories=\"AllStyleCategories\" labelsEnabled=\"%s\">\n%s</qgis>", version, s.labels(), s.body(nil))
			}
			b.WriteString("</map-layer-style>\n")
		}
		b.WriteString("</map-layer-style-manager>\n")
	}
	b.WriteString(first.body(l.Form))
	b.WriteString("</maplayer>\n")
}

// themes writes the themes.
func (p *Project) themes(b *strings.Builder) {
	b.WriteString("<visibility-presets>\n")
	for _, t := range p.Themes {
		fmt.Fprintf(b, "<visibility-preset name=\"%s\" has-expanded-info=\"0\" has-checked-group-info=\"0\">", people(t.Name))
		for _, l := range t.Layers {
			fmt.Fprintf(b, "<layer id=\"%s\" visible=\"1\" style=\"%s\" expanded=\"1\"/>", layerID(l.Table), people(l.Style))
		}
		b.WriteString("</visibility-preset>\n")
	}
	b.WriteString("</visibility-presets>\n")
}

// find is a layer by its table.
func (p *Project) find(table string) *Layer {
	for g := range p.Groups {
		for l := range p.Groups[g].Layers {
			if p.Groups[g].Layers[l].Table == table {
				return &p.Groups[g].Layers[l]
			}
		}
	}
	return nil
}
