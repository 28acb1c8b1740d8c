package lint

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"
	"unicode/utf8"
)

// The largest sizes that a reader can keep in mind: lines in a file, lines in a
// function from its func to its closing brace, and characters in a line without
// its string literals.
const (
	maxFileLines     = 300
	maxFunctionLines = 60
	maxLine          = 120
)

// longLines are packages whose lines may still be longer.
var longLines = []string{"cmd/saavu", "data/generate", "internal/app", "internal/batch", "internal/board", "internal/draw",
	"internal/engine", "internal/export", "internal/layers", "internal/load", "internal/plot", "internal/scene",
	"internal/webpage", "internal/words", "pkg/delivery", "pkg/report"}

// Sizes checks that files, functions and lines are short. Test files are left out.
func Sizes(files []File) []Fault {
	var faults []Fault
	for _, f := range productive(files) {
		if lines := bytes.Count(f.Source, []byte("\n")); lines > maxFileLines {
			faults = append(faults, Fault{File: f.Path, Rule: "sizes",
				Message: fmt.Sprintf("the file has %d lines, at most %d: give its second idea a file of its own", lines, maxFileLines)})
		}
		if !slices.Contains(longLines, f.Package()) {
			faults = append(faults, linesOf(f)...)
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

// linesOf reports lines over the limit. A tab is one character.
func linesOf(f File) []Fault {
	texts := map[int]int{} // characters of string literals, by line
	ast.Inspect(f.Syntax, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			for i, part := range strings.Split(lit.Value, "\n") {
				texts[f.line(lit.Pos())+i] += utf8.RuneCountInString(part)
			}
		}
		return true
	})
	var faults []Fault
	for i, line := range bytes.Split(f.Source, []byte("\n")) {
		if n := utf8.RuneCount(line) - texts[i+1]; n > maxLine {
			faults = append(faults, Fault{File: f.Path, Line: i + 1, Rule: "sizes",
				Message: fmt.Sprintf("the line has %d characters without its texts, at most %d: break it", n, maxLine)})
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
