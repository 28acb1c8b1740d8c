package source

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"saavu/internal/format/pages"
	"saavu/internal/format/problem"
	"saavu/internal/format/ptv"
	"saavu/internal/format/record"
	"saavu/internal/format/servicemap"
)

// registerKeys are members that only pages of a register have, on a page or on
// its items.
var registerKeys = map[string]Kind{
	"itemList": PTV, "pageNumber": PTV, "serviceChannelType": PTV, "serviceChannelNames": PTV, "serviceNames": PTV,
	"results": ServiceMap, "provider_type": ServiceMap, "service_nodes": ServiceMap, "accessibility_viewpoints": ServiceMap,
}

// register recognises pages of a register by the members of the outermost
// object, or of the first object of a list, as far as they are in the beginning
// of the file.
func register(head []byte) Kind {
	d := json.NewDecoder(bytes.NewReader(head))
	t, err := d.Token()
	if err == nil && t == json.Delim('[') {
		t, err = d.Token()
	}
	if err != nil || t != json.Delim('{') {
		return Unknown
	}
	depth, isKey := 0, true
	for {
		t, err := d.Token()
		if err != nil {
			return Unknown
		}
		switch t {
		case json.Delim('{'), json.Delim('['):
			depth++
			continue
		case json.Delim('}'), json.Delim(']'):
			if depth--; depth < 0 {
				return Unknown
			}
			isKey = depth == 0 || isKey
			continue
		}
		if depth > 0 {
			continue
		}
		if name, ok := t.(string); ok && isKey {
			if kind, known := registerKeys[name]; known {
				return kind
			}
			if name == "features" || name == "geometry" { // GeoJSON may have any other member
				return Unknown
			}
		}
		isKey = !isKey
	}
}

// OpenAll opens several files as one source: pages of a register that belong
// together, named individually or by their folder. A single name of anything
// else is opened as Open does.
func OpenAll(files Files, names []string, o Options) (*record.Source, error) {
	var all []string
	for _, name := range names {
		inside, err := files.folder(name)
		if err != nil {
			return nil, problem.Problems{{File: name, Expected: "a file that can be read", Hint: Cause(err)}}
		}
		all = append(all, inside...)
	}
	if len(all) == 1 {
		return Open(files, all[0], o)
	}
	var problems problem.Problems
	var kind Kind
	var read []pages.File
	for i, name := range all {
		head, err := files.head(name)
		var data []byte
		if err == nil {
			data, err = files.Read(name)
		}
		if err != nil {
			problems.Add(problem.Problem{File: name, Expected: "a file that can be read", Hint: Cause(err)})
			continue
		}
		this := Sniff(head)
		if i == 0 || kind == Unknown {
			kind = this
		}
		if this != kind || kind != PTV && kind != ServiceMap {
			problems.Add(problem.Problem{File: name, Found: clean(head), Expected: "pages of one register, where several files are given",
				Hint: "give each separate table or map its own entry"})
			continue
		}
		read = append(read, pages.File{Name: name, Data: data})
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	if len(read) == 0 {
		return nil, problem.Problems{{File: strings.Join(names, ", "), Expected: "a folder with pages of a register", Hint: "it has no file that ends in .json"}}
	}
	return openPages(kind, read)
}

func openPages(kind Kind, read []pages.File) (*record.Source, error) {
	if kind == PTV {
		return ptv.Source(read)
	}
	return servicemap.Source(read)
}

// folder returns the JSON files of a folder, sorted, or the name itself if it
// is not a folder.
func (f Files) folder(name string) ([]string, error) {
	file, err := f.Open(name)
	if err != nil {
		return []string{name}, nil // opening it reports why not
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil || !info.IsDir() {
		return []string{name}, err
	}
	list, err := f.List(name, ".json")
	return slices.Clip(list), err
}
