package gpkg

import (
	"cmp"
	"context"
	"database/sql/driver"
	"encoding/binary"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// box is an entry of the spatial index: a row's id, or a node's number, and the
// single-precision rectangle that contains it.
type box struct {
	id                     int64
	minX, maxX, minY, maxY float32
}

// newBox rounds outwards, so that the box always contains the original.
func newBox(id int64, b orb.Bound) box {
	return box{id, below(b.Min[0]), above(b.Max[0]), below(b.Min[1]), above(b.Max[1])}
}

func below(v float64) float32 {
	f := float32(v)
	if float64(f) > v {
		return math.Nextafter32(f, float32(math.Inf(-1)))
	}
	return f
}

func above(v float64) float32 { return -below(-v) }

// entrySize is a child's share of a node: id and four numbers. A node starts
// with two bytes of depth (used in the root only) and two of the count.
const (
	entrySize  = 8 + 4*4
	nodeHeader = 4
	rootNode   = 1
)

// index makes the R-tree extension's table for the layer and fills the three
// tables in which SQLite keeps it (documented at sqlite.org/rtree.html, "Shadow
// Tables") from the bottom up. Packing in one pass takes a fiftieth of the time
// of inserting box by box, and the nodes are full, so reads are faster as well.
// The packing is sort-tile-recursive: Leutenegger, Lopez and Edgington, "STR: a
// simple and efficient algorithm for R-tree packing", 1997.
func (w *writer) index(l *Layer, boxes []box) error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	if err := w.exec("CREATE VIRTUAL TABLE " + quoted(l.rtreeName()) + " USING rtree(id, minx, maxx, miny, maxy)"); err != nil {
		return err
	}
	if err := w.pack(l, boxes); err != nil {
		return err
	}
	if err := w.exec("INSERT INTO gpkg_extensions VALUES (?,?,'gpkg_rtree_index',?,'write-only')", l.Name, geometryColumn, rtreeExtension); err != nil {
		return err
	}
	return w.execAll(l.triggersSQL())
}

func (w *writer) pack(l *Layer, boxes []box) error {
	if len(boxes) == 0 {
		return nil // the new table's empty root stays
	}
	// SQLite's size of a node for pages of 4096 bytes: 51 entries.
	const perNode = 51
	const nodeSize = nodeHeader + perNode*entrySize
	node := make([]byte, nodeSize)

	nodes, err := w.prepare("REPLACE INTO "+quoted(l.rtreeName()+"_node")+" VALUES (?,?)", 2)
	if err != nil {
		return err
	}
	defer nodes.close()
	parents, err := w.prepare("INSERT INTO "+quoted(l.rtreeName()+"_parent")+" VALUES (?,?)", 2)
	if err != nil {
		return err
	}
	defer parents.close()

	leafOf := make([]int64, slices.MaxFunc(boxes, func(a, b box) int { return cmp.Compare(a.id, b.id) }).id+1)
	next := int64(rootNode + 1)
	for depth := 0; ; depth++ {
		groups := tiles(boxes, perNode)
		level := make([]box, 0, len(groups))
		for _, group := range groups {
			number := next
			next++
			if len(groups) == 1 {
				number = rootNode
			}
			for _, child := range group {
				if depth == 0 {
					leafOf[child.id] = number
				} else if err := parents.insert(child.id, number); err != nil {
					return err
				}
			}
			encodeNode(node, group, depth, number)
			if err := nodes.insert(number, node); err != nil {
				return err
			}
			level = append(level, hull(number, group))
		}
		if len(groups) == 1 {
			break
		}
		boxes = level
	}
	return w.leaves(l, leafOf)
}

// leaves writes which leaf each row is in, by id.
func (w *writer) leaves(l *Layer, leafOf []int64) error {
	rowids, err := w.prepare("INSERT INTO "+quoted(l.rtreeName()+"_rowid")+" VALUES (?,?)", 2)
	if err != nil {
		return err
	}
	defer rowids.close()
	for id, leaf := range leafOf {
		if leaf == 0 {
			continue
		}
		if err := rowids.insert(int64(id), leaf); err != nil {
			return err
		}
	}
	return nil
}

// tiles divides the boxes into groups of at most perNode neighbours: slices by
// x, and in each slice groups by y. It reorders boxes.
func tiles(boxes []box, perNode int) [][]box {
	byX := func(a, b box) int {
		return cmp.Or(cmp.Compare(a.minX+a.maxX, b.minX+b.maxX), cmp.Compare(a.id, b.id))
	}
	byY := func(a, b box) int {
		return cmp.Or(cmp.Compare(a.minY+a.maxY, b.minY+b.maxY), cmp.Compare(a.id, b.id))
	}
	groups := (len(boxes) + perNode - 1) / perNode
	columns := int(math.Ceil(math.Sqrt(float64(groups))))
	slices.SortFunc(boxes, byX)
	out := make([][]box, 0, groups+columns)
	for c := range columns {
		column := boxes[c*len(boxes)/columns : (c+1)*len(boxes)/columns]
		slices.SortFunc(column, byY)
		parts := (len(column) + perNode - 1) / perNode
		for p := range parts {
			out = append(out, column[p*len(column)/parts:(p+1)*len(column)/parts])
		}
	}
	return out
}

func hull(id int64, group []box) box {
	h := group[0]
	for _, b := range group[1:] {
		h.minX, h.maxX = min(h.minX, b.minX), max(h.maxX, b.maxX)
		h.minY, h.maxY = min(h.minY, b.minY), max(h.maxY, b.maxY)
	}
	h.id = id
	return h
}

func encodeNode(node []byte, group []box, depth int, number int64) {
	clear(node)
	if number == rootNode {
		binary.BigEndian.PutUint16(node, uint16(depth))
	}
	binary.BigEndian.PutUint16(node[2:], uint16(len(group)))
	at := node[nodeHeader:]
	for _, b := range group {
		binary.BigEndian.PutUint64(at, uint64(b.id))
		for i, v := range [4]float32{b.minX, b.maxX, b.minY, b.maxY} {
			binary.BigEndian.PutUint32(at[8+4*i:], math.Float32bits(v))
		}
		at = at[entrySize:]
	}
}

// statement is a prepared statement with its arguments.
type statement struct {
	stmt driver.Stmt
	args []driver.NamedValue
}

func (w *writer) prepare(query string, args int) (*statement, error) {
	stmt, err := w.conn.Prepare(query)
	if err != nil {
		return nil, err
	}
	p := &statement{stmt, make([]driver.NamedValue, args)}
	for i := range p.args {
		p.args[i].Ordinal = i + 1
	}
	return p, nil
}

func (p *statement) exec() error {
	_, err := p.stmt.(driver.StmtExecContext).ExecContext(context.Background(), p.args)
	return err
}

// insert executes a statement of two arguments.
func (p *statement) insert(a, b driver.Value) error {
	p.args[0].Value, p.args[1].Value = a, b
	return p.exec()
}

func (p *statement) close() { _ = p.stmt.Close() }
