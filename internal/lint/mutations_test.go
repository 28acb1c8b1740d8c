package lint

import (
	"go/ast"
	"path"
	"regexp"
	"strings"
	"testing"
)

// TestMutationsNameTestsThatAreThere holds docs/MUTATIONS.md against the tests:
// each one that it names stands in the package before it.
func TestMutationsNameTestsThatAreThere(t *testing.T) {
	module, _ := read()
	tests := map[string]bool{} // "delivery TestLimitIsInclusive", and the same with the folder
	for _, f := range module.Files {
		for _, decl := range f.Syntax.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && f.IsTest() && fn.Recv == nil && strings.HasPrefix(fn.Name.Name, "Test") {
				tests[path.Base(f.Package())+" "+fn.Name.Name] = true
				tests[f.Package()+" "+fn.Name.Name] = true
			}
		}
	}
	named := regexp.MustCompile("([a-z/]+)((?: `Test[A-Za-z0-9]+`,?)+)")
	each := regexp.MustCompile("`(Test[A-Za-z0-9]+)`")
	rows := 0
	for line := range strings.Lines(textOf(t, "docs/MUTATIONS.md")) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), " | ")
		if len(cells) != 2 || !strings.Contains(cells[1], "`") {
			continue
		}
		rows++
		found := 0
		for _, list := range named.FindAllStringSubmatch(cells[1], -1) {
			for _, test := range each.FindAllStringSubmatch(list[2], -1) {
				found++
				if !tests[list[1]+" "+test[1]] {
					t.Errorf("%s: %s has no %s", strings.TrimSpace(cells[0]), list[1], test[1])
				}
			}
		}
		if all := len(each.FindAllString(cells[1], -1)); found < all {
			t.Errorf("%s: %d of %d tests stand behind a package", strings.TrimSpace(cells[0]), found, all)
		}
	}
	if rows < 20 {
		t.Errorf("%d mutations found: the test reads the page wrongly", rows)
	}
}
