package main

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// Each cause is a line with the name of the verb, however causes were joined. A text that names
// several errors is one.
func TestCausesAreLines(t *testing.T) {
	full, gone := errors.New("a and 3 more: no space left on device"), errors.New("b: file does not exist")
	var out strings.Builder
	finish(&out, "saavu batch run", errors.Join(errors.Join(full, nil), gone, fmt.Errorf("%w, and %w", full, gone)))
	want := "saavu batch run: a and 3 more: no space left on device\nsaavu batch run: b: file does not exist\n" +
		"saavu batch run: a and 3 more: no space left on device, and b: file does not exist\n"
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
}
