package load

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

const fourStops = `line,seq,station,x,y,headway_min
main,1,a,385125,6680125,10
main,2,b,385875,6680125,10
main,3,c,386625,6680125,10
main,4,d,387375,6680125,10
`

// TestStopsFollowSeq checks that the stops of a line are read in any order of
// rows, and that notes report gaps and other orders.
func TestStopsFollowSeq(t *testing.T) {
	lines := strings.SplitAfter(fourStops, "\n")
	mixed := lines[0] + lines[3] + lines[1] + lines[4] + lines[2]
	unnumbered := regexp.MustCompile(`(main|seq|line),(\w+,)`)
	for _, tt := range []struct{ name, table, note, want string }{
		{"in order", fourStops, "", ""},
		{"another order of rows", mixed, "stations.csv: the rows of line main are in another order than seq, which is used", ""},
		{"steps of ten", strings.NewReplacer("main,1", "main,10", "main,2", "main,20", "main,3", "main,30", "main,4", "main,40").Replace(fourStops), "", ""},
		{"a gap", strings.Replace(fourStops, "main,4", "main,6", 1), "stations.csv: line main has no stop between seq 3 and 6, so it runs directly between them", ""},
		{"no numbers", unnumbered.ReplaceAllString(fourStops, "$1,"), "", ""},
		{"no numbers, sorted otherwise", unnumbered.ReplaceAllString(mixed, "$1,"),
			"stations.csv: line main is 5.2 km long in the order of its stops but 2.2 km from end to end; check the order, or add the column seq", ""},
		{"a number twice", strings.Replace(fourStops, "main,3", "main,2", 1), "", `stations.csv:4: column "seq": found "2", expected each number once on a line (row 3 has it already)`},
		{"a word", strings.Replace(fourStops, "main,3", "main,third", 1), "", `stations.csv:4: column "seq": found "third", expected a whole number, the position of the stop on its line`},
		{"none", strings.Replace(fourStops, "main,3", "main,", 1), "", `stations.csv:4: column "seq": found nothing, expected a whole number, the position of the stop on its line`},
	} {
		files := small(t)
		files["small/stations.csv"] = &fstest.MapFile{Data: []byte(tt.table)}
		c, err := read(files)
		got := ""
		if err != nil {
			got = strings.ReplaceAll(err.Error(), "data/small/", "")
		}
		if got != tt.want {
			t.Errorf("%s: got\n%s\nwant\n%s", tt.name, got, tt.want)
		}
		if err != nil {
			continue
		}
		if tt.note != "" && !slices.Contains(noted(c.Notes), tt.note) || tt.note == "" && strings.Contains(strings.Join(noted(c.Notes), "\n"), "stations.csv") {
			t.Errorf("%s: notes\n%s", tt.name, strings.Join(noted(c.Notes), "\n"))
		}
		files["small/stations.csv"] = &fstest.MapFile{Data: []byte(fourStops)}
		in, err := read(files)
		if err != nil {
			t.Fatal(err)
		}
		same := true
		for k, table := range c.Base.Matrix.Tables {
			for j := range table.Times {
				same = same && slices.Equal(table.Times[j], in.Base.Matrix.Tables[k].Times[j])
			}
		}
		if inOrder := !strings.Contains(tt.name, "otherwise"); same != inOrder && inOrder {
			t.Errorf("%s: other times", tt.name)
		}
	}
}

// TestDocumentedColumnsAreRead misspells each documented column of the tables
// of a county. The reader must report it as missing or suggest it, which shows
// that it is read.
func TestDocumentedColumnsAreRead(t *testing.T) {
	text, err := os.ReadFile("../../docs/FORMATS.md")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{"cells": "cells.csv", "areas": "areas.csv", "facilities": "facilities.csv", "buildings": "buildings.csv", "service-points": "points.csv", "stations": "stations.csv"}
	section := regexp.MustCompile("(?s)\\*\\*([a-z-]+)\\.csv\\*\\*.*?\n\\| column (.*?)\n\n")
	name := regexp.MustCompile("`([a-z_]+)`")
	checked := 0
	for _, m := range section.FindAllStringSubmatch(string(text), -1) {
		file := "small/" + files[m[1]]
		for line := range strings.SplitSeq(m[2], "\n|") {
			first, _, _ := strings.Cut(line, "|")
			for _, column := range name.FindAllStringSubmatch(first, -1) {
				c, all := column[1], small(t)
				if m[1] == "buildings" {
					all = housedCounty(t, "building,name,kind,x,y\nb_west,West,leased,,\nb_east,East,leased,,\n")
				}
				rows := strings.Split(strings.TrimSpace(string(all[file].Data)), "\n")
				head := strings.Split(rows[0], ",")
				if i := slices.Index(head, c); i >= 0 {
					head[i] += "x"
				} else {
					head = append(head, c+"x")
					for k := range rows {
						rows[k] += ","
					}
				}
				rows[0] = strings.Join(head, ",")
				all[file] = &fstest.MapFile{Data: []byte(strings.Join(rows, "\n") + "\n")}
				county, err := read(all)
				said := ""
				if err != nil {
					said = err.Error()
				} else {
					said = strings.Join(noted(county.Notes), "\n")
				}
				if checked++; !strings.Contains(said, `column "`+c+`"`) && !strings.Contains(said, "column "+c+"x is not read: did you mean "+c+"?") {
					t.Errorf("%s: nothing is said without %s:\n%s", m[1], c, said)
				}
			}
		}
	}
	if checked < 46 {
		t.Errorf("%d columns are documented", checked)
	}
}
