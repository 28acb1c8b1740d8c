package export

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"saavu/internal/board"
	"saavu/internal/draw"
	"saavu/internal/plot"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/report"
)

// pictured is the drawn world with what each kind of picture shows.
func pictured() Set {
	s := world30()
	now := s.Counties[1].Network
	now.Facilities[0].Status = network.Closed
	load := func(facility string, load, seen float64, bind string) report.PointLoad {
		return report.PointLoad{Facility: facility, Names: lang.Same("Place " + facility), Load: load, Capacity: seen, Seen: seen, Bind: bind}
	}
	rows := s.Report.Services[0].Rows
	rows[0].Loads = []report.PointLoad{load("a", 900, 900, "none"), load("b", 600, 300, "staff")}
	rows[1].Loads = []report.PointLoad{load("a", 1200, 1000, "rooms"), load("c", 100, math.NaN(), "")}
	rows[1].Tornado = []report.Bar{
		{Count: "gets there", Source: report.Source{Path: "travel.threshold_min.local", Lo: 15, Hi: 25}, AtLow: -2000, At: -3400, AtHigh: -4800},
		{Count: "visits", Source: report.Source{Path: "premises.rent_eur_m2_month", Lo: 17, Hi: 30}, AtLow: -5000, At: -5500, AtHigh: -6100}}
	s.Report.Network[1].Lines = []report.Line{{Kind: "staff", Payer: "county", Money: report.Exact(-9e5), From: 2028}, {Kind: "rent", Payer: "county", Money: report.Exact(3e5)},
		{Kind: "client fees", Payer: "residents", Money: report.Exact(3e5)}}
	return s
}

// Each kind of picture has the same pixels on every machine.
func TestPlotGolden(t *testing.T) {
	for _, kind := range plot.Kinds() {
		s := pictured()
		p := Picture{Kind: kind, Service: "neuvola", Options: []string{s.Report.Options[1].ID}, Size: "page", PNG: true}
		if kind == "euros" {
			p.Service = ""
		}
		var got bytes.Buffer
		if err := s.Plot(&got, p); err != nil {
			t.Errorf("%s: %v", kind, err)
			continue
		}
		file := filepath.Join("testdata", "plot_"+kind+".png")
		if *update {
			if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.Bytes(), want) {
			t.Errorf("%s has other bytes (go test -update writes it)", file)
		}
	}
}

// Pictures are sound XML in every language, say what is not of the real world, and have
// a text alternative.
func TestPlotIsSoundXML(t *testing.T) {
	for _, l := range lang.Languages() {
		for _, kind := range plot.Kinds() {
			s := pictured()
			s.Words = words.In(l)
			p := Picture{Kind: kind, Service: "neuvola", Options: []string{s.Report.Options[1].ID}, Size: "slide"}
			if kind == "euros" {
				p.Service = ""
			}
			var b strings.Builder
			if err := s.Plot(&b, p); err != nil {
				t.Errorf("%s in %s: %v", kind, l, err)
				continue
			}
			text := b.String()
			said := strings.Join(strings.Fields(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(text, " ")), " ")
			for d := xml.NewDecoder(strings.NewReader(text)); ; {
				if _, err := d.Token(); errors.Is(err, io.EOF) {
					break
				} else if err != nil {
					t.Errorf("%s in %s: %v", kind, l, err)
					break
				}
			}
			for _, key := range []string{"overview.synthetic", "page.not_for_decisions"} {
				if stamp := s.Words.Text(key); !strings.Contains(said, stamp) {
					t.Errorf("%s in %s has no stamp %q", kind, l, stamp)
				}
			}
			if means := s.Words.Text("plot.means", "minutes", 20.0); (kind == "difference" || kind == "reach" || kind == "tradeoffs") && !strings.Contains(said, means) {
				t.Errorf("%s in %s does not say what in time means", kind, l)
			}
			if !regexp.MustCompile(`<title[^>]*>[^<]{8,}</title>\s*<desc[^>]*>[^<]{8,}</desc>`).MatchString(text) {
				t.Errorf("%s in %s has no title or description", kind, l)
			}
		}
	}
}

// A map shows minutes in classes that break at the limit, and leaves cells of few people
// out for the public.
func TestPlotForThePublic(t *testing.T) {
	cells := func(public bool) int {
		s := pictured()
		if public {
			s.Result = s.Protected()
		}
		var b strings.Builder
		if err := s.Plot(&b, Picture{Kind: "map", Service: "neuvola", Options: []string{"today"}, Size: "page"}); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), ">limit 20 min<") {
			t.Error("no limit in the legend")
		}
		if public != strings.Contains(b.String(), "or under 10 people") {
			t.Errorf("public %v: the legend says the other thing", public)
		}
		return len(s.Minutes(0, 0))
	}
	if all, some := cells(false), cells(true); some != all-2 {
		t.Errorf("%d cells, for the public %d: cell 2 has 6 people, and another one is hidden with it", all, some)
	}
}

// The legend of a map explains the sizes of squares where it has several, and the frame
// holds the ring of a place at its edge.
func TestPlotLegendAndFrame(t *testing.T) {
	album := func(change func(s *Set)) *plot.Album {
		s := pictured()
		change(&s)
		return plot.NewAlbum(&s.Result, words.In(lang.English))
	}
	sizes := func(a *plot.Album) []int {
		for _, item := range a.SignItems(a.Minutes(0, 0)) {
			if item.Key == draw.SizesKey {
				return item.Sizes
			}
		}
		return nil
	}
	a := album(func(*Set) {})
	found := map[int]bool{}
	for _, c := range a.Minutes(0, 0).Cells {
		found[c.Size] = true
	}
	if got := sizes(a); len(found) < 2 || len(got) != len(found) || slices.ContainsFunc(got, func(size int) bool { return !found[size] }) {
		t.Errorf("squares of the sizes %v, the legend has %v", found, got)
	}
	even := album(func(s *Set) {
		for i := range s.Surfaces[0].Layers[0].Target {
			s.Surfaces[0].Layers[0].Target[i] = 10
		}
	})
	if got := sizes(even); got != nil {
		t.Errorf("squares of one size, the legend has %v", got)
	}
	classed := func(c network.CoordClass) orb.Bound {
		return album(func(s *Set) {
			for _, county := range s.Counties {
				for f := range county.Network.Facilities {
					county.Network.Facilities[f].Class = c
				}
			}
		}).Minutes(0, 0).Frame
	}
	sure, ringed := classed(network.ClassA), classed(network.ClassB)
	if ringed == sure || !ringed.Contains(sure.Min) || !ringed.Contains(sure.Max) || ringed.Max[0]-sure.Max[0] > 0.1*(sure.Max[0]-sure.Min[0]) {
		t.Errorf("the frame is %v, with uncertain places %v", sure, ringed)
	}
	if change := a.Change(1, 0); !slices.Equal(change.Pierced, []int{board.NotInTime}) {
		t.Errorf("the classes %v differ in grey", change.Pierced)
	}
}

// Strips that are too many for one column of a slide stand in two, and services stay
// whole.
func TestPlotReachInTwoColumns(t *testing.T) {
	s := pictured()
	for range 7 {
		s.Report.Services = append(s.Report.Services, s.Report.Services[0])
	}
	a := plot.NewAlbum(&s.Result, words.In(lang.English))
	for format, columns := range map[draw.Format]int{draw.Slide: 2, draw.Page: 1} {
		sheet, err := a.Sheet(plot.Query{Kind: "reach", Service: -1, Format: format})
		if err != nil {
			t.Fatal(err)
		}
		rows := 0
		for _, panel := range sheet.Panels {
			strips := panel.Of.(*draw.Dumbbell).Rows
			if rows += len(strips); !strips[0].Strong {
				t.Errorf("a column begins with %q", strips[0].Name)
			}
		}
		if rows < 15 || len(sheet.Panels) != columns {
			t.Errorf("%d strips in %d columns, expected %d", rows, len(sheet.Panels), columns)
		}
	}
}

// What cannot be drawn is refused with a reason.
func TestPlotRefuses(t *testing.T) {
	for want, p := range map[string]Picture{
		`no service "nosuch"`:                      {Kind: "map", Service: "nosuch", Size: "page"},
		`no option "nosuch"`:                       {Kind: "map", Service: "neuvola", Options: []string{"nosuch"}, Size: "page"},
		`no size "poster", expected slide or page`: {Kind: "map", Service: "neuvola", Size: "poster"},
		`no picture of the kind "pie", expected one of map, difference, reach, euros, stations, tradeoffs, ranges`: {Kind: "pie", Service: "neuvola", Size: "page"},
		`a picture of the kind map shows one service: name it with --service`:                                      {Kind: "map", Size: "page"},
		`option today is what the others are compared with and has no difference: name other options`:              {Kind: "difference", Service: "neuvola", Options: []string{"today"}, Size: "page"},
		`euros are those of all services: leave out --service`:                                                     {Kind: "euros", Service: "neuvola", Options: []string{"centralised"}, Size: "page"},
		`options today and local-2030 are compared with different options and have no picture in common`:           {Kind: "stations", Service: "neuvola", Options: []string{"centralised", "today", "local-2030"}, Size: "page"},
		`no parameter of the draws moves the difference, or there are no draws: see --draws`:                       {Kind: "ranges", Service: "dental", Options: []string{"centralised"}, Size: "page"},
		`service dental has no stations`: {Kind: "stations", Service: "dental", Size: "page"},
	} {
		s := pictured()
		var b strings.Builder
		if err := s.Plot(&b, p); err == nil || err.Error() != want || b.Len() > 0 {
			t.Errorf("%v, %d bytes, expected %q", err, b.Len(), want)
		}
	}
}
