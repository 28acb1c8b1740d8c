package plain

import (
	"slices"
	"strings"
	"testing"
)

// A name that has no room continues below, broken where a name may be; nothing is lost.
func TestFoldedName(t *testing.T) {
	for _, tt := range []struct {
		name string
		most int
		want string
	}{
		{"*Mobil service", 12, "*Mobil| service"}, {" Närservice 2030", 14, " Närservice| 2030"}, {"Multi-provider", 12, "Multi-|provider"},
		{"Centralised network", 8, "Centra-|lised|network"}, {"Both of them", 8, "Both of|them"}, {"bcdfghjk", 3, "bcd|fgh|jk"}, {"Korso", 8, "Korso"},
	} {
		if got := strings.Join(foldedName(tt.name, tt.most), "|"); got != tt.want {
			t.Errorf("%q at %d: %q, expected %q", tt.name, tt.most, got, tt.want)
		}
	}
}

// A name is broken at spaces and hyphens, and a long word where Finnish and Swedish do.
func TestBroken(t *testing.T) {
	for name, want := range map[string]string{
		"Local": "Local", "Multi-provider": "Multi-|provider", "Keskitetty max": "Keskitetty|max", "Lähipalvelut": "Lähipalve-|lut", "Monituottaja": "Monituotta-|ja",
		"Bcdfghjklmnpqr": "Bcdfghjklm…", "Yksi neuvola vähemmän": "Yksi|neuvola|vähemmän", "A long name": "A long name", "So-so mid-": "So-so mid-",
	} {
		if got := strings.Join(Broken(name, 11), "|"); got != want {
			t.Errorf("%s: %q, expected %q", name, got, want)
		}
	}
	if got := strings.Join(Broken("Keskitetty 2030", 8), "|"); got != "Keski-|tetty|2030" {
		t.Errorf("in 8 characters: %q", got)
	}
	if got := Heads([]string{"Local", "Keskitetty 2030"}, strings.Clone, 11); !slices.Equal(got[0], []string{"", "Local"}) || !slices.Equal(got[1], []string{"Keskitetty", "2030"}) {
		t.Errorf("heads: %q", got)
	}
}
