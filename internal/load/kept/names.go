package kept

import (
	"fmt"
	"path/filepath"
	"strings"

	"saavu/internal/format/store"
	"saavu/internal/load/input"
	"saavu/internal/load/yaml"
)

// mark is a position in what reading has collected so far.
type mark struct{ inputs, notes, fixed int }

func (r *Store) mark() mark { return mark{len(r.Inputs), len(r.Notes), len(r.Fixed)} }

// since returns what reading has collected since a mark, with file names that are
// valid on other machines.
func (r *Store) since(m mark) store.Section {
	var s store.Section
	n := r.names
	for _, in := range r.Inputs[m.inputs:] {
		s.Sources = append(s.Sources, store.Source{Name: n.portable(in.Name), SHA256: in.SHA256, Bytes: in.Bytes})
	}
	for _, note := range r.Notes[m.notes:] {
		s.Notes = append(s.Notes, n.hide(storedNote(note)))
	}
	for _, name := range r.Fixed[m.fixed:] {
		s.Fixed = append(s.Fixed, n.portable(name))
	}
	return s
}

// replay adds what reading the files had collected.
func (r *Store) replay(s store.Section) {
	n := r.names
	for _, in := range s.Sources {
		name, _ := n.local(in.Name)
		r.Inputs = append(r.Inputs, input.File{Name: name, SHA256: in.SHA256, Bytes: in.Bytes})
	}
	for _, text := range s.Notes {
		r.Notes = append(r.Notes, noteOf(n.show(text)))
	}
	for _, name := range s.Fixed {
		name, _ = n.local(name)
		r.Fixed = append(r.Fixed, name)
	}
}

// names converts file names to a form that is valid on other machines: {data} and
// {county} stand for the two folders.
type names struct{ data, dir string }

const (
	dataMark   = "{data}/"
	countyMark = "{county}/"
)

// namesOf returns the folders of a county. It includes that of --data only if the
// county file refers to {data}.
func namesOf(r *input.Reader, t *yaml.Tree) names {
	n := names{dir: input.DirOf(t.File)}
	if data := r.Data; data != "" && strings.Contains(fmt.Sprint(t.Root.Plain()), "{data}") {
		n.data = input.Slashed(data) + "/"
	}
	if n.dir != "" {
		n.dir = filepath.ToSlash(filepath.Clean(n.dir)) + "/"
	}
	return n
}

// portable converts a file name; local converts it back.
func (n names) portable(name string) string {
	if rest, ok := strings.CutPrefix(name, n.data); ok && n.data != "" {
		return dataMark + rest
	}
	if rest, ok := strings.CutPrefix(name, n.dir); ok && !filepath.IsAbs(rest) {
		return countyMark + rest
	}
	if rest, err := filepath.Rel(n.dir, name); err == nil && !filepath.IsAbs(name) {
		return countyMark + filepath.ToSlash(rest)
	}
	return name
}

// local returns the name on this machine; false if the folder of {data} is unknown.
func (n names) local(name string) (string, bool) {
	if rest, ok := strings.CutPrefix(name, dataMark); ok {
		if n.data == "" {
			return name, false
		}
		return n.data + rest, true
	}
	if rest, ok := strings.CutPrefix(name, countyMark); ok {
		return filepath.ToSlash(filepath.Join(n.dir, rest)), true
	}
	return name, true
}

// hide and show do the same for the file names in a text.
func (n names) hide(text string) string {
	if n.data != "" {
		text = strings.ReplaceAll(text, n.data, dataMark)
	}
	if n.dir != "" {
		text = strings.ReplaceAll(text, n.dir, countyMark)
	}
	return text
}

func (n names) show(text string) string {
	if n.data != "" {
		text = strings.ReplaceAll(text, dataMark, n.data)
	}
	return strings.ReplaceAll(text, countyMark, n.dir)
}
