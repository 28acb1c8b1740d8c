package main

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"saavu/pkg/params"
)

// amount is a flag that takes a number within bounds.
type amount struct {
	value  *float64
	bounds params.Bounds
}

// String returns the number.
func (a *amount) String() string {
	if a.value == nil {
		return "0"
	}
	return strconv.FormatFloat(*a.value, 'g', -1, 64)
}

// Type stands for the value in the help text.
func (a *amount) Type() string { return "float" }

// Set refuses a text that is not a number, or a number out of bounds.
func (a *amount) Set(text string) error {
	v, ok := params.ParseNumber(text)
	if !ok || !a.bounds.Holds(v) {
		return fmt.Errorf("expected %s%s", a.bounds, hinted(a.bounds.Slip(text)))
	}
	*a.value = v
	return nil
}

// fromZero and aboveZero are the bounds of most numbers.
var (
	fromZero  = params.Bounds{Hi: params.Largest}
	aboveZero = params.Bounds{Hi: params.Largest, Above: true}
)

// amountFlag adds a flag that takes a number within bounds.
func amountFlag(cmd *cobra.Command, value *float64, name string, preset float64, bounds params.Bounds, help string) {
	*value = preset
	cmd.Flags().Var(&amount{value, bounds}, name, help)
}

// whole is a flag that takes a whole number in decimal digits, least or more: 010 is ten,
// and 0x10 is refused.
type whole[N int | uint64] struct {
	value *N
	least uint64
}

// String returns the number.
func (w *whole[N]) String() string {
	if w.value == nil {
		return "0"
	}
	return fmt.Sprint(*w.value)
}

// Type stands for the value in the help text.
func (w *whole[N]) Type() string { return "int" }

// Set refuses a text that is not a whole number.
func (w *whole[N]) Set(text string) error {
	n, err := strconv.ParseUint(text, 10, 64)
	most := ^uint64(0)
	if _, signed := any(*w.value).(int); signed {
		most = math.MaxInt
	}
	switch {
	case errors.Is(err, strconv.ErrRange) || n > most:
		return fmt.Errorf("expected a whole number from %d to %d", w.least, most)
	case err != nil || n < w.least:
		return fmt.Errorf("expected a whole number, %d or more", w.least)
	}
	*w.value = N(n)
	return nil
}

// wholeFlag adds a flag that takes a whole number.
func wholeFlag[N int | uint64](cmd *cobra.Command, value *N, name string, preset N, help string) {
	*value = preset
	cmd.Flags().Var(&whole[N]{value: value}, name, help)
}

// hinted puts a hint in brackets after a message; no hint gives "".
func hinted(hint string) string {
	if hint == "" {
		return ""
	}
	return " (" + hint + ")"
}

// parseNumber reads NAME=NUMBER. Whether the number fits the name is checked by code
// that knows the county.
func parseNumber(text string) (string, float64, error) {
	name, number, _ := strings.Cut(text, "=")
	if name == "" || number == "" {
		return "", 0, errors.New("a name and a number are needed")
	}
	v, ok := params.ParseNumber(number)
	if !ok {
		b, _ := params.UnitBounds("")
		if strings.HasSuffix(number, "%") {
			b, _ = params.UnitBounds("share")
		}
		return "", 0, fmt.Errorf("%q is not a number%s", number, hinted(b.Slip(number)))
	}
	return name, v, nil
}
