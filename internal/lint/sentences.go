package lint

import (
	"go/ast"
	"go/token"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// speaking are the packages whose results internal/words turns into text: they build
// no sentence themselves.
var speaking = []string{"pkg/report", "internal/engine", "internal/board", "internal/plot", "internal/webpage", "internal/export", "internal/export/*", "internal/layers", "internal/app", "internal/inspect", "internal/draft", "internal/draw", "internal/batch", "cmd/saavu"}

// english are files, with * for part of a name, or functions of files, whose texts are
// in English, with the reason.
var english = map[string]string{
	"internal/export/folder.go Write":         "diagnostics of a folder",
	"internal/webpage/assets.go":              "policy of a page",
	"cmd/saavu/access_flags.go":               "help and refusals",
	"internal/batch/expression.go":            "refusals",
	"internal/batch/extra.go apart":           "refusals",
	"internal/batch/extra.go places":          "refusals",
	"internal/batch/format.go":                "refusals",
	"internal/batch/gate.go":                  "refusals",
	"internal/batch/inputs.go unkept":         "warnings of a run",
	"internal/batch/metrics.go":               "metrics for machines",
	"internal/batch/named.go":                 "refusals",
	"internal/batch/names*.go":                "meanings of figures",
	"internal/batch/schema.go":                "schema",
	"internal/batch/select.go":                "refusals",
	"internal/batch/sets.go":                  "refusals",
	"internal/batch/shard.go":                 "causes of failed tasks",
	"internal/batch/store.go":                 "refusals",
	"internal/batch/tasks.go":                 "refusals",
	"internal/batch/why_task.go":              "refusals",
	"internal/batch/detail.go excess":         "refusals",
	"internal/batch/plan_faults.go":           "refusals",
	"internal/batch/record.go":                "refusals",
	"internal/batch/table.go":                 "refusals",
	"internal/batch/units.go":                 "refusals",
	"internal/engine/measured*.go":            "measures of access",
	"internal/engine/equity_figures.go":       "measures of access",
	"internal/engine/engine.go idle":          "refusals",
	"internal/engine/staffed.go withoutStaff": "diagnostics of reading",
	"internal/app/choose.go choose":           "diagnostics of options",
	"internal/app/explain.go":                 "diagnostics of places",
	"internal/app/levers.go":                  "refusals",
	"internal/draw/svg.go":                    "names of fonts",
	"internal/inspect/contract.go Schema":     "schema",
	"internal/app/missed.go":                  "refusals",
	"internal/app/named.go":                   "diagnostics of names",
	"internal/app/nameless.go":                "diagnostics of names",
	"internal/draft/publishers.go":            "names of owners and licences",
	"cmd/saavu/faults.go":                     "refusals",
	"cmd/saavu/place.go":                      "diagnostics of places",
	"cmd/saavu/placed.go":                     "refusals",
	"cmd/saavu/root.go":                       "help and refusals",
	"cmd/saavu/whatif.go":                     "help and refusals",
	"cmd/saavu/batch.go failures":             "refusals",
	"cmd/saavu/batch_notify.go counted":       "refusals",
	"cmd/saavu/batch_notify.go first":         "refusals",
	"cmd/saavu/batch_log.go":                  "lines of a log for machines",
}

// values are texts of JSON and scores.csv that belong to no language, and the start of
// the name of a format.
var values = []string{"share of contacts", "not checked", "not identified", "in person", " (not identified from data)", "the ids in the names of the files", "area statistics"}

// drafting is the package that writes county files, and countyLine their lines: each key
// has one word or a list of keys as its value. A sentence has words next to each other.
const drafting = "internal/draft"

var countyLine = regexp.MustCompile(`^(?:[\s{\[-]|%s,)*(?:"?[\w+-]+"?: ?[^\s,{}\[\]#]*[\s,{}\[\]…]*)+$`)

// Sentences checks that texts of two or more words stand in internal/words, where they
// have three languages. English are errors, --help, schemas, columns of accessibility,
// the meanings of figures, and what the table english lists. Terms of the catalog,
// patterns and values of files may stand anywhere.
func Sentences(files []File) []Fault {
	terms := map[string]bool{}
	for key := range catalogOf(files) {
		if _, term, ok := strings.Cut(key, "."); ok {
			terms[term] = true
		}
	}
	var faults []Fault
	for _, f := range productive(files) {
		if !slices.ContainsFunc(speaking, func(name string) bool { return covers(name, f.Package()) }) || isEnglish(f.Path) {
			continue
		}
		for _, decl := range f.Syntax.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && (fn.Name.Name == "Error" || isEnglish(f.Path+" "+fn.Name.Name)) {
				continue
			}
			eachText(decl, func(lit *ast.BasicLit, around []ast.Node) {
				text, _ := strconv.Unquote(lit.Value)
				if wordsIn(text) >= 2 && !terms[text] && !slices.Contains(values, text) &&
					!(f.Package() == drafting && countyLine.MatchString(text)) && !slices.ContainsFunc(around, speaksEnglish) {
					faults = append(faults, f.fault(lit.Pos(), "sentences", "the text %s stands outside internal/words: give it a key and three languages there, or an exception in internal/lint/sentences.go", lit.Value))
				}
			})
		}
	}
	return faults
}

// isEnglish reports whether the table english lists a file or a function.
func isEnglish(name string) bool {
	for pattern := range english {
		if ok, _ := path.Match(pattern, name); ok {
			return true
		}
	}
	return false
}

// eachText calls use for every string literal below a node that is no import path and
// no struct tag, with the nodes that it stands in.
func eachText(node ast.Node, use func(lit *ast.BasicLit, around []ast.Node)) {
	var around []ast.Node
	ast.Inspect(node, func(n ast.Node) bool {
		if n == nil {
			around = around[:len(around)-1]
			return true
		}
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING && len(around) > 0 {
			switch parent := around[len(around)-1].(type) {
			case *ast.ImportSpec:
			case *ast.Field:
				if parent.Tag != lit {
					use(lit, around)
				}
			default:
				use(lit, around)
			}
		}
		around = append(around, n)
		return true
	})
}

// Calls, members and constants whose texts are English.
var (
	englishCalls   = []string{"Errorf", "New", "panic", "fault", "usage", "SchemaOf", "wordFlag", "wordsFlag", "wholeFlag", "MustCompile"}
	englishMembers = []string{"Means", "Title", "Description", "Use", "Short", "Long", "Example", "Reason", "What"}
	englishEndings = []string{"About", "Examples"}
)

// speaksEnglish reports whether the texts within a node are in English: those of an
// error, of help, of a schema and of the table of figures.
func speaksEnglish(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.CallExpr:
		pkg, name := called(n)
		return pkg == "problem" || slices.Contains(englishCalls, name) || strings.HasSuffix(name, "Var") || strings.HasSuffix(name, "VarP")
	case *ast.KeyValueExpr:
		id, ok := n.Key.(*ast.Ident)
		return ok && slices.Contains(englishMembers, id.Name)
	case *ast.ValueSpec:
		return slices.ContainsFunc(englishEndings, func(end string) bool { return strings.HasSuffix(n.Names[0].Name, end) })
	case *ast.CompositeLit:
		sel, ok := n.Type.(*ast.SelectorExpr)
		return ok && rootName(sel) == "problem"
	}
	return false
}

// called gives the name of what a call calls and, where it is x.name, the name of x.
func called(call *ast.CallExpr) (of, name string) {
	switch fn := call.Fun.(type) {
	case *ast.Ident:
		return "", fn.Name
	case *ast.SelectorExpr:
		return rootName(fn.X), fn.Sel.Name
	}
	return "", ""
}

// wordsIn counts the words of two or more letters that stand between spaces in a text
// that is not markup.
func wordsIn(text string) int {
	if strings.HasPrefix(text, "<") {
		return 0
	}
	n := 0
	for _, word := range strings.Fields(text) {
		word = strings.Trim(word, ".,:;()\"'")
		if len(word) > 1 && strings.IndexFunc(word,
			func(r rune) bool { return !unicode.IsLetter(r) && r != '-' && r != '\'' }) < 0 {
			n++
		}
	}
	return n
}
