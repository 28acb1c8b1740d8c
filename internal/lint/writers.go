package lint

import (
	"go/ast"
	"slices"
)

// writing are the functions of package os that change names or contents in a
// folder. Folders may be made anywhere: one too many harms nobody.
var writing = []string{"WriteFile", "Create", "CreateTemp", "MkdirTemp", "Mkdir", "OpenFile", "Rename", "Link", "Symlink", "Remove", "RemoveAll", "Truncate", "CopyFS"}

// Writers checks that files are written, moved and removed in internal/atomic alone,
// so that none is half written anywhere. Test files are left out.
func Writers(files []File) []Fault {
	var faults []Fault
	for _, f := range productive(files) {
		name := importName(f, "os")
		if name == "" || f.Package() == "internal/atomic" {
			continue
		}
		eachUse(f, func(of string, sel *ast.SelectorExpr) {
			if of == name && slices.Contains(writing, sel.Sel.Name) {
				faults = append(faults, f.fault(sel.Pos(), "writers", "calls os.%s: write through internal/atomic, which puts files in their places whole or not at all", sel.Sel.Name))
			}
		})
	}
	return faults
}
