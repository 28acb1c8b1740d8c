package qgis

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"github.com/paulmach/orb"
)

var drawn = Style{Name: `Clinic & "co"`, Label: &Label{Column: "name", Size: 8, Color: "#16242d", Halo: "#ffffff", Around: true}, Rules: []Rule{
	{Label: "up to 10 min", Tests: []Test{{"min", UpTo, 10}, {"target", Above, 0.5}}, Symbol: Symbol{Shape: Fill, Color: "#d1f1f3", Shrink: &Shrink{Column: "target", Few: 1.5, Middle: 4, Most: 72.5, Less: 40}}},
	{Label: "limit 10 min", Heading: true},
	{Label: "none <b>", Tests: []Test{{"min", Null, nil}}, Symbol: Symbol{Shape: Outline, Stroke: "#000000", Width: 0.3, Closed: 250}},
	{Label: "a kind", Tests: []Test{{`odd "name"`, Is, `it's \ <x>`}, {"min", Some, nil}}, Symbol: Symbol{Shape: Cross, Color: "#ff0000", Stroke: "#16242d", Halo: "#ffffff", Size: 2.8, Width: 0.7}},
}}

// nodes reads a document and collects the values of an attribute, or the texts of an
// element, in order.
func nodes(t *testing.T, text, element, attribute string) (out []string) {
	t.Helper()
	inside := false
	for d := xml.NewDecoder(strings.NewReader(text)); ; {
		token, err := d.Token()
		if err == io.EOF {
			return out
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, text)
		}
		switch x := token.(type) {
		case xml.StartElement:
			inside = x.Name.Local == element && attribute == ""
			for _, a := range x.Attr {
				if x.Name.Local == element && a.Name.Local == attribute {
					out = append(out, a.Value)
				}
			}
		case xml.CharData:
			if inside {
				out = append(out, string(x))
			}
			inside = false
		}
	}
}

func same(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%s:\n%s\nexpected\n%s", what, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// The rules of a style are filters, labels and symbols of QGIS; a heading has no symbol
// and fits no row.
func TestQML(t *testing.T) {
	form := &Form{Fields: []Field{{Name: "id", Title: "Cell id"}, {Name: "class", Title: "Class", Words: []Word{{"2", "shorter"}, {"-2", "longer"}}}}, Tabs: []Tab{{"Cell", []string{"id"}}, {"Clinic", []string{"class"}}}}
	text := drawn.QML(form)
	same(t, "filters", nodes(t, text, "rule", "filter"), `"min" <= 10 AND "target" > 0.5`, "FALSE", `"min" IS NULL`, `"odd ""name""" = 'it''s \\ <x>' AND "min" IS NOT NULL`)
	same(t, "labels", nodes(t, text, "rule", "label"), "up to 10 min", "limit 10 min", "none <b>", "a kind")
	same(t, "symbols of rules", nodes(t, text, "rule", "symbol"), "0", "2", "3")
	same(t, "symbols", nodes(t, text, "symbol", "name"), "0", "@0@0", "2", "@2@0", "3")
	same(t, "aliases", nodes(t, text, "alias", "name"), "Cell id", "Class")
	same(t, "tabs", nodes(t, text, "attributeEditorContainer", "name"), "Cell", "Clinic")
	same(t, "fields of tabs", nodes(t, text, "attributeEditorField", "index"), "1", "2")
	for _, want := range []string{`CASE WHEN &#34;target&#34; &gt; 4 THEN $geometry WHEN &#34;target&#34; &gt; 1.5 THEN buffer($geometry, -40,`, `value="209,241,243,255"`, `labelsEnabled="1"`, `fieldName="regexp_replace(&#34;name&#34;, &#39;[\\x{200B}-`, `<Option name="shorter" type="QString" value="2"/>`, `buffer(buffer($geometry, 250,`} {
		if !strings.Contains(text, want) {
			t.Errorf("the style lacks %s", want)
		}
	}
	if without := drawn.QML(nil); strings.Contains(without, "aliases") || strings.Contains(without, "Fields") {
		t.Error("a style without a form has one")
	}
	if empty := (&Style{}).QML(nil); !strings.Contains(empty, "nullSymbol") || !strings.Contains(empty, `labelsEnabled="0"`) {
		t.Errorf("a style without rules is %s", empty)
	}
}

// SLD has the same rules without the heading.
func TestSLD(t *testing.T) {
	text := drawn.SLD("coverage_today")
	same(t, "names", nodes(t, text, "Name", ""), "coverage_today")
	same(t, "titles", nodes(t, text, "Title", ""), `Clinic & "co"`, "up to 10 min", "none <b>", "a kind")
	same(t, "columns", nodes(t, text, "PropertyName", ""), "min", "target", "min", `odd "name"`, "min")
	same(t, "values", nodes(t, text, "Literal", ""), "10", "0.5", `it's \ <x>`)
	same(t, "colours", nodes(t, text, "CssParameter", ""), "#d1f1f3", "#000000", "1.0714285714285714", "#ff0000", "#16242d", "2.5")
	for _, want := range []string{"<ogc:PropertyIsLessThanOrEqualTo>", "<ogc:Not><ogc:PropertyIsNull>", "<WellKnownName>x</WellKnownName>"} {
		if !strings.Contains(text, want) {
			t.Errorf("the document lacks %s", want)
		}
	}
}

// A project names its file relative to itself, has every layer with all its styles, and
// its themes and pages find the layers.
func TestProject(t *testing.T) {
	other := Style{Name: "other", Rules: []Rule{{Label: "all", Symbol: Symbol{Shape: Fill, Color: "#ffffff"}}}}
	p := Project{Title: "County [% 1+1 %]", File: "coverage.gpkg", System: System{32721, "PROJCS[\"x\"]"}, Extent: orb.Bound{Min: orb.Point{0, 0}, Max: orb.Point{2000, 1000}},
		Groups:  []Group{{Title: "Option", Layers: []Layer{{Table: "a", Title: "A", Geometry: "POLYGON", Styles: []Style{drawn, other}}, {Table: "b", Title: "B", Geometry: "POINT", Off: true}, {Table: "c", Geometry: "LINESTRING", Part: "o", Of: []Test{{"option", Is, "it's"}, {"n", Is, 3}}}}}},
		Themes:  []Theme{{Name: "change", Layers: []Themed{{"a", "other"}}}},
		Layouts: []Layout{{Name: "A4", Width: 297, Height: 210, Maps: []MapItem{{Box{10, 10, 200, 100}, "change"}}, Texts: []TextItem{{Box: Box{1, 2, 3, 4}, Text: "[% x %] & <b>", Size: 9, Bold: true, Color: "#16242d"}}, Legends: []LegendItem{{Layers: []Explained{{"a", "classes"}, {"gone", ""}}}}, Scales: []ScaleItem{{Km: 2}}}}}
	text := p.XML()
	same(t, "sources", nodes(t, text, "datasource", ""), "./coverage.gpkg|layername=a", "./coverage.gpkg|layername=b", `./coverage.gpkg|layername=c|subset="option" = 'it''s' AND "n" = 3`)
	same(t, "ids", nodes(t, text, "id", ""), "saavu_layer_a", "saavu_layer_b", "saavu_layer_c__o")
	same(t, "systems", nodes(t, text, "authid", ""), "EPSG:32721", "EPSG:32721", "EPSG:32721", "EPSG:32721", "EPSG:32721")
	same(t, "styles", nodes(t, text, "map-layer-style", "name"), `Clinic & "co"`, "other")
	same(t, "themes", nodes(t, text, "visibility-preset", "name"), "change")
	same(t, "layers of lists", nodes(t, text, "layer-tree-layer", "id"), "saavu_layer_a", "saavu_layer_b", "saavu_layer_c__o", "saavu_layer_a")
	same(t, "off", nodes(t, text, "layer-tree-layer", "checked"), "Qt::Checked", "Qt::Unchecked", "Qt::Checked", "Qt::Checked")
	same(t, "kinds", nodes(t, text, "maplayer", "geometry"), "Polygon", "Point", "Line")
	same(t, "map themes", nodes(t, text, "LayoutItem", "followPresetName"), "change")
	same(t, "texts", nodes(t, text, "LayoutItem", "labelText"), "[ % x %] & <b>")
	same(t, "title", nodes(t, text, "title", ""), "County [ % 1+1 %]")
	// The map is two to one, as the extent: both are widened by the same margin.
	same(t, "extent", nodes(t, text, "Extent", "xmax"), "2040")
	same(t, "extent", nodes(t, text, "Extent", "ymin"), "-20")
	if legend, scale, of := nodes(t, text, "LayoutItem", "map_uuid"), nodes(t, text, "LayoutItem", "mapUuid"), nodes(t, text, "LayoutItem", "uuid"); len(legend) != 1 || len(scale) != 1 || legend[0] != of[1] || scale[0] != of[1] {
		t.Errorf("legend and scale bar belong to %q and %q, the items are %q", legend, scale, of)
	}
	a, err := p.Zipped()
	if err != nil {
		t.Fatal(err)
	}
	if b, _ := p.Zipped(); !bytes.Equal(a, b) {
		t.Error("the same project gives other bytes")
	}
	z, err := zip.NewReader(bytes.NewReader(a), int64(len(a)))
	if err != nil || len(z.File) != 1 || z.File[0].Name != "project.qgs" {
		t.Errorf("files of the zip: %v, %v", z.File, err)
	}
}
