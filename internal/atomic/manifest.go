package atomic

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// File is one file of a set, as listed in the manifest.
type File struct {
	Name   string
	SHA256 string // in hexadecimal
	Bytes  int64
}

// Manifest is the file of a set that lists the others. A set is complete if its
// manifest exists and every file matches it.
type Manifest struct {
	Name string
	// Read returns the files that the manifest at a path lists, without the
	// manifest itself, or an error if it is not a manifest. Files checks the
	// result.
	Read func(path string) ([]File, error)
}

// Files returns the files that the manifest in a folder lists. The manifest is
// untrusted input: it is refused as a whole if it is a link, has a name that
// leaves the folder on any system, or has an invalid checksum. If there is no
// manifest, the error is fs.ErrNotExist.
func (m Manifest) Files(dir string) ([]File, error) {
	at := filepath.Join(dir, m.Name)
	info, err := os.Lstat(at)
	switch {
	case err != nil:
		return nil, bare(err)
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is %s, expected a file", m.Name, kind(info))
	}
	files, err := m.Read(at)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", m.Name, bare(err))
	}
	seen := map[string]bool{strings.ToLower(m.Name): true}
	var faults []error
	for _, f := range files {
		sum, err := hex.DecodeString(f.SHA256)
		switch lower := strings.ToLower(f.Name); {
		case !plain(f.Name):
			faults = append(faults, fmt.Errorf("%s names %q, expected the plain name of a file in the folder", m.Name, f.Name))
		case seen[lower]:
			faults = append(faults, fmt.Errorf("%s names %q twice, or itself", m.Name, f.Name))
		case err != nil || len(sum) != sha256.Size || f.SHA256 != strings.ToLower(f.SHA256) || f.Bytes < 0:
			faults = append(faults, fmt.Errorf("%s gives %s the SHA-256 %q and %d bytes, which is not possible", m.Name, f.Name, f.SHA256, f.Bytes))
		default:
			seen[lower] = true
		}
	}
	return files, errors.Join(faults...)
}

// longestName is the maximum length of a name in bytes.
const longestName = 200

// plain reports whether a name stays in its folder on every system: it is not a
// path, drive, stream or device, nor a name that this package uses itself.
func plain(name string) bool {
	if name == "" || len(name) > longestName || !utf8.ValidString(name) || strings.ContainsAny(name, `/\:*?"<>|`) ||
		strings.ContainsFunc(name, unicode.IsControl) {
		return false
	}
	if strings.HasPrefix(name, ".") || strings.HasSuffix(name, ".") || strings.HasSuffix(name, " ") {
		return false
	}
	stem, _, _ := strings.Cut(strings.ToLower(name), ".")
	return !slices.Contains(devices, strings.TrimRight(stem, " "))
}

// devices are names that Windows reserves, with any extension.
var devices = []string{"con", "prn", "aux", "nul", "conin$", "conout$",
	"com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "com¹", "com²", "com³",
	"lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "lpt¹", "lpt²", "lpt³"}

// sum computes the manifest entry of a file. It stops when ctx ends, since foreign
// files may be large.
func sum(ctx context.Context, dir, name string) (File, error) {
	f, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		return File{}, bare(err)
	}
	defer f.Close()
	h := sha256.New()
	n, err := io.Copy(h, &until{ctx, f})
	return File{Name: name, SHA256: hex.EncodeToString(h.Sum(nil)), Bytes: n}, bare(err)
}

// until is a reader that stops when its context ends.
type until struct {
	ctx  context.Context
	from io.Reader
}

// Read reads, or returns the error of the context.
func (u *until) Read(p []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.from.Read(p)
}

// Difference is how a file differs from its manifest entry. The zero value is for
// one that does not.
type Difference struct {
	Kind  DifferenceKind
	Found string // of Unreadable the cause, of NotFile "a folder" or the like
	Bytes int64  // of Size: those of the file
}

// DifferenceKind is the kind of a Difference.
type DifferenceKind int

// The kinds of differences.
const (
	Same       DifferenceKind = iota
	Missing                   // there is no such file
	NotFile                   // something else has its name
	Size                      // it has another number of bytes
	Content                   // it has other bytes
	Unreadable                // it cannot be read
)

// Check reports for each file of a set, in the order of its manifest, how it
// differs from the manifest. It changes nothing. If another run publishes at the
// same time, the result is about the final set.
func Check(ctx context.Context, dir string, m Manifest) (files []File, against []Difference, err error) {
	dir = inside(dir)
	for range 3 {
		before, _ := sum(ctx, dir, m.Name)
		if files, err = m.Files(dir); err != nil {
			return nil, nil, err
		}
		against = make([]Difference, len(files))
		for i := range files {
			if against[i], err = files[i].against(ctx, dir); ctx.Err() != nil {
				return nil, nil, ctx.Err()
			} else if err != nil {
				against[i] = Difference{Kind: Unreadable, Found: err.Error()}
			}
		}
		if after, _ := sum(ctx, dir, m.Name); after == before {
			break
		}
	}
	return files, against, nil
}

// against compares a file with its manifest entry.
func (f *File) against(ctx context.Context, dir string) (Difference, error) {
	info, err := os.Lstat(filepath.Join(dir, f.Name))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Difference{Kind: Missing}, nil
	case err != nil:
		return Difference{}, bare(err)
	case !info.Mode().IsRegular():
		return Difference{Kind: NotFile, Found: kind(info)}, nil
	case info.Size() != f.Bytes:
		return Difference{Kind: Size, Bytes: info.Size()}, nil
	}
	got, err := sum(ctx, dir, f.Name)
	switch {
	case err != nil:
		return Difference{}, err
	case got != *f:
		return Difference{Kind: Content}, nil
	}
	return Difference{}, nil
}

// kind describes what was found instead of a file.
func kind(info fs.FileInfo) string {
	switch {
	case info.IsDir():
		return "a folder"
	case info.Mode()&fs.ModeSymlink != 0:
		return "a symbolic link"
	case info.Mode().IsRegular():
		return "a file"
	}
	return "not a regular file"
}
