package table

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"saavu/internal/format/record"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestRead(t *testing.T) {
	const (
		legacy = "rows that are not valid UTF-8 and were read as ISO-8859-1 (Windows 1252): 1, the first on line "
		wide   = "the text is in UTF-16 and was decoded"
		gaps   = "blank lines skipped: "
	)
	header := []string{"id", "name", "size"}
	rows := [][]string{{"1", "Hakunila", "2.5"}, {"2", "Myyrmäki", ""}}
	plain := Table{Header: header, Rows: rows, Lines: []int{2, 3}, Delimiter: ','}
	with := func(change func(*Table)) Table {
		c := plain
		change(&c)
		return c
	}
	for _, c := range []struct {
		name, text string
		want       Table
	}{
		{"comma", "id,name,size\n1,Hakunila,2.5\n2,Myyrmäki,\n", plain},
		{"no newline at the end", "id,name,size\n1,Hakunila,2.5\n2,Myyrmäki,", plain},
		{"semicolon", "id;name;size\n1;Hakunila;2.5\n2;Myyrmäki;\n", with(func(t *Table) { t.Delimiter = ';' })},
		{"tab", "id\tname\tsize\n1\tHakunila\t2.5\n2\tMyyrmäki\t\n", with(func(t *Table) { t.Delimiter = '\t' })},
		{"bar", "id|name|size\n1|Hakunila|2.5\n2|Myyrmäki|\n", with(func(t *Table) { t.Delimiter = '|' })},
		{"byte order mark, CRLF, spaces", "\xef\xbb\xbf id , name,size \r\n1, Hakunila ,2.5\r\n2,Myyrmäki,\u00a0\r\n", plain},
		{"only carriage returns", "id,name,size\r1,Hakunila,2.5\r2,Myyrmäki,\r", plain},
		{"ISO-8859-1", "id,name,size\n1,Hakunila,2.5\n2,Myyrm\xe4ki,\n", with(func(t *Table) { t.Notes = []string{legacy + "3"} })},
		{"ISO-8859-1 next to UTF-8", "id,name,size\n1,Hakunila,2.5\n2,Myyrm\xe4ki,\n3,\xc3\xa4,\n", with(func(t *Table) {
			t.Rows, t.Lines = append(rows[:2:2], []string{"3", "ä", ""}), []int{2, 3, 4}
			t.Notes = []string{legacy + "3; other rows with letters beyond ASCII are valid UTF-8 and were read as such: 1"}
		})},
		{"Windows 1252", "id,name\n1,a \x96 b\x80\n", Table{Header: []string{"id", "name"}, Rows: [][]string{{"1", "a – b€"}}, Lines: []int{2}, Delimiter: ',', Notes: []string{legacy + "2"}}},
		{"UTF-16", wideText(binary.LittleEndian, "\ufeffid\tname\tsize\r\n1\tHakunila\t2.5\r\n2\tMyyrmäki\t\r\n"),
			with(func(t *Table) { t.Delimiter, t.Notes = '\t', []string{wide} })},
		{"UTF-16, big end first", wideText(binary.BigEndian, "\ufeffid;name\n1;\U0001F600\n"),
			Table{Header: []string{"id", "name"}, Rows: [][]string{{"1", "\U0001F600"}}, Lines: []int{2}, Delimiter: ';', Notes: []string{wide}}},
		{"UTF-16 with halves of characters", "\xff\xfea\x00\n\x00\x00\xd8b\x00\x00\xd8",
			Table{Header: []string{"a"}, Rows: [][]string{{"\uFFFDb\uFFFD"}}, Lines: []int{2}, Delimiter: ',', Notes: []string{wide, "characters of UTF-16 that are broken: 2"}}},
		{"UTF-16 that ends in the middle of a letter", "\xff\xfea\x00\n\x00b\x00c",
			Table{Header: []string{"a"}, Rows: [][]string{{"b\uFFFD"}}, Lines: []int{2}, Delimiter: ',', Notes: []string{wide, "characters of UTF-16 that are broken: 1"}}},
		{"carriage returns, line feeds in quotes", "id,name,size\r1,\"a\nb\r\",\r2,c,\r\n3,d,\r",
			Table{Header: header, Rows: [][]string{{"1", "a\nb", ""}, {"2", "c", ""}, {"3", "d", ""}}, Lines: []int{2, 4, 5}, Delimiter: ','}},
		{"two carriage returns and a line feed", "id,name,size\r\r\n1,Hakunila,2.5\r\r\n2,Myyrmäki,\r\r\n", with(func(t *Table) { t.Lines = []int{3, 5} })},
		{"quotes", "\"id\",\"name, official\",\"size\"\n1,\"say \"\"a\"\"\",\"2\n3\"\n4,5,6\n",
			Table{Header: []string{"id", "name, official", "size"}, Rows: [][]string{{"1", `say "a"`, "2\n3"}, {"4", "5", "6"}}, Lines: []int{2, 4}, Delimiter: ','}},
		{"more commas in quotes than semicolons outside", "id;\"a,b,c,d\";size\n1;2;3\n", Table{Header: []string{"id", "a,b,c,d", "size"}, Rows: [][]string{{"1", "2", "3"}}, Lines: []int{2}, Delimiter: ';'}},
		{"as many commas as semicolons", "id;size, m2\n1;2\n", Table{Header: []string{"id", "size, m2"}, Rows: [][]string{{"1", "2"}}, Lines: []int{2}, Delimiter: ';'}},
		{"announced delimiter", "sep=,\r\nid;x,name\r\n1,2\r\n", Table{Header: []string{"id;x", "name"}, Rows: [][]string{{"1", "2"}}, Lines: []int{3}, Delimiter: ','}},
		{"announced in quotes", "\"sep=|\"\na\n1\n", Table{Header: []string{"a"}, Rows: [][]string{{"1"}}, Lines: []int{3}, Delimiter: '|'}},
		{"a column called sep=x", "sep=x,b\n1,2\n", Table{Header: []string{"sep=x", "b"}, Rows: [][]string{{"1", "2"}}, Lines: []int{2}, Delimiter: ','}},
		{"one column", "id\n7\n", Table{Header: []string{"id"}, Rows: [][]string{{"7"}}, Lines: []int{2}, Delimiter: ','}},
		{"only a header", "id,name\n", Table{Header: []string{"id", "name"}, Delimiter: ','}},
		{"lines without content", "\n;;\nid;name;size\n\n1;Hakunila;2.5\n;;\n2;Myyrmäki;\n;\n",
			with(func(t *Table) { t.Delimiter, t.Lines, t.Notes = ';', []int{5, 7}, []string{gaps + "3"} })},
		{"nameless columns", ",a,\n0,1,\n", Table{Header: []string{"", "a", ""}, Rows: [][]string{{"0", "1", ""}}, Lines: []int{2}, Delimiter: ','}},
	} {
		got, err := Read([]byte(c.text), "a.csv")
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		c.want.Name = "a.csv"
		if d := cmp.Diff(&c.want, got, cmpopts.IgnoreUnexported(Table{})); d != "" {
			t.Errorf("%s:\n%s", c.name, d)
		}
	}
}

func TestReadErrors(t *testing.T) {
	const quotes = `, expected quotes around a whole field, and "" for a quote in it`
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", `a.csv: found "an empty file", expected a line with the names of the columns`},
		{"blank", "\xef\xbb\xbf\r\n ;; \n", `a.csv: found "an empty file", expected a line with the names of the columns`},
		{"workbook", "PK\x03\x04abc", `a.csv: found "a zip archive", expected a delimited text table (a workbook is saved as a table with Save as, CSV UTF-8)`},
		{"binary", "GPKG\x00\x01", `a.csv: found "a byte 0", expected a delimited text table (this is not a text file)`},
		{"UTF-16 without a byte order mark", "i\x00d\x00", `a.csv: found "a byte 0", expected a delimited text table (this is not a text file)`},
		{"UTF-32", "\xff\xfe\x00\x00i\x00\x00\x00", `a.csv: found "a byte 0", expected a delimited text table (this is not a text file)`},
		{"byte 0 far into the file", "id,name\n" + strings.Repeat("1,aaaaaaaa\n", 100) + "1,\x00\n", `a.csv:102: found "a byte 0", expected a delimited text table (this is not a text file, or it is damaged)`},
		{"many columns", strings.Repeat(";", 1<<16) + "\n", `a.csv:1: found "65537 fields", expected at most 65536 columns`},
		{"many columns in quotes", strings.Repeat("\"\";", 1<<16) + "\n", `a.csv:1: found "65537 fields", expected at most 65536 columns`},
		{"many fields", "a;b\n" + strings.Repeat(";", 1<<16) + "\n", `a.csv:2: found "65537 fields", expected at most 65536 columns`},
		{"long row", "a;b\n1;2\n" + strings.Repeat("x", 17<<20), `a.csv:3: found "a row of more than 16 MB", expected a delimited text table (a quote that is not closed, or no text table at all)`},
		{"long header", strings.Repeat("x", 17<<20), `a.csv:1: found "a row of more than 16 MB", expected a delimited text table (a quote that is not closed, or no text table at all)`},
		{"long row in quotes", "a;b\n1;2\n1;\"" + strings.Repeat("x\n", 9<<20), `a.csv:3: found "a row of more than 16 MB", expected a delimited text table (a quote that is not closed, or no text table at all)`},
		{"quote inside a long row", "a;b\n1;2\n1;x\"" + strings.Repeat("x\n", 9<<20), `a.csv:3: found "a quote inside a field"` + quotes},
		{"name twice", "id,Name,name\n1,2,3\n", `a.csv:1: column "name": found "the name twice", expected each column once`},
		{"ragged", "\nid,name\n1\n1,2\n1,2,3\n", `a.csv:3: found "1 field", expected 2 fields, one for each column of the header` + "\n" +
			`a.csv:5: found "3 fields", expected 2 fields, one for each column of the header (a text that contains the delimiter ',' must be in quotes)`},
		{"ragged after an announced delimiter", "sep=\t\nid\tname\n1\t2\t3\n", `a.csv:3: found "3 fields", expected 2 fields, one for each column of the header (a text that contains the delimiter tabs must be in quotes)`},
		{"bare quote", "id,name\n1,2\n1,a \"b\" c\n", `a.csv:3: found "a quote inside a field"` + quotes},
		{"quote that is not closed", "sep=,\nid,name\n1,\"2\n3,4\n", `a.csv:3: found "a quoted field that does not end, or goes on after its quote, on line 4"` + quotes},
		{"quote that is not closed in the header", "\"id;name\n1;2\n", `a.csv:1: found "a quoted field that does not end, or goes on after its quote, on line 2"` + quotes},
		{"several", "id,id\n1\n\"1\"x,2\n", `a.csv:1: column "id": found "the name twice", expected each column once` + "\n" +
			`a.csv:2: found "1 field", expected 2 fields, one for each column of the header` + "\n" +
			`a.csv:3: found "a quoted field that does not end, or goes on after its quote, on line 3"` + quotes},
	} {
		got, err := Read([]byte(c.text), "a.csv")
		if err == nil {
			t.Errorf("%s: no error, %+v", c.name, got)
			continue
		}
		if err.Error() != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, err, c.want)
		}
		if got != nil {
			t.Errorf("%s: a table together with an error", c.name)
		}
	}
}

// wideText returns a text in UTF-16.
func wideText(order binary.AppendByteOrder, text string) string {
	var out []byte
	for _, u := range utf16.Encode([]rune(text)) {
		out = order.AppendUint16(out, u)
	}
	return string(out)
}

func TestReadCapsProblems(t *testing.T) {
	_, err := Read([]byte("a,b\n"+strings.Repeat("1\n", 5000)), "a.csv")
	lines := strings.Split(err.Error(), "\n")
	if len(lines) != 21 || lines[20] != "  and 4980 more of the same kind" {
		t.Errorf("%d lines, last %q", len(lines), lines[len(lines)-1])
	}
}

// one returns the only row of a table with a cell between quotes.
func one(t *testing.T, delimiter, cell string) (row record.Row) {
	t.Helper()
	text := fmt.Sprintf("id%sx\n7%s\"%s\"\n", delimiter, delimiter, cell)
	s, err := Source(func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }, "a.csv", Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Each(nil, func(r *record.Row) error {
		row = record.Row{At: r.At, Values: slices.Clone(r.Values), Comma: r.Comma}
		row.Values[1].Text = bytes.Clone(row.Values[1].Text)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return row
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct {
		delimiter, cell string
		float           float64
		isFloat         bool
		whole           int64
		isWhole         bool
	}{
		{",", "12", 12, true, 12, true},
		{",", " -3 ", -3, true, -3, true},
		{",", "12.0", 12, true, 12, true},
		{",", "12.5", 12.5, true, 0, false},
		{",", "1e3", 1000, true, 1000, true},
		{";", "60,25", 60.25, true, 0, false},
		{";", "60.25", 60.25, true, 0, false},
		{";", "5,0", 5, true, 5, true},
		{",", "60,25", 0, false, 0, false},
		{"\t", "60,25", 0, false, 0, false},
		{";", "1,234,5", 0, false, 0, false},
		{";", "1.234,5", 0, false, 0, false},
		{",", "", 0, false, 0, false},
		{",", "abc", 0, false, 0, false},
		{",", "NaN", 0, false, 0, false},
		{",", "-Inf", 0, false, 0, false},
		{",", "1e999", 0, false, 0, false},
		{",", "0x10", 0, false, 0, false},
		{",", "1_000", 0, false, 0, false},
		{",", "9007199254740993", 9007199254740992, true, 9007199254740993, true},
		{",", "1e17", 1e17, true, 0, false},
	} {
		row := one(t, c.delimiter, c.cell)
		if x, ok := row.Number(1); ok != c.isFloat || ok && x != c.float {
			t.Errorf("%q with %q: the number %v %v", c.cell, c.delimiter, x, ok)
		}
		if n, ok := row.Whole(1); ok != c.isWhole || n != c.whole {
			t.Errorf("%q with %q: the whole number %d %v", c.cell, c.delimiter, n, ok)
		}
	}
}
