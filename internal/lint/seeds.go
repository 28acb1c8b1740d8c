package lint

import (
	"go/ast"
	"slices"
)

// ownSeeds are the functions of rapid that choose their own seed.
var ownSeeds = []string{"Check", "MakeCheck", "MakeFuzz"}

// Seeds checks that tests draw the same values in every run: property tests use
// internal/property, and random numbers come from a generator with a seed.
// Other files are covered by the rule of purity.
func Seeds(files []File) []Fault {
	var faults []Fault
	for _, f := range files {
		if !f.IsTest() || f.Package() == "internal/property" {
			continue
		}
		rapidName, randName := importName(f, "pgregory.net/rapid"), importName(f, "math/rand/v2")
		if importName(f, "math/rand") != "" {
			faults = append(faults, f.fault(f.Syntax.Pos(), "seeds", "imports math/rand: use math/rand/v2 with rand.New(rand.NewPCG(1, 2))"))
		}
		eachUse(f, func(name string, sel *ast.SelectorExpr) {
			switch {
			case name == rapidName && slices.Contains(ownSeeds, sel.Sel.Name):
				faults = append(faults, f.fault(sel.Pos(), "seeds", "rapid.%s draws new values in every run: use property.Check", sel.Sel.Name))
			case name == randName && !slices.Contains(seeded, sel.Sel.Name):
				faults = append(faults, f.fault(sel.Pos(), "seeds", "rand.%s draws without a seed: use rand.New(rand.NewPCG(1, 2))", sel.Sel.Name))
			}
		})
	}
	return faults
}
