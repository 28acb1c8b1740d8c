// Package property runs property tests on drawn values. Every run of `go test`
// draws the same values, so that a test that passed once passes again; with
// SAAVU_EXPLORE set, as `make explore` does, every run draws new ones.
package property

import (
	"flag"
	"os"
	"testing"

	"pgregory.net/rapid"
)

// seed is where the drawing starts in every test; -rapid.seed overrides it.
const seed = "1"

func init() {
	if os.Getenv("SAAVU_EXPLORE") != "" {
		return
	}
	// rapid has registered its flags by now, and the command line is parsed
	// later.
	if err := flag.Set("rapid.seed", seed); err != nil {
		panic(err)
	}
}

// Check calls a property with drawn values, 100 times or as often as
// -rapid.checks requires. A failure prints its seed; -rapid.seed draws it
// again.
func Check(t *testing.T, property func(*rapid.T)) {
	t.Helper()
	rapid.Check(t, property)
}
