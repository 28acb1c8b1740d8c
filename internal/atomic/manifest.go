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

// File is one file of a set as its manifest names it.
type File struct {
	Name   string
	SHA256 string // in hexadecimal
	Bytes  int64
}

// Manifest is the file of a set that names the others. A set is whole where its
// manifest is there and every file is as the manifest says.
type Manifest struct {
	Name string
	// Read gives the files that the manifest at a path names, itself not among
	// them, or why it is none. What it gives is checked by Files.
	Read func(path string) ([]File, error)
}

// Files gives the files that the manifest in a folder names. It is taken for what
// somebody else may have written: a name that does not stay in the folder on every
// system, a link, or a sum that cannot be one refuses it whole. The error is an
// fs.ErrNotExist where there is none.
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
			faults = append(faults, fmt.Errorf("%s gives %s the SHA-256 %q and %d bytes, which no file has", m.Name, f.Name, f.SHA256, f.Bytes))
		default:
			seen[lower] = true
		}
	}
	return files, errors.Join(faults...)
}

// longestName is how many bytes a name has at most.
const longestName = 200

// plain says whether a name is that of a file in the folder where it is read, on
// every system: no path, drive, stream or device, and none of this package's own.
func plain(name string) bool {
	if name == "" || len(name) > longestName || !utf8.ValidString(name) || strings.ContainsAny(name, `/\:*?"<>|`) || strings.ContainsFunc(name, unicode.IsControl) {
		return false
	}
	if strings.HasPrefix(name, ".") || strings.HasSuffix(name, ".") || strings.HasSuffix(name, " ") {
		return false
	}
	stem, _, _ := strings.Cut(strings.ToLower(name), ".")
	return !slices.Contains(devices, strings.TrimRight(stem, " "))
}

// devices are the names that Windows gives to no file, with any ending.
var devices = []string{"con", "prn", "aux", "nul", "conin$", "conout$",
	"com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "com¹", "com²", "com³",
	"lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "lpt¹", "lpt²", "lpt³"}

// sum gives what a manifest says of a file. It ends early with ctx: files of others
// may be large.
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

// until reads as long as ctx has not ended.
type until struct {
	ctx  context.Context
	from io.Reader
}

// Read reads, or gives the error of the context.
func (u *until) Read(p []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.from.Read(p)
}

// Check gives what speaks against each file of a set, in the order of its
// manifest: "" where it is as the manifest says. It changes nothing. Where a run
// publishes meanwhile, the set that is there at last is meant.
func Check(ctx context.Context, dir string, m Manifest) (files []File, against []string, err error) {
	dir = inside(dir)
	for range 3 {
		before, _ := sum(ctx, dir, m.Name)
		if files, err = m.Files(dir); err != nil {
			return nil, nil, err
		}
		against = make([]string, len(files))
		for i := range files {
			if against[i], err = files[i].against(ctx, dir); ctx.Err() != nil {
				return nil, nil, ctx.Err()
			} else if err != nil {
				against[i] = "cannot be read: " + err.Error()
			}
		}
		if after, _ := sum(ctx, dir, m.Name); after == before {
			break
		}
	}
	return files, against, nil
}

// against says how a file differs from what a manifest says of it.
func (f *File) against(ctx context.Context, dir string) (string, error) {
	info, err := os.Lstat(filepath.Join(dir, f.Name))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "is missing", nil
	case err != nil:
		return "", bare(err)
	case !info.Mode().IsRegular():
		return "is " + kind(info) + ", expected a file", nil
	case info.Size() != f.Bytes:
		return fmt.Sprintf("has %d bytes, expected %d", info.Size(), f.Bytes), nil
	}
	got, err := sum(ctx, dir, f.Name)
	switch {
	case err != nil:
		return "", err
	case got != *f:
		return "has other bytes than were written", nil
	}
	return "", nil
}

// kind says what stands where a file is expected.
func kind(info fs.FileInfo) string {
	switch {
	case info.IsDir():
		return "a folder"
	case info.Mode()&fs.ModeSymlink != 0:
		return "a symbolic link"
	case info.Mode().IsRegular():
		return "a file"
	}
	return "no regular file"
}
