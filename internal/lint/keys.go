package lint

import (
	"go/ast"
	"go/token"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// wordsPackage is the package of the catalog of texts.
const wordsPackage = "internal/words"

// openLists are the lists of terms whose words come from files of a county.
var openLists = []string{"draw", "formula", "unit", "unit_kind", "facility_type", "way", "profession", "parameter", "found", "system_from", "format", "division", "member", "room"}

// catalogText is a text of the catalog: where it stands, and the names of the
// placeholders of its English text.
type catalogText struct {
	file  File
	pos   token.Pos
	names []string
}

// namedPlace is a placeholder of a text.
var namedPlace = regexp.MustCompile(`\{([a-z_]+)[:}]`)

// catalogOf reads the texts of the catalog by key: the members of the variables of the
// type texts.
func catalogOf(files []File) map[string]catalogText {
	found := map[string]catalogText{}
	for _, f := range productive(files) {
		if f.Package() != wordsPackage {
			continue
		}
		ast.Inspect(f.Syntax, func(n ast.Node) bool {
			list, ok := n.(*ast.CompositeLit)
			if !ok || rootOf(list.Type) != "texts" {
				return true
			}
			for _, e := range list.Elts {
				entry, ok := e.(*ast.KeyValueExpr)
				if !ok {
					continue
				}
				key, isText := literal(entry.Key)
				texts, isList := entry.Value.(*ast.CompositeLit)
				if !isText || !isList || len(texts.Elts) == 0 {
					continue
				}
				english, _ := literal(texts.Elts[0])
				var names []string
				for _, m := range namedPlace.FindAllStringSubmatch(english, -1) {
					names = append(names, m[1])
				}
				slices.Sort(names)
				found[key] = catalogText{f, entry.Pos(), slices.Compact(names)}
			}
			return false
		})
	}
	return found
}

// A template has no words of its own: none is left between its tags without its actions.
var (
	templateAction = regexp.MustCompile(`\{\{[^}]*\}\}`)
	ownText        = regexp.MustCompile(`>[^<>]*\pL[^<>]*<`)
)

// inTemplate is a key that a template asks for.
var inTemplate = regexp.MustCompile(`\btext "([^"]+)"`)

// rootOf is rootName, "" for no expression.
func rootOf(e ast.Expr) string {
	if e == nil {
		return ""
	}
	return rootName(e)
}

// literal gives the text of a string literal.
func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(lit.Value)
	return text, err == nil
}

// Keys checks the keys of texts: one that code names is in the catalog and gets a value
// for each placeholder of the English text and no other, and one that no code can ask
// for is not there. Templates of pages ask with {{text "key"}}.
func Keys(files []File, texts []Text) []Fault {
	catalog := catalogOf(files)
	var faults []Fault
	said, prefixes := map[string]bool{}, map[string]bool{}
	for _, f := range productive(files) {
		asking := append([]string{wordsPackage, "internal/source", "internal/load", "internal/load/*", "internal/batch", "pkg/*"}, speaking...)
		if !slices.ContainsFunc(asking, func(name string) bool { return covers(name, f.Package()) }) {
			continue
		}
		ast.Inspect(f.Syntax, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CompositeLit:
				if rootOf(n.Type) == "texts" {
					return false // the catalog itself
				}
			case *ast.BasicLit:
				if text, ok := literal(n); ok {
					said[text] = true
				}
			case *ast.BinaryExpr:
				if text, ok := literal(n.X); ok && n.Op == token.ADD {
					prefixes[text] = true
				}
			case *ast.KeyValueExpr:
				if list, ok := literal(n.Value); ok && rootOf(n.Key) == "List" {
					prefixes[list+"."] = true
				}
			case *ast.CallExpr:
				faults = append(faults, asked(f, n, catalog, prefixes)...)
			}
			return true
		})
	}
	for _, t := range texts {
		if !strings.HasPrefix(t.Path, "internal/webpage/templates/") {
			continue
		}
		if own := ownText.FindString(templateAction.ReplaceAllString(string(t.Source), "")); own != "" {
			faults = append(faults, Fault{File: t.Path, Rule: "keys", Message: "the text " + strconv.Quote(own) + " stands in a template: give it a key in internal/words"})
		}
		for _, m := range inTemplate.FindAllStringSubmatch(string(t.Source), -1) {
			said[m[1]] = true
			if _, known := catalog[m[1]]; !known {
				faults = append(faults, Fault{File: t.Path, Rule: "keys", Message: "the key \"" + m[1] + "\" is not in the catalog of internal/words"})
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(catalog)) {
		if !reachable(key, said, prefixes) {
			faults = append(faults, catalog[key].file.fault(catalog[key].pos, "keys", "no code asks for the text %q: remove it", key))
		}
	}
	return faults
}

// asked checks a call that names a key, and notes the lists of terms.
func asked(f File, call *ast.CallExpr, catalog map[string]catalogText, prefixes map[string]bool) []Fault {
	_, name := called(call)
	if len(call.Args) == 0 || !slices.Contains([]string{"Text", "NewMessage", "Term", "Names", "State"}, name) {
		return nil
	}
	key, ok := literal(call.Args[0])
	if !ok {
		return nil
	}
	if name == "Term" {
		prefixes[key+"."] = true
		return nil
	}
	text, known := catalog[key]
	if !known {
		return []Fault{f.fault(call.Pos(), "keys", "the key %q is not in the catalog of internal/words", key)}
	}
	if call.Ellipsis.IsValid() {
		return nil // its values are given elsewhere
	}
	var given []string
	for i := 1; i < len(call.Args); i += 2 {
		value, _ := literal(call.Args[i])
		given = append(given, value)
	}
	slices.Sort(given)
	if !slices.Equal(given, text.names) {
		return []Fault{f.fault(call.Pos(), "keys", "the text %q gets the values %s, its English text has %s", key, listed(given), listed(text.names))}
	}
	return nil
}

// listed writes names, or that there are none.
func listed(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}

// reachable reports whether code can ask for a key: it names it, or builds it of a
// prefix and a word that code has, maybe with an ending, or of one that files have.
func reachable(key string, said, prefixes map[string]bool) bool {
	if said[key] {
		return true
	}
	for p := range prefixes {
		rest, ok := strings.CutPrefix(key, p)
		word, end, _ := strings.Cut(rest, "_")
		if ok && p != "" && (said[rest] || said[word] && said["_"+end] || slices.Contains(openLists, strings.TrimSuffix(p, "."))) {
			return true
		}
	}
	return false
}
