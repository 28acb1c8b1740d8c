package table

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"saavu/internal/format/problem"
)

// text gives the file's text in UTF-8 with line feeds, or says why it is none.
func (t *Table) text(data []byte) ([]byte, *problem.Problem) {
	refuse := func(found, hint string) ([]byte, *problem.Problem) {
		return nil, &problem.Problem{File: t.Name, Found: found, Expected: "a delimited text table", Hint: hint}
	}
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return refuse("a zip archive", "a workbook is saved as a table with Save as, CSV UTF-8")
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		return refuse("text in UTF-16", "save it as CSV UTF-8")
	case bytes.IndexByte(data, 0) >= 0:
		return refuse("a byte 0", "this is not a text file")
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(data) {
		data = fromWindows(data)
		t.note("the text is not valid UTF-8 and was read as ISO-8859-1 (Windows 1252)")
	}
	if bytes.IndexByte(data, '\n') < 0 && bytes.IndexByte(data, '\r') >= 0 {
		data = bytes.ReplaceAll(data, []byte("\r"), []byte("\n"))
	}
	return data, nil
}

// windows is 0x80 to 0x9F of code page 1252, which ISO-8859-1 gives to control
// characters that no table holds.
var windows = [32]rune{
	'€', 0x81, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0x8D, 'Ž', 0x8F,
	0x90, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0x9D, 'ž', 'Ÿ',
}

func fromWindows(data []byte) []byte {
	var b strings.Builder
	b.Grow(len(data) + len(data)/8)
	for _, c := range data {
		if c >= 0x80 && c < 0xA0 {
			b.WriteRune(windows[c-0x80])
		} else {
			b.WriteRune(rune(c))
		}
	}
	return []byte(b.String())
}
