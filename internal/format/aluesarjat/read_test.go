package aluesarjat

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/internal/realdata"
)

const drawn = `{
 "forecast": {
  "06": {
   "0911101010": {"total": "20", "proportion": 0.5, "value": 10},
   "": {"total": "…", "proportion": null, "value": "…"}
  },
  "size": {"0911101010": {"total": "20", "value": "1.95"}}
 }
}`

func rows(t testing.TB, s *record.Source, want []int) []string {
	t.Helper()
	var out []string
	err := s.Each(want, func(r *record.Row) error {
		fields := []string{fmt.Sprint(r.At)}
		for i := range r.Values {
			fields = append(fields, fmt.Sprintf("%s %s", r.Values[i].Kind, r.Text(i)))
		}
		out = append(out, strings.Join(fields, "|"))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestSource(t *testing.T) {
	s, err := Source([]byte("\xef\xbb\xbf"+drawn), "a.json")
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"4|text forecast|text 06|text 0911101010|number 20|number 0.5|number 10",
		"5|text forecast|text 06|nothing |text …|nothing |text …",
		"7|text forecast|text size|text 0911101010|number 20|nothing |number 1.95",
	}
	if got := rows(t, s, nil); !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	if got := rows(t, s, []int{5, 2})[0]; got != "4|number 10|text 0911101010" {
		t.Errorf("two fields in another order: %q", got)
	}
	want = []string{"data.statistics_codes n 1", `data.statistics_keys n 1 first ""`, "data.statistics_hidden n 1 all 3"}
	if got := stated(s); !slices.Equal(got, want) || s.Rows != 3 {
		t.Errorf("%d rows, facts %q", s.Rows, got)
	}
	stop := errors.New("stop")
	if err := s.Each(nil, func(*record.Row) error { return stop }); err != stop {
		t.Errorf("got %v", err)
	}
}

func TestRefused(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"empty", " ", `a.json:1: found "the end of the file", expected JSON (the file seems to be truncated)`},
		{"cut off", drawn[:90], `a.json:4: found "the end of the file", expected JSON (the file seems to be truncated)`},
		{"no map", "[1]", `a.json:1: found "[1]", expected a map of groups of statistics`},
		{"a group that is a text", `{"g": "x"}`, `a.json:1: found "\"x\"", expected a map of statistics`},
		{"a statistic that is nothing", "{\n\"g\": {\"s\": null}}", `a.json:2: found "null", expected a map of areas`},
		{"an area that is a number", `{"g": {"s": {"a": 1}}}`, `a.json:1: found "1", expected a map of total, proportion and value`},
		{"no value", `{"g": {"s": {"a": {"total": "1"}}}}`, `a.json:1: column "value": found "{\"total\": \"1\"}", expected a value of s in area a`},
		{"another member", `{"g": {"s": {"a": {"value": 1, "share": 2}}}}`, `a.json:1: column "share": found "share", expected total, proportion or value`},
		{"a value that is a list", `{"g": {"s": {"a": {"value": [1]}}}}`, `a.json:1: column "value": found "[1]", expected a number or a text`},
		{"a comma too many", "{\"g\":\n{\"s\": {,}}}", `a.json:2: found ",}}}", expected JSON (invalid character ',' at start of value)`},
		{"more after the end", drawn + "\n{}", `a.json:10: found "{}", expected nothing after the end of the document`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, err := Source([]byte(tt.text), "a.json")
			var list problem.Problems
			if s != nil || !errors.As(err, &list) || err.Error() != tt.want {
				t.Errorf("got %v\nwant %s", err, tt.want)
			}
		})
	}
}

// stated are the facts of a source, each with its values.
func stated(s *record.Source) (out []string) {
	for _, f := range s.Facts {
		out = append(out, strings.TrimSpace(fmt.Sprintln(append([]any{f.Key}, f.Values...)...)))
	}
	return out
}

// The content of the real file, counted independently by decoding it whole.
func TestRealFile(t *testing.T) {
	name := filepath.Join(realdata.Dir(t), "helsinki-region/areas/area_statistics.json")
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	s, err := Source(text, "area_statistics.json")
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"data.statistics_codes n 302", `data.statistics_keys n 11 first ""`, "data.statistics_hidden n 685 all 6480"}
	if got := stated(s); !slices.Equal(got, want) || s.Rows != 6480 {
		t.Errorf("%d rows, facts %q", s.Rows, got)
	}
	areas, odd, signs, groups := map[string]bool{}, map[string]bool{}, map[string]int{}, map[string]int{}
	err = s.Each(nil, func(r *record.Row) error {
		groups[r.Text(0)]++
		if code(r.Text(2)) {
			areas[r.Text(2)] = true
		} else {
			odd[r.Text(0)+" "+r.Text(2)] = true
		}
		if r.Values[5].Kind != record.Float {
			signs[r.Text(5)]++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	vantaa := 0
	for a := range areas {
		if strings.HasPrefix(a, "092") {
			vantaa++
		}
	}
	if len(areas) != 302 || vantaa != 62 {
		t.Errorf("%d districts, %d in Vantaa", len(areas), vantaa)
	}
	if !maps.Equal(signs, map[string]int{"…": 681, "..": 3, ",": 1}) || !maps.Equal(groups, map[string]int{"asuntokunnat": 4056, "ennuste": 2424}) {
		t.Errorf("signs %v, groups %v", signs, groups)
	}
	// The empty key and nine of Kauniainen without ten digits in the
	// households, the unexpected key in the forecast.
	if len(odd) != 11 || !odd["asuntokunnat "] || !odd["ennuste 0-1"] || !odd["asuntokunnat 235,101,001,235,101,000"] {
		t.Errorf("odd keys %v", slices.Sorted(maps.Keys(odd)))
	}
	plain := map[string]map[string]map[string]struct{ Total, Value any }{}
	if err := json.Unmarshal(text, &plain); err != nil {
		t.Fatal(err)
	}
	err = s.Each(nil, func(r *record.Row) error {
		o := plain[r.Text(0)][r.Text(1)][r.Text(2)]
		if got, want := r.Text(5), fmt.Sprint(o.Value); got != want && record.Of(o.Value).Kind == record.Float {
			t.Errorf("line %d: %s, want %s", r.At, got, want)
		}
		if total, ok := o.Total.(string); !ok || r.Text(3) != total {
			t.Errorf("line %d: total %s, want the text %v", r.At, r.Text(3), o.Total)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// FuzzWalk feeds any bytes: no panic, faults as Problems, line numbers that
// never decrease, and as many rows as reported.
func FuzzWalk(f *testing.F) {
	f.Add([]byte(drawn))
	f.Add([]byte(`{"g": {"s": {"0911101010": {"value": ","}, "0-1": {"value": true}}}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Source(data, "f.json")
		if err != nil {
			var list problem.Problems
			if !errors.As(err, &list) || list.Count() == 0 || s != nil {
				t.Fatalf("%T %v", err, err)
			}
			return
		}
		n, line := 0, 1
		err = s.Each(nil, func(r *record.Row) error {
			if n++; r.At < line {
				t.Fatalf("line %d after %d", r.At, line)
			}
			line = r.At
			return nil
		})
		if err != nil || n != s.Rows {
			t.Fatalf("%d rows of %d: %v", n, s.Rows, err)
		}
	})
}
