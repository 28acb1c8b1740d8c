package webpage_test

import (
	"bytes"
	"context"
	"regexp"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/html"

	"saavu/data"
	"saavu/internal/app"
	"saavu/internal/export"
	"saavu/internal/source"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/scenarios"
)

// embedded compares options of the embedded county, all without a name, with few draws.
func embedded(options ...string) (*export.Set, error) {
	q := app.Request{Source: app.Source{Embedded: source.Embedded(data.FS, scenarios.FS)}, Frame: "staff", Draws: 20, Networks: 2, Seed: 1, Options: options,
		Movers: true, Detail: true, Page: true, Service: "all", Version: "test", Command: "saavu report --draws 20"}
	s, err := app.Open(context.Background(), q)
	if err != nil {
		return nil, err
	}
	out, err := s.Compare(context.Background(), q)
	if err != nil {
		return nil, err
	}
	return out.Page, nil
}

// all and some are comparisons that several tests use.
var (
	all  = sync.OnceValues(func() (*export.Set, error) { return embedded() })
	some = sync.OnceValues(func() (*export.Set, error) { return embedded("central-max", "mobile") })
)

// setOf is a copy of a comparison in a language.
func setOf(t *testing.T, l lang.Language, of func() (*export.Set, error)) *export.Set {
	t.Helper()
	set, err := of()
	if err != nil {
		t.Fatal(err)
	}
	copied := *set
	copied.Words = words.In(l)
	return &copied
}

// pageOf writes a page.
func pageOf(t *testing.T, set *export.Set) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := set.HTML(&b, false); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// pagesOfAll are the pages of all by language, each written once.
var pagesOfAll = map[lang.Language][]byte{}

// pageOfAll writes the page of all in a language.
func pageOfAll(t *testing.T, l lang.Language) []byte {
	t.Helper()
	if pagesOfAll[l] == nil {
		pagesOfAll[l] = pageOf(t, setOf(t, l, all))
	}
	return pagesOfAll[l]
}

// parsed reads a page as browsers do.
func parsed(t *testing.T, page []byte) *html.Node {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// each calls use for a node and all below it.
func each(n *html.Node, use func(*html.Node)) {
	use(n)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		each(c, use)
	}
}

// attribute gives an attribute of an element; "" if it has none.
func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// texts are the texts of a node, one for each text node, without those of scripts and
// styles.
func texts(n *html.Node) []string {
	var out []string
	each(n, func(n *html.Node) {
		if n.Type == html.TextNode && n.Parent.Data != "script" && n.Parent.Data != "style" {
			if s := strings.TrimSpace(n.Data); s != "" {
				out = append(out, s)
			}
		}
	})
	return out
}

// The page has no flag of a command, no id of a facility and no parameter's path in its
// text, but for the command that made it.
func TestNoCodeWords(t *testing.T) {
	for _, l := range lang.Languages() {
		set := setOf(t, l, all)
		command := set.Command
		for _, text := range texts(parsed(t, pageOfAll(t, l))) {
			if text == command {
				continue
			}
			if found := code.FindString(text); found != "" {
				t.Errorf("%s: %q in %q", l, found, text)
			}
		}
	}
}

// code finds flags, ids and paths, and references that only the authors of the data know.
var code = regexp.MustCompile(`(^| )--[a-z]|\b(mp|nv|hs|dent|fc|bus)_[a-z]+|\bvisit_rates|oral_all|_per_child|\b00\d L\d|provenance|floor rule of every option, own|facts below|low to high\)`)
