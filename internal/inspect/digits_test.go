package inspect

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// Ids of more digits than a number keeps stay distinct, and where digits may be
// lost a doubt reports it.
func TestDigitsOfIDs(t *testing.T) {
	const feature = `{"type":"Feature","geometry":null,"properties":{"id":`
	for _, c := range []struct {
		name, text, values string
		want               []string
	}{
		{"a.geojson", `{"type":"FeatureCollection","features":[` + feature + `9007199254740992}},` + feature + `9007199254740993}}]}`, "9007199254740992, 9007199254740993", nil},
		{"a.csv", "id,n\n9007199254740992,1\n9007199254740993,2\n", "9007199254740992, 9007199254740993", nil},
		{"b.csv", "id,n\n6.177E+17,1\n6.178E+17,2\n", "6.177E+17, 6.178E+17", []string{
			"id: 2 whole numbers written with an exponent: the last digits may be lost, and two ids equal → if these are ids, take them again from their source, as text"}},
		{"c.csv", "id,n\n1.23457E+11,1\n1.23458E+11,2\n", "123457000000 to 123458000000", []string{
			"id: 2 whole numbers written with an exponent: the last digits may be lost, and two ids equal → if these are ids, take them again from their source, as text"}},
		{"d.csv", "id,income\n1,1.2e6\n2,2e6\n", "1 to 2", nil},
	} {
		f := &look(t, map[string]string{c.name: c.text}, c.name).Files[0]
		got := slices.DeleteFunc(doubtTexts(f), func(s string) bool { return s[:2] != "id" })
		if x := &f.Columns[0]; !slices.Equal(got, c.want) || (&page{w: english}).values(x) != c.values || !x.Unique || x.Type != "whole number" {
			t.Errorf("%s: %q %+v\n%q", c.name, (&page{w: english}).values(x), x, got)
		}
	}
}

// A code with a digit too few or too many is reported, unless numbers are
// consecutive.
func TestCodesOfAnotherLength(t *testing.T) {
	list := func(from, to int, more string) string {
		text := "koodi,n\n"
		for i := from; i < to; i++ {
			text += fmt.Sprintf("%d,1\n", i)
		}
		return text + more
	}
	for name, c := range map[string]struct{ text, want string }{
		"lost":    {list(1234500, 1234600, "123456,1\n"), "koodi: 1 code has not 7 digits as all others have, such as 123456 → a digit was lost or added: check it before the codes join anything"},
		"added":   {list(2345000, 2345100, "23450000,1\n"), "koodi: 1 code has not 7 digits as all others have, such as 23450000 → a digit was lost or added: check it before the codes join anything"},
		"counts":  {list(10_100, 10_200, "") + "9000,1\n", ""},
		"padded":  {strings.ReplaceAll(list(1000, 1100, ""), "\n1", "\n01") + "9000,1\n", "koodi: 1 code has not 5 digits as all others have, such as 9000 → a digit was lost or added: check it before the codes join anything"},
		"far off": {list(1000, 1100, "7,1\n"), ""},
		"counted": {list(999, 1100, ""), ""},
		"few":     {list(1234500, 1234510, "123456,1\n"), ""},
		"mixed":   {list(90, 400, ""), ""},
	} {
		f := &look(t, map[string]string{"a.csv": c.text}, "a.csv").Files[0]
		got := ""
		for _, s := range doubtTexts(f) {
			if strings.Contains(s, "digits as all") {
				got = s
			}
		}
		if got != c.want {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// A border that crosses itself is a doubt, in any format of shapes.
func TestBordersThatCross(t *testing.T) {
	const shape = `{"type":"Feature","properties":{"id":"a"},"geometry":{"type":"Polygon","coordinates":[[[25,60.3],[25.01,60.31],[25.01,60.3],[25,60.31],[25,60.3]]]}}`
	f := &look(t, map[string]string{"a.geojson": shape}, "a.geojson").Files[0]
	if want := "1 shape has a border that crosses itself, the first on row 1 near x 25.005, y 60.305 → fix them, in QGIS with Fix geometries: places in them may be assigned wrongly"; !slices.Contains(doubtTexts(f), want) {
		t.Errorf("%q", doubtTexts(f))
	}
}
