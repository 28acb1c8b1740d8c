package lint

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// machineFolders are top-level folders that identify one person's machine if a
// path starts with them. A test may name the last, since tests write there.
var machineFolders = []string{"work", "home", "root", "Users", "tmp"}

// machinePath finds a path that starts at one of the machine folders. The
// character before the slash distinguishes it from a web address or a relative
// path.
var machinePath = regexp.MustCompile(`(?:^|[^\w.})/-])/(` + strings.Join(machineFolders, "|") + `)/`)

// registryHosts finds hosts that serve modules or packages, and settings that
// name one: the build machine chooses its own.
var registryHosts = regexp.MustCompile(`(?i)(?:\b(?:proxy|sum)\.golang\.org|goproxy\.(?:io|cn)|registry\.npmjs\.org|pypi\.org|files\.pythonhosted\.org|index\.crates\.io|(?:deb|security)\.debian\.org|archive\.ubuntu\.com|GOPROXY *=|GOSUMDB *=|--index[-]url)`)

// registryHints are byte strings, at least one of which is in any registry
// line: searching for them first keeps the regular expression off large data
// files.
var registryHints = [][]byte{[]byte("golang"), []byte("proxy"), []byte("PROXY"), []byte("npmjs"), []byte("py"), []byte("crates"), []byte("debian"), []byte("ubuntu"), []byte("GOSUMDB"),
	[]byte("--index")}

// Machine checks that no text file names a path of one person's machine or the
// host of a package registry, so that a clone works anywhere.
func Machine(texts []Text) []Fault {
	var faults []Fault
	for _, text := range texts {
		test := strings.HasSuffix(text.Path, "_test.go") || strings.Contains(text.Path, "testdata/")
		if !suspect(text.Source) {
			continue
		}
		for i, line := range bytes.Split(text.Source, []byte("\n")) {
			at := Fault{File: text.Path, Line: i + 1, Rule: "machine"}
			for _, found := range machinePath.FindAllSubmatch(line, -1) {
				if test && string(found[1]) == "tmp" {
					continue
				}
				at.Message = fmt.Sprintf("names the machine path /%s/: use a path from the module root, an environment variable or a temporary folder", found[1])
				faults = append(faults, at)
			}
			if found := registryHosts.Find(line); found != nil {
				at.Message = fmt.Sprintf("names the package registry %q: leave the choice to the machine that builds", found)
				faults = append(faults, at)
			}
		}
	}
	return faults
}

// suspect reports whether a text must be checked line by line.
func suspect(source []byte) bool {
	holds := func(part []byte) bool { return bytes.Contains(source, part) }
	return slices.ContainsFunc(registryHints, holds) ||
		slices.ContainsFunc(machineFolders, func(folder string) bool { return holds([]byte("/" + folder + "/")) })
}
