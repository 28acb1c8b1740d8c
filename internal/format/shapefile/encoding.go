package shapefile

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
)

// decoder converts the bytes of a text to UTF-8; false if they are not valid in
// its encoding.
type decoder func(raw []byte) (string, bool)

// letters summarises what the texts of a .dbf reveal of their encoding: how
// many have letters beyond ASCII that are UTF-8, and how many have others.
type letters struct {
	wide, narrow int
	cut          int // of wide, texts whose last letter is cut by the width of the field
}

// add examines a text; full is true if it fills its field.
func (l *letters) add(raw []byte, full bool) {
	_, plain := fromASCII(raw)
	half := 0
	if full {
		half = halfLetter(raw)
	}
	switch {
	case plain:
	case !utf8.Valid(raw[:len(raw)-half]) || half == len(raw):
		l.narrow++
	default:
		l.wide++
		if half > 0 {
			l.cut++
		}
	}
}

// halfLetter returns how many bytes at the end of a text begin an incomplete
// letter of UTF-8.
func halfLetter(raw []byte) int {
	for n := 1; n < utf8.UTFMax && n <= len(raw); n++ {
		if c := raw[len(raw)-n]; utf8.RuneStart(c) {
			if c >= utf8.RuneSelf && !utf8.FullRune(raw[len(raw)-n:]) {
				return n
			}
			return 0
		}
	}
	return 0
}

// Names of encodings as .cpg files and GDAL spell them, without -, _ and
// spaces.
var (
	utf8Names    = []string{"UTF8", "UTF8BOM", "65001", "CP65001"}
	windowsNames = []string{"ISO88591", "88591", "28591", "LATIN1", "L1", "ISO8859", "88", "819", "1252", "CP1252", "ANSI1252", "WINDOWS1252", "WIN1252",
		"LDID/3", "LDID/87", "LDID/88", "LDID/89", "ASCII", "USASCII"}
	latin9Names = []string{"ISO885915", "885915", "28605", "LATIN9", "L9"}
	noNames     = []string{"", "SYSTEM", "ANSI", "OEM", "0", "LDID/0"} // names that mean that the writer did not state one
)

// chooseEncoding finds the decoder. The .cpg states it, else the language
// driver in byte 29 of the .dbf. But if all letters beyond ASCII are UTF-8, the
// text is UTF-8 whatever is stated: texts of other code pages are not UTF-8 by
// chance. If nothing states it, a text that is UTF-8 is read as UTF-8 and
// another one as code page 1252. An unsupported code page (932, those of DOS)
// is read if texts are ASCII, so that other letters are refused and not
// guessed. The note reports what was replaced, the hint what to do about a
// refused text.
func chooseEncoding(cpg string, driver byte, seen letters) (decode decoder, note, hint string) {
	cpg = strings.Trim(cpg, " \t\r\n\x00\ufeff")
	name := strings.NewReplacer("-", "", "_", "", " ", "").Replace(strings.ToUpper(cpg))
	said := "the .cpg says " + problem.Clip(cpg)
	switch {
	case slices.Contains(utf8Names, name):
		return fromUTF8, "", ""
	case slices.Contains(windowsNames, name):
		decode = from1252
	case slices.Contains(latin9Names, name):
		decode = fromLatin9
	case !slices.Contains(noNames, name):
		decode = fromASCII
	case driver == 0x03 || driver == 0x57 || driver == 0x58 || driver == 0x59: // 1252, ANSI, western European ANSI
		decode, said = from1252, fmt.Sprintf("the .dbf says code page 1252 (language driver 0x%02x)", driver)
	case driver != 0:
		decode, said = fromASCII, fmt.Sprintf("the .dbf has the language driver 0x%02x", driver)
	case seen.narrow == 0:
		return fromUTF8, "", ""
	default:
		why := "no .cpg"
		if cpg != "" {
			why = said
		}
		return guessed, "the encoding of texts is not stated (" + why + "): code page 1252 assumed in " + problem.Counted(seen.narrow, "value"), ""
	}
	if seen.wide > 0 && seen.narrow == 0 {
		return fromUTF8, said + ", but every text with letters beyond ASCII is UTF-8 and was read as UTF-8: " + problem.Counted(seen.wide, "value"), ""
	}
	return decode, "", said + ", which is not supported: save the layer with the encoding UTF-8"
}

func fromUTF8(raw []byte) (string, bool) { return string(raw), utf8.Valid(raw) }

func fromASCII(raw []byte) (string, bool) {
	for _, b := range raw {
		if b >= utf8.RuneSelf {
			return "", false
		}
	}
	return string(raw), true
}

func guessed(raw []byte) (string, bool) {
	if utf8.Valid(raw) {
		return string(raw), true
	}
	return from1252(raw)
}

func from1252(raw []byte) (string, bool) { return string(record.AppendWindows(nil, raw)), true }

// latin9 is where ISO-8859-15 differs from ISO-8859-1.
var latin9 = strings.NewReplacer("¤", "€", "¦", "Š", "¨", "š", "´", "Ž", "¸", "ž", "¼", "Œ", "½", "œ", "¾", "Ÿ")

func fromLatin9(raw []byte) (string, bool) {
	text, ok := from1252(raw)
	return latin9.Replace(text), ok
}
