package hours

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// show writes a week as "Mo 480-960 …".
func show(w Week) string {
	var out []string
	for d, spans := range w {
		for _, s := range spans {
			out = append(out, fmt.Sprintf("%s %d-%d", [7]string{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"}[d], s.From, s.To))
		}
	}
	return strings.Join(out, ", ")
}

const office = "Mo 480-960, Tu 480-960, We 480-960, Th 480-960, Fr 480-960"

func TestParse(t *testing.T) {
	for _, c := range []struct {
		text, want string
		unread     []string
	}{
		{"", "", nil},
		{"ma-pe 8-16", office, nil},
		{"Ma–Pe klo 8.00–16.00", office, nil},
		{"Mon-Fri 08:00-16:00", office, nil},
		{"Mo-Fr 08:00-16:00", office, nil},
		{"Måndag-fredag kl. 8-16", office, nil},
		{"arkisin 8-16", office, nil},
		{"avoinna ma - pe 8 - 16.", office, nil},
		{"mon-fri", office, nil},
		{"tue+thu", "Tu 480-960, Th 480-960", nil},
		{"Monday: 08:00:00-16:00:00; Friday: 08:00:00-14:00:00", "Mo 480-960, Fr 480-840", nil},
		{"Mo-Th 08:00-18:00; Fr 08:00-16:00; Sa 09:00-14:00", "Mo 480-1080, Tu 480-1080, We 480-1080, Th 480-1080, Fr 480-960, Sa 540-840", nil},
		{"Mo-Th 08:00-15:00, Fr 08:00-14:00", "Mo 480-900, Tu 480-900, We 480-900, Th 480-900, Fr 480-840", nil},
		{"Mo-Fr 08:00-16:00; Sa-Su off", office, nil},
		{"Mo-Fr 08:00-22:00; Sa,Su 09:00-22:00", "Mo 480-1320, Tu 480-1320, We 480-1320, Th 480-1320, Fr 480-1320, Sa 540-1320, Su 540-1320", nil},
		{"Ma-Pe: 8.00-16.00     La-Su: Suljettu", office, nil},
		{"Mo-Fr 08:00-16:00; PH off", office, nil},
		{"ma-pe 8-16, la suljettu", office, nil},
		{"ma 8-12, 13-16", "Mo 480-720, Mo 780-960", nil},
		{"ma ja ke 8–11 ja 12–15", "Mo 480-660, Mo 720-900, We 480-660, We 720-900", nil},
		{"ma 8-12; ma 10-14; ma 14-15", "Mo 480-900", nil},
		{"la-ma 10-12", "Mo 600-720, Sa 600-720, Su 600-720", nil},
		{"fr 20:00-02:00", "Fr 1200-1440, Sa 0-120", nil},
		{"su 20:00-00:00", "Su 1200-1440", nil},
		{"Sa 00:00-24:00", "Sa 0-1440", nil},
		{"24/7", "Mo 0-1440, Tu 0-1440, We 0-1440, Th 0-1440, Fr 0-1440, Sa 0-1440, Su 0-1440", nil},
		{"suljettu", "", nil},
		{"ma-pe 8-16 (vain ajanvarauksella)", office, []string{"(vain ajanvarauksella)"}},
		{"ma-pe 8-16\nkesällä 9-15", office, []string{"kesällä 9-15"}},
		{"1.6.-31.8. ma-pe 9-15", "", []string{"1.6.-31.8. ma-pe 9-15"}},
		{"Auki ma-pe 8.30-16.00. Soita ensin.", "Mo 510-960, Tu 510-960, We 510-960, Th 510-960, Fr 510-960", []string{"Soita ensin"}},
		{"8-16", "", []string{"8-16"}},
		{"ma-pe 8", "", []string{"ma-pe 8"}},
		{"ma-pe 25-26", "", []string{"ma-pe 25-26"}},
		{"ma-pe 8:60-16", "", []string{"ma-pe 8:60-16"}},
		{"ma-pe 24-25", "", []string{"ma-pe 24-25"}},
		{"Friday: 08:00:00-16:00:00; M", "Fr 480-960", []string{"M"}},
		{"-", "", []string{"-"}},
		{"\xff", "", []string{"\xff"}},
	} {
		w, unread := Parse(c.text)
		if got := show(w); got != c.want || !slices.Equal(unread, c.unread) {
			t.Errorf("%q:\n got %s %q\nwant %s %q", c.text, got, unread, c.want, c.unread)
		}
		if w.Empty() != (c.want == "") {
			t.Errorf("%q: empty %v", c.text, w.Empty())
		}
	}
}

func TestAny(t *testing.T) {
	w, _ := Parse("ma 8-16")
	for _, c := range []struct {
		day, from, to int
		want          bool
	}{{0, 480, 960, true}, {0, 959, 1440, true}, {0, 960, 1440, false}, {0, 0, 480, false}, {0, 0, 481, true}, {1, 0, 1440, false}} {
		if w.Any(c.day, c.from, c.to) != c.want {
			t.Errorf("%+v", c)
		}
	}
}

func TestLongText(t *testing.T) {
	w, unread := Parse("ma 8-16;" + strings.Repeat("ä", longestText))
	if show(w) != "Mo 480-960" || len(unread) != 2 {
		t.Errorf("%s, %d pieces", show(w), len(unread))
	}
}

// Whatever the text, openings lie within their day, in order and apart.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"ma-pe 8-16", "Mo-Th 08:00-15:00, Fr 08:00-14:00", "1.6.-31.8. ma 9-15", "24/7", "(", "a)b(", "su 23-5; PH off"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		w, _ := Parse(text)
		for _, spans := range w {
			end := -1
			for _, s := range spans {
				if s.From <= end || s.To <= s.From || s.To > day {
					t.Fatalf("%q: %v", text, spans)
				}
				end = s.To
			}
		}
	})
}
