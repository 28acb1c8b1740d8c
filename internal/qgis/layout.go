package qgis

import (
	"fmt"
	"strings"

	"github.com/paulmach/orb"
)

// Layout is a page to be printed, in millimetres.
type Layout struct {
	Name          string
	Width, Height float64
	Maps          []MapItem
	Texts         []TextItem
	Legends       []LegendItem
	Scales        []ScaleItem
}

// Box is a place on a page: its left upper corner, its width and height.
type Box struct{ X, Y, W, H float64 }

// MapItem is a map of a theme.
type MapItem struct {
	Box
	Theme string
}

// TextItem is a text in points.
type TextItem struct {
	Box
	Text  string
	Size  float64
	Bold  bool
	Right bool // ends at the right
	Color string
}

// LegendItem explains layers of a map of the page: Of is the map's position in Maps.
type LegendItem struct {
	Box
	Of      int
	Layers  []Explained
	Columns int // 0 is one
}

// Explained is a layer of a legend by its table, under a title.
type Explained struct{ Table, Title string }

// ScaleItem is a scale bar of a map of the page: Of is the map's position in Maps, and
// Km the length of each of its two parts.
type ScaleItem struct {
	Box
	Of int
	Km float64
}

// The kinds of items of a page, as QGIS numbers them.
const (
	pageItem   = 65638
	mapItem    = 65639
	textItem   = 65641
	legendItem = 65642
	scaleItem  = 65646
)

// id is the number of an item of a page, in the form that QGIS expects.
func id(page, kind, n int) string {
	return fmt.Sprintf("{00000000-0000-4000-8000-%06d%03d%03d}", kind, page, n)
}

// open starts an item.
func open(b *strings.Builder, kind, page, n int, at Box, more string) {
	place := number(at.X) + "," + number(at.Y) + ",mm"
	fmt.Fprintf(b, "<LayoutItem type=\"%d\" uuid=\"%s\" templateUuid=\"%s\" position=\"%s\" positionOnPage=\"%s\" size=\"%s,%s,mm\" visibility=\"1\" opacity=\"1\" referencePoint=\"0\" frameJoinStyle=\"miter\" outlineWidthM=\"0.2,mm\" zValue=\"%d\" %s>\n",
		kind, id(page, kind, n), id(page, kind, n), place, place, number(at.W), number(at.H), n, more)
}

// write writes a page. QGIS draws items in the order of their zValue, and two of the same
// in the order of the file.
func (l *Layout) write(b *strings.Builder, p *Project, page int) {
	fmt.Fprintf(b, "<Layout name=\"%s\" units=\"mm\" printResolution=\"300\">\n<PageCollection><symbol type=\"fill\" name=\"\" alpha=\"1\"><layer class=\"SimpleFill\" enabled=\"1\" pass=\"0\" locked=\"0\"><Option type=\"Map\"><Option name=\"color\" type=\"QString\" value=\"255,255,255,255\"/><Option name=\"style\" type=\"QString\" value=\"solid\"/><Option name=\"outline_style\" type=\"QString\" value=\"no\"/></Option></layer></symbol>\n", people(l.Name))
	open(b, pageItem, page, 0, Box{0, 0, l.Width, l.Height}, "background=\"true\" frame=\"false\"")
	b.WriteString("</LayoutItem></PageCollection>\n")
	for i := range l.Maps {
		m := &l.Maps[i]
		open(b, mapItem, page, i, m.Box, fmt.Sprintf("id=\"map%d\" followPreset=\"true\" followPresetName=\"%s\" keepLayerSet=\"false\" frame=\"true\" background=\"true\" drawCanvasItems=\"true\" mapRotation=\"0\"", i+1, people(m.Theme)))
		e := framed(p.Extent, m.W/m.H)
		fmt.Fprintf(b, "<FrameColor red=\"211\" green=\"218\" blue=\"223\" alpha=\"255\"/><BackgroundColor red=\"255\" green=\"255\" blue=\"255\" alpha=\"255\"/><Extent xmin=\"%s\" ymin=\"%s\" xmax=\"%s\" ymax=\"%s\"/></LayoutItem>\n",
			number(e.Min[0]), number(e.Min[1]), number(e.Max[0]), number(e.Max[1]))
	}
	for i := range l.Texts {
		l.Texts[i].write(b, page, i)
	}
	for i := range l.Legends {
		l.Legends[i].write(b, p, page, i)
	}
	for i := range l.Scales {
		l.Scales[i].write(b, page, i)
	}
	b.WriteString("</Layout>\n")
}

// framed widens an extent to the shape of a map, with a margin.
func framed(e orb.Bound, shape float64) orb.Bound {
	const margin = 1.04
	c, w, h := e.Center(), (e.Max[0]-e.Min[0])*margin, (e.Max[1]-e.Min[1])*margin
	w, h = max(w, 1), max(h, 1)
	if w/h < shape {
		w = h * shape
	} else {
		h = w / shape
	}
	return orb.Bound{Min: orb.Point{c[0] - w/2, c[1] - h/2}, Max: orb.Point{c[0] + w/2, c[1] + h/2}}
}

// qtFont is a font as Qt writes it.
func qtFont(size float64, bold bool) string {
	weight := 50
	if bold {
		weight = 75
	}
	return fmt.Sprintf("%s,%s,-1,5,%d,0,0,0,0,0", font, number(size), weight)
}

// rgb writes a colour as attributes.
func rgb(hex string) string {
	parts := strings.Split(rgba(hex), ",")
	return fmt.Sprintf("red=\"%s\" green=\"%s\" blue=\"%s\" alpha=\"255\"", parts[0], parts[1], parts[2])
}

func (t *TextItem) write(b *strings.Builder, page, n int) {
	open(b, textItem, page, n, t.Box, fmt.Sprintf("labelText=\"%s\" htmlState=\"0\" halign=\"%d\" valign=\"32\" marginX=\"0\" marginY=\"0\" frame=\"false\" background=\"false\"", people(t.Text), map[bool]int{false: 1, true: 2}[t.Right]))
	fmt.Fprintf(b, "<LabelFont description=\"%s\" style=\"\"/><FontColor %s/></LayoutItem>\n", qtFont(t.Size, t.Bold), rgb(t.Color))
}

func (l *LegendItem) write(b *strings.Builder, p *Project, page, n int) {
	open(b, legendItem, page, n, l.Box, fmt.Sprintf("title=\"\" map_uuid=\"%s\" columnCount=\"%d\" splitLayer=\"0\" equalColumnWidth=\"0\" columnSpace=\"6\" boxSpace=\"0\" symbolWidth=\"5\" symbolHeight=\"3.4\" lineSpacing=\"1\" fontColor=\"#16242d\" wrapChar=\"\" resizeToContents=\"0\" legendFilterByAtlas=\"0\" titleAlignment=\"1\" symbolAlignment=\"1\" frame=\"false\" background=\"false\"", id(page, mapItem, l.Of), max(1, l.Columns)))
	b.WriteString("<styles>")
	for _, s := range []struct {
		name   string
		size   float64
		bold   bool
		margin string
	}{{"title", 11, true, ""}, {"group", 10, true, ""}, {"subgroup", 9, true, `marginTop="4"`}, {"symbol", 8.5, false, `marginTop="1.2"`}, {"symbolLabel", 8.5, false, `marginTop="1.2" marginLeft="2"`}} {
		fmt.Fprintf(b, "<style name=\"%s\" alignment=\"1\" indent=\"0\" %s><styleFont description=\"%s\" style=\"\"/></style>", s.name, s.margin, qtFont(s.size, s.bold))
	}
	b.WriteString("</styles><layer-tree-group>\n")
	for _, e := range l.Layers {
		if of := p.find(e.Table); of != nil {
			shownLayer := *of
			shownLayer.Off = false
			p.branch(b, &shownLayer, e.Title)
		}
	}
	b.WriteString("</layer-tree-group></LayoutItem>\n")
}

func (s *ScaleItem) write(b *strings.Builder, page, n int) {
	open(b, scaleItem, page, n, s.Box, fmt.Sprintf("mapUuid=\"%s\" style=\"Line Ticks Up\" unitType=\"km\" unitLabel=\"km\" numUnitsPerSegment=\"%s\" numMapUnitsPerScaleBarUnit=\"1\" numSegments=\"2\" numSegmentsLeft=\"0\" segmentSizeMode=\"0\" height=\"2\" labelBarSpace=\"1\" boxContentSpace=\"1\" outlineWidth=\"0.3\" alignment=\"0\" frame=\"false\" background=\"false\"", id(page, mapItem, s.Of), number(s.Km)))
	fmt.Fprintf(b, "<text-style fontFamily=\"%s\" fontSize=\"8\" fontSizeUnit=\"Point\" fontWeight=\"50\" textColor=\"22,36,45,255\" textOpacity=\"1\"/></LayoutItem>\n", font)
}
