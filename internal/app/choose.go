package app

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/load"
	"saavu/internal/load/optionfile"
	"saavu/internal/source"
	"saavu/internal/words"
	"saavu/pkg/network"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// WhatIfID is the id of the option that Request.WhatIf makes.
const WhatIfID = report.WhatIf

// chosen has the options of a run, each after its reference.
type chosen struct {
	county *load.County
	named  []scenario.Option
	list   []scenario.Option
	added  []string // ids of those in list that are not in named
	asides []string // notes about the references of others
}

// choose decides which options are compared: those that are named, or all of the
// county if none is named and there is no what-if. Every option is compared with the
// one that it names, or else with the first option of its year, which is added if it
// is not named: a single option would have no comparison.
func choose(c *load.County, q *Request) (*chosen, error) {
	ch := &chosen{county: c}
	if err := ch.name(q); err != nil {
		return nil, err
	}
	if len(q.WhatIf) > 0 {
		ch.named = append(ch.named, whatIf(c.Base.Network, q.WhatIf))
	}
	if len(ch.named) == 0 {
		ch.named = slices.Clone(c.Options)
	}
	if len(ch.named) == 0 {
		ch.named = []scenario.Option{ch.today(c.Base.Year)}
	}
	if err := ch.arrange(q); err != nil {
		return nil, err
	}
	for _, o := range ch.list {
		if o.Against == o.ID && len(o.Changes) > 0 {
			ch.asides = append(ch.asides, fmt.Sprintf("option %s is the reference of the other options of its year, but it is not the unchanged county: it has %s. "+
				"Add against: to the others, or put an option without changes first", o.ID, problem.Counted(len(o.Changes), "change")))
		}
	}
	return ch, nil
}

// doubled finds ids that several of the named options have.
func (ch *chosen) doubled() []error {
	var out []error
	times := map[string]int{}
	for _, o := range ch.named {
		if times[o.ID]++; times[o.ID] == 2 {
			out = append(out, &Invalid{Err: fmt.Errorf("two options have the id %q: name it once, or give one of them another id (id: …)", o.ID)})
		}
	}
	return out
}

// arrange puts the named options into the list, or returns everything that is wrong
// with them.
func (ch *chosen) arrange(q *Request) error {
	found := faults{names: ch.doubled()}
	for _, o := range ch.named {
		err := ch.add(o, nil)
		if err != nil && !slices.ContainsFunc(found.names, func(e error) bool { return e.Error() == err.Error() }) {
			found.names = append(found.names, err)
		}
		if circle := new(Invalid); errors.As(err, &circle) && !errors.As(err, new(*Unknown)) {
			break // the others of the circle would give the same error
		}
	}
	if found.empty() {
		return nil
	}
	found.refuse(ch.county, ch.named, q)
	return found.err("")
}

// name finds the county's options by id and reads options in files. All their
// problems are reported together.
func (ch *chosen) name(q *Request) error {
	var faults faults
	for _, word := range q.Options {
		if o, ok := ch.known(word); ok {
			ch.named = append(ch.named, o)
			continue
		}
		if !isFile(word) {
			faults.names = append(faults.names, ch.unknown(word))
			continue
		}
		o, err := load.Option(source.OS(), word, ch.county)
		if !gathered(&faults.problems, err) {
			return err
		}
		if o.ID != "" {
			ch.named = append(ch.named, o)
		}
	}
	if faults.empty() {
		return nil
	}
	if _, ok := ch.known(q.measuredAgainst); !ok && q.measuredAgainst != "" && !isFile(q.measuredAgainst) {
		faults.names = append(faults.names, ch.unknown(q.measuredAgainst))
	}
	faults.names = append(faults.names, ch.doubled()...)
	faults.refuse(ch.county, ch.named, q)
	return faults.err("")
}

// isFile reports whether a word of a request is the name of an option file.
func isFile(word string) bool {
	return strings.HasSuffix(word, ".yaml") || strings.HasSuffix(word, ".yml") || strings.ContainsAny(word, `/\`)
}

// gathered adds the problems of an error to a list; false if it is another kind of
// error.
func gathered(list *problem.Problems, err error) bool {
	var found problem.Problems
	if err != nil && !errors.As(err, &found) {
		return false
	}
	list.Append(found)
	return true
}

// withOptions adds to the problems of a county those of the option files in a
// request, as far as they can be found: c is nil without a county; otherwise only
// options are at fault.
func withOptions(q *Request, c *load.County, county string, err error) error {
	var all faults
	if !gathered(&all.problems, err) {
		return err
	}
	in, named := c, []scenario.Option(nil)
	if c == nil {
		in = &load.County{}
	} else {
		named = slices.Clone(c.Options)
	}
	for _, word := range q.Options {
		if isFile(word) {
			o, err := load.Option(source.OS(), word, in)
			gathered(&all.problems, err)
			if o.ID != "" {
				named = append(named, o)
			}
		}
	}
	if c != nil {
		all.refuse(c, named, q)
	}
	return all.err(county)
}

// add puts an option into the list, after its reference. Path has the options that
// wait for it.
func (ch *chosen) add(o scenario.Option, path []string) error {
	if slices.Contains(ids(ch.list), o.ID) {
		return nil
	}
	if slices.Contains(path, o.ID) {
		return &Invalid{Err: fmt.Errorf("options are compared in a circle: %s, %s", strings.Join(path, ", "), o.ID)}
	}
	ref, err := ch.reference(o)
	if err != nil {
		return err
	}
	if ref.ID != o.ID {
		if err := ch.add(ref, append(path, o.ID)); err != nil {
			return err
		}
	}
	o.Against = ref.ID
	ch.list = append(ch.list, o)
	if _, named := find(ch.named, o.ID); !named {
		ch.added = append(ch.added, o.ID)
	}
	return nil
}

// reference returns the reference of o: the option that it names, else the county's
// first of the same year, else today's network in that year. It may be o itself.
func (ch *chosen) reference(o scenario.Option) (scenario.Option, error) {
	if o.Against != "" {
		if ref, ok := find(ch.named, o.Against); ok {
			return ref, nil
		}
		if ref, ok := ch.known(o.Against); ok {
			return ref, nil
		}
		unknown := &Unknown{What: "option", Name: o.Against, Known: ch.names()}
		return o, &Invalid{Err: fmt.Errorf("option %s is compared with an option that does not exist: %w", o.ID, unknown)}
	}
	year := ch.year(o)
	for _, other := range ch.county.Options {
		if ch.year(other) != year || other.Against != "" && other.Against != other.ID {
			continue
		}
		if named, ok := find(ch.named, other.ID); ok {
			return named, nil
		}
		return other, nil
	}
	ref := ch.today(year)
	if named, ok := find(ch.named, ref.ID); ok {
		return named, nil
	}
	return ref, nil
}

func (ch *chosen) year(o scenario.Option) int {
	if o.Year == 0 {
		return ch.county.Base.Year
	}
	return o.Year
}

// known finds an option of the county by its id. Today always exists, even if no
// file has it.
func (ch *chosen) known(id string) (scenario.Option, bool) {
	if o, ok := find(ch.county.Options, id); ok || id != Today {
		return o, ok
	}
	return ch.today(ch.county.Base.Year), true
}

// unknown is the error of a word that is no option.
func (ch *chosen) unknown(word string) *Unknown {
	return &Unknown{What: "option", Name: word, Known: ch.names(), Hint: meant(word, ch.things())}
}

// names lists the ids of the county's options, including today.
func (ch *chosen) names() []string {
	out := ids(ch.county.Options)
	if !slices.Contains(out, Today) {
		out = append([]string{Today}, out...)
	}
	return out
}

// today is the unchanged network of the county, with the people of a year.
func (ch *chosen) today(year int) scenario.Option {
	if year == ch.county.Base.Year {
		year = 0
	}
	return optionfile.AsToday(year)
}

// whatIf makes an option of changes. A new facility without a name is named after
// its id.
func whatIf(n *network.Network, changes []scenario.Change) scenario.Option {
	o := scenario.Option{ID: WhatIfID, Name: words.Names("what_if").En, Names: words.Names("what_if"), Changes: slices.Clone(changes)}
	for i, c := range o.Changes {
		if open, ok := c.(*scenario.Open); ok && open.At != nil && open.Name == "" && n.Facility(open.Facility) < 0 {
			named := *open
			named.Name = named.Facility
			o.Changes[i] = &named
		}
	}
	return o
}

func find(list []scenario.Option, id string) (scenario.Option, bool) {
	for _, o := range list {
		if o.ID == id {
			return o, true
		}
	}
	return scenario.Option{}, false
}

func ids(list []scenario.Option) []string {
	out := make([]string, len(list))
	for i, o := range list {
		out[i] = o.ID
	}
	return out
}
