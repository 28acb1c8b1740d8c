package source

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"saavu/internal/format/record"
)

// packed makes a zip of names and texts, in order.
func packed(t testing.TB, pairs ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(pairs); i += 2 {
		method := zip.Deflate
		if pairs[i+1] == "" {
			method = zip.Store // there may be many
		}
		f, err := w.CreateHeader(&zip.FileHeader{Name: pairs[i], Method: method, NonUTF8: true})
		if err == nil {
			_, err = f.Write([]byte(pairs[i+1]))
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

// written writes a file into a new folder and returns its name.
func written(t testing.TB, name string, data []byte) string {
	t.Helper()
	name = filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestNamesThatGoIntoAZip(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "folder.zip"), 0o755); err != nil {
		t.Fatal(err)
	}
	join := func(name string) string { return filepath.Join(dir, name) }
	for _, tt := range []struct {
		name, zip, inside string
		ok                bool
	}{
		{join("a.csv"), "", "", false},
		{join("x.zip"), join("x.zip"), ".", true},
		{join("x.zip/"), join("x.zip"), ".", true},
		{join("x.ZIP/a.csv"), join("x.ZIP"), "a.csv", true},
		{join("x.kmz/doc.kml"), join("x.kmz"), "doc.kml", true},
		{join("x.zip/in/y.zip/a.csv"), join("x.zip"), "in/y.zip/a.csv", true},
		{join("folder.zip/a.csv"), "", "", false},
		{join("folder.zip/x.zip/a.csv"), join("folder.zip/x.zip"), "a.csv", true},
		{"x.zip", "x.zip", ".", true},
		{"zip/a.csv", "", "", false},
	} {
		zipName, inside, ok := OS().inZip(tt.name)
		if zipName != tt.zip || inside != tt.inside || ok != tt.ok {
			t.Errorf("%s: %q, %q, %v", tt.name, zipName, inside, ok)
		}
	}
}

// TestZipIsAFolder reads, lists and walks a zip like a folder, from the
// operating system and from the binary.
func TestZipIsAFolder(t *testing.T) {
	data := packed(t, "b.txt", "two", "2018/a.txt", "one", "2018/deep/c.csv", "three", "2018\\d.txt", "four")
	name := written(t, "times.zip", data)
	inBinary := In(map[string]fs.FS{"data": fstest.MapFS{"x/times.zip": {Data: data, ModTime: time.Unix(1, 0)}}})
	for _, tt := range []struct {
		files Files
		name  string
	}{{OS(), name}, {inBinary, "data/x/times.zip"}} {
		all, err := tt.files.Tree(tt.name, func(string) bool { return true })
		want := []string{tt.name + "/2018/a.txt", tt.name + "/2018/d.txt", tt.name + "/2018/deep/c.csv", tt.name + "/b.txt"}
		if err != nil || !slices.Equal(all, want) {
			t.Errorf("tree %q, %v; want %q", all, err, want)
		}
		list, err := tt.files.List(tt.name+"/2018", ".txt")
		if err != nil || !slices.Equal(list, want[:2]) {
			t.Errorf("list %q, %v", list, err)
		}
		for i, text := range []string{"one", "four", "three", "two"} {
			if got, err := tt.files.Read(want[i]); err != nil || string(got) != text {
				t.Errorf("%s: %q, %v; want %q", want[i], got, err, text)
			}
		}
		if whole, err := tt.files.Read(tt.name); err != nil || !bytes.Equal(whole, data) {
			t.Errorf("the zip itself: %d bytes, %v", len(whole), err)
		}
		_, err = tt.files.Open(tt.name + "/none.txt")
		if !errors.Is(err, fs.ErrNotExist) || Cause(err) != "there is no such file" {
			t.Errorf("a missing entry: %v", err)
		}
		if _, err := tt.files.Tree(tt.name+"/b.txt", func(string) bool { return true }); err == nil {
			t.Error("a file is walked as a folder")
		}
	}
	if _, err := OS().Open(filepath.Join(t.TempDir(), "no.zip", "a.csv")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a zip that is not there: %v", err)
	}
}

// A zip that is written again between two readings is read again.
func TestZipThatChanges(t *testing.T) {
	name, files := written(t, "x.zip", packed(t, "a.txt", "old")), OS()
	for _, text := range []string{"old", "newer"} {
		if err := os.WriteFile(name, packed(t, "a.txt", text), 0o644); err != nil {
			t.Fatal(err)
		}
		if got, err := files.Read(name + "/a.txt"); err != nil || string(got) != text {
			t.Errorf("%q, %v; want %q", got, err, text)
		}
	}
}

// Names as Windows writes them, in code page 437 or 850.
func TestOldNamesInAZip(t *testing.T) {
	name := written(t, "x.zip", packed(t, "V\x84est\x94 \x8f\xe9.csv", "a"))
	if text, err := OS().Read(name + "/Väestö Å_.csv"); err != nil || string(text) != "a" {
		t.Errorf("%q, %v", text, err)
	}
}

// claims changes a header of the central directory of a zip with one entry.
func claims(t testing.TB, data []byte, change func(central []byte)) []byte {
	t.Helper()
	at := bytes.LastIndex(data, []byte("PK\x01\x02"))
	if at < 0 {
		t.Fatal("no central directory")
	}
	change(data[at:])
	return data
}

// bomb makes a zip whose entry of zeros unpacks to size bytes.
func bomb(t testing.TB, size int) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	repeatedEntry(t, w, "a.csv", "", strings.Repeat("\x00", 1<<20), size>>20, "")
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// repeatedEntry adds an entry of a head, a repeated body and a tail, and packs
// the body only twice: a body that is longer than the window of deflate packs
// to the same bytes from its second repetition on.
func repeatedEntry(t testing.TB, to *zip.Writer, name, head, body string, times int, tail string) {
	t.Helper()
	var raw, part bytes.Buffer
	w, err := flate.NewWriter(&part, flate.BestCompression)
	next := func(text string) []byte {
		part.Reset()
		_, err1 := io.WriteString(w, text)
		err = errors.Join(err, err1, w.Flush())
		return part.Bytes()
	}
	raw.Write(next(head))
	raw.Write(next(body))
	again := next(body)
	sum := crc32.Update(crc32.ChecksumIEEE([]byte(head)), crc32.IEEETable, []byte(body))
	for range times - 1 {
		raw.Write(again)
		sum = crc32.Update(sum, crc32.IEEETable, []byte(body))
	}
	raw.Write(next(tail))
	sum = crc32.Update(sum, crc32.IEEETable, []byte(tail))
	part.Reset()
	err = errors.Join(err, w.Close())
	raw.Write(part.Bytes())
	entry, err1 := to.CreateRaw(&zip.FileHeader{Name: name, Method: zip.Deflate, CRC32: sum,
		CompressedSize64: uint64(raw.Len()), UncompressedSize64: uint64(len(head) + times*len(body) + len(tail))})
	if err = errors.Join(err, err1); err == nil {
		_, err = entry.Write(raw.Bytes())
	}
	if err != nil {
		t.Fatal(err)
	}
}

// An entry that is packed once and repeated unpacks to the full content.
func TestRepeatedEntries(t *testing.T) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	body := strings.Repeat("<row>1</row>", 4000)
	repeatedEntry(t, w, "a.csv", "head", body, 5, "tail")
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	got, err := OS().Read(written(t, "x.zip", b.Bytes()) + "/a.csv")
	if want := "head" + strings.Repeat(body, 5) + "tail"; err == nil && string(got) != want || err != nil && !strings.Contains(err.Error(), "200 times") {
		t.Errorf("%d bytes, %v", len(got), err)
	}
}

func TestZipsThatAreRefused(t *testing.T) {
	long := strings.Repeat("n", 60000)
	var directory, entries []string
	for i := range 500 {
		directory = append(directory, fmt.Sprint(long, i), "")
	}
	for i := range mostEntries + 1 {
		entries = append(entries, fmt.Sprint(i), "")
	}
	good := packed(t, "a.csv", "id,x\n1,2\n")
	for _, tt := range []struct {
		name, entry, want string
		data              []byte
	}{
		{"a zip bomb", "a.csv", "it unpacks to more than 200 times its size: a damaged or hostile zip; unpack it if it is neither", bomb(t, 100<<20)},
		{"no zip at all", "a.csv", "it is not a zip, or it is truncated", []byte("PK\x03\x04 and nothing")},
		{"cut short", "a.csv", "it is not a zip, or it is truncated", good[:len(good)-30]},
		{"an entry that leads out", "a.csv", `the zip has an entry "../a.csv", whose name leads out of it`, packed(t, "../a.csv", "x")},
		{"an absolute entry", "a.csv", `the zip has an entry "/etc/a.csv", whose name leads out of it`, packed(t, "/etc/a.csv", "x")},
		{"a drive", "a.csv", `the zip has an entry "C:/a.csv", whose name leads out of it`, packed(t, `C:\a.csv`, "x")},
		{"the same entry twice", "a.csv", `the zip has the entry "a.csv" twice`, packed(t, "a.csv", "x", "a.csv", "y")},
		{"too many entries", "1", "the zip has 100001 entries, more than 100000", packed(t, entries...)},
		{"a directory that is too long", "1", "the zip has a directory of more than 24 MB", packed(t, directory...)},
		{"an encrypted entry", "a.csv", "it is encrypted: unpack the zip with its password",
			claims(t, packed(t, "a.csv", "x"), func(c []byte) { c[8] |= 1 })},
		{"a method that is not known", "a.csv", "it is packed with an unsupported method: unpack the zip, or make it again with plain deflate",
			claims(t, packed(t, "a.csv", "x"), func(c []byte) { c[10] = 14 })},
		{"a wrong checksum", "a.csv", "it is damaged: its bytes do not match its checksum",
			claims(t, packed(t, "a.csv", "xyz"), func(c []byte) { c[16]++ })},
		{"a false size", "a.csv", "it is damaged: its bytes do not match its checksum",
			claims(t, packed(t, "a.csv", "xyz"), func(c []byte) { binary.LittleEndian.PutUint32(c[24:], 1<<31) })},
		{"a zip within a zip", "in.zip/a.csv", "a zip within a zip is not opened: unpack the outer one", packed(t, "in.zip", string(good))},
	} {
		t.Run(tt.name, func(t *testing.T) {
			name := written(t, "x.zip", tt.data)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := OS().Read(name + "/" + tt.entry)
			runtime.ReadMemStats(&after)
			if err == nil || Cause(err) != tt.want {
				t.Errorf("%v\nwant %s", err, tt.want)
			}
			if mb := (after.TotalAlloc - before.TotalAlloc) >> 20; mb > 120 {
				t.Errorf("%d MB were used", mb)
			}
		})
	}
}

// A stream from a zip ends where its ratio reveals a bomb, not at its end.
func TestBombAsAStream(t *testing.T) {
	file, err := OS().Open(written(t, "x.zip", bomb(t, 300<<20)) + "/a.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if n, err := io.Copy(io.Discard, file); err == nil || n > 64<<20 {
		t.Errorf("%d MB came out, %v", n>>20, err)
	}
}

func TestOpenOfAZip(t *testing.T) {
	const table, kml = "id,x\n1,2\n", `<kml><Placemark><name>A</name></Placemark></kml>`
	for _, tt := range []struct {
		name, file string
		data       []byte
		read       string // format and file, or the error
	}{
		{"one table", "x.zip", packed(t, "in/a.csv", table), "CSV in/a.csv"},
		{"a table and its notes", "x.zip", packed(t, "readme.txt", "words", "a.csv", table, "__MACOSX/._a.csv", "x", ".hidden.csv", "x"), "CSV a.csv"},
		{"a table with another extension", "x.zip", packed(t, "a.TXT", table, "a.pdf", "%PDF"), "CSV a.TXT"},
		{"a map", "x.zip", packed(t, "a.kml", kml, "a.qml", "<qgis/>"), "KML a.kml"},
		{"a KMZ", "x.kmz", packed(t, "doc.kml", kml, "files/more.kml", kml, "icon.png", ""), "KML doc.kml"},
		{"a KMZ of another name", "x.KMZ", packed(t, "Alueet.kml", kml), "KML Alueet.kml"},
		{"none", "x.zip", packed(t, "a.pdf", "%PDF", "b.png", ""), `x.zip: found "no map or table by its extension, of 2 in all", expected one map or table ` +
			`(the extensions are .shp .gpkg .geojson .geojsonl .geojsons .ndjson .topojson .kml .parquet .geoparquet .xlsx .csv .tsv .json .txt)`},
		{"two", "x.zip", packed(t, "a.csv", table, "in/b.csv", table), `x.zip: found "2 maps or tables", expected one, or the name of one as in x.zip/a.csv (the zip has a.csv, in/b.csv)`},
		{"two in a KMZ", "x.kmz", packed(t, "a.kml", kml, "b.kml", kml), `x.kmz: found "2 maps or tables", expected one, or the name of one as in x.kmz/a.kml (the zip has a.kml, b.kml)`},
		{"empty", "x.zip", packed(t), `x.zip: found "no map or table by its extension, of 0 in all", expected one map or table ` +
			`(the extensions are .shp .gpkg .geojson .geojsonl .geojsons .ndjson .topojson .kml .parquet .geoparquet .xlsx .csv .tsv .json .txt)`},
		{"another extension", "x.dat", packed(t, "a.csv", table), `x.dat: found "a zip", expected a name that ends in .zip, .kmz or .xlsx (rename the file)`},
		{"broken", "x.zip", packed(t, "a.csv", table)[:60], `x.zip: found nothing, expected a zip that can be read (it is not a zip, or it is truncated)`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			name := written(t, tt.file, tt.data)
			s, err := Open(OS(), name, Options{})
			got := ""
			if err != nil {
				got = err.Error()
			} else {
				got = s.Format + " " + s.File
				if err := s.Each(nil, func(*record.Row) error { return nil }); err != nil {
					t.Error(err)
				}
			}
			got = strings.ReplaceAll(got, name+"/", map[bool]string{true: tt.file + "/"}[err != nil])
			if got = strings.ReplaceAll(got, name, tt.file); got != tt.read {
				t.Errorf("%s\nwant %s", got, tt.read)
			}
		})
	}
}

// Whatever is in a zip, opening it ends with a table or with problems.
func FuzzOpenZip(f *testing.F) {
	shp, dbf := string(pointsShp([2]float64{385000, 6672000})), string(namesDbf(0, "a"))
	f.Add(packed(f, "a.csv", "id,x\n1,2\n"))
	f.Add(packed(f, "in/a.shp", shp, "in/a.dbf", dbf, "readme.txt", "x"))
	f.Add(packed(f, "doc.kml", "<kml><Placemark><name>A</name></Placemark></kml>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		files := In(map[string]fs.FS{"data": fstest.MapFS{"x.zip": {Data: data}, "y.kmz": {Data: data}}})
		for _, name := range []string{"data/x.zip", "data/y.kmz"} {
			_ = opened(Open(files, name, Options{}))
			all, _ := files.Tree(name, func(string) bool { return true })
			for _, inside := range all {
				if _, err := files.Read(inside); errors.Is(err, fs.ErrNotExist) {
					t.Errorf("%s is listed but missing", inside)
				}
			}
		}
	})
}
