package export

import (
	"html"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/network"
)

// The texts of a map end inside the picture, in every language and with the wide
// letters of another font.
func TestTextsOfAMapEndInThePicture(t *testing.T) {
	width := regexp.MustCompile(`<svg [^>]*width="([\d.]+)"`)
	line := regexp.MustCompile(`<text x="([\d.]+)" y="[\d.]+"(?: font-size="(\d+)")?[^>]*>([^<]*)</text>`)
	for _, l := range lang.Languages() {
		s := world30()
		s.Words, s.Public = words.In(l), true
		var b strings.Builder
		if err := s.picture(&b, 0, 0); err != nil {
			t.Fatal(err)
		}
		right, _ := strconv.ParseFloat(width.FindStringSubmatch(b.String())[1], 64)
		texts := line.FindAllStringSubmatch(b.String(), -1)
		if len(texts) < 18 {
			t.Fatalf("%s: only %d texts", l, len(texts))
		}
		for _, m := range texts {
			x, _ := strconv.ParseFloat(m[1], 64)
			size := 12.0
			if m[2] != "" {
				size, _ = strconv.ParseFloat(m[2], 64)
			}
			if end := x + size*textWidth(html.UnescapeString(m[3])); end > right {
				t.Errorf("%s: %q may end at %.0f, the picture at %.0f", l, m[3], end, right)
			}
		}
	}
}

// A map shows new, mobile and closed places by signs of their own, each with an entry of the legend,
// and says where an option changes nothing in the service.
func TestMapsShowWhatChanged(t *testing.T) {
	drawn := func(s *Set, option int, l lang.Language) string {
		s.Words = words.In(l)
		var b strings.Builder
		if err := s.picture(&b, option, 0); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	for l, want := range map[lang.Language][4]string{
		lang.English: {"new place", "stop of a mobile unit", "closed in this option", "Places and times as in: Today 2026"},
		lang.Finnish: {"uusi paikka", "liikkuvan yksikön pysäkki", "suljettu tässä vaihtoehdossa", "Paikat ja ajat kuten: Nykytila 2026"},
		lang.Swedish: {"nytt ställe", "mobil enhets hållplats", "stängt i detta alternativ", "Ställen och tider som i: Nuläge 2026"},
	} {
		s := world30()
		now := s.Counties[1].Network
		now.Facilities[0].Status = network.Closed
		now.Facilities[2].Status = network.Open
		now.Points = append(now.Points, network.ServicePoint{Facility: 2, Service: 0, Channel: network.OnSite, Unit: -1})
		for k := range now.Points {
			if now.Points[k].Facility == 1 {
				now.Points[k].Channel = network.Mobile
			}
		}
		text := drawn(&s, 1, l)
		for k, sign := range want[:3] {
			if strings.Count(text, sign) != 2 || !strings.Contains(text, ">"+sign+"</text>") { // of a place and of the legend
				t.Errorf("%s, sign %d: %q is not on the map and in the legend", l, k, sign)
			}
		}
		if strings.Contains(text, want[3]) {
			t.Errorf("%s: a map that differs has %q", l, want[3])
		}
		s = world30()
		s.Counties[1].Network = s.Counties[0].Network
		s.Surfaces[1].Layers = s.Surfaces[0].Layers
		text = drawn(&s, 1, l)
		if !strings.Contains(text, want[3]) {
			t.Errorf("%s: no %q", l, want[3])
		}
		for _, sign := range want[:3] {
			if strings.Contains(text, sign) {
				t.Errorf("%s: %q on a map without such places", l, sign)
			}
		}
		if text = drawn(&s, 0, l); strings.Contains(text, want[3]) {
			t.Errorf("%s: the reference is said to be as itself", l)
		}
	}
}
