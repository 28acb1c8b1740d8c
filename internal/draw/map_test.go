package draw

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"math"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"saavu/internal/property"
)

// box is a rectangle as a polygon.
func box(x0, y0, x1, y1 float64) orb.MultiPolygon {
	return orb.MultiPolygon{{orb.Ring{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}}}}
}

// small is a map of twelve cells with everything that a map can have.
func small() *Map {
	m := &Map{
		Title: "Nurse: today", Desc: "Minutes to the nearest place.", Side: 250, Colors: Minutes, Width: 240,
		Outline: box(0, 0, 2000, 1500), Areas: []orb.MultiPolygon{box(0, 0, 1000, 1500), box(1000, 0, 2000, 1500)},
		Background: []Background{
			{Of: orb.LineString{{-500, 700}, {2500, 900}}, Kind: Rail}, {Of: orb.LineString{{300, -500}, {300, 3000}}, Kind: Road},
			{Of: box(1500, 1000, 3000, 1400)[0], Kind: Water},
		},
		Labels:  []Label{{At: orb.Point{500, 700}, Text: "Länsi"}, {At: orb.Point{1400, 700}, Text: "Itä"}},
		Places:  []Place{{At: orb.Point{500, 700}}, {At: orb.Point{1300, 400}, Sign: New, Name: "Uusi", Label: true}, {At: orb.Point{1700, 400}, Sign: Mobile}, {At: orb.Point{900, 1200}, Sign: Closed, Uncertain: 200}},
		ScaleKm: 0.5, ScaleText: "500 m",
	}
	for i := range 24 {
		m.Cells = append(m.Cells, Cell{At: orb.Point{125 + 250*float64(i%8), 125 + 500*float64(i/8)}, Class: i % 6, Size: i % 3})
	}
	for i := range 5 {
		m.Cells = append(m.Cells, Cell{At: orb.Point{125 + 250*float64(i), 875}, Class: 1, Size: 2})
	}
	m.Frame = FrameOf([]orb.Point{{125, 125}, {1875, 1375}}, 250)
	return m
}

// of lists the shapes of one kind.
func of[S Shape](p *Picture) []S {
	var out []S
	for _, s := range p.Shapes {
		if s, ok := s.(S); ok {
			out = append(out, s)
		}
	}
	return out
}

// drawnMap draws a map with any cells, places and names.
func drawnMap(t *rapid.T) *Map {
	side := rapid.SampledFrom([]float64{1, 250, 1000}).Draw(t, "side")
	m := &Map{Side: side, Colors: Minutes, Width: rapid.Float64Range(80, 900).Draw(t, "width"), ScaleKm: side / 200, ScaleText: rapid.StringN(0, 12, -1).Draw(t, "scale")}
	n := rapid.IntRange(1, 30).Draw(t, "columns")
	for range rapid.IntRange(1, 150).Draw(t, "cells") {
		m.Cells = append(m.Cells, Cell{
			At:    orb.Point{side * float64(rapid.IntRange(0, n).Draw(t, "x")), side * float64(rapid.IntRange(0, 20).Draw(t, "y"))},
			Class: rapid.IntRange(-1, 6).Draw(t, "class"), Size: rapid.IntRange(0, 2).Draw(t, "size"),
		})
	}
	at := func() orb.Point {
		return orb.Point{side * rapid.Float64Range(-2, float64(n)+2).Draw(t, "px"), side * rapid.Float64Range(-2, 22).Draw(t, "py")}
	}
	for range rapid.IntRange(0, 12).Draw(t, "places") {
		m.Places = append(m.Places, Place{At: at(), Sign: Sign(rapid.IntRange(0, 3).Draw(t, "sign")), Name: rapid.StringN(0, 20, -1).Draw(t, "name"), Label: rapid.Bool().Draw(t, "label"), Uncertain: rapid.SampledFrom([]float64{0, side, 5 * side}).Draw(t, "ring")})
	}
	for range rapid.IntRange(0, 10).Draw(t, "labels") {
		m.Labels = append(m.Labels, Label{At: at(), Text: rapid.StringN(0, 25, -1).Draw(t, "area")})
	}
	return m
}

// Merged runs cover what one square for each cell covers.
func TestRunsEqualSquares(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		m := drawnMap(t)
		v, _ := m.view()
		from, pitch := v.at(m.Cells[0].At), m.Side*v.scale
		naive := map[string]int{}
		for _, c := range m.Cells {
			if c.Class < 0 || c.Class >= len(m.Colors) {
				continue
			}
			at := v.at(c.At)
			naive[fmt.Sprintln(m.Colors[c.Class], c.Size, int(math.Round((at[0]-from[0])/pitch)), int(math.Round((at[1]-from[1])/pitch)))] = 1
		}
		got := map[string]int{}
		for _, s := range m.squares(v) {
			r := s.(Runs)
			size := 2
			if r.Height < 0.99*pitch && r.Height <= tenth(0.42*pitch)+0.01 {
				size = 0
			} else if r.Height <= tenth(0.68*pitch)+0.01 {
				size = 1
			}
			for _, b := range r.Bars {
				n := 1
				if size == 2 {
					n = int(math.Round(b.W / pitch))
				}
				for i := range n {
					x := b.X + pitch/2
					if size < 2 {
						x = b.X + b.W/2
					}
					got[fmt.Sprintln(r.Color, size, int(math.Round((x-from[0])/pitch+float64(i))), int(math.Round((b.Y-from[1])/pitch)))]++
				}
			}
		}
		if pitch < 2 {
			return // small squares are bars: TestCloseSquaresCoverAsMuch
		}
		if len(got) != len(naive) {
			t.Fatalf("%d squares, %d cells", len(got), len(naive))
		}
		for k, n := range got {
			if naive[k] != 1 || n != 1 {
				t.Fatalf("square %s is drawn %d times and is %d cells", k, n, naive[k])
			}
		}
	})
}

// Names are off signs, off each other and inside the picture, and so is every text.
func TestNamesAndSignsKeepApart(t *testing.T) {
	names := 0
	property.Check(t, func(t *rapid.T) {
		m := drawnMap(t)
		p := m.Picture()
		v, _ := m.view()
		var taken []orb.Bound
		for _, s := range v.signs(m.Places) {
			b := s.box(v.unit)
			if b.Min[0] < -0.1 || b.Min[1] < -0.1 || b.Max[0] > v.w+0.1 || b.Max[1] > v.h+0.1 {
				if v.h > 2*reach*v.unit && v.w > 8*reach*v.unit {
					t.Fatalf("a sign at %v in %g by %g", b, v.w, v.h)
				}
			}
			taken = append(taken, b)
		}
		for _, text := range of[Text](p) {
			b := text.box()
			if text.S == "" {
				continue
			}
			if b.Min[0] < -0.1 || b.Min[1] < -0.1 || b.Max[0] > p.W+0.1 || b.Max[1] > p.H+0.1 {
				t.Fatalf("%q at %v is not inside %g by %g", text.S, b, p.W, p.H)
			}
			if text.Class == "scale" {
				continue
			}
			names++
			for _, other := range taken {
				if b.Intersects(other) {
					t.Fatalf("%q at %v overlaps %v", text.S, b, other)
				}
			}
			taken = append(taken, b)
		}
	})
	if names < 100 {
		t.Errorf("only %d names were placed", names)
	}
}

// Names of areas stand in one place on maps that are shown together.
func TestPlaceNames(t *testing.T) {
	a, b := small(), small()
	b.Places = append(b.Places, Place{At: orb.Point{1400, 750}, Sign: New})
	PlaceNames(a, b)
	named := func(m *Map) []Text {
		return slices.DeleteFunc(of[Text](m.Picture()), func(t Text) bool { return t.Class != "name" })
	}
	one, other := named(a), named(b)
	if len(one) != 2 || !slices.Equal(one, other) {
		t.Errorf("names at %v and %v", one, other)
	}
	if single := named(small()); slices.Equal(single, one) {
		t.Error("the sign of one map does not move the names of the other")
	}
	b.Width = 300
	if wider := named(b); slices.Equal(wider, one) {
		t.Error("names stand where they stood at another width")
	}
	PlaceNames()
}

func TestPlacesAtOneAddress(t *testing.T) {
	at := orb.Point{500, 500}
	m := &Map{Side: 250, Colors: Minutes, Width: 300, Outline: box(0, 0, 1000, 1000), Places: []Place{
		{At: at, Name: "Asema", Label: true}, {At: at, Name: "Asema", Label: true}, {At: orb.Point{500.4, 500}, Name: "Neuvola", Label: true},
		{At: orb.Point{5000, 500}, Name: "outside", Label: true}, {At: at, Sign: 9, Name: "no sign"},
	}}
	p := m.Picture()
	if dots := of[Circle](p); len(dots) != 1 {
		t.Errorf("%d dots at one address", len(dots))
	}
	if texts := of[Text](p); len(texts) != 1 || texts[0].S != "Asema, Neuvola" {
		t.Errorf("names %v", texts)
	}
	m.Places = append(m.Places, Place{At: at, Sign: Closed})
	v, _ := m.view()
	if signs := v.signs(m.Places); len(signs) != 1 || len(signs[0].kinds) != 2 {
		t.Errorf("an open and a closed place at one address are %v", signs)
	}
}

func TestRingOfAnUncertainPlace(t *testing.T) {
	m := &Map{Side: 250, Colors: Minutes, Width: 1000, Outline: box(0, 0, 10000, 10000), Frame: orb.Bound{Max: orb.Point{10000, 10000}}}
	radius := func(at orb.Point, metres float64) (float64, int) {
		m.Places = []Place{{At: at, Uncertain: metres}}
		for _, p := range of[Path](m.Picture()) {
			if p.Class == "uncertain" {
				b := boxOf(p)
				return (b.Max[0] - b.Min[0] - p.Width) / 2, len(p.Lines)
			}
		}
		return 0, 0
	}
	if r, n := radius(orb.Point{5000, 5000}, 600); math.Abs(r-60) > 0.2 || n < 60 || n > 130 {
		t.Errorf("600 m are %g pixels in %d dots at 0.1 pixels a metre", r, n)
	}
	if _, n := radius(orb.Point{100, 5000}, 600); n == 0 || n > 100 {
		t.Errorf("a ring across the edge has %d dots", n)
	}
	if r, _ := radius(orb.Point{5000, 5000}, 0); r != 0 {
		t.Error("a certain place has a ring")
	}
	// Dots are strokes that a PDF keeps, in equal steps.
	m.Places = []Place{{At: orb.Point{5000, 5000}, Uncertain: 600}}
	for _, p := range of[Path](m.Picture()) {
		if p.Class != "uncertain" {
			continue
		}
		if len(p.Dash) > 0 || !p.Round {
			t.Errorf("a ring of dashes: %v", p.Style)
		}
		for i := 1; i < len(p.Lines)-1; i++ {
			a, b := p.Lines[i-1][0], p.Lines[i][0]
			if far := math.Hypot(b[0]-a[0], b[1]-a[1]); math.Abs(far-3.1*unit(m.Width)) > 0.3 {
				t.Errorf("dots %d and %d are %g pixels apart", i-1, i, far)
			}
		}
	}
	// A ring that leaves the picture on both sides keeps both of its parts.
	m.Frame = orb.Bound{Max: orb.Point{10000, 1000}}
	m.Places = []Place{{At: orb.Point{5000, 500}, Uncertain: 600}}
	for _, p := range of[Path](m.Picture()) {
		if p.Class == "uncertain" && (len(p.Lines) < 2 || boxOf(p).Max[0] < 550 || boxOf(p).Min[0] > 450) {
			t.Errorf("a ring across two edges has %d parts, %v", len(p.Lines), boxOf(p))
		}
	}
}

// Squares of a pierced class have light holes, on every second one; other classes and
// small squares have none.
func TestPiercedSquares(t *testing.T) {
	m := &Map{Side: 250, Colors: Change, Pierced: []int{4}, Width: 800}
	for x := range 40 {
		for y := range 20 {
			m.Cells = append(m.Cells, Cell{At: orb.Point{250 * float64(x), 250 * float64(y)}, Class: 4 * (x / 20), Size: min(y/5, 2)})
		}
	}
	holes := func(width float64) (n int, least float64) {
		m.Width = width
		least = math.Inf(1)
		for _, r := range of[Runs](m.Picture()) {
			if r.Class != "hole" {
				continue
			}
			for _, b := range r.Bars {
				n++
				least = min(least, b.X)
				if r.Color != Light.Paper || b.W != r.Height {
					t.Errorf("a hole of %g by %g in %s", b.W, r.Height, r.Color)
				}
			}
		}
		return n, least
	}
	if n, least := holes(800); n != 150 || least < 380 {
		t.Errorf("%d holes from %g on, expected 150 in the right half, in 300 squares that are not small", n, least)
	}
	if n, _ := holes(80); n == 0 || n > 40 {
		t.Errorf("%d holes on a map of 2 pixels a cell", n)
	}
}

// The name of a place stands next to its sign, or not at all.
func TestPlaceNamesAreNear(t *testing.T) {
	m := &Map{Side: 250, Width: 600, Frame: orb.Bound{Max: orb.Point{10000, 5000}}, Outline: box(0, 0, 10000, 5000)}
	for i := range 12 { // a crowd, in which some name finds no room
		m.Places = append(m.Places, Place{At: orb.Point{4000 + 300*float64(i%4), 2000 + 300*float64(i/4)}, Name: "A rather long name " + string(rune('a'+i)), Label: true})
	}
	m.Places = append(m.Places, Place{At: orb.Point{9500, 4000}, Name: "A rather long name at the edge", Label: true})
	v, _ := m.view()
	signs, names, edge := v.signs(m.Places), 0, false
	for _, text := range of[Text](m.Picture()) {
		if text.Class != "place" {
			continue
		}
		names++
		for _, s := range signs {
			if s.name() != text.S {
				continue
			}
			if _, far := lead(s.at, text.box()); far > 24*v.unit {
				t.Errorf("%q stands %g pixels from its sign", text.S, far)
			}
			edge = edge || s.at[0] > 500
		}
	}
	if names == 0 || names == 13 || !edge {
		t.Errorf("%d names, at the edge %v", names, edge)
	}
}

func TestFrames(t *testing.T) {
	if f := FrameOf(nil, 250); f != (orb.Bound{}) {
		t.Errorf("no cells give %v", f)
	}
	f := FrameOf([]orb.Point{{125, 125}, {375, 125}}, 250)
	if f.Min != (orb.Point{-250, -250}) || f.Max != (orb.Point{750, 500}) {
		t.Errorf("two cells give %v", f)
	}
	for km, want := range map[float64]float64{26: 5, 4: 1, 3.9: 0.5, 400: 100, 200: 50, 0: 0} {
		if got := ScaleFor(orb.Bound{Max: orb.Point{km * 1000, 1}}); math.Abs(got-want) > 1e-9 {
			t.Errorf("a frame of %g km has a bar of %g km, not %g", km, got, want)
		}
	}
	for name, m := range map[string]*Map{"empty": {Width: 200}, "no width": {Width: 0, Side: 1, Cells: []Cell{{}}}, "no side": {Width: 100, Cells: []Cell{{}}}} {
		var b bytes.Buffer
		if err := m.Picture().SVG(&b); err != nil || b.Len() == 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What lies outside of the frame is cut off, and a border of two areas is drawn
// once.
func TestBackgroundAndBorders(t *testing.T) {
	m := small()
	p := m.Picture()
	rightOf, sides := 0, 0.0
	for _, path := range of[Path](p) {
		if b := boxOf(path); b.Min[0] < -6 || b.Max[0] > p.W+6 {
			rightOf++
			t.Errorf("%s reaches to %v of %g", path.Class, b, p.W)
		}
		if path.Class != "border" {
			continue
		}
		for _, line := range path.Lines {
			for i := 1; i < len(line); i++ {
				sides += math.Hypot(line[i][0]-line[i-1][0], line[i][1]-line[i-1][1])
			}
		}
	}
	v, _ := m.view()
	// Of the two areas, one side of 1,500 m is theirs alone; parts of the outline
	// have other ends than those of the areas and are drawn too.
	if most := (1500 + 4*1000 + 0.1) * v.scale; sides > most || sides < 1500*v.scale-0.1 {
		t.Errorf("borders are %.1f pixels long, at most %.1f", sides, most)
	}
	kinds := map[string]int{}
	for _, path := range of[Path](p) {
		kinds[path.Class]++
	}
	for _, class := range []string{"ground", "water", "rail", "road", "county", "border", "scale", "uncertain"} {
		if kinds[class] != 1 {
			t.Errorf("%d paths of %s", kinds[class], class)
		}
	}
}

// A hole in the county is paper in both writers.
func TestHoles(t *testing.T) {
	outer, hole := box(0, 0, 1000, 1000)[0][0], box(300, 300, 700, 700)[0][0]
	for _, reversed := range []bool{false, true} {
		inner := slices.Clone(hole)
		if reversed {
			inner.Reverse()
		}
		m := &Map{Side: 250, Width: 100, Outline: orb.MultiPolygon{{outer, inner}}, Frame: orb.Bound{Max: orb.Point{1000, 1000}}}
		img := pixels(t, m.Picture())
		if r, _, _, _ := img.At(50, 50).RGBA(); r>>8 != 0xff {
			t.Errorf("the hole is %x", r>>8)
		}
		if r, _, _, _ := img.At(15, 15).RGBA(); r>>8 != 0xf5 {
			t.Errorf("the ground is %x", r>>8)
		}
	}
}

// pixels decodes the PNG of a picture.
func pixels(t testing.TB, p *Picture) image.Image {
	t.Helper()
	var b bytes.Buffer
	if err := p.PNG(&b, 1); err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// Seams between rows of one class do not show.
func TestFullSquaresCloseUp(t *testing.T) {
	m := &Map{Side: 1, Width: 333, Colors: []string{"#000000"}, Frame: orb.Bound{Max: orb.Point{100, 100}}}
	for i := range 10000 {
		m.Cells = append(m.Cells, Cell{At: orb.Point{float64(i%100) + 0.5, float64(i/100) + 0.5}, Size: 2})
	}
	img := pixels(t, m.Picture())
	for y := 2; y < 330; y++ {
		if r, _, _, _ := img.At(150, y).RGBA(); r > 0x300 {
			t.Fatalf("row %d is not black: %x", y, r)
		}
	}
}

// Where cells are smaller than two pixels, small squares are bars that cover as much.
func TestCloseSquaresCoverAsMuch(t *testing.T) {
	for size, share := range Sides {
		for _, pitch := range []float64{1.9, 2.1} {
			m := &Map{Side: 100, Width: 100 * pitch, Colors: []string{"#000000"}, Frame: orb.Bound{Max: orb.Point{10000, 10000}}}
			for i := range 2500 {
				m.Cells = append(m.Cells, Cell{At: orb.Point{50 + 100*float64(i%50), 50 + 200*float64(i/50)}, Size: size})
			}
			v, _ := m.view()
			area, bars := 0.0, 0
			for _, s := range m.squares(v) {
				r := s.(Runs)
				bars += len(r.Bars)
				if size == 2 {
					r.Height -= 0.1
				}
				for _, b := range r.Bars {
					area += b.W * r.Height
				}
			}
			// Heights are rounded to tenths of a pixel.
			if want := 2500 * share * share * pitch * pitch; math.Abs(area-want) > 0.15*want {
				t.Errorf("size %d at %g pixels covers %.0f pixels, not %.0f", size, pitch, area, want)
			}
			if merged := size == 2 || pitch < 2; merged != (bars == 50) {
				t.Errorf("size %d at %g pixels has %d bars", size, pitch, bars)
			}
		}
	}
}

// wideCounty is a map of 34,000 cells in patches of classes and sizes.
func wideCounty() *Map {
	m := &Map{Side: 250, Width: 360, Colors: Minutes}
	for i := range 34_000 {
		x, y := i%200, i/200
		m.Cells = append(m.Cells, Cell{At: orb.Point{250 * float64(x), 250 * float64(y)}, Class: (x/9 + y/7) % 6, Size: (x*x + y*y + x*y) % 7 % 3})
	}
	return m
}

func BenchmarkMap(b *testing.B) {
	m := wideCounty()
	for b.Loop() {
		var out bytes.Buffer
		if err := m.Picture().SVG(&out); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(out.Len()), "bytes")
	}
}

// The naive twin writes a rectangle for each cell.
func BenchmarkMapNaive(b *testing.B) {
	m := wideCounty()
	for b.Loop() {
		var out bytes.Buffer
		v, _ := m.view()
		for _, c := range m.Cells {
			at, side := v.at(c.At), Sides[c.Size]*m.Side*v.scale
			fmt.Fprintf(&out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>\n", at[0]-side/2, at[1]-side/2, side, side, m.Colors[c.Class])
		}
		b.ReportMetric(float64(out.Len()), "bytes")
	}
}
