//go:build browser

package webpage_test

import (
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"saavu/internal/browser"
	"saavu/internal/export"
	"saavu/internal/format/problem"
	"saavu/pkg/lang"
)

// These tests open pages in a real browser. The step browser of .ci/run builds them: it
// installs Chromium and gives the file of axe-core in SAAVU_AXE and a folder for
// screenshots and printed pages in SAAVU_ARTEFACTS.

// asked gives a variable of the environment that the step sets.
func asked(t *testing.T, name string) string {
	t.Helper()
	value := os.Getenv(name)
	if value == "" {
		t.Fatalf("%s is not set: run .ci/run browser", name)
	}
	return value
}

// opened starts a browser with a new profile.
func opened(t *testing.T) context.Context {
	t.Helper()
	path, err := browser.Find()
	if err != nil {
		t.Fatal(err)
	}
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]), chromedp.ExecPath(path), chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND"))
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// tab is a page in the browser, and what it did that it should not.
type tab struct {
	t    *testing.T
	ctx  context.Context
	name string
	mu   sync.Mutex
	bad  []string
}

// open opens a page in a tab of its own with a colour scheme and a width, its script
// switched off if asked.
func open(t *testing.T, in context.Context, file, scheme string, width int64, script bool) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(in)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(cancel)
	b := &tab{t: t, ctx: ctx, name: fmt.Sprintf("%s, %s, %d px", filepath.Base(file), scheme, width)}
	address := (&url.URL{Scheme: "file", Path: file}).String()
	note := func(format string, args ...any) {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.bad = append(b.bad, fmt.Sprintf(format, args...))
	}
	if err := chromedp.Listen(ctx, func(event any) {
		switch e := event.(type) {
		case *runtime.EventConsoleAPICalled:
			note("writes to the console: %v", e.Type)
		case *runtime.EventExceptionThrown:
			note("throws %v", e.ExceptionDetails)
		case *log.EventEntryAdded:
			note("the browser notes: %s", e.Entry.Text)
		case *network.EventRequestWillBeSent:
			if at := e.Request.URL; at != address && !strings.HasPrefix(at, "data:") {
				note("asks for %s", at)
			}
		case *page.EventJavascriptDialogOpening:
			note("opens a dialog: %s", e.Message)
		}
	}); err != nil {
		t.Fatal(err)
	}
	call(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !script})
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
	b.do(chromedp.EmulateViewport(width, 900), chromedp.Navigate(address))
	return b
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatalf("%s: %v", b.name, err)
	}
}

// clean fails with what the page did that it should not.
func (b *tab) clean() {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, bad := range b.bad {
		b.t.Errorf("%s: %s", b.name, bad)
	}
}

// result runs an expression in the page.
func result[T any](b *tab, expression string) T {
	b.t.Helper()
	out, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		b.t.Fatalf("%s: %v", b.name, err)
	}
	return out
}

// list fails with every text that an expression gives.
func (b *tab) list(what, expression string) {
	b.t.Helper()
	for i, found := range result[[]string](b, expression) {
		if i == 12 {
			b.t.Errorf("%s: more of: %s", b.name, what)
			return
		}
		b.t.Errorf("%s: %s: %s", b.name, what, found)
	}
}

// Texts that are seen: a node, its element and the boxes of its lines.
const seen = `
const stated = n => JSON.stringify(n.textContent.trim().slice(0, 60)) + " in " + n.parentElement.tagName + "." + n.parentElement.getAttribute("class");
const shown = [];
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let n; n = walk.nextNode();) {
  const e = n.parentElement;
  if (!n.textContent.trim() || e.closest("script,style,.hidden,.skip,title,desc,option")) continue;
  const range = document.createRange();
  range.selectNodeContents(n);
  const boxes = [...range.getClientRects()].filter(r => r.width > 0.5 && r.height > 0.5);
  if (boxes.length && getComputedStyle(e).visibility !== "hidden") shown.push({n, e, boxes});
}
`

// clipped are texts of which a part is cut off by a box around them, or that stand
// outside of the page.
const clipped = `(() => {` + seen + `
const out = [];
for (const {n, e, boxes} of shown) {
  const svg = e.closest("svg");
  for (const r of boxes) {
    if (svg && getComputedStyle(svg).overflow === "hidden") {
      const s = svg.getBoundingClientRect();
      if (r.left < s.left - 1 || r.right > s.right + 1 || r.top < s.top - 1 || r.bottom > s.bottom + 1) out.push(stated(n) + ", outside its picture");
      continue;
    }
    for (let p = e; p && p !== document.documentElement; p = p.parentElement) {
      const style = getComputedStyle(p), b = p.getBoundingClientRect();
      if (p.matches(".scroll") || style.overflowX === "auto" || style.overflowX === "scroll") break;
      if (style.overflowX !== "visible" && (r.left < b.left - 1 || r.right > b.right + 1 || r.top < b.top - 1 || r.bottom > b.bottom + 1)) out.push(stated(n) + ", cut by " + p.tagName);
      if (p === document.body && (r.left < -1 || r.right > innerWidth + 1)) out.push(stated(n) + ", outside the page");
    }
  }
}
return out;
})()`

// overlapping are pairs of texts that stand on each other.
const overlapping = `(() => {` + seen + `
const out = [], all = [];
for (const s of shown) for (const r of s.boxes) all.push({s, l: r.left + 1, r: r.right - 1, t: r.top + r.height * .22, b: r.bottom - r.height * .22});
all.sort((a, b) => a.t - b.t);
for (let i = 0; i < all.length; i++) {
  for (let k = i + 1; k < all.length && all[k].t < all[i].b; k++) {
    const a = all[i], c = all[k];
    if (a.s !== c.s && a.l < c.r && c.l < a.r) out.push(stated(a.s.n) + " and " + stated(c.s.n));
  }
}
return out;
})()`

// sideways is by how much the page is wider than its window, with the elements that are.
const sideways = `(() => {
const d = document.documentElement, w = Math.max(d.scrollWidth, document.body.scrollWidth) - d.clientWidth;
if (w <= 0) return [];
return [w + " px", ...[...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > d.clientWidth + 1 && !(e.parentElement.closest(".scroll"))).slice(0, 6).map(e => e.tagName + "." + e.getAttribute("class") + " " + e.textContent.trim().slice(0, 40))];
})()`

// axeRun gives the violations that axe-core finds.
const axeRun = `axe.run(document, {resultTypes: ["violations"]}).then(r => r.violations.flatMap(v => v.nodes.map(n => v.id + ": " + v.help + ": " + n.target.join(" ") + ": " + n.html.slice(0, 160))))`

// written writes a page into a folder of the test.
func written(t *testing.T, set *export.Set, name string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, pageOf(t, set), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

// kept writes an artefact.
func kept(t *testing.T, name string, data []byte) {
	t.Helper()
	dir := asked(t, "SAAVU_ARTEFACTS")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// In every language, light and dark, wide and narrow: the page asks for nothing and says
// nothing, axe-core finds nothing, no text is cut off or stands on another, and nothing
// scrolls sideways.
func TestBrowserPages(t *testing.T) {
	axe, err := os.ReadFile(asked(t, "SAAVU_AXE"))
	if err != nil {
		t.Fatal(err)
	}
	in := opened(t)
	for _, l := range lang.Languages() {
		file := written(t, setOf(t, l, all), string(l)+".html")
		for _, scheme := range []string{"light", "dark"} {
			for _, width := range []int64{1280, 390} {
				b := open(t, in, file, scheme, width, true)
				b.list("the page is too wide by", sideways)
				b.list("a text is cut off", clipped)
				b.list("texts stand on each other", overlapping)
				b.clean()
				picture, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
				if err != nil {
					t.Fatal(err)
				}
				kept(t, fmt.Sprintf("%s-%s-%d.png", l, scheme, width), picture)
				result[any](b, string(axe)+";0")
				found, err := chromedp.Run(b.ctx, chromedp.Evaluate[[]string](axeRun, chromedp.EvalAwaitPromise))
				if err != nil {
					t.Fatal(err)
				}
				for _, of := range found {
					t.Errorf("%s: axe-core: %s", b.name, of)
				}
			}
		}
	}
}

// concealed are headings, paragraphs, rows and pictures that take no place on the page,
// whichever tab and option is chosen.
const concealed = `(() => {
const tabs = [...document.querySelectorAll(".tabs > input")], picked = [...document.querySelectorAll(".picked")], hidden = new Map();
for (const e of document.querySelectorAll("main h2, main h3, main h4, main p, main li:not(.break), main tbody tr, main svg, main dd")) {
  if (!e.closest(".hidden") && e.getClientRects().length === 0) hidden.set(e, 1);
}
const most = Math.max(1, ...picked.map(p => p.querySelectorAll(":scope > input").length));
for (const tab of tabs) {
  tab.checked = true;
  for (let o = 0; o < most; o++) {
    for (const p of picked) {
      const of = p.querySelectorAll(":scope > input")[o];
      if (of) of.checked = true;
    }
    for (const e of hidden.keys()) if (e.getClientRects().length) hidden.delete(e);
  }
}
return [...hidden.keys()].map(e => e.tagName + " " + e.textContent.trim().slice(0, 60));
})()`

// unpicked are tables of which a narrow screen does not show exactly the option that is
// picked, next to the reference, or that scroll sideways.
const unpicked = `(() => {
const out = [];
for (const tab of document.querySelectorAll(".tabs > input")) {
  tab.checked = true;
  for (const p of document.querySelectorAll(".picked")) {
    const inputs = [...p.querySelectorAll(":scope > input")], box = p.querySelector(".scroll");
    if (inputs.length < 2 || !box.getClientRects().length) continue;
    inputs.forEach((input, o) => {
      input.checked = true;
      const shown = [...new Set([...p.querySelectorAll("[data-o]")].filter(e => e.getClientRects().length).map(e => e.dataset.o))];
      const name = p.querySelector("thead [data-o=\"" + (o + 1) + "\"]").textContent, label = input.nextElementSibling;
      if (shown.length !== 1 || shown[0] !== String(o + 1) || label.textContent !== name || !label.getClientRects().length) out.push(name + " of " + p.getAttribute("aria-label") + " shows " + shown);
      if (box.scrollWidth > box.clientWidth) out.push(p.getAttribute("aria-label") + ", " + name + ", is " + (box.scrollWidth - box.clientWidth) + " px too wide");
    });
    inputs[0].checked = true;
  }
}
return out;
})()`

// all of a table is what a wide screen and paper show: nothing to pick, every option.
const unshown = `[...document.querySelectorAll(".picked")].filter(p => p.getClientRects().length).flatMap(p => [...p.querySelectorAll(":scope > label, :scope > input")].filter(e => e.getClientRects().length).map(e => "to pick: " + e.textContent).concat(p.querySelector(".scroll").getClientRects().length ? [...p.querySelectorAll("[data-o]")].filter(e => !e.getClientRects().length).map(e => e.textContent) : []))`

// broken are words in the heads of tables that stand in two lines, other than at a hyphen.
const broken = `(() => {
const out = [];
for (const th of document.querySelectorAll("thead th")) {
  for (const walk = document.createTreeWalker(th, NodeFilter.SHOW_TEXT); walk.nextNode();) {
    const n = walk.currentNode;
    for (const word of n.textContent.matchAll(/[^\s-]+/g)) {
      const range = document.createRange();
      range.setStart(n, word.index);
      range.setEnd(n, word.index + word[0].length);
      if (new Set([...range.getClientRects()].filter(r => r.width > 0.5).map(r => Math.round(r.top))).size > 1) out.push(word[0]);
    }
  }
}
return out;
})()`

// A narrow screen shows one option of a table at a time, which the reader picks; a wide
// one shows all. No word in the head of a table is broken.
func TestBrowserOneOptionAtATime(t *testing.T) {
	in := opened(t)
	for _, l := range lang.Languages() {
		file := written(t, setOf(t, l, all), string(l)+".html")
		b := open(t, in, file, "light", 390, false)
		b.list("does not show what is picked", unpicked)
		b.list("a head is broken inside a word", broken)
		b.clean()
		b = open(t, in, file, "light", 1280, false)
		b.list("is not shown on a wide screen", unshown)
		b.list("a head is broken inside a word", broken)
		call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
		b.list("is not shown on paper", unshown)
		b.clean()
	}
}

// level are maps of one row that do not stand on one line.
const level = `[...document.querySelectorAll(".maps")].filter(m => m.getClientRects().length).flatMap(m => { const tops = [...m.querySelectorAll("svg.map")].map(s => Math.round(s.getBoundingClientRect().top)); return innerWidth > 900 && tops.length < 4 && new Set(tops).size > 1 ? [tops.join(", ")] : []; })`

// Captions of two lines leave the maps of a row level.
func TestBrowserMapsAreLevel(t *testing.T) {
	b := open(t, opened(t), written(t, setOf(t, lang.English, all), "en.html"), "light", 1280, false)
	for range 2 {
		b.list("maps of a row begin at", level)
		result[any](b, `document.querySelectorAll("figcaption").forEach((c, i) => { if (i % 2) c.append(" with a name that is much longer than the others") }), 0`)
	}
	b.clean()
}

// Without a script the page shows everything that it has.
func TestBrowserWithoutScript(t *testing.T) {
	in := opened(t)
	file := written(t, setOf(t, lang.Finnish, all), "fi.html")
	for _, width := range []int64{1280, 390} {
		b := open(t, in, file, "light", width, false)
		b.list("is not seen without the script", concealed)
		b.list("the page is too wide by", sideways)
		b.clean()
	}
}

// torn are rows that a page break may cut, as they may break or are higher than a page, and
// tables of up to twelve rows that may be cut between them. The decision table and that of
// the options are cut between their blocks.
const torn = `[...document.querySelectorAll("tr")].filter(e => getComputedStyle(e).breakInside !== "avoid" || e.getBoundingClientRect().height > 900)
.concat([...document.querySelectorAll("table:not(.decision, .options)")].filter(e => e.rows.length - e.tHead.rows.length <= 12 && getComputedStyle(e).breakInside !== "avoid"))
.map(e => e.textContent.trim().slice(0, 80))`

// faint are texts, not signs, that are smaller than 7.5 points on paper.
const faint = `(() => {` + seen + `
return shown.flatMap(({n, e}) => {
  const on = e.closest("svg") && e.getScreenCTM ? e.getScreenCTM().a : 1, size = parseFloat(getComputedStyle(e).fontSize) * on * .75;
  return size < 7.45 && /[\p{L}\p{N}]/u.test(n.textContent) ? [size.toFixed(1) + " pt: " + stated(n)] : [];
});
})()`

// Printed, the page is A4 and tagged, has its number on each sheet and at most 3 MB, and no
// row and no short table is cut. Printed again it has the same bytes. A sheet is at least half full, and a service that begins
// below another one begins in the upper half.
func TestBrowserPrint(t *testing.T) {
	in := opened(t)
	path, err := browser.Find()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range lang.Languages() {
		set := setOf(t, l, all)
		data, err := browser.PDF(t.Context(), path, pageOf(t, set), browser.Limit)
		if err != nil {
			t.Fatal(err)
		}
		kept(t, string(l)+".pdf", data)
		if l == lang.Swedish {
			again, err := browser.PDF(t.Context(), path, pageOf(t, set), browser.Limit)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(data, again) {
				t.Errorf("%s: the same page has %d and %d bytes on paper, or others", l, len(data), len(again))
			}
		}
		if !bytes.Contains(data, []byte("/Marked true")) {
			t.Errorf("%s: the PDF is not tagged", l)
		}
		if len(data) > 3e6 {
			t.Errorf("%s: the PDF has %d bytes", l, len(data))
		}
		pages := printed(t, data)
		if len(pages) < 4 || len(pages) > 42 {
			t.Errorf("%s: %d pages", l, len(pages))
		}
		for i, text := range pages {
			if lines := len(strings.FieldsFunc(text, func(r rune) bool { return r == '\n' })); lines < 9 {
				t.Errorf("%s: page %d has %d lines: %s", l, i+1, lines, text)
			}
			if number := fmt.Sprintf("%d / %d", i+1, len(pages)); !strings.Contains(text, number) {
				t.Errorf("%s: page %d does not say %q", l, i+1, number)
			}
		}
		b := open(t, in, written(t, set, string(l)+".html"), "light", 680, true)
		call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
		b.list("may be cut", torn)
		b.list("is too small on paper", faint)
		names := result[[]string](b, `[...document.querySelectorAll(".panel h3")].map(e => e.textContent)`)
		b.clean()
		filled(t, string(l), data, names)
	}
}

// Edges of what a sheet may hold, in points from its top: the margins of @page.
const (
	sheetTop    = 42.5
	sheetBottom = 790.9
)

// placedWord is a word of a printed page, in points from its top.
type placedWord struct {
	Top    float64 `xml:"yMin,attr"`
	Bottom float64 `xml:"yMax,attr"`
	Text   string  `xml:",chardata"`
}

// filled checks that each sheet of a PDF but the last is at least half full, and that a
// service begins at the top of a sheet or in its upper half.
func filled(t *testing.T, name string, data []byte, services []string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "page.pdf")
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", "-bbox", file, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext: %v: run .ci/run browser", err)
	}
	var doc struct {
		Pages []struct {
			Words []placedWord `xml:"word"`
		} `xml:"body>doc>page"`
	}
	if err := xml.Unmarshal(out, &doc); err != nil {
		t.Fatal(err)
	}
	const half = (sheetTop + sheetBottom) / 2
	begun := 0
	for i, p := range doc.Pages {
		text, last := "", 0.0
		var tops []float64 // of each byte
		for _, w := range p.Words {
			if w.Top > sheetBottom {
				continue
			}
			last = max(last, w.Bottom)
			for range len(squeezed(w.Text)) {
				tops = append(tops, w.Top)
			}
			text += squeezed(w.Text)
		}
		if last < half-8 && i < len(doc.Pages)-1 {
			t.Errorf("%s: page %d ends at %.0f pt, above its middle", name, i+1, last)
		}
		for _, s := range services {
			if at := strings.Index(text, squeezed(s)); at >= 0 {
				begun++
				if tops[at] > half {
					t.Errorf("%s: page %d: %q begins at %.0f pt, in the lower half", name, i+1, s, tops[at])
				}
			}
		}
	}
	if begun != len(services) {
		t.Errorf("%s: %d of %d services are found on paper", name, begun, len(services))
	}
}

// printed gives the text of each page of a PDF, read with pdftotext.
func printed(t *testing.T, data []byte) []string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "page.pdf")
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", "-layout", file, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext: %v: run .ci/run browser", err)
	}
	return strings.Split(strings.TrimSuffix(string(out), "\f"), "\f")
}

// mismatched are signs of legends that have other colours than what they explain.
const mismatched = `(() => {
const out = [], given = document.querySelector(".given-key"), bar = document.querySelector(".load .fill"), key = document.querySelector(".hatched-key .hatch"), undone = document.querySelector(".load .hatch");
if (!given || !bar || !key || !undone) return ["no bars of stations"];
const a = getComputedStyle(given).backgroundColor, b = getComputedStyle(bar).fill, c = getComputedStyle(key).stroke, d = getComputedStyle(undone).stroke;
if (a !== b) out.push("given: " + a + " and " + b);
if (c !== d || c === a) out.push("left undone: " + c + " and " + d);
return out;
})()`

// unneeded are stops of the Tab key at boxes that do not scroll.
const unneeded = `[...document.querySelectorAll("[tabindex]")].filter(e => e.getClientRects().length && e.scrollWidth <= e.clientWidth && e.scrollHeight <= e.clientHeight).map(e => e.getAttribute("aria-label"))`

// unreached are boxes that scroll and at which the Tab key does not stop in every browser.
const unreached = `(() => {
const out = new Set();
for (const tab of [null, ...document.querySelectorAll(".tabs > input")]) {
  if (tab) tab.checked = true;
  for (const e of document.querySelectorAll(".scroll:not([tabindex])")) {
    if (e.getClientRects().length && e.scrollWidth > e.clientWidth) out.add(e.getAttribute("aria-label") + ": " + e.scrollWidth + " px in " + e.clientWidth);
  }
}
return [...out];
})()`

// No table of up to eight options scrolls sideways, in any language, not on the narrowest
// phone either: only those of more have a stop of the Tab key.
func TestBrowserScrollsWithTabStop(t *testing.T) {
	in := opened(t)
	for _, l := range lang.Languages() {
		file := written(t, setOf(t, l, all), string(l)+".html")
		for _, width := range []int64{1280, 390, 320} {
			b := open(t, in, file, "light", width, false)
			b.list("scrolls without a stop of Tab", unreached)
			b.list("the page is too wide by", sideways)
			b.clean()
		}
	}
}

// Long names without a space make neither the page nor paper scroll sideways, as a browser
// prints a page that is too wide smaller. On paper the tables of texts are left out: their
// sources are lines of text.
func TestBrowserLongNames(t *testing.T) {
	in := opened(t)
	set := renamed(t, func(i int) string { return fmt.Sprint(strings.Repeat("A", 118), i) })
	file := written(t, set, "long.html")
	for _, width := range []int64{1280, 390, 320} {
		b := open(t, in, file, "light", width, false)
		b.list("the page is too wide by", sideways)
		b.clean()
	}
	b := open(t, in, file, "light", 680, false)
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	result[any](b, `document.querySelectorAll(".texts").forEach(e => e.remove()), 0`)
	b.list("paper is too narrow by", sideways)
	b.clean()
}

// Legends have the colours of what they explain, light and dark, and the Tab key stops
// at no box that does not scroll.
func TestBrowserLegendsAndTabStops(t *testing.T) {
	in := opened(t)
	file := written(t, setOf(t, lang.English, all), "en.html")
	for _, scheme := range []string{"light", "dark"} {
		for _, width := range []int64{1280, 390} {
			b := open(t, in, file, scheme, width, false)
			b.list("has another colour than its legend", mismatched)
			b.list("is a needless stop of Tab", unneeded)
			b.clean()
		}
	}
}

// The arrow keys move through the tabs of services, and Tab leaves them.
func TestBrowserKeyboard(t *testing.T) {
	b := open(t, opened(t), written(t, setOf(t, lang.English, all), "en.html"), "light", 1280, true)
	const chosen = `(() => { const r = document.querySelector(".tabs > input:checked"); return r ? r.id : ""; })()`
	first := result[string](b, chosen)
	if first == "" {
		t.Fatal("no tab of a service is chosen")
	}
	visible := `[...document.querySelectorAll("#services h3")].filter(e => e.getClientRects().length).map(e => e.textContent).join("|")`
	before := result[string](b, visible)
	result[any](b, `document.querySelector(".tabs > input:checked").focus(), 0`)
	b.do(chromedp.KeyEvent("\u0303")) // arrow to the right
	if now := result[string](b, chosen); now == first {
		t.Errorf("the arrow key has left %s chosen", now)
	}
	if now := result[string](b, visible); now == before {
		t.Errorf("the arrow key has left %q on the screen", now)
	}
	b.do(chromedp.KeyEvent("\t"))
	if result[string](b, `document.activeElement.type || document.activeElement.tagName`) == "radio" {
		t.Error("Tab stays in the tabs")
	}
	b.clean()
}

// Hostile names run nothing, make nothing and ask for nothing; on paper they are text.
func TestBrowserHostileNames(t *testing.T) {
	in := opened(t)
	set := renamed(t, func(i int) string { return hostile[(i+i/len(hostile))%len(hostile)] })
	b := open(t, in, written(t, set, "hostile.html"), "light", 1280, true)
	if made := result[[]string](b, `[...document.querySelectorAll("script,iframe,object,embed,link,img,h1,[onerror],[onload],[onmouseover],a[href^=javascript]")].map(e => e.tagName)`); !slices.Equal(made, []string{"H1"}) {
		t.Errorf("elements: %q", made)
	}
	b.list("the page is too wide by", sideways)
	kept(t, "hostile.png", func() []byte {
		picture, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
		if err != nil {
			t.Fatal(err)
		}
		return picture
	}())
	b.clean()
	path, err := browser.Find()
	if err != nil {
		t.Fatal(err)
	}
	data, err := browser.PDF(t.Context(), path, pageOf(t, set), browser.Limit)
	if err != nil {
		t.Fatal(err)
	}
	kept(t, "hostile.pdf", data)
	for _, acts := range []string{"/JavaScript", "/JS", "/Launch", "/URI", "/EmbeddedFile"} {
		if bytes.Contains(data, []byte(acts)) {
			t.Errorf("the PDF has %s", acts)
		}
	}
	text := squeezed(strings.Join(printed(t, data), " "))
	for _, name := range hostile {
		if want := squeezed(problem.Shown(name)); !strings.Contains(text, want) && !strings.Contains(text, strings.ReplaceAll(want, `\u0000`, "\ufffd")) {
			t.Errorf("the PDF does not show %q", want)
		}
	}
}

// squeezed is a text without spaces, as lines of a PDF break anywhere.
func squeezed(text string) string { return strings.Join(strings.Fields(text), "") }

// call runs a command of the protocol in a tab.
func call[P any](b *tab, command cdp.Command[P, cdp.Empty], params P) {
	b.t.Helper()
	if _, err := chromedp.Call(b.ctx, command, params); err != nil {
		b.t.Fatalf("%s: %v", b.name, err)
	}
}
