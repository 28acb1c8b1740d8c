package inspect

import (
	"slices"
	"testing"
)

// Ids of more digits than a number keeps are told apart, and where digits may be
// lost the doubt says so.
func TestDigitsOfIDs(t *testing.T) {
	const feature = `{"type":"Feature","geometry":null,"properties":{"id":`
	for _, c := range []struct {
		name, text, values string
		want               []string
	}{
		{"a.geojson", `{"type":"FeatureCollection","features":[` + feature + `9007199254740992}},` + feature + `9007199254740993}}]}`, "9007199254740992, 9007199254740993", nil},
		{"a.csv", "id,n\n9007199254740992,1\n9007199254740993,2\n", "9007199254740992, 9007199254740993", nil},
		{"b.csv", "id,n\n6.177E+17,1\n6.178E+17,2\n", "6.177E+17, 6.178E+17", []string{
			"id: 2 whole numbers written with an exponent: the last digits may be lost, and two ids one → if these are ids, take them anew from their source, as text"}},
		{"c.csv", "id,n\n1.23457E+11,1\n1.23458E+11,2\n", "123457000000 to 123458000000", []string{
			"id: 2 whole numbers written with an exponent: the last digits may be lost, and two ids one → if these are ids, take them anew from their source, as text"}},
		{"d.csv", "id,income\n1,1.2e6\n2,2e6\n", "1 to 2", nil},
	} {
		f := &look(t, map[string]string{c.name: c.text}, c.name).Files[0]
		got := slices.DeleteFunc(says(f), func(s string) bool { return s[:2] != "id" })
		if x := &f.Columns[0]; !slices.Equal(got, c.want) || x.values() != c.values || !x.Unique || x.Type != "whole number" {
			t.Errorf("%s: %q %+v\n%q", c.name, x.values(), x, got)
		}
	}
}
