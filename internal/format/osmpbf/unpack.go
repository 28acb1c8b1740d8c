package osmpbf

import (
	"bytes"
	"fmt"
	"io"

	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
)

// packings are the fields of a blob that hold its data, by how they are packed.
var packings = map[int]string{1: "raw", 3: "zlib", 4: "lzma", 5: "bzip2", 6: "lz4", 7: "zstd"}

// unpack returns the data of the blob in r.raw. It never takes more memory than the blob
// says that it needs, which is at most maxBlob.
func (r *reader) unpack() ([]byte, error) {
	packed, how, size := []byte(nil), 0, uint64(0)
	err := fields(r.raw, func(f field) error {
		if f.number == 2 {
			size = f.value
		} else if packings[f.number] != "" {
			packed, how = f.bytes, f.number
		}
		return nil
	})
	switch {
	case err != nil:
		return nil, r.fault("a block that is damaged", err.Error())
	case how == 0:
		return nil, r.fault("a block without data", "data that is raw, zlib or zstd")
	case how == 1 && len(packed) > maxBlob, how != 1 && size > maxBlob:
		return nil, r.fault(fmt.Sprintf("a block of %d bytes when unpacked", max(size, uint64(len(packed)))), fmt.Sprintf("at most %d", maxBlob))
	}
	switch packings[how] {
	case "raw":
		return packed, nil
	case "zlib":
		z, err := zlib.NewReader(bytes.NewReader(packed))
		if err != nil {
			return nil, r.fault("a block that does not unpack: "+err.Error(), "zlib data")
		}
		defer z.Close()
		return r.whole(z, int(size))
	case "zstd":
		z, err := zstd.NewReader(bytes.NewReader(packed), zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxBlob))
		if err != nil {
			return nil, r.fault("a block that does not unpack: "+err.Error(), "zstd data")
		}
		defer z.Close()
		return r.whole(z, int(size))
	}
	return nil, r.fault("a block packed as "+packings[how], "raw, zlib or zstd: write the extract again, such as with osmium cat")
}

// whole reads unpacked data, whose size must be the stated one.
func (r *reader) whole(z io.Reader, size int) ([]byte, error) {
	r.plain = sized(r.plain, size)
	if n, err := io.ReadFull(z, r.plain); err != nil {
		return nil, r.fault(fmt.Sprintf("a block that unpacks to %d bytes", n), fmt.Sprintf("%d, as it states (%v)", size, err))
	}
	var more [1]byte
	if n, err := z.Read(more[:]); n != 0 || err != nil && err != io.EOF {
		return nil, r.fault(fmt.Sprintf("a block that unpacks to more than %d bytes", size), "the size that it states")
	}
	return r.plain, nil
}
