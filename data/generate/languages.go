package main

import (
	"fmt"
	"strconv"
	"strings"
)

// languages is the language structure of an area; an unknown share is empty.
type languages struct{ fi, sv, foreign string }

// areaLanguages spreads Vantaa's shares of 2024 over its areas. The foreign
// share follows the areas' multipliers, the Swedish share the districts'
// counts; both are scaled so that the mean over Vantaa's people is the city's
// share, and Finnish is the rest. An area with its own Swedish share (Kerava)
// keeps it; its other shares are unknown.
func areaLanguages(f *facts, c *county) ([]languages, error) {
	foreign, err := f.parameter("population.language_shares.vantaa_2024.foreign")
	if err != nil {
		return nil, err
	}
	swedish, err := f.parameter("population.language_shares.vantaa_2024.sv")
	if err != nil {
		return nil, err
	}
	ratio := swedishRatio(f)
	var people, foreignSum, swedishSum float64
	for i, a := range f.areas {
		if a.foreign > 0 {
			n := float64(c.populations[i])
			people += n
			foreignSum += n * a.foreign
			swedishSum += n * ratio[i]
		}
	}
	all := make([]languages, len(f.areas))
	for i, a := range f.areas {
		if a.foreign == 0 {
			all[i] = languages{sv: strconv.FormatFloat(a.swedish, 'f', -1, 64)}
			continue
		}
		other := foreign * a.foreign * people / foreignSum
		sv := swedish * ratio[i] * people / swedishSum
		all[i] = languages{decimal(1 - other - sv), decimal(sv), decimal(other)}
	}
	return all, nil
}

// swedishRatio is the share of Swedish speakers among the people of an area's
// districts, 0 where an area has none.
func swedishRatio(f *facts) []float64 {
	ratio, people := make([]float64, len(f.areas)), make([]float64, len(f.areas))
	for _, d := range f.districts {
		if d.area != "" {
			ratio[f.indexOf(d.area)] += d.swedish
			people[f.indexOf(d.area)] += d.people
		}
	}
	for i := range ratio {
		if people[i] > 0 {
			ratio[i] /= people[i]
		}
	}
	return ratio
}

func decimal(v float64) string { return fmt.Sprintf("%.10f", v) }

// areasCSV lists the areas with their people, languages and partitions.
func areasCSV(f *facts, c *county) ([]byte, error) {
	all, err := areaLanguages(f, c)
	if err != nil {
		return nil, err
	}
	partitions := []string{"east_west_north", "family_centre_2021", "family_centre_2025"}
	head := strings.Split("id,name_fi,name_sv,name_en,municipality,population,fi_share,sv_share,foreign_share", ",")
	head = append(head, partitions...)
	head = append(head, "population_src", "language_src")
	for _, p := range partitions {
		head = append(head, p+"_src")
	}
	rows := [][]string{head}
	t := f.areaRows
	for i, a := range f.areas {
		row := []string{a.id, t.text(i, "name_fi"), t.text(i, "name_sv"), t.text(i, "name_en"), a.municipality,
			strconv.Itoa(c.populations[i]), all[i].fi, all[i].sv, all[i].foreign}
		for _, p := range partitions {
			row = append(row, t.text(i, p))
		}
		row = append(row, peopleFlag(t.text(i, "share_src")), languageFlag(a, t.text(i, "foreign_src"), t.text(i, "sv_src")))
		for _, p := range partitions {
			row = append(row, t.text(i, p+"_src"))
		}
		rows = append(rows, row)
	}
	return sheet(rows), nil
}

// peopleFlag is the flag of an area's people: scaled from a known count they are
// derived.
func peopleFlag(share string) string {
	if share == "source" {
		return "derived"
	}
	return share
}

// languageFlag is the weaker of the two flags that an area's languages depend
// on.
func languageFlag(a area, foreign, swedish string) string {
	if a.foreign == 0 {
		return swedish
	}
	if foreign == "assumption" || swedish == "assumption" {
		return "assumption"
	}
	return "derived"
}
