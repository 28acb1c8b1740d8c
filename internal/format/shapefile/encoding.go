package shapefile

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"saavu/internal/format/record"
)

// decoder turns the bytes of a text into UTF-8; false when they are no text of
// its encoding.
type decoder func(raw []byte) (string, bool)

// encoding chooses the decoder: the .cpg decides, then the language driver in
// byte 29 of the .dbf. With neither, text that is valid UTF-8 is taken as UTF-8
// and other text as code page 1252. An unknown driver (DOS code pages) is taken
// for plain ASCII, so that a byte above it is told and not guessed. guesses counts
// the texts that were taken for code page 1252 with nothing that tells it.
func encoding(cpg string, driver byte, guesses *int) (decoder, error) {
	name := strings.ToUpper(strings.Trim(cpg, " \t\r\n\x00\ufeff"))
	name = strings.NewReplacer("-", "", "_", "", " ", "").Replace(name)
	switch name {
	case "":
	case "UTF8", "65001":
		return fromUTF8, nil
	case "ISO88591", "88591", "28591", "LATIN1", "ISO8859", "88", "1252", "CP1252", "ANSI1252", "WINDOWS1252":
		return from1252, nil
	default:
		return nil, fmt.Errorf("encoding %s", strings.TrimSpace(cpg))
	}
	switch driver {
	case 0:
		return guessed(guesses), nil
	case 0x03, 0x57, 0x58, 0x59: // 1252, ANSI, western European ANSI
		return from1252, nil
	}
	return fromASCII, nil
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

func guessed(guesses *int) decoder {
	return func(raw []byte) (string, bool) {
		if utf8.Valid(raw) {
			return string(raw), true
		}
		*guesses++
		return from1252(raw)
	}
}

func from1252(raw []byte) (string, bool) { return string(record.AppendWindows(nil, raw)), true }
