package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// flags are the sources that a fact may have.
var flags = []string{"document", "source", "derived", "assumption"}

// table is one CSV file of facts. Problems are collected while it is read, so
// that all of them are reported together.
type table struct {
	name     string
	columns  []string
	rows     [][]string
	problems []string
}

// readTable reads a CSV file of facts and checks that each column of source
// flags (named src, source or ..._src) has a flag in every row.
func readTable(dir, name string) (*table, error) {
	in, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		return nil, err
	}
	defer in.Close()
	rows, err := csv.NewReader(in).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(rows) < 2 {
		return nil, fmt.Errorf("%s: %d lines, expected a header and at least one row", name, len(rows))
	}
	t := &table{name: name, columns: rows[0], rows: rows[1:]}
	flagged := 0
	for c, column := range t.columns {
		if !isFlag(column) {
			continue
		}
		flagged++
		for i, row := range t.rows {
			if !slices.Contains(flags, row[c]) {
				t.fault(i, column, row[c], "one of "+strings.Join(flags, ", "))
			}
		}
	}
	if flagged == 0 {
		return nil, fmt.Errorf("%s: no column of source flags, expected src, source or ..._src", name)
	}
	return t, nil
}

// isFlag reports whether a column has source flags.
func isFlag(column string) bool {
	return column == "src" || column == "source" || strings.HasSuffix(column, "_src")
}

// fault records one problem with its place. Line 1 is the header.
func (t *table) fault(row int, column, found, expected string) {
	t.problems = append(t.problems,
		fmt.Sprintf("%s row %d, column %s: found %q, expected %s", t.name, row+2, column, found, expected))
}

// text returns a value unchanged; a missing column is a problem.
func (t *table) text(row int, column string) string {
	c := slices.Index(t.columns, column)
	if c < 0 {
		t.fault(row, column, "no such column", "one of "+strings.Join(t.columns, ", "))
		return ""
	}
	return t.rows[row][c]
}

// number returns a decimal number; empty is a problem.
func (t *table) number(row int, column string) float64 {
	s := t.text(row, column)
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.fault(row, column, s, "a number")
	}
	return v
}

// numberOr returns a number, or false if the value is empty: unknown is not
// zero.
func (t *table) numberOr(row int, column string) (float64, bool) {
	if t.text(row, column) == "" {
		return 0, false
	}
	return t.number(row, column), true
}
