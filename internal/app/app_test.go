package app_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"saavu/data"
	"saavu/internal/app"
	"saavu/internal/source"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/travel"
	"saavu/scenarios"
)

func request(options ...string) app.Request {
	return app.Request{Source: app.Source{Embedded: source.Embedded(data.FS, scenarios.FS)}, Options: options, Frame: "staff", Seed: 1}
}

// compare opens the county of a request and compares.
func compare(ctx context.Context, q app.Request) (*app.Outcome, error) {
	s, err := app.Open(ctx, q)
	if err != nil {
		return nil, err
	}
	return s.Compare(ctx, q)
}

// Check reports which names are missing, and Compare does not. The embedded county has
// them all.
func TestCheckNotesNames(t *testing.T) {
	s, err := app.Open(t.Context(), request("today"))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "less.yaml")
	if err := os.WriteFile(file, []byte("name: {en: Less}\nchanges:\n  - close: nv_korso\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	const note = "names missing in a language, where another language is used instead: "
	for asked, want := range map[string]string{"local": "", file: note + "Finnish: 1 option (less); Swedish: 1 option (less)"} {
		f, err := s.Check(t.Context(), request(asked))
		if err != nil {
			t.Fatal(err)
		}
		notes := words.In(lang.English).Messages(f.Notes)
		i := slices.IndexFunc(notes, func(n string) bool { return strings.HasPrefix(n, note) })
		if i < 0 != (want == "") || i >= 0 && notes[i] != want {
			t.Errorf("%s: %q, expected %q", asked, notes, want)
		}
		out, err := s.Compare(t.Context(), request(asked))
		if err != nil || slices.Contains(words.In(lang.English).Messages(slices.Concat(out.Notes, out.Report.Reading)), want) {
			t.Errorf("%s: %v", asked, err)
		}
	}
}

// A setting of the request wins over the county's own; what the request leaves open
// does not.
func TestSettings(t *testing.T) {
	q := request("local")
	plain, err := compare(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	if p := plain.Report.Period; p != "rush hour" {
		t.Errorf("the county's own period is %s", p)
	}
	yes, midday := true, travel.Midday
	q.Cycling, q.Period = &yes, &midday
	asked, err := compare(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	if p := asked.Report.Period; p != "midday" {
		t.Errorf("asked for midday, got %s", p)
	}
	q.Period = nil
	cycling, err := compare(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	before, after := plain.Report.Services[0].Rows[0].GetsThere.V, cycling.Report.Services[0].Rows[0].GetsThere.V
	if !(after > before) {
		t.Errorf("with cycling %g get there, without %g", after, before)
	}
	if !slices.Equal(plain.Added, []string{"today"}) || !slices.Equal(plain.Services, []string{"neuvola_child"}) || plain.All {
		t.Errorf("added %v, services %v, all %t", plain.Added, plain.Services, plain.All)
	}
}

// A run that is stopped after its last draw leaves no folder behind.
func TestStoppedBeforeWriting(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var mu sync.Mutex
	last := 0.0
	q := request("local")
	q.OutDir = filepath.Join(t.TempDir(), "out")
	q.Progress = func(_ report.Message, share float64) {
		mu.Lock()
		defer mu.Unlock()
		last = max(last, share)
		if share == 1 {
			cancel()
		}
	}
	_, err := compare(ctx, q)
	if !errors.Is(err, context.Canceled) || last != 1 {
		t.Errorf("got %v at %g of the way", err, last)
	}
	if _, err := os.Stat(q.OutDir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the folder exists: %v", err)
	}
}

// An error of writing is the fault of neither the files nor the request.
func TestUnwritable(t *testing.T) {
	q := request("local")
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	q.OutDir = filepath.Join(file, "out")
	_, err := compare(t.Context(), q)
	if invalid, unknown := new(app.Invalid), new(app.Unknown); err == nil || errors.As(err, &invalid) || errors.As(err, &unknown) {
		t.Errorf("got %v", err)
	}
}

// The names are ids in the county's order, then bundles, then all.
func TestNames(t *testing.T) {
	s, err := app.Open(t.Context(), request())
	if err != nil {
		t.Fatal(err)
	}
	n := s.Names()
	if n.Options[0] != "today" || len(n.Options) != 11 || !slices.Contains(n.Services, "reception") || n.Services[len(n.Services)-1] != "all" {
		t.Errorf("got %+v", n)
	}
}

// The path of the request wins over the county's.
func TestPath(t *testing.T) {
	q, documents := request("today-2030"), population.Documents
	for _, want := range []struct {
		path *population.Path
		note string
	}{{nil, "people of 2030: 302 004 on the observed path, which is used; 300 086 on the documents' path"},
		{&documents, "people of 2030: 300 086 on the documents' path, which is used; 302 004 on the observed path"}} {
		q.Path = want.path
		out, err := compare(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		if notes := words.In(lang.English).Messages(out.Report.Notes); !slices.Contains(notes, want.note) {
			t.Errorf("no note %q in %q", want.note, notes)
		}
	}
}
