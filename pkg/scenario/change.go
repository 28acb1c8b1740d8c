package scenario

import (
	"math"

	"saavu/pkg/network"
)

// Change is one planned change. Each kind is a struct with a file of its own;
// Kinds lists them. Its exported fields are what it says, free of language.
type Change interface {
	// Kind is the change's key in an option file, such as "close".
	Kind() string
	// Lever says which changes of an option belong together.
	Lever() Lever
	// Fields lists what the change says, in the order in which it is written.
	Fields() []Field
	// apply refuses the change, or makes it in the draft.
	apply(*draft)
}

// Spends is a change that costs something once, beyond what parameters say.
// Once gives the euros and the service, by its index in the network after the
// option, that they fall on.
type Spends interface {
	Change
	Once(after *network.Network) (service int, euros float64)
}

// Lever is what a change pulls: an option's changes of one lever can be shown
// alone.
type Lever string

// The levers.
const (
	Places      Lever = "places"
	Capacity    Lever = "capacity-and-hours"
	MobileUnits Lever = "mobile-units"
	Remote      Lever = "remote-contacts"
	Contracts   Lever = "contracts"
	Parameters  Lever = "parameters"
)

// Field is one thing that a change says. Option files are read and written by
// it, their schema and the hash of an option are made of it. Value points into
// the change, and its type says what the field is:
//
//	*string, *network.Production  a text, one of Words where there are any
//	*[]string                     ids
//	*float64, *int                a number; NaN where none is set
//	*bool, *network.Known         yes or no, or unknown
//	*orb.Point, **orb.Point       a place in EPSG:3067 metres
//	*uint8                        weekdays, Monday the lowest bit
//	*network.Hours, **network.Hours
//	*[]Stop
//
// A field that is left out is as in the change of Kinds.
type Field struct {
	Name  string // as files and refusals call it
	Value any
	Need  bool      // it must be given
	Alone bool      // a change that says nothing else may be written as this text
	Key   bool      // the text is the key of the next field
	Label bool      // a name for readers, on which no figure depends
	Place bool      // the text or the ids are of facilities
	Words []string  // the texts that it may have
	Range []float64 // the least number, and the largest where there is one
	About string    // in English, for the schema
}

// Kinds gives a change of every kind as it is before anything is given, in the
// order of the documents.
func Kinds() []Change {
	unset := math.NaN()
	return []Change{
		&Close{},
		&Open{},
		&Move{},
		&Merge{},
		&SetCapacity{FTE: unset, Rooms: unset, FTEFactor: unset, RoomsFactor: unset},
		&SetHours{},
		&SetAccess{},
		&AddMobile{Count: 1},
		&AddRemote{},
		&Contract{},
		&Set{},
	}
}

// New gives the change of Kinds of one kind; nil for a kind that there is not.
func New(kind string) Change {
	for _, c := range Kinds() {
		if c.Kind() == kind {
			return c
		}
	}
	return nil
}
