package parquet

import (
	"bytes"
	"fmt"
	"io"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/s2"
	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go/format"
	"github.com/pierrec/lz4/v4"
)

// zstdReader writes at most the capacity that it is given.
var zstdReader = sync.OnceValues(func() (*zstd.Decoder, error) {
	return zstd.NewReader(nil, zstd.WithDecodeAllCapLimit(true), zstd.WithDecoderMaxMemory(longestPage))
})

// unpack decompresses src to exactly the size that the page claims; a shorter
// or longer result is a fault, so that a few bytes cannot become gigabytes.
func unpack(codec format.CompressionCodec, src []byte, size int) ([]byte, error) {
	if codec == format.Uncompressed {
		if len(src) != size {
			return nil, wrongSize(size)
		}
		return src, nil
	}
	if size == 0 && len(src) == 0 {
		return nil, nil
	}
	switch codec {
	case format.Snappy:
		if n, err := s2.DecodedLen(src); err != nil || n != size || size/22 > len(src) { // 64 bytes for 3 at best
			return nil, wrongSize(size)
		}
		return checked(s2.Decode(make([]byte, size), src))(size)
	case format.Zstd:
		if size > 1<<20 && size/64 > len(src) { // decode that much before trusting the size
			r, err := zstd.NewReader(bytes.NewReader(src), zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(64<<20))
			if err != nil {
				return nil, err
			}
			defer r.Close()
			return drain(r, size)
		}
		r, err := zstdReader()
		if err != nil {
			return nil, err
		}
		return checked(r.DecodeAll(src, make([]byte, 0, size)))(size)
	case format.Lz4Raw:
		if size/255 > len(src) { // beyond what LZ4 can reach
			return nil, wrongSize(size)
		}
		out := make([]byte, size)
		n, err := lz4.UncompressBlock(src, out)
		return checked(out[:max(n, 0)], err)(size)
	case format.Gzip:
		r, err := gzip.NewReader(bytes.NewReader(src))
		if err != nil {
			return nil, wrongSize(size)
		}
		return drain(r, size)
	case format.Brotli:
		return drain(brotli.NewReader(bytes.NewReader(src)), size)
	}
	name := codec.String()
	if codec > format.Lz4Raw {
		name = fmt.Sprint(int(codec))
	}
	return nil, bad{"the compression " + name, "none, Snappy, gzip, Brotli, Zstandard or LZ4_RAW"}
}

func wrongSize(size int) error {
	return bad{"a page that is damaged", fmt.Sprintf("%d bytes after decompression", size)}
}

// checked converts any error of a decompressor to one fault.
func checked(out []byte, err error) func(size int) ([]byte, error) {
	return func(size int) ([]byte, error) {
		if err != nil || len(out) != size {
			return nil, wrongSize(size)
		}
		return out, nil
	}
}

// drain reads size bytes and the end. Memory grows with the bytes that are
// present.
func drain(r io.Reader, size int) ([]byte, error) {
	var out bytes.Buffer
	_, err := io.Copy(&out, io.LimitReader(r, int64(size)+1))
	return checked(out.Bytes(), err)(size)
}
