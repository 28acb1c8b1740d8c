package app_test

import (
	"database/sql"
	"path/filepath"
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
		db, err := sql.Open("sqlite", filepath.Join(q.OutDir, "coverage.gpkg"))
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		for _, o := range out.Report.Options {
			styles := column(t, db, "SELECT styleName FROM layer_styles WHERE f_table_name = ? ORDER BY useAsDefault DESC, id", "coverage_"+strings.ReplaceAll(o.ID, "-", "_"))
			for i, name := range tt.names { // first those of maps, then all others
				if i >= len(styles) || styles[i] != name+": minutes without a car" {
					t.Errorf("%q: the layer of %s opens with styles %q, expected %q first", tt.service, o.ID, styles, tt.names)
				}
			}
			if len(styles) != len(out.Report.Services) {
				t.Errorf("%q: %d styles of %d services", tt.service, len(styles), len(out.Report.Services))
			}
		}
		areas := column(t, db, "SELECT description FROM gpkg_contents WHERE table_name LIKE ? ORDER BY rowid", "areas%")
		if len(areas) != len(tt.names) {
			t.Errorf("%q: %d layers of areas: %q", tt.service, len(areas), areas)
		}
		for i, about := range areas {
			if !strings.HasPrefix(about, "Areas with the figures of "+tt.names[i]+" ") {
				t.Errorf("%q: layer %d of areas is about %q", tt.service, i, about)
			}
		}
	}
}

// column reads a column of texts.
func column(t *testing.T, db *sql.DB, query string, args ...any) []string {
	t.Helper()
	rows, err := db.Query(query, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			t.Fatal(err)
		}
		out = append(out, text)
	}
	return out
}
