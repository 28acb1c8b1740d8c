package batch

import (
	"slices"
	"strings"
)

// homes are the folders of the county files and of the plan, the longest name first.
func (p *pair) homes() []string {
	out := []string{folderOf(p.b.Plan.File)}
	for _, c := range p.b.Counties {
		if c.File != "" {
			out = append(out, folderOf(c.File))
		}
	}
	slices.SortFunc(out, func(x, y string) int { return len(y) - len(x) })
	return out
}

// shorten gives every file its name below its home, with the id of its county if there are
// several.
func (p *pair) shorten() {
	homes := p.homes()
	for k := range p.changes {
		c := &p.changes[k]
		c.below = c.File
		for _, home := range homes {
			if rest, ok := strings.CutPrefix(c.File, home); ok {
				c.below = rest
				break
			}
		}
		c.county, c.short = p.countyOf(c), c.below
		if c.county != "" {
			c.short += " (" + c.county + ")"
		}
	}
}

// countyOf is the id of the only one of several counties that has a changed file; "" if
// others may have it, or there is one county.
func (p *pair) countyOf(c *Change) string {
	if len(p.b.Counties) < 2 || c.Kind == ChangePlan || c.File == "" {
		return ""
	}
	id := ""
	for _, r := range []*Record{p.b, p.a} {
		rename := func(name string) string { return name }
		if r == p.a {
			rename = moved(p.a, p.b)
		}
		for _, county := range r.Counties {
			has := slices.ContainsFunc(county.Inputs, func(i InputRecord) bool {
				name := rename(i.Name)
				return !i.Embedded && (name == c.File || slices.Contains(c.Files, name))
			})
			if has && id != "" && id != county.ID {
				return ""
			}
			if has {
				id = county.ID
			}
		}
	}
	return id
}
