package lint

import (
	"fmt"
	"go/ast"
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// racing is the pattern by which the step race of .ci/run finds packages.
var racing = regexp.MustCompile(`grep -rlE --include='\*\.go' '([^']+)'`)

// The step race of .ci/run searches text for packages in which something starts a
// goroutine, and leaves out none that the syntax has: no go statement, no method called
// Go and no parallel test.
func TestRaceRunsLeaveNoGoroutineOut(t *testing.T) {
	script, err := os.ReadFile(filepath.Join("..", "..", ".ci", "run"))
	if err != nil {
		t.Fatal(err)
	}
	m := racing.FindSubmatch(script)
	if m == nil {
		t.Fatal(".ci/run has no search for goroutines")
	}
	search := regexp.MustCompile("(?m)" + string(m[1]))
	module, faults := read()
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	found, starting := map[string]bool{}, map[string]string{}
	for _, f := range module.Files {
		if search.Match(f.Source) {
			found[f.Package()] = true
		}
		ast.Inspect(f.Syntax, func(n ast.Node) bool {
			if startsGoroutine(n, "Go", "Parallel") {
				starting[f.Package()] = fmt.Sprintf("%s:%d", f.Path, f.line(n.Pos()))
			}
			return true
		})
	}
	for dir, at := range starting {
		if !found[dir] {
			t.Errorf("%s starts a goroutine, and .ci/run race does not find %s", at, dir)
		}
	}
	if len(starting) < 8 {
		t.Errorf("only %d packages start goroutines: the test reads the module wrongly", len(starting))
	}
}
