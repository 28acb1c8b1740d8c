package osmpbf

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// known are the features that a reader must have for an extract that demands them.
var known = []string{"OsmSchema-V0.6", "DenseNodes"}

// header reads the first block.
func (r *reader) header(data []byte) (Header, error) {
	var h Header
	var demanded []string
	err := fields(data, func(f field) error {
		switch f.number {
		case 1:
			return fields(f.bytes, func(x field) error {
				if at := []int{1: 0, 2: 2, 3: 3, 4: 1}; x.number >= 1 && x.number <= 4 {
					h.Box[at[x.number]] = float64(signed(x.value)) / 1e9
				}
				return nil
			})
		case 4:
			demanded = append(demanded, string(f.bytes))
		case 16:
			h.Program = string(f.bytes)
		}
		return nil
	})
	if err != nil {
		return h, r.fault("a header that is damaged", err.Error())
	}
	for _, feature := range demanded {
		if !slices.Contains(known, feature) {
			return h, r.fault("an extract that demands "+feature, "OsmSchema-V0.6 with or without DenseNodes: extracts with history are not read")
		}
	}
	return h, nil
}

// grid is how numbers of a block become places: 1e-9 degrees.
type grid struct{ granularity, lat, lon int64 }

// place returns a place in 1e-7 degrees; false if it is not on earth.
func (g grid) place(lon, lat int64) (x, y int32, ok bool) {
	const most = math.MaxInt64 / 4
	if g.granularity <= 0 || g.granularity > 1e9 || abs(lon) > most/g.granularity || abs(lat) > most/g.granularity {
		return 0, 0, false
	}
	lon, lat = g.lon+g.granularity*lon, g.lat+g.granularity*lat
	if abs(lon) > 180e9 || abs(lat) > 90e9 {
		return 0, 0, false
	}
	return int32(rounded(lon)), int32(rounded(lat)), true
}

func abs(v int64) int64 {
	if v < 0 {
		return -v
	}
	return v
}

// rounded divides by 100 to the nearest.
func rounded(v int64) int64 {
	if v < 0 {
		return -((-v + 50) / 100)
	}
	return (v + 50) / 100
}

var (
	errIndex = errors.New("an index of a text that the block has")
	errPlace = errors.New("places between 180 degrees west and east, 90 south and north")
)

// block reads nodes and ways.
func (r *reader) block(data []byte) (*Block, error) {
	r.b.Nodes, r.b.Ways, r.b.Relations = r.b.Nodes[:0], r.b.Ways[:0], 0
	r.ids, r.tags = r.ids[:0], r.tags[:0]
	var groups [][]byte
	t, g := &texts{}, grid{granularity: 100}
	err := fields(data, func(f field) error {
		switch f.number {
		case 1:
			return t.read(f.bytes)
		case 2:
			groups = append(groups, f.bytes)
		case 17:
			g.granularity = int64(int32(f.value))
		case 19:
			g.lat = int64(f.value)
		case 20:
			g.lon = int64(f.value)
		}
		return nil
	})
	if err == nil && (abs(g.lat) > 180e9 || abs(g.lon) > 360e9) {
		err = errPlace
	}
	for _, group := range groups {
		if err == nil {
			err = fields(group, func(f field) error { return r.member(f, t, g) })
		}
	}
	if err != nil {
		return nil, r.fault("a block of nodes and ways that is damaged", err.Error())
	}
	return &r.b, nil
}

// member reads one field of a group.
func (r *reader) member(f field, t *texts, g grid) error {
	switch f.number {
	case 1:
		return r.node(f.bytes, t, g)
	case 2:
		return r.dense(f.bytes, t, g)
	case 3:
		return r.way(f.bytes, t)
	case 4:
		r.b.Relations++
	}
	return nil
}

// texts are the strings of a block; each is made once.
type texts struct {
	bytes [][]byte
	made  []string
}

func (t *texts) read(data []byte) error {
	err := fields(data, func(f field) error {
		if f.number == 1 {
			t.bytes = append(t.bytes, f.bytes)
		}
		return nil
	})
	t.made = make([]string, len(t.bytes))
	return err
}

// at returns a text by its index.
func (t *texts) at(i uint64) (string, error) {
	if i >= uint64(len(t.bytes)) {
		return "", errIndex
	}
	if t.made[i] == "" {
		t.made[i] = string(t.bytes[i])
	}
	return t.made[i], nil
}

// node reads a node that is not in a dense list.
func (r *reader) node(data []byte, t *texts, g grid) error {
	var n Node
	var lon, lat int64
	var keys, values packed
	err := fields(data, func(f field) error {
		switch f.number {
		case 1:
			n.ID = signed(f.value)
		case 2:
			keys = f.bytes
		case 3:
			values = f.bytes
		case 8:
			lat = signed(f.value)
		case 9:
			lon = signed(f.value)
		}
		return nil
	})
	if err != nil {
		return err
	}
	var ok bool
	if n.Lon, n.Lat, ok = g.place(lon, lat); !ok {
		return errPlace
	}
	if n.Tags, err = r.tagged(keys, values, t); err != nil {
		return err
	}
	r.b.Nodes = append(r.b.Nodes, n)
	return nil
}

// tagged reads tags whose keys and values are in lists of their own.
func (r *reader) tagged(keys, values packed, t *texts) ([]Tag, error) {
	from := len(r.tags)
	for keys.more() || values.more() {
		k, ok := keys.next()
		v, also := values.next()
		if !ok || !also {
			return nil, errors.New("as many values as keys of tags")
		}
		if err := r.tag(k, v, t); err != nil {
			return nil, err
		}
	}
	return r.since(from), nil
}

// tag adds a tag by the indexes of its texts.
func (r *reader) tag(k, v uint64, t *texts) error {
	key, err := t.at(k)
	if err != nil {
		return err
	}
	value, err := t.at(v)
	r.tags = append(r.tags, Tag{key, value})
	return err
}

// since returns the tags from a place on; nil for none.
func (r *reader) since(from int) []Tag {
	if len(r.tags) == from {
		return nil
	}
	return r.tags[from:len(r.tags):len(r.tags)]
}

// way reads a way.
func (r *reader) way(data []byte, t *texts) error {
	var w Way
	var keys, values, refs packed
	err := fields(data, func(f field) error {
		switch f.number {
		case 1:
			w.ID = int64(f.value)
		case 2:
			keys = f.bytes
		case 3:
			values = f.bytes
		case 8:
			refs = f.bytes
		}
		return nil
	})
	if err != nil {
		return err
	}
	from, id := len(r.ids), int64(0)
	for refs.more() {
		d, ok := refs.next()
		if !ok {
			return fmt.Errorf("ids of nodes that are whole, in way %d", w.ID)
		}
		id += signed(d)
		r.ids = append(r.ids, id)
	}
	w.Nodes = r.ids[from:len(r.ids):len(r.ids)]
	if w.Tags, err = r.tagged(keys, values, t); err != nil {
		return err
	}
	r.b.Ways = append(r.b.Ways, w)
	return nil
}
