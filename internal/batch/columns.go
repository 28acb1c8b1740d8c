package batch

import (
	"bytes"
	"errors"
	"io"

	"github.com/parquet-go/parquet-go"
)

// eachFigure reads the rows of figures.parquet whose measure is wanted. It goes through
// the table column by column, as few rows of many are wanted.
func eachFigure(table []byte, wanted func(measure string) bool, use func(*figureRow)) (err error) {
	defer damaged(&err)
	file, err := parquet.OpenFile(bytes.NewReader(table), int64(len(table)))
	if err != nil {
		return err
	}
	texts := texts{}
	for _, group := range file.RowGroups() {
		column := map[string]parquet.ColumnChunk{}
		for i, c := range group.ColumnChunks() {
			column[file.Schema().Columns()[i][0]] = c
		}
		var keep []int
		known := map[string]bool{}
		err := eachValue(column["measure"], func(i int, v parquet.Value) {
			measure := texts.of(v)
			want, ok := known[measure]
			if !ok {
				want = wanted(measure)
				known[measure] = want
			}
			if want {
				keep = append(keep, i)
			}
		})
		rows := make([]figureRow, len(keep))
		for name, set := range figureFields {
			if len(rows) == 0 || err != nil {
				break
			}
			k := 0
			err = eachValue(column[name], func(i int, v parquet.Value) {
				if k < len(keep) && keep[k] == i {
					set(&rows[k], v, texts)
					k++
				}
			})
		}
		if err != nil {
			return err
		}
		for i := range rows {
			use(&rows[i])
		}
	}
	return nil
}

// figureFields puts the value of a column into a row.
var figureFields = map[string]func(r *figureRow, v parquet.Value, t texts){
	"county":   func(r *figureRow, v parquet.Value, t texts) { r.County = t.of(v) },
	"option":   func(r *figureRow, v parquet.Value, t texts) { r.Option = t.of(v) },
	"year":     func(r *figureRow, v parquet.Value, _ texts) { r.Year = v.Int32() },
	"set":      func(r *figureRow, v parquet.Value, t texts) { r.Set = t.of(v) },
	"frame":    func(r *figureRow, v parquet.Value, t texts) { r.Frame = t.of(v) },
	"service":  func(r *figureRow, v parquet.Value, t texts) { r.Service = t.of(v) },
	"area":     func(r *figureRow, v parquet.Value, t texts) { r.Area = t.of(v) },
	"group":    func(r *figureRow, v parquet.Value, t texts) { r.Group = t.of(v) },
	"facility": func(r *figureRow, v parquet.Value, t texts) { r.Facility = t.of(v) },
	"measure":  func(r *figureRow, v parquet.Value, t texts) { r.Measure = t.of(v) },
	"unit":     func(r *figureRow, v parquet.Value, t texts) { r.Unit = t.of(v) },
	"value":    func(r *figureRow, v parquet.Value, _ texts) { r.Value = number(v) },
	"low":      func(r *figureRow, v parquet.Value, _ texts) { r.Low = number(v) },
	"high":     func(r *figureRow, v parquet.Value, _ texts) { r.High = number(v) },
	"why": func(r *figureRow, v parquet.Value, t texts) {
		if !v.IsNull() {
			word := t.of(v)
			r.Why = &word
		}
	},
}

// number is a value, nil if it is null.
func number(v parquet.Value) *float64 {
	if v.IsNull() {
		return nil
	}
	x := v.Double()
	return &x
}

// texts keeps every text of a table once.
type texts map[string]string

func (t texts) of(v parquet.Value) string {
	b := v.ByteArray()
	if s, ok := t[string(b)]; ok {
		return s
	}
	s := string(b)
	t[s] = s
	return s
}

// eachValue reads a column. A table of a run has one value in each row.
func eachValue(c parquet.ColumnChunk, use func(row int, v parquet.Value)) error {
	if c == nil {
		return errors.New("a column is missing")
	}
	pages := c.Pages()
	row := 0
	err := func() error {
		buffer := make([]parquet.Value, 1024)
		for {
			page, err := pages.ReadPage()
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err != nil {
				return err
			}
			values := page.Values()
			for err == nil {
				var n int
				n, err = values.ReadValues(buffer)
				for _, v := range buffer[:n] {
					use(row, v)
					row++
				}
			}
			parquet.Release(page)
			if !errors.Is(err, io.EOF) {
				return err
			}
		}
	}()
	return errors.Join(err, pages.Close())
}

// damaged makes a panic of the reader an error: it panics on some damaged files.
func damaged(err *error) {
	if fault := recover(); fault != nil {
		*err = errors.New("the table is damaged")
	}
}
