package lint

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
	"unicode"
)

// PlainHeading is the heading on GlossaryPage of the table of words that the
// packages in plainPackages use nowhere.
const PlainHeading = "## Words that plain packages do not use"

// plainPackages are the packages, in the form of the import table, that are
// written in plain technical English. Add a package once it is clean.
var plainPackages = []string{
	"pkg/*", "internal/app", "internal/atomic", "internal/batch", "internal/board", "internal/draft", "internal/draw", "internal/engine", "internal/export", "internal/export/*", "internal/layers", "internal/plot", "internal/webpage",
	"internal/format/*", "internal/inspect", "internal/lint", "internal/load", "internal/load/*", "internal/naming", "internal/property",
	"internal/realdata", "internal/scene", "internal/source", "internal/words", "cmd/saavu", "benchmarks", "data/generate",
}

// Plain checks that the plain packages, including their tests, use no word of
// the list in comments, texts and declared identifiers. Import paths and struct
// tags are left out: they are names of others and keys of files.
func Plain(files []File, list []Word) []Fault {
	var faults []Fault
	for _, f := range files {
		if !slices.ContainsFunc(plainPackages, func(name string) bool { return covers(name, f.Package()) }) {
			continue
		}
		check := func(pos token.Pos, what string, found []string) {
			for _, w := range list {
				if slices.Contains(found, strings.ToLower(w.Word)) && !w.allowedIn(f) {
					faults = append(faults, f.fault(pos, "plain", "%s uses the word %s: write %s (%s)", what, w.Word, w.Say, GlossaryPage))
				}
			}
		}
		for _, id := range declared(f.Syntax) {
			check(id.Pos(), id.Name, words(id.Name))
		}
		for _, group := range f.Syntax.Comments {
			for _, c := range group.List {
				check(c.Pos(), "a comment", textWords(c.Text))
			}
		}
		for _, text := range texts(f.Syntax) {
			check(text.Pos(), "a text", textWords(text.Value))
		}
	}
	return faults
}

// texts lists the string literals of a file without import paths and struct
// tags.
func texts(file *ast.File) []*ast.BasicLit {
	var found []*ast.BasicLit
	tags := map[*ast.BasicLit]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.Field:
			tags[n.Tag] = true
		case *ast.BasicLit:
			if n.Kind == token.STRING && !tags[n] {
				found = append(found, n)
			}
		}
		return true
	})
	return found
}

// textWords splits a text into its words in lowercase.
func textWords(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) })
}
