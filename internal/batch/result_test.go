package batch

import (
	"math"
	"strings"
	"testing"
)

// resultOf1 is a result of version 1: with ranges, and the second line is not known.
const resultOf1 = `{"version":1,"key":"ab","parts":{"model":"1"},"reads":[{"path":"a","value":2}],"chain":[{"id":"less","hash":"h"}],"breaches":null,` +
	`"standing":{"year":2026,"lawful":true,"compared":false,"judged":null,"kept":null,"staffed":null,"same":null,"sold":null,"numbers":null},` +
	`"texts":["gp","","reach","share","north"],"lines":[0,1,1,1,2,3,0,4,1,1,2,3,0,4,1,1,2,3],"known":"101","values":[0.5,0,1e+21],"low":[0.25,0,2],"high":[0.5,0,3]}`

// Results of the earlier version are read, and encoded in the present one with the same
// content.
func TestResultOfTheEarlierVersion(t *testing.T) {
	r, err := decodeResult(encoder.EncodeAll([]byte(resultOf1), nil))
	if err != nil {
		t.Fatal(err)
	}
	packed, err := r.encode()
	if err != nil {
		t.Fatal(err)
	}
	again, err := decodeResult(packed)
	if err != nil {
		t.Fatal(err)
	}
	nan := math.NaN()
	want := []Line{{"gp", "", "", "", "reach", "share", 0.5, 0.25, 0.5}, {"gp", "north", "", "", "reach", "share", nan, nan, nan}, {"gp", "north", "", "", "reach", "share", 1e21, 2, 3}}
	for _, r := range []*Result{r, again} {
		if r.Key != "ab" || r.Parts[partModel] != "1" || *r.Reads[0].Value != 2 || r.Standing.Year != 2026 || len(r.Lines) != len(want) {
			t.Errorf("got %+v", r)
			continue
		}
		for i, l := range r.Lines {
			if w := want[i]; l != w && (l.Value == l.Value || w.Value == w.Value || l.Area != w.Area) {
				t.Errorf("line %d is %+v, expected %+v", i, l, w)
			}
		}
	}
	for was, now := range map[string]string{`"known":"101"`: `"known":"10"`, `,2,3],"known"`: `,2],"known"`, `"low":[0.25,0,2]`: `"low":[0.25]`, `"lines":[0,`: `"lines":[7,`} {
		if r, err := decodeResult(encoder.EncodeAll([]byte(strings.Replace(resultOf1, was, now, 1)), nil)); err == nil {
			t.Errorf("%s in place of %s is read as %+v", now, was, r.Lines)
		}
	}
}
