package source

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"saavu/internal/format/record"
)

// workbookOf is a workbook with one sheet.
func workbookOf(t testing.TB, rows ...[]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i := range rows {
		at, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := f.SetSheetRow("Sheet1", at, &rows[i]); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWorkbooks(t *testing.T) {
	good := workbookOf(t, []any{"id", "x"}, []any{"a", 385125.5})
	for _, name := range []string{
		written(t, "points.xlsx", good), written(t, "points.xlsm", good), written(t, "points", good), written(t, "points.zip", good),
		written(t, "outer.zip", packed(t, "in/points.xlsx", string(good))),
		written(t, "outer.zip", packed(t, "in/points.xlsx", string(good))) + "/in/points.xlsx",
	} {
		s, err := Open(OS(), name, Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		rows := 0
		err = s.Each(nil, func(r *record.Row) error {
			rows++
			if x, ok := r.Number(1); r.Text(0) != "a" || !ok || x != 385125.5 || r.At != 2 {
				t.Errorf("%s: %+v", name, r)
			}
			return nil
		})
		if err != nil || rows != 1 || s.Format != "Excel" || s.Layer != "Sheet1" {
			t.Errorf("%s: %d rows, %v, %+v", name, rows, err, s)
		}
	}
}

func TestNoWorkbooks(t *testing.T) {
	good := workbookOf(t, []any{"id", "x"}, []any{"a", 1})
	damaged := bytes.Clone(good)
	at := bytes.Index(damaged, []byte("xl/worksheets/sheet1.xml"))
	for i := range 40 {
		damaged[at+60+i] ^= 0x55
	}
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"old.xls", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00"), `: found "an old Excel workbook (.xls), or one with a password", expected an Excel workbook (.xlsx) or a text table (save it as .xlsx, without a password)`},
		{"open.ods", packed(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", "<a/>"), `: found "an OpenDocument file (.ods)", expected an Excel workbook (.xlsx) or a text table (save it as .xlsx or CSV)`},
		{"short.xlsx", good[:len(good)/2], `: found "a zip that cannot be read", expected an Excel workbook, or a zip of maps or tables (it is not a zip, or it is truncated)`},
		{"damaged.xlsx", damaged, `: found "xl/worksheets/sheet1.xml: `},
		{"bomb.xlsx", workbookBomb(t), `: found "xl/worksheets/sheet1.xml: it unpacks to more than 200 times its size`},
		{"twice.xlsx", packed(t, "xl/workbook.xml", "<a/>", "xl/workbook.xml", "<a/>"), `: found "a zip that cannot be read", expected an Excel workbook, or a zip of maps or tables (the zip has the entry "xl/workbook.xml" twice)`},
		{"text.docx", packed(t, "word/document.xml", "<a/>"), `: found "a zip", expected a name that ends in .zip, .kmz or .xlsx (rename the file)`},
	} {
		name := written(t, c.name, c.data)
		s, err := Open(OS(), name, Options{})
		if s != nil || err == nil || !strings.HasPrefix(err.Error(), name+c.want) {
			t.Errorf("%s:\n got %v\nwant %s%s", c.name, err, name, c.want)
		}
	}
}

// workbookBomb is a workbook whose sheet unpacks to a thousand times its size:
// valid rows, all equal.
func workbookBomb(t testing.TB) []byte {
	t.Helper()
	good := workbookOf(t, []any{"id", "x"}, []any{"a", 1})
	in, err := zip.NewReader(bytes.NewReader(good), int64(len(good)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range in.File {
		if f.Name == "xl/worksheets/sheet1.xml" {
			repeatedEntry(t, w, f.Name, "<worksheet><sheetData>", strings.Repeat("<row><c><v>1</v></c></row>", 10_000), 100, "</sheetData></worksheet>")
			continue
		}
		to, err := w.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		from, err := f.Open()
		if err == nil {
			_, err = io.Copy(to, from)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
