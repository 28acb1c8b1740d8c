package batch

import (
	"slices"
	"strings"

	"saavu/internal/load/yaml"
	"saavu/pkg/report"
)

// keysOfSection are the keys of a county file that a section of a county comes from, and
// under which it names its tables.
var keysOfSection = map[string][]string{
	"county": {"county"}, "people": {"population", "inherit"}, "areas": {"areas", "population"}, "forecasts": {"forecasts", "projections", "population"}, "services": {"services", "inherit"},
	"facilities": {"facilities"}, "buildings": {"buildings"}, "points": {"points"}, "units": {"units", "remotes", "contracts", "shares"}, "rules": {"rules"},
	"known figures": {"known"}, "travel model": {"travel"}, "parameters": {"parameters"}, "products": {productKey}, "templates": {"templates"},
}

// keysOfPart are the keys of a county file and of a plan that a setting comes from.
var keysOfPart = map[string][]string{"choice": {"county.assignment"}, partPeriod: {"county.period"}, "cycling": {"county.cycling"}, partPath: {"county.path"},
	partDraws: {partDraws}, partSeed: {partSeed}, "networks": {"networks"}, "frame": {"frames"}}

// because names the changes of a county that a reason comes from, each with its file and, if it has
// one, its key and both values, for the end of a sentence; an empty message if there are
// none.
func (p *pair) because(county string, wanted func(c *Change) bool) report.Message {
	if p == nil {
		return report.Message{}
	}
	var out []report.Message
	for i := range p.changes {
		if c := &p.changes[i]; (c.county == "" || c.county == county) && wanted(c) && c.short != "" {
			out = append(out, c.message())
		}
	}
	if out == nil {
		return report.Message{}
	}
	return report.NewMessage("why.since", "run", p.a.Run, "files", out)
}

// message is a change of a file or of a key in no language.
func (c *Change) message() report.Message {
	if c.Kind != ChangeKey && c.Kind != ChangePlan {
		return report.NewMessage("why.error", "error", c.short)
	}
	path := strings.TrimPrefix(c.Path, "parameters.")
	if kind := c.longKind(); kind != "" {
		long := report.NewMessage("change.long", "file", c.short, "path", path)
		if kind == "change.long" {
			return long
		}
		return report.NewMessage(kind, "what", long)
	}
	value := func(v string) any {
		if v == "" {
			return report.NewMessage("change.no")
		}
		return v
	}
	return report.NewMessage("change.key", "file", c.short, "path", path, "before", value(c.Before), "after", value(c.After))
}

// longKind is the message of a key with a value that is too long for a line: that it changed,
// is new or was removed; "" for short ones.
func (c *Change) longKind() string {
	switch {
	case len(c.Before) <= longValue && len(c.After) <= longValue:
		return ""
	case c.Before == "":
		return "change.new"
	case c.After == "":
		return "change.gone"
	}
	return "change.long"
}

// top is the key at the top of a file that a path begins with.
func top(path string) string {
	key, _, _ := strings.Cut(path, ".")
	return key
}

// ofParameter names what changed a parameter in the tasks of a set: its value in the set, its
// key in a county file, or the table of products.
func (p *pair) ofParameter(county, path, set string) report.Message {
	own := p.because(county, func(c *Change) bool {
		name, parameter, ok := yaml.SetOf(c.Path)
		return c.Kind == ChangePlan && ok && c.reaches(set) && (parameter == path || name == yaml.DrawnSets)
	})
	if own.Kind == "" {
		own = p.because(county, func(c *Change) bool { return c.Kind == ChangeKey && c.Path == "parameters."+path })
	}
	if own.Kind == "" && top(path) == productKey {
		own = p.because(county, func(c *Change) bool {
			return (c.Kind == ChangeFile || c.Kind == ChangeFolder) && p.keyOf(c) == productKey
		})
	}
	if own.Kind == "" {
		own = p.because(county, func(c *Change) bool { return c.Kind == ChangeKey && c.Path == "inherit" })
	}
	return own
}

// ofPart names what changed a setting.
func (p *pair) ofPart(county, name string) report.Message {
	return p.because(county, func(c *Change) bool {
		return (c.Kind == ChangeKey || c.Kind == ChangePlan) && slices.Contains(keysOfPart[name], c.Path)
	})
}

// ofSection names the files and keys that a section comes from. Which tables they are is
// read from the county file where that is known, and every table counts where it is not.
func (p *pair) ofSection(county, section string) report.Message {
	keys := keysOfSection[section]
	if strings.HasPrefix(section, timesPrefix) {
		keys = []string{"travel"}
	}
	return p.because(county, func(c *Change) bool {
		switch c.Kind {
		case ChangeKey:
			return slices.Contains(keys, top(c.Path)) || section == "travel model" && strings.HasPrefix(c.Path, "parameters.travel.") || section == "parameters" && strings.HasPrefix(c.Path, "parameters.")
		case ChangeFile, ChangeFolder:
			of := p.keyOf(c)
			return of == "" || slices.Contains(keys, of)
		}
		return c.Kind == ChangeAxes
	})
}

// keyOf is the key of a county file that names a changed file; "" if that is not known.
func (p *pair) keyOf(c *Change) string {
	for _, county := range p.b.Counties {
		if c.county != "" && c.county != county.ID {
			continue
		}
		for _, i := range p.b.inputs() {
			if i.Name != county.File || county.File == "" {
				continue
			}
			if f := p.keysOf(input{p.b, i}); f != nil {
				if key := f.Naming(c.below); key != "" {
					return key
				}
			}
		}
	}
	return ""
}

// ofOption names the file of an option, with the keys that differ and their values.
func (p *pair) ofOption(id string) report.Message {
	if p == nil {
		return report.Message{}
	}
	for i := range p.changes {
		c := &p.changes[i]
		if c.Kind != ChangeOption || !slices.Contains(c.touches, id) {
			continue
		}
		var out []string
		for _, x := range p.optionKeys(c) {
			out = append(out, c.short+": "+x.Path+" "+x.Before+" → "+x.After)
		}
		if out == nil {
			out = []string{c.short}
		}
		return report.NewMessage("why.since", "run", p.a.Run, "files", out)
	}
	return report.Message{}
}

// optionKeys lists the values that two versions of an option file have differently; nil if
// one of them is not there.
func (p *pair) optionKeys(c *Change) []yaml.KeyChange {
	of := c.names[c.File]
	if of.before.of == nil || of.after.of == nil {
		return nil
	}
	before, err := p.store.content(of.before.of, of.before.InputRecord, p.embedded)
	if err != nil {
		return nil
	}
	after, err := p.store.content(of.after.of, of.after.InputRecord, p.embedded)
	if err != nil {
		return nil
	}
	return yaml.ValueChanges(c.File, before, after)
}
