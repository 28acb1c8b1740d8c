package store

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/paulmach/orb"

	"saavu/pkg/population"
	"saavu/pkg/travel"
)

// filled returns a value of a type in which every field is set, at every depth.
// Lists have three items unless size names them.
func filled(t reflect.Type, r *rand.Rand, size map[string]int, path string) reflect.Value {
	v := reflect.New(t).Elem()
	switch t.Kind() {
	case reflect.Pointer:
		v.Set(filled(t.Elem(), r, size, path).Addr())
	case reflect.Struct:
		for i := range t.NumField() {
			v.Field(i).Set(filled(t.Field(i).Type, r, size, path+"."+t.Field(i).Name))
		}
	case reflect.Slice:
		n := 3
		if s, ok := size[path]; ok {
			n = s
		}
		v.Set(reflect.MakeSlice(t, n, n))
		for i := range n {
			v.Index(i).Set(filled(t.Elem(), r, size, path+"[]"))
		}
	case reflect.Array:
		for i := range t.Len() {
			v.Index(i).Set(filled(t.Elem(), r, size, path+"[]"))
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(t))
		for range 2 {
			v.SetMapIndex(filled(t.Key(), r, size, path), filled(t.Elem(), r, size, path))
		}
	case reflect.String:
		v.SetString(string(rune('a'+r.IntN(26))) + "ä" + string(rune('a'+r.IntN(26))))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Float64:
		v.SetFloat(math.Float64frombits(r.Uint64N(1<<62) | 1))
		if f := v.Float(); f-f != 0 || f == 0 {
			v.SetFloat(r.NormFloat64())
		}
	case reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt(1 + r.Int64N(100))
	case reflect.Uint8:
		v.SetUint(1 + r.Uint64N(2))
	case reflect.Uint16:
		v.SetUint(1 + r.Uint64N(math.MaxUint16-1))
	case reflect.Uint32, reflect.Uint64:
		v.SetUint(1 + r.Uint64()>>(64-t.Bits()))
	default:
		panic("no rule for " + t.String())
	}
	return v
}

// complete makes a grid and a matrix in which every field of the types is set.
func complete(r *rand.Rand, cells, columns int) *Store {
	size := map[string]int{"g.IDs": cells, "g.Names": cells, "g.Centres": cells, "g.Shapes": cells, "g.Area": cells, "g.Partitions[].Cell": cells, "g.People": cells * population.Ages, "g.Estimated": cells,
		"g.Hidden.People": cells * population.Ages, "g.Hidden.Within": population.Ages, "g.Hidden.Parts": 5,
		"m.IDs": columns, "m.Names": columns, "m.Places": columns, "m.Tables[].Times": columns, "m.Tables[].Metres": columns, "m.Tables[].Times[]": cells, "m.Tables[].Metres[]": cells}
	g := filled(reflect.TypeFor[*population.Grid](), r, size, "g").Interface().(*population.Grid)
	p := filled(reflect.TypeFor[[]population.Projection](), r, size, "p").Interface().([]population.Projection)
	p[1].People[0] = math.NaN()
	m := filled(reflect.TypeFor[*travel.Matrix](), r, size, "m").Interface().(*travel.Matrix)
	m.Cells = cells
	for i := range g.Area {
		g.Area[i] = int32(r.IntN(4)) - 1
		for k := range g.Partitions {
			g.Partitions[k].Cell[i] = int32(r.IntN(4)) - 1
		}
	}
	for i := range g.Shapes {
		a, b := r.Float64(), r.Float64()
		g.Shapes[i] = orb.Polygon{{{a, b}, {a + 1, b}, {a, b + 1}, {a, b}}}
	}
	for i := range g.Areas { // whose rings must be closed
		a, b := r.Float64(), r.Float64()
		g.Areas[i].Shape = orb.MultiPolygon{{{{a, b}, {a + 1, b}, {a, b + 1}, {a, b}}}}
	}
	for i := range g.Hidden.Parts {
		g.Hidden.Parts[i].Cell = int32(r.IntN(cells))
	}
	for k := range m.Tables {
		for j := range m.Tables[k].Times {
			for i := range m.Tables[k].Times[j] {
				if r.IntN(5) == 0 {
					m.Tables[k].Times[j][i] = travel.Unreached
				}
			}
		}
	}
	return &Store{Settings: map[string]string{"a": "b"}, People: Section{Sources: []Source{{"a", "b", 3}}, Notes: []string{"one", "two"}, Fixed: []string{"f"}},
		Times: Section{Sources: []Source{{"c", "d", 4}}, Notes: []string{"three"}}, Forecasts: Section{Sources: []Source{{"e", "f", 5}}}, Grid: g, Projections: p, Matrix: m}
}

// readAll reads all of a store.
func readAll(dir string) (*Store, error) {
	r, err := Open(dir)
	if err != nil {
		return nil, err
	}
	s := &Store{Settings: r.Settings, People: r.People, Forecasts: r.Forecasts, Times: r.Times}
	if s.Projections, err = r.Projections(); err != nil {
		return nil, err
	}
	if s.Grid, err = r.Grid(); err != nil {
		return nil, err
	}
	if s.Matrix, err = r.Matrix(); err != nil {
		return nil, err
	}
	for k := range r.Tables {
		if err := r.Table(s.Matrix, k); err != nil {
			return nil, err
		}
	}
	return s, nil
}

var asWritten = cmp.Options{cmpopts.EquateNaNs()}

// Every field of the types comes back bit for bit. A new field that the store
// does not keep fails here.
func TestEveryFieldComesBack(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 5 {
		want := complete(r, 1+r.IntN(40), 1+r.IntN(5))
		dir := filepath.Join(t.TempDir(), "store")
		if _, _, err := Write(t.Context(), dir, want, nil); err != nil {
			t.Fatal(err)
		}
		got, err := readAll(dir)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got, asWritten); diff != "" {
			t.Fatal(diff)
		}
	}
}

// Optional parts of a grid may be absent, and then are absent again after
// reading.
func TestAbsentParts(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	want := complete(r, 4100, 2) // more than one block of origins
	g, m := want.Grid, want.Matrix
	g.Names, m.Names, g.Partitions = nil, nil, nil
	g.Hidden.People = g.People
	g.Areas[0].Shape, g.Areas[1].Partitions, g.Areas[2].Partitions = nil, nil, map[string]string{}
	g.Areas[0].Fi, g.Areas[1].Sv, g.Areas[2].Foreign = math.NaN(), math.NaN(), 0
	m.Tables[0].Metres = nil
	m.Tables[1].Mode, m.Tables[1].Period, m.Tables[1].Percentile = travel.Car, travel.Any, 0
	m.Tables[2].Mode, m.Tables[2].Period, m.Tables[2].Percentile = travel.Car, travel.Any, 0
	for i := range g.People { // bands of ages, minus zero, ages without people
		switch a := i % population.Ages; {
		case a < 10:
			g.People[i] = float64(i / population.Ages)
		case a == 50:
			g.People[i] = math.Copysign(0, -1)
		case a > 50:
			g.People[i] = 0
		}
	}
	dir := filepath.Join(t.TempDir(), "store")
	files, _, err := Write(t.Context(), dir, want, nil)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range files {
		names = append(names, f.Name)
	}
	p50 := tableName(&m.Tables[0], map[string]bool{})
	if list := []string{"areas.parquet", "cells.parquet", "destinations.parquet", "forecasts.parquet", "hidden.parquet", "times_car_any.parquet", "times_car_any_2.parquet", p50}; !slices.Equal(names, slices.Sorted(slices.Values(list))) {
		t.Errorf("%v", names)
	}
	got, err := readAll(dir)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got, asWritten); diff != "" {
		t.Error(diff)
	}
	for i := range g.People {
		if math.Float64bits(got.Grid.People[i]) != math.Float64bits(g.People[i]) {
			t.Fatalf("people %d: %x", i, got.Grid.People[i])
		}
	}
	if &got.Grid.Hidden.People[0] != &got.Grid.People[0] {
		t.Error("the people of the source are stored twice")
	}
	// No times, nothing hidden.
	want.Matrix, want.Projections, g.Hidden = nil, nil, nil
	if _, _, err = Write(t.Context(), dir, want, nil); err == nil {
		got, err = readAll(dir)
	}
	if diff := cmp.Diff(want, got, asWritten); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
	if entries, _ := os.ReadDir(filepath.Dir(dir)); len(entries) != 1 {
		t.Errorf("left next to the store: %v", entries)
	}
}

// One destination and one block of origins read individually equal those of the
// matrix.
func TestPart(t *testing.T) {
	want := complete(rand.New(rand.NewPCG(5, 6)), 9000, 3)
	want.Matrix.Tables[2].Metres = nil
	dir := filepath.Join(t.TempDir(), "store")
	if _, _, err := Write(t.Context(), dir, want, nil); err != nil {
		t.Fatal(err)
	}
	r, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	for k, table := range want.Matrix.Tables {
		p, err := r.Part(k)
		if err != nil {
			t.Fatal(err)
		}
		defer p.Close()
		if blocks := p.Groups(); !slices.Equal(blocks, []int{4096, 4096, 808}) {
			t.Errorf("blocks %v", blocks)
		}
		times, metres, err := p.Destination(1)
		if err != nil || !slices.Equal(times, table.Times[1]) || table.Metres != nil && !slices.Equal(metres, table.Metres[1]) || (metres == nil) != (table.Metres == nil) {
			t.Errorf("table %d: %v", k, err)
		}
		block, far, err := p.Block(1, 3)
		if err != nil {
			t.Fatal(err)
		}
		for j := range block {
			if !slices.Equal(block[j], table.Times[j][4096:8192]) || table.Metres != nil && !slices.Equal(far[j], table.Metres[j][4096:8192]) {
				t.Errorf("table %d destination %d", k, j)
			}
		}
		if _, _, err := p.Block(3, 3); err == nil || !strings.HasSuffix(err.Error(), `found "block 3", expected one of 3`) {
			t.Error(err)
		}
		if _, _, err := p.Destination(3); err == nil {
			t.Error("a destination that is not there")
		}
	}
}

// A store with one changed byte is refused, or returns what was written.
func TestDamage(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	want := complete(r, 12, 2)
	dir := filepath.Join(t.TempDir(), "store")
	files, _, err := Write(t.Context(), dir, want, nil)
	if err != nil {
		t.Fatal(err)
	}
	refused := 0
	for _, f := range files {
		name := filepath.Join(dir, f.Name)
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for n := range 90 {
			damaged := bytes.Clone(text)
			if at := r.IntN(len(text)); n%3 == 0 {
				damaged = damaged[:at]
			} else {
				damaged[at] ^= 1 << r.IntN(8)
			}
			if err := os.WriteFile(name, damaged, 0o600); err != nil {
				t.Fatal(err)
			}
			got, err := readAll(dir)
			if err != nil {
				refused++
				if !strings.HasPrefix(err.Error(), dir) {
					t.Fatalf("%s: %v", f.Name, err)
				}
				continue
			}
			if diff := cmp.Diff(want, got, asWritten); diff != "" {
				t.Fatalf("%s is damaged and was read: %s", f.Name, diff)
			}
		}
		if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
		if _, err := readAll(dir); err == nil {
			t.Errorf("without %s", f.Name)
		}
		if err := os.WriteFile(name, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if refused < 60*len(files) {
		t.Errorf("%d refused", refused)
	}
}

func TestFolders(t *testing.T) {
	s := complete(rand.New(rand.NewPCG(9, 10)), 3, 1)
	dir := t.TempDir()
	if _, err := Open(filepath.Join(dir, "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "mine.txt"), []byte("kept"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := Write(t.Context(), dir, s, nil); err == nil || err.Error() != dir+": holds mine.txt, which is not a file of a store: name another folder or empty it" {
		t.Error(err)
	}
	// A failed write leaves the existing store unchanged.
	to := filepath.Join(dir, "store")
	if _, _, err := Write(t.Context(), to, s, nil); err != nil {
		t.Fatal(err)
	}
	broken := *s.Grid
	broken.Areas = []population.Area{{ID: "a", Shape: orb.MultiPolygon{{{{1, 2}}}}}}
	if _, _, err := Write(t.Context(), to, &Store{Grid: &broken}, nil); err == nil || err.Error() != to+": area a: ring 1 has 1 positions, expected at least 4" {
		t.Error(err)
	}
	if got, err := readAll(to); err != nil || got.Settings["a"] != "b" {
		t.Error(err)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 2 {
		t.Errorf("%v", entries)
	}
	// The same store gives the same bytes.
	a, _, err := Write(t.Context(), to, s, nil)
	if err != nil {
		t.Fatal(err)
	}
	b, _, err := Write(t.Context(), filepath.Join(dir, "again"), s, nil)
	if err != nil || !reflect.DeepEqual(a, b) {
		t.Errorf("%v\n%v\n%v", err, a, b)
	}
}

// Whatever is stored as cells.parquet is read or refused.
func FuzzOpen(f *testing.F) {
	dir := filepath.Join(f.TempDir(), "store")
	if _, _, err := Write(f.Context(), dir, complete(rand.New(rand.NewPCG(11, 12)), 3, 1), nil); err != nil {
		f.Fatal(err)
	}
	name := filepath.Join(dir, cellsFile)
	text, err := os.ReadFile(name)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add(text[len(text)/2:])
	f.Fuzz(func(t *testing.T, b []byte) {
		if err := os.WriteFile(name, b, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := readAll(dir); err != nil && !strings.HasPrefix(err.Error(), dir) {
			t.Fatal(err)
		}
	})
}

// A store may be written to folders that do not exist yet.
func TestFoldersAboveAStoreAreMade(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "kept", "deep", "store")
	if _, _, err := Write(t.Context(), dir, complete(rand.New(rand.NewPCG(9, 10)), 3, 1), nil); err != nil {
		t.Fatal(err)
	}
	if _, err := readAll(dir); err != nil {
		t.Error(err)
	}
}

// A folder is replaced only if every file in it belongs to the store.
func TestOnlyAStoreIsReplaced(t *testing.T) {
	s := complete(rand.New(rand.NewPCG(9, 10)), 3, 1)
	made := filepath.Join(t.TempDir(), "store")
	if _, _, err := Write(t.Context(), made, s, nil); err != nil {
		t.Fatal(err)
	}
	table, err := os.ReadFile(filepath.Join(made, areasFile))
	if err != nil {
		t.Fatal(err)
	}
	own := func(name string) func(string) error {
		return func(dir string) error { return os.WriteFile(filepath.Join(dir, name), table, 0o600) }
	}
	for name, c := range map[string]struct {
		from   string // folder that is copied; "" for an empty one
		do     func(dir string) error
		refuse string // beginning of the text after the folder; "" if it is replaced
	}{
		"an empty folder":    {"", func(string) error { return nil }, ""},
		"a store":            {made, func(string) error { return nil }, ""},
		"a damaged store":    {made, func(dir string) error { return os.WriteFile(filepath.Join(dir, areasFile), []byte("PAR1"), 0o600) }, ""},
		"an incomplete one":  {made, func(dir string) error { return os.Remove(filepath.Join(dir, areasFile)) }, ""},
		"own tables":         {"", own("people.parquet"), ": holds people.parquet, which is not a file of a store: name another folder or empty it"},
		"of the same names":  {"", own(areasFile), ": holds areas.parquet, which is not a file of a store: name another folder or empty it"},
		"also the first":     {"", own(cellsFile), ": holds cells.parquet, which is not a file of a store: name another folder or empty it: "},
		"one more in it":     {made, own("zz.parquet"), ": holds zz.parquet, which is not a file of a store: name another folder or empty it"},
		"a folder in it":     {made, func(dir string) error { return os.Mkdir(filepath.Join(dir, "deep.parquet"), 0o700) }, ": holds deep.parquet, "},
		"damaged as a whole": {made, func(dir string) error { return os.WriteFile(filepath.Join(dir, cellsFile), []byte("PAR1"), 0o600) }, ": holds areas.parquet, "},
	} {
		dir := filepath.Join(t.TempDir(), "mine")
		if c.from == "" {
			err = os.Mkdir(dir, 0o700)
		} else {
			err = os.CopyFS(dir, os.DirFS(c.from))
		}
		if err == nil {
			err = c.do(dir)
		}
		if err != nil {
			t.Fatal(err)
		}
		before := contents(t, dir)
		_, _, err := Write(t.Context(), dir, s, nil)
		if c.refuse == "" {
			if err == nil {
				_, err = readAll(dir)
			}
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
		} else if err == nil || !strings.HasPrefix(err.Error(), dir+c.refuse) || !maps.Equal(contents(t, dir), before) {
			t.Errorf("%s: got %v, expected %s; files %v", name, err, c.refuse, slices.Sorted(maps.Keys(contents(t, dir))))
		}
		if entries, _ := os.ReadDir(filepath.Dir(dir)); len(entries) != 1 {
			t.Errorf("%s: left behind: %v", name, entries)
		}
	}
}

// contents returns the files of a folder.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	entries, err := os.ReadDir(dir)
	for _, e := range entries {
		text, fault := os.ReadFile(filepath.Join(dir, e.Name()))
		out[e.Name()] = string(text)
		if !e.IsDir() {
			err = errors.Join(err, fault)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return out
}
