package load

import (
	"saavu/internal/load/optionfile"
	"saavu/pkg/scenario"
)

// Apply returns the county that an option plans (see scenario.Apply). The error
// is a Refusals with every reason at its position in the option's file.
func (c *County) Apply(o scenario.Option) (*scenario.Base, error) {
	b, refused := scenario.Apply(&c.Base, o)
	if refused != nil {
		return nil, c.Locate(o, refused)
	}
	return b, nil
}

// Check applies every option of the county and returns all refusals as one
// Refusals, nil if there are none.
func (c *County) Check() error {
	var all optionfile.Refusals
	for _, o := range c.Options {
		if _, refused := scenario.Apply(&c.Base, o); refused != nil {
			all = append(all, c.Locate(o, refused)...)
		}
	}
	if all == nil {
		return nil
	}
	return all.Sorted()
}
