package ttm

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const fileName = "travel_times_to_ 5879894.txt"

// view is what a caller sees of a File.
type view struct {
	Destination int64
	From        []int32
	Columns     []string
	Values      [][]int32
	Rows        int
}

func look(f *File) view {
	return view{f.Destination, f.From, f.Columns, f.Values, f.Rows}
}

func TestParse(t *testing.T) {
	plain := view{5879894, []int32{5785640, 5785641}, []string{"walk_t", "car_r_t"}, [][]int32{{123, 0}, {18, -1}}, 2}
	for _, c := range []struct {
		name, file, text string
		want             view
	}{
		{"plain", fileName, "from_id;to_id;walk_t;car_r_t\n5785640;5879894;123;18\n5785641;5879894;0;-1\n", plain},
		{"no newline at the end", fileName, "from_id;to_id;walk_t;car_r_t\n5785640;5879894;123;18\n5785641;5879894;0;-1", plain},
		{"CRLF", fileName, "from_id;to_id;walk_t;car_r_t\r\n5785640;5879894;123;18\r\n5785641;5879894;0;-1\r\n", plain},
		{"CRLF, last line bare", fileName, "from_id;to_id;walk_t;car_r_t\r\n5785640;5879894;123;18\r\n5785641;5879894;0;-1\r", plain},
		{"byte order mark, quoted header", fileName, "\xef\xbb\xbf\"from_id\";\"to_id\"; walk_t ;car_r_t\n5785640;5879894;123;18\n5785641;5879894;0;-1\n", plain},
		{"ids last", fileName, "walk_t;to_id;car_r_t;from_id\n123;5879894;18;5785640\n0;5879894;-1;5785641\n", plain},
		{"to_id -1", fileName, "from_id;to_id;walk_t;car_r_t\n5785640;-1;123;18\n5785641;5879894;0;-1\n", plain},
		{"to_id -1 on every row", fileName, "from_id;to_id;walk_t;car_r_t\n5785640;-1;123;18\n5785641;-1;0;-1\n", plain},
		{"destination from to_id", "part.txt", "from_id;to_id;walk_t;car_r_t\n5785640;-1;123;18\n5785641;5879894;0;-1\n", plain},
		{"blank lines and spaces", fileName, "from_id;to_id;walk_t;car_r_t\n\n5785640; 5879894;123 ;18\n \r\n5785641;5879894;0;-1\n\n\n", plain},
		{"no value column", fileName, "from_id;to_id\n5785640;5879894\n", view{5879894, []int32{5785640}, nil, nil, 1}},
		{"every length", "travel_times_to_1.txt", "from_id;to_id;a;b;c;d;e;f;g;h;i;j\n1;1;1;22;333;4444;55555;666666;7777777;88888888;999999999;2147483647\n",
			view{1, []int32{1}, strings.Split("a;b;c;d;e;f;g;h;i;j", ";"),
				[][]int32{{1}, {22}, {333}, {4444}, {55555}, {666666}, {7777777}, {88888888}, {999999999}, {2147483647}}, 1}},
		{"leading zeros", "travel_times_to_1.txt", "from_id;to_id;a\n0000001;1;000000000012\n", view{1, []int32{1}, []string{"a"}, [][]int32{{12}}, 1}},
		{"repeated from_id is kept", "travel_times_to_1.txt", "from_id;to_id;a\n7;1;5\n7;1;6\n", view{1, []int32{7, 7}, []string{"a"}, [][]int32{{5, 6}}, 2}},
	} {
		var f File
		if err := Parse([]byte(c.text), c.file, &f); err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if d := cmp.Diff(c.want, look(&f)); d != "" {
			t.Errorf("%s:\n%s", c.name, d)
		}
	}
}

func TestParseErrors(t *testing.T) {
	const at = fileName + ":"
	long := strings.Repeat("a;", 300)
	for _, c := range []struct {
		name, file, text, want string
	}{
		{"empty", fileName, "", at + ` found "an empty file", expected a header and at least one row`},
		{"blank", fileName, "\r\n \n", at + ` found "an empty file", expected a header and at least one row`},
		{"header only", fileName, "from_id;to_id;walk_t\n", at + ` found "a header without rows", expected at least one row`},
		{"commas", fileName, "from_id,to_id,walk_t\n1,2,3\n", at + `1: found ",", expected ';' between fields (a travel time matrix is a text file whose first line names the columns: from_id;to_id;walk_t;...)`},
		{"tabs", fileName, "from_id\tto_id\n1\t2\n", at + `1: found "a tab", expected ';' between fields (a travel time matrix is a text file whose first line names the columns: from_id;to_id;walk_t;...)`},
		{"no delimiter", fileName, "PK\x03\x04", at + `1: found "no delimiter", expected ';' between fields (a travel time matrix is a text file whose first line names the columns: from_id;to_id;walk_t;...)`},
		{"no from_id", fileName, "FROM_ID;to_id;walk_t\n1;2;3\n", at + `1: column "from_id": found nothing, expected a column of this name (the columns are FROM_ID, to_id, walk_t)`},
		{"neither id", fileName, "a;b\n1;2\n", at + `1: column "from_id": found nothing, expected a column of this name (the columns are a, b)` + "\n" +
			at + `1: column "to_id": found nothing, expected a column of this name (the columns are a, b)`},
		{"name twice", fileName, "from_id;to_id;a;a\n1;2;3;4\n", at + `1: column "a": found "the name twice", expected each column once`},
		{"nameless column", fileName, "from_id;to_id;a;\n1;2;3;\n", at + `1: found "an empty name in place 4", expected a name for every column`},
		{"too many columns", fileName, long + "\n", at + `1: found "301 columns", expected at most 256`},
		{"too few", fileName, "from_id;to_id;a\n1;5879894\n2;5879894;3\n", at + `2: found "2 fields", expected 3 fields, one for each column of the header`},
		{"too many", fileName, "from_id;to_id;a\n2;5879894;3\n1;5879894;3;4\n", at + `3: found "4 fields", expected 3 fields, one for each column of the header`},
		{"a word", fileName, "from_id;to_id;a\nx\n", at + `2: found "1 field", expected 3 fields, one for each column of the header`},
		{"decimal", fileName, "from_id;to_id;a;b\n1;5879894;12.5;3\n", at + `2: column "a": found "12.5", expected a whole number, or -1 for no data`},
		{"empty field", fileName, "from_id;to_id;a;b\n1;5879894;;3\n", at + `2: column "a": found nothing, expected a whole number, or -1 for no data`},
		{"below -1", fileName, "from_id;to_id;a;b\n1;5879894;-2;3\n", at + `2: column "a": found "-2", expected a whole number, or -1 for no data`},
		{"too large", fileName, "from_id;to_id;a;b\n1;5879894;2147483648;3\n", at + `2: column "a": found "2147483648", expected a whole number, or -1 for no data`},
		{"from_id -1", fileName, "from_id;to_id;a;b\n-1;5879894;1;3\n", at + `2: column "from_id": found "-1", expected the id of an origin cell, a whole number`},
		{"other to_id", fileName, "from_id;to_id;a\n1;5879894;2\n2;5879895;3\n", at + `3: column "to_id": found "5879895", expected 5879894 or -1 (one file holds one destination, the one in its name)`},
		{"two destinations, name without id", "part.txt", "from_id;to_id;a\n1;5;2\n2;6;3\n", `part.txt:3: column "to_id": found "6", expected 5 or -1 (one file holds one destination, the one in its name)`},
		{"no destination", "part.txt", "from_id;to_id;a\n1;-1;2\n", `part.txt: column "to_id": found "-1 on every row", expected the destination's id here or in the file's name (name the file travel_times_to_ID.txt)`},
		{"lines are counted across blank ones, all faults reported", fileName, "from_id;to_id;a;b\n\n1;5879894;x;y\n2;5879894\nz;5879894;1;1\n",
			at + `3: column "a": found "x", expected a whole number, or -1 for no data` + "\n" +
				at + `3: column "b": found "y", expected a whole number, or -1 for no data` + "\n" +
				at + `4: found "2 fields", expected 4 fields, one for each column of the header` + "\n" +
				at + `5: column "from_id": found "z", expected the id of an origin cell, a whole number`},
	} {
		f := File{Destination: 9, Rows: 3, From: make([]int32, 3)}
		err := Parse([]byte(c.text), c.file, &f)
		if err == nil {
			t.Errorf("%s: no error", c.name)
			continue
		}
		if err.Error() != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, err, c.want)
		}
		if f.Rows != 0 || len(f.From) != 0 || len(f.Values) != 0 {
			t.Errorf("%s: the file is not empty after an error", c.name)
		}
	}
}

func TestParseCapsProblems(t *testing.T) {
	var b strings.Builder
	b.WriteString("from_id;to_id;a\n")
	for i := range 1000 {
		fmt.Fprintf(&b, "%d;5879894;?\n", i)
	}
	err := Parse([]byte(b.String()), fileName, new(File))
	lines := strings.Split(err.Error(), "\n")
	if len(lines) != 21 || lines[20] != "  and 980 more of the same kind" {
		t.Errorf("%d lines, last %q", len(lines), lines[len(lines)-1])
	}
}

// A large file first, then a small one of other columns, then the large one
// again: no content of one may appear in the other.
func TestParseReuses(t *testing.T) {
	large := []byte("from_id;to_id;a;b;c\n" + strings.Repeat("11;5879894;1;2;3\n", 50))
	small := []byte("b;from_id;to_id\n9;8;5879894\n")
	var f, fresh File
	for _, data := range [][]byte{large, small, large} {
		fresh = File{}
		if err := Parse(data, fileName, &f); err != nil {
			t.Fatal(err)
		}
		if err := Parse(data, fileName, &fresh); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(look(&fresh), look(&f)); d != "" {
			t.Error(d)
		}
	}
	if v, ok := f.Column("b"); !ok || len(v) != 50 || v[49] != 2 {
		t.Error("column b")
	}
	if _, ok := f.Column("to_id"); ok {
		t.Error("to_id is no value column")
	}
}

// A header of many names before few bytes must not reserve names x lines.
func TestParseMemoryIsBounded(t *testing.T) {
	data := "from_id;to_id"
	for i := range 200 {
		data += fmt.Sprintf(";c%d", i)
	}
	data += strings.Repeat("\n", 1<<20)
	var f File
	if err := Parse([]byte(data), fileName, &f); err == nil {
		t.Fatal("no error")
	}
	if n := cap(f.cells) * 4; n > 2*len(data)+4096 {
		t.Errorf("%d bytes reserved for a file of %d", n, len(data))
	}
}

func TestDestinationOf(t *testing.T) {
	for _, c := range []struct {
		name string
		id   int64
		ok   bool
	}{
		{"travel_times_to_ 5879894.txt", 5879894, true},
		{"/data/5879xxx/travel_times_to_ 5879894.txt", 5879894, true},
		{`C:\ttm\travel_times_to_5879894.txt`, 5879894, true},
		{"travel_times_to_5878070_Jumbo.txt", 5878070, true},
		{"travel_times_to_.txt", 0, false},
		{"travel_times_to_Jumbo.txt", 0, false},
		{"5879894.txt", 0, false},
		{"travel_times_to_99999999999.txt", 0, false},
	} {
		id, ok := DestinationOf(c.name)
		if ok != c.ok || ok && id != c.id {
			t.Errorf("%q: %d %v", c.name, id, ok)
		}
	}
}
