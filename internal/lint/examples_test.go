package lint

import (
	"go/ast"
	"strings"
	"testing"
)

// TestPackagesForImportersHaveExamples asks of every package of pkg/ an example
// that runs, as documentation that cannot go stale.
func TestPackagesForImportersHaveExamples(t *testing.T) {
	module, _ := read()
	packages, groups := byPackage(module.Files)
	for _, pkg := range packages {
		if !strings.HasPrefix(pkg, "pkg/") {
			continue
		}
		found := false
		for _, f := range groups[pkg] {
			if !f.IsTest() {
				continue
			}
			for _, decl := range f.Syntax.Decls {
				if fn, ok := decl.(*ast.FuncDecl); ok && strings.HasPrefix(fn.Name.Name, "Example") {
					found = found || runs(f, fn)
				}
			}
		}
		if !found {
			t.Errorf("%s has no example with an Output comment: write one in example_test.go, of a world that a reader can check by hand", pkg)
		}
	}
}

// runs says whether an example has the comment without which it is only compiled.
func runs(f File, fn *ast.FuncDecl) bool {
	for _, group := range f.Syntax.Comments {
		if fn.Body.Pos() < group.Pos() && group.End() < fn.Body.End() && strings.HasPrefix(group.Text(), "Output:") {
			return true
		}
	}
	return false
}
