package table

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"saavu/internal/format/problem"

	"github.com/google/go-cmp/cmp"
)

// FuzzRead feeds any bytes: no panic, faults as Problems, rows as long as the
// header, and a table written from the result reads back the same.
func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"", "id,name\n1,a\n", "sep=;\na;b\n1,5;\"x\ny\"\n", "\xef\xbb\xbfa\tb\r\n1\t\xe4\r\n", "a|b\r1|2\r", "\"", "a,a\n1\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		table, err := Read(data, "f.csv")
		if err != nil {
			var ps problem.Problems
			if !errors.As(err, &ps) || ps.Count() == 0 || table != nil {
				t.Fatalf("%T %v", err, err)
			}
			return
		}
		if len(table.Header) == 0 || len(table.Lines) != len(table.Rows) {
			t.Fatalf("%+v", table)
		}
		last := table.headerLine
		for i, r := range table.Rows {
			if len(r) != len(table.Header) || table.Lines[i] <= last {
				t.Fatalf("row %d of %d fields on line %d after %d", i, len(r), table.Lines[i], last)
			}
			last = table.Lines[i]
		}
		readBack(t, table)
	})
}

func readBack(t *testing.T, table *Table) {
	var b bytes.Buffer
	b.WriteString("sep=" + string(table.Delimiter) + "\n")
	w := csv.NewWriter(&b)
	w.Comma = table.Delimiter
	if err := w.WriteAll(append([][]string{table.Header}, table.Rows...)); err != nil {
		t.Fatal(err)
	}
	back, err := Read(b.Bytes(), "f.csv")
	if err != nil {
		t.Fatalf("%v\n%q", err, b.Bytes())
	}
	if d := cmp.Diff(table.Header, back.Header); d != "" {
		t.Fatal(d)
	}
	if d := cmp.Diff(table.Rows, back.Rows); d != "" {
		t.Fatal(d)
	}
}

// FuzzScanner checks the scanner against encoding/csv where both accept a text:
// the same fields on the same lines, for any initial buffer size.
func FuzzScanner(f *testing.F) {
	for _, s := range []string{
		"id,name\n1,a\n", "a;b\r\n\"1\r\n2\";\"x\"\"y\"\r\n\r\n;\n", "a|b\n\"\"|\n|\"\"\n", "a\n1\r", "\"a\n", "a,b\n\"1\"2,3\n", "a,\"b\n\"\n,\n1\r2,\n", "a,b,c,d,e,f,g\n1:;,,::,,a\n",
		"id\n1\n\x1a", "\x1a\x1a", "a\x1a,b\n1,2\x1a",
	} {
		f.Add([]byte(s), uint8(0))
	}
	f.Fuzz(func(t *testing.T, data []byte, step uint8) {
		var in io.Reader = bytes.NewReader(data)
		if step%2 == 1 {
			in = iotest.HalfReader(in)
		}
		s := newScanner(in)
		s.buf = make([]byte, 4+int(step))
		s.start(0)
		if s.fault != nil || s.wide != nil || s.eol != '\n' || !utf8.Valid(data) || bytes.IndexByte(data, 0) >= 0 {
			return // not supported by encoding/csv
		}
		rest := bytes.TrimRight(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), string(rune(endMark)))
		for range s.lines {
			_, rest, _ = bytes.Cut(rest, []byte("\n"))
		}
		skipped := s.lines
		r := csv.NewReader(bytes.NewReader(rest))
		r.Comma, r.FieldsPerRecord = rune(s.comma), -1
		for {
			want, err := r.Read()
			ok := s.next()
			if errors.Is(err, io.EOF) != (!ok && s.fault == nil) || (err == nil) != ok {
				t.Fatalf("encoding/csv: %q %v, the scanner: %v %v", want, err, ok, s.fault)
			}
			if err != nil {
				if s.fault != nil {
					var at *csv.ParseError
					if !errors.As(err, &at) || at.StartLine+skipped != s.fault.Row {
						t.Fatalf("%v, %v", err, s.fault)
					}
				}
				return
			}
			if line, _ := r.FieldPos(0); line+skipped != s.begin {
				t.Fatalf("line %d, expected %d", s.begin, line+skipped)
			}
			var got []string
			for i := range s.count {
				got = append(got, string(s.field(i)))
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Fatal(d)
			}
		}
	})
}
