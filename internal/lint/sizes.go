package lint

import (
	"bytes"
	"fmt"
	"go/ast"
)

// The largest sizes that a reader can keep in mind: files in a package, lines in a
// file, and lines in a function from its func to its closing brace.
const (
	maxPackageFiles  = 20
	maxFileLines     = 300
	maxFunctionLines = 60
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
	"internal/export":  "one file for each table and document, over one page",
	"internal/inspect": "one file for each kind of doubt about a file",
	"internal/layers":  "one file for each kind of layer",
	"internal/words":   "texts in three languages, a file for each kind",
	"pkg/access":       "one file for each measure",
	"pkg/delivery":     "one file for each step from people to who is served",
	"pkg/report":       "one file for each part of the result",
	"pkg/scenario":     "one file for each kind of change",
}

// Sizes checks that packages, files and functions are small. Test files are left out.
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
