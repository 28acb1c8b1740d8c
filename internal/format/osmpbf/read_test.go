package osmpbf

import (
	"bytes"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"

	"saavu/internal/realdata"
)

// read reads an extract; slices of blocks are copied.
func read(data []byte) (head Header, all Block, err error) {
	head, err = Read(bytes.NewReader(data), "town.osm.pbf", func(b *Block) error {
		for _, n := range b.Nodes {
			n.Tags = append([]Tag(nil), n.Tags...)
			all.Nodes = append(all.Nodes, n)
		}
		for _, w := range b.Ways {
			w.Tags, w.Nodes = append([]Tag(nil), w.Tags...), append([]int64(nil), w.Nodes...)
			all.Ways = append(all.Ways, w)
		}
		all.Relations += b.Relations
		return nil
	})
	return head, all, err
}

var asDrawn = Block{
	Nodes: []Node{{7, 238_000_000, 615_000_000, nil}, {5, 238_000_050, 615_000_100, []Tag{{"highway", "crossing"}}}, {-3, -1, 614_999_900, nil}},
	Ways:  []Way{{99, []int64{7, 5, 1_000_000_000_000}, []Tag{{"highway2", "footway"}, {"name", "Katu"}}}}, Relations: 1,
}

// A town comes out as it was drawn, however its blocks are packed.
func TestRead(t *testing.T) {
	for pack, how := range map[int]string{1: "raw", 3: "zlib"} {
		head, got, err := read(extract(blobOf("OSMHeader", headBlock("OsmSchema-V0.6", "DenseNodes"), pack), blobOf("OSMData", town(), pack)))
		if err != nil {
			t.Fatalf("%s: %v", how, err)
		}
		if head.Box != [4]float64{23.5, 61.4, 23.9, 61.6} || head.Program != "by hand" {
			t.Errorf("%s: %+v", how, head)
		}
		if d := cmp.Diff(asDrawn, got); d != "" {
			t.Errorf("%s: %s", how, d)
		}
	}
}

func TestReadZstd(t *testing.T) {
	z, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	packed := z.EncodeAll(town(), nil)
	blob := framed("OSMData", message(nil).number(2, uint64(len(town()))).bytes(7, packed))
	if _, got, err := read(extract(blobOf("OSMHeader", headBlock(), 1), blob)); err != nil || cmp.Diff(asDrawn, got) != "" {
		t.Errorf("%v, %v", got, err)
	}
}

// Nodes outside dense lists, a granularity of their own, an offset, a block of a kind that
// readers pass over, and a second block.
func TestOtherForms(t *testing.T) {
	node := message(nil).number(1, zig(-8)).bytes(2, list(1)).bytes(3, list(2)).number(8, zig(61_500)).number(9, zig(-23_800))
	data := message(nil).bytes(1, textsOf("barrier", "kerb")).bytes(2, message(nil).bytes(1, node)).number(17, 1_000_000).number(19, 500_000_000).number(20, uint64(math.MaxUint64-499_999_999))
	_, got, err := read(extract(blobOf("OSMHeader", headBlock(), 1), blobOf("Index", []byte{1, 2, 3}, 1), blobOf("OSMData", data, 3), blobOf("OSMData", town(), 3)))
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Nodes) != 4 || len(got.Ways) != 1 {
		t.Errorf("%d nodes, %d ways", len(got.Nodes), len(got.Ways))
	}
	if want := (Node{-8, -243_000_000, 620_000_000, []Tag{{"barrier", "kerb"}}}); cmp.Diff(want, got.Nodes[0]) != "" {
		t.Errorf("%+v, expected %+v", got.Nodes[0], want)
	}
}

func TestRefusals(t *testing.T) {
	head := blobOf("OSMHeader", headBlock("OsmSchema-V0.6"), 1)
	whole := extract(head, blobOf("OSMData", town(), 3))
	group := func(g message) []byte {
		return extract(head, blobOf("OSMData", message(nil).bytes(1, textsOf("a", "b")).bytes(2, g), 1))
	}
	dense := func(ids, lats, lons, tags []byte) []byte {
		m := message(nil).bytes(1, ids).bytes(8, lats).bytes(9, lons)
		if tags != nil {
			m = m.bytes(10, tags)
		}
		return group(message(nil).bytes(2, m))
	}
	bomb := framed("OSMData", message(nil).number(2, 31<<20).bytes(3, []byte{0x78, 0x9c, 3, 0, 0, 0, 0, 1}))
	for _, tt := range []struct {
		what string
		data []byte
		want string
	}{
		{"an empty file", nil, `found "an empty file at byte 0", expected an OpenStreetMap extract in PBF`},
		{"text", []byte("<?xml version='1.0'?>"), `found "a block header of 1010792557 bytes at byte 0", expected 1 to 65536: this is no OpenStreetMap extract in PBF, or it is damaged`},
		{"two bytes", []byte{0, 0}, `the end of the file in the size of a block at byte 0`},
		{"no header first", blobOf("OSMData", town(), 1), `found "a block OSMData at byte 0", expected OSMHeader first, then blocks OSMData`},
		{"two headers", extract(head, head), `expected OSMHeader first, then blocks OSMData`},
		{"history", blobOf("OSMHeader", headBlock("HistoricalInformation"), 1), `found "an extract that demands HistoricalInformation at byte 0"`},
		{"a cut file", whole[:len(whole)-10], `expected 10 bytes more: the file is cut`},
		{"a cut header", whole[:10], `the file is cut`},
		{"a block of a gigabyte", extract(head, framedSize("OSMData", 1<<30)), `found "a block of 1073741824 bytes at byte `},
		{"a stated size that is too large", extract(head, framed("OSMData", message(nil).number(2, 1<<40).bytes(3, []byte{1}))), `a block of 1099511627776 bytes when unpacked`},
		{"a block that unpacks to less", extract(head, bomb), `found "a block that unpacks to 0 bytes at byte `},
		{"a block that unpacks to more", extract(head, framed("OSMData", message(nil).number(2, 3).bytes(3, zlibOf(town())))), `a block that unpacks to more than 3 bytes`},
		{"no zlib", extract(head, framed("OSMData", message(nil).number(2, 3).bytes(3, []byte("abc")))), `a block that does not unpack`},
		{"lzma", extract(head, framed("OSMData", message(nil).number(2, 3).bytes(4, []byte("abc")))), `found "a block packed as lzma at byte `},
		{"no data", extract(head, framed("OSMData", message(nil).number(2, 3))), `a block without data`},
		{"a field of another kind", extract(head, framed("OSMData", []byte{0x0b})), `expected a field of a known kind, not 3`},
		{"a cut field", extract(head, blobOf("OSMData", []byte{0x0a, 9, 1}, 1)), `expected a field that ends within its message`},
		{"fewer places than ids", dense(differences(1, 2), differences(5), differences(5), nil), `as many places as ids of nodes`},
		{"more places than ids", dense(differences(1), differences(5, 6), differences(5), nil), `as many ids as places and lists of tags of nodes`},
		{"tags without an end", dense(differences(1), differences(5), differences(5), list(1, 2)), `tags that end with a 0`},
		{"a key without a value", dense(differences(1), differences(5), differences(5), list(1)), `a value for each key of a tag`},
		{"a text that is not there", dense(differences(1), differences(5), differences(5), list(1, 9, 0)), `an index of a text that the block has`},
		{"95 degrees north", dense(differences(1), differences(950_000_000), differences(5), nil), `places between 180 degrees west and east, 90 south and north`},
		{"places that overflow", dense(differences(1), differences(math.MaxInt64/2), differences(5), nil), `places between 180 degrees`},
		{"a way with a key alone", group(message(nil).bytes(3, message(nil).number(1, 4).bytes(2, list(1)))), `as many values as keys of tags`},
		{"ids that are cut", group(message(nil).bytes(3, message(nil).number(1, 4).bytes(8, []byte{0x80}))), `ids of nodes that are whole, in way 4`},
	} {
		if _, _, err := read(tt.data); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v\nexpected %s", tt.what, err, tt.want)
		}
	}
}

// framedSize is the header of a block that states a size and has nothing.
func framedSize(kind string, size uint64) []byte {
	head := message(nil).text(1, kind).number(3, size)
	return append([]byte{0, 0, 0, byte(len(head))}, head...)
}

func zlibOf(data []byte) []byte {
	m := blobOf("x", data, 3)
	var out []byte
	_ = fields(m[4+int(m[3]):], func(f field) error {
		if f.number == 3 {
			out = f.bytes
		}
		return nil
	})
	return out
}

// An error of the caller ends the reading.
func TestVisitEnds(t *testing.T) {
	stop := errors.New("enough")
	n := 0
	_, err := Read(bytes.NewReader(extract(blobOf("OSMHeader", headBlock(), 1), blobOf("OSMData", town(), 1), blobOf("OSMData", town(), 1))), "x", func(*Block) error { n++; return stop })
	if !errors.Is(err, stop) || n != 1 {
		t.Errorf("%v after %d blocks", err, n)
	}
}

// Two real extracts: as many nodes and ways as ever, and no id twice.
func TestRealExtracts(t *testing.T) {
	for _, tt := range []struct {
		file                   string
		nodes, ways, relations int
	}{{"tampere/tampere.osm.pbf", 164_264, 29_978, 10}, {"porto-alegre/poa_osm.pbf", 43_264, 16_032, 23}} {
		in, err := os.Open(filepath.Join(realdata.Dir(t), filepath.FromSlash(tt.file)))
		if err != nil {
			t.Fatal(err)
		}
		defer in.Close()
		nodes, ways, relations, places := 0, 0, 0, map[int64]bool{}
		_, err = Read(in, tt.file, func(b *Block) error {
			nodes, ways, relations = nodes+len(b.Nodes), ways+len(b.Ways), relations+b.Relations
			for i := range b.Nodes {
				places[b.Nodes[i].ID] = true
			}
			return nil
		})
		if err != nil || nodes != tt.nodes || ways != tt.ways || relations != tt.relations || len(places) != nodes {
			t.Errorf("%s: %d nodes (%d ids), %d ways, %d relations, %v", tt.file, nodes, len(places), ways, relations, err)
		}
	}
}

// Whatever the bytes are, reading ends with blocks or a fault, and nodes are on earth.
func FuzzRead(f *testing.F) {
	f.Add(extract(blobOf("OSMHeader", headBlock("DenseNodes"), 3), blobOf("OSMData", town(), 3)))
	f.Add(extract(blobOf("OSMHeader", headBlock(), 1), blobOf("OSMData", town(), 1)))
	f.Add([]byte{0, 0, 0, 3, 1, 2, 3})
	f.Fuzz(func(t *testing.T, data []byte) {
		_, got, err := read(data)
		if err != nil && !strings.Contains(err.Error(), "town.osm.pbf: found") {
			t.Errorf("a fault without its file: %v", err)
		}
		for _, n := range got.Nodes {
			if n.Lon > 1_800_000_000 || n.Lon < -1_800_000_000 || n.Lat > 900_000_000 || n.Lat < -900_000_000 {
				t.Errorf("%+v", n)
			}
		}
	})
}
