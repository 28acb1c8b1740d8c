package lint

import (
	"fmt"
	"go/ast"
	"go/token"
)

// The least and the most lines of a package comment. A main package needs only
// one line, since its --help has the rest.
const (
	minPackageComment = 3
	maxPackageComment = 8
)

// Comments checks that each package describes itself in one file, in 3 to 8
// lines (a main package in at least 1), and that every exported type, function,
// method, constant and variable has a doc comment. A comment on a group of
// constants or variables covers the whole group. Test files are left out.
func Comments(files []File) []Fault {
	var faults []Fault
	packages, groups := byPackage(productive(files))
	for _, pkg := range packages {
		faults = append(faults, packageComment(pkg, groups[pkg])...)
		for _, f := range groups[pkg] {
			for _, decl := range f.Syntax.Decls {
				faults = append(faults, undocumented(f, decl)...)
			}
		}
	}
	return faults
}

// packageComment checks the one comment above `package`.
func packageComment(pkg string, files []File) []Fault {
	var faults []Fault
	found := ""
	for _, f := range files {
		doc := f.Syntax.Doc
		if doc == nil {
			continue
		}
		if found != "" {
			faults = append(faults, f.fault(doc.Pos(), "comments", "a second package comment, %s has one already: keep one, with a blank line between any other comment and the package line", found))
			continue
		}
		found = f.Path
		lines := f.line(doc.End()) - f.line(doc.Pos()) + 1
		if f.Syntax.Name.Name != "main" && (lines < minPackageComment || lines > maxPackageComment) {
			faults = append(faults, f.fault(doc.Pos(), "comments", "the package comment has %d lines, expected %d to %d on what the package knows and what it leaves to others", lines, minPackageComment, maxPackageComment))
		}
	}
	if found == "" {
		faults = append(faults, Fault{File: pkg, Rule: "comments",
			Message: fmt.Sprintf("no file has a package comment: describe in %d to %d lines what the package knows and what it leaves to others", minPackageComment, maxPackageComment)})
	}
	return faults
}

// undocumented finds the exported names of a declaration without a comment.
func undocumented(f File, decl ast.Decl) []Fault {
	var faults []Fault
	missing := func(id *ast.Ident, kind, name string) {
		faults = append(faults, f.fault(id.Pos(), "comments", "exported %s %s has no doc comment: state meaning, unit, range and the result for an empty or unreachable input", kind, name))
	}
	switch decl := decl.(type) {
	case *ast.FuncDecl:
		if decl.Doc != nil || !decl.Name.IsExported() {
			break
		}
		if decl.Recv == nil {
			missing(decl.Name, "function", decl.Name.Name)
		} else if receiver := receiverName(decl); ast.IsExported(receiver) {
			missing(decl.Name, "method", receiver+"."+decl.Name.Name)
		}
	case *ast.GenDecl:
		for _, spec := range decl.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				if spec.Name.IsExported() && spec.Doc == nil && (decl.Doc == nil || decl.Lparen.IsValid()) {
					missing(spec.Name, "type", spec.Name.Name)
				}
			case *ast.ValueSpec:
				if decl.Doc != nil || spec.Doc != nil || spec.Comment != nil {
					continue
				}
				kind := map[token.Token]string{token.CONST: "constant", token.VAR: "variable"}[decl.Tok]
				for _, id := range spec.Names {
					if id.IsExported() {
						missing(id, kind, id.Name)
					}
				}
			}
		}
	}
	return faults
}

// receiverName is the type of a method's receiver, without pointer or type
// parameters.
func receiverName(fn *ast.FuncDecl) string {
	expr := fn.Recv.List[0].Type
	for {
		switch x := expr.(type) {
		case *ast.StarExpr:
			expr = x.X
		case *ast.IndexExpr:
			expr = x.X
		case *ast.IndexListExpr:
			expr = x.X
		case *ast.Ident:
			return x.Name
		default:
			return ""
		}
	}
}
