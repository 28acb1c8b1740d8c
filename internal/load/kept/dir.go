package kept

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/load/input"
	"saavu/internal/load/yaml"
	"saavu/internal/source"
)

// storeDir returns the folder of a county's store.
func storeDir(r *input.Reader, t *yaml.Tree, name string) string {
	if name == "" {
		name = strings.TrimSuffix(strings.TrimSuffix(source.Base(t.File), ".yaml"), ".yml") + ".store"
	}
	return r.Files.Join(input.DirOf(t.File), name)
}

// storeHint explains where a store may be.
const storeHint = "saavu import replaces this folder, so it must be inside the folder of the county file"

// checkDir refuses a store outside the county's folder, by its path or through
// a symbolic link.
func (s *Store) checkDir(t *yaml.Tree, named string) {
	if named != "" && !below(named) {
		s.Wrong(t, "a folder inside that of the county file, such as kept/store", storeHint, "store")
		return
	}
	if !s.Files.System() {
		return
	}
	if at, err := linkOutside(input.DirOf(t.File), s.Dir); err != nil || at != "" {
		found := at + ", a symbolic link out of the county's folder"
		if err != nil {
			found = err.Error()
		}
		s.Problems.Add(t.ProblemAt(problem.Problem{Found: found, Expected: "a store inside the folder of the county file", Hint: storeHint}, "store"))
	}
}

// below reports whether a path stays below the folder that it is relative to. It
// gives the same answer on all systems, since a county file moves between machines.
func below(name string) bool {
	name = path.Clean(strings.ReplaceAll(name, `\`, "/"))
	drive := len(name) > 1 && name[1] == ':'
	return name != "." && !drive && filepath.IsLocal(filepath.FromSlash(name))
}

// linkOutside returns the first symbolic link on the path from a folder to one
// below it that leads out of the folder, or nowhere, by its name in the folder; ""
// if there is none.
func linkOutside(home, dir string) (string, error) {
	home, err := filepath.Abs(home)
	if err != nil {
		return "", err
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return "", err
	}
	way, err := filepath.Rel(home, dir)
	if err != nil {
		return "", err
	}
	real, err := filepath.EvalSymlinks(home)
	if err != nil {
		return "", fmt.Errorf("the folder of the county file: %w", err)
	}
	at := ""
	for _, step := range strings.Split(way, string(filepath.Separator)) {
		at = filepath.Join(at, step)
		if _, err := os.Lstat(filepath.Join(home, at)); err != nil {
			return "", nil // it does not exist yet, nor does anything below it
		}
		to, err := filepath.EvalSymlinks(filepath.Join(home, at))
		if err != nil {
			return at, nil
		}
		if inside, err := filepath.Rel(real, to); err != nil || inside == "." || !filepath.IsLocal(inside) {
			return at, nil
		}
	}
	return "", nil
}
