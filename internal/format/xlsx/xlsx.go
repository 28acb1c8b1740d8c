// Package xlsx reads the tables of Excel workbooks (Office Open XML, ECMA-376):
// it chooses a sheet, finds the row that names the columns, and returns the
// rows below it as plain records, numbers as numbers and dates as ISO text.
// Parts of the workbook are read as a stream, in bounded memory, whatever size
// the file claims. The caller unpacks them. Write makes a workbook of layers.
package xlsx

import (
	"errors"
	"io"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
)

// Opener opens a part of a workbook by its name in the zip, such as
// "xl/workbook.xml". fs.ErrNotExist means that there is none.
type Opener func(part string) (io.ReadCloser, error)

// Source opens a table of a workbook: the named sheet, else the first visible
// one with a table. Fields are named by the header row; columns and rows
// without content are left out. Whole numbers are Int, other numbers Float,
// dates and times Text as in "2024-01-31" and "2024-01-31T08:30", and numbers
// stored as text remain texts. Formulas have the last calculated value. Cells
// with an error are Null and counted in Notes. Row.At is the row of the sheet.
// Errors are problem.Problems.
func Source(open Opener, name, sheet string) (*record.Source, error) {
	return source(&book{open: open, name: name, longest: longestPart}, sheet)
}

func source(b *book, sheet string) (*record.Source, error) {
	if err := b.read(); err != nil {
		return nil, err
	}
	at, found, err := b.choose(sheet)
	if err != nil {
		return nil, err
	}
	s := &record.Source{File: b.name, Format: "Excel", Layer: b.sheets[at].name, Parts: []string{b.name}, Header: found.header,
		Rows: found.rows}
	for i := range b.sheets {
		s.Layers = append(s.Layers, b.sheets[i].name)
	}
	for _, c := range found.columns {
		s.Fields = append(s.Fields, record.Field{Name: c.name})
	}
	if sheet == "" && len(b.sheets) > 1 {
		s.Notes = append(s.Notes, "the sheet "+strconv.Quote(s.Layer)+" is read: the first visible sheet with a table; all sheets: "+strings.Join(s.Layers, ", "))
	}
	s.Notes = append(s.Notes, found.notes()...)
	if err := found.problems(b.name).Err(); err != nil {
		return nil, err
	}
	s.Each = func(want []int, visit func(*record.Row) error) error { return b.each(at, found, want, visit) }
	return s, nil
}

// book is an open workbook.
type book struct {
	open    Opener
	name    string // of the file, for messages
	sheets  []sheet
	strings texts    // that cells share
	styles  []format // of cells, by the index of their style
	since04 bool     // days are counted from 1904
	longest int64    // bytes of a part
}

// sheet is a table of a workbook.
type sheet struct {
	name, part string
	hidden     bool
}

// fault makes problems of an error in a part.
func (b *book) fault(part string, err error) error {
	var list problem.Problems
	var one problem.Problem
	switch {
	case err == nil:
		return nil
	case errors.As(err, &list):
		return list
	case errors.As(err, &one):
		one.File = b.name
		return problem.Problems{one}
	case errors.Is(err, fs.ErrNotExist):
		return problem.Problems{{File: b.name, Found: "no part " + part, Expected: "a workbook that is whole", Hint: saveAgain}}
	}
	return problem.Problems{{File: b.name, Found: part + ": " + err.Error(), Expected: "a workbook that is whole", Hint: saveAgain}}
}

const saveAgain = "open it in a spreadsheet program and save it again as .xlsx"

// relation is how one part names another.
type relation struct{ kind, part string }

// relations reads what the part in a folder refers to, by the id that it uses.
func (b *book) relations(part string) (map[string]relation, error) {
	folder, file := path.Split(part)
	out := map[string]relation{}
	err := b.part(folder+"_rels/"+file+".rels", func(r *tokens) error {
		return r.each(func(t tag) error {
			if t.name == "Relationship" && t.attribute("TargetMode") != "External" {
				target := t.attribute("Target")
				if !strings.HasPrefix(target, "/") {
					target = path.Join("/", folder, target)
				}
				out[t.attribute("Id")] = relation{kind: path.Base(t.attribute("Type")), part: strings.TrimPrefix(path.Clean(target), "/")}
			}
			return nil
		})
	})
	return out, err
}

// read reads what all sheets share.
func (b *book) read() error {
	main := "xl/workbook.xml"
	top, err := b.relations("")
	if err != nil {
		return err
	}
	for _, r := range top {
		if r.kind == "officeDocument" {
			main = r.part
		}
	}
	if path.Ext(main) != ".xml" {
		return problem.Problems{{File: b.name, Found: "the workbook " + main, Expected: "an Excel workbook in XML (.xlsx)", Hint: "save it as .xlsx"}}
	}
	related, err := b.relations(main)
	if err != nil {
		return err
	}
	if err := b.part(main, func(r *tokens) error { return b.readWorkbook(r, related) }); err != nil {
		return err
	}
	var shared, styles error
	for _, r := range related {
		switch r.kind {
		case "sharedStrings":
			shared = b.part(r.part, b.strings.read)
		case "styles":
			styles = b.part(r.part, b.readStyles)
		}
	}
	if shared != nil {
		return shared
	}
	return styles
}

// readWorkbook lists the sheets with cells; charts are sheets too.
func (b *book) readWorkbook(r *tokens, related map[string]relation) error {
	return r.each(func(t tag) error {
		switch t.name {
		case "workbookPr":
			b.since04 = isTrue(t.attribute("date1904"))
		case "sheet":
			if to := related[t.attribute("id")]; to.kind == "worksheet" && len(b.sheets) < mostSheets {
				b.sheets = append(b.sheets,
					sheet{name: t.attribute("name"), part: to.part, hidden: t.attribute("state") != "" && t.attribute("state") != "visible"})
			}
		}
		return nil
	})
}

func isTrue(word string) bool { return word == "1" || word == "true" }
