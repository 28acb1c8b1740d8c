package lint

import (
	"bytes"
	"fmt"
	"go/ast"
)

// The largest sizes that a reader can keep in mind: lines in a file, and lines
// in a function from its func to its closing brace.
const (
	maxFileLines     = 300
	maxFunctionLines = 60
)

// Sizes checks that files and functions are short. Test files are left out.
func Sizes(files []File) []Fault {
	var faults []Fault
	for _, f := range productive(files) {
		if lines := bytes.Count(f.Source, []byte("\n")); lines > maxFileLines {
			faults = append(faults, Fault{File: f.Path, Rule: "sizes",
				Message: fmt.Sprintf("the file has %d lines, at most %d: give its second idea a file of its own", lines, maxFileLines)})
		}
		for _, decl := range f.Syntax.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok {
				faults = append(faults, tooLong(f, fn, "function "+fn.Name.Name)...)
				continue
			}
			ast.Inspect(decl, func(n ast.Node) bool {
				if lit, ok := n.(*ast.FuncLit); ok {
					faults = append(faults, tooLong(f, lit, "function literal")...)
					return false
				}
				return true
			})
		}
	}
	return faults
}

// tooLong reports a function over the limit. The doc comment is not counted.
func tooLong(f File, fn ast.Node, what string) []Fault {
	from := fn.Pos()
	if decl, ok := fn.(*ast.FuncDecl); ok {
		from = decl.Type.Pos()
	}
	lines := f.line(fn.End()) - f.line(from) + 1
	if lines <= maxFunctionLines {
		return nil
	}
	return []Fault{f.fault(from, "sizes", "%s has %d lines, at most %d: name its steps and make them functions", what, lines, maxFunctionLines)}
}
