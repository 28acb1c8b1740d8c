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
	body   []byte // the records side by side
	size   int    // of a record: a mark and the fields
	reader rowReader
	cpg    string // as encoding takes it
	driver byte
}

// rowReader gathers the problems of one .dbf.
type rowReader struct {
	name     string
	decode   decoder
	problems *problem.Problems
	guesses  *int // texts that were taken for code page 1252 without being told so
}

func (r rowReader) wrong(record int, column, found, expected, hint string) {
	r.problems.Add(problem.Problem{File: r.name, Row: record, Column: column, Found: found, Expected: expected, Hint: hint})
}

// readRows reads header and field descriptors. ps must be empty: there are rows
// only when nothing was added to it.
func readRows(data []byte, cpg, name string, ps *problem.Problems) rows {
	r := rowReader{name: name, problems: ps, guesses: new(int)}
	if len(data) < 33 {
		r.wrong(0, "", problem.Counted(len(data), "byte"), "a header of at least 33 bytes", "the file is empty or cut short")
		return rows{}
	}
	count := int64(binary.LittleEndian.Uint32(data[4:]))
	headerSize := int(binary.LittleEndian.Uint16(data[8:]))
	size := int(binary.LittleEndian.Uint16(data[10:]))
	var err error
	if r.decode, err = encoding(cpg, data[29], r.guesses); err != nil {
		r.wrong(0, "", err.Error(), "UTF-8, ISO-8859-1 or 1252", "save the layer with the encoding UTF-8")
		return rows{}
	}
	if headerSize < 33 || headerSize > len(data) {
		r.wrong(0, "", "a header of "+problem.Counted(headerSize, "byte"), "33 to "+strconv.Itoa(len(data))+" bytes", "this is not a .dbf file, or it is cut short")
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
		r.wrong(int(whole)+1, "", "the end of the file", strconv.FormatInt(count, 10)+" records, as the header says", "the file is cut short")
		return rows{}
	}
	return rows{fields: fields, count: int(count), body: body, size: size, reader: r, cpg: cpg, driver: data[29]}
}

// descriptors reads the list of fields, 32 bytes each, up to a carriage return.
func (r rowReader) descriptors(data []byte) []Field {
	var fields []Field
	for len(data) >= 32 && data[0] != '\r' {
		raw, _, _ := bytes.Cut(data[:11], []byte{0})
		name, ok := r.decode(bytes.TrimSpace(raw))
		f := Field{Name: name, Type: data[11], Width: int(data[16]), Decimals: int(data[17])}
		if !ok || f.Name == "" {
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

// deleted says whether record i, from 0, is marked as deleted.
func (r *rows) deleted(i int) bool { return r.body[i*r.size] == '*' }

// read fills values with the fields of record i that want lists. Faults are added
// to the reader's problems.
func (r *rows) read(i int, want []int, values []any) {
	record := r.body[i*r.size : (i+1)*r.size]
	at, field := 1, 0
	for k, c := range want {
		if c < field { // want need not rise
			at, field = 1, 0
		}
		for ; field < c; field++ {
			at += r.fields[field].Width
		}
		f := r.fields[c]
		raw := record[at : at+f.Width]
		v, expected := r.reader.value(f, raw)
		if expected != "" {
			r.reader.wrong(i+1, f.Name, string(raw), expected, "")
		}
		values[k] = v
	}
}

// value reads one field. The text is empty when it was good, else what was
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
		s, ok := r.decode(bytes.TrimRight(raw, " \x00"))
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
// ids. Stars fill a field whose number did not fit.
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

// date turns YYYYMMDD into YYYY-MM-DD.
func date(text string) (any, string) {
	if strings.Trim(text, "0") == "" {
		return nil, ""
	}
	if _, err := strconv.ParseUint(text, 10, 32); err != nil || len(text) != 8 || text[4:6] < "01" || text[4:6] > "12" || text[6:] < "01" || text[6:] > "31" {
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
