package table

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"saavu/internal/format/record"
)

// opener opens a text as often as needed, one byte per read if slow.
func opener(text string, slow bool) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) {
		in := io.Reader(strings.NewReader(text))
		if slow {
			in = iotest.OneByteReader(in)
		}
		return io.NopCloser(in), nil
	}
}

// dump writes what a source returns.
func dump(s *record.Source, want []int) (string, error) {
	var b strings.Builder
	err := s.Each(want, func(r *record.Row) error {
		fmt.Fprintf(&b, "%d:", r.At)
		for i := range r.Values {
			fmt.Fprintf(&b, " %s(%s)", r.Values[i].Kind, r.Text(i))
		}
		b.WriteByte('\n')
		return nil
	})
	return b.String(), err
}

func TestSource(t *testing.T) {
	const file = "\xef\xbb\xbfid;name;x\r\n1;\"a \"\"b\"\"\r\nc\";60,25\r\n\r\n;;\r\n 2 ;\xe4; \r\n"
	for _, slow := range []bool{false, true} {
		s, err := Source(opener(file, slow), "a.csv", Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(s.Names(), ","); got != "id,name,x" || s.Format != "CSV" || s.Rows != -1 || !s.Comma || s.Parts[0] != "a.csv" || s.Notes != nil {
			t.Errorf("%s: %+v", got, s)
		}
		for range 2 { // notes are not repeated
			got, err := dump(s, nil)
			if want := "2: text(1) text(a \"b\"\nc) text(60,25)\n6: text(2) text(ä) nothing()\n"; got != want || err != nil {
				t.Errorf("%q %v", got, err)
			}
			if want := "rows that are not valid UTF-8 and were read as ISO-8859-1 (Windows 1252): 1, the first on line 6|blank lines skipped: 1"; strings.Join(s.Notes, "|") != want {
				t.Errorf("notes %q", s.Notes)
			}
		}
		if got, err := dump(s, []int{2, 0}); got != "2: text(60,25) text(1)\n6: nothing() text(2)\n" || err != nil {
			t.Errorf("%q %v", got, err)
		}
		if got, err := dump(s, []int{}); got != "2:\n6:\n" || err != nil {
			t.Errorf("%q %v", got, err)
		}
		stop := errors.New("stop")
		if err := s.Each(nil, func(*record.Row) error { return stop }); err != stop {
			t.Errorf("%v", err)
		}
	}
}

func TestSourceErrors(t *testing.T) {
	s, err := Source(opener("a;b\n1;2\n1\n3;4\n1;2;3\n", false), "a.csv", Options{})
	if err != nil {
		t.Fatal(err)
	}
	got, err := dump(s, []int{0})
	if got != "2: text(1)\n4: text(3)\n" || err == nil || err.Error() != `a.csv:3: found "1 field", expected 2 fields, one for each column of the header
a.csv:5: found "3 fields", expected 2 fields, one for each column of the header (a text that contains the delimiter ';' must be in quotes)` {
		t.Errorf("%q %v", got, err)
	}
	// A declared delimiter is used whatever the header looks like.
	s, err = Source(opener("a;b|c\n1;2|3\n", false), "a.csv", Options{Delimiter: '|'})
	if err != nil || strings.Join(s.Names(), ",") != "a;b,c" || s.Comma {
		t.Errorf("%v %v", s, err)
	}
	for _, c := range []struct {
		o          Options
		open       func() (io.ReadCloser, error)
		said, each string
	}{
		{Options{Delimiter: '"'}, opener("a\n", false), `a.csv: found "\"", expected a delimiter of one ASCII character, not a quote or a line end`, ""},
		{Options{Delimiter: 'ä'}, opener("a\n", false), `a.csv: found "ä", expected a delimiter of one ASCII character, not a quote or a line end`, ""},
		{Options{}, opener("", false), `a.csv: found "an empty file", expected a line with the names of the columns`, ""},
		{Options{}, opener("a,a\n1\n", false), `a.csv:1: column "a": found "the name twice", expected each column once`, ""},
		{Options{}, func() (io.ReadCloser, error) { return nil, errors.New("permission denied") }, `a.csv: found "permission denied", expected a file that can be read`, ""},
		{Options{}, func() (io.ReadCloser, error) {
			return io.NopCloser(io.MultiReader(strings.NewReader("a\n1\n2"), iotest.ErrReader(errors.New("disk gone")))), nil
		}, "", `a.csv:3: found "disk gone", expected a file that can be read to its end`},
		{Options{}, changing("a;b\n1;2\n", "b;a\n1;2\n"), "", `a.csv:1: found "another header than before", expected a file that does not change while it is read`},
		{Options{}, changing("a;b\n1;2\n", ""), "", `a.csv: found "an empty file", expected a line with the names of the columns`},
		{Options{}, changing("a;b\n1;2\n", "PK\x03\x04"), "", `a.csv: found "a zip archive", expected a delimited text table (a workbook is saved as a table with Save as, CSV UTF-8)`},
	} {
		s, err := Source(c.open, "a.csv", c.o)
		if c.said != "" {
			if s != nil || err == nil || err.Error() != c.said {
				t.Errorf("%v\nwant %s", err, c.said)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if _, err = dump(s, nil); err == nil || err.Error() != c.each {
			t.Errorf("%v\nwant %s", err, c.each)
		}
	}
}

// changing opens another text the second time.
func changing(texts ...string) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) {
		text := texts[0]
		texts = texts[1:]
		return io.NopCloser(strings.NewReader(text)), nil
	}
}

// endless returns the same piece repeatedly.
type endless struct {
	piece []byte
	left  int64 // bytes still to come, in whole pieces
	rest  []byte
}

func (e *endless) Read(p []byte) (int, error) {
	if len(e.rest) == 0 {
		if e.left <= 0 {
			return 0, io.EOF
		}
		e.rest = e.piece
		e.left -= int64(len(e.piece))
	}
	n := copy(p, e.rest)
	e.rest = e.rest[n:]
	return n, nil
}

func (e *endless) Close() error { return nil }

// A stream of 2 GB is read in the memory of a small file.
func TestStreamInBoundedMemory(t *testing.T) {
	size := int64(2) << 30
	if testing.Short() {
		size = 64 << 20
	}
	var piece bytes.Buffer
	for i := range 1000 {
		fmt.Fprintf(&piece, "cell_%d;%d;%d,5", i, 385000+i*250, i%7)
		for c := range 40 {
			fmt.Fprintf(&piece, ";%d", (i*31+c*17)%900)
		}
		piece.WriteString("\r\n")
	}
	header := "id;x;share"
	for c := range 40 {
		header += fmt.Sprintf(";age%d", c)
	}
	header += "\r\n"
	pieces := (size + int64(piece.Len()) - 1) / int64(piece.Len())
	s, err := Source(func() (io.ReadCloser, error) {
		return &endless{piece: piece.Bytes(), left: size, rest: []byte(header)}, nil
	}, "stream.csv", Options{})
	if err != nil {
		t.Fatal(err)
	}
	var before, now runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	rows, sum, most := int64(0), 0.0, uint64(0)
	err = s.Each([]int{1, 2, 42}, func(r *record.Row) error {
		for c := range r.Values {
			v, ok := r.Number(c)
			if !ok {
				t.Fatalf("line %d: %q", r.At, r.Text(c))
			}
			sum += v
		}
		if rows++; rows%(1<<18) == 1 {
			runtime.ReadMemStats(&now)
			most = max(most, now.HeapAlloc-min(before.HeapAlloc, now.HeapAlloc))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want := 0.0
	for i := range 1000 {
		want += float64(385000+i*250) + float64(i%7) + 0.5 + float64((i*31+39*17)%900)
	}
	if rows != 1000*pieces || sum != want*float64(pieces) {
		t.Errorf("%d rows, sum %v; expected %d, %v", rows, sum, 1000*pieces, want*float64(pieces))
	}
	runtime.ReadMemStats(&now)
	if grown := now.TotalAlloc - before.TotalAlloc; most > 16<<20 || grown > 16<<20 {
		t.Errorf("the heap grew by %d MB, %d MB were allocated", most>>20, grown>>20)
	}
}

// A title is above the header if PxWeb was asked for a heading.
func TestTitle(t *testing.T) {
	for _, c := range []struct {
		text    string
		columns int
		title   bool
		at      int
	}{
		{"\"People by area, age\"\r\n\r\n\"Area\",\"2024\"\r\n\"West\",1\r\n", 2, true, 4},
		{"People\n\nArea;2024\nWest;1\n", 2, true, 4},
		{"People\n\nsep=;\nArea;2024\nWest;1\n", 2, true, 5},
		{"Area\n\nWest\n", 1, false, 3},
		{"Area,2024\n\nWest,1\n", 2, false, 3},
		{"\"Area\",\"2024\"\n\n\"West\",1\n", 2, false, 3},
		{"\"Area\"\n\"We,st\"\n", 1, false, 2},
	} {
		s, err := Source(func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(c.text)), nil }, "a.csv", Options{})
		if err != nil {
			t.Errorf("%q: %v", c.text, err)
			continue
		}
		at := 0
		if err := s.Each(nil, func(r *record.Row) error { at = r.At; return nil }); err != nil {
			t.Errorf("%q: %v", c.text, err)
		}
		if said := slices.Contains(s.Notes, "a title above the header was skipped"); said != c.title || len(s.Fields) != c.columns || at != c.at {
			t.Errorf("%q: %d columns, title %v, the row on line %d", c.text, len(s.Fields), said, at)
		}
	}
}

// A text with DOS end marks, and one whose first line is a row of data.
func TestEndMarksAndHeaders(t *testing.T) {
	read := func(text string) (rows []string, err error) {
		s, err := Source(func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }, "a.csv", Options{})
		if err != nil {
			return nil, err
		}
		return rows, s.Each(nil, func(r *record.Row) error { rows = append(rows, r.Text(0)+"|"+r.Text(1)); return nil })
	}
	for _, text := range []string{"a,b\r\n1,2\r\n\x1a", "a,b\n1,2\x1a", "a,b\n1,2\n\x1a\x1a\x1a"} {
		if rows, err := read(text); err != nil || len(rows) != 1 || rows[0] != "1|2" {
			t.Errorf("%q: %q, %v", text, rows, err)
		}
	}
	if rows, err := read("a,b\n1,x\x1ay\n"); err != nil || rows[0] != "1|x\x1ay" {
		t.Errorf("within a text: %q, %v", rows, err)
	}
	const want = `a.csv:1: found "5303,5303,0.9", expected a line with the names of the columns (the first line looks like data: the table has no header; write a line of names above it)`
	if _, err := read("5303,5303,0.9\n5303,5304,88.3\n"); err == nil || err.Error() != want {
		t.Errorf("%v", err)
	}
	if _, err := read("id,x,X\n1,2,3\n"); err == nil || !strings.Contains(err.Error(), "the name twice") {
		t.Errorf("%v", err)
	}
}
