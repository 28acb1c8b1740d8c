package lint

import (
	"go/ast"
	"slices"
)

// concurrentRooms are the packages that may start goroutines. Every other
// package is a plain function of its arguments, called by them.
var concurrentRooms = []string{"internal/atomic", "internal/load/input", "internal/load/times", "internal/engine", "internal/batch", "internal/app", "cmd/*"}

// Goroutines checks that only the concurrent rooms start goroutines, by the go
// statement or by a method called Go as errgroup.Group and sync.WaitGroup have,
// and that no literal number limits them: the machine determines the limit.
// Test files are left out.
func Goroutines(files []File) []Fault {
	var faults []Fault
	for _, f := range productive(files) {
		faults = append(faults, limitsOf(f)...)
		if slices.ContainsFunc(concurrentRooms, func(room string) bool { return covers(room, f.Package()) }) {
			continue
		}
		ast.Inspect(f.Syntax, func(n ast.Node) bool {
			if startsGoroutine(n, "Go") {
				faults = append(faults, f.fault(n.Pos(), "goroutines", "starts a goroutine: only internal/atomic, internal/load/input, internal/load/times, internal/engine, internal/batch, internal/app and cmd/ may; offer a function over a part and let the caller divide the work"))
			}
			return true
		})
	}
	return faults
}

// startsGoroutine reports whether a node is a go statement or calls one of the methods.
func startsGoroutine(n ast.Node, methods ...string) bool {
	switch n := n.(type) {
	case *ast.GoStmt:
		return true
	case *ast.CallExpr:
		sel, ok := n.Fun.(*ast.SelectorExpr)
		return ok && slices.Contains(methods, sel.Sel.Name)
	}
	return false
}

// limitsOf finds calls of SetLimit with a literal number.
func limitsOf(f File) []Fault {
	var faults []Fault
	ast.Inspect(f.Syntax, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && len(call.Args) == 1 {
			sel, isSelector := call.Fun.(*ast.SelectorExpr)
			if number, isNumber := call.Args[0].(*ast.BasicLit); isSelector && isNumber && sel.Sel.Name == "SetLimit" {
				faults = append(faults, f.fault(call.Pos(), "goroutines", "SetLimit(%s) does not follow the machine that it runs on: use runtime.GOMAXPROCS(0), with a named and explained bound where memory requires one", number.Value))
			}
		}
		return true
	})
	return faults
}
