package layers

import (
	"strings"
	"testing"

	"saavu/internal/words"
	"saavu/pkg/lang"
)

// Maps, styles and the layer of areas show the service that was asked for; without one,
// the first whose minutes an option changes; without any, the first.
func TestMapsShowTheServiceThatWasAskedFor(t *testing.T) {
	only := func(service string) Maps { // an option changes the minutes of this service alone
		s := maps30()
		for k := range s.Surfaces {
			for l := range s.Surfaces[k].Layers {
				if layer := &s.Surfaces[k].Layers[l]; layer.Service != service && s.Report.Options[k].Against >= 0 {
					layer.Minutes = s.Surfaces[s.Report.Options[k].Against].Layers[l].Minutes
				}
			}
		}
		return s
	}
	for _, tt := range []struct {
		what  string
		s     Maps
		asked []string
		shown int // of the report's services
	}{
		{"the second was asked for", maps30(), []string{"dental"}, 1}, {"the first was asked for", only("dental"), []string{"neuvola"}, 0},
		{"only the second changes", only("dental"), nil, 1}, {"both change", maps30(), nil, 0}, {"none changes", only("nothing"), nil, 0},
	} {
		tt.s.Mapped = tt.asked
		v, other := &tt.s.Report.Services[tt.shown], &tt.s.Report.Services[1-tt.shown]
		name := words.In(lang.English).Name(v.Names)
		if err := tt.s.chooseMaps(); err != nil {
			t.Fatal(err)
		}
		for layer, style := range map[string]string{"coverage": tt.s.coverage(1).Style, "change": tt.s.changes(1).Style} {
			if !strings.Contains(style, `&#34;`+v.ID+"_") || strings.Contains(style, other.ID) {
				t.Errorf("%s: the style of %s is not of %s: %s", tt.what, layer, v.ID, style)
			}
		}
		if areas := tt.s.areaLayer(tt.shown); areas.Name != "areas" || !strings.Contains(areas.Description, name) {
			t.Errorf("%s: the layer of areas is %q, %q", tt.what, areas.Name, areas.Description)
		}
	}
}

// Of several services that were asked for, each has maps, a style and a layer of areas;
// the first one is the default.
func TestEachServiceThatWasAskedForHasMaps(t *testing.T) {
	s := maps30()
	s.Mapped = []string{"dental", "neuvola"}
	if err := s.chooseMaps(); err != nil {
		t.Fatal(err)
	}
	for _, l := range []struct{ first, more string }{{s.coverage(1).Style, s.coverage(1).More["neuvola"]}, {s.changes(1).Style, s.changes(1).More["neuvola"]}} {
		if !strings.Contains(l.first, "dental_") || strings.Contains(l.first, "neuvola_") || !strings.Contains(l.more, "neuvola_") {
			t.Errorf("the default style is\n%s\nand that of the other service\n%s", l.first, l.more)
		}
	}
	if a, b := s.areaLayer(1), s.areaLayer(0); a.Name != "areas" || b.Name != "areas_neuvola" || a.Title == b.Title {
		t.Errorf("layers of areas: %q %q, %q %q", a.Name, a.Title, b.Name, b.Title)
	}
}
