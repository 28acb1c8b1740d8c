package record

import (
	"math"
	"testing"
)

func TestWordsForNoValue(t *testing.T) {
	for _, c := range []struct {
		text            string
		nothing, noTime bool
	}{{"NA", true, false}, {"n/a", true, false}, {"<NA>", true, false}, {"NaN", true, false}, {"nan", true, false}, {"NULL", true, false}, {"None", true, false},
		{"..", true, false}, {"…", true, false}, {"-", true, false}, {"#N/A", true, false}, {"Inf", false, true}, {"+inf", false, true}, {"INFINITY", false, true},
		{"-Inf", false, false}, {"0", false, false}, {"nanna", false, false}, {"ei tietoa", false, false}, {"", false, false}} {
		if got := NoValue([]byte(c.text)); got != c.nothing {
			t.Errorf("%q is no value: %v", c.text, got)
		}
		if got := Infinite([]byte(c.text)); got != c.noTime {
			t.Errorf("%q has no end: %v", c.text, got)
		}
	}
}

func TestNumbersForNoValue(t *testing.T) {
	for _, x := range []float64{-1, -9, -99, -999, -9999, -9999999999, math.MinInt32, math.MinInt64, -32768} {
		if !NegativeMark(x) {
			t.Errorf("%g is no mark", x)
		}
	}
	for _, x := range []float64{0, 9, 99, -2, -10, -98, -9.9, -1000, 9999, math.NaN(), math.Inf(-1)} {
		if NegativeMark(x) {
			t.Errorf("%g is a mark", x)
		}
	}
	for _, x := range []float64{999, 9999, 99999, 999999, 2147483647, 4294967295, 32767, 65535} {
		if !PositiveMark(x) {
			t.Errorf("%g is no mark", x)
		}
	}
	for _, x := range []float64{0, 9, 99, 998, 1000, 99990, -9999, math.NaN(), math.Inf(1)} {
		if PositiveMark(x) {
			t.Errorf("%g is a mark", x)
		}
	}
}

func TestNamesOfTotals(t *testing.T) {
	for _, text := range []string{"Yhteensä", "KAIKKI YHTEENSÄ", "yht.", "Tikkurila yhteensä", "Yhteensä Tikkurila", "Summa", "Totalt", "Samtliga", "Total",
		"Grand total", "Grand  Total:", "Sub-total", "Whole country", "KOKO MAA", "Hela landet", "SSS", "_T", "(yhteensä)", "Koko kaupunki", "All"} {
		if !TotalName(text) {
			t.Errorf("%q names no total", text)
		}
	}
	for _, text := range []string{"", "a", "Totalitarian", "Kokoelma", "Koko", "Tikkurila", "Allas", "0", "1001", "Summanen", "Hela", "Koko perheen talo", "Hela familjens hus"} {
		if TotalName(text) {
			t.Errorf("%q names a total", text)
		}
	}
	for text, want := range map[string]bool{"Summa": true, "Total Kuntoutus": true, "Fysio Total": true, "Alla": true, "Yhteensä": false, "Total": false,
		"Kerava yhteensä": false, "Grand total": false, "yht.": false, "Summa summarum": true, "Totalt": false} {
		if PlaceName(text) != want {
			t.Errorf("%q may be a place: %v", text, !want)
		}
	}
	if !ZeroCode("0") || !ZeroCode("000") || ZeroCode("") || ZeroCode("010") {
		t.Error("codes of zeros")
	}
}
