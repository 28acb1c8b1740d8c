package words

import (
	"fmt"
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
	for _, part := range []texts{generalTexts, tableTexts, sentenceTexts, noteTexts, ruleTexts, changeTexts, termTexts, overviewTexts, checkTexts, listTexts, unitTexts, parameterTexts, measureTexts, measureNameTexts, figureTexts, askedTexts, accessTexts, verbTexts, explainTexts, serviceTexts, placeTexts, drawTexts, oddsTexts, sweepTexts, stressTexts, drawnParameterTexts, inspectTexts, doubtTexts, draftTexts, detailTexts, batchTexts, historyTexts, pageTexts, basisTexts, pageOptionTexts, pageCostTexts, mapTexts, pageServiceTexts, pageEquityTexts, plotTexts, layerTexts, layerTermTexts, fileTexts, productTexts, producerTexts, goalTexts, transitTexts, impactTexts, dataTexts, forecastNoteTexts, timesNoteTexts, readingTexts} {
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

// used are the patterns that were asked for, by language and key, and printed is the
// catalog of golang.org/x/text, which has the same ones. A command prints a few of the
// thousands of texts, so each is read when it is first asked for.
var (
	used    sync.Map
	printed = builder.NewBuilder(builder.Fallback(language.English))
)

// asked is a text in a language.
type asked struct {
	language lang.Language
	key      string
}

// patternOf gives the pattern of a key in a language, or false for a key that is not in
// the catalog. One that golang.org/x/text refuses is a fault of the program, which
// TestEveryKeyHasThreeLanguages finds.
func patternOf(l lang.Language, key string) (*pattern, bool) {
	if p, ok := used.Load(asked{l, key}); ok {
		return p.(*pattern), true
	}
	text, known := catalog()[key]
	if !known {
		return nil, false
	}
	p := read(bound(l, text[slices.Index(lang.Languages(), l)]))
	if err := printed.Set(tag(l), key, append(p.forms, builder.String(p.text))...); err != nil {
		panic(fmt.Sprintf("words: %s in %s: %v", key, l, err))
	}
	used.Store(asked{l, key}, &p)
	return &p, true
}

// spaced replaces underscores and hyphens between words by spaces.
func spaced(id string) string { return strings.ReplaceAll(id, "_", " ") }
