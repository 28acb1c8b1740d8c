package webpage_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"saavu/internal/export"
	"saavu/internal/format/problem"
	"saavu/internal/plot"
	"saavu/internal/scene"
	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// hostile are names that would do harm where they are not taken as text.
var hostile = scene.Hostile()

// renamed is the comparison with names that name gives, in order, for every name and
// text of the county: of the county, options, services, areas, facilities, rules, known
// figures, parameters, sources and notes.
func renamed(t *testing.T, name func(i int) string) *export.Set {
	t.Helper()
	set := setOf(t, lang.English, some)
	r := renaming{name: name, seen: map[uintptr]bool{}}
	set.Report = copyOf(reflect.ValueOf(set.Report)).Interface().(report.Report)
	r.rename(reflect.ValueOf(&set.Report))
	counties := make([]*scenario.Base, len(set.Counties))
	for k, c := range set.Counties {
		one := *c
		n := copyOf(reflect.ValueOf(*c.Network)).Interface().(network.Network)
		one.Network, counties[k] = &n, &one
		r.rename(reflect.ValueOf(&n.Facilities))
		r.rename(reflect.ValueOf(&n.Buildings))
	}
	set.Counties = counties
	grid := *set.Grid
	grid.Areas = copyOf(reflect.ValueOf(grid.Areas)).Interface().([]population.Area)
	r.rename(reflect.ValueOf(&grid.Areas))
	set.Grid = &grid
	set.Command = "saavu report '" + name(0) + "'"
	if r.n < 200 {
		t.Fatalf("%d names were changed: the test does not find them", r.n)
	}
	return set
}

// renaming changes the names in a value.
type renaming struct {
	name func(int) string
	n    int
	seen map[uintptr]bool
}

// named are the fields of texts that the county gives. Others are ids, paths, units and
// words of the model.
var named = []string{"Name", "Rule", "Source", "Ref", "What", "Waived", "WorstArea", "Why", "Note", "Licence", "URL"}

func (r *renaming) next() string {
	r.n++
	return r.name(r.n)
}

func (r *renaming) rename(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			r.rename(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			r.rename(v.Index(i))
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[lang.Name]() {
			if v.Interface() != (lang.Name{}) {
				v.Set(reflect.ValueOf(lang.Same(r.next())))
			}
			return
		}
		if v.Type() == reflect.TypeFor[report.GroupRow]() || v.Type() == reflect.TypeFor[report.Line]() || v.Type() == reflect.TypeFor[report.Payer]() || v.Type() == reflect.TypeFor[report.Lever]() || v.Type() == reflect.TypeFor[report.Score]() {
			return // words of the model
		}
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if !f.IsExported() {
				continue
			}
			switch of := v.Field(i); {
			case v.Type() == reflect.TypeFor[report.Fact]() && f.Name == "Name": // of a placeholder
			case of.Kind() == reflect.String && slices.Contains(named, f.Name) && of.String() != "":
				if f.Name != "What" || v.Type() == reflect.TypeFor[report.Check]() {
					of.SetString(r.next())
				}
			case f.Name == "Value" && of.Kind() == reflect.Interface && !of.IsNil():
				switch of.Interface().(type) {
				case lang.Name:
					of.Set(reflect.ValueOf(lang.Same(r.next())))
				case []lang.Name:
					of.Set(reflect.ValueOf([]lang.Name{lang.Same(r.next()), lang.Same(r.next())}))
				}
			default:
				r.rename(of)
			}
		}
	}
}

// copyOf is a copy of a value with lists of its own.
func copyOf(v reflect.Value) reflect.Value {
	switch v.Kind() {
	case reflect.Slice:
		if v.IsNil() {
			return v
		}
		out := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		switch v.Type().Elem().Kind() {
		case reflect.Struct, reflect.Slice:
			for i := range v.Len() {
				out.Index(i).Set(copyOf(v.Index(i)))
			}
		default:
			reflect.Copy(out, v)
		}
		return out
	case reflect.Struct:
		out := reflect.New(v.Type()).Elem()
		out.Set(v)
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				out.Field(i).Set(copyOf(v.Field(i)))
			}
		}
		return out
	}
	return v
}

// hostilePage is the page of the comparison with hostile names.
func hostilePage(t *testing.T) []byte {
	t.Helper()
	return pageOf(t, renamed(t, func(i int) string { return hostile[(i+i/len(hostile))%len(hostile)] }))
}

// shapes are the elements of a page with the names of their attributes.
func shapes(doc *html.Node) map[string]bool {
	out := map[string]bool{}
	each(doc, func(n *html.Node) {
		if n.Type != html.ElementNode {
			return
		}
		out[n.Data] = true
		for _, a := range n.Attr {
			out[n.Data+" "+a.Key] = true
		}
	})
	return out
}

// collapsed is a text as a page shows it: kinds of spaces next to each other are one.
func collapsed(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(c rune) bool { return strings.ContainsRune(" \n\t\r", c) }), " ")
}

// Names are text wherever they stand: they make no element and no attribute, and all
// that cannot be seen is shown.
func TestHostileNames(t *testing.T) {
	plain := shapes(parsed(t, pageOf(t, renamed(t, func(i int) string { return fmt.Sprintf("Name %d", i) }))))
	page := hostilePage(t)
	doc := parsed(t, page)
	for shape := range shapes(doc) {
		if !plain[shape] {
			t.Errorf("a name has made %s", shape)
		}
	}
	each(doc, func(n *html.Node) {
		if n.Type == html.CommentNode {
			t.Errorf("a comment: %q", n.Data)
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" || (a.Key == "href" || a.Key == "src") && !strings.HasPrefix(a.Val, "#") {
				t.Errorf("%s %s=%q", n.Data, a.Key, a.Val)
			}
		}
	})
	for _, c := range string(page) {
		if c != '\n' && c != '\t' && problem.Hidden(c) {
			t.Errorf("the page has the hidden character %U", c)
		}
	}
	shown := collapsed(strings.Join(texts(doc), " "))
	for _, name := range hostile {
		if want := collapsed(problem.Shown(name)); !strings.Contains(shown, strings.ReplaceAll(want, "\\u0000", "\ufffd")) && !strings.Contains(shown, want) {
			t.Errorf("the page does not show %q as %q", name, want)
		}
	}
}

// isXML fails if a picture is no XML, or has what acts. What follows it is not read.
func isXML(t *testing.T, picture []byte) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(picture))
	for depth := 0; ; {
		token, err := d.Token()
		if err != nil {
			t.Fatalf("%v in %.300s", err, picture)
		}
		if _, ok := token.(xml.EndElement); ok {
			if depth--; depth == 0 {
				return
			}
		}
		if e, ok := token.(xml.StartElement); ok {
			depth++
			if !slices.Contains(drawn, e.Name.Local) {
				t.Errorf("a picture has the element %s", e.Name.Local)
			}
			for _, of := range e.Attr {
				if strings.HasPrefix(of.Name.Local, "on") || of.Name.Local == "href" && !strings.HasPrefix(of.Value, "#") {
					t.Errorf("a picture has %s %s=%q", e.Name.Local, of.Name.Local, of.Value)
				}
			}
		}
	}
}

// drawn are the elements of pictures.
var drawn = []string{"svg", "title", "desc", "g", "path", "rect", "circle", "line", "polyline", "polygon", "text", "tspan", "defs", "clipPath", "pattern", "use"}

// The pictures in a page are XML, whatever the names in them are.
func TestHostileNamesInPictures(t *testing.T) {
	page := hostilePage(t)
	found := bytes.Count(page, []byte("<svg"))
	if found < 20 {
		t.Fatalf("%d pictures", found)
	}
	for range found {
		page = page[bytes.Index(page, []byte("<svg")):]
		isXML(t, page)
		page = page[1:]
	}
}

// blockStart is what begins something else than a paragraph in Markdown.
var blockStart = regexp.MustCompile(`^\s*(#{1,6} |>|\||[-*+] |[0-9]+[.)] |<)`)

// The report.md of a folder has the lines that it has with plain names, and no name makes
// a link, a picture or an element in it. Single pictures are XML.
func TestHostileNamesInFiles(t *testing.T) {
	lines := func(name func(int) string) []string {
		dir := filepath.Join(t.TempDir(), "out")
		if _, err := export.Write(t.Context(), dir, *renamed(t, name)); err != nil {
			t.Fatal(err)
		}
		set, pictures := renamed(t, name), 0
		for _, kind := range plot.Kinds() {
			p := export.Picture{Kind: kind, Service: set.Report.Services[0].ID, Options: []string{set.Report.Options[1].ID}, Size: "page"}
			if kind == "euros" {
				p.Service = ""
			}
			var b bytes.Buffer
			if err := set.Plot(&b, p); err != nil {
				t.Logf("%s: %v", kind, err) // nothing to draw
				continue
			}
			isXML(t, b.Bytes())
			pictures++
		}
		if pictures < 5 {
			t.Errorf("%d pictures", pictures)
		}
		return strings.Split(string(read(t, filepath.Join(dir, "report.md"))), "\n")
	}
	plain, with := lines(func(i int) string { return fmt.Sprintf("Name %d", i) }), lines(func(i int) string { return hostile[(i+i/len(hostile))%len(hostile)] })
	if len(plain) != len(with) {
		t.Errorf("%d lines, and %d with plain names", len(with), len(plain))
	}
	raw := regexp.MustCompile(`(?:^|[^\\])(?:<[A-Za-z/!]|\]\(|!\[)`)
	for i, line := range with {
		if found := raw.FindString(strings.ReplaceAll(line, "<!-- -->", "")); found != "" {
			t.Errorf("line %d has %q: %s", i+1, found, line)
		}
		if i < len(plain) && blockStart.FindString(line) != blockStart.FindString(plain[i]) {
			t.Errorf("line %d begins another block than %q: %q", i+1, plain[i], line)
		}
		for _, c := range line {
			if problem.Hidden(c) {
				t.Errorf("line %d has the hidden character %U", i+1, c)
			}
		}
	}
}

func read(t *testing.T, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
