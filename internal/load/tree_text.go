package load

import (
	"bytes"
	"unicode/utf8"

	"saavu/internal/format/problem"
)

// readable notes text that is not in UTF-8: letters of other encodings would end
// as marks of doubt in names and tables.
func (t *tree) readable(text []byte) bool {
	if utf8.Valid(text) {
		return true
	}
	fault := problem.Problem{File: t.file, Found: "text that is not UTF-8", Expected: "a YAML file in UTF-8", Hint: "save it as UTF-8: editors ask for the encoding under Save as"}
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
	t.problems.Add(fault)
	return false
}
