package shapefile

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"saavu/internal/format/record"
)

// points makes a .shp of n points.
func points(n int) []byte {
	var all [][]byte
	for i := range n {
		all = append(all, pointShape(1, float64(i), 0))
	}
	return shp(1, all...)
}

func TestRows(t *testing.T) {
	fields := []Field{{"Name", 'C', 6, 0}, {"COUNT", 'N', 4, 0}, {"SHARE", 'N', 6, 2}, {"X", 'F', 13, 11}, {"DAY", 'D', 8, 0}, {"OPEN", 'L', 1, 0}, {"ID", 'I', 4, 0}, {"MEMO", 'M', 10, 0}}
	row := func(mark, name, count, share, x, day, open string) string {
		return fmt.Sprintf("%s%-6s%4s%6s%13s%-8s%1s", mark, name, count, share, x, day, open) + "\xfe\xff\xff\xff" + "         7"
	}
	files := Files{Name: "a.shp", SHP: points(5), DBF: dbf(0x57, fields,
		row(" ", "Hakuni", "-12", "0.50", " 3.81875e+005", "20191231", "T"),
		row("*", "gone", "x", "x", "x", "x", "x"),
		row(" ", "", "", "", "", "", "?"),
		row(" ", " \xc4\xff", "****", "******", "*************", "00000000", "n"),
		row(" ", "ab\x00\x00\x00\x00", "1e3", "7", "007", "20200229", "y"),
	)}
	got, err := Read(files)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(fields, got.Fields); d != "" {
		t.Error(d)
	}
	want := []struct {
		number int
		values []any
	}{
		{1, []any{"Hakuni", int64(-12), 0.5, 381875.0, "2019-12-31", true, int64(-2), nil}},
		{3, []any{nil, nil, nil, nil, nil, nil, int64(-2), nil}},
		{4, []any{" Äÿ", nil, nil, nil, nil, false, int64(-2), nil}},
		{5, []any{"ab", int64(1000), 7.0, 7.0, "2020-02-29", true, int64(-2), nil}},
	}
	if len(got.Records) != len(want) {
		t.Fatalf("%d records", len(got.Records))
	}
	for i, w := range want {
		r := got.Records[i]
		if r.Number != w.number || r.Geometry == nil {
			t.Errorf("record %d: number %d, geometry %v", i, r.Number, r.Geometry)
		}
		if d := cmp.Diff(w.values, r.Values); d != "" {
			t.Errorf("record %d:\n%s", w.number, d)
		}
	}
	if i, ok := got.Field("name"); !ok || i != 0 {
		t.Error("field name")
	}
	if _, ok := got.Field("names"); ok {
		t.Error("field names")
	}
}

// Whole numbers of any width are ids with all their digits.
func TestLongNumbersOfFields(t *testing.T) {
	fields := []Field{{"ID", 'N', 20, 0}, {"CODE", 'N', 24, 3}, {"AREA", 'F', 24, 0}}
	got, err := Read(Files{Name: "a.shp", SHP: points(2), DBF: dbf(0, fields,
		fmt.Sprintf(" %20s%24s%24s", "9007199254740993", "9007199254740993.000", "9007199254740993"),
		fmt.Sprintf(" %20s%24s%24s", "18446744073709551615", "12.000", "1.50"))})
	if err != nil {
		t.Fatal(err)
	}
	want := [][]any{{int64(9007199254740993), int64(9007199254740993), int64(9007199254740993)}, {"18446744073709551615", 12.0, 1.5}}
	for i, r := range got.Records {
		if d := cmp.Diff(want[i], r.Values); d != "" {
			t.Errorf("record %d:\n%s", i+1, d)
		}
	}
}

func TestEncodings(t *testing.T) {
	for _, c := range []struct {
		cpg    string
		driver byte
		raw    string
		want   string // empty = refused
	}{
		{"", 0x57, "\xe4\xd6\x80", "äÖ€"},
		{"", 0x03, "\xe5", "å"},
		{"UTF-8", 0x57, "äö", "äö"},
		{"utf8\r\n", 0, "ä", "ä"},
		{"\ufeff65001", 0, "ä", "ä"},
		{"ISO-8859-1", 0, "\xe4", "ä"},
		{"ISO 88591", 0, "\xe4", "ä"},
		{"CP1252", 0, "\x99", "™"},
		{"ANSI 1252", 0, "\xe4", "ä"},
		{"", 0, "ä", "ä"},
		{"", 0, "\xe4", "ä"},
		{"UTF-8", 0, "\xe4", ""},
		{"", 0x02, "abc", "abc"},
		{"", 0x02, "\x84", ""},
		{"System", 0, "abc", "abc"}, {"System", 0, "\xe4", "ä"}, {"ISO-8859-15", 0, "abc", "abc"}, {"ISO-8859-15", 0, "\xe4 \xa4 \xa8", "ä € š"},
		{"932", 0, "abc", "abc"}, {"932", 0, "\x83\x41", ""}, {"LDID/87", 0, "\xe4", "ä"}, {"65001", 0x57, "ä", "ä"}, {"88591", 0, "\xe4", "ä"},
		{"1252", 0, "ä", "ä"}, {"", 0x57, "ä", "ä"}, {"932", 0, "ä", "ä"}, {"", 0x02, "ä", "ä"}, {"ISO-8859-15", 0, "ä€", "ä€"},
	} {
		name := fmt.Sprintf("%q driver %d text %q", c.cpg, c.driver, c.raw)
		got, err := Read(Files{Name: "a", SHP: points(1), CPG: c.cpg, DBF: dbf(c.driver, []Field{{"T", 'C', 8, 0}}, fmt.Sprintf(" %s%s", c.raw, strings.Repeat(" ", 8-len(c.raw))))})
		if c.want == "" {
			want := fmt.Sprintf("a.dbf:1: column \"T\": found %q, expected text in the file's encoding", c.raw+strings.Repeat(" ", 8-len(c.raw)))
			if err == nil || !strings.HasPrefix(err.Error(), want) || strings.Contains(err.Error(), "save the layer") != (c.cpg != "UTF-8") {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if v := got.Records[0].Values[0]; v != c.want {
			t.Errorf("%s: %q", name, v)
		}
	}
}

// A declared code page that contradicts UTF-8 texts is not used, and the notes
// report it; a single text in another encoding keeps the declared one.
func TestEncodingsThatAreDeclaredWrongly(t *testing.T) {
	field := []Field{{"NIMI", 'C', 6, 0}}
	for _, c := range []struct {
		name, cpg string
		driver    byte
		rows      []string
		texts     []string
		notes     []string
	}{
		{"1252 over UTF-8", "1252", 0, []string{" L\xc3\xa4nsi", " abc   "}, []string{"Länsi", "abc"},
			[]string{"the .cpg says 1252, but every text with letters beyond ASCII is UTF-8 and was read as UTF-8: 1 value"}},
		{"driver over UTF-8", "", 0x57, []string{" L\xc3\xa4nsi", " It\xc3\xa4  "}, []string{"Länsi", "Itä"},
			[]string{"the .dbf says code page 1252 (language driver 0x57), but every text with letters beyond ASCII is UTF-8 and was read as UTF-8: 2 values"}},
		{"a letter that the field cuts", "1252", 0, []string{" L\xc3\xa4nsi", " abcde\xc3"}, []string{"Länsi", "abcde"},
			[]string{"the .cpg says 1252, but every text with letters beyond ASCII is UTF-8 and was read as UTF-8: 2 values", "texts whose last letter is cut by the field width, read without it: 1"}},
		{"1252 as it says", "1252", 0, []string{" L\xe4nsi ", " It\xe4   "}, []string{"Länsi", "Itä"}, nil},
		{"both", "1252", 0, []string{" L\xe4nsi ", " \xc3\xa4    "}, []string{"Länsi", "Ã¤"}, nil},
		{"deleted rows do not count", "1252", 0, []string{" L\xe4nsi ", "*\xc3\xa4    "}, []string{"Länsi"}, []string{"records that are marked as deleted, left out: 1"}},
		{"the system's", "System", 0, []string{" L\xe4nsi ", " abc   "}, []string{"Länsi", "abc"},
			[]string{"the encoding of texts is not stated (the .cpg says System): code page 1252 assumed in 1 value"}},
	} {
		s, err := Source(Files{Name: "a.shp", SHP: points(len(c.rows)), DBF: dbf(c.driver, field, c.rows...), CPG: c.cpg}, "")
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var texts []string
		_ = s.Each(nil, func(r *record.Row) error { texts = append(texts, r.Text(0)); return nil })
		if !slices.Equal(texts, c.texts) || !slices.Equal(s.Notes, c.notes) {
			t.Errorf("%s: %q\n%q", c.name, texts, s.Notes)
		}
	}
}

func TestRowErrors(t *testing.T) {
	number := []Field{{"N", 'N', 3, 0}}
	one := dbf(0, number, "   1")
	for _, c := range []struct {
		name   string
		shapes int
		dbf    []byte
		cpg    string
		want   string
	}{
		{"empty", 1, []byte{}, "", `a.dbf: found "0 bytes", expected a header of at least 33 bytes (the file is empty or truncated)`},
		{"unknown encoding", 1, dbf(0, []Field{{"T", 'C', 2, 0}}, " \xa4\xa4"), "Big5",
			`a.dbf:1: column "T": found "\xa4\xa4", expected text in the file's encoding (the .cpg says Big5, which is not supported: save the layer with the encoding UTF-8)`},
		{"header past the end", 1, one[:40], "", `a.dbf: found "a header of 65 bytes", expected 33 to 40 bytes (this is not a .dbf file, or it is truncated)`},
		{"records too small", 1, edit(one, func(b []byte) []byte { le.PutUint16(b[10:], 3); return b }), "",
			`a.dbf: found "records of 3 bytes", expected at least 4, the sum of the fields' widths (the header is damaged)`},
		{"field without width", 1, dbf(0, []Field{{"N", 'N', 0, 0}}, " "), "", `a.dbf: column "N": found "a field of 0 bytes", expected a width above 0, and 4 for type I (the header is damaged)`},
		{"integer of 2 bytes", 1, dbf(0, []Field{{"N", 'I', 2, 0}}, "   "), "", `a.dbf: column "N": found "a field of 2 bytes", expected a width above 0, and 4 for type I (the header is damaged)`},
		{"field without name", 1, dbf(0, []Field{{"", 'N', 2, 0}}, "  1"), "", `a.dbf: found "field 1 named \"\"", expected a name in the file's encoding`},
		{"cut short", 3, dbf(0, number, "   1", "   2", "   3")[:65+6], "", `a.dbf:2: found "the end of the file", expected 3 records, as stated in the header (the file is truncated)`},
		{"absurd count", 1, edit(one, func(b []byte) []byte { le.PutUint32(b[4:], 0xFFFFFFFF); return b }), "",
			`a.dbf:2: found "the end of the file", expected 4294967295 records, as stated in the header (the file is truncated)`},
		{"other set", 2, one, "", `a.dbf: found "1 records", expected 2, one for each shape of the .shp (the two files do not belong together)`},
		{"no number", 2, dbf(0, number, " 1,5", " abc"), "", `a.dbf:1: column "N": found "1,5", expected a number` + "\n" + `a.dbf:2: column "N": found "abc", expected a number`},
		{"NaN", 1, dbf(0, []Field{{"N", 'F', 3, 0}}, " NaN"), "", `a.dbf:1: column "N": found "NaN", expected a number`},
		{"hexadecimal", 1, dbf(0, []Field{{"N", 'F', 5, 0}}, " 0x1p2"), "", `a.dbf:1: column "N": found "0x1p2", expected a number`},
		{"month 13", 1, dbf(0, []Field{{"D", 'D', 8, 0}}, " 20191301"), "", `a.dbf:1: column "D": found "20191301", expected a date, YYYYMMDD`},
		{"short date", 1, dbf(0, []Field{{"D", 'D', 8, 0}}, " 201912  "), "", `a.dbf:1: column "D": found "201912  ", expected a date, YYYYMMDD`},
		{"logical", 1, dbf(0, []Field{{"L", 'L', 1, 0}}, " 1"), "", `a.dbf:1: column "L": found "1", expected T, F, Y, N or ?`},
	} {
		got, err := Read(Files{Name: "a", SHP: points(c.shapes), DBF: c.dbf, CPG: c.cpg})
		if err == nil {
			t.Errorf("%s: no error, %+v", c.name, got)
			continue
		}
		if err.Error() != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, err, c.want)
		}
		if len(got.Records) != 0 {
			t.Errorf("%s: records together with an error", c.name)
		}
	}
}

func TestProblemsOfBothFilesAreReported(t *testing.T) {
	_, err := Read(Files{Name: "a", SHP: shp(1, pointShape(1, zero/zero, 1)), DBF: dbf(0, []Field{{"N", 'N', 1, 0}}, " x")})
	want := `a.shp:1: found "NaN 1", expected finite coordinates` + "\n" + `a.dbf:1: column "N": found "x", expected a number`
	if err == nil || err.Error() != want {
		t.Errorf("%v", err)
	}
}
