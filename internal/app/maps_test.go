package app_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"saavu/pkg/scenario"
)

// The maps of a folder are of the service that was asked for; of a bundle each service
// has its own. Without a service they are of one that the options change.
func TestMapsAreOfTheServiceThatWasAskedFor(t *testing.T) {
	for _, tt := range []struct {
		service, option string
		names           []string // of the services on maps
	}{{"Doctor reception", "remote", []string{"Doctor reception"}}, {"gp_reception", "remote", []string{"Doctor reception"}},
		{"", "", []string{"Doctor reception"}}, {"reception", "remote", []string{"Doctor reception", "Nurse reception"}}} {
		q := request("today", tt.option)
		if tt.option == "" { // a station without a child clinic, the first service
			q = request("today")
			q.WhatIf = []scenario.Change{&scenario.Close{Facility: "hs_hakunila"}}
		}
		q.Service, q.OutDir = tt.service, t.TempDir()
		out, err := compare(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		files, err := filepath.Glob(filepath.Join(q.OutDir, "map_*.svg"))
		if err != nil || len(files) != len(out.Report.Options)*len(tt.names) {
			t.Errorf("%q: maps %v for %d options", tt.service, files, len(out.Report.Options))
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			title, _, _ := strings.Cut(string(text), "</title>")
			if !slices.ContainsFunc(tt.names, func(name string) bool { return strings.Contains(title, ": "+name+", ") }) {
				t.Errorf("%q: %s is not of %v: %s", tt.service, filepath.Base(file), tt.names, title)
			}
		}
	}
}
