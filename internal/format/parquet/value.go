package parquet

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math"
	"math/big"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/parquet-go/parquet-go/format"
	"github.com/paulmach/orb"

	"saavu/internal/format/record"
	"saavu/internal/format/wkb"
)

// step moves to the next row and reports whether it has a value.
func (c *cursor) step() (at int, there bool, err error) {
	if c.next == c.n {
		if err := c.fill(c.most()); err != nil {
			return 0, false, err
		}
		if c.n == 0 {
			return 0, false, errPageEnds
		}
	}
	at = c.next
	c.next++
	return at, len(c.null) == 0 || !c.null[at], nil
}

// value returns the value of the next row. A text is valid until the next one.
func (c *cursor) value() (record.Value, error) {
	at, there, err := c.step()
	if err != nil || !there {
		return record.Value{}, err
	}
	if c.column.holdsBytes() {
		return c.bytesValue(c.wait.raw[at])
	}
	return c.numberValue(c.wait.num[at])
}

// geometry returns the geometry of the next row, nil for none.
func (c *cursor) geometry() (orb.Geometry, error) {
	at, there, err := c.step()
	if err != nil || !there {
		return nil, err
	}
	g, err := wkb.Decode(c.wait.raw[at])
	if err != nil {
		return nil, bad{err.Error(), "a geometry as well-known binary"}
	}
	return g, nil
}

// unsigned reports whether whole numbers have no sign.
func (c *column) unsigned() bool {
	l, is := c.logical.(*format.IntType)
	return is && !l.IsSigned
}

func (c *cursor) numberValue(v int64) (record.Value, error) {
	switch c.column.physical {
	case format.Boolean:
		return record.Value{Kind: record.Bool, Int: v}, nil
	case format.Float:
		return record.Of(float64(math.Float32frombits(uint32(v)))), nil
	case format.Double:
		return record.Of(math.Float64frombits(uint64(v))), nil
	}
	switch l := c.column.logical.(type) {
	case *format.DecimalType:
		if l.Scale > 0 {
			return decimal(strconv.AppendInt(c.text[:0], v, 10), l.Scale)
		}
	case *format.IntType:
		switch {
		case !l.IsSigned && c.column.physical == format.Int32:
			v = int64(uint32(v))
		case !l.IsSigned && v < 0: // larger than the whole numbers of a record
			c.text = strconv.AppendUint(c.text[:0], uint64(v), 10)
			return record.Value{Kind: record.Text, Text: c.text}, nil
		}
	case *format.DateType:
		return c.instant(time.Unix(0, 0).UTC().AddDate(0, 0, int(v)), time.DateOnly)
	case *format.TimeType:
		return c.instant(moment(v, l.Unit), "15:04:05.999999999")
	case *format.TimestampType:
		layout := "2006-01-02T15:04:05.999999999"
		if l.IsAdjustedToUTC {
			layout += "Z"
		}
		return c.instant(moment(v, l.Unit), layout)
	}
	return record.Value{Kind: record.Int, Int: v}, nil
}

// moment counts from the start of 1970.
func moment(v int64, unit format.TimeUnit) time.Time {
	switch unit.Value.(type) {
	case *format.MilliSeconds:
		return time.UnixMilli(v).UTC()
	case *format.MicroSeconds:
		return time.UnixMicro(v).UTC()
	}
	return time.Unix(v/1e9, v%1e9).UTC()
}

// instant writes a time into the memory of the cursor.
func (c *cursor) instant(t time.Time, layout string) (record.Value, error) {
	c.text = t.AppendFormat(c.text[:0], layout)
	return record.Value{Kind: record.Text, Text: c.text}, nil
}

// decimal returns the number whose digits are stored without their point.
func decimal(digits []byte, scale int32) (record.Value, error) {
	v, ok := record.OfDecimal(append(digits, "e-"+strconv.Itoa(int(scale))...))
	if !ok {
		return record.Value{}, bad{"a decimal of " + string(digits), "one that a 64-bit number can hold"}
	}
	return v, nil
}

func (c *cursor) bytesValue(raw []byte) (record.Value, error) {
	if c.column.physical == format.Int96 {
		return c.instant(legacyTime(raw), "2006-01-02T15:04:05.999999999")
	}
	isText := false
	switch l := c.column.logical.(type) {
	case *format.NullType:
		return record.Value{}, nil
	case *format.DecimalType:
		return decimal(bigEndian(raw).Append(nil, 10), l.Scale)
	case *format.Float16Type:
		if len(raw) == 2 {
			return record.Of(half(binary.LittleEndian.Uint16(raw))), nil
		}
	case *format.UUIDType:
		if len(raw) == 16 {
			c.text = fmt.Appendf(c.text[:0], "%x-%x-%x-%x-%x", raw[:4], raw[4:6], raw[6:8], raw[8:10], raw[10:])
			return record.Value{Kind: record.Text, Text: c.text}, nil
		}
	case *format.StringType, *format.EnumType, *format.JsonType:
		isText = true
	}
	switch {
	case utf8.Valid(raw) && (c.column.physical == format.ByteArray || printable(raw)):
		return record.OfText(raw), nil
	case isText:
		return record.Value{}, bad{string(bytes.ToValidUTF8(raw, []byte("\uFFFD"))), "text in UTF-8"}
	}
	c.text = hex.AppendEncode(append(c.text[:0], "0x"...), raw)
	return record.Value{Kind: record.Text, Text: c.text}, nil
}

// printable distinguishes fixed-length bytes that are a text from others.
func printable(raw []byte) bool {
	for _, b := range raw {
		if b < ' ' {
			return false
		}
	}
	return true
}

// legacyTime reads nanoseconds of the day and the Julian day.
func legacyTime(raw []byte) time.Time {
	nanos := int64(binary.LittleEndian.Uint64(raw))
	days := int64(binary.LittleEndian.Uint32(raw[8:])) - 2440588
	return time.Unix(days*86400+nanos/1e9, nanos%1e9).UTC()
}

// bigEndian reads a whole number in two's complement.
func bigEndian(raw []byte) *big.Int {
	v := new(big.Int).SetBytes(raw)
	if len(raw) > 0 && raw[0] >= 0x80 {
		v.Sub(v, new(big.Int).Lsh(big.NewInt(1), uint(8*len(raw))))
	}
	return v
}

// half reads a float of 16 bits.
func half(v uint16) float64 {
	fraction, exponent := float64(v&0x3ff), int(v>>10&0x1f)
	x := math.Ldexp(fraction, -24)
	switch {
	case exponent == 0x1f && fraction == 0:
		x = math.Inf(1)
	case exponent == 0x1f:
		x = math.NaN()
	case exponent > 0:
		x = math.Ldexp(1024+fraction, exponent-25)
	}
	if v&0x8000 != 0 {
		return -x
	}
	return x
}
