package words

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	builder "golang.org/x/text/message/catalog"

	"saavu/pkg/lang"
)

// texts are patterns by key, each in the order of lang.Languages. A pattern holds
// placeholders: {n} is the value of n, and {n:piste|pistettä} is the first word
// where the language counts n as one, else the second. The three patterns of a
// key hold the same placeholders without a colon, or leave some out.
type texts map[string][3]string

// catalog returns all texts.
var catalog = sync.OnceValue(func() texts {
	all := texts{}
	for _, part := range []texts{generalTexts, tableTexts, sentenceTexts, noteTexts, ruleTexts, changeTexts, termTexts, overviewTexts, checkTexts, listTexts, unitTexts, parameterTexts, measureTexts, measureNameTexts, figureTexts, askedTexts, accessTexts, verbTexts, explainTexts, serviceTexts, placeTexts, drawTexts, oddsTexts, sweepTexts, stressTexts, drawnParameterTexts, inspectTexts, doubtTexts, draftTexts, detailTexts, batchTexts, historyTexts, pageTexts, basisTexts, pageOptionTexts, pageCostTexts, mapTexts, pageServiceTexts, pageEquityTexts, plotTexts, layerTexts, layerTermTexts, fileTexts} {
		for key, t := range part {
			if _, twice := all[key]; twice {
				panic("words: two texts of the key " + key)
			}
			all[key] = t
		}
	}
	return all
})

// pattern is the text of a key in one language, read.
type pattern struct {
	names []string // of its placeholders, sorted
	text  string   // with %[1]s for the first of the names, and ${p1} for a plural
	forms []builder.Message
}

var placeholder = regexp.MustCompile(`\{([a-z_]+)(?::([^|}]*)\|([^}]*))?\}`)

// read reads a pattern.
func read(text string) pattern {
	found := placeholder.FindAllStringSubmatch(text, -1)
	var p pattern
	for _, f := range found {
		p.names = append(p.names, f[1])
	}
	slices.Sort(p.names)
	p.names = slices.Compact(p.names)
	text = strings.ReplaceAll(text, "%", "%%")
	p.text = placeholder.ReplaceAllStringFunc(text, func(s string) string {
		f := placeholder.FindStringSubmatch(s)
		at := slices.Index(p.names, f[1])
		if !strings.Contains(s, ":") {
			return fmt.Sprintf("%%[%d]s", at+1)
		}
		name := fmt.Sprintf("p%d", len(p.forms))
		p.forms = append(p.forms, builder.Var(name, plural.Selectf(len(p.names)+at+1, "%d", plural.One, f[2], plural.Other, f[3])))
		return "${" + name + "}"
	})
	return p
}

// numbered is a number, or a placeholder, with its unit.
var numbered = regexp.MustCompile(`[0-9}] (?:%|(?:min|km)\b|milj\. €|mn €|€)`)

// bound keeps a number and its unit in one line, in the languages whose spaces in
// numbers do not break.
func bound(l lang.Language, text string) string {
	if l == lang.English {
		return text
	}
	return numbered.ReplaceAllStringFunc(text, func(s string) string { return strings.ReplaceAll(s, " ", "\u00a0") })
}

// reading is the catalog as it is used.
type reading struct {
	catalog  builder.Catalog
	patterns map[lang.Language]map[string]pattern
}

var compiled = compile()

// compile reads all patterns. One that golang.org/x/text refuses is a fault of the
// program, which every test finds.
func compile() reading {
	b := builder.NewBuilder(builder.Fallback(language.English))
	out := reading{catalog: b, patterns: map[lang.Language]map[string]pattern{}}
	for i, l := range lang.Languages() {
		out.patterns[l] = map[string]pattern{}
		for _, key := range slices.Sorted(maps.Keys(catalog())) {
			p := read(bound(l, catalog()[key][i]))
			out.patterns[l][key] = p
			if err := b.Set(tag(l), key, append(p.forms, builder.String(p.text))...); err != nil {
				panic(fmt.Sprintf("words: %s in %s: %v", key, l, err))
			}
		}
	}
	return out
}

// spaced replaces underscores and hyphens between words by spaces.
func spaced(id string) string { return strings.ReplaceAll(id, "_", " ") }
