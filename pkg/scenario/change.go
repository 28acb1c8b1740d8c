package scenario

import (
	"math"

	"saavu/pkg/lang"
	"saavu/pkg/network"
)

// Change is one planned change. Each kind is a struct in a separate file; Kinds
// lists them. Its exported fields are independent of language.
type Change interface {
	// Kind is the change's key in an option file, such as "close".
	Kind() string
	// Lever is the group of changes that the change belongs to.
	Lever() Lever
	// Fields lists the fields of the change, in the order in which they are
	// written.
	Fields() []Field
	// apply refuses the change, or applies it to the draft.
	apply(*draft)
}

// Spends is a change with a one-off cost that is not a parameter. Once returns
// the euros and the service that they belong to, by its index in the network
// after the option.
type Spends interface {
	Change
	Once(after *network.Network) (service int, euros float64)
}

// Lever is a group of kinds of change. The effect of an option's changes of one
// lever can be reported separately.
type Lever string

// The levers.
const (
	Places      Lever = "places"
	Capacity    Lever = "capacity-and-hours"
	MobileUnits Lever = "mobile-units"
	Remote      Lever = "remote-contacts"
	Contracts   Lever = "contracts"
	Products    Lever = "products"
	Parameters  Lever = "parameters"
)

// Field is one field of a change. It is used to read and write option files, and to
// generate their schema and the hash of an option. Value points into the change, and its
// type determines what the field is:
//
//	*string, *network.Production  a text, one of Words if there are any
//	*[]string                     ids
//	*float64, *int                a number; NaN if unset
//	*bool, *network.Known         yes or no, or unknown
//	*orb.Point, **orb.Point       a location in EPSG:3067 metres
//	*uint8                        weekdays, Monday the lowest bit
//	*network.Hours, **network.Hours
//	*[]Stop
//
// A missing field has the value in the change of Kinds.
type Field struct {
	Name  string // in files and refusals
	Value any
	Need  bool       // required
	Alone bool       // a change with only this field may be written as its text
	Key   bool       // the text is the key of the next field
	Label bool       // a name for readers; no figure depends on it
	Names *lang.Name // of a Label: the name by language; the value is then its text for messages
	Place bool       // the text or the ids are facilities
	Words []string   // the allowed texts
	Range []float64  // the least number, and the largest if there is one
	About string     // description in the schema, in English
}

// Kinds returns a change of every kind with default fields, in the order of the
// documentation.
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
		&Harmonise{},
		&Set{},
	}
}

// New returns the change of Kinds of one kind; nil for an unknown kind.
func New(kind string) Change {
	for _, c := range Kinds() {
		if c.Kind() == kind {
			return c
		}
	}
	return nil
}
