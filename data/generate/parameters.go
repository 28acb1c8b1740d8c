package main

import (
	"bytes"
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"saavu/pkg/params"
)

var (
	plainKey = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
	number   = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`)
)

// branch is a node of the parameter tree: a leaf has its flow map as text, any
// other node its branches in the order of the facts.
type branch struct {
	key      string
	leaf     string
	branches []*branch
}

// parametersYAML writes the parameters of the tables as one tree under the key
// parameters, in the order of the facts, one flow map for each leaf. An unknown
// value is null. A name of no parameter is an error.
func (f *facts) parametersYAML() ([]byte, error) {
	names := f.names
	named := map[string]string{}
	for i := range names.rows {
		named[names.text(i, "path")] = fmt.Sprintf(", name: {en: %s, fi: %s, sv: %s}",
			strconv.Quote(names.text(i, "name_en")), strconv.Quote(names.text(i, "name_fi")), strconv.Quote(names.text(i, "name_sv")))
	}
	top := &branch{}
	for _, t := range []*table{f.parameters, f.own} {
		for i := range t.rows {
			path := t.text(i, "path")
			leaf := fmt.Sprintf("{v: %s, unit: %s, src: %s, ref: %s%s%s}",
				scalar(t.text(i, "value")), strconv.Quote(t.text(i, "unit")), t.text(i, "source"),
				strconv.Quote(t.text(i, "ref")), f.spreads[path].keys(), named[path])
			delete(named, path)
			if err := top.add(strings.Split(path, "."), leaf); err != nil {
				return nil, fmt.Errorf("%s row %d: %s: %w", t.name, i+2, path, err)
			}
		}
	}
	if len(named) > 0 {
		return nil, fmt.Errorf("%s: no parameter %s", names.name, strings.Join(slices.Sorted(maps.Keys(named)), ", "))
	}
	var out bytes.Buffer
	out.WriteString("# Each leaf: v value (null = unknown), unit, src source flag, ref short reference, lo and hi range, range what it rests on,\n" +
		"# shared_draw the draw that it shares with others, name.\n" +
		"parameters:\n")
	top.write(&out, "  ")
	return out.Bytes(), nil
}

// add appends a leaf at the end of a path.
func (b *branch) add(path []string, leaf string) error {
	var next *branch
	for _, child := range b.branches {
		if child.key == path[0] {
			next = child
		}
	}
	last := len(path) == 1
	switch {
	case next != nil && (last || next.leaf != ""):
		return fmt.Errorf("%s exists already", path[0])
	case next == nil:
		next = &branch{key: path[0]}
		b.branches = append(b.branches, next)
	}
	if last {
		next.leaf = leaf
		return nil
	}
	return next.add(path[1:], leaf)
}

func (b *branch) write(out *bytes.Buffer, indent string) {
	for _, child := range b.branches {
		if child.leaf != "" {
			fmt.Fprintf(out, "%s%s: %s\n", indent, key(child.key), child.leaf)
			continue
		}
		fmt.Fprintf(out, "%s%s:\n", indent, key(child.key))
		child.write(out, indent+"  ")
	}
}

// key quotes text that YAML could read as another type.
func key(s string) string {
	if plainKey.MatchString(s) {
		return s
	}
	return strconv.Quote(s)
}

// scalar writes a number or a boolean unquoted, text in quotes, and nothing as
// null.
func scalar(s string) string {
	switch {
	case s == "":
		return "null"
	case s == "true", s == "false", number.MatchString(s):
		return s
	}
	return strconv.Quote(s)
}

// countyYAML is the county file: the head and the parameters.
func countyYAML(f *facts) ([]byte, error) {
	tree, err := f.parametersYAML()
	return append(append([]byte(nil), f.head.bytes...), tree...), err
}

// readTree makes the parameters of the tables in the form that a run reads.
func (f *facts) readTree() (params.Tree, error) {
	var list []params.Param
	for _, t := range []*table{f.parameters, f.own} {
		for i := range t.rows {
			p := params.Param{Path: t.text(i, "path"), Unit: t.text(i, "unit"), Ref: t.text(i, "ref")}
			p.Src, _ = params.ParseFlag(t.text(i, "source"))
			switch value := t.text(i, "value"); {
			case value == "":
			case number.MatchString(value):
				p.Known, p.V = true, t.number(i, "value")
				p.Lo, p.Hi = p.V, p.V
				if s := f.spreads[p.Path]; s.lo != "" {
					p.Lo, _ = strconv.ParseFloat(s.lo, 64)
					p.Hi, _ = strconv.ParseFloat(s.hi, 64)
				}
			default:
				p.Known, p.Text, p.V = true, value, math.NaN()
			}
			list = append(list, p)
		}
	}
	return params.New(list)
}
