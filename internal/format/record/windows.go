package record

import "unicode/utf8"

// windows is 0x80 to 0x9F of code page 1252. ISO-8859-1 has control characters
// there, which do not occur in texts of tables or maps, so that one table
// serves both.
var windows = [32]rune{
	'€', 0x81, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0x8D, 'Ž', 0x8F,
	0x90, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0x9D, 'ž', 'Ÿ',
}

// AppendWindows appends a text of code page 1252, or of ISO-8859-1, in UTF-8.
// Every byte is a character: the five that 1252 leaves undefined remain control
// characters.
func AppendWindows(out, text []byte) []byte {
	for _, c := range text {
		r := rune(c)
		if c >= 0x80 && c < 0xA0 {
			r = windows[c-0x80]
		}
		out = utf8.AppendRune(out, r)
	}
	return out
}
