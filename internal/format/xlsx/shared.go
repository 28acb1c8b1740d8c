package xlsx

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strconv"
	"unicode/utf8"
)

// texts are the texts that cells share, one after the other.
type texts struct {
	all  []byte
	ends []uint32
}

// at returns a text by its index.
func (x *texts) at(i int) ([]byte, bool) {
	if i < 0 || i >= len(x.ends) {
		return nil, false
	}
	from := uint32(0)
	if i > 0 {
		from = x.ends[i-1]
	}
	return x.all[from:x.ends[i]:x.ends[i]], true
}

// read reads the part of shared texts: <si> each, in which <t> is text, except
// that of <rPh>, which gives the pronunciation.
func (x *texts) read(r *tokens) error {
	var text rich
	return r.walk(func(name string, _ []xml.Attr) error {
		if name == "si" {
			text.reset()
		}
		text.open(name)
		return nil
	}, func(name string) error {
		if text.close(name); name != "si" {
			return nil
		}
		x.all = append(x.all, unescape(text.bytes)...)
		x.ends = append(x.ends, uint32(len(x.all)))
		if len(x.ends) > mostStrings || len(x.all) > mostText {
			return fmt.Errorf("more than %d texts, or %d MB of them", mostStrings, mostText>>20)
		}
		return nil
	}, text.text)
}

// rich collects a text that may be in pieces with different fonts.
type rich struct {
	bytes  []byte
	in     bool // a text
	spoken bool // the pronunciation of the text
}

func (r *rich) reset() { r.bytes, r.in, r.spoken = r.bytes[:0], false, false }

func (r *rich) open(name string) {
	switch name {
	case "t":
		r.in = !r.spoken
	case "rPh":
		r.spoken = true
	}
}

func (r *rich) close(name string) {
	switch name {
	case "t":
		r.in = false
	case "rPh":
		r.spoken = false
	}
}

func (r *rich) text(b []byte) {
	if r.in {
		r.bytes = append(r.bytes, b...)
	}
}

// unescape converts _x000D_ and the like to the characters that XML cannot
// represent.
func unescape(text []byte) []byte {
	if !bytes.Contains(text, []byte("_x")) {
		return text
	}
	var out []byte
	for i := 0; i < len(text); i++ {
		if i+7 <= len(text) && text[i] == '_' && text[i+1] == 'x' && text[i+6] == '_' {
			if c, err := strconv.ParseUint(string(text[i+2:i+6]), 16, 16); err == nil {
				out = utf8.AppendRune(out, rune(c))
				i += 6
				continue
			}
		}
		out = append(out, text[i])
	}
	return out
}
