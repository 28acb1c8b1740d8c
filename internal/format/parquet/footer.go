package parquet

import (
	"encoding/binary"
	"fmt"
	"io"

	"github.com/parquet-go/parquet-go/format"
)

const (
	magic       = "PAR1"
	magicSealed = "PARE" // a file with an encrypted footer

	longestFooter = 64 << 20 // bytes

	mostElements = 1 << 16 // of the schema
)

// readFooter reads and checks the end of a file.
func readFooter(r io.ReaderAt, size int64) (*format.FileMetaData, error) {
	if size < int64(2*len(magic)+4) {
		return nil, bad{fmt.Sprintf("%d bytes", size), "a Parquet file"}
	}
	var tail [8]byte
	if err := readFull(r, tail[:], size-8); err != nil {
		return nil, err
	}
	switch string(tail[4:]) {
	case magic:
	case magicSealed:
		return nil, errSealed
	default:
		return nil, bad{fmt.Sprintf("a file that ends in %q", tail[4:]), "a Parquet file, which ends in PAR1: it may be truncated"}
	}
	n := int64(binary.LittleEndian.Uint32(tail[:4]))
	if n > size-12 || n > longestFooter {
		return nil, bad{fmt.Sprintf("a footer of %d bytes in a file of %d", n, size), fmt.Sprintf("a footer within the file and of at most %d MB", longestFooter>>20)}
	}
	text := make([]byte, n)
	if err := readFull(r, text, size-8-n); err != nil {
		return nil, err
	}
	var f format.FileMetaData
	switch _, _, err := decode(text, &f); {
	case err != nil:
		return nil, err
	case f.EncryptionAlgorithm.Value != nil:
		return nil, errSealed
	case len(f.Schema) > mostElements:
		return nil, bad{fmt.Sprintf("%d elements of the schema", len(f.Schema)), fmt.Sprintf("at most %d", mostElements)}
	}
	return &f, nil
}

var errSealed = bad{"an encrypted file", "one that is not encrypted"}

func readFull(r io.ReaderAt, out []byte, at int64) error {
	if n, err := r.ReadAt(out, at); n < len(out) {
		if err == nil || err == io.EOF {
			return bad{"the end of the file", "more bytes: the file may be truncated"}
		}
		return err
	}
	return nil
}

// start is where the first page of a chunk begins.
func start(c *format.ColumnMetaData) int64 {
	if c.DictionaryPageOffset > 0 && c.DictionaryPageOffset < c.DataPageOffset {
		return c.DictionaryPageOffset
	}
	return c.DataPageOffset
}
