package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
)

// opened is the opener of a zip.
func opened(t testing.TB, data []byte) Opener {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	return func(part string) (io.ReadCloser, error) {
		for _, f := range z.File {
			if f.Name == part {
				return f.Open()
			}
		}
		return nil, fs.ErrNotExist
	}
}

// made is a workbook that excelize writes.
func made(t testing.TB, fill func(*excelize.File)) Opener {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	fill(f)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return opened(t, b.Bytes())
}

// put fills the rows of a sheet from a cell on.
func put(t testing.TB, f *excelize.File, sheet, from string, rows ...[]any) {
	t.Helper()
	column, row, err := excelize.CellNameToCoordinates(from)
	if err != nil {
		t.Fatal(err)
	}
	for i, cells := range rows {
		at, _ := excelize.CoordinatesToCellName(column, row+i)
		if err := f.SetSheetRow(sheet, at, &cells); err != nil {
			t.Fatal(err)
		}
	}
}

// parts opens the given parts of a workbook, and plain ones for the others: one
// sheet named Data, without styles.
func parts(own map[string]string) Opener {
	const start = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	all := map[string]string{
		"_rels/.rels":     `<Relationships><Relationship Id="rId1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml": `<workbook xmlns:r="r"><sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="rId2" Type="http://x/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="rId3" Type="http://x/styles" Target="styles.xml"/></Relationships>`,
		"xl/sharedStrings.xml": `<sst><si><t>id</t></si><si><t>name</t></si></sst>`,
		"xl/styles.xml":        `<styleSheet><cellXfs><xf numFmtId="0"/></cellXfs></styleSheet>`,
	}
	for part, text := range own {
		all[part] = text
	}
	return func(part string) (io.ReadCloser, error) {
		text, ok := all[part]
		if !ok {
			return nil, fs.ErrNotExist
		}
		return io.NopCloser(strings.NewReader(start + text)), nil
	}
}

// data is the part of a sheet with rows.
func data(rows string) map[string]string {
	return map[string]string{"xl/worksheets/sheet1.xml": `<worksheet><dimension ref="A1:XFD1048576"/><sheetData>` + rows + `</sheetData></worksheet>`}
}

const plainHeader = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>`

// dump writes all of a source.
func dump(s *record.Source) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %d rows, header %d: %s\n", s.Layer, s.Rows, s.Header, strings.Join(s.Names(), "|"))
	n := 0
	err := s.Each(nil, func(r *record.Row) error {
		fmt.Fprintf(&b, "%d:", r.At)
		for i, v := range r.Values {
			fmt.Fprintf(&b, " %s(%s)", [...]string{"-", "text", "int", "float", "bool"}[v.Kind], r.Text(i))
		}
		b.WriteByte('\n')
		n++
		return nil
	})
	if err != nil || n != s.Rows {
		fmt.Fprintf(&b, "%d rows, %v\n", n, err)
	}
	for _, n := range s.Notes {
		b.WriteString("- " + n + "\n")
	}
	return b.String()
}

func TestTables(t *testing.T) {
	day := time.Date(2024, 1, 31, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name, sheet string
		fill        func(*excelize.File)
		want        string
	}{
		{"kinds of values", "", func(f *excelize.File) {
			put(t, f, "Sheet1", "A1", []any{"id", "Open\nfrom", "barrier free", "area m2", "code"},
				[]any{1, day, true, 120.5, "00100"}, []any{2, day.Add(8*time.Hour + 30*time.Minute), false, 6_680_125.0, " 1,5 "}, []any{-3, nil, nil, 1e-7, "_x0041_\u00a0"})
		}, "Sheet1 3 rows, header 1: id|Open from|barrier free|area m2|code\n" +
			"2: int(1) text(2024-01-31) bool(true) float(120.5) text(00100)\n" +
			"3: int(2) text(2024-01-31T08:30) bool(false) int(6680125) text(1,5)\n" +
			"4: int(-3) -() -() float(1e-07) text(A)\n"},
		{"titles, empty rows and columns at the edges", "", func(f *excelize.File) {
			put(t, f, "Sheet1", "B2", []any{"Test clinics of the county"}, []any{"Updated", day})
			put(t, f, "Sheet1", "B6", []any{"id", "name", "beds", "rooms"}, []any{1, "Test clinic", 3, 4}, nil, []any{2, "Test station", 1, nil})
			put(t, f, "Sheet1", "B11", []any{"Source: the county"})
		}, "Sheet1 3 rows, header 6: id|name|beds|rooms\n" +
			"7: int(1) text(Test clinic) int(3) int(4)\n9: int(2) text(Test station) int(1) -()\n11: text(Source: the county) -() -() -()\n" +
			"- the header is row 6; the rows above it were skipped: \"Test clinics of the county\"\n" +
			"- rows with one filled cell, perhaps not records: 1, the first on row 11: \"Source: the county\"\n"},
		{"merged header cells in two rows", "", func(f *excelize.File) {
			put(t, f, "Sheet1", "A1", []any{"People by age"}, []any{"Area", "Age", nil, nil, "Language"}, []any{nil, "0-6", "7-17", "18+", nil},
				[]any{"west", 1, 2, 3, "fi"}, []any{"east", 4, 5, 6, "sv"}, []any{nil, 7, 8, 9, "fi"})
			for _, m := range [][2]string{{"A1", "E1"}, {"A2", "A3"}, {"B2", "D2"}, {"E2", "E3"}, {"A5", "A6"}} {
				if err := f.MergeCell("Sheet1", m[0], m[1]); err != nil {
					t.Fatal(err)
				}
			}
		}, "Sheet1 3 rows, header 2: Area|Age 0-6|Age 7-17|Age 18+|Language\n" +
			"4: text(west) int(1) int(2) int(3) text(fi)\n5: text(east) int(4) int(5) int(6) text(sv)\n6: -() int(7) int(8) int(9) text(fi)\n" +
			"- the header is row 2; the rows above it were skipped: \"People by age\"\n- the header is rows 2 to 3, whose names were joined\n" +
			"- merged cells below the header: 1; only the first cell of each has a value\n"},
		{"years as names", "", func(f *excelize.File) {
			put(t, f, "Sheet1", "A1", []any{"Area", 2025, 2030}, []any{"west", 10, 20})
		}, "Sheet1 1 rows, header 1: Area|2025|2030\n2: text(west) int(10) int(20)\n"},
		{"no header", "", func(f *excelize.File) {
			put(t, f, "Sheet1", "A1", []any{1, 2, 3}, []any{4, 5, 6})
		}, "Sheet1 1 rows, header 1: 1|2|3\n2: int(4) int(5) int(6)\n- row 1 is used as the header, although it does not look like one\n"},
		{"one column", "", func(f *excelize.File) {
			put(t, f, "Sheet1", "C3", []any{"id"}, []any{7}, []any{8})
		}, "Sheet1 2 rows, header 3: id\n4: int(7)\n5: int(8)\n- row 3 is used as the header, although it does not look like one\n"},
		{"the first sheet with a table", "", func(f *excelize.File) {
			put(t, f, "Sheet1", "A1", []any{"Read this first"}, []any{"It is a test"})
			for _, name := range []string{"Secret", "Points", "More"} {
				if _, err := f.NewSheet(name); err != nil {
					t.Fatal(err)
				}
				put(t, f, name, "A1", []any{"id", "of " + name}, []any{1, 2})
			}
			if err := f.SetSheetVisible("Secret", false); err != nil {
				t.Fatal(err)
			}
		}, "Points 1 rows, header 1: id|of Points\n2: int(1) int(2)\n" +
			"- the sheet \"Points\" is read: the first visible sheet with a table; all sheets: Sheet1, Secret, Points, More\n"},
		{"a sheet by its name", "secret", func(f *excelize.File) {
			if _, err := f.NewSheet("Secret"); err != nil {
				t.Fatal(err)
			}
			put(t, f, "Secret", "A1", []any{"id", "name"}, []any{1, "x"})
			if err := errors.Join(f.SetRowVisible("Secret", 2, false), f.SetSheetVisible("Secret", false)); err != nil {
				t.Fatal(err)
			}
		}, "Secret 1 rows, header 1: id|name\n2: int(1) text(x)\n- hidden rows of the sheet, which are read too: 1\n"},
		{"formulas that were never calculated", "", func(f *excelize.File) {
			put(t, f, "Sheet1", "A1", []any{"id", "sum"}, []any{1, 2}, []any{2, nil})
			if err := f.SetCellFormula("Sheet1", "B3", "SUM(A2:B2)"); err != nil {
				t.Fatal(err)
			}
		}, "Sheet1 2 rows, header 1: id|sum\n2: int(1) int(2)\n3: int(2) -()\n" +
			"- formulas that were never calculated, read as empty: 1, the first in B3; open and save the workbook in a spreadsheet program\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := Source(made(t, c.fill), "a.xlsx", c.sheet)
			if err != nil {
				t.Fatal(err)
			}
			if got := dump(s); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
			if s.Format != "Excel" || s.File != "a.xlsx" || len(s.Parts) != 1 || s.Parts[0] != "a.xlsx" || len(s.Layers) == 0 {
				t.Errorf("%+v", s)
			}
		})
	}
}

// A cell at the far end costs no more than any other. (excelize would create
// all cells before it, and cannot write this one.)
func TestFarCells(t *testing.T) {
	s, err := Source(parts(data(plainHeader+`<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c></row><row r="3"><c r="A3"><v>3</v></c><c r="B3"><v>4</v></c></row>`+
		`<row r="1048576"><c r="XFD1048576" t="str"><v>far</v></c></row>`)), "a.xlsx", "")
	if err != nil {
		t.Fatal(err)
	}
	want := "Data 3 rows, header 1: id|name|\n2: int(1) int(2) -()\n3: int(3) int(4) -()\n1048576: -() -() text(far)\n" +
		"- columns without a name that hold values: XFD\n- rows with one filled cell, perhaps not records: 1, the first on row 1048576: \"far\"\n"
	if got := dump(s); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestCells(t *testing.T) {
	own := data(plainHeader + `<row r="3" hidden="1"><c r="A3"><f>1+1</f><v>2</v></c><c r="B3" t="str"><f>A</f><v>a &amp; b</v></c></row>` +
		`<row><c t="e"><v>#N/A</v></c><c t="inlineStr"><is><r><t>in </t></r><r><t>line</t></r><rPh><t>no</t></rPh></is></c></row>` +
		`<row r="5"><c r="B5" t="str"><f>""</f><v></v></c></row><row r="6"><c r="A6" s="7"/><c r="B6" t="b"><v>1</v></c></row>` +
		`<row r="7"><c r="A7" t="d"><v>2024-05-01</v></c><c r="B7" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>` +
		`<row r="8"><c r="A8" s="1"><v>45322.354166666664</v></c><c r="B8" s="2"><v>0.3333333333333333</v></c></row>` +
		`<row r="9"><c r="A9" s="3"><v>1.5625</v></c><c r="B9" s="4"><v>45322</v></c></row><row r="10"><c r="A10" s="1"><v>-1</v></c><c r="B10"><v>1.0000000000000001E-2</v></c></row>`)
	own["xl/styles.xml"] = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[$-40B]d.m.yyyy\ h:mm;@"/><numFmt numFmtId="165" formatCode="[h]:mm"/><numFmt numFmtId="166" formatCode="#,##0.00 &quot;days&quot;"/></numFmts>` +
		`<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="20"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs></styleSheet>`
	s, err := Source(parts(own), "a.xlsx", "")
	if err != nil {
		t.Fatal(err)
	}
	want := "Data 7 rows, header 1: id|name\n3: int(2) text(a & b)\n4: -() text(in line)\n6: -() bool(true)\n7: text(2024-05-01) -()\n" +
		"8: text(2024-01-31T08:30) text(08:00)\n9: text(37:30) int(45322)\n10: int(-1) float(0.01)\n" +
		"- cells with an error, read as empty: 2 (#DIV/0! 1, #N/A 1), the first in A4\n- hidden rows of the sheet, which are read too: 1\n"
	if got := dump(s); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	stop := errors.New("stop")
	if err := s.Each([]int{1}, func(r *record.Row) error { return stop }); err != stop {
		t.Error(err)
	}
}

// Whole numbers keep the digits in the file, and the note reports that a
// spreadsheet would not have kept them.
func TestLongNumbersOfCells(t *testing.T) {
	rows := plainHeader
	for i, v := range []string{"9007199254740993", "18446744073709551615", "6.1770016995829299E+17", "999999999999999", "1E3", "1.50"} {
		rows += fmt.Sprintf(`<row r="%d"><c r="A%d"><v>%s</v></c><c r="B%d"><v>%d</v></c></row>`, i+2, i+2, v, i+2, i)
	}
	s, err := Source(parts(data(rows)), "a.xlsx", "")
	if err != nil {
		t.Fatal(err)
	}
	want := "Data 6 rows, header 1: id|name\n2: int(9007199254740993) int(0)\n3: text(18446744073709551615) int(1)\n4: int(617700169958292990) int(2)\n" +
		"5: int(999999999999999) int(3)\n6: int(1000) int(4)\n7: float(1.5) int(5)\n" +
		"- whole numbers of more than 15 digits, of which a spreadsheet keeps 15, so that two ids may have become equal: 3, the first in A2\n"
	if got := dump(s); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestDates(t *testing.T) {
	for _, c := range []struct {
		v       float64
		f       format
		since04 bool
		want    string
	}{
		{0, date, false, "00:00"}, {0.5, date, false, "12:00"}, {0.999999, date, false, "1900-01-01"}, {1, date, false, "1900-01-01"}, {59, date, false, "1900-02-28"},
		{60, date, false, "1900-02-29"}, {61, date, false, "1900-03-01"}, {45322.75, date, false, "2024-01-31T18:00"}, {43860, date, true, "2024-01-31"},
		{2958465, date, false, "9999-12-31"}, {2958466, date, false, ""}, {-1, date, false, ""}, {45322.000011574, date, false, "2024-01-31T00:00:01"},
		{2.25, elapsed, false, "54:00"}, {0.01, elapsed, false, "00:14:24"},
	} {
		if got, ok := iso(c.v, c.f, c.since04); got != c.want || ok != (c.want != "") {
			t.Errorf("%v: %q, expected %q", c.v, got, c.want)
		}
	}
	for code, want := range map[string]format{
		"General": number, "0.00": number, `0 "md"`: number, `0\d`: number, "[Red]0": number, "0.00E+00": number, "yyyy-mm-dd": date, "D.M.YYYY": date, "mm:ss": date,
		"[$-409]h:mm AM/PM": date, "[hh]:mm": elapsed, "[ss]": elapsed, "0;d": number, `"unclosed`: number, "[unclosed": number, "": number, "@": number, "_d0": number,
	} {
		if got := formatOf(code); got != want {
			t.Errorf("%s: %d, expected %d", code, got, want)
		}
	}
}

func TestErrors(t *testing.T) {
	whole := `, expected a workbook that is whole (open it in a spreadsheet program and save it again as .xlsx)`
	saveAgain := ` (open it in a spreadsheet program and save it again as .xlsx)`
	with := func(part, text string) Opener {
		own := data(plainHeader)
		own[part] = text
		return parts(own)
	}
	for _, c := range []struct {
		name, sheet string
		open        Opener
		want        string
	}{
		{"no parts", "", func(string) (io.ReadCloser, error) { return nil, fs.ErrNotExist }, `a.xlsx: found "no part _rels/.rels"` + whole},
		{"no sheet", "", parts(nil), `a.xlsx: found "no part xl/worksheets/sheet1.xml"` + whole},
		{"a binary workbook", "", with("_rels/.rels", `<Relationships><Relationship Type="officeDocument" Target="xl/workbook.bin"/></Relationships>`),
			`a.xlsx: found "the workbook xl/workbook.bin", expected an Excel workbook in XML (.xlsx) (save it as .xlsx)`},
		{"an unknown sheet", "Points", parts(data(plainHeader)), `a.xlsx: found "no sheet Points", expected the name of a sheet (the sheets are Data)`},
		{"an empty sheet", "data", parts(data(`<row r="7"/>`)), `a.xlsx: found "an empty sheet Data", expected a row with the names of the columns (the sheets are Data)`},
		{"an empty workbook", "", parts(data(``)), `a.xlsx: found "an empty workbook", expected a sheet with a table (the sheets are Data)`},
		{"a sheet that is cut", "", with("xl/worksheets/sheet1.xml", `<worksheet><sheetData>`+plainHeader), `a.xlsx: found "xl/worksheets/sheet1.xml: it ends in the middle"` + whole},
		{"a sheet that is cut in a tag", "", with("xl/worksheets/sheet1.xml", `<worksheet><sheetData><row r="1`), `a.xlsx: found "xl/worksheets/sheet1.xml: it ends in the middle"` + whole},
		{"no cells", "", with("xl/worksheets/sheet1.xml", `<worksheet></worksheet>`), `a.xlsx: found "xl/worksheets/sheet1.xml: it holds no cells"` + whole},
		{"no XML", "", with("xl/worksheets/sheet1.xml", "a < b"), `a.xlsx: found "xl/worksheets/sheet1.xml: XML syntax error on line 2: expected element name a…"` + whole},
		{"a shared text that is not there", "", parts(data(plainHeader + `<row r="2"><c r="B2" t="s"><v>2</v></c></row>`)), `a.xlsx:2: column "B": found "shared text 2", expected one of 2 texts` + saveAgain},
		{"no number", "", parts(data(plainHeader + `<row r="2"><c r="B2"><v>x</v></c></row>`)), `a.xlsx:2: column "B": found "x", expected a number` + saveAgain},
		{"a row too far", "", parts(data(plainHeader + `<row r="1048577"/>`)), `a.xlsx:1: found "row 1048577", expected rows in ascending order, at most 1048576` + saveAgain},
		{"a row twice", "", parts(data(plainHeader + `<row r="1"/>`)), `a.xlsx:1: found "row 1", expected rows in ascending order, at most 1048576` + saveAgain},
		{"a cell too far", "", parts(data(plainHeader + `<row r="2"><c r="XFE2"/></row>`)), `a.xlsx:2: found "cell XFE2", expected cells in ascending order, at most 16384 columns` + saveAgain},
		{"a cell twice", "", parts(data(plainHeader + `<row r="2"><c r="B2"/><c r="B2"/></row>`)), `a.xlsx:2: column "B": found "cell B2", expected cells in ascending order, at most 16384 columns` + saveAgain},
		{"a cell outside rows", "", parts(data(`<c/>`)), `a.xlsx: found "a cell", expected cells in rows, at most 16384 columns` + saveAgain},
		{"a name twice", "", parts(data(`<row r="4"><c r="A4" t="str"><v>Id</v></c><c r="C4" t="str"><v>id</v></c></row>`)), `a.xlsx:4: column "id": found "the name twice", expected each column once`},
		{"a long text", "", parts(data(plainHeader + `<row r="2"><c r="B2" t="str"><v>` + strings.Repeat("x", 5<<20))), `a.xlsx: found "xl/worksheets/sheet1.xml: a text of more than 4 MB"` + whole},
	} {
		s, err := Source(c.open, "a.xlsx", c.sheet)
		if s != nil || err == nil || err.Error() != c.want {
			t.Errorf("%s:\n got %v\nwant %s", c.name, err, c.want)
		}
	}
}

// generated produces the rows of a sheet without end.
type generated struct {
	rest []byte
	next func() []byte
}

func (g *generated) Read(p []byte) (int, error) {
	if len(g.rest) == 0 {
		if g.rest = g.next(); g.rest == nil {
			return 0, io.EOF
		}
	}
	n := copy(p, g.rest)
	g.rest = g.rest[n:]
	return n, nil
}

func (g *generated) Close() error { return nil }

// A sheet without end is refused in bounded memory, whatever it is made of.
func TestEndlessParts(t *testing.T) {
	row := 0
	for name, next := range map[string]func() []byte{
		"spaces":    func() []byte { return bytes.Repeat([]byte(" "), 1<<16) },
		"merges":    func() []byte { return bytes.Repeat([]byte(`</sheetData><mergeCell ref="A1:XFD1048576"/>`), 1<<10) },
		"attribute": func() []byte { return bytes.Repeat([]byte("<"+strings.Repeat("a", 1<<12)+" b='"), 1) },
		"rows": func() []byte {
			row++
			return fmt.Appendf(nil, `<row r="%d"><c t="e"><v>#%d</v></c><c r="B%d" t="str"><v>%s</v></c></row>`, row, row, row, strings.Repeat("x", 4000))
		},
	} {
		own := parts(data(plainHeader))
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := source(&book{name: "a.xlsx", longest: 32 << 20, open: func(part string) (io.ReadCloser, error) {
			if part != "xl/worksheets/sheet1.xml" {
				return own(part)
			}
			return &generated{rest: []byte("<worksheet><sheetData>"), next: next}, nil
		}}, "")
		runtime.ReadMemStats(&after)
		if err == nil || !strings.Contains(err.Error(), "MB") && !strings.Contains(err.Error(), "syntax") {
			t.Errorf("%s: %v", name, err)
		}
		if grown := int64(after.HeapSys) - int64(before.HeapSys); grown > 64<<20 {
			t.Errorf("%s: the heap grew by %d MB", name, grown>>20)
		}
	}
}

// FuzzSource feeds any bytes as the parts of a workbook: no panic, faults as
// problems, as many rows as reported.
func FuzzSource(f *testing.F) {
	f.Add([]byte(plainHeader+`<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="e"><v>#N/A</v></c></row>`), []byte(`<sst><si><t>id</t></si><si><r><t>na</t></r><r><t>me</t></r></si></sst>`), []byte(`<a><cellXfs><xf numFmtId="14"/></cellXfs></a>`))
	f.Add([]byte(`<row><c t="inlineStr"><is><t>a_x000D_b</t></is></c><c><f>1</f></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells><sheetData>`), []byte(`<sst/>`), []byte(`<a/>`))
	f.Fuzz(func(t *testing.T, rows, shared, styles []byte) {
		own := data(string(rows))
		own["xl/sharedStrings.xml"], own["xl/styles.xml"] = string(shared), string(styles)
		s, err := Source(parts(own), "a.xlsx", "")
		if err != nil {
			var list problem.Problems
			if !errors.As(err, &list) || len(list) == 0 || s != nil {
				t.Fatalf("%T %v", err, err)
			}
			return
		}
		n, last := 0, 0
		if err := s.Each(nil, func(r *record.Row) error {
			if len(r.Values) != len(s.Fields) || r.At <= last {
				t.Fatalf("row %d after %d with %d values", r.At, last, len(r.Values))
			}
			n, last = n+1, r.At
			return nil
		}); err != nil || n != s.Rows {
			t.Fatalf("%d rows of %d, %v", n, s.Rows, err)
		}
	})
}
