// Package lint holds the rules of the house as functions over parsed source:
// which package may import which, what keeps pkg/ pure, how long a file and a
// function may be, which names and words are not used, what must have a
// comment. Each rule takes files and returns faults; the tests run them on the
// whole module, so `go test ./internal/lint` is the linter.
package lint

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// modulePath is the first element of the import paths of this module.
const modulePath = "saavu"

// Fault is one violation of a rule at one place.
type Fault struct {
	File    string // path from the module root, with slashes; a folder where the fault is a package's
	Line    int    // 1-based; 0 if the fault is of the whole file or folder
	Rule    string // name of the rule, which is also the name of its subtest
	Message string // what was found, what is allowed and what to do
}

// String returns the fault on one line in the form that editors can jump to.
func (f Fault) String() string {
	at := f.File
	if f.Line > 0 {
		at = fmt.Sprintf("%s:%d", f.File, f.Line)
	}
	return fmt.Sprintf("%s: %s: %s", at, f.Rule, f.Message)
}

// File is one parsed Go file of the module; build constraints are ignored so
// that every file is checked on every machine.
type File struct {
	Path   string // from the module root, with slashes
	Source []byte
	Syntax *ast.File
	fset   *token.FileSet
}

// Parse parses one Go source text. The error is the parser's, which has the
// path, line and column.
func Parse(name string, source []byte) (File, error) {
	fset := token.NewFileSet()
	syntax, err := parser.ParseFile(fset, name, source, parser.ParseComments|parser.SkipObjectResolution)
	return File{Path: name, Source: source, Syntax: syntax, fset: fset}, err
}

// Package is the folder of the file, which is its import path without the
// module's name.
func (f File) Package() string { return path.Dir(f.Path) }

// IsTest reports whether only `go test` compiles the file.
func (f File) IsTest() bool { return strings.HasSuffix(f.Path, "_test.go") }

// line is the 1-based source line of a position in the file.
func (f File) line(pos token.Pos) int { return f.fset.Position(pos).Line }

// fault makes a fault at a position of the file.
func (f File) fault(pos token.Pos, rule, message string, args ...any) Fault {
	return Fault{File: f.Path, Line: f.line(pos), Rule: rule, Message: fmt.Sprintf(message, args...)}
}

// Text is one text file of the module, Go or not.
type Text struct {
	Path   string // from the module root, with slashes
	Source []byte
}

// Module is everything that the rules check.
type Module struct {
	Files []File // Go files that parse, without testdata
	Texts []Text // every text file, including Go files and testdata
}

// Read reads the module's folder. Hidden folders other than .ci and folders of
// build results are left out, and so are binary files (a NUL among the first
// 8000 bytes, as in git). A Go file that does not parse is returned as a fault;
// the error is for a folder that cannot be read.
func Read(root string) (Module, []Fault, error) {
	var module Module
	var faults []Fault
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		if entry.IsDir() {
			if leftOut(rel) {
				return fs.SkipDir
			}
			return nil
		}
		if !entry.Type().IsRegular() || rel == ".git" { // git's own, if the folder is a worktree
			return nil
		}
		source, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if bytes.IndexByte(source[:min(len(source), 8000)], 0) >= 0 {
			return nil
		}
		module.Texts = append(module.Texts, Text{Path: rel, Source: source})
		if !strings.HasSuffix(rel, ".go") || slices.Contains(strings.Split(rel, "/"), "testdata") {
			return nil
		}
		file, err := Parse(rel, source)
		if err != nil {
			faults = append(faults, Fault{File: rel, Rule: "parse", Message: err.Error()})
			return nil
		}
		module.Files = append(module.Files, file)
		return nil
	})
	return module, faults, err
}

// leftOut reports whether a folder has nothing of the project's own.
func leftOut(rel string) bool {
	hidden := strings.HasPrefix(path.Base(rel), ".") && rel != "." && rel != ".ci"
	return hidden || rel == "bin" || rel == "out" || path.Base(rel) == "node_modules"
}

// productive keeps the files that end up in a binary: tests are left out.
func productive(files []File) []File {
	var kept []File
	for _, f := range files {
		if !f.IsTest() {
			kept = append(kept, f)
		}
	}
	return kept
}

// byPackage groups files by folder; the keys are returned sorted with the
// groups so that faults are always listed in the same order.
func byPackage(files []File) ([]string, map[string][]File) {
	groups := map[string][]File{}
	for _, f := range files {
		groups[f.Package()] = append(groups[f.Package()], f)
	}
	names := make([]string, 0, len(groups))
	for name := range groups {
		names = append(names, name)
	}
	slices.Sort(names)
	return names, groups
}
