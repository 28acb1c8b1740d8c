package ttm

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"saavu/internal/format/problem"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// FuzzParse feeds any bytes. Parse must not panic, must report faults as
// Problems and otherwise return what it documents: a file written from the
// result reads back as the same, and the plain reader agrees.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"", "from_id;to_id\n", "from_id;to_id;a\n1;5879894;2\n2;-1;-1\n", "from_id;to_id;a\r\n1;5879894;2\r\n",
		"a;from_id;to_id\n\n12345678;1;5879894", "from_id,to_id\n1,2\n", "from_id;to_id;a\n1;5879894;-\n;;\n1;5879894;99999999999\n",
	} {
		f.Add([]byte(s))
	}
	var reused File
	f.Fuzz(func(t *testing.T, data []byte) {
		var fresh File
		err := Parse(data, fileName, &fresh)
		again := Parse(data, fileName, &reused)
		if (err == nil) != (again == nil) {
			t.Fatalf("fresh %v, reused %v", err, again)
		}
		if err != nil {
			var ps problem.Problems
			if !errors.As(err, &ps) || ps.Count() == 0 {
				t.Fatalf("%T: %v", err, err)
			}
			return
		}
		if d := cmp.Diff(look(&fresh), look(&reused), cmpopts.EquateEmpty()); d != "" {
			t.Fatal(d)
		}
		check(t, &fresh)
	})
}

func check(t *testing.T, f *File) {
	if f.Rows == 0 || len(f.From) != f.Rows || len(f.Columns) != len(f.Values) {
		t.Fatalf("rows %d, from %d, columns %d, values %d", f.Rows, len(f.From), len(f.Columns), len(f.Values))
	}
	for _, c := range f.Columns {
		if strings.ContainsAny(c, "\"\r\n") || strings.TrimSpace(c) != c {
			return // the writer below does not quote names
		}
	}
	text := write(f)
	naive, err := naiveParse([]byte(text), fileName)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(naive, look(f), cmpopts.EquateEmpty()); d != "" {
		t.Fatal(d)
	}
	var back File
	if err := Parse([]byte(text), fileName, &back); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(look(f), look(&back), cmpopts.EquateEmpty()); d != "" {
		t.Fatal(d)
	}
	for _, v := range f.Values {
		for _, x := range v {
			if x < NoData {
				t.Fatalf("value %d", x)
			}
		}
	}
}

// write returns the text of f.
func write(f *File) string {
	var b strings.Builder
	b.WriteString("from_id;to_id")
	for _, c := range f.Columns {
		b.WriteString(";" + c)
	}
	for row := range f.Rows {
		b.WriteString("\n" + strconv.Itoa(int(f.From[row])) + ";" + strconv.FormatInt(f.Destination, 10))
		for _, v := range f.Values {
			b.WriteString(";" + strconv.Itoa(int(v[row])))
		}
	}
	b.WriteString("\n")
	return b.String()
}
