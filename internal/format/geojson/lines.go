package geojson

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strconv"

	"saavu/internal/format/jsondoc"
	"saavu/internal/format/problem"
	"saavu/internal/format/record"
)

const (
	longestRecord = 64 << 20 // most bytes of one feature in a file that is read line by line
	separator     = 0x1e     // precedes each record of a text sequence (RFC 8142)
)

var errLong = errors.New("too long")

// Lined reports whether a file is GeoJSON line by line: one feature per line,
// or records that each begin with the separator of RFC 8142. A document on a
// single line is not; nor is a file whose first line is not JSON by itself.
func Lined(in io.Reader) bool {
	records := newRecords(in)
	first, err := records.next()
	if err != nil {
		return false
	}
	if records.separated {
		return true
	}
	if first.Check(0) != nil || first.Byte(first.Start()) != '{' {
		return false
	}
	_, err = records.next()
	return err == nil || errors.Is(err, errLong)
}

// LineSource returns the features of a file that is read line by line, of any
// length, with one record in memory. open is called once at once, to check the
// whole file and to find its fields, and once for each walk. The rest is as in
// Source.
func LineSource(open func() (io.ReadCloser, error), name string) (*record.Source, error) {
	var r reader
	if err := r.lines(open); err != nil {
		return nil, named(err, name)
	}
	s := r.source(name)
	s.Each = func(want []int, visit func(*record.Row) error) error {
		again := reader{visit: r.visitor(s, want, visit)}
		err := again.lines(open)
		if again.stopped != nil {
			return again.stopped
		}
		return named(err, name)
	}
	return s, nil
}

// lines reads every record of a file and returns all its faults.
func (r *reader) lines(open func() (io.ReadCloser, error)) error {
	in, err := open()
	if err != nil {
		return problem.Problems{{Expected: "a file that can be read", Hint: err.Error()}}
	}
	defer in.Close()
	records := newRecords(in)
	crs := ""
	for r.stopped == nil {
		r.Text, err = records.next()
		r.bytesBefore, r.linesBefore, r.counted, r.lineEnds = records.bytesBefore, records.linesBefore, 0, 0
		switch {
		case err == io.EOF:
			return r.problems.Err()
		case errors.Is(err, errLong):
			r.report(&jsondoc.Fault{Expected: "a feature of at most " + strconv.Itoa(longestRecord>>20) + " MB"}, r.count+1)
			return r.problems.Err()
		case err != nil:
			r.problems.Add(problem.Problem{Row: r.linesBefore + 1, Expected: "a file that can be read", Hint: err.Error()})
			return r.problems.Err()
		}
		r.crs = ""
		r.record()
		if r.crs != "" && crs != "" && r.crs != crs {
			r.problems.Add(problem.Problem{Row: r.linesBefore + 1, Column: "crs", Found: r.crs, Expected: "the coordinate system of the features before, " + crs})
		}
		if r.crs != "" {
			crs = r.crs
		}
		r.crs = crs
	}
	return r.problems.Err()
}

// records splits a stream at its line ends, or at its separators if it begins
// with one. Records without content are skipped.
type records struct {
	in                       *bufio.Reader
	separated                bool
	end                      byte // of a record
	buf                      []byte
	bytesBefore, linesBefore int // before the record that next returned
	bytesRead, linesRead     int
}

func newRecords(in io.Reader) *records {
	s := &records{in: bufio.NewReaderSize(in, 1<<16), end: '\n'}
	if head, _ := s.in.Peek(3); bytes.Equal(head, []byte("\xef\xbb\xbf")) {
		s.bytesRead, _ = s.in.Discard(3)
	}
	if head, _ := s.in.Peek(1); len(head) == 1 && head[0] == separator {
		s.separated, s.end = true, separator
		s.bytesRead, _ = s.in.Discard(1)
	}
	return s
}

// next returns the next record, valid until the following call; io.EOF at the
// end.
func (s *records) next() (jsondoc.Text, error) {
	for {
		s.buf = s.buf[:0]
		s.bytesBefore, s.linesBefore = s.bytesRead, s.linesRead
		var err error
		for {
			var part []byte
			part, err = s.in.ReadSlice(s.end)
			s.buf = append(s.buf, part...)
			if len(s.buf) > longestRecord {
				return s.buf, errLong
			}
			if err != bufio.ErrBufferFull {
				break
			}
		}
		if err != nil && err != io.EOF {
			return nil, err
		}
		s.bytesRead += len(s.buf)
		s.linesRead += bytes.Count(s.buf, []byte("\n"))
		record := bytes.TrimSuffix(s.buf, []byte{s.end})
		if len(bytes.TrimSpace(record)) > 0 {
			return record, nil
		}
		if err == io.EOF {
			return nil, io.EOF
		}
	}
}
