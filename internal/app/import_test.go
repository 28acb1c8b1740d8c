package app_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"saavu/internal/app"
	"saavu/internal/export/contract"
	"saavu/internal/realdata"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/scenarios"
)

// small writes the small county with travel times from its own files: those to cells
// in the data folder, those to facilities next to the county file.
func small(t *testing.T) (county, dataDir string) {
	t.Helper()
	root := t.TempDir()
	dir, dataDir := filepath.Join(root, "county"), filepath.Join(root, "data")
	if err := os.CopyFS(dir, os.DirFS("../load/testdata/small")); err != nil {
		t.Fatal(err)
	}
	county = filepath.Join(dir, "county.yaml")
	put(t, county, `county: {id: small, name: Small, synthetic: true, year: 2026}
inherit: embedded
population: {format: cells, file: cells.csv}
areas: {format: table, file: "{data}/areas.csv"}
travel:
  format: tables
  sources:
    - layout: ttm
      dir: "{data}/times"
      tables:
        - {mode: walk, time: walk_t, metres: walk_d}
        - {mode: bike, time: bike_t}
        - {mode: transit, period: rush, time: pt_t}
        - {mode: car, time: car_t}
    - {layout: long, file: long.csv, unit: seconds, destinations: facilities, from: cell, to: facility, tables: [{mode: transit, period: midday, time: s}]}
facilities: facilities.csv
points: points.csv
options: {dir: options, order: [today, less]}
`)
	put(t, filepath.Join(dir, "points.csv"), "facility,service,fte,rooms,days,evening,saturday,swedish,visiting,src\n"+
		"cl_west,neuvola_child,2,2,mon-fri,,no,yes,no,assumption\nhs_west,gp_reception,1,1,mon-fri,,no,unknown,no,assumption\nhs_east,gp_reception,2,,mon-fri,mon-thu,yes,no,no,assumption\n")
	cells, err := os.ReadFile(filepath.Join(dir, "cells.csv"))
	if err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(dir, "cells.csv"), strings.NewReplacer("s1_", "1", "s2_", "2", "s3_", "3", "s4_", "4").Replace(string(cells)))
	if err := os.MkdirAll(filepath.Join(dataDir, "times", "some"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(dir, "areas.csv"), filepath.Join(dataDir, "areas.csv")); err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(dir, "options", "less.yaml"), "name: Less\nchanges:\n  - close: hs_west\n")
	long := "cell,facility,s\n"
	for k, to := range []int{11, 14, 44} {
		text := "from_id;to_id;walk_t;walk_d;bike_t;pt_t;car_t\n"
		for i := range 16 {
			from := i/4*10 + i%4 + 11
			text += fmt.Sprintf("%d;%d;%d;%d;%d;%d;%d\n", from, to, 2*i+k, 150*i+k, i+k, i+3, i%5-1)
		}
		put(t, filepath.Join(dataDir, "times", []string{"", "some"}[k%2], fmt.Sprintf("travel_times_to_ %d.txt", to)), text)
	}
	for i := range 16 {
		long += fmt.Sprintf("%d,hs_east,%d\n", i/4*10+i%4+11, 100*i)
	}
	put(t, filepath.Join(dir, "long.csv"), long)
	return county, dataDir
}

func put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func change(t *testing.T, name, old, with string) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil || !bytes.Contains(text, []byte(old)) {
		t.Fatalf("%s has no %q: %v", name, old, err)
	}
	put(t, name, strings.Replace(string(text), old, with, 1))
}

// result is everything that a comparison gives: report.json, the files and the notes
// about the store.
type result struct {
	report string
	files  map[string]string
	asides []string
}

func compared(t *testing.T, county, dataDir string) result {
	t.Helper()
	q := request()
	q.County, q.Data, q.Draws, q.OutDir = county, dataDir, 2, filepath.Join(t.TempDir(), "out")
	out, err := compare(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := contract.JSON(&b, out.Report, nil); err != nil {
		t.Fatal(err)
	}
	r := result{report: b.String(), files: map[string]string{}, asides: out.Asides}
	err = fs.WalkDir(os.DirFS(q.OutDir), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			var text []byte
			text, err = os.ReadFile(filepath.Join(q.OutDir, name))
			r.files[name] = string(text)
		}
		return err
	})
	if err != nil || len(r.files) < 5 {
		t.Fatalf("%d files, %v", len(r.files), err)
	}
	return r
}

// same checks that two results are equal, byte for byte, except for the provenance,
// where names of sources may differ.
func (r result) same(t *testing.T, want result, provenance bool) {
	t.Helper()
	if r.report != want.report {
		t.Error("report.json differs")
	}
	for name, text := range want.files {
		if r.files[name] != text && (provenance || name != "provenance.json") {
			t.Errorf("%s differs", name)
		}
	}
}

func imported(t *testing.T, county, dataDir string) []string {
	t.Helper()
	q := request()
	q.County, q.Data = county, dataDir
	out, err := app.Import(t.Context(), q.Source)
	if err != nil {
		t.Fatal(err)
	}
	return words.In(lang.English).Messages(out.OK)
}

// says checks the asides: one that contains the words, without the county's folders;
// none if there are no words.
func (r result) says(t *testing.T, county, want string) {
	t.Helper()
	got := strings.Join(r.asides, "\n")
	got = strings.ReplaceAll(got, filepath.Dir(filepath.Dir(county))+"/", "")
	if got != want {
		t.Errorf("printed:\n%s\nexpected:\n%s", got, want)
	}
}

const passed = "the store county/county.store is outdated, so the sources are read: since the import "

// The result is the same with and without the store, byte for byte, and so are the
// sources in the provenance.
func TestStoreGivesTheSame(t *testing.T) {
	county, dataDir := small(t)
	want := compared(t, county, dataDir)
	want.says(t, county, "")
	ok := imported(t, county, dataDir)
	if len(ok) != 10 || !strings.Contains(ok[8], "county.store: 8 files, ") || !strings.HasPrefix(ok[9], "its 6 sources have ") {
		t.Errorf("%q", ok)
	}
	got := compared(t, county, dataDir)
	got.same(t, want, true)
	got.says(t, county, "")

	// From another place and another folder.
	moved := filepath.Join(t.TempDir(), "elsewhere")
	if err := os.Rename(filepath.Dir(filepath.Dir(county)), moved); err != nil {
		t.Fatal(err)
	}
	got = compared(t, filepath.Join(moved, "county", "county.yaml"), filepath.Join(moved, "data"))
	got.same(t, want, false)
	got.says(t, county, "")
	t.Chdir(filepath.Join(moved, "county"))
	got = compared(t, "county.yaml", "../data/")
	got.same(t, want, false)
	got.says(t, county, "")

	// Without the folder of the sources.
	if err := os.Rename("../data", "../away"); err != nil {
		t.Fatal(err)
	}
	for _, data := range []string{"", "../data"} {
		got = compared(t, "county.yaml", data)
		got.same(t, want, false)
		if len(got.asides) != 1 || !strings.HasPrefix(got.asides[0], "the store county.store is used although the folders of 4 of its 6 source files are missing (") {
			t.Errorf("%q", got.asides)
		}
	}
	if !strings.Contains(got.files["provenance.json"], `"../data/times/some/travel_times_to_ 14.txt"`) {
		t.Error("provenance has no sources")
	}
}

// Every change is noted, and the sources are read.
func TestStoreIsPassedOver(t *testing.T) {
	for name, c := range map[string]struct {
		do   func(county, dataDir string)
		says string
	}{
		"a changed source": {func(_, d string) { change(t, d+"/times/some/travel_times_to_ 14.txt", "12;14;3;", "12;14;4;") }, passed + "changed data/times/some/travel_times_to_ 14.txt"},
		"a changed table":  {func(c, _ string) { change(t, filepath.Dir(c)+"/long.csv", "21,hs_east,400", "21,hs_east,401") }, passed + "changed county/long.csv"},
		"missing":          {func(_, d string) { remove(t, d+"/times/some/travel_times_to_ 14.txt") }, passed + "missing data/times/some/travel_times_to_ 14.txt"},
		"new": {func(_, d string) {
			text, err := os.ReadFile(d + "/times/travel_times_to_ 11.txt")
			if err != nil {
				t.Fatal(err)
			}
			put(t, d+"/times/travel_times_to_ 12.txt", strings.ReplaceAll(string(text), ";11;", ";12;"))
		}, passed + "new data/times/travel_times_to_ 12.txt"},
		"travel":     {func(c, _ string) { change(t, c, "{mode: bike, time: bike_t}", "{mode: bike, time: walk_t}") }, passed + "these have changed: travel"},
		"year":       {func(c, _ string) { change(t, c, "year: 2026", "year: 2025") }, passed + "these have changed: county"},
		"facilities": {func(c, _ string) { change(t, filepath.Dir(c)+"/facilities.csv", "385875,6680875", "385875,6680625") }, passed + "facilities with travel times have changed"},
		"damage": {func(c, _ string) { change(t, filepath.Dir(c)+"/county.store/times_walk_any.parquet", "PAR1", "PAR2") },
			"the store county/county.store is damaged, so the sources are read: county/county.store/times_walk_any.parquet: found \"bytes that differ from those written\", expected an unchanged file"},
		"no cells": {func(c, _ string) { put(t, filepath.Dir(c)+"/county.store/cells.parquet", "PAR1") },
			"the store county/county.store is not used: county/county.store/cells.parquet: found \"4 bytes\", expected a Parquet file"},
		"a file gone": {func(c, _ string) { remove(t, filepath.Dir(c)+"/county.store/areas.parquet") },
			"the store county/county.store is damaged, so the sources are read: county/county.store/areas.parquet: found nothing, expected a file that can be read"},
		"what it does not rest on": {func(c, _ string) {
			change(t, filepath.Dir(c)+"/points.csv", "hs_west,gp_reception,1,", "hs_west,gp_reception,2,")
		}, ""},
		"no store": {func(c, _ string) { remove(t, filepath.Dir(c)+"/county.store") }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			county, dataDir := small(t)
			imported(t, county, dataDir)
			c.do(county, dataDir)
			got := compared(t, county, dataDir)
			got.says(t, county, c.says)
			remove(t, filepath.Join(filepath.Dir(county), "county.store"))
			got.same(t, compared(t, county, dataDir), true)
		})
	}
}

func remove(t *testing.T, name string) {
	t.Helper()
	if err := os.RemoveAll(name); err != nil {
		t.Fatal(err)
	}
}

func TestCheckStore(t *testing.T) {
	county, dataDir := small(t)
	q := request()
	q.County, q.Data = county, dataDir
	check := func() string {
		out, err := app.CheckStore(t.Context(), q.Source)
		var bad *app.Invalid
		switch {
		case err == nil:
			return strings.Join(words.In(lang.English).Messages(out.OK), "\n")
		case errors.As(err, &bad):
			return err.Error()
		}
		t.Fatal(err)
		return ""
	}
	dir := filepath.Join(filepath.Dir(county), "county.store")
	if got := check(); got != "there is no store "+dir+": import the county" {
		t.Error(got)
	}
	imported(t, county, dataDir)
	if got := check(); got != "store "+dir+" is up to date" {
		t.Error(got)
	}
	change(t, filepath.Join(dataDir, "areas.csv"), "0.05", "0.06")
	if got := check(); !strings.HasSuffix(got, "since the import changed "+filepath.Join(dataDir, "areas.csv")) {
		t.Error(got)
	}

	// A folder with other files is not overwritten, and a folder that is named is
	// used.
	change(t, county, "facilities: f", "store: kept/here\nfacilities: f")
	own := filepath.Join(filepath.Dir(county), "kept", "here")
	if err := os.MkdirAll(own, 0o755); err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(own, "mine.txt"), "mine")
	if _, err := app.Import(t.Context(), q.Source); err == nil || err.Error() != own+": holds mine.txt, which is not a file of a store: name another folder or empty it" {
		t.Error(err)
	}
	remove(t, filepath.Join(own, "mine.txt"))
	imported(t, county, dataDir)
	if got := check(); got != "store "+own+" is up to date" {
		t.Error(got)
	}

	// A county that cannot be read is not imported.
	change(t, filepath.Join(dataDir, "areas.csv"), "west,", "west;")
	var bad *app.Invalid
	if _, err := app.Import(t.Context(), q.Source); !errors.As(err, &bad) {
		t.Error(err)
	}
}

// A county with real data gives the same bytes with and without its store.
func TestRealStore(t *testing.T) {
	dataDir := realdata.Dir(t)
	if testing.Short() {
		t.Skip("reads 150 MB: not with the race detector")
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, scenarios.FS); err != nil {
		t.Fatal(err)
	}
	county := filepath.Join(dir, "helsinki-region", "county.yaml")
	if _, err := os.Stat(county); err != nil { // the binary does not contain it
		if err := os.CopyFS(filepath.Join(dir, "helsinki-region"), os.DirFS("../../scenarios/helsinki-region")); err != nil {
			t.Fatal(err)
		}
	}
	want := compared(t, county, dataDir)
	ok := imported(t, county, dataDir)
	t.Log(ok[len(ok)-1])
	got := compared(t, county, dataDir)
	got.same(t, want, true)
	if len(want.asides) > 0 || len(got.asides) > 0 {
		t.Errorf("%q %q", want.asides, got.asides)
	}
	q := request()
	q.County, q.Draws, q.Detail = county, 2, true
	again, err := compare(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := contract.JSON(&b, again.Report, nil); err != nil || len(again.Asides) != 1 || b.String() != want.report {
		t.Errorf("without the sources: %q, %v", again.Asides, err)
	}
	if !slices.ContainsFunc(ok, func(line string) bool { return strings.HasPrefix(line, "times_transit_rush.parquet: ") }) {
		t.Errorf("%q", ok)
	}
}
