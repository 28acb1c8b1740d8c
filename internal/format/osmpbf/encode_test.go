package osmpbf

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
)

// message is a message that tests write by hand.
type message []byte

func (m message) number(field int, v uint64) message {
	return binary.AppendUvarint(binary.AppendUvarint(m, uint64(field)<<3), v)
}

func (m message) bytes(field int, b []byte) message {
	m = binary.AppendUvarint(binary.AppendUvarint(m, uint64(field)<<3|2), uint64(len(b)))
	return append(m, b...)
}

func (m message) text(field int, s string) message { return m.bytes(field, []byte(s)) }

// zig keeps a number small in both directions.
func zig(v int64) uint64 { return uint64(v<<1) ^ uint64(v>>63) }

func list(values ...uint64) []byte {
	var out []byte
	for _, v := range values {
		out = binary.AppendUvarint(out, v)
	}
	return out
}

// differences is a packed list of the differences between numbers.
func differences(values ...int64) []byte {
	var out []byte
	last := int64(0)
	for _, v := range values {
		out = binary.AppendUvarint(out, zig(v-last))
		last = v
	}
	return out
}

// blobOf frames data as a block; pack is a field of packings.
func blobOf(kind string, data []byte, pack int) []byte {
	packed := data
	if pack == 3 {
		var b bytes.Buffer
		z := zlib.NewWriter(&b)
		z.Write(data)
		z.Close()
		packed = b.Bytes()
	}
	body := message(nil)
	if pack != 1 {
		body = body.number(2, uint64(len(data)))
	}
	return framed(kind, body.bytes(pack, packed))
}

// framed puts the header of a block before its body.
func framed(kind string, body []byte) []byte {
	head := message(nil).text(1, kind).number(3, uint64(len(body)))
	out := binary.BigEndian.AppendUint32(nil, uint32(len(head)))
	return append(append(out, head...), body...)
}

// headBlock is the data of a first block that demands features.
func headBlock(features ...string) []byte {
	m := message(nil).bytes(1, message(nil).number(1, zig(23_500_000_000)).number(2, zig(23_900_000_000)).number(3, zig(61_600_000_000)).number(4, zig(61_400_000_000)))
	for _, f := range features {
		m = m.text(4, f)
	}
	return m.text(16, "by hand")
}

// textsOf is a table of texts; the first is empty, as 0 ends the tags of a node.
func textsOf(texts ...string) []byte {
	m := message(nil).text(1, "")
	for _, t := range texts {
		m = m.text(1, t)
	}
	return m
}

// town is the data of a block with three nodes, one of them with tags, and a street.
func town() []byte {
	dense := message(nil).bytes(1, differences(7, 5, -3)).bytes(8, differences(615_000_000, 615_000_100, 614_999_900)).bytes(9, differences(238_000_000, 238_000_050, -1)).
		bytes(10, list(0, 1, 2, 0, 0))
	way := message(nil).number(1, 99).bytes(2, list(3, 5)).bytes(3, list(4, 6)).bytes(8, differences(7, 5, 1_000_000_000_000))
	group := message(nil).bytes(2, dense).bytes(3, way).bytes(4, message(nil).number(1, 1))
	return message(nil).bytes(1, textsOf("highway", "crossing", "highway2", "footway", "name", "Katu")).bytes(2, group)
}

func extract(blobs ...[]byte) []byte { return bytes.Join(blobs, nil) }
