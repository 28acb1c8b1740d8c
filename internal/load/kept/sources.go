package kept

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

	"saavu/internal/format/problem"
	"saavu/internal/format/store"
	"saavu/internal/format/ttm"
	"saavu/internal/load/input"
)

// sourceState is the state of a source of a store.
type sourceState uint8

const (
	sourceSame sourceState = iota
	sourceChanged
	sourceMissing // its folder exists
	sourceAway    // its folder does not exist
)

// sourcesMatch compares the sources of a store with their fingerprints. Sources
// whose folders do not exist on this machine are accepted, with a message.
func (r *Store) sourcesMatch(ctx context.Context, folders []string, s *store.Store) bool {
	list := slices.Concat(s.People.Sources, s.Forecasts.Sources, s.Times.Sources)
	states := make([]sourceState, len(list))
	input.Parallel(len(list), func(i int) {
		if ctx.Err() == nil {
			states[i] = r.stateOf(list[i])
		}
	})
	var said [sourceAway + 1][]string
	known := make(map[string]bool, len(list))
	for i, from := range list {
		name, _ := r.names.local(from.Name)
		known[name] = true
		said[states[i]] = append(said[states[i]], name)
	}
	fresh := r.newSources(folders, known)
	away := said[sourceAway]
	switch {
	case len(said[sourceChanged])+len(said[sourceMissing])+len(fresh) > 0:
		var what []string
		for _, of := range []struct {
			names []string
			word  string
		}{{said[sourceChanged], "changed"}, {append(said[sourceMissing], away...), "missing"}, {fresh, "new"}} {
			if len(of.names) > 0 {
				what = append(what, of.word+" "+problem.Listed(of.names, namedSources))
			}
		}
		r.Aside("the store %s is outdated, so the sources are read: since the import %s", r.Dir, strings.Join(what, "; "))
		return false
	case len(away) > 0:
		r.Aside("the store %s is used although the folders of %d of its %d source files are missing (%s); combined SHA-256 of the sources %s",
			r.Dir, len(away), len(list), problem.Listed(away, namedSources), together(list))
	}
	return true
}

// namedSources is how many sources a message lists; the others are counted.
const namedSources = 3

// together combines many fingerprints into one.
func together(list []store.Source) string {
	sum := sha256.New()
	for _, s := range list {
		fmt.Fprintf(sum, "%s %s\n", s.SHA256, s.Name)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// stateOf compares a source with its fingerprint.
func (r *Store) stateOf(s store.Source) sourceState {
	name, ok := r.names.local(s.Name)
	if !ok {
		return sourceAway
	}
	file, err := r.Files.Open(name)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) && !folderIsHere(name) {
			return sourceAway
		}
		return sourceMissing
	}
	defer file.Close()
	sum := sha256.New()
	bytes, err := io.Copy(sum, file)
	if err != nil || bytes != s.Bytes || hex.EncodeToString(sum.Sum(nil)) != s.SHA256 {
		return sourceChanged
	}
	return sourceSame
}

// folderIsHere reports whether the folder of a file, or the archive that contains
// it, exists on this machine.
func folderIsHere(name string) bool {
	dir := filepath.Dir(name)
	if _, err := os.Stat(dir); err == nil {
		return true
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if info, err := os.Stat(dir); err == nil {
			return !info.IsDir()
		}
	}
	return false
}

// newSources lists files that reading would use and that the store does not list:
// new files in a folder of travel times, and new parts of a shapefile.
func (r *Store) newSources(folders []string, known map[string]bool) []string {
	var out []string
	for _, dir := range folders {
		if dir == "" {
			continue
		}
		if strings.Contains(dir, "{data}") {
			if r.names.data == "" {
				continue
			}
			dir = strings.ReplaceAll(dir, "{data}", input.Slashed(r.Data))
		} else {
			dir = r.Files.Join(r.names.dir, dir)
		}
		// A folder that cannot be listed has been reported as missing.
		list, _ := r.Files.Tree(dir, func(name string) bool {
			_, ok := ttm.DestinationOf(name)
			return ok
		})
		out = append(out, list...)
	}
	for name := range known {
		if base, ok := strings.CutSuffix(name, ".shp"); ok {
			for _, ending := range []string{".dbf", ".prj", ".cpg"} {
				if _, err := os.Stat(base + ending); err == nil {
					out = append(out, base+ending)
				}
			}
		}
	}
	slices.Sort(out)
	return slices.DeleteFunc(slices.Compact(out), func(name string) bool { return known[name] })
}
