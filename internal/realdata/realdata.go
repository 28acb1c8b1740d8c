// Package realdata finds the real data that tests and benchmarks read. The data
// is not part of the project: it is read in place and never copied. Only test
// files import this package.
package realdata

import (
	"os"
	"path/filepath"
	"testing"
)

// Dir returns the absolute path of the folder of real data: $SAAVU_SHARED_DATA,
// or shared/data next to the module's root. If there is none it skips the test,
// or fails it with SAAVU_REQUIRE_DATA=1.
func Dir(tb testing.TB) string {
	tb.Helper()
	dir := os.Getenv("SAAVU_SHARED_DATA")
	if dir == "" {
		dir = filepath.Join(root(tb), "..", "shared", "data")
	}
	dir, err := filepath.Abs(dir)
	if err == nil {
		_, err = os.Stat(dir)
	}
	switch {
	case err == nil:
	case os.Getenv("SAAVU_REQUIRE_DATA") == "1":
		tb.Fatalf("real data is required: %v", err)
	default:
		tb.Skipf("skipped, no real data: %v", err)
	}
	return dir
}

// root is the folder above the test that contains go.mod.
func root(tb testing.TB) string {
	tb.Helper()
	dir, err := os.Getwd()
	if err != nil {
		tb.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if filepath.Dir(dir) == dir {
			tb.Fatal("no go.mod above the package")
		}
		dir = filepath.Dir(dir)
	}
}
