package shapefile

import (
	"bytes"
	"encoding/binary"
	"strconv"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
)

// rows is a .dbf whose records can be read.
type rows struct {
	fields []Field
	count  int
	body   []byte // the records, one after the other
	size   int    // size of a record: a mark and the fields
	reader rowReader
	notes  []string
}

// rowReader collects the problems of one .dbf.
type rowReader struct {
	name     string
	decode   decoder
	cut      bool   // the last letter of a text that fills its field may be incomplete
	hint     string // what to do about texts that are not in the encoding
	problems *problem.Problems
}

func (r rowReader) wrong(record int, column, found, expected, hint string) {
	r.problems.Add(problem.Problem{File: r.name, Row: record, Column: column, Found: found, Expected: expected,
		Hint: hint})
}

// readRows reads header and field descriptors. ps must be empty: there are rows
// only when nothing was added to it.
func readRows(data []byte, cpg, name string, ps *problem.Problems) rows {
	r := rowReader{name: name, problems: ps}
	if len(data) < 33 {
		r.wrong(0, "", problem.Counted(len(data), "byte"), "a header of at least 33 bytes", "the file is empty or truncated")
		return rows{}
	}
	count := int64(binary.LittleEndian.Uint32(data[4:]))
	headerSize := int(binary.LittleEndian.Uint16(data[8:]))
	size := int(binary.LittleEndian.Uint16(data[10:]))
	if headerSize < 33 || headerSize > len(data) {
		r.wrong(0, "", "a header of "+problem.Counted(headerSize, "byte"), "33 to "+strconv.Itoa(len(data))+" bytes", "this is not a .dbf file, or it is truncated")
		return rows{}
	}
	fields := r.descriptors(data[32:headerSize])
	need := 1
	for _, f := range fields {
		need += f.Width
	}
	if size < need {
		r.wrong(0, "", "records of "+problem.Counted(size, "byte"), "at least "+strconv.Itoa(need)+", the sum of the fields' widths", "the header is damaged")
	}
	if len(*ps) > 0 {
		return rows{}
	}
	body := data[headerSize:]
	if whole := int64(len(body) / size); whole < count {
		r.wrong(int(whole)+1, "", "the end of the file", strconv.FormatInt(count, 10)+" records, as stated in the header", "the file is truncated")
		return rows{}
	}
	out := rows{fields: fields, count: int(count), body: body, size: size, reader: r}
	out.encode(cpg, data[29])
	return out
}

// encode finds the encoding from all texts, and decodes the names of the fields
// with it.
func (r *rows) encode(cpg string, driver byte) {
	var seen letters
	for _, f := range r.fields {
		seen.add([]byte(f.Name), len(f.Name) == longestName)
	}
	for i := range r.count {
		if r.deleted(i) {
			continue
		}
		at := i*r.size + 1
		for _, f := range r.fields {
			if f.Type == 'C' {
				raw := r.body[at : at+f.Width]
				text := bytes.TrimRight(raw, " \x00")
				seen.add(text, len(text) == len(raw))
			}
			at += f.Width
		}
	}
	var note string
	if r.reader.decode, note, r.reader.hint = chooseEncoding(cpg, driver, seen); note != "" {
		r.notes = append(r.notes, note)
	}
	if r.reader.cut = seen.cut > 0 && seen.narrow == 0; r.reader.cut {
		r.notes = append(r.notes, "texts whose last letter is cut by the field width, read without it: "+strconv.Itoa(seen.cut))
	}
	for i := range r.fields {
		f := &r.fields[i]
		name, ok := r.reader.text([]byte(f.Name), longestName)
		if !ok {
			r.reader.wrong(0, "", "field "+strconv.Itoa(i+1)+" named "+strconv.Quote(f.Name), "a name in the file's encoding", r.reader.hint)
		}
		f.Name = name
	}
}

// descriptors reads the list of fields, 32 bytes each, up to a carriage return.
func (r rowReader) descriptors(data []byte) []Field {
	var fields []Field
	for len(data) >= 32 && data[0] != '\r' {
		raw, _, _ := bytes.Cut(data[:11], []byte{0})
		f := Field{Name: string(bytes.TrimSpace(raw)), Type: data[11], Width: int(data[16]), Decimals: int(data[17])}
		if f.Name == "" {
			r.wrong(0, "", "field "+strconv.Itoa(len(fields)+1)+" named "+strconv.Quote(string(raw)), "a name in the file's encoding", "")
		}
		if f.Width == 0 || f.Type == 'I' && f.Width != 4 {
			r.wrong(0, f.Name, "a field of "+problem.Counted(f.Width, "byte"), "a width above 0, and 4 for type I", "the header is damaged")
		}
		fields = append(fields, f)
		data = data[32:]
	}
	return fields
}

// longestName is the bytes of a field's name at most.
const longestName = 10

// deleted reports whether record i, from 0, is marked as deleted.
func (r *rows) deleted(i int) bool { return r.body[i*r.size] == '*' }

// read fills values with the fields of record i that want lists. Faults are
// added to the reader's problems.
func (r *rows) read(i int, want []int, values []any) {
	record := r.body[i*r.size : (i+1)*r.size]
	at, field := 1, 0
	for k, c := range want {
		if c < field { // want need not be ascending
			at, field = 1, 0
		}
		for ; field < c; field++ {
			at += r.fields[field].Width
		}
		f := r.fields[c]
		raw := record[at : at+f.Width]
		v, expected := r.reader.value(f, raw)
		if expected != "" {
			hint := ""
			if f.Type == 'C' {
				hint = r.reader.hint
			}
			r.reader.wrong(i+1, f.Name, string(raw), expected, hint)
		}
		values[k] = v
	}
}

// text reads a text of a field with the given width.
func (r rowReader) text(raw []byte, width int) (string, bool) {
	if r.cut && len(raw) == width {
		raw = raw[:len(raw)-halfLetter(raw)]
	}
	return r.decode(raw)
}

// value reads one field. The text is empty if it was valid, else it is what was
// expected.
func (r rowReader) value(f Field, raw []byte) (any, string) {
	if f.Type == 'I' {
		return int64(int32(binary.LittleEndian.Uint32(raw))), ""
	}
	text := bytes.Trim(raw, " \x00\t")
	switch {
	case len(text) == 0:
		return nil, ""
	case f.Type == 'C':
		s, ok := r.text(bytes.TrimRight(raw, " \x00"), len(raw))
		if !ok {
			return nil, "text in the file's encoding"
		}
		return s, ""
	case f.Type == 'N' || f.Type == 'F':
		return number(f, text)
	case f.Type == 'D':
		return date(string(text))
	case f.Type == 'L':
		return logical(text)
	}
	return nil, ""
}

// number reads N and F, whole numbers with all their digits, since they may be
// ids. Asterisks fill a field whose number did not fit.
func number(f Field, text []byte) (any, string) {
	if text[0] == '*' {
		return nil, ""
	}
	v, ok := record.OfDecimal(text)
	switch {
	case !ok:
		return nil, "a number"
	case v.Kind == record.Text:
		return string(v.Text), ""
	case v.Kind == record.Int && (f.Type == 'N' && f.Decimals == 0 || v.Int > 1<<53 || v.Int < -1<<53):
		return v.Int, ""
	case v.Kind == record.Int:
		return float64(v.Int), ""
	}
	return v.Float, ""
}

// date converts YYYYMMDD to YYYY-MM-DD.
func date(text string) (any, string) {
	if strings.Trim(text, "0") == "" {
		return nil, ""
	}
	if _, err := strconv.ParseUint(text, 10, 32); err != nil || len(text) != 8 || text[4:6] < "01" || text[4:6] > "12" ||
		text[6:] < "01" || text[6:] > "31" {
		return nil, "a date, YYYYMMDD"
	}
	return text[:4] + "-" + text[4:6] + "-" + text[6:], ""
}

func logical(text []byte) (any, string) {
	if len(text) == 1 {
		switch text[0] {
		case 'T', 't', 'Y', 'y':
			return true, ""
		case 'F', 'f', 'N', 'n':
			return false, ""
		case '?':
			return nil, ""
		}
	}
	return nil, "T, F, Y, N or ?"
}
