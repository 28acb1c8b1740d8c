package draw

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"pgregory.net/rapid"
	"saavu/internal/format/problem"

	"saavu/internal/property"
)

// hostile are texts that must come out as text.
var hostile = []string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `' onload='x`, "a\x00b\x1b[31m\x07", "\u202eabc\u202c", "x\xff\xfe\xc3", "\ufffe\uffff",
	"\U0001fffe", "\u200bz\ufeff", "a\u2028b\u2029c\nd\te", "&amp;&lt;&#x3c;", "]]>", "<!--", "=1+1", "%s%n%d", "../../etc", "[a](javascript:b)", "url(#x)", "\u0085\u00ad-", "\ue000",
	strings.Repeat("W", 500), "ÅÄÖ åäö ▲▼ … − €", "שלום مرحبا 漢字", "",
}

// written is a picture as a file and as an element of a page.
func written(t testing.TB, p *Picture) (file, inline string) {
	t.Helper()
	var a, b bytes.Buffer
	if err := errors.Join(p.SVG(&a), p.Inline(&b, "map-1", "trio")); err != nil {
		t.Fatal(err)
	}
	return a.String(), b.String()
}

// parsed reads XML strictly: the texts of its elements, and all attributes.
func parsed(t testing.TB, s string) (texts map[string][]string, attributes []xml.Attr, elements []string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(s))
	texts = map[string][]string{}
	var open []string
	for {
		token, err := d.Token()
		if err == io.EOF {
			return texts, attributes, elements
		}
		if err != nil {
			t.Fatalf("%v in %.300q", err, s)
		}
		switch token := token.(type) {
		case xml.StartElement:
			open = append(open, token.Name.Local)
			elements = append(elements, token.Name.Local)
			attributes = append(attributes, token.Attr...)
			texts[token.Name.Local] = append(texts[token.Name.Local], "")
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) > 0 {
				list := texts[open[len(open)-1]]
				list[len(list)-1] += string(token)
			}
		case xml.Comment, xml.Directive:
			t.Fatalf("%T in %.300q", token, s)
		}
	}
}

// one is a picture with one of each shape.
func one(text string) *Picture {
	p := &Picture{W: 120, H: 60, Title: text, Desc: text}
	p.add(
		Rect{X: 1.04, Y: 2.05, W: 30, H: 12.34, Style: Style{Fill: "#15506f", Class: "a"}},
		Circle{X: 60, Y: 20, R: 7, Style: Style{Fill: "#ffffff", Stroke: "#16242d", Width: 2}},
		Path{Lines: [][]orb.Point{{{80, 10}, {100, 10}, {100, 30}, {90, 40}}}, Style: Style{Stroke: "#a3480a", Width: 1.5, Dash: []float64{4, 2}}},
		Path{Lines: [][]orb.Point{{{5, 30}, {25, 30}, {15, 50}}}, Closed: true, Style: Style{Stroke: "#0f648c", Width: 3, Fill: "#e6f1f7"}},
		Runs{Bars: []Bar{{X: 40, Y: 40, W: 12}, {X: 56, Y: 40, W: 3}, {X: 40, Y: 44, W: 3}}, Height: 3, Color: "#733509", Class: "cell"},
		Text{X: 110, Y: 55, Size: 9, S: text, Anchor: End, Bold: true, Fill: "#16242d", Halo: "#ffffff", Class: "name"},
	)
	return p
}

func TestHostileTexts(t *testing.T) {
	for _, s := range hostile {
		file, inline := written(t, one(s))
		for _, out := range []string{file, inline} {
			texts, attributes, elements := parsed(t, out)
			want := cleaned(s)
			if out == file { // a page isolates its own texts
				want = problem.Isolated(want)
			}
			if got := texts["title"]; len(got) != 1 || got[0] != want {
				t.Errorf("%q is the title %q", s, got)
			}
			if s != "" && (len(texts["text"]) != 1 || texts["text"][0] != want) {
				t.Errorf("%q is the text %q", s, texts["text"])
			}
			for _, e := range elements {
				if !strings.Contains(" svg title desc rect circle path text ", " "+e+" ") {
					t.Errorf("%q makes an element %s", s, e)
				}
			}
			for _, a := range attributes {
				if strings.HasPrefix(a.Name.Local, "on") || a.Name.Local == "style" || a.Name.Local == "href" {
					t.Errorf("%q makes an attribute %s", s, a.Name.Local)
				}
			}
			for _, r := range out {
				if r < ' ' && r != '\n' || r == '\u202e' || r == '\ufffe' || r == '\u2028' || r == '\u200b' {
					t.Errorf("%q leaves %U", s, r)
				}
			}
		}
		if err := one(s).PNG(io.Discard, 1); err != nil {
			t.Errorf("%q: %v", s, err)
		}
	}
	if got := cleaned("a\x00\u202e\xff\u00ad\t\u2028é"); got != `a\u0000\u202e`+"\ufffd"+`\u00ad \u2028é` {
		t.Errorf("cleaned to %q", got)
	}
}

// Ids and classes of a page cannot leave their attributes.
func TestInline(t *testing.T) {
	var b bytes.Buffer
	if err := one("x").Inline(&b, `1"><script>`, `a"b`); err != nil {
		t.Fatal(err)
	}
	_, attributes, _ := parsed(t, b.String())
	got := map[string]string{}
	for _, a := range attributes {
		if _, ok := got[a.Name.Local]; !ok {
			got[a.Name.Local] = a.Value
		}
	}
	if got["id"] != "p1___script_-title" || got["aria-labelledby"] != got["id"] || got["class"] != `a"b` || got["role"] != "img" {
		t.Errorf("attributes %v", got)
	}
	file, inline := written(t, one("x"))
	if strings.Contains(file, "class=") || !strings.Contains(inline, `class="cell"`) || strings.Contains(inline, "xmlns") || strings.Contains(inline, "style=") {
		t.Errorf("file:\n%s\ninline:\n%s", file, inline)
	}
	two := &bytes.Buffer{}
	if err := one("x").Inline(two, "map-2", ""); err != nil || strings.Contains(two.String(), "pmap-1-") {
		t.Error("two pictures have the same ids")
	}
	bare := &Picture{W: 1, H: 1, Title: "t"}
	if file, _ := written(t, bare); strings.Contains(file, "desc") {
		t.Error("an empty description is written")
	}
}

// decimals are numbers with more than one decimal.
var decimals = regexp.MustCompile(`\d*\.\d\d+|\de[+-]?\d|NaN|Inf`)

func TestNumbersHaveOneDecimal(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		m := drawnMap(t)
		for i := range m.Places {
			m.Places[i].Name = ""
		}
		m.Labels, m.ScaleText = nil, "x"
		var a, b bytes.Buffer
		if err := errors.Join(m.Picture().SVG(&a), m.Picture().SVG(&b)); err != nil {
			t.Fatal(err)
		}
		if found := decimals.FindString(a.String()); found != "" {
			t.Fatalf("the number %s", found)
		}
		if a.String() != b.String() {
			t.Fatal("the same map gives different bytes")
		}
	})
}

// What a path of SVG writes is the line that it was given.
func TestPathsSayWhatTheyDraw(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 90).Draw(t, "points")
		p := Path{Lines: [][]orb.Point{nil}, Style: Style{Stroke: "#000000", Width: 1}}
		for range n {
			x, y := float64(rapid.IntRange(-999, 999).Draw(t, "x"))/10, float64(rapid.IntRange(-999, 999).Draw(t, "y"))/10
			if k := len(p.Lines[0]); k > 0 && rapid.Bool().Draw(t, "straight") {
				x = p.Lines[0][k-1][0]
			}
			p.Lines[0] = append(p.Lines[0], orb.Point{x, y})
		}
		b := &markup{}
		p.write(b)
		d := regexp.MustCompile(` d="([^"]*)"`).FindStringSubmatch(b.String())[1]
		by := 10
		if strings.Contains(b.String(), inTenths) {
			by = 1
		}
		got := followed(t, d, by)
		var want [][2]int
		for _, at := range p.Lines[0] {
			point := [2]int{tenths(at[0]), tenths(at[1])}
			if len(want) == 0 || want[len(want)-1] != point {
				want = append(want, point)
			}
		}
		if len(got) != len(want) {
			t.Fatalf("%d points for %d: %s", len(got), len(want), d)
		}
		for i := range got {
			if got[i] != want[i] {
				t.Fatalf("point %d is %v, not %v: %s", i, got[i], want[i], d)
			}
		}
	})
}

// followed are the points of a path in tenths.
func followed(t *rapid.T, d string, by int) [][2]int {
	var out [][2]int
	x, y := 0, 0
	for _, part := range regexp.MustCompile(`[Mlhv][^Mlhvz]*`).FindAllString(d, -1) {
		var numbers []int
		for _, s := range regexp.MustCompile(`-?(\d+(\.\d)?|\.\d)`).FindAllString(part, -1) {
			whole, tenth, _ := strings.Cut(strings.TrimPrefix(s, "-"), ".")
			n := 0
			for _, c := range whole {
				n = 10*n + int(c-'0')
			}
			n *= by
			if tenth != "" {
				n += int(tenth[0] - '0')
			}
			if s[0] == '-' {
				n = -n
			}
			numbers = append(numbers, n)
		}
		for len(numbers) > 0 {
			switch part[0] {
			case 'M':
				x, y, numbers = numbers[0], numbers[1], numbers[2:]
			case 'l':
				x, y, numbers = x+numbers[0], y+numbers[1], numbers[2:]
			case 'h':
				x, numbers = x+numbers[0], numbers[1:]
			case 'v':
				y, numbers = y+numbers[0], numbers[1:]
			}
			out = append(out, [2]int{x, y})
		}
	}
	return out
}

// broken is a writer that fails.
type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestWritersFail(t *testing.T) {
	p := one("x")
	for name, err := range map[string]error{"SVG": p.SVG(broken{}), "Inline": p.Inline(broken{}, "a", ""), "PNG": p.PNG(broken{}, 1)} {
		if !errors.Is(err, io.ErrClosedPipe) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, p := range []*Picture{{}, {W: 100}, {W: 30000, H: 10}, {W: -5, H: 5}} {
		if err := p.PNG(io.Discard, 1); err == nil || !strings.Contains(err.Error(), "a side has 1 to 20000") {
			t.Errorf("%g by %g: %v", p.W, p.H, err)
		}
	}
}
