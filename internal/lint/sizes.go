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

// The largest sizes that a reader can keep in mind: files in a package, lines in a
// file, lines in a function from its func to its closing brace, and characters in a
// line without its string literals.
const (
	maxPackageFiles  = 20
	maxFileLines     = 300
	maxFunctionLines = 60
	maxLine          = 120
)

// largePackages have more files, each for a reason. One that has become small loses its
// exception.
var largePackages = map[string]string{
	"cmd/saavu":        "each verb has files of its own, and they share the flags",
	"data/generate":    "one program that writes three things from the same facts",
	"internal/app":     "what each verb calls, around one session",
	"internal/batch":   "plan, tasks, store, runs and gates still share one state",
	"internal/board":   "one file for each part of what a board reads",
	"internal/draw":    "maps, charts, legends and their SVG and PNG share the shapes",
	"internal/engine":  "one file for each step and figure of an evaluation",
	"internal/inspect": "one file for each kind of doubt about a file",
	"internal/layers":  "one file for each kind of layer",
	"internal/words":   "texts in three languages, a file for each kind",
	"pkg/access":       "one file for each measure",
	"pkg/delivery":     "one file for each step from people to who is served",
	"pkg/report":       "one file for each part of the result",
	"pkg/scenario":     "one file for each kind of change",
}

// longLines are packages whose lines may still be longer.
var longLines = []string{"cmd/saavu", "data/generate", "internal/app", "internal/batch", "internal/board", "internal/draw",
	"internal/engine", "internal/export", "internal/export/contract", "internal/export/graded", "internal/export/harmonised", "internal/export/impact", "internal/export/inventory", "internal/export/makeorbuy", "internal/export/measures",
	"internal/export/places", "internal/export/screen", "internal/export/sweep", "internal/export/tables", "internal/layers", "internal/load", "internal/load/*", "internal/plot", "internal/scene",
	"internal/webpage", "internal/words", "pkg/delivery", "pkg/report"}

// Sizes checks that packages, files, functions and lines are small. Test files are left out.
func Sizes(files []File) []Fault {
	var faults []Fault
	names, groups := byPackage(productive(files))
	for _, pkg := range names {
		n, large := len(groups[pkg]), largePackages[pkg] != ""
		switch {
		case n > maxPackageFiles && !large:
			faults = append(faults, Fault{File: pkg, Rule: "sizes",
				Message: fmt.Sprintf("the package has %d files, at most %d: give its second idea a package of its own", n, maxPackageFiles)})
		case n <= maxPackageFiles && large:
			faults = append(faults, Fault{File: pkg, Rule: "sizes", Message: fmt.Sprintf("the package has %d files: take it out of largePackages", n)})
		}
	}
	for _, f := range productive(files) {
		if lines := bytes.Count(f.Source, []byte("\n")); lines > maxFileLines {
			faults = append(faults, Fault{File: f.Path, Rule: "sizes",
				Message: fmt.Sprintf("the file has %d lines, at most %d: give its second idea a file of its own", lines, maxFileLines)})
		}
		if !slices.ContainsFunc(longLines, func(name string) bool { return covers(name, f.Package()) }) {
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
