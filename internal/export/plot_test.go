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
	"strings"
	"testing"

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
			for d := xml.NewDecoder(strings.NewReader(text)); ; {
				if _, err := d.Token(); errors.Is(err, io.EOF) {
					break
				} else if err != nil {
					t.Errorf("%s in %s: %v", kind, l, err)
					break
				}
			}
			if stamp := s.Words.Text("overview.synthetic"); !strings.Contains(text, stamp) {
				t.Errorf("%s in %s has no stamp", kind, l)
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
		s.Public = public
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
		return len(s.Minutes(0, 0, public))
	}
	if all, some := cells(false), cells(true); some != all-1 {
		t.Errorf("%d cells, for the public %d: cell 2 has 6 people", all, some)
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
