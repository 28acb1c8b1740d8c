package lint

import (
	"go/ast"
	"go/token"
	"path"
	"slices"
	"strconv"
	"strings"
)

// impureImports are the parts of the standard library that pkg/ must not
// import: files, the network, the terminal, formats, and randomness without a
// seed. A name also covers the packages below it.
var impureImports = map[string]string{
	"os":            "files and the environment belong to internal/load, internal/export and cmd/",
	"io/ioutil":     "files belong to internal/load and internal/export",
	"embed":         "embedded files belong to data/ and scenarios/",
	"net":           "the network has no place in a calculation",
	"log":           "return a value or an error; cmd/ does the talking",
	"flag":          "flags belong to cmd/",
	"syscall":       "the machine belongs to cmd/ and internal/",
	"encoding/json": "formats belong to internal/",
	"encoding/xml":  "formats belong to internal/",
	"encoding/csv":  "formats belong to internal/",
	"math/rand":     "use math/rand/v2 with a seed among the arguments",
	"crypto/rand":   "use math/rand/v2 with a seed among the arguments",
}

// pureModules are the third-party modules that pkg/ may import.
var pureModules = []string{"github.com/paulmach/orb", "github.com/tidwall/rtree", "gonum.org/v1/gonum"}

// clock lists the parts of package time that read the machine's clock, its time
// zone files or its timers.
var clock = []string{"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTicker", "NewTimer", "Local", "LoadLocation"}

// seeded lists the parts of math/rand/v2 that draw nothing by themselves.
var seeded = []string{"New", "NewPCG", "NewChaCha8", "NewZipf", "Rand", "Source", "PCG", "ChaCha8", "Zipf"}

// Purity checks that the packages under pkg/ only calculate: no impure import
// or other third party, no clock, no global random source, no struct tags, and
// no package variable that could be state. Test files are left out.
func Purity(files []File) []Fault {
	var pure []File
	for _, f := range productive(files) {
		if strings.HasPrefix(f.Path, "pkg/") {
			pure = append(pure, f)
		}
	}
	var faults []Fault
	names, groups := byPackage(pure)
	for _, pkg := range names {
		changed := assignedNames(groups[pkg])
		for _, f := range groups[pkg] {
			faults = append(faults, impureImportsOf(f)...)
			faults = append(faults, impureCallsOf(f)...)
			faults = append(faults, tagsOf(f)...)
			faults = append(faults, variablesOf(f, changed)...)
		}
	}
	return faults
}

// impureImportsOf checks the import list of one file of pkg/.
func impureImportsOf(f File) []Fault {
	var faults []Fault
	for _, spec := range f.Syntax.Imports {
		full, _ := strconv.Unquote(spec.Path.Value)
		first, _, _ := strings.Cut(full, "/")
		if strings.Contains(first, ".") {
			if !slices.ContainsFunc(pureModules, func(m string) bool { return full == m || strings.HasPrefix(full, m+"/") }) {
				faults = append(faults, f.fault(spec.Pos(), "purity", "imports %s: of third parties pkg/ may import only orb, rtree and gonum", full))
			}
			continue
		}
		if why := impure(full); why != "" {
			faults = append(faults, f.fault(spec.Pos(), "purity", "imports %s, which pkg/ may not: %s", full, why))
		}
	}
	return faults
}

// impure returns the reason against a package of the standard library, "" if
// there is none.
func impure(full string) string {
	if full == "math/rand/v2" {
		return ""
	}
	for at := full; at != "."; at = path.Dir(at) {
		if why := impureImports[at]; why != "" {
			return why
		}
	}
	return ""
}

// impureCallsOf finds uses of the clock and of the global random source.
func impureCallsOf(f File) []Fault {
	timeName, randName := importName(f, "time"), importName(f, "math/rand/v2")
	var faults []Fault
	eachUse(f, func(name string, sel *ast.SelectorExpr) {
		switch {
		case name == timeName && slices.Contains(clock, sel.Sel.Name):
			faults = append(faults, f.fault(sel.Pos(), "purity", "time.%s reads the machine's clock: take the instant as an argument", sel.Sel.Name))
		case name == randName && !slices.Contains(seeded, sel.Sel.Name):
			faults = append(faults, f.fault(sel.Pos(), "purity", "rand.%s draws without a seed of ours: use rand.New(rand.NewPCG(seed, stream)) with the seed among the arguments", sel.Sel.Name))
		}
	})
	return faults
}

// eachUse calls do for every name.Selector of a file whose name is not declared
// in the same declaration, as a package's is not.
func eachUse(f File, do func(name string, sel *ast.SelectorExpr)) {
	for _, decl := range f.Syntax.Decls {
		local := declaredNames(decl)
		ast.Inspect(decl, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok {
				if id, ok := sel.X.(*ast.Ident); ok && !local[id.Name] {
					do(id.Name, sel)
				}
			}
			return true
		})
	}
}

// importName is the name by which a file calls an imported package, "" if it
// does not import it.
func importName(f File, full string) string {
	for _, spec := range f.Syntax.Imports {
		if spec.Path.Value != strconv.Quote(full) {
			continue
		}
		if spec.Name != nil {
			return spec.Name.Name
		}
		return path.Base(strings.TrimSuffix(full, "/v2"))
	}
	return ""
}

// tagsOf finds struct tags: they are a format's column names.
func tagsOf(f File) []Fault {
	var faults []Fault
	ast.Inspect(f.Syntax, func(n ast.Node) bool {
		if field, ok := n.(*ast.Field); ok && field.Tag != nil {
			faults = append(faults, f.fault(field.Tag.Pos(), "purity", "struct tag %s: pkg/ knows no format; give internal/load or internal/export a record type of its own", field.Tag.Value))
		}
		return true
	})
	return faults
}

// variablesOf finds package variables that are or may become state. Allowed are
// error values, interface checks (var _ T = ...) and unexported tables that are
// initialised where declared and never changed.
func variablesOf(f File, changed map[string]bool) []Fault {
	var faults []Fault
	for _, decl := range f.Syntax.Decls {
		gen, ok := decl.(*ast.GenDecl)
		if !ok || gen.Tok != token.VAR {
			continue
		}
		for _, spec := range gen.Specs {
			value := spec.(*ast.ValueSpec)
			for i, name := range value.Names {
				if name.Name == "_" || isErrorValue(value, i) {
					continue
				}
				if message := stateful(name, value, changed); message != "" {
					faults = append(faults, f.fault(name.Pos(), "purity", "package variable %s %s", name.Name, message))
				}
			}
		}
	}
	return faults
}

// stateful returns what is wrong with a package variable, "" for a lookup
// table.
func stateful(name *ast.Ident, value *ast.ValueSpec, changed map[string]bool) string {
	switch {
	case name.IsExported():
		return "is exported and anyone may change it: make it a constant or a function (only error values may be exported)"
	case len(value.Values) == 0:
		return "starts empty, so it is state: pass it as an argument or keep it in a struct"
	case changed[name.Name]:
		return "is changed by the package's functions, so it is state: pass it as an argument or keep it in a struct"
	case mentions(value, "sync", "atomic"):
		return "is a lock, pool or counter, so it is state: keep it in a struct of internal/"
	}
	return ""
}

// isErrorValue reports whether variable i of a declaration is an error made by
// errors.New or fmt.Errorf.
func isErrorValue(value *ast.ValueSpec, i int) bool {
	if i >= len(value.Values) {
		return false
	}
	call, ok := value.Values[i].(*ast.CallExpr)
	if !ok {
		return false
	}
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	id, ok := sel.X.(*ast.Ident)
	return ok && (id.Name == "errors" && sel.Sel.Name == "New" || id.Name == "fmt" && sel.Sel.Name == "Errorf")
}

// mentions reports whether a node names one of the packages.
func mentions(node ast.Node, packages ...string) bool {
	found := false
	ast.Inspect(node, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if id, ok := sel.X.(*ast.Ident); ok && slices.Contains(packages, id.Name) {
				found = true
			}
		}
		return !found
	})
	return found
}
