package lint

import (
	"go/ast"
	"slices"
)

// concurrentRooms are the packages that may start goroutines. Everything else
// is called by them and stays a plain function of its arguments.
var concurrentRooms = []string{"internal/load", "internal/engine", "internal/batch", "internal/app", "cmd/*"}

// Goroutines checks that only the concurrent rooms start goroutines, by the go
// statement or by a method called Go as errgroup.Group and sync.WaitGroup have.
// Test files are left out.
func Goroutines(files []File) []Fault {
	var faults []Fault
	for _, f := range productive(files) {
		if slices.ContainsFunc(concurrentRooms, func(room string) bool { return covers(room, f.Package()) }) {
			continue
		}
		ast.Inspect(f.Syntax, func(n ast.Node) bool {
			starts := false
			switch n := n.(type) {
			case *ast.GoStmt:
				starts = true
			case *ast.CallExpr:
				sel, ok := n.Fun.(*ast.SelectorExpr)
				starts = ok && sel.Sel.Name == "Go"
			}
			if starts {
				faults = append(faults, f.fault(n.Pos(), "goroutines", "starts a goroutine: only internal/load, internal/engine, internal/batch, internal/app and cmd/ may; offer a function over a part and let the caller divide the work"))
			}
			return true
		})
	}
	return faults
}
