package lint

import (
	"go/ast"
	"path"
	"regexp"
	"strings"
	"testing"
	"unicode"
)

// codeSpan is a Go name in a code span: delivery.Served, engine.Evaluation.levers,
// Evaluation.reachRows, TestToy. Paths of parameters have no capital letter.
var codeSpan = regexp.MustCompile("`((?:[A-Za-z]+\\.)+[A-Za-z]+|(?:Test|Benchmark)[A-Z][A-Za-z0-9]*)`")

// TestPagesNameCodeThatExists requires of every Go name on a page that the package
// or the type before it declares it, so that renaming a function fails until the
// pages follow.
func TestPagesNameCodeThatExists(t *testing.T) {
	module, _ := read()
	declared := namesByScope(module.Files)
	found := 0
	for _, text := range module.Texts {
		if text.Path != "CONTRIBUTING.md" && (!strings.HasPrefix(text.Path, "docs/") || !strings.HasSuffix(text.Path, ".md")) {
			continue
		}
		for i, line := range strings.Split(string(text.Source), "\n") {
			for _, span := range codeSpan.FindAllStringSubmatch(line, -1) {
				known, ok := nameIsDeclared(declared, span[1])
				if !known {
					continue
				}
				found++
				if !ok {
					t.Errorf("%s:%d: no code declares %s", text.Path, i+1, span[1])
				}
			}
		}
	}
	if found < 100 {
		t.Errorf("%d names found: the test reads the pages wrongly", found)
	}
	for _, gone := range []string{"engine.Evaluation.noSuchName", "Evaluation.noSuchName", "delivery.NoSuchName", "TestNoSuchName"} {
		if known, ok := nameIsDeclared(declared, gone); !known || ok {
			t.Errorf("%s: known %v, declared %v: expected a name that no code declares", gone, known, ok)
		}
	}
	for _, other := range []string{"io.Writer", "travel.format", "report.json", "people.AREA"} {
		if known, _ := nameIsDeclared(declared, other); known {
			t.Errorf("%s is taken for a name of this module", other)
		}
	}
}

// nameIsDeclared reports whether a name belongs to this module's code, by the
// package or type that it begins with, and whether that declares its last part.
func nameIsDeclared(declared map[string]map[string]bool, name string) (known, ok bool) {
	parts := strings.Split(name, ".")
	if len(parts) == 1 {
		return true, declared["tests"][name]
	}
	scope := declared[parts[0]]
	return scope != nil && strings.ContainsFunc(name, unicode.IsUpper), scope[parts[len(parts)-1]]
}

// namesByScope lists, by package and by exported type, the names that code declares:
// functions, methods, fields, types and values. Under "tests" it lists the tests.
func namesByScope(files []File) map[string]map[string]bool {
	declared := map[string]map[string]bool{"tests": {}}
	for _, f := range files {
		scope := path.Base(f.Package())
		add := func(names ...string) {
			for i, s := range append([]string{scope}, names[1:]...) {
				if i > 0 && !ast.IsExported(s) {
					continue
				}
				if declared[s] == nil {
					declared[s] = map[string]bool{}
				}
				declared[s][names[0]] = true
			}
		}
		for _, decl := range f.Syntax.Decls {
			fn, isFunc := decl.(*ast.FuncDecl)
			switch {
			case isFunc && f.IsTest() && fn.Recv == nil:
				declared["tests"][fn.Name.Name] = true
			case isFunc && fn.Recv == nil:
				add(fn.Name.Name)
			case isFunc:
				add(fn.Name.Name, receiver(fn))
			}
			ast.Inspect(decl, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.FuncDecl:
					return false
				case *ast.ValueSpec:
					for _, id := range n.Names {
						add(id.Name)
					}
				case *ast.TypeSpec:
					add(n.Name.Name)
					for _, id := range fieldsOf(n.Type) {
						add(id.Name, n.Name.Name)
					}
				}
				return true
			})
		}
	}
	return declared
}

// receiver returns the name of a method's type.
func receiver(fn *ast.FuncDecl) string {
	typ := fn.Recv.List[0].Type
	for {
		switch t := typ.(type) {
		case *ast.StarExpr:
			typ = t.X
		case *ast.IndexExpr:
			typ = t.X
		case *ast.Ident:
			return t.Name
		default:
			return ""
		}
	}
}

// fieldsOf lists the fields of a struct or the methods of an interface.
func fieldsOf(typ ast.Expr) []*ast.Ident {
	list := &ast.FieldList{}
	switch t := typ.(type) {
	case *ast.StructType:
		list = t.Fields
	case *ast.InterfaceType:
		list = t.Methods
	}
	var names []*ast.Ident
	for _, field := range list.List {
		names = append(names, field.Names...)
	}
	return names
}
