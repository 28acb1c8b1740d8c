package xlsx

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
)

const (
	longestPart  = 512 << 20 // bytes of a part after unpacking
	longestToken = 4 << 20   // bytes between two tags: a cell has 32,767 letters at most
	mostSheets   = 10_000    // far above any workbook
	mostStrings  = 8 << 20   // texts that cells share: as many as a full sheet of 8 columns
	mostText     = 256 << 20 // bytes of them
)

var errShort = errors.New("it ends in the middle")

// tokens returns the tags and texts of one part, in bounded memory.
type tokens struct {
	*xml.Decoder
	in    io.Reader
	most  int64 // bytes that may be read
	total int64 // bytes that were read
	token int64 // of the current token
	depth int
}

// part opens a part, passes it to read and closes it.
func (b *book) part(name string, read func(*tokens) error) error {
	in, err := b.open(name)
	if err != nil {
		return b.fault(name, err)
	}
	defer in.Close()
	t := &tokens{in: in, most: b.longest}
	t.Decoder = xml.NewDecoder(reads(t.count))
	return b.fault(name, read(t))
}

type reads func([]byte) (int, error)

func (r reads) Read(p []byte) (int, error) { return r(p) }

func (t *tokens) count(p []byte) (int, error) {
	n, err := t.in.Read(p)
	t.total += int64(n)
	if t.token += int64(n); t.token > longestToken {
		return 0, fmt.Errorf("a text of more than %d MB", longestToken>>20)
	}
	if t.total > t.most {
		return 0, fmt.Errorf("it is longer than %d MB", t.most>>20)
	}
	return n, err
}

// next returns the next token; io.EOF at the end of a complete part. Names have
// their prefix in Space: namespaces do not matter.
func (t *tokens) next() (xml.Token, error) {
	t.token = 0
	token, err := t.RawToken()
	switch token.(type) {
	case xml.StartElement:
		t.depth++
	case xml.EndElement:
		t.depth--
	}
	var syntax *xml.SyntaxError
	if errors.Is(err, io.EOF) && t.depth != 0 || errors.As(err, &syntax) && syntax.Msg == "unexpected EOF" {
		return nil, errShort
	}
	return token, err
}

// tag is an opened element.
type tag struct {
	name  string
	attrs []xml.Attr
}

// attribute returns an attribute, ignoring its prefix; "" for none.
func (t tag) attribute(name string) string {
	for i := range t.attrs {
		if t.attrs[i].Name.Local == name && t.attrs[i].Name.Space != "xmlns" {
			return t.attrs[i].Value
		}
	}
	return ""
}

// each visits every opened element.
func (t *tokens) each(visit func(tag) error) error {
	return t.walk(func(name string, attrs []xml.Attr) error { return visit(tag{name, attrs}) }, nil, nil)
}

// walk visits opened elements, closed ones and texts, for each function that is
// given.
func (t *tokens) walk(open func(name string, attrs []xml.Attr) error, closed func(name string) error,
	text func([]byte)) error {
	for {
		token, err := t.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch token := token.(type) {
		case xml.StartElement:
			err = open(token.Name.Local, token.Attr)
		case xml.EndElement:
			if closed != nil {
				err = closed(token.Name.Local)
			}
		case xml.CharData:
			if text != nil {
				text(token)
			}
		}
		if err != nil {
			return err
		}
	}
}
