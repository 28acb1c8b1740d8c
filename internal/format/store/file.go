package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"

	pq "github.com/parquet-go/parquet-go"

	"saavu/internal/atomic"
	"saavu/internal/format/parquet"
	"saavu/internal/format/problem"
)

// column is a column to be written: its value in each row.
type column struct {
	name  string
	node  pq.Node
	value func(row int) pq.Value
}

// packed are the encodings that were smallest among those fast enough to read.
func packed(node pq.Node) pq.Node { return pq.Compressed(node, &pq.Zstd) }

func wholes[T int32 | int64 | uint64](name string, list []T) column {
	return column{name, packed(pq.Encoded(pq.Int(64), &pq.DeltaBinaryPacked)),
		func(row int) pq.Value { return pq.Int64Value(int64(list[row])) }}
}

func floats(name string, value func(row int) float64) column {
	return column{name, packed(pq.Encoded(pq.Leaf(pq.DoubleType), &pq.RLEDictionary)),
		func(row int) pq.Value { return pq.DoubleValue(value(row)) }}
}

// places are floats that are almost all distinct.
func places(name string, value func(row int) float64) column {
	c := floats(name, value)
	c.node = packed(pq.Encoded(pq.Leaf(pq.DoubleType), &pq.ByteStreamSplit))
	return c
}

func texts(name string, value func(row int) string) column {
	return column{name, packed(pq.String()), func(row int) pq.Value { return pq.ByteArrayValue([]byte(value(row))) }}
}

// tables are written without statistics and page indexes: they would take as
// much space as the values, and nobody searches for a range of seconds.
func options(schema *pq.Schema, meta map[string]string) []pq.WriterOption {
	out := []pq.WriterOption{schema, pq.DataPageVersion(2), pq.DataPageStatistics(false), pq.CreatedBy("saavu", "", "")}
	for _, path := range schema.Columns() {
		out = append(out, pq.SkipPageStatistics(path...), pq.SkipPageBounds(path...))
	}
	for k, v := range meta {
		out = append(out, pq.KeyValueMetadata(k, v))
	}
	return out
}

// writeFile writes a file into the stage and gives its fingerprint.
func writeFile(stage *atomic.Stage, name string, rows int, columns []column, meta map[string]string) (Source, error) {
	group := pq.Group{}
	at := make(map[string]*column, len(columns))
	for i := range columns {
		group[columns[i].name], at[columns[i].name] = columns[i].node, &columns[i]
	}
	schema := pq.NewSchema("saavu", group)
	var b bytes.Buffer
	w := pq.NewGenericWriter[any](&b, options(schema, meta)...)
	values := make([]pq.Value, 0, Origins)
	for from := 0; from < rows; from += Origins {
		for k, cw := range w.ColumnWriters() {
			c := at[schema.Columns()[k][0]]
			values = values[:0]
			for row := from; row < min(from+Origins, rows); row++ {
				v, level := c.value(row), 0
				if c.node.Optional() && !v.IsNull() {
					level = 1
				}
				values = append(values, v.Level(0, level, k))
			}
			if _, err := cw.WriteRowValues(values); err != nil {
				return Source{}, fmt.Errorf("%s: column %s: %w", name, c.name, err)
			}
		}
		if err := w.Flush(); err != nil {
			return Source{}, fmt.Errorf("%s: %w", name, err)
		}
	}
	if err := w.Close(); err != nil {
		return Source{}, fmt.Errorf("%s: %w", name, err)
	}
	sum := sha256.Sum256(b.Bytes())
	f := Source{Name: name, SHA256: hex.EncodeToString(sum[:]), Bytes: int64(b.Len())}
	return f, stage.Add(name, func(w io.Writer) error {
		_, err := w.Write(b.Bytes())
		return err
	})
}

// reading is a file of the store that is being read.
type reading struct {
	*parquet.File
	name string
}

// open opens a file that is in memory.
func open(name string, text []byte) (*reading, error) {
	f, err := parquet.Open(name, bytes.NewReader(text), int64(len(text)))
	return &reading{f, name}, err
}

// column finds a column.
func (r *reading) column(name string) (int, error) {
	i, ok := r.Column(name)
	if !ok {
		return 0, problem.Problem{File: r.name, Column: name, Expected: "a column of this name"}
	}
	return i, nil
}

// each calls do with every row group and its first row.
func (r *reading) each(name string, do func(group, column int) error) error {
	column, err := r.column(name)
	if err != nil {
		return err
	}
	for g := range r.Groups() {
		if err := do(g, column); err != nil {
			return err
		}
	}
	return nil
}

func (r *reading) wholes(name string) ([]int64, error) {
	var out []int64
	return out, r.each(name, func(g, c int) error {
		return r.Whole(g, c, 0, func(v []int64) { out = append(out, v...) })
	})
}

func (r *reading) floats(name string) ([]float64, error) {
	var out []float64
	err := r.each(name, func(g, c int) error {
		return r.Floats(g, c, math.NaN(), func(v []float64) { out = append(out, v...) })
	})
	return out, err
}

func (r *reading) texts(name string) ([][]byte, error) {
	var out [][]byte
	err := r.each(name, func(g, c int) error {
		return r.Texts(g, c, func(v [][]byte) {
			for _, text := range v {
				out = append(out, bytes.Clone(text))
			}
		})
	})
	return out, err
}

// readWhole reads a file of the store and checks it against its fingerprint.
func readWhole(dir string, want Source) ([]byte, error) {
	name := filepath.Join(dir, want.Name)
	text, err := readFile(name)
	if err != nil {
		return nil, err
	}
	if sum := sha256.Sum256(text); hex.EncodeToString(sum[:]) != want.SHA256 {
		return nil, problem.Problem{File: name, Found: "bytes that differ from those written", Expected: "an unchanged file"}
	}
	return text, nil
}

// readFile reads a file whole.
func readFile(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, problem.Problem{File: name, Expected: "a file that can be read"}
	}
	defer f.Close()
	info, err := f.Stat()
	if err == nil && info.Size() > longest {
		return nil, problem.Problem{File: name, Found: fmt.Sprintf("%d bytes", info.Size()), Expected: fmt.Sprintf("at most %d MB", longest>>20)}
	}
	var text []byte
	if err == nil {
		text = make([]byte, info.Size())
		_, err = io.ReadFull(f, text)
	}
	if err != nil {
		return nil, problem.Problem{File: name, Found: err.Error(), Expected: "a file that can be read"}
	}
	return text, nil
}

// openFile reads a file and opens its content.
func openFile(name string) (text []byte, file *reading, err error) {
	if text, err = readFile(name); err == nil {
		file, err = open(name, text)
	}
	return text, file, err
}
