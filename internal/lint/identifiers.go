package lint

import (
	"go/ast"
	"go/token"
	"strings"
	"unicode"
)

// declared lists the identifiers that a node declares: types, functions,
// fields, parameters, constants, variables, import names.
func declared(node ast.Node) []*ast.Ident {
	var names []*ast.Ident
	add := func(exprs ...ast.Expr) {
		for _, e := range exprs {
			if id, ok := e.(*ast.Ident); ok && id != nil {
				names = append(names, id)
			}
		}
	}
	ast.Inspect(node, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			names = append(names, n.Name)
		case *ast.TypeSpec:
			names = append(names, n.Name)
		case *ast.ValueSpec:
			names = append(names, n.Names...)
		case *ast.Field:
			names = append(names, n.Names...)
		case *ast.ImportSpec:
			if n.Name != nil {
				names = append(names, n.Name)
			}
		case *ast.AssignStmt:
			if n.Tok == token.DEFINE {
				add(n.Lhs...)
			}
		case *ast.RangeStmt:
			if n.Tok == token.DEFINE {
				add(n.Key, n.Value)
			}
		}
		return true
	})
	return names
}

// declaredNames is the set of names declared inside a function. Without type
// information, a use counts as the local name wherever the function declares
// one.
func declaredNames(decl ast.Decl) map[string]bool {
	local := map[string]bool{}
	if fn, ok := decl.(*ast.FuncDecl); ok {
		for _, id := range declared(fn) {
			local[id.Name] = true
		}
	}
	return local
}

// assignedNames is the set of the package-level names that functions of the
// package assign to, increment, decrement, or clear.
func assignedNames(files []File) map[string]bool {
	changed := map[string]bool{}
	for _, f := range files {
		for _, decl := range f.Syntax.Decls {
			local := declaredNames(decl)
			mark := func(exprs ...ast.Expr) {
				for _, e := range exprs {
					if name := rootName(e); name != "" && !local[name] {
						changed[name] = true
					}
				}
			}
			ast.Inspect(decl, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.AssignStmt:
					if n.Tok != token.DEFINE {
						mark(n.Lhs...)
					}
				case *ast.IncDecStmt:
					mark(n.X)
				case *ast.RangeStmt:
					if n.Tok == token.ASSIGN {
						mark(n.Key, n.Value)
					}
				case *ast.CallExpr:
					if id, ok := n.Fun.(*ast.Ident); ok && len(n.Args) > 0 && (id.Name == "delete" || id.Name == "clear" || id.Name == "copy") {
						mark(n.Args[0])
					}
				}
				return true
			})
		}
	}
	return changed
}

// rootName is the identifier that an expression starts from: x in x.y[i].z, ""
// if there is none.
func rootName(e ast.Expr) string {
	for {
		switch x := e.(type) {
		case *ast.Ident:
			return x.Name
		case *ast.SelectorExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.SliceExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		default:
			return ""
		}
	}
}

// words splits an identifier into its words in lowercase: nearestCell, YKRGrid
// and snap_max_m become nearest cell, ykr grid and snap max m.
func words(name string) []string {
	runes := []rune(name)
	var parts []string
	start := 0
	cut := func(end int) {
		if end > start {
			parts = append(parts, strings.ToLower(string(runes[start:end])))
		}
		start = end
	}
	for i, r := range runes {
		if r == '_' {
			cut(i)
			start = i + 1
			continue
		}
		if i == 0 || !unicode.IsUpper(r) {
			continue
		}
		endsAcronym := unicode.IsUpper(runes[i-1]) && i+1 < len(runes) && unicode.IsLower(runes[i+1])
		if endsAcronym || !unicode.IsUpper(runes[i-1]) {
			cut(i)
		}
	}
	cut(len(runes))
	return parts
}
