package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// coverageList is the list of what the planning documents ask for, and coverageFile the
// page made from it, from the module root.
const (
	coverageList = "docs/coverage.csv"
	coverageFile = "docs/COVERAGE.md"
)

// The states of a requirement and how urgent it is, in the order of the page.
var (
	coverageStates = []string{"met", "part", "open", "out"}
	urgencies      = []string{"must", "should", "could"}
)

// coveragePage makes the page of requirements below root.
func coveragePage(root string) ([]byte, error) {
	in, err := os.Open(filepath.Join(root, filepath.FromSlash(coverageList)))
	if err != nil {
		return nil, err
	}
	defer in.Close()
	rows, err := csv.NewReader(in).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", coverageList, err)
	}
	rows = rows[1:]
	var out strings.Builder
	out.WriteString(coverageHead)
	count := map[string]int{}
	for _, row := range rows {
		count[row[3]+row[5]]++
	}
	for _, urgency := range urgencies {
		fmt.Fprintf(&out, "| %s |", urgency)
		all := 0
		for _, state := range coverageStates {
			n := count[urgency+state]
			all += n
			fmt.Fprintf(&out, " %d |", n)
		}
		fmt.Fprintf(&out, " %d |\n", all)
	}
	document := ""
	for _, row := range rows {
		id, lines, urgency, about, state, shown, note := row[0], row[2], row[3], row[4], row[5], row[6], row[7]
		if row[1] != document {
			document = row[1]
			fmt.Fprintf(&out, "\n## Document %s\n\n| | lines | | asked | state | where it is seen, what is missing, or why not |\n|---|---|---|---|---|---|\n", document)
		}
		var where []string
		if shown != "" {
			for item := range strings.SplitSeq(shown, "; ") {
				where = append(where, placeOf(item))
			}
		}
		if note != "" {
			where = append(where, note)
		}
		fmt.Fprintf(&out, "| %s | %s | %s | %s | %s | %s |\n", id, lines, urgency, strings.ReplaceAll(about, "<", `\<`), state, strings.Join(where, "; "))
	}
	return []byte(out.String()), nil
}

// placeOf writes a place of the list for people.
func placeOf(item string) string {
	if command, words, found := strings.Cut(item, " => "); found {
		return "`" + command + "` prints “" + words + "”"
	}
	if file, name, found := strings.Cut(item, ": "); found {
		return "`" + name + "` in " + strings.Replace(file, "schema", "`saavu schema", 1) + strings.Repeat("`", strings.Count(file, "schema "))
	}
	return "`" + item + "`"
}

const coverageHead = `# What the planning documents ask for, and where it is seen

Written by ` + "`make generate`" + ` from ` + "`docs/coverage.csv`" + `; do not edit by hand. A test runs each command, and looks up each field,
column, key and test that is named here.

Documents: 000 is a workshop report on the network of services for children and families of Vantaa-Kerava, 001 an evaluation of the
service strategy of Länsi-Uusimaa, 002 the plan of Helsinki for family centres, health and wellbeing centres and service centres, 003
the project plan of the future health and social services centre of Vantaa and Kerava, 004 the plan of Länsi-Uusimaa to harmonise
services for children and families. Lines are those of their text.

- *met*: it is seen in the named place.
- *part*: some of it is; the last words say what is missing.
- *open*: it is not there yet.
- *out*: it will not be, for the reason given.

Fields of report.json and columns of .csv files are those of ` + "`saavu compare --out-dir DIR`" + `.

| | met | part | open | out | all |
|---|---:|---:|---:|---:|---:|
`
