package yaml

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"

	"saavu/internal/format/problem"
)

// readable reports text that is not UTF-8: letters in other encodings would become
// replacement characters in names and tables.
func (t *Tree) readable(text []byte) bool {
	if utf8.Valid(text) {
		return true
	}
	fault := problem.Problem{File: t.File, Found: "text that is not UTF-8", Expected: "a YAML file in UTF-8", Hint: "save it as UTF-8: editors have the encoding under Save as"}
	if bytes.HasPrefix(text, []byte("\xff\xfe")) || bytes.HasPrefix(text, []byte("\xfe\xff")) {
		fault.Found = "text in UTF-16"
	} else {
		at := 0
		for at < len(text) {
			letter, size := utf8.DecodeRune(text[at:])
			if letter == utf8.RuneError && size == 1 {
				break
			}
			at += size
		}
		before := text[:at]
		line := before[bytes.LastIndexByte(before, '\n')+1:]
		fault.Row, fault.Char = bytes.Count(before, []byte("\n"))+1, utf8.RuneCount(line)+1
	}
	t.Problems.Add(fault)
	return false
}

// unquotedBrace matches a value such as {data}/cells.csv without quotes, after its
// key, a list sign or a bracket: YAML reads the brace as a map.
var unquotedBrace = regexp.MustCompile(`(?:^|[\s\[,])\{[\pL\pN_]+\}[^\s,}\]]+`)

func needsQuotes(value string) string {
	return "put quotes around a value that begins with {: \"" + strings.TrimLeft(value, " \t[,") + "\""
}

// lineOf returns a line of a text, counted from 1.
func lineOf(text string, line int) string {
	for ; line > 1; line-- {
		_, text, _ = strings.Cut(text, "\n")
	}
	return firstLine(text)
}

// insetOf returns the columns from the place of a text to its first character: 1 with
// quotes, and -1 if it is written on several lines or with escapes.
func insetOf(v *ast.StringNode) int {
	written := strings.TrimSpace(v.Token.Origin)
	switch v.Value {
	case written:
		return 0
	case strings.Trim(written, `'"`):
		return 1
	}
	return -1
}
