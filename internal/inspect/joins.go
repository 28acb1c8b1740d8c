package inspect

import (
	"cmp"
	"slices"
)

// leastShared is the share of values that two columns must have in common.
const leastShared = 0.8

// How many different values a column must have to be joined: small numbers
// occur anywhere by chance, words do not.
const (
	leastJoined      = 5
	leastWordsJoined = 2
)

// key is a column that may join with columns of other files.
type key struct {
	file, layer, column string
	role                Role
	unique              bool
	words               bool // texts, not numbers
	values              *sketch
}

// remember keeps the columns of a file that may join.
func (in *inspector) remember(f *File, columns []*column) {
	for _, c := range columns {
		kind := c.kind()
		switch c.role {
		case ID, Key, FromID, ToID, Municipality, Name:
		case "":
			if kind != "text" {
				continue
			}
		default:
			continue
		}
		if kind == "whole number" || kind == "text" || kind == "mixed" {
			in.keys = append(in.keys, key{f.Name, f.Layer, c.field.Name, c.role, c.unique(), kind == "text", c.values})
		}
	}
}

// joins finds the pairs of columns of different files where one's values are
// found in the other. The other is a key of its file, or both are ids by name.
func (in *inspector) joins() []Join {
	out := []Join{}
	for i := range in.keys {
		for k := range in.keys {
			a, b := &in.keys[i], &in.keys[k]
			if a.file == b.file && a.layer == b.layer || !b.unique && !(idRole(a.role) && idRole(b.role)) {
				continue
			}
			share, n, not := a.values.within(b.values)
			if share < leastShared || n < least(a) || otherWay(a, b, share) {
				continue
			}
			values, about := a.values.distinct()
			_, aboutB := b.values.distinct()
			out = append(out, Join{File: a.file, Layer: a.layer, Column: a.column, In: b.file, InLayer: b.layer,
				InColumn: b.column, Share: share, Values: values,
				About: about || aboutB, Examples: not})
		}
	}
	slices.SortStableFunc(out, func(x, y Join) int { return cmp.Compare(y.Share, x.Share) })
	return out
}

func least(k *key) int {
	if k.words {
		return leastWordsJoined
	}
	return leastJoined
}

func idRole(r Role) bool { return r == ID || r == FromID || r == ToID }

// otherWay reports whether a pair is better described from b to a: more of its
// values are found that way, or the ids of a identify its rows.
func otherWay(a, b *key, share float64) bool {
	back, _, _ := b.values.within(a.values)
	rows := func(k *key) bool { return k.unique && k.role != FromID && k.role != ToID }
	switch {
	case !a.unique && !(idRole(a.role) && idRole(b.role)):
		return false // b to a does not join
	case back != share:
		return back > share
	case rows(a) != rows(b):
		return rows(a)
	}
	return a.file+"\x00"+a.layer+"\x00"+a.column > b.file+"\x00"+b.layer+"\x00"+b.column
}
