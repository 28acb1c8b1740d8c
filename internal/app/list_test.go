package app_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"saavu/internal/app"
	"saavu/internal/export/inventory"
	"saavu/internal/words"
	"saavu/pkg/lang"
)

// The points of a listed service are the points of the decision table.
func TestListedPointsAreThoseOfTheTable(t *testing.T) {
	q := request()
	s := fresh(t, q)
	l, _, err := s.List("services", "")
	if err != nil {
		t.Fatal(err)
	}
	q.Options = []string{"today"}
	out, err := s.Compare(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	if len(l.Services) == 0 || len(l.Services) != len(out.Report.Services) {
		t.Fatalf("%d services, the report has %d", len(l.Services), len(out.Report.Services))
	}
	for i, v := range out.Report.Services {
		if x := l.Services[i]; x.ID != v.ID || x.Points != v.Rows[0].Points {
			t.Errorf("%s has %d points, in the table %s has %d", x.ID, x.Points, v.ID, v.Rows[0].Points)
		}
	}
}

// Options are listed with their references, and each can be named.
func TestListedOptions(t *testing.T) {
	county, dir := small(t)
	options := filepath.Join(filepath.Dir(county), "options")
	put(t, filepath.Join(options, "later.yaml"), "name: Later\nyear: 2030\nchanges: [{close: hs_west}]\n")
	put(t, filepath.Join(options, "more.yaml"), "name: More\nagainst: less\nchanges: [{close: hs_west}, {set: {premises.room_use_target: 0.9}}]\n")
	text, err := os.ReadFile(county)
	if err != nil {
		t.Fatal(err)
	}
	put(t, county, strings.Replace(string(text), "[today, less]", "[today, less, more, later]", 1))
	q := request()
	q.County, q.Data = county, dir
	s := fresh(t, q)
	l, _, err := s.List("options", "")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, o := range l.Options {
		got = append(got, fmt.Sprintf("%s %d %q %d", o.ID, o.Year, o.Against, o.Changes))
		if _, err := s.Check(t.Context(), app.Request{Options: []string{o.ID}}); err != nil {
			t.Error(err)
		}
	}
	if s := strings.Join(got, ", "); s != `today 2026 "" 0, less 2026 "today" 1, more 2026 "less" 2, later 2030 "" 1` || l.All != 4 {
		t.Errorf("got %s of %d", s, l.All)
	}
}

// Every kind can be listed as a whole. A word that matches nothing lists none.
func TestEveryKindIsListed(t *testing.T) {
	s := fresh(t, request())
	for _, kind := range app.ListKinds() {
		l, _, err := s.List(kind, "")
		if err != nil || l.All == 0 || l.Kind != kind || l.County.ID == "" {
			t.Errorf("%s: %v, %v", kind, l, err)
		}
		if _, _, err := s.List(kind, "qqqqqqqq"); !errors.As(err, new(*app.Unknown)) {
			t.Errorf("%s finds a word that matches nothing: %v", kind, err)
		}
	}
	if _, _, err := s.List("people", ""); !errors.As(err, new(*app.Unknown)) {
		t.Errorf("people are listed: %v", err)
	}
}

// Lines of lists and of what options change fit a terminal in every language: 80
// characters on one of 80, never more than 100. Ids and paths are not broken.
func TestListsFitATerminal(t *testing.T) {
	s := fresh(t, request())
	fits := func(what string, text []byte, most int) {
		for line := range strings.Lines(string(text)) {
			if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > most {
				t.Errorf("%s: %d characters, at most %d: %s", what, n, most, line)
			}
		}
	}
	options, _, err := s.Options(t.Context(), request())
	if err != nil {
		t.Fatal(err)
	}
	for columns, most := range map[int]int{0: 100, 60: 80, 80: 80, 90: 90, 300: 100} {
		for _, l := range lang.Languages() {
			var b bytes.Buffer
			if err := inventory.Changes(&b, options, columns, words.In(l)); err != nil {
				t.Fatal(err)
			}
			fits(fmt.Sprintf("options in %s, %d columns", l, columns), b.Bytes(), most)
			for _, kind := range app.ListKinds() {
				list, _, err := s.List(kind, "")
				if err != nil {
					t.Fatal(err)
				}
				var ids []string
				for _, f := range list.Facilities {
					ids = append(ids, f.ID)
				}
				for _, x := range list.Services {
					ids = append(ids, x.ID)
				}
				for _, x := range list.Parameters {
					ids = append(ids, x.Path)
				}
				for _, r := range list.Rules {
					ids = append(ids, r.ID, r.Kind)
				}
				var b bytes.Buffer
				if err := inventory.Table(&b, list, columns, false, words.In(l)); err != nil {
					t.Fatal(err)
				}
				fits(fmt.Sprintf("list %s in %s, %d columns", kind, l, columns), b.Bytes(), most)
				for _, id := range ids {
					if !strings.Contains(b.String(), id) {
						t.Errorf("list %s in %s, %d columns: %s is broken", kind, l, columns, id)
					}
				}
			}
		}
	}
}
