package record

import (
	"bytes"
	"strconv"
)

// OfDecimal makes a Value from decimal digits of a file that has numbers but no
// texts, so that 7, 7.0 and 7E0 are equal: a whole number with all its digits,
// as Text if Int cannot hold it, else a Float. It returns false if the text is
// not a finite number.
func OfDecimal(text []byte) (Value, bool) {
	if digits, ok := wholeDigits(text, false); ok {
		if n, err := strconv.ParseInt(string(digits), 10, 64); err == nil {
			return Value{Kind: Int, Int: n}, true
		}
		return Value{Kind: Text, Text: digits}, true
	}
	x, ok := Number(text, false)
	return Value{Kind: Float, Float: x}, ok
}

// mostDigits is the length of a whole number above which it cannot be an id.
const mostDigits = 100

// wholeDigits returns the digits of a whole number without sign +, leading
// zeros, zero decimals or an exponent. It returns false for any other text, and
// for a number longer than mostDigits.
func wholeDigits(text []byte, comma bool) ([]byte, bool) {
	mantissa, power := text, 0
	if at := bytes.IndexAny(text, "eE"); at >= 0 {
		n, err := strconv.Atoi(string(text[at+1:]))
		if err != nil || n > mostDigits || n < -mostDigits {
			return nil, false
		}
		mantissa, power = text[:at], n
	}
	var digits []byte
	if len(mantissa) > 0 && (mantissa[0] == '-' || mantissa[0] == '+') {
		if mantissa[0] == '-' {
			digits = append(digits, '-')
		}
		mantissa = mantissa[1:]
	}
	sign, point := len(digits), false
	for _, c := range mantissa {
		switch {
		case c >= '0' && c <= '9':
			digits = append(digits, c)
			if point {
				power--
			}
		case (c == '.' || c == ',' && comma) && !point:
			point = true
		default:
			return nil, false
		}
	}
	if len(digits) == sign || len(digits) > 3*mostDigits {
		return nil, false
	}
	for ; power < 0 && digits[len(digits)-1] == '0' && len(digits) > sign+1; power++ {
		digits = digits[:len(digits)-1]
	}
	number := bytes.TrimLeft(digits[sign:], "0")
	switch {
	case len(number) == 0:
		return []byte("0"), true
	case power < 0 || len(number)+power > mostDigits:
		return nil, false
	}
	digits = append(digits[:sign], number...)
	return append(digits, bytes.Repeat([]byte("0"), power)...), true
}
