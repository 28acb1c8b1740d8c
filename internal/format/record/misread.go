package record

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// mostLooked is how many bytes of a text Misread examines.
const mostLooked = 1024

// Misread reports whether a text seems to have been decoded with a wrong
// encoding before it was written to its file: UTF-8 taken for code page 1252
// (LÃ¤nsi, â€“), a letter of another code page (H„meenlinna, Almer’a), or a
// lost letter (H?meenlinna, U+FFFD). Names in capitals next to quotes and
// dashes (HYVINKÄÄ–RIIHIMÄKI) are not.
func Misread(text []byte) bool {
	// The beginning of a long text represents the rest.
	if len(text) > mostLooked {
		text = text[:mostLooked]
		for len(text) > 0 && text[len(text)-1] >= utf8.RuneSelf {
			text = text[:len(text)-1]
		}
	}
	plain := true
	for _, c := range text {
		plain = plain && c < utf8.RuneSelf && c != '?'
	}
	if plain {
		return false
	}
	before, word := rune(0), 0 // word counts the letters just before
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		next, _ := utf8.DecodeRune(text[i+size:])
		if next == utf8.RuneError && i+size == len(text) {
			next = 0
		}
		if r == utf8.RuneError || r >= 0x80 && r < 0xA0 || twoBytes(r, next) || r == 'â' && next == '€' ||
			unicode.IsLetter(before) && inWord(before, r, next, word, text) {
			return true
		}
		if word++; !unicode.IsLetter(r) {
			word = 0
		}
		before = r
		i += size
	}
	return false
}

// twoBytes recognises a two-byte letter of UTF-8 that was read as two letters.
func twoBytes(r, next rune) bool {
	of1252 := next >= 0x80 && next < 0xC0 || strings.ContainsRune(string(windows[:]), next)
	switch r {
	case 'Ã':
		return of1252 && next != '”'
	case 'Â':
		return next >= 0xA0 && next < 0xC0
	case 'Å':
		return next == '¡' || next == '¾' || next == '½'
	}
	return false
}

// inWord recognises a sign between two letters that occurs in no word but is a
// letter in another code page, or a mark for a lost letter.
func inWord(before, r, next rune, word int, text []byte) bool {
	if !unicode.IsLetter(next) {
		return false
	}
	switch r {
	case '„', '”', '“', '‚', 'ƒ', '†', '‡', '™', '€', '¢', '¤', '¬', '¨', '‰', '‹', '›', 'ˆ', '˜', '•':
		return true
	case 'Š', 'Ž', 'Œ', 'Ÿ': // ä, ö, å of a Macintosh; capitals come at the beginning of a word or among capitals
		return unicode.IsLower(next)
	case '?':
		return !bytes.ContainsAny(text, "/=&")
	case '’':
		// í of a Macintosh. An apostrophe before a vowel follows one or two
		// letters (l’eau), a vowel (vaa’an) or a double l (dell’acqua).
		return word > 2 && strings.ContainsRune("aeiou", next) && unicode.IsLower(before) && !strings.ContainsRune("aeiouyäöållt", before)
	}
	return false
}
