package app_test

import (
	"database/sql"
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
		db, err := sql.Open("sqlite", filepath.Join(q.OutDir, "coverage.gpkg"))
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		for _, o := range out.Report.Options {
			var shown []string // services of the styles of a layer, the default first
			for _, style := range column(t, db, "SELECT styleQML FROM layer_styles WHERE f_table_name = ? ORDER BY useAsDefault DESC", "coverage_"+o.ID) {
				_, label, _ := strings.Cut(style, `label="`)
				name, _, _ := strings.Cut(label, ":")
				shown = append(shown, name)
			}
			if !slices.Equal(shown, tt.names) {
				t.Errorf("%q: the layer of %s opens with styles of %q, expected %q", tt.service, o.ID, shown, tt.names)
			}
		}
		areas := column(t, db, "SELECT description FROM gpkg_contents WHERE table_name LIKE ? ORDER BY rowid", "areas%")
		if len(areas) != len(tt.names) {
			t.Errorf("%q: %d layers of areas: %q", tt.service, len(areas), areas)
		}
		for i, about := range areas {
			if !strings.HasPrefix(about, "Areas with the scores of "+tt.names[i]+" ") {
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
