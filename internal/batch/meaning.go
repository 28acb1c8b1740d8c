package batch

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash"
	"math"
	"reflect"
	"slices"
	"strconv"

	"saavu/internal/load"
	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/population"
	"saavu/pkg/producers"
	"saavu/pkg/report"
	"saavu/pkg/travel"
)

// unmeant are the fields that no figure depends on: names, notes, sources and the order
// of rows in files. Every other field counts, so that a new field never goes unseen.
// Names by language are left out wherever they are.
var unmeant = map[reflect.Type][]string{
	reflect.TypeFor[population.Grid]():       {"IDs", "Names", "Areas", "Partitions", "Order", "AreaOrder"},
	reflect.TypeFor[population.Area]():       {"Name"},
	reflect.TypeFor[population.Member]():     {"Name"},
	reflect.TypeFor[population.Partition]():  {"Order"},
	reflect.TypeFor[network.Service]():       {"Products", "RoomType"}, // sections of their own, where there are any
	reflect.TypeFor[network.Facility]():      {"Name", "Note", "Column"},
	reflect.TypeFor[network.Building]():      {"Name", "Space"}, // a section of its own, where any is known
	reflect.TypeFor[network.ServicePoint]():  {"Src"},
	reflect.TypeFor[network.Unit]():          {"Name"},
	reflect.TypeFor[network.Zone]():          {"Areas"}, // those that contracts name
	reflect.TypeFor[producers.Contract]():    {"Row", "Effect", "Provider"},
	reflect.TypeFor[travel.Station]():        {"Name"},
	reflect.TypeFor[travel.Line]():           {"Name"},
	reflect.TypeFor[report.Rule]():           {"Text", "Source"},
	reflect.TypeFor[report.Known]():          {"What", "Source", "Waived"},
	reflect.TypeFor[population.Projection](): {"Name"},
}

var languages = reflect.TypeFor[lang.Name]()

// section is a part of a county with the hash of its meaning.
type section struct{ name, hash string }

// sections hashes the parts of a county by meaning: the same county in other files, in
// another order of rows or with other names has the same hashes. The parameters count
// by path only; their values are part of what a task reads.
func sections(c *load.County) []section {
	b := &c.Base
	n := *b.Network
	columns := func(w *writer) { // where facilities are among the travel times
		for i := range n.Facilities {
			if j := n.Facilities[i].Column; j >= 0 {
				w.column(b.Matrix, j)
			} else {
				w.text("")
			}
		}
	}
	out := []section{
		{"county", of(b.Year, b.SnapMax, b.Redrawn)},
		{"people", of(b.Grid)},
		{"areas", of(b.Grid.Areas, b.Grid.Partitions)},
		{"forecasts", of(b.Projections)},
		{"services", of(n.Services)},
		{"facilities", of(n.Facilities, columns)},
		{"buildings", of(n.Buildings)},
		{"points", of(n.Points)},
		{"units", of(n.Units, n.Remotes, n.Contracts, n.Shares)},
		{"rules", of(c.Rules)},
		{"known figures", of(c.Known)},
		{"travel model", of(b.Router)},
		{"parameters", of(shape(b.Params))},
	}
	var products [][]network.Product
	for s := range n.Services {
		if n.Services[s].Products != nil {
			products = append(products, n.Services[s].Products)
		}
	}
	if products != nil {
		out = append(out, section{"products", of(products, n.Zones)})
	}
	if rooms := rooms(&n); rooms != nil {
		out = append(out, section{"rooms", of(rooms...)})
	}
	for k := range b.Matrix.Tables {
		t := &b.Matrix.Tables[k]
		name := timesPrefix + t.Mode.String() + " " + t.Period.String()
		if slices.ContainsFunc(out, func(s section) bool { return s.name == name }) {
			name += " " + strconv.Itoa(k)
		}
		out = append(out, section{name, of(t.Percentile, func(w *writer) { w.table(b.Matrix, t) })})
	}
	return out
}

// shape is which parameters a tree has, and which of them are known or texts.
func shape(t params.Tree) [][2]string {
	var out [][2]string
	for _, p := range t.All() {
		kind := "number"
		switch {
		case !p.Known:
			kind = "unknown"
		case p.Text != "":
			kind = "text"
		}
		out = append(out, [2]string{p.Path, kind})
	}
	return out
}

// of hashes values by meaning. A function writes to the hash itself.
func of(values ...any) string {
	w := &writer{sum: sha256.New(), b: make([]byte, 0, 2*filled)}
	for _, v := range values {
		if write, ok := v.(func(*writer)); ok {
			write(w)
			continue
		}
		w.value(reflect.ValueOf(v))
	}
	w.sum.Write(w.b)
	return hex.EncodeToString(w.sum.Sum(nil))
}

// writer writes values in a form in which different values never look alike: to a hash as
// soon as full bytes are there, or without one to b alone.
type writer struct {
	sum hash.Hash
	b   []byte
}

// filled is after how many bytes a writer goes on to its hash.
const filled = 1 << 15

// pass passes what is written to the hash.
func (w *writer) pass() {
	if len(w.b) >= filled && w.sum != nil {
		w.sum.Write(w.b)
		w.b = w.b[:0]
	}
}

func (w *writer) number(v uint64) {
	w.b = binary.LittleEndian.AppendUint64(w.b, v)
	w.pass()
}

func (w *writer) text(s string) {
	w.number(uint64(len(s)))
	w.b = append(w.b, s...)
	w.pass()
}

// float writes a number; zero has one sign, and unknown is one value.
func (w *writer) float(v float64) {
	switch {
	case v == 0:
		v = 0
	case math.IsNaN(v):
		v = math.NaN()
	}
	w.number(math.Float64bits(v))
}

// value writes any value of the types of a county.
func (w *writer) value(v reflect.Value) {
	if !v.IsValid() {
		w.text("nil")
		return
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			w.text("nil")
			return
		}
		w.text(v.Elem().Type().String())
		w.value(v.Elem())
	case reflect.Struct:
		w.fields(v)
	case reflect.Slice, reflect.Array:
		w.list(v)
	case reflect.Map:
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return bytes.Compare([]byte(a.String()), []byte(b.String())) })
		w.number(uint64(len(keys)))
		for _, k := range keys {
			w.text(k.String())
			w.value(v.MapIndex(k))
		}
	case reflect.String:
		w.text(v.String())
	case reflect.Bool:
		w.text(strconv.FormatBool(v.Bool()))
	case reflect.Float32, reflect.Float64:
		w.float(v.Float())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		w.number(uint64(v.Int()))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		w.number(v.Uint())
	default:
		panic(fmt.Sprintf("batch: no key has a value of %s", v.Type()))
	}
}

// fields writes the fields of a struct that count, with their names.
func (w *writer) fields(v reflect.Value) {
	t := v.Type()
	if t == languages {
		return
	}
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Type == languages || slices.Contains(unmeant[t], f.Name) {
			continue
		}
		w.text(f.Name)
		w.value(v.Field(i))
	}
}

// list writes a list; long lists of numbers take no reflection.
func (w *writer) list(v reflect.Value) {
	w.number(uint64(v.Len()))
	if v.CanInterface() {
		switch list := v.Interface().(type) {
		case []float64:
			for _, x := range list {
				w.float(x)
			}
			return
		case []travel.Seconds:
			for part := range slices.Chunk(list, filled/2) {
				for _, x := range part {
					w.b = append(w.b, byte(x), byte(x>>8))
				}
				w.pass()
			}
			return
		case []uint32:
			for part := range slices.Chunk(list, filled/4) {
				for _, x := range part {
					w.b = binary.LittleEndian.AppendUint32(w.b, x)
				}
				w.pass()
			}
			return
		}
	}
	for i := range v.Len() {
		w.value(v.Index(i))
	}
}

// column writes what identifies a column of travel times.
func (w *writer) column(m *travel.Matrix, j int) {
	w.value(reflect.ValueOf(m.Places[j]))
	if j < len(m.IDs) {
		w.number(uint64(m.IDs[j]))
	}
	if m.Names != nil {
		w.text(m.Names[j])
	}
}

// table writes a table by column, in an order that does not depend on its source.
func (w *writer) table(m *travel.Matrix, t *travel.Table) {
	order, ids := make([]int, m.Columns()), make([]string, m.Columns())
	for j := range order {
		of := &writer{}
		of.column(m, j)
		order[j], ids[j] = j, string(of.b)
	}
	slices.SortStableFunc(order, func(i, j int) int { return bytes.Compare([]byte(ids[i]), []byte(ids[j])) })
	for _, j := range order {
		w.b = append(w.b, ids[j]...)
		w.list(reflect.ValueOf(t.Times[j]))
		if t.Metres != nil {
			w.list(reflect.ValueOf(t.Metres[j]))
		}
	}
}
