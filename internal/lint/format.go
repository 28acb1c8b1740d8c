package lint

import (
	"bytes"
	"go/format"
)

// Format checks that every Go file, including tests, is formatted by gofmt.
func Format(files []File) []Fault {
	var faults []Fault
	for _, f := range files {
		formatted, err := format.Source(f.Source)
		if err != nil || !bytes.Equal(formatted, f.Source) {
			faults = append(faults, Fault{File: f.Path, Rule: "format", Message: "is not gofmt-clean: run gofmt -w " + f.Path})
		}
	}
	return faults
}
