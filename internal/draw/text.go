package draw

import (
	"math"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"saavu/internal/format/problem"
)

// lost stands for a letter that the font lacks.
const lost = '\uFFFD'

// cleaned is a text that any file of XML can hold and that keeps its order: every kind of
// space is a space, and what is not visible, such as a mark of direction, is shown as an
// escape, as pages and terminals show it.
func cleaned(s string) string {
	plain := true
	for i := range len(s) {
		plain = plain && s[i] >= ' ' && s[i] < 0x7f
	}
	if plain {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\u00a0', r == '\u202f':
			return '\u00a0'
		case unicode.IsSpace(r):
			return ' '
		}
		return r
	}, problem.Shown(s))
}

// typeface is a font with the outlines of its letters in units of the font size.
type typeface struct {
	font    *sfnt.Font
	mu      sync.Mutex
	buffer  sfnt.Buffer
	letters map[rune]letter
}

// letter is the outline of a letter as segments and how far it moves the pen, for
// font size 1.
type letter struct {
	advance  float64
	segments sfnt.Segments
}

var faces = sync.OnceValue(func() [2]*typeface {
	var out [2]*typeface
	for i, data := range [][]byte{goregular.TTF, gobold.TTF} {
		f, err := sfnt.Parse(data)
		if err != nil {
			panic(err) // the font is part of the program
		}
		out[i] = &typeface{font: f, letters: map[rune]letter{}}
	}
	return out
})

// face is the font for bold or plain text.
func face(bold bool) *typeface {
	if bold {
		return faces()[1]
	}
	return faces()[0]
}

// letter finds a letter; what the font lacks is drawn as U+FFFD.
func (f *typeface) letter(r rune) letter {
	f.mu.Lock()
	defer f.mu.Unlock()
	if l, ok := f.letters[r]; ok {
		return l
	}
	i, err := f.font.GlyphIndex(&f.buffer, r)
	if err != nil || i == 0 {
		if i, err = f.font.GlyphIndex(&f.buffer, substitute(r)); err != nil {
			return letter{}
		}
	}
	ppem := fixed.I(int(f.font.UnitsPerEm()))
	advance, err := f.font.GlyphAdvance(&f.buffer, i, ppem, font.HintingNone)
	if err != nil {
		return letter{}
	}
	segments, err := f.font.LoadGlyph(&f.buffer, i, ppem, nil)
	if err != nil {
		return letter{}
	}
	l := letter{advance: float64(advance) / float64(ppem), segments: append(sfnt.Segments(nil), segments...)}
	switch r { // the font has a hyphen about as long as its dash
	case '-', '\u2010', '\u2011':
		l = l.wide(0.68)
	case '–':
		l = l.wide(1.25)
	case '0': // and a stroke through zero, which small text shows and large text hardly
		l = l.open()
	}
	f.letters[r] = l
	return l
}

// wide is a letter stretched sideways.
func (l letter) wide(by float64) letter {
	for i := range l.segments {
		for k := range l.segments[i].Args {
			x := &l.segments[i].Args[k].X
			*x = fixed.Int26_6(math.Round(float64(*x) * by))
		}
	}
	l.advance *= by
	return l
}

// open is a letter of an outline and holes, of lines and quadratic curves, with the outline again in place of the holes, as
// large as they are together: a zero without a stroke.
func (l letter) open() letter {
	from := slices.IndexFunc(l.segments[1:], func(s sfnt.Segment) bool { return s.Op == sfnt.SegmentOpMoveTo }) + 1
	outer, inner := l.segments[:from], l.segments[from:]
	a, b := outer.Bounds(), inner.Bounds()
	into := func(p fixed.Point26_6) fixed.Point26_6 {
		scale := func(v, from, to, least, most fixed.Int26_6) fixed.Int26_6 {
			return least + fixed.Int26_6(math.Round(float64(v-from)*float64(most-least)/float64(to-from)))
		}
		return fixed.Point26_6{X: scale(p.X, a.Min.X, a.Max.X, b.Min.X, b.Max.X), Y: scale(p.Y, a.Min.Y, a.Max.Y, b.Min.Y, b.Max.Y)}
	}
	// A hole runs the other way round: its curves begin where those of the outline end.
	end := func(i int) fixed.Point26_6 {
		if outer[i].Op == sfnt.SegmentOpQuadTo {
			return outer[i].Args[1]
		}
		return outer[i].Args[0]
	}
	l.segments = append(slices.Clone(outer), sfnt.Segment{Op: sfnt.SegmentOpMoveTo, Args: [3]fixed.Point26_6{into(end(from - 1))}})
	for i := from - 1; i > 0; i-- {
		s := outer[i]
		for k := range s.Args {
			s.Args[k] = into(s.Args[k])
		}
		if s.Op == sfnt.SegmentOpQuadTo {
			s.Args[1] = into(end(i - 1))
		} else {
			s.Args[0] = into(end(i - 1))
		}
		l.segments = append(l.segments, s)
	}
	return l
}

// substitute is what stands for a letter that the font lacks.
func substitute(r rune) rune {
	switch r {
	case '\u2010', '\u2011':
		return '-'
	case '\u2012', '\u2015':
		return '–'
	case '‖':
		return '|'
	}
	return lost
}

// textWidth is the width of a text in pixels, in the fonts of the PNG. The fonts
// that pages name are narrower.
func textWidth(s string, size float64, bold bool) float64 {
	f, sum := face(bold), 0.0
	for _, r := range cleaned(s) {
		sum += f.letter(r).advance
	}
	return sum * size
}

// TextWidth is the width of a text in the unit of its size, in the fonts of the PNG.
func TextWidth(s string, size float64, bold bool) float64 { return textWidth(s, size, bold) }

// fitted shortens a text to a width in pixels with "…"; it is empty if not even one
// letter fits.
func fitted(s string, size float64, bold bool, width float64) string {
	s = cleaned(s)
	if textWidth(s, size, bold) <= width {
		return s
	}
	f := face(bold)
	left, cut := width/size-f.letter('…').advance, 0
	for i, r := range s {
		left -= f.letter(r).advance
		if left < 0 {
			break
		}
		cut = i + len(string(r))
	}
	if s = strings.TrimRight(s[:cut], " ,;:·-–"); s == "" {
		return ""
	}
	return s + "…"
}

// wrapped breaks a text into lines of at most a width in pixels, at spaces. The
// last of most lines is shortened, and so is a single word that is too wide.
func wrapped(s string, size float64, bold bool, width float64, most int) []string {
	var lines []string
	rest := strings.Fields(cleaned(s))
	for len(rest) > 0 && len(lines) < most {
		n := len(rest)
		for n > 1 && len(lines) < most-1 && textWidth(strings.Join(rest[:n], " "), size, bold) > width {
			n--
		}
		lines = append(lines, fitted(strings.Join(rest[:n], " "), size, bold, width))
		rest = rest[n:]
	}
	return lines
}

// unit is how much the letters and signs of a map grow with its width.
func unit(width float64) float64 { return min(max(math.Sqrt(width/360), 0.75), 1.7) }
