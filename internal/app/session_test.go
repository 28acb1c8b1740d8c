package app_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"saavu/internal/app"
	"saavu/internal/export/contract"
	"saavu/pkg/scenario"
	"saavu/pkg/travel"
)

// questions are requests to the small county: its options and options in files,
// changes, a later year and other settings than the county's.
func questions(t *testing.T) []app.Request {
	t.Helper()
	county, dir := small(t)
	files := t.TempDir()
	ask := func(name, file string) app.Request {
		q := request()
		q.County, q.Data, q.Service = county, dir, "all"
		if file != "" {
			q.Options = []string{filepath.Join(files, name+".yaml")}
			put(t, q.Options[0], "name: "+name+"\n"+file)
		}
		return q
	}
	list := []app.Request{ask("", ""),
		ask("mine", "against: less\nchanges: [{close: {facility: hs_east}}, {set: {premises.room_use_target: 0.9}}]\n"),
		ask("later", "year: 2030\nchanges: [{close: {facility: hs_east}}]\n"),
		ask("", ""), ask("place", "changes: [{open: {facility: cl_west, services: [gp_reception], fte: 1}}]\n"), ask("", ""), ask("", "")}
	yes, midday := true, travel.Midday
	list[1].Draws, list[3].Draws, list[4].Draws = 3, 2, 3
	list[3].WhatIf = []scenario.Change{&scenario.Close{Facility: "hs_west"}}
	list[4].Frame, list[5].Cycling, list[5].Period = "budget", &yes, &midday
	list[6].Detail = true
	return list
}

// answer is the report of a question and its notes.
func answer(t *testing.T, s *app.Session, q app.Request) string {
	t.Helper()
	out, err := s.Compare(t.Context(), q)
	if err != nil {
		t.Error(err)
		return ""
	}
	var b bytes.Buffer
	if err := contract.JSON(&b, out.Report, nil); err != nil {
		t.Error(err)
	}
	return fmt.Sprint(out.Notes, out.Asides, out.Added, b.String())
}

// fresh opens the county of a question for that question only.
func fresh(t *testing.T, q app.Request) *app.Session {
	t.Helper()
	s, err := app.Open(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// An open session gets several questions at the same time, and again one after the
// other in another order. Each answer equals that of a county that was read for that
// question only.
func TestSessionAnswersAsOneReadForThis(t *testing.T) {
	list := questions(t)
	want, got := make([]string, len(list)), make([]string, len(list))
	for i, q := range list {
		if want[i] = answer(t, fresh(t, q), q); slices.Contains(want[:i], want[i]) {
			t.Fatalf("question %d has the answer of another question", i)
		}
	}
	s := fresh(t, list[0])
	var group sync.WaitGroup
	for i, q := range list {
		group.Go(func() { got[i] = answer(t, s, q) })
	}
	group.Wait()
	for i := range slices.Backward(list) {
		if got[i] != want[i] {
			t.Errorf("question %d has a different answer next to others", i)
		}
		if answer(t, s, list[i]) != want[i] {
			t.Errorf("question %d has a different answer after the others", i)
		}
	}
}

// An answer depends on the files that were read for it, not on files of other
// questions.
func TestSessionInputs(t *testing.T) {
	list := questions(t)
	s := fresh(t, list[0])
	for i, q := range list[:3] {
		q.OutDir = filepath.Join(t.TempDir(), "out")
		answer(t, s, q)
		text, err := os.ReadFile(filepath.Join(q.OutDir, "provenance.json"))
		if err != nil {
			t.Fatal(err)
		}
		for k, name := range []string{"less.yaml", "mine.yaml", "later.yaml"} {
			if reads := bytes.Contains(text, []byte(name)); reads != (k == 0 || k == i) {
				t.Errorf("question %d: %s among its files: %t", i, name, reads)
			}
		}
	}
}

// A question that cannot be answered leaves the session unchanged.
func TestSessionAfterAFault(t *testing.T) {
	q := questions(t)[0]
	s := fresh(t, q)
	want := answer(t, s, q)
	closed, named := q, q
	closed.WhatIf = []scenario.Change{&scenario.Close{Facility: "nowhere"}}
	named.Options = []string{"nothing"}
	for _, bad := range []app.Request{closed, named} {
		if _, err := s.Compare(t.Context(), bad); err == nil {
			t.Error("a question about a missing option is answered")
		}
	}
	if answer(t, s, q) != want {
		t.Error("the next answer differs")
	}
}
