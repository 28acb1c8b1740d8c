package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The page of parameters is what the facts and the code give today, and names the
// readers of each kind of parameter.
func TestParametersPage(t *testing.T) {
	page, err := parametersPage(root)
	if err != nil {
		t.Fatal(err)
	}
	committed, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(pageFile)))
	if err != nil || !bytes.Equal(page, committed) {
		t.Errorf("%s is not what the generator makes: run make generate (%v)", pageFile, err)
	}
	rows := map[string][]string{}
	for line := range strings.Lines(string(page)) {
		if cells := strings.Split(strings.Trim(strings.TrimSpace(line), "| "), " | "); len(cells) == 8 {
			rows[strings.Trim(cells[0], "`")] = cells
		}
	}
	f, _ := generated(t)
	if all := f.tree.All(); len(rows) != len(all)+1 { // and the heads of the tables
		t.Errorf("%d rows for %d parameters", len(rows), len(all))
	}
	for path, want := range map[string]string{
		"meta.currency":                         "nothing",
		"mobile.care_bus.life_y":                "nothing",
		"population.observed_recent":            "cells",
		"population.growth_per_year":            "people",
		"population.base":                       "people",
		"staff.cover_today":                     "positions",
		"travel.rail_speed_kmh":                 "positions, times",
		"travel.snap_max_m":                     "times",
		"need.distance_elasticity":              "positions, delivery",
		"visit_rates.gp_reception.75+":          "positions, delivery of gp_reception",
		"staff.hourly.dentist":                  "cost of oral_treatment",
		"staff.hourly.coordinator":              "cost",
		"unit_cost_reference.oral_check":        "cost of oral_check_child",
		"need.non_urgent_share.gp_reception":    "checks of gp_reception",
		"fees.oral_treatment":                   "cost of oral_treatment",
		"contract_price.oral_treatment.voucher": "cost of oral_treatment",
		"mobile.care_bus.visits_hour":           "delivery of neuvola_child, nurse_reception",
		"mobile.popup_dental.days_year":         "delivery, cost of oral_check_child",
		"travel.threshold_min.central":          "nothing",
	} {
		row := rows[path]
		if row == nil {
			t.Errorf("no row of %s", path)
		} else if got := strings.Trim(row[7], "*"); !strings.HasPrefix(got, want) || want == "nothing" && got != want || strings.Contains(want, " of ") != strings.Contains(got, " of ") {
			t.Errorf("%s is read by %q, expected %q", path, got, want)
		}
	}
	for path, want := range map[string]string{
		"staff.hourly.gp": "wages", "travel.car_eur_km": "own", "travel.speed_kmh.car": "networks", "travel.threshold_min.local": "fixed", "staff.cover_today": "fixed", "population.base": "–", "meta.currency": "–"} {
		if row := rows[path]; row == nil || row[4] != want {
			t.Errorf("%s: %q, expected the draw %s", path, row, want)
		}
	}
}

// The page of requirements is made from its list.
func TestCoveragePage(t *testing.T) {
	page, err := coveragePage(root)
	if err != nil {
		t.Fatal(err)
	}
	committed, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(coverageFile)))
	if err != nil || !bytes.Equal(page, committed) {
		t.Errorf("%s is not what the generator makes: run make generate (%v)", coverageFile, err)
	}
	for _, want := range []string{"| must |", "`saavu options` prints “care bus with 5 stops”", "`stops` in `saavu schema scenario`", "`suitable_slot` in scores.csv"} {
		if !strings.Contains(string(page), want) {
			t.Errorf("the page has no %q", want)
		}
	}
}
