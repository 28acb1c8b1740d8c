package layers

import (
	"strings"
	"testing"

	"saavu/internal/qgis"
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
		f, err := tt.s.file()
		if err != nil {
			t.Fatal(err)
		}
		for layer, style := range map[string]string{"coverage": f.coverageStyles(1)[0].QML(nil), "change": f.changeStyles(1)[0].QML(nil)} {
			if !strings.Contains(style, `&#34;`+v.ID+"_") || strings.Contains(style, other.ID) {
				t.Errorf("%s: the style of %s is not of %s: %s", tt.what, layer, v.ID, style)
			}
		}
		if areas := f.areaLayer(tt.shown); areas.Name != "areas" || !strings.Contains(areas.Description, name) {
			t.Errorf("%s: the layer of areas is %q, %q", tt.what, areas.Name, areas.Description)
		}
	}
}

// Of several services that were asked for, each has maps, a style and a layer of areas;
// the first one is the default.
func TestEachServiceThatWasAskedForHasMaps(t *testing.T) {
	s := maps30()
	s.Mapped = []string{"dental", "neuvola"}
	f, err := s.file()
	if err != nil {
		t.Fatal(err)
	}
	for what, styles := range map[string][]qgis.Style{"coverage": f.coverageStyles(1), "change": f.changeStyles(1)} {
		first, last := styles[0].QML(nil), styles[len(styles)-1].QML(nil)
		if !strings.Contains(first, "dental_") || strings.Contains(first, "neuvola_") || !strings.Contains(last, "neuvola_") {
			t.Errorf("%s: the first style is\n%s\nand the last\n%s", what, first, last)
		}
	}
	if a, b := f.areaLayer(1), f.areaLayer(0); a.Name != "areas" || b.Name != "areas_neuvola" || a.Title == b.Title {
		t.Errorf("layers of areas: %q %q, %q %q", a.Name, a.Title, b.Name, b.Title)
	}
}
