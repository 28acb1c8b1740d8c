package osmpbf

import "errors"

// dense reads a list of nodes of which each is the difference to the one before.
func (r *reader) dense(data []byte, t *texts, g grid) error {
	var ids, lats, lons, tags packed
	err := fields(data, func(f field) error {
		switch f.number {
		case 1:
			ids = f.bytes
		case 8:
			lats = f.bytes
		case 9:
			lons = f.bytes
		case 10:
			tags = f.bytes
		}
		return nil
	})
	if err != nil {
		return err
	}
	var id, lat, lon int64
	for tagged := tags.more(); ids.more(); {
		i, a := ids.next()
		y, b := lats.next()
		x, c := lons.next()
		if !a || !b || !c {
			return errors.New("as many places as ids of nodes")
		}
		id, lat, lon = id+signed(i), lat+signed(y), lon+signed(x)
		n := Node{ID: id}
		var ok bool
		if n.Lon, n.Lat, ok = g.place(lon, lat); !ok {
			return errPlace
		}
		if tagged {
			if n.Tags, err = r.denseTags(&tags, t); err != nil {
				return err
			}
		}
		r.b.Nodes = append(r.b.Nodes, n)
	}
	if lats.more() || lons.more() || tags.more() {
		return errors.New("as many ids as places and lists of tags of nodes")
	}
	return nil
}

// denseTags reads the tags of the next node: keys and values in turn, then 0.
func (r *reader) denseTags(list *packed, t *texts) ([]Tag, error) {
	from := len(r.tags)
	for {
		k, ok := list.next()
		if !ok {
			return nil, errors.New("tags that end with a 0")
		}
		if k == 0 {
			break
		}
		v, ok := list.next()
		if !ok {
			return nil, errors.New("a value for each key of a tag")
		}
		if err := r.tag(k, v, t); err != nil {
			return nil, err
		}
	}
	return r.since(from), nil
}
