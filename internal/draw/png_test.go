package draw

import (
	"bytes"
	"flag"
	"image"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/paulmach/orb"
)

var update = flag.Bool("update", false, "write the golden files again")

// The pixels of every kind of picture are golden.
func TestGoldenPictures(t *testing.T) {
	pictures := map[string]*Picture{"shapes": one("Åbo – 25 % ▲▼ €…"), "sheet": (&Sheet{Title: "Nurse: Local", Under: "2026", Stamp: "SYNTHETIC", Legend: key(), Source: "Sources: own.", Format: Page, Panels: []Panel{{"Today", "minutes", Plain, small()}, {"Change", "▼ 300", Loses, small()}}}).Picture()}
	for name, d := range drawings() {
		pictures[name] = d.Picture()
	}
	for name, p := range pictures {
		var got, again bytes.Buffer
		if err := p.PNG(&got, 1); err != nil {
			t.Fatal(err)
		}
		if err := p.PNG(&again, 1); err != nil || !bytes.Equal(got.Bytes(), again.Bytes()) {
			t.Errorf("%s: %v, or other bytes the second time", name, err)
		}
		path := filepath.Join("testdata", name+".png")
		if *update {
			if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatalf("%v; go test ./internal/draw -update writes it", err)
		}
		if !bytes.Equal(got.Bytes(), want) {
			t.Errorf("%s: other pixels than %s", name, path)
		}
	}
}

// shade is how dark a place of a picture is, 0 to 1.
func shade(img image.Image, x, y int) float64 {
	r, _, _, _ := img.At(x, y).RGBA()
	return 1 - float64(r)/0xffff
}

// ofArea sums the darkness of a picture: the black area in pixels.
func ofArea(img image.Image) float64 {
	sum := 0.0
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			sum += shade(img, x, y)
		}
	}
	return sum
}

// Shapes cover their area, also across the tiles of a large picture.
func TestAreasOfShapes(t *testing.T) {
	black := Style{Fill: "#000000"}
	line := Style{Stroke: "#000000", Width: 6}
	dashed, round := line, line
	dashed.Dash = []float64{10, 5}
	round.Round = true
	for name, c := range map[string]struct {
		shape Shape
		area  float64
	}{
		"rect":        {Rect{X: 10.5, Y: 10.2, W: 900, H: 800.6, Style: black}, 900 * 800.6},
		"circle":      {Circle{X: 500, Y: 500, R: 200, Style: black}, math.Pi * 200 * 200},
		"line":        {Path{Lines: [][]orb.Point{{{100, 100}, {400, 500}}}, Style: line}, 500 * 6},
		"round line":  {Path{Lines: [][]orb.Point{{{100, 100}, {400, 500}}}, Style: round}, 500*6 + math.Pi*9},
		"dashed line": {Path{Lines: [][]orb.Point{{{100, 100}, {400, 500}}}, Style: dashed}, (33*10 + 5) * 6},
		"ring":        {Circle{X: 500, Y: 500, R: 200, Style: line}, 2 * math.Pi * 200 * 6},
		"bent line":   {Path{Lines: [][]orb.Point{{{100, 100}, {300, 100}, {300, 300}}}, Style: line}, 400*6 - 9 + math.Pi*9/4},
		"runs":        {Runs{Bars: []Bar{{100, 100, 300.5}, {100, 200, 7}}, Height: 7, Color: "#000000"}, 307.5 * 7},
		"hole":        {Path{Lines: [][]orb.Point{{{100, 100}, {800, 100}, {800, 800}, {100, 800}}, {{200, 200}, {200, 700}, {700, 700}, {700, 200}}}, Closed: true, Style: black}, 700*700 - 500*500},
	} {
		p := &Picture{W: 1000, H: 1000, Shapes: []Shape{c.shape}}
		if got := ofArea(pixels(t, p)); math.Abs(got-c.area) > 0.012*c.area {
			t.Errorf("%s: %.1f pixels are black, not %.1f", name, got, c.area)
		}
	}
	if got := ofArea(pixels(t, &Picture{W: 20, H: 20, Shapes: []Shape{Rect{X: -50, Y: -50, W: 500, H: 500, Style: black}, Circle{X: -400, Y: 10, R: 3, Style: black}}})); got != 400 {
		t.Errorf("a shape larger than the picture covers %g of 400 pixels", got)
	}
}

// Letters that texts of reports use are in both fonts; those that are not are drawn
// as something else, never as nothing.
func TestLetters(t *testing.T) {
	for _, bold := range []bool{false, true} {
		f := face(bold)
		for _, r := range "▲▼…−–€·→↑↓×≤≥±%ÅÄÖåäöŠšŽž²\u00a0" {
			i, err := f.font.GlyphIndex(&f.buffer, r)
			if err != nil || i == 0 {
				t.Errorf("%c (%U) is not in the font, bold %t", r, r, bold)
			}
		}
		for _, r := range "漢א‖\u2011" {
			if l := f.letter(r); len(l.segments) == 0 || l.advance == 0 {
				t.Errorf("%c is drawn as nothing", r)
			}
		}
	}
	// A zero has no stroke: its middle is empty, between two sides.
	for _, bold := range []bool{false, true} {
		p := &Picture{W: 60, H: 80, Shapes: []Shape{Text{X: 5, Y: 70, Size: 80, S: "0", Bold: bold, Fill: "#000000"}}}
		var b bytes.Buffer
		if err := p.PNG(&b, 1); err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(&b)
		if err != nil {
			t.Fatal(err)
		}
		dark := func(x, y int) bool { r, _, _, _ := img.At(x, y).RGBA(); return r < 0x8000 }
		x, y := 5+int(textWidth("0", 80, bold)/2), 70-29
		if dark(x, y) || dark(x, y-10) || dark(x, y+10) || !dark(x-18, y) || !dark(x+18, y) {
			t.Errorf("bold %t: the middle of a zero is not empty, or it has no sides", bold)
		}
	}
	if w := textWidth("Ab", 10, false); w <= 0 || textWidth("Ab", 20, false) != 2*w || textWidth("Ab", 10, true) <= w {
		t.Errorf("widths %g", w)
	}
}

func TestFittedTexts(t *testing.T) {
	for _, c := range []struct {
		s     string
		width float64
		want  string
	}{{"Tikkurila", 100, "Tikkurila"}, {"Tikkurilan terveysasema", 60, "Tikkurilan t…"}, {"Aa, Bb", 25, "Aa…"}, {"Tikkurila", 4, ""}, {"", 5, ""}} {
		got := fitted(c.s, 10, false, c.width)
		if got != c.want || textWidth(got, 10, false) > c.width {
			t.Errorf("%q in %g pixels is %q, not %q", c.s, c.width, got, c.want)
		}
	}
	if lines := wrapped("one two three four five six", 10, false, 50, 2); len(lines) != 2 || lines[0] != "one two" || textWidth(lines[1], 10, false) > 50 {
		t.Errorf("%q", lines)
	}
	if lines := wrapped("  ", 10, false, 50, 2); lines != nil {
		t.Errorf("%q", lines)
	}
}

func BenchmarkPNG(b *testing.B) {
	p := wideCounty().Picture()
	for b.Loop() {
		var out bytes.Buffer
		if err := p.PNG(&out, 2); err != nil {
			b.Fatal(err)
		}
	}
}
