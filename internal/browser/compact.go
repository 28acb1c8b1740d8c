package browser

import (
	"bytes"
	"cmp"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"regexp"
	"slices"
	"strconv"
)

// perStream is how many objects stand in one stream.
const perStream = 500

// object is one of a PDF: its number, and the bytes from its first to its last line.
type object struct {
	number int
	text   []byte
}

// compact gives a PDF with its small objects in compressed streams: above all the elements of
// its structure, which say what is a heading, a row or a cell. Browsers write each of these
// thousands of objects for itself, without compression: a third of a report. What acts, such as
// a link, stays as it is. Dates and the count of what the browser printed before are not kept,
// so that a page has the same bytes each time. A PDF that is not as Chromium writes it is
// returned unchanged.
func compact(pdf []byte) []byte {
	objects, trailer, ok := taken(pdf)
	if !ok {
		return pdf
	}
	settle(objects)
	var out bytes.Buffer
	out.WriteString("%PDF-1.5\n")
	out.Write(pdf[len("%PDF-1.5\n"):objects[0].start])
	size := 0
	var small []object
	rows := map[int][3]int{0: {0, 0, 65535}}
	for _, o := range objects {
		size = max(size, o.number+1)
		if o.small() {
			small = append(small, o.object)
			continue
		}
		rows[o.number] = [3]int{1, out.Len(), 0}
		out.Write(o.text)
	}
	for part := range slices.Chunk(small, perStream) {
		var heads, bodies bytes.Buffer
		for i, o := range part {
			rows[o.number] = [3]int{2, size, i}
			fmt.Fprintf(&heads, "%d %d ", o.number, bodies.Len())
			bodies.Write(o.body())
			bodies.WriteByte('\n')
		}
		rows[size] = [3]int{1, out.Len(), 0}
		stream(&out, size, fmt.Sprintf("/Type /ObjStm\n/N %d\n/First %d", len(part), heads.Len()), append(heads.Bytes(), bodies.Bytes()...))
		size++
	}
	at := out.Len()
	rows[size] = [3]int{1, at, 0}
	size++
	var table []byte
	for i := range size {
		row := rows[i] // a number that no object has is free
		table = append(table, byte(row[0]))
		table = binary.BigEndian.AppendUint32(table, uint32(row[1]))
		table = binary.BigEndian.AppendUint16(table, uint16(row[2]))
	}
	stream(&out, size-1, fmt.Sprintf("/Type /XRef\n/Size %d\n/W [1 4 2]\n%s", size, trailer), table)
	fmt.Fprintf(&out, "startxref\n%d\n%%%%EOF\n", at)
	return out.Bytes()
}

// stream writes an object with a compressed stream.
func stream(out *bytes.Buffer, number int, entries string, data []byte) {
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	_, _ = w.Write(data) // a buffer takes everything
	_ = w.Close()
	fmt.Fprintf(out, "%d 0 obj\n<<%s\n/Filter /FlateDecode\n/Length %d>>\nstream\n%s\nendstream\nendobj\n", number, entries, packed.Len(), packed.Bytes())
}

// placed is an object and where it begins.
type placed struct {
	object
	start int
}

var (
	ending  = regexp.MustCompile(`trailer\n<<((?s:.*))>>\nstartxref\n([0-9]+)\n%%EOF\s*$`)
	sizeIn  = regexp.MustCompile(`/Size [0-9]+\n?`)
	heading = regexp.MustCompile(`^xref\n0 ([0-9]+)\n`)
)

// taken are the objects of a PDF in their order, by its table of them, and what its trailer
// says but the size.
func taken(pdf []byte) (objects []placed, trailer string, ok bool) {
	end := ending.FindSubmatch(pdf[max(len(pdf)-4096, 0):])
	if end == nil || !bytes.HasPrefix(pdf, []byte("%PDF-1.4\n")) {
		return nil, "", false
	}
	at, err := strconv.Atoi(string(end[2]))
	if err != nil || at >= len(pdf) {
		return nil, "", false
	}
	head := heading.FindSubmatch(pdf[at:])
	if head == nil {
		return nil, "", false
	}
	const line = 20
	n, _ := strconv.Atoi(string(head[1]))
	table := pdf[at+len(head[0]):]
	if n == 0 || n > len(table)/line {
		return nil, "", false
	}
	for i := range n {
		row := table[i*line : (i+1)*line]
		start, err := strconv.Atoi(string(row[:10]))
		if row[17] != 'n' {
			continue
		}
		if err != nil || start >= at {
			return nil, "", false
		}
		objects = append(objects, placed{object{number: i}, start})
	}
	slices.SortFunc(objects, func(a, b placed) int { return cmp.Compare(a.start, b.start) })
	for i := range objects {
		o, next := &objects[i], at
		if i+1 < len(objects) {
			next = objects[i+1].start
		}
		o.text = pdf[o.start:next]
		if !bytes.HasPrefix(o.text, fmt.Appendf(nil, "%d 0 obj\n", o.number)) || !bytes.HasSuffix(o.text, []byte("\nendobj\n")) {
			return nil, "", false
		}
	}
	return objects, sizeIn.ReplaceAllString(string(end[1]), ""), len(objects) > 0
}

var (
	dated = regexp.MustCompile(`\n/(?:CreationDate|ModDate) \(D:[^()\\]*\)`)
	node  = regexp.MustCompile(`\(node[0-9]{8}\)`)
)

// settle leaves out when a PDF was made, and counts the ids of its structure from one, in
// the order that they have.
func settle(objects []placed) {
	ids := map[string]int{}
	var order []string
	for _, o := range objects {
		if o.streams() {
			continue
		}
		for _, id := range node.FindAll(o.text, -1) {
			if _, ok := ids[string(id)]; !ok {
				ids[string(id)], order = 0, append(order, string(id))
			}
		}
	}
	slices.Sort(order)
	for i, id := range order {
		ids[id] = i + 1
	}
	for i := range objects {
		o := &objects[i]
		if o.streams() {
			continue
		}
		o.text = dated.ReplaceAll(o.text, nil)
		o.text = node.ReplaceAllFunc(o.text, func(id []byte) []byte { return fmt.Appendf(nil, "(node%08d)", ids[string(id)]) })
	}
}

// streams reports whether an object has a stream.
func (o object) streams() bool { return bytes.HasSuffix(o.text, []byte("\nendstream\nendobj\n")) }

// plain are parts of objects that are not moved: where a reader begins, and what acts.
var plain = [][]byte{[]byte("/Catalog"), []byte("/Annot"), []byte("/Action")}

// small reports whether an object may stand in a stream: it has none itself.
func (o object) small() bool {
	return !o.streams() &&
		!slices.ContainsFunc(plain, func(of []byte) bool { return bytes.Contains(o.text, of) })
}

// body is the object without its first and its last line.
func (o object) body() []byte {
	_, body, _ := bytes.Cut(o.text, []byte("\n"))
	return bytes.TrimSuffix(body, []byte("\nendobj\n"))
}
