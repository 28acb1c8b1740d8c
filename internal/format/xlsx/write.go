package xlsx

import (
	"archive/zip"
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/paulmach/orb"

	"saavu/internal/format/layer"
)

// Limits of a sheet in the program that the format comes from.
const (
	MostRows    = 1 << 20 // with the header
	MostColumns = 1 << 14

	longestText = 32767          // UTF-16 units of a cell
	exactWhole  = int64(1) << 53 // beyond it a number loses digits
)

// Line is a row of the cover: what it is about, and texts or numbers.
type Line struct {
	Head  string // "" = a further row of the head above
	Cells []any  // string, int64 or float64
}

// Cover is the first sheet of a workbook.
type Cover struct {
	Sheet   string // its name
	Columns string // name of the sheet with the titles of columns
	Lines   []Line
}

// Refuse reports all layers that do not fit a sheet, before anything is written.
func Refuse(layers []layer.Layer) error {
	var faults []error
	for i := range layers {
		l := &layers[i]
		if n := l.Len + 1; n > MostRows {
			faults = append(faults, fmt.Errorf("layer %q has %d rows with the header, and a sheet of .xlsx holds %d: write .csv or .parquet", l.Name, n, MostRows))
		}
		if n := len(l.Columns); n > MostColumns {
			faults = append(faults, fmt.Errorf("layer %q has %d columns, and a sheet of .xlsx holds %d: write .csv or .parquet", l.Name, n, MostColumns))
		}
		faults = append(faults, l.Check("nothing"))
	}
	return errors.Join(faults...)
}

// Write writes a workbook: the cover, a sheet with the titles and descriptions of all
// columns, then one sheet for each layer, with the names of columns in a bold, frozen
// first row that filters. Numbers are numbers and texts are texts, whatever they look
// like: no cell is a formula. A whole number of more than 15 digits is a text, as a
// number would lose some. A geometry is left out, and an unknown value is an empty
// cell. Errors are those of Refuse, a text longer than a cell holds, and a number
// that is not finite. The same layers give the same bytes.
func Write(out io.Writer, cover Cover, layers []layer.Layer) error {
	if err := Refuse(layers); err != nil {
		return fmt.Errorf("write Excel workbook: %w", err)
	}
	b := &workbook{zip: zip.NewWriter(out)}
	all := append([]layer.Layer{cover.layer(), columnsLayer(cover.Columns, layers)}, layers...)
	names := sheetNames(all)
	for i := range all {
		if err := b.sheet(i, &all[i], i == 0); err != nil {
			return fmt.Errorf("write Excel workbook: %w", err)
		}
	}
	if err := b.rest(names, all); err != nil {
		return err
	}
	return b.zip.Close()
}

// layer is the cover as rows.
func (c *Cover) layer() layer.Layer {
	widest := 1
	for _, l := range c.Lines {
		widest = max(widest, len(l.Cells))
	}
	return layer.Layer{Name: c.Sheet, Columns: make([]layer.Column, 1+widest), Len: len(c.Lines),
		Row: func(i int, values []any) orb.Geometry {
			if c.Lines[i].Head != "" {
				values[0] = c.Lines[i].Head
			}
			copy(values[1:], c.Lines[i].Cells)
			return nil
		}}
}

// columnsLayer lists the columns of layers.
func columnsLayer(name string, layers []layer.Layer) layer.Layer {
	var rows [][4]string
	for i := range layers {
		for _, c := range layers[i].Columns {
			rows = append(rows, [4]string{layers[i].Name, c.Name, c.Title, c.Description})
		}
	}
	return layer.Layer{Name: name, Len: len(rows),
		Columns: []layer.Column{{Name: "layer", Type: layer.Text}, {Name: "column", Type: layer.Text},
			{Name: "title", Type: layer.Text}, {Name: "description", Type: layer.Text}}, Row: func(i int, values []any) orb.Geometry {
			for k, text := range rows[i] {
				if text != "" {
					values[k] = text
				}
			}
			return nil
		}}
}

// sheetNames makes names of at most 31 characters, without those that the format
// forbids, and no two equal, case aside.
func sheetNames(layers []layer.Layer) []string {
	taken := map[string]bool{"history": true} // which the program keeps
	out := make([]string, len(layers))
	for i := range layers {
		plain := strings.Map(func(c rune) rune {
			if strings.ContainsRune(`[]:*?/\`, c) || c < ' ' {
				return '_'
			}
			return c
		}, layers[i].Name)
		name := shortened(plain, "")
		for n := 2; name == "" || taken[strings.ToLower(name)]; n++ {
			name = shortened(plain, "_"+strconv.Itoa(n))
		}
		taken[strings.ToLower(name)] = true
		out[i] = name
	}
	return out
}

// shortened cuts a name so that it fits with an end, and has no apostrophe first or last.
func shortened(name, end string) string {
	units := utf16.Encode([]rune(strings.Trim(name, "'")))
	if most := 31 - len(end); len(units) > most {
		units = units[:most]
	}
	text := string(utf16.Decode(units))
	return strings.Trim(strings.TrimRight(text, "\uFFFD")+end, "'")
}

// workbook writes the parts of a workbook.
type workbook struct{ zip *zip.Writer }

func (b *workbook) part(name, text string) error {
	w, err := b.zip.Create(name)
	if err == nil {
		_, err = io.WriteString(w, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`+"\n"+text)
	}
	return err
}

// The styles of cells.
const (
	plain = iota
	bold
	wrapped
)

const styles = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>` +
	`<font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
	`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
	`<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>` +
	`<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs>` +
	`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

// rest writes what all sheets share.
func (b *workbook) rest(names []string, layers []layer.Layer) error {
	var types, sheets, filters, relations strings.Builder
	for i, name := range names {
		n := i + 1
		fmt.Fprintf(&types, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`, n)
		fmt.Fprintf(&sheets, `<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, escaped(name), n, n)
		fmt.Fprintf(&relations, `<Relationship Id="rId%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet%d.xml"/>`, n, n)
		if i > 0 {
			fmt.Fprintf(&filters, `<definedName name="_xlnm._FilterDatabase" localSheetId="%d" hidden="1">%s</definedName>`, i,
				escaped("'"+strings.ReplaceAll(name, "'", "''")+"'!"+span(&layers[i], "$")))
		}
	}
	const main, office, pack = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://schemas.openxmlformats.org/package/2006/relationships"
	for _, p := range [][2]string{
		{"xl/workbook.xml", `<workbook xmlns="` + main + `" xmlns:r="` + office + `"><bookViews><workbookView/></bookViews><sheets>` + sheets.String() + `</sheets><definedNames>` + filters.String() + `</definedNames></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="` + pack + `">` + relations.String() +
			fmt.Sprintf(`<Relationship Id="rId%d" Type="%s/styles" Target="styles.xml"/></Relationships>`, len(names)+1, office)},
		{"xl/styles.xml", styles},
		{"_rels/.rels", `<Relationships xmlns="` + pack + `"><Relationship Id="rId1" Type="` + office + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` +
			`<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>` + types.String() + `</Types>`},
	} {
		if err := b.part(p[0], p[1]); err != nil {
			return err
		}
	}
	return nil
}

// span is the range of a layer's cells with its header; mark stands before columns
// and rows.
func span(l *layer.Layer, mark string) string {
	return mark + "A" + mark + "1:" + mark + columnName(max(len(l.Columns), 1)-1) + mark + strconv.Itoa(l.Len+1)
}

// columnName is A, B, ... Z, AA ... of a column from 0.
func columnName(c int) string {
	if c >= 26 {
		return columnName(c/26-1) + string(rune('A'+c%26))
	}
	return string(rune('A' + c))
}

// sheet writes one sheet. The cover has no header.
func (b *workbook) sheet(at int, l *layer.Layer, cover bool) error {
	part, err := b.zip.Create(fmt.Sprintf("xl/worksheets/sheet%d.xml", at+1))
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(part, 1<<16)
	s := &sheetWriter{l: l}
	for c := range l.Columns {
		s.letters = append(s.letters, columnName(c))
	}
	s.begin(cover)
	if !cover {
		s.open()
		for c, column := range l.Columns {
			if err := s.text(c, column.Name, bold); err != nil {
				return err
			}
		}
		s.b.WriteString("</row>")
	}
	values := make([]any, len(l.Columns))
	for i := range l.Len {
		clear(values)
		l.Row(i, values)
		s.open()
		for c, v := range values {
			style := plain
			if cover {
				style = [...]int{bold, wrapped}[min(c, 1)]
			} else if v, err = layer.Value(l.Columns[c].Type, v); err != nil {
				return s.fault(c, err)
			}
			if err := s.value(c, v, style); err != nil {
				return err
			}
		}
		s.b.WriteString("</row>")
		if _, err := s.b.WriteTo(w); err != nil {
			return err
		}
	}
	s.b.WriteString("</sheetData>")
	if !cover {
		s.b.WriteString(`<autoFilter ref="` + span(l, "") + `"/>`)
	}
	s.b.WriteString("</worksheet>")
	if _, err := s.b.WriteTo(w); err != nil {
		return err
	}
	return w.Flush()
}
