package lint

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Pages checks that README.md, CONTRIBUTING.md and the pages below docs/ use no
// word of the list in prose.
func Pages(texts []Text, list []Word) []Fault {
	var faults []Fault
	for _, text := range texts {
		below := strings.HasPrefix(text.Path, "docs/") && strings.HasSuffix(text.Path, ".md")
		if !below && text.Path != "README.md" && text.Path != "CONTRIBUTING.md" {
			continue
		}
		for i, line := range prose(string(text.Source)) {
			used := textWords(line)
			for _, w := range list {
				if slices.Contains(used, strings.ToLower(w.Word)) {
					faults = append(faults, Fault{File: text.Path, Line: i + 1, Rule: "pages",
						Message: fmt.Sprintf("the page uses the word %s: write %s (%s)", w.Word, w.Say, GlossaryPage)})
				}
			}
		}
	}
	return faults
}

// linkTarget is the part of a Markdown link that is not shown.
var linkTarget = regexp.MustCompile(`\]\([^)]*\)`)

// prose returns the lines of a Markdown page without fenced code, code spans,
// targets of links and the table of words under PlainHeading. A line that has
// nothing else is empty, so that every line keeps its number.
func prose(page string) []string {
	lines := strings.Split(page, "\n")
	fenced, span, listed := false, false, false
	for i, line := range lines {
		trimmed := strings.TrimSpace(line)
		fence := strings.HasPrefix(trimmed, "```")
		if fence {
			fenced = !fenced
		}
		if !fenced && strings.HasPrefix(trimmed, "#") {
			listed = trimmed == PlainHeading
		}
		if fence || fenced || listed && strings.HasPrefix(trimmed, "|") {
			lines[i] = ""
			continue
		}
		span = span && trimmed != "" // a code span ends with its paragraph
		lines[i], span = withoutSpans(line, span)
		lines[i] = linkTarget.ReplaceAllString(lines[i], "]")
	}
	return lines
}

// withoutSpans cuts the code spans out of a line. The argument inside reports
// whether the line begins in a span, the second result whether it ends in one.
func withoutSpans(line string, inside bool) (string, bool) {
	var kept strings.Builder
	for i, part := range strings.Split(line, "`") {
		if i > 0 {
			inside = !inside
			kept.WriteByte(' ')
		}
		if !inside {
			kept.WriteString(part)
		}
	}
	return kept.String(), inside
}
