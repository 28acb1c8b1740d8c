package engine_test

import (
	"flag"
	"os"
	"testing"
)

// A property here runs whole comparisons, so fewer counties are drawn than usual
// unless -rapid.checks sets the number.
func TestMain(m *testing.M) {
	flag.Parse()
	given := map[string]bool{}
	flag.Visit(func(f *flag.Flag) { given[f.Name] = true })
	for name, value := range map[string]string{"rapid.checks": "20", "rapid.shrinktime": "3s", "rapid.nofailfile": "true"} {
		if !given[name] {
			if err := flag.Set(name, value); err != nil {
				panic(err)
			}
		}
	}
	os.Exit(m.Run())
}
