package jsonstat

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
)

// two is a dataset of two areas and three years, the second area hidden in the
// last year and without a value in the previous one.
const two = `{
"version": "2.0", "class": "dataset", "label": "People by area",
"id": ["Alue", "Vuosi"], "size": [2, 3],
"dimension": {
  "Alue": {"label": "Area", "category": {"index": {"02": 1, "01": 0}, "label": {"01": "West", "02": "East"}}},
  "Vuosi": {"label": "Year", "category": {"index": ["2024", "2025", "2026"]}}
},
"value": [1, 2.5, 3, 4, null, null],
"status": {"5": ".."},
"role": {"time": ["Vuosi"]}, "extension": {"px": {"tableid": "x"}}
}`

// lines opens a text and writes its rows with bars between the fields.
func lines(t testing.TB, text string) (*record.Source, []string) {
	t.Helper()
	s, err := Source([]byte(text), "a.json")
	if err != nil {
		t.Fatal(err)
	}
	return s, rows(t, s, nil)
}

func rows(t testing.TB, s *record.Source, want []int) []string {
	t.Helper()
	var out []string
	err := s.Each(want, func(r *record.Row) error {
		fields := []string{fmt.Sprint(r.At)}
		for i := range r.Values {
			fields = append(fields, r.Text(i))
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
	s, got := lines(t, two)
	if want := []string{"Alue", "Vuosi", "Alue label", "value", "status"}; !slices.Equal(s.Names(), want) {
		t.Errorf("fields %q, want %q", s.Names(), want)
	}
	want := []string{"1|01|2024|West|1|", "2|01|2025|West|2.5|", "3|01|2026|West|3|", "4|02|2024|East|4|", "5|02|2025|East||", "6|02|2026|East|..|.."}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	if s.Format != "JSON-stat" || s.Layer != "People by area" || s.Rows != 6 || s.Fields[0].Title != "Area" || s.Places {
		t.Errorf("%+v", s)
	}
	if got := rows(t, s, []int{3, 0})[1]; got != "2|2.5|01" {
		t.Errorf("two fields in another order: %q", got)
	}
	stop := errors.New("stop")
	if err := s.Each(nil, func(*record.Row) error { return stop }); err != stop {
		t.Errorf("got %v", err)
	}
}

func TestForms(t *testing.T) {
	year := `"dimension": {"Year": {"category": {"index": ["a", "b", "c"]}}}`
	tests := []struct{ name, text, want string }{
		{"version 1", `{"dataset": {"label": "x", "dimension": {"Year": {"label": "Y", "category": {"index": {"b": 1, "a": 0}}}, "id": ["Year"], "size": [2], "role": {"time": ["Year"]}}, "value": [1, 2]}}`,
			"1|a|1 2|b|2"},
		{"sparse values", `{"class": "dataset", "id": ["Year"], "size": [3], ` + year + `, "value": {"2": 5, "0": "..."}}`, "1|a|... 3|c|5"},
		{"nothing is there", `{"class": "dataset", "id": ["Year"], "size": [3], ` + year + `, "value": {}}`, ""},
		{"signs as values", `{"class": "dataset", "id": ["Year"], "size": [3], ` + year + `, "value": ["-", " ", "7"]}`, "1|a|- 2|b| 3|c|7"},
		{"one status for all", `{"class": "dataset", "id": ["Year"], "size": [3], ` + year + `, "value": [1, null, 3], "status": "e"}`, "1|a|1|e 2|b|e|e 3|c|3|e"},
		{"a list of one status", `{"class": "dataset", "id": ["Year"], "size": [3], ` + year + `, "value": [1, null, 3], "status": ["e"]}`, "1|a|1|e 2|b|e|e 3|c|3|e"},
		{"a list of statuses", `{"class": "dataset", "id": ["Year"], "size": [3], ` + year + `, "value": [1, null, 3], "status": ["", "...", ""]}`, "1|a|1| 2|b|...|... 3|c|3|"},
		{"no class", "\xef\xbb\xbf" + `{"id": ["Year"], "size": [3], ` + year + `, "value": [1, 2, 3], "status": null}`, "1|a|1 2|b|2 3|c|3"},
		{"a category without a place", `{"class": "dataset", "id": ["Year", "T"], "size": [3, 1], "dimension": {"Year": {"category": {"index": ["a", "b", "c"]}}, "T": {"category": {"label": {"t": "Total"}}}}, "value": [1, 2, 3]}`,
			"1|a|t|Total|1 2|b|t|Total|2 3|c|t|Total|3"},
		{"a dimension that is called value", `{"class": "dataset", "id": ["value"], "size": [1], "dimension": {"value": {"category": {"index": ["a"]}}}, "value": [1]}`, "1|a|1"},
		{"no category", `{"class": "dataset", "id": ["Year"], "size": [0], "dimension": {"Year": {"category": {"index": []}}}, "value": []}`, ""},
		{"an empty label", `{"class": "dataset", "id": ["Year"], "size": [1], "dimension": {"Year": {"category": {"index": ["a"], "label": {"a": ""}}}}, "value": [1]}`, "1|a|1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, got := lines(t, tt.text); strings.Join(got, " ") != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	with := func(old, new string) string {
		if strings.Count(two, old) != 1 {
			t.Fatalf("%q stands %d times", old, strings.Count(two, old))
		}
		return strings.Replace(two, old, new, 1)
	}
	long := strings.Repeat(`"`+strings.Repeat("9", 3)+`",`, 9)
	tests := []struct{ name, text, want string }{
		{"empty", "", `a.json:1: found "the end of the file", expected JSON (the file seems to be truncated)`},
		{"cut off", two[:200], `a.json:5: found "the end of the file", expected JSON (the file seems to be truncated)`},
		{"no object", "[1]", `a.json: found "a JSON array", expected the type that JSON-stat defines there`},
		{"a collection", `{"class": "collection"}`, `a.json: column "class": found "collection", expected dataset (a collection or a dimension has no values: save the dataset)`},
		{"no dimension", `{"class": "dataset"}`, `a.json: column "dimension": found nothing, expected the dimensions of a dataset`},
		{"dimension is a list", `{"dimension": [1]}`, `a.json: column "dimension": found "a JSON array", expected the type that JSON-stat defines there`},
		{"a size too few", with("[2, 3]", "[2]"), `a.json: column "size": found "2 ids and 1 sizes", expected one size for each id of a dimension`},
		{"a size with a fraction", with("[2, 3]", "[2, 3.5]"), `a.json: column "size": found "a JSON number 3.5", expected the type that JSON-stat defines there`},
		{"a dimension twice", with(`["Alue", "Vuosi"]`, `["Alue", "Alue"]`), `a.json: column "id": found "Alue", expected each dimension once`},
		{"a dimension that is not there", with(`["Alue", "Vuosi"]`, `["Alue", "Ika"]`), `a.json: column "dimension.Ika": found nothing, expected a dimension that id names`},
		{"sizes of other dimensions", with("[2, 3]", "[3, 2]"), `a.json: column "dimension.Alue": found "2 categories", expected as many as its size, 3
a.json: column "dimension.Vuosi": found "3 categories", expected as many as its size, 2`},
		{"a size below 0", with("[2, 3]", "[2, -3]"), `a.json: column "dimension.Vuosi": found "3 categories", expected as many as its size, -3`},
		{"places twice", with(`{"02": 1, "01": 0}`, `{"02": 1, "01": 1}`), `a.json: column "dimension.Alue.category.index": found "indexes that are not all different", expected the indexes 0 to 1`},
		{"places beyond", with(`{"02": 1, "01": 0}`, `{"02": 2, "01": 0}`), `a.json: column "dimension.Alue.category.index": found "indexes that are not all different", expected the indexes 0 to 1`},
		{"a category twice", with(`["2024", "2025", "2026"]`, `["2024", "2025", "2024"]`), `a.json: column "dimension.Vuosi.category.index": found "2024", expected each category once`},
		{"categories without end", with(`["2024", "2025", "2026"]`, `["2024"`+strings.Repeat(`,""`, mostCategories)+`]`),
			`a.json: column "dimension.Vuosi.category.index": found nothing, expected at most 1000000 categories (save a part of the table: fewer areas, ages or years)`},
		{"no index", with(`"index": ["2024", "2025", "2026"]`, `"label": {}`), `a.json: column "dimension.Vuosi.category.index": found nothing, expected the order of the categories`},
		{"a value too few", with("[1, 2.5, 3, 4, null, null]", "[1, 2, 3, 4, 5]"), `a.json: column "value": found "5 values", expected one for each combination of categories`},
		{"a value too many", with("[1, 2.5, 3, 4, null, null]", "[1, 2, 3, 4, 5, 6, 7, 8]"), `a.json: column "value": found "more than 6 values", expected one for each combination of categories`},
		{"a value that is a list", with("[1, 2.5, 3, 4, null, null]", "[1, 2, [3], 4, 5, 6]"), `a.json: column "value": found "[3]", expected numbers, texts and null`},
		{"a value that is too large", with("[1, 2.5, 3, 4, null, null]", "[1, 2, 1e999, 4, 5, 6]"), `a.json: column "value": found "1e999", expected numbers, texts and null`},
		{"no values", with(`"value": [1, 2.5, 3, 4, null, null],`, ""), `a.json: column "value": found nothing, expected a list or a map of values`},
		{"values that are a number", with("[1, 2.5, 3, 4, null, null]", "7"), `a.json: column "value": found "7", expected a list or a map of values`},
		{"places of values", with("[1, 2.5, 3, 4, null, null]", `{"6": 1, "-1": 2, "x": 3, "01": 4, "2": {}}`), `a.json: column "value": found "-1", expected indexes of observations, from 0 to 5
a.json: column "value": found "01", expected indexes of observations, from 0 to 5
a.json: column "value": found "{} at 2", expected numbers, texts and null
a.json: column "value": found "6", expected indexes of observations, from 0 to 5
a.json: column "value": found "x", expected indexes of observations, from 0 to 5`},
		{"a status too many", with(`{"5": ".."}`, `["a", "b"]`), `a.json: column "status": found "2 statuses", expected one for each observation`},
		{"a status beyond", with(`{"5": ".."}`, `{"6": ".."}`), `a.json: column "status": found "6", expected indexes of observations, from 0 to 5`},
		{"a status that is a number", with(`{"5": ".."}`, `{"5": 1}`), `a.json: column "status": found "a JSON number", expected the type that JSON-stat defines there`},
		{"a found text is cut", with("[1, 2.5, 3, 4, null, null]", `"`+strings.Repeat("x", 200)+`"`), `a.json: column "value": found "\"` + strings.Repeat("x", 76) + `…", expected a list or a map of values`},
		{"a dimension with an unknown index", with(`["2024", "2025", "2026"]`, `[`+long+`1]`), `a.json: column "dimension.Vuosi.category.index": found "a JSON number", expected the type that JSON-stat defines there`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, err := Read([]byte(tt.text), "a.json")
			var list problem.Problems
			if d != nil || !errors.As(err, &list) || err.Error() != tt.want {
				t.Errorf("got %v\nwant %s", err, tt.want)
			}
		})
	}
}

// Five dimensions of a thousand categories claim 10^15 observations in 40 kB.
func TestAbsurdSizes(t *testing.T) {
	var codes, ids, sizes, dimensions []string
	for i := range 1000 {
		codes = append(codes, fmt.Sprintf(`"%d"`, i))
	}
	for i := range 5 {
		ids, sizes = append(ids, fmt.Sprintf(`"d%d"`, i)), append(sizes, "1000")
		dimensions = append(dimensions, fmt.Sprintf(`"d%d": {"category": {"index": [%s]}}`, i, strings.Join(codes, ",")))
	}
	text := fmt.Sprintf(`{"class": "dataset", "id": [%s], "size": [%s], "dimension": {%s}, "value": {"7": 1}}`,
		strings.Join(ids, ","), strings.Join(sizes, ","), strings.Join(dimensions, ","))
	_, err := Read([]byte(text), "a.json")
	want := `a.json: column "size": found "more observations", expected at most 50000000 (save a part of the table: fewer areas, ages or years)`
	if err == nil || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
}

// FuzzRead feeds any bytes: no panic, faults as Problems, and as many rows as
// reported.
func FuzzRead(f *testing.F) {
	f.Add([]byte(two))
	f.Add([]byte(`{"dataset": {"dimension": {"Y": {"category": {"index": {"b": 1, "a": 0}}}, "id": ["Y"], "size": [2]}, "value": {"1": 2}, "status": ["e"]}}`))
	f.Add([]byte(`{"id": ["T"], "size": [1], "dimension": {"T": {"category": {"label": {"t": "Total"}}}}, "value": [".."]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Source(data, "f.json")
		if err != nil {
			var list problem.Problems
			if !errors.As(err, &list) || list.Count() == 0 || s != nil {
				t.Fatalf("%T %v", err, err)
			}
			return
		}
		n := 0
		err = s.Each(nil, func(r *record.Row) error {
			n++
			if len(r.Values) != len(s.Fields) || r.At < n {
				t.Fatalf("%+v", r)
			}
			return nil
		})
		if err != nil || n != s.Rows {
			t.Fatalf("%d rows of %d: %v", n, s.Rows, err)
		}
	})
}

// Notes count how many values have which status, in each form of the format.
func TestStatusesAreNoted(t *testing.T) {
	const file = `{"class":"dataset","id":["a"],"size":[3],"dimension":{"a":{"category":{"index":["x","y","z"]}}},"value":[0,2,3]%s}`
	for status, want := range map[string]string{
		``: "", `,"status":["","",""]`: "", `,"status":{"0":"c"}`: `values with a status: 1 of 3 ("c" 1); read unchanged: the source defines what a status means`,
		`,"status":["c","e","c"]`: `values with a status: 3 of 3 ("c" 2, "e" 1); read unchanged: the source defines what a status means`,
		`,"status":"p"`:           `values with a status: 3 of 3 ("p" 3); read unchanged: the source defines what a status means`,
	} {
		s, err := Source([]byte(fmt.Sprintf(file, status)), "a.json")
		if err != nil || strings.Join(s.Notes, "") != want {
			t.Errorf("%s: %v, %v", status, s, err)
		}
	}
}
