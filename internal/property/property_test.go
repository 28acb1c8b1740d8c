package property_test

import (
	"os"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"saavu/internal/property"
)

// Two runs of a test draw the same values.
func TestRunsAreAlike(t *testing.T) {
	if os.Getenv("SAAVU_EXPLORE") != "" {
		return // exploring draws different values on purpose
	}
	drawn := func() []uint64 {
		var out []uint64
		property.Check(t, func(t *rapid.T) { out = append(out, rapid.Uint64().Draw(t, "n")) })
		return out
	}
	first, second := drawn(), drawn()
	if len(first) < 10 || !slices.Equal(first, second) {
		t.Errorf("%d values and %d others", len(first), len(second))
	}
}
