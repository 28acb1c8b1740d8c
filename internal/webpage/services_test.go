package webpage_test

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"saavu/internal/export"
	"saavu/pkg/lang"
)

// value is the value of an attribute, "" for none.
func value(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// having are the nodes of a name with a class.
func having(in *html.Node, name, class string) []*html.Node {
	var out []*html.Node
	each(in, func(n *html.Node) {
		if n.Type == html.ElementNode && n.Data == name && slices.Contains(strings.Fields(value(n, "class")), class) {
			out = append(out, n)
		}
	})
	return out
}

// said is the text of a node.
func said(n *html.Node) string {
	var b strings.Builder
	each(n, func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
	})
	return strings.Join(strings.Fields(b.String()), " ")
}

// The service in which most people gain or lose is shown first, each service has a tab of
// its own, and only maps that differ are drawn, all on one ground.
func TestServices(t *testing.T) {
	set := setOf(t, lang.English, all)
	page := pageOfAll(t, lang.English)
	if n := len(page); n > 3_000_000 {
		t.Errorf("the page of %d options has %d bytes", len(set.Report.Options), n)
	}
	doc := parsed(t, page)
	panels := having(doc, "section", "panel")
	if len(panels) != len(set.Report.Services) {
		t.Fatalf("%d panels of %d services", len(panels), len(set.Report.Services))
	}
	most, first := 0.0, 0
	for s := range set.Report.Services {
		for k := range set.Report.Options {
			if row := &set.Report.Services[s].Rows[k]; row.Gain.V+row.Lose.V > most && set.Report.Options[k].Year == set.Report.Year {
				most, first = row.Gain.V+row.Lose.V, s
			}
		}
	}
	checked := regexp.MustCompile(`name="service" id="service-(\d)" checked`).FindAllSubmatch(page, -1)
	if len(checked) != 1 || string(checked[0][1]) != string(rune('1'+first)) {
		t.Errorf("checked %q, most people move in service %d", checked, first+1)
	}
	ids, uses := map[string]int{}, 0
	each(doc, func(n *html.Node) {
		if id := value(n, "id"); id != "" {
			ids[id]++
		}
	})
	each(doc, func(n *html.Node) {
		if n.Data == "use" {
			uses++
			if ref := strings.TrimPrefix(value(n, "href"), "#"); ids[ref] != 1 {
				t.Errorf("%d elements have the id %q", ids[ref], ref)
			}
		}
	})
	maps := having(doc, "svg", "map")
	if uses != 2*len(maps) || len(maps) < 3*len(panels) {
		t.Errorf("%d maps, %d references to what they share", len(maps), uses)
	}
	for id, n := range ids {
		if n > 1 {
			t.Errorf("%d elements have the id %s", n, id)
		}
	}
	nurse := panels[2]
	heads := having(nurse, "div", "maps")
	if got := said(heads[1]); !strings.Contains(got, "Centralised, Central max ▼") {
		t.Errorf("options alike do not share a map: %s", got)
	}
	areas := said(having(nurse, "table", "areas")[0])
	for _, want := range []string{"Aviapolis", "▲ come within the limit: ", "▼ fall outside the limit: ", "on fewer days: ", "Lose the last place in time, even by their own means"} {
		if !strings.Contains(areas, want) {
			t.Errorf("no %q in the table by area: %s", want, areas)
		}
	}
	stations := said(having(nurse, "table", "stations")[0])
	for _, want := range []string{"Tikkurila health station", "not there", "staff"} {
		if !strings.Contains(stations, want) {
			t.Errorf("no %q in the table of stations: %s", want, stations)
		}
	}
	if !strings.Contains(stations, "Held back by, Local") || !strings.Contains(said(nurse), "Shown: Local. Stations also differ in: Centralised, Central max, Mobile, Remote.") {
		t.Errorf("the table of stations does not say of which option it is: %s", said(nurse))
	}
	if text := said(panels[4]); !strings.Contains(text, "Multi-provider: places of other producers count for the contracted share alone") || strings.Count(text, "Service provider, ") < 8 {
		t.Errorf("the new places of other producers are not named: %s", text)
	}
	if text := said(nurse); !strings.Contains(text, "limit 30 min") || !strings.Contains(text, "SYNTHETIC people and travel times") || !strings.Contains(text, "Half of those who reach a place need at most") {
		t.Errorf("the panel lacks the limit, the stamp or the sentence: %s", text)
	}
}

// A service that no option moves has today's map alone.
func TestServiceThatNothingMoves(t *testing.T) {
	set := setOf(t, lang.English, some)
	copied := *set
	copied.Report.Options = slices.Clone(set.Report.Options[:1])
	copied.Report.Services = slices.Clone(set.Report.Services)
	for s := range copied.Report.Services {
		copied.Report.Services[s].Rows = copied.Report.Services[s].Rows[:1]
	}
	copied.Report.Network, copied.Surfaces, copied.Counties = set.Report.Network[:1], set.Surfaces[:1], set.Counties[:1]
	doc := parsed(t, pageOf(t, &copied))
	if maps := having(doc, "svg", "map"); len(maps) != len(copied.Report.Services) {
		t.Errorf("%d maps of %d services without an option", len(maps), len(copied.Report.Services))
	}
	for s, panel := range having(parsed(t, pageOf(t, set)), "section", "panel") {
		moved := false
		for k := range set.Report.Options {
			moved = moved || set.Moves(k, s)
		}
		if still := strings.Contains(said(panel), "No option changes journeys to this service."); still == moved {
			t.Errorf("service %d: moved %v, the sentence %v", s, moved, still)
		}
	}
}

// For the public the page draws no cell of few people, and says so.
func TestServicesForThePublic(t *testing.T) {
	set := setOf(t, lang.English, some)
	all := pageOf(t, set)
	whole := set.Result
	set.Result = set.Protected()
	public := pageOf(t, set)
	if text := []byte("or under 10 people"); bytes.Contains(all, text) || !bytes.Contains(public, text) {
		t.Error("the legend does not say which cells are left out")
	}
	if len(set.Minutes(0, 0)) >= len(whole.Minutes(0, 0)) {
		t.Error("no cell is left out")
	}
	if !bytes.Equal(public, pageOf(t, set)) {
		t.Error("the same set has other bytes")
	}
}

// Gaps, worst areas, who loses the last place and who is left behind are the report's.
func TestEquity(t *testing.T) {
	set := setOf(t, lang.English, some)
	doc := parsed(t, pageOf(t, set))
	var section *html.Node
	each(doc, func(n *html.Node) {
		if value(n, "id") == "equity" {
			section = n
		}
	})
	if section == nil {
		t.Fatal("no section")
	}
	text := said(section)
	for s := range set.Report.Services {
		v := &set.Report.Services[s]
		row := &v.Rows[0]
		if row.WorstArea != "" && !strings.Contains(text, row.WorstNames.Every(row.WorstArea).En) {
			t.Errorf("%s: no %s", v.ID, row.WorstArea)
		}
		for k := range v.Rows {
			if n := v.Rows[k].LoseLast; n >= 10 && !strings.Contains(text, "▼ "+set.Words.Count(n)) {
				t.Errorf("%s: no %g people who lose the last place in option %d", v.ID, n, k)
			}
		}
	}
	for _, want := range []string{"Gaps between groups of people", "The area from which fewest get there", "Who loses the last place", "Left behind in every option", "points"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in %s", want, text)
		}
	}
}

// The page has no script, and its policy allows none.
func TestPageHasNoScript(t *testing.T) {
	doc := parsed(t, pageOf(t, setOf(t, lang.English, some)))
	each(doc, func(n *html.Node) {
		if n.Type != html.ElementNode {
			return
		}
		if n.Data == "script" {
			t.Error("the page has a script")
		}
		if policy := value(n, "content"); value(n, "http-equiv") == "Content-Security-Policy" && (strings.Contains(policy, "script") || !strings.Contains(policy, "default-src 'none'")) {
			t.Errorf("the policy is %s", policy)
		}
	})
}

// Each table of several options has one of them to pick for each column, and each cell of
// an option has its number.
func TestOptionsToPick(t *testing.T) {
	doc := parsed(t, pageOfAll(t, lang.English))
	tables, ids, widest := 0, map[string]bool{}, 0
	for _, box := range having(doc, "div", "picked") {
		var inputs []string
		for c := box.FirstChild; c != nil; c = c.NextSibling {
			if c.Data == "input" {
				inputs = append(inputs, value(c, "name"))
				if ids[value(c, "id")] {
					t.Errorf("the id %s is there twice", value(c, "id"))
				}
				ids[value(c, "id")] = true
			}
		}
		columns := map[string]int{}
		each(box, func(n *html.Node) {
			if o := value(n, "data-o"); o != "" && n.Data == "th" {
				columns[o]++
			} else if o != "" && columns[o] == 0 {
				t.Errorf("%s has a cell of the option %s, which has no head", value(box, "aria-label"), o)
			}
		})
		if len(columns) > 1 {
			tables++
			widest = max(widest, len(columns))
			if len(inputs) != len(columns) || len(slices.Compact(inputs)) != 1 {
				t.Errorf("%s: %d options, %d to pick", value(box, "aria-label"), len(columns), len(inputs))
			}
		} else if len(inputs) > 0 {
			t.Errorf("%s: one option, %d to pick", value(box, "aria-label"), len(inputs))
		}
	}
	if tables < 15 || widest < 6 {
		t.Errorf("%d tables with at most %d options to pick", tables, widest)
	}
	style := said(having1(doc, "style"))
	for o := range widest {
		if rule := fmt.Sprintf(`:nth-of-type(%d):checked~.scroll [data-o="%d"]`, o+1, o+1); !strings.Contains(style, rule) {
			t.Errorf("no style shows the option %d", o+1)
		}
	}
}

// having1 is the first node of a name.
func having1(in *html.Node, name string) *html.Node {
	var out *html.Node
	each(in, func(n *html.Node) {
		if out == nil && n.Type == html.ElementNode && n.Data == name {
			out = n
		}
	})
	return out
}

// A page without an option has no legend of changes, no row of changes alone and no word
// about them; a legend has what its section shows.
func TestNoUnusedLegends(t *testing.T) {
	today := func() (*export.Set, error) { return embedded("today") }
	page := string(pageOf(t, setOf(t, lang.English, today)))
	for _, text := range []string{"better for people", "Only what differs", "Newly broken", "Changes are against", "costs more", "larger share", "One-off"} {
		if strings.Contains(page, text) {
			t.Errorf("a page of today alone says %q", text)
		}
	}
	if !strings.Contains(page, "within the time limit of the service") {
		t.Error("a page of today alone does not say what in time means")
	}
	each(parsed(t, []byte(page)), func(n *html.Node) {
		if n.Type == html.ElementNode && n.Data == "tr" && n.Parent.Data == "tbody" && value(n, "class") != "block" && len(texts(n)) < 2 && value(n.Parent.Parent, "class") == "decision few" {
			t.Errorf("an empty row %q", texts(n))
		}
	})
	page = string(pageOf(t, setOf(t, lang.English, func() (*export.Set, error) { return embedded("multi-provider") })))
	for _, text := range []string{"option, larger share", "option, smaller share"} {
		if strings.Contains(page, text) {
			t.Errorf("no option moves who gets there, and the page says %q", text)
		}
	}
	page = string(pageOf(t, setOf(t, lang.English, some)))
	for _, text := range []string{"better for people", "Only what differs", "Newly broken", "Changes are against", "costs more", "option, larger share", "option, smaller share"} {
		if !strings.Contains(page, text) {
			t.Errorf("a page of two options does not say %q", text)
		}
	}
}

// A map of change shows some change: options that change places and no journey are named.
func TestNoMapOfNothing(t *testing.T) {
	doc := parsed(t, pageOfAll(t, lang.English))
	grey := 0
	for _, f := range having(doc, "svg", "map") {
		colours := map[string]bool{}
		each(f, func(n *html.Node) {
			if n.Data == "path" && value(n, "class") == "cell" {
				colours[value(n, "stroke")+value(n, "fill")] = true
			}
		})
		if len(colours) == 1 {
			grey++
		}
	}
	if grey > 0 {
		t.Errorf("%d maps have one colour", grey)
	}
	if !strings.Contains(said(doc), "Places change, but no journey does: ") {
		t.Error("options that change no journey are not named")
	}
}

// Euros by draw are lower or higher, and not better or worse: people may lose what is saved.
func TestOddsOfEurosAreNoPraise(t *testing.T) {
	euros := 0
	for _, table := range having(parsed(t, pageOfAll(t, lang.English)), "table", "odds") {
		for n := table.FirstChild; n != nil; n = n.NextSibling {
			if n.Data != "tbody" || !strings.HasPrefix(said(n), "Euros, all services") {
				continue
			}
			euros++
			if text := said(n); strings.ContainsAny(text, "▲▼") || !strings.Contains(text, "lower in ") || !strings.Contains(text, "higher in ") {
				t.Errorf("euros: %s", text)
			}
			if len(having(n, "span", "gain"))+len(having(n, "span", "lose")) > 0 {
				t.Error("euros have the colour of gains or losses")
			}
		}
	}
	if euros == 0 {
		t.Error("no rows of euros")
	}
}
