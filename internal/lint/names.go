package lint

import (
	"path"
	"slices"
	"strings"
)

// emptyNames do not describe what is inside.
var emptyNames = []string{"util", "utils", "common", "helper", "helpers", "models", "misc"}

// Names checks that no package, folder or Go file, including tests, has a name
// that does not describe its idea.
func Names(files []File) []Fault {
	var faults []Fault
	packages, groups := byPackage(files)
	for _, pkg := range packages {
		name := strings.TrimSuffix(groups[pkg][0].Syntax.Name.Name, "_test")
		for _, element := range append(strings.Split(pkg, "/"), name) {
			if slices.Contains(emptyNames, element) {
				faults = append(faults, Fault{File: pkg, Rule: "names",
					Message: "a package called " + element + " has no idea of its own: name it by what it knows"})
				break
			}
		}
		for _, f := range groups[pkg] {
			stem := strings.TrimSuffix(path.Base(f.Path), ".go")
			for _, word := range strings.Split(stem, "_") {
				if slices.Contains(emptyNames, word) {
					faults = append(faults, Fault{File: f.Path, Rule: "names",
						Message: "a file called " + word + " collects unrelated code: name it by the idea in it"})
					break
				}
			}
		}
	}
	return faults
}
