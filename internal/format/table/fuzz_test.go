package table

import (
	"bytes"
	"encoding/csv"
	"errors"
	"testing"

	"saavu/internal/format/problem"

	"github.com/google/go-cmp/cmp"
)

// FuzzRead feeds any bytes: no panic, faults as Problems, rows as long as the
// header, and a table written from the result reads back as the same.
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
			for c := range r {
				if x, p := table.Float(i, c); p == nil && x-x != 0 {
					t.Fatalf("Float gives %v", x)
				}
				table.Int(i, c)
			}
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
