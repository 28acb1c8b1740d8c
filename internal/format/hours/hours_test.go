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

// Days of the week in the form of show.
const (
	everyDay = "Mo 480-960, Tu 480-960, We 480-960, Th 480-960, Fr 480-960, Sa 480-960, Su 480-960"
	noLunch  = "Mo 480-720, Mo 780-960, Tu 480-720, Tu 780-960, We 480-720, We 780-960, Th 480-720, Th 780-960, Fr 480-720, Fr 780-960"
	noWed    = "Mo 480-960, Tu 480-960, Th 480-960, Fr 480-960"
	noWedWE  = "Mo 480-960, Tu 480-960, Th 480-960, Fr 480-960, Sa 480-960, Su 480-960"
)

// parseCase is a text, its week and what is returned as not understood.
type parseCase struct {
	text, want string
	unread     []string
}

func checkParse(t *testing.T, cases []parseCase) {
	t.Helper()
	for _, c := range cases {
		w, unread := Parse(c.text)
		if got := show(w); got != c.want || !slices.Equal(unread, c.unread) {
			t.Errorf("%q:\n got %s %q\nwant %s %q", c.text, got, unread, c.want, c.unread)
		}
	}
}

func TestRulesThatClose(t *testing.T) {
	checkParse(t, []parseCase{
		{"Mo-Fr 08:00-16:00; Sa,Su,PH off", office, nil},
		{"Mo-Fr 08:00-16:00; Sa,PH off", office, nil},
		{"Mo-Fr 08:00-16:00; PH,Sa closed", office, nil},
		{"Mo-Su 08:00-16:00; We off", noWedWE, nil},
		{"Mo-Su 08:00-16:00; We,PH off", noWedWE, nil},
		{"Mo-Su 08:00-16:00, We off", noWedWE, nil},
		{"ma-pe 8-16, ke suljettu", noWed, nil},
		{"ke suljettu, ma-pe 8-16", noWed, nil},
		{"Keskiviikkoisin suljettu. Maanantaista perjantaihin 8-16.", noWed, nil},
		{"mån-fre 8-16, ons stängt", noWed, nil},
		{"Stängt på onsdagar. Måndag till fredag 8-16.", noWed, nil},
		{"Mon-Fri 8-16, closed on Wednesdays", noWed, nil},
		{"Open on weekdays 8-16, closed on Saturdays and Sundays", office, nil},
		{"ma-pe 8-16. Lauantaisin ja sunnuntaisin suljettu.", office, nil},
		{"ma-pe 8-16. lauantaisin suljettu", office, nil},
		{"ma-pe 8-16, suljettu la-su", office, nil},
		{"ma-pe 8-16 (ke suljettu)", noWed, nil},
		{"la (suljettu), ma-pe 8-16", office, nil},
		{"Ma-Pe: 8.00-16.00 La: Suljettu Su: Suljettu", office, nil},
		{"ma-pe, ke-pe suljettu", "", nil}, // a list of days, all closed
		{"Mo-Fr 08:00-16:00; Mo-Fr 12:00-13:00 off", noLunch, nil},
		{"Mo-Fr 08:00-16:00; 12:00-13:00 off", noLunch, nil},
		{"ma-pe 8-16, suljettu klo 12-13", noLunch, nil},
		{"Suljettu 12-13. Ma-pe 8-16.", noLunch, nil},
		{"24/7; Tu-Su off", "Mo 0-1440", nil},
		{"Mo-Su off; We 10:00-12:00", "We 600-720", nil},
		{"Sa-Mo 20:00-02:00; Su off", "Mo 0-120, Mo 1200-1440, Tu 0-120, Sa 1200-1440", nil},
		// closing and opening the same days is ambiguous
		{"We off; Mo-Fr 08:00-16:00", noWed, []string{"We off"}},
		{"We off; We 10:00-12:00", "We 600-720", []string{"We off"}},
		{"Su off; Sa 20:00-02:00", "Sa 1200-1440", []string{"Su off"}},
		{"Mo-Fr 08:00-16:00; off", "", []string{"Mo-Fr 08:00-16:00"}},
		{"ma-pe 8-16. Suljettu.", "", []string{"ma-pe 8-16"}},
		{"Suljettu. Ma-pe 8-16.", office, []string{"Suljettu"}},
		{"ma-pe 8-16 suljettu la-su", "", []string{"ma-pe 8-16 suljettu la-su"}},
		{"suljettu (remontti)", "", []string{"(remontti)"}},
		{"Mo-Fr 08:00-16:00; We[1] off", office, []string{"We[1] off"}},
		{"Mo-Fr 08:00-16:00; Su PH off", office, []string{"Su PH off"}},
	})
}

func TestLaterRulesReplaceEarlierOnes(t *testing.T) {
	checkParse(t, []parseCase{
		{"Mo-We 10-20; We 10-12", "Mo 600-1200, Tu 600-1200, We 600-720", nil},
		{"Mo-We 10:00-20:00; We 21:00-22:00", "Mo 600-1200, Tu 600-1200, We 1260-1320", nil},
		{"Mo-We 10:00-20:00, We 21:00-22:00", "Mo 600-1200, Tu 600-1200, We 600-1200, We 1260-1320", nil},
		{"We 10:00-12:00; Mo-We 10:00-20:00", "Mo 600-1200, Tu 600-1200, We 600-1200", nil},
		{"Mo 08:00-12:00; Mo 13:00-16:00", "Mo 780-960", []string{"Mo 08:00-12:00"}},
		{"Mo 08:00-12:00, Mo 13:00-16:00", "Mo 480-720, Mo 780-960", nil},
		{"Tu-We 20:00-02:00; We 10:00-12:00", "Tu 1200-1440, We 600-720, Th 0-120", nil},
		// in words, fewer days are the exception; equal days add up
		{"ma-ke 10-20; ke 10-12", "Mo 600-1200, Tu 600-1200, We 600-720", nil},
		{"ke 10-12, ma-ke 10-20", "Mo 600-1200, Tu 600-1200, We 600-720", nil},
		{"Mon-Wed 10-20; Wed 10-12", "Mo 600-1200, Tu 600-1200, We 600-720", nil},
		{"mån-ons 10-20, ons 10-12", "Mo 600-1200, Tu 600-1200, We 600-720", nil},
		{"ma-ti 8-16, ti 16-18", "Mo 480-960, Tu 480-1080", nil},
		{"su 10-12; su 13-15", "Su 600-720, Su 780-900", nil},
	})
}

func TestRangesInWords(t *testing.T) {
	for _, days := range []string{
		"maanantaista perjantaihin klo", "Maanantaista perjantaihin saakka", "maanantai - perjantai", "Monday to Friday", "Mondays to Fridays",
		"from Monday to Friday", "Monday through Friday", "Mon thru Fri", "Mo to Fr", "måndag till fredag", "från måndag till fredag kl.",
		"måndag t.o.m. fredag", "mån tom fre", "arkisin", "vardagar", "på vardagar", "weekdays", "on weekdays", "MONDAY TO FRIDAY",
	} {
		checkParse(t, []parseCase{{days + " 8-16", office, nil}})
	}
	for _, days := range []string{"joka päivä", "varje dag", "every day", "päivittäin", "Mo-Su", "sunnuntaista lauantaihin", "Sunday to Saturday"} {
		checkParse(t, []parseCase{{days + " 8-16", everyDay, nil}})
	}
	checkParse(t, []parseCase{
		{"maanantaista torstaihin klo 8-16 ja perjantaina klo 8-15", "Mo 480-960, Tu 480-960, We 480-960, Th 480-960, Fr 480-900", nil},
		{"lauantaista maanantaihin 10-12", "Mo 600-720, Sa 600-720, Su 600-720", nil},
		{"Sa to Mo 10-12", "Mo 600-720, Sa 600-720, Su 600-720", nil},
		{"Monday and Wednesday to Friday 8-16", "Mo 480-960, We 480-960, Th 480-960, Fr 480-960", nil},
		{"Mon 8 to 16", "Mo 480-960", nil},
		// "to" and "on" as days
		{"ma to 8-12", "Mo 480-720, Th 480-720", nil},
		{"ti to pe 8-16", "Tu 480-960, Th 480-960, Fr 480-960", nil},
		{"ma 8-16 to 8-15", "Mo 480-960, Th 480-900", nil},
		{"to-pe 8-16", "Th 480-960, Fr 480-960", nil},
		{"on to fr 8-16", "We 480-960, Th 480-960, Fr 480-960", nil},
		{"Open on Monday 8-16", "Mo 480-960", nil},
		// half a range
		{"maanantaista alkaen 8-16", "", []string{"maanantaista alkaen 8-16"}},
		{"maanantaista 8-16", "", []string{"maanantaista 8-16"}},
		{"perjantaihin 8-16", "", []string{"perjantaihin 8-16"}},
		{"Monday to 16", "", []string{"Monday to 16"}},
	})
}

func TestHolidaysAreNoDays(t *testing.T) {
	checkParse(t, []parseCase{
		{"Mo-Su,PH 08:00-16:00", everyDay, []string{"PH"}},
		{"PH,Mo-Su 08:00-16:00", everyDay, []string{"PH"}},
		{"Mo-Fr,PH,Sa,Su 08:00-16:00", everyDay, []string{"PH"}},
		{"Mo-Fr 08:00-16:00; PH 10:00-12:00", office, []string{"PH 10:00-12:00"}},
		{"Mo-Fr 08:00-16:00; PH off", office, nil},
		{"pyhäpäivinä suljettu, ma-pe 8-16", office, nil},
		{"Public holidays closed. Monday to Friday 8-16.", office, nil},
		{"ma-pe 8-16, pyhinä 10-14", office, []string{"pyhinä 10-14"}},
		{"Mo-Fr,SH 08:00-16:00", office, []string{"SH"}},
		{"Mo-Fr 08:00-16:00; SH off", office, []string{"SH off"}},
		{"Mo-Su 08:00-16:00; We,SH off", noWedWE, []string{"SH"}},
		{"PH Mo-Fr 10:00-12:00", "", []string{"PH Mo-Fr 10:00-12:00"}},
		{"PH off", "", []string{"PH off"}},
	})
}

// Hours for a part of the year are not read as if they applied all year.
func TestPartsOfTheYearAreReturned(t *testing.T) {
	for _, text := range []string{
		"Jun-Aug Mo-Fr 09:00-15:00", "week 1-10 Mo 08:00-16:00", "Dec 24 off", "2026-12-24 off", "1.6.-20.10. Ma-pe 9-15", "ke 24.12. suljettu",
		"ma-pe 1.10-15.12 8-16", "Suljettu 30.11-6.12", "ma 6.12-8.12", "parillisina viikkoina ma 8-16", "joka toinen maanantai 8-16", "varannan måndag 8-16",
	} {
		checkParse(t, []parseCase{{text, "", []string{text}}, {"ma-pe 8-16\n" + text, office, []string{text}}})
	}
	checkParse(t, []parseCase{
		{"Kesäaika 1.6.-31.8.\nma-pe 9-15\nTalviaika\nma-pe 8-16", "", []string{"Kesäaika 1.6.-31.8.", "ma-pe 9-15", "Talviaika", "ma-pe 8-16"}},
		{"Soita julkisesta puhelimesta\nma-pe 8-16", office, []string{"Soita julkisesta puhelimesta"}},
		{"ma-pe 8-16\nSommar:\nmån-fre 9-15", office, []string{"Sommar:", "mån-fre 9-15"}},
		{"1.10-15.12. Ma-pe 9-15", "", []string{"1.10-15.12", "Ma-pe 9-15"}},
	})
}

// An ambiguous text is returned.
func TestAmbiguousTimesAreReturned(t *testing.T) {
	for _, text := range []string{"Mo-Fr 9-5", "Mo-Fr 00:00-00:00", "Mo-Fr 08:00-16:00+", "Avoinna", "open", "Mo 08:00-12:00 off Tu", "Mo-Fr 9am-5pm"} {
		checkParse(t, []parseCase{{text, "", []string{text}}})
	}
	checkParse(t, []parseCase{
		{"Mo-Fr 08:00-16:00; Sa,Su", office, []string{"Sa,Su"}}, // days without times next to others with times
		{"Mo-Fr 08:00-16:00 || Sa 10:00-12:00", office, []string{"|| Sa 10:00-12:00"}},
		{"Mo-Fr 08:00-16:00 \"by appointment\"", office, []string{"\"by appointment\""}},
		{"ma-pe (klo 10-20)", "Mo 600-1200, Tu 600-1200, We 600-1200, Th 600-1200, Fr 600-1200", nil},
		{"Fr 20:00-26:00", "Fr 1200-1440, Sa 0-120", nil},
		{"ma 22-6", "Mo 1320-1440, Tu 0-360", nil},
	})
}

// Hours at which a place is closed do not close its days, and mean nothing
// where no hours are read from which they could be removed.
func TestClosedHoursCloseNoDay(t *testing.T) {
	checkParse(t, []parseCase{
		{"Avoinna sopimuksen mukaan. Suljettu 12-13.", "", []string{"Avoinna sopimuksen mukaan", "Suljettu 12-13"}},
		{"closed 12-13", "", []string{"closed 12-13"}},
		{"Mo-Fr 12:00-13:00 off", "", []string{"Mo-Fr 12:00-13:00 off"}},
		{"Mo-Fr 08:00-16:00; Sa 12:00-13:00 off", office, []string{"Sa 12:00-13:00 off"}},
		{"Mo-Su 00:00-24:00 off", "", nil},
	})
	for _, c := range []struct {
		text   string
		closed int
	}{{"Avoinna sopimuksen mukaan. Suljettu 12-13.", 0}, {"Mo-Fr 12:00-13:00 off; Sa off", 1}, {"24/7 off", 7}, {"Mo 08:00-12:00; Mo 08:00-12:00 off", 1}} {
		if w, _ := Parse(c.text); countClosed(w) != c.closed {
			t.Errorf("%q: %d days closed, want %d", c.text, countClosed(w), c.closed)
		}
	}
}

// A rule that closes past midnight and removes hours of the next day is
// returned: times in the wrong order look the same. The end of a night that it
// closes belongs to it.
func TestClosedOverMidnight(t *testing.T) {
	const others = "Mo 480-960, Tu 780-960, We 480-960, Th 480-960, Fr 480-960"
	checkParse(t, []parseCase{
		{"Mo-Fr 08:00-16:00; Mo 21:00-13:00 off", others, []string{"Mo 21:00-13:00 off"}},
		{"Mo 21:00-13:00 off; Mo-Fr 08:00-16:00", others, []string{"Mo 21:00-13:00 off"}},
		{"ma-pe 8-16, ma 21-13 suljettu", others, []string{"ma 21-13 suljettu"}},
		{"Sa-Su 00:00-24:00; Sa 22:00-06:00 off", "Sa 0-1320, Su 360-1440", []string{"Sa 22:00-06:00 off"}},
		{"Mo-Fr 08:00-16:00; Mo-Fr 20:00-06:00 off", office, nil},
		{"Mo-Tu 20:00-02:00; Mo 21:00-02:00 off", "Mo 1200-1260, Tu 1200-1440, We 0-120", nil},
	})
}

// "24/7" after the times of some days may apply to these or to all days.
func TestAroundTheClockBehindTimes(t *testing.T) {
	for _, text := range []string{"Mo-Fr 08:00-16:00, 24/7", "ma-pe 8-16, 24/7"} {
		checkParse(t, []parseCase{{text, "", []string{text}}})
	}
	checkParse(t, []parseCase{{"Mo 08:00-16:00; Tu 24/7", "Mo 480-960, Tu 0-1440", nil}})
}

// A day that a text closes is empty; one that it does not mention is nil.
func TestClosedIsNotUnknown(t *testing.T) {
	for _, c := range []struct {
		text   string
		closed int
	}{{"suljettu", 7}, {"la-su suljettu", 2}, {"ma-pe 8-16, la suljettu", 1}, {"Kysy", 0}, {"", 0}} {
		if w, _ := Parse(c.text); countClosed(w) != c.closed {
			t.Errorf("%q: %d days closed, want %d", c.text, countClosed(w), c.closed)
		}
	}
}

func countClosed(w Week) int {
	n := 0
	for _, spans := range w {
		if spans != nil && len(spans) == 0 {
			n++
		}
	}
	return n
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

// Whatever the text, openings lie within their day, sorted and disjoint, equal
// in every reading. A rule that only closes a day leaves it no minute, whether
// it comes first or last, unless the rule is returned.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"ma-pe 8-16", "Mo-Th 08:00-15:00, Fr 08:00-14:00", "1.6.-31.8. ma 9-15", "24/7", "(", "a)b(", "su 23-5; PH off",
		"Mo-Fr 10:00-20:00; We 10:00-12:00", "Mo-Fr 08:00-16:00; Mo-Fr 12:00-13:00 off", "maanantaista perjantaihin 8-16 (ke suljettu)", "Sa,PH off || Mo"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		w, unread := Parse(text)
		for _, spans := range w {
			end := -1
			for _, s := range spans {
				if s.From <= end || s.To <= s.From || s.To > day {
					t.Fatalf("%q: %v", text, spans)
				}
				end = s.To
			}
		}
		if again, second := Parse(text); show(again) != show(w) || !slices.Equal(second, unread) {
			t.Fatalf("%q is read in two ways", text)
		}
		for _, off := range []string{"We off", "ke suljettu"} {
			for _, c := range []string{text + "\n" + off, off + "\n" + text} {
				w, unread := Parse(c)
				returned := slices.ContainsFunc(unread, func(u string) bool { return strings.HasSuffix(u, off) })
				if len(w[2]) > 0 && !returned && len(c) < longestText {
					t.Fatalf("%q: Wednesday is open: %s", c, show(w))
				}
			}
		}
	})
}
