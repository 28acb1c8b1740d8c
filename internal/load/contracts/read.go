// Package contracts reads today's contracts with other producers: a table with a row for
// each contract, and what is known of the county's own production of a service. It leaves
// to others what a contract costs and which laws it breaks.
package contracts

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/load/input"
	"saavu/pkg/params"
	"saavu/pkg/producers"
)

// Prefix is the path above the figures of contracts that have a range: contracts, id,
// column.
const Prefix = "contracts"

// County is what contracts refer to.
type County struct {
	Services   []string
	Products   map[string][]string // ids of the products of each service that has some
	Areas      []string
	Facilities []string
}

// List is the contracts of a file. Parameters are those of their euros that have a range,
// in a path of Prefix.
type List struct {
	File       string // its plain name
	Contracts  []producers.Contract
	Parameters []params.Param
}

// Read reads a table of contracts; named is where the county file names it, "" for a flag.
// Its faults are in r. It returns nil if nothing can be read.
func Read(r *input.Reader, name, named string, c *County) *List {
	t := r.TableOf(name, named, "id", "service", "production", "sector")
	if t == nil {
		return nil
	}
	if len(t.Rows) == 0 {
		r.Problems.Add(input.Empty(name, "contracts"))
		return nil
	}
	l, seen := &List{File: name}, map[string]int{}
	for i := range t.Rows {
		x := &row{Row: input.Row{Table: t, At: i}, county: c}
		k, ok := x.contract(seen)
		if !ok {
			continue
		}
		l.Contracts = append(l.Contracts, k)
		l.Parameters = append(l.Parameters, x.ranges(&k)...)
	}
	if at, sum := producers.Over(l.Contracts); at >= 0 && len(r.Problems) == 0 {
		i := slices.Index(t.Lines, l.Contracts[at].Row)
		t.Wrong(i, "share", "shares of a service and area that add up to at most 1", fmt.Sprintf("with this row they add up to %.4g", sum))
	}
	t.NoteUnread()
	return l
}

// row is one row of the table.
type row struct {
	input.Row
	county *County
}

// contract reads the row. It is false for a row without an id of its own.
func (x *row) contract(seen map[string]int) (producers.Contract, bool) {
	c := producers.Contract{ID: x.Field("id"), Row: x.Line()}
	if strings.ContainsAny(c.ID, " .:/\\=") {
		x.Refuse("id", "an id without spaces, dots and =", "")
	}
	ok := x.Unique(x.At, c.ID, seen)
	x.place(&c)
	x.producer(&c)
	c.Supervision = x.number("supervision", share, within(1))
	c.TakeUp = x.number("take_up", share, within(1))
	c.Quality = x.number("quality", "a quality, 0 to 100", within(100))
	c.Floor = x.number("quality_floor", "a quality, 0 to 100", within(100))
	c.Price, c.MarketPrice = x.number("price_eur", euros, within(largest)), x.number("market_price_eur", euros, within(largest))
	c.Admin = x.number("admin_eur", euros, within(largest))
	c.SupplyMax, c.MinContacts = x.number("supply_max", contacts, within(largest)), x.number("min_contacts", contacts, within(largest))
	c.Effect = x.Field("effect")
	x.dates(&c)
	x.volume(&c)
	return c, ok
}

// Words for what a number should be, and a number that none of them is above.
const (
	share    = "a share, 0 to 1"
	euros    = "euros, 0 or more"
	contacts = "contacts a year, 0 or more"
	largest  = 1e12
)

// within returns whether a number is from 0 to a largest one.
func within(most float64) func(float64) bool {
	return func(v float64) bool { return v >= 0 && v <= most }
}

// number reads a field, NaN where it is empty or, with a problem, no such number.
func (x *row) number(column, expected string, holds func(float64) bool) float64 {
	if x.Field(column) == "" {
		return math.NaN()
	}
	v, ok := x.Number(x.At, column)
	if !ok {
		return math.NaN()
	}
	if !holds(v) {
		x.Refuse(column, expected, "")
		return math.NaN()
	}
	return v
}

// place reads what the contract covers.
func (x *row) place(c *producers.Contract) {
	c.Service, c.Product, c.Area = x.Field("service"), x.Field("product"), x.Field("area")
	known := slices.Contains(x.county.Services, c.Service)
	if !known {
		x.Refuse("service", "a service of the county", x.Reader.SuggestID(c.Service, x.county.Services))
	}
	switch list := x.county.Products[c.Service]; {
	case c.Product == "" || !known:
	case list == nil:
		x.Refuse("product", "nothing: the county has no products of "+c.Service, "")
	case !slices.Contains(list, c.Product):
		x.Refuse("product", "a product of "+c.Service+": "+strings.Join(list, ", "), x.Reader.SuggestID(c.Product, list))
	}
	if c.Area != "" && !slices.Contains(x.county.Areas, c.Area) {
		x.Refuse("area", "an area of the county, or nothing for all of it", x.Reader.SuggestID(c.Area, x.county.Areas))
	}
	for id := range strings.SplitSeq(x.Field("facilities"), "+") {
		if id = strings.TrimSpace(id); id == "" {
			continue
		}
		if !slices.Contains(x.county.Facilities, id) {
			x.Reader.Problems.Add(problem.Problem{File: x.Name, Row: c.Row, Column: "facilities", Found: id, Expected: "facilities of the county, joined by +",
				Hint: x.Reader.SuggestID(id, x.county.Facilities)})
			continue
		}
		c.Facilities = append(c.Facilities, id)
	}
}

// thirdSector is an older word for a grant to an association.
const thirdSector = "third_sector"

// producer reads who produces, and how.
func (x *row) producer(c *producers.Contract) {
	c.Provider = x.Field("provider")
	c.Sector = producers.Sector(x.Field("sector"))
	if x.Field("production") == thirdSector {
		c.Production = producers.Grant
		if c.Sector == "" {
			c.Sector = producers.NGO
		}
		if c.Sector != producers.NGO {
			x.Refuse("sector", "ngo, as third_sector is a grant to an association", "")
		}
		return
	}
	word, _ := x.Word(x.At, "production", each(producers.Productions())...)
	c.Production = producers.Production(word)
	x.Word(x.At, "sector", each(producers.Sectors())...)
}

func each[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}

// volume reads how much the contract covers: one of three, or euros a year alone. A grant
// may have its contacts in addition to its euros.
func (x *row) volume(c *producers.Contract) {
	c.Share, c.EURYear = x.number("share", share, within(1)), x.number("eur_year", euros, within(largest))
	c.ContactsYear, c.ClientsYear = x.number("contacts_year", contacts, within(largest)), x.number("clients_year", "clients a year, 0 or more", within(largest))
	var given []string
	for _, column := range []string{"share", "contacts_year", "clients_year", "eur_year"} {
		if x.Field(column) != "" {
			given = append(given, column)
		}
	}
	const one = "one of share, contacts_year and clients_year, or eur_year alone"
	switch {
	case c.Production == producers.Own:
		for _, column := range append(given, "price_eur", "market_price_eur", "supervision", "admin_eur", "take_up", "supply_max", "min_contacts", "start", "end", "notice_months") {
			if column != "share" && x.Field(column) != "" {
				x.Refuse(column, "nothing, as the county produces itself", "own rows have share (the least own share), quality, quality_floor and effect")
			}
		}
	case len(given) == 0:
		x.Refuse("share", one, "")
	case c.Production == producers.Grant && slices.Equal(given, []string{"contacts_year", "eur_year"}):
	case len(given) > 1:
		x.Refuse(given[1], "nothing, as "+given[0]+" is given", one)
	case c.Production == producers.Budget && given[0] != "clients_year":
		x.Refuse(given[0], "clients_year, as a budget counts its clients", "")
	case c.Production != producers.Budget && given[0] == "clients_year":
		x.Refuse("clients_year", "nothing, as only a budget counts its clients", "contacts_year or share says how much the contract covers")
	}
}
