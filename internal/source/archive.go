package source

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

// Limits of an archive. Sizes in its headers are only claims; these limits
// apply to the bytes that are unpacked.
const (
	mostEntries      = 100_000  // of an archive
	longestDirectory = 24 << 20 // bytes that may be read to list its content
	mostRatio        = 200      // unpacked bytes allowed for each packed byte …
	ratioFrom        = 10 << 20 // … once this many are unpacked
)

var errZipInZip = errors.New("a zip within a zip is not opened: unpack the outer one")

// archives keeps the directories of the zips that were opened, so that a zip of
// thousands of files is not read again for each of them.
type archives struct {
	sync.Mutex
	open map[string]*archive
}

// archive is an open zip.
type archive struct {
	*zip.Reader
	size     int64
	modified time.Time
}

// inZip splits a name at its archive: "a/x.zip/b/c.csv" into "a/x.zip" and
// "b/c.csv", and "a/x.zip" into itself and ".". It returns false for a name
// without one; a folder may also be called x.zip.
func (f Files) inZip(name string) (zipName, inside string, ok bool) {
	slashed := name
	if f.system {
		slashed = filepath.ToSlash(name)
	}
	for end := 0; end < len(slashed); end++ {
		next := strings.IndexByte(slashed[end:], '/')
		if next < 0 {
			next = len(slashed) - end
		}
		if end += next; !isZipName(slashed[:end]) {
			continue
		}
		if info, err := f.stat(name[:end]); err != nil || !info.IsDir() {
			return name[:end], path.Clean(strings.Trim(slashed[end:], "/")), true
		}
	}
	return "", "", false
}

func isZipName(name string) bool {
	ending := strings.ToLower(path.Ext(name))
	return ending == ".zip" || ending == ".kmz"
}

func (f Files) stat(name string) (fs.FileInfo, error) {
	if f.system {
		return os.Stat(name)
	}
	if f.kept != nil {
		return f.kept.stat(name)
	}
	root, inside, err := f.inside(name)
	if err != nil {
		return nil, err
	}
	return fs.Stat(root, inside)
}

// openInside opens an entry or a folder of an archive.
func (f Files) openInside(name, zipName, inside string) (fs.File, error) {
	fail := func(err error) error { return &fs.PathError{Op: "open", Path: name, Err: err} }
	a, err := f.archive(zipName)
	if err != nil {
		return nil, fail(cause(err))
	}
	for outer := path.Dir(inside); outer != "."; outer = path.Dir(outer) {
		if isZipName(outer) {
			return nil, fail(errZipInZip)
		}
	}
	file, err := a.file(name, inside)
	if err != nil {
		return nil, fail(err)
	}
	return file, nil
}

// file opens an entry or a folder; name is for messages.
func (a *archive) file(name, inside string) (fs.File, error) {
	file, err := a.Open(inside)
	if err != nil {
		return nil, cause(err)
	}
	info, err := file.Stat()
	if err != nil {
		file.Close()
		return nil, cause(err)
	}
	header, ok := info.Sys().(*zip.FileHeader)
	if !ok || info.IsDir() {
		return file, nil
	}
	if header.Flags&1 != 0 {
		file.Close()
		return nil, errors.New("it is encrypted: unpack the zip with its password")
	}
	return &entry{File: file, name: name, packed: int64(min(header.CompressedSize64, uint64(a.size)))}, nil
}

// archive returns an open zip, from those that are open or from its file.
func (f Files) archive(name string) (*archive, error) {
	info, err := f.stat(name)
	if err != nil {
		return nil, err
	}
	f.archives.Lock()
	defer f.archives.Unlock()
	if a := f.archives.open[name]; a != nil && a.size == info.Size() && a.modified.Equal(info.ModTime()) {
		return a, nil
	}
	file, err := f.openPlain(name)
	if err != nil {
		return nil, err
	}
	at, ok := file.(io.ReaderAt)
	if !ok {
		file.Close()
		return nil, errors.New("a zip in a file without random access")
	}
	a, err := newArchive(at, info.Size())
	if err != nil {
		file.Close()
		return nil, err
	}
	a.modified = info.ModTime()
	if f.archives.open == nil {
		f.archives.open = map[string]*archive{}
	}
	f.archives.open[name] = a
	return a, nil
}

// newArchive reads the directory of a zip.
func newArchive(at io.ReaderAt, size int64) (*archive, error) {
	guard := &directoryGuard{at: at, left: longestDirectory}
	a := &archive{size: size}
	var err error
	a.Reader, err = zip.NewReader(guard, size)
	guard.left = -1
	if err == nil {
		err = a.check()
	}
	if guard.refused {
		err = fmt.Errorf("the zip has a directory of more than %d MB", longestDirectory>>20)
	}
	return a, err
}

// check refuses an archive whose names would lead outside it.
func (a *archive) check() error {
	if len(a.File) > mostEntries {
		return fmt.Errorf("the zip has %d entries, more than %d", len(a.File), mostEntries)
	}
	seen := make(map[string]bool, len(a.File))
	for _, e := range a.File {
		if !utf8.ValidString(e.Name) {
			e.Name = oldNames(e.Name)
		}
		e.Name = strings.ReplaceAll(e.Name, `\`, "/") // some programs for Windows write it this way
		name := strings.TrimSuffix(e.Name, "/")
		if !fs.ValidPath(name) || strings.ContainsAny(name, ":\x00") {
			return fmt.Errorf("the zip has an entry %q, whose name leads out of it", e.Name)
		}
		if seen[name] {
			return fmt.Errorf("the zip has the entry %q twice", e.Name)
		}
		seen[name] = true
	}
	return nil
}

// oldNames decodes a name in code page 437 or 850, as Windows writes them: the
// Finnish letters are the same in both. Other letters become "_".
func oldNames(name string) string {
	letters := map[byte]rune{0x84: 'ä', 0x8E: 'Ä', 0x94: 'ö', 0x99: 'Ö', 0x86: 'å', 0x8F: 'Å'}
	var out strings.Builder
	for i := range len(name) {
		switch c, known := letters[name[i]]; {
		case known:
			out.WriteRune(c)
		case name[i] < utf8.RuneSelf:
			out.WriteByte(name[i])
		default:
			out.WriteByte('_')
		}
	}
	return out.String()
}

// directoryGuard stops the reading of an archive's directory, whose length is
// only a claim, when it becomes absurd.
type directoryGuard struct {
	at      io.ReaderAt
	left    int // bytes; below 0 without a limit
	refused bool
}

func (g *directoryGuard) ReadAt(p []byte, off int64) (int, error) {
	if g.left >= 0 {
		if g.left -= len(p); g.left < 0 {
			g.left, g.refused = 0, true
			return 0, errors.New("too much")
		}
	}
	return g.at.ReadAt(p, off)
}

// entry counts the bytes unpacked from one file of an archive.
type entry struct {
	fs.File
	name        string
	packed, out int64
}

func (e *entry) Read(p []byte) (int, error) {
	n, err := e.File.Read(p)
	if e.out += int64(n); e.out > ratioFrom && e.out/mostRatio > e.packed {
		return 0, &fs.PathError{Op: "read", Path: e.name,
			Err: fmt.Errorf("it unpacks to more than %d times its size: a damaged or hostile zip; unpack it if it is neither", mostRatio)}
	}
	if err != nil && err != io.EOF {
		err = &fs.PathError{Op: "read", Path: e.name, Err: cause(err)}
	}
	return n, err
}

// cause makes one plain error of an error of the zip reader.
func cause(err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fs.ErrNotExist
	case errors.Is(err, zip.ErrFormat):
		return errors.New("it is not a zip, or it is truncated")
	case errors.Is(err, zip.ErrAlgorithm):
		return errors.New("it is packed with an unsupported method: unpack the zip, or make it again with plain deflate")
	case errors.Is(err, zip.ErrChecksum), errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("it is damaged: its bytes do not match its checksum")
	}
	var failed *fs.PathError
	if errors.As(err, &failed) {
		return failed.Err
	}
	return err
}
