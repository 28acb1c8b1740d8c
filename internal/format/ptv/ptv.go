// Package ptv reads pages of the open interface of the Finnish Service
// Catalogue (Palvelutietovaranto, Suomi.fi; version 11): service channels with
// their places, and services, joined by the channel's id from whichever side
// names the other. It returns one row per place. Coordinates are those of
// EPSG:3067, where the catalogue calls the northing latitude.
package ptv

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"saavu/internal/format/pages"
	"saavu/internal/format/problem"
	"saavu/internal/format/record"
)

// itemsMember is the member of a page with its items.
const itemsMember = "itemList"

// catalogue is the content of all pages together.
type catalogue struct {
	lists    []list
	channels []*channel
	services []*service
	again    int            // items on several pages with the same content
	differ   []record.Fact  // items on several pages with different content
	elsewise map[string]int // channels without a place, by type
}

// list is a page that belongs to a list of several.
type list struct {
	services      bool
	number, count int
}

// read reads all pages; the error has every fault of all of them.
func read(files []pages.File) (*catalogue, error) {
	c := &catalogue{elsewise: map[string]int{}}
	var problems problem.Problems
	known := map[string]pages.Item{}
	for _, f := range files {
		p, err := pages.Read(f, itemsMember)
		if err != nil {
			problems.Append(err.(problem.Problems))
		}
		var l list
		l.number, _ = p.Whole("pageNumber")
		l.count, _ = p.Whole("pageCount")
		for _, item := range p.Items {
			l.services = c.item(item, known, &problems) || l.services
		}
		c.lists = append(c.lists, l)
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return c, nil
}

// item reads one channel or service; true for a service.
func (c *catalogue) item(item pages.Item, known map[string]pages.Item, problems *problem.Problems) bool {
	var head struct {
		ID                 string
		ServiceChannelType string
		ServiceNames       []named
	}
	if !item.Decode(&head, problems) {
		return false
	}
	isService := head.ServiceChannelType == "" && head.ServiceNames != nil
	if head.ID == "" || head.ServiceChannelType == "" && !isService {
		problems.Add(problem.Problem{File: item.File, Row: item.Line, Found: "an item without id or serviceChannelType",
			Expected: "a service channel or a service of the catalogue"})
		return false
	}
	first, twice := known[head.ID]
	if twice && !c.newer(first, item) {
		return isService
	}
	known[head.ID] = item
	if isService {
		s := &service{}
		if item.Decode(s, problems) {
			c.services = replace(c.services, s, func(s *service) string { return s.ID }, twice)
		}
		return true
	}
	if head.ServiceChannelType != "ServiceLocation" {
		if !twice {
			c.elsewise[head.ServiceChannelType]++
		}
		return false
	}
	x := &channel{file: item.File, line: item.Line}
	if item.Decode(x, problems) {
		x.place(item, problems)
		c.channels = replace(c.channels, x, func(x *channel) string { return x.ID }, twice)
	}
	return false
}

// replace adds an item, or replaces the one with its id.
func replace[T any](list []*T, x *T, id func(*T) string, twice bool) []*T {
	if twice {
		if i := slices.IndexFunc(list, func(y *T) bool { return id(y) == id(x) }); i >= 0 {
			list[i] = x
			return list
		}
	}
	return append(list, x)
}

// newer reports whether an earlier item is to be replaced: only by one that was
// modified later. Differences are kept as facts.
func (c *catalogue) newer(first, again pages.Item) bool {
	keys := pages.Differ(first, again)
	if len(keys) == 0 {
		c.again++
		return false
	}
	was, is := modified(first), modified(again)
	key, kept := "data.item_as_old", first.File
	if is != was {
		key = "data.item_newer"
	}
	if is > was {
		kept = again.File
	}
	c.differ = append(c.differ, record.Fact{Key: key,
		Values: []any{"id", identity(first), "first", first.File, "other", again.File, "keys", keys, "kept", kept}})
	return is > was
}

// modified returns the time of an item as text: in the catalogue's form later
// ones sort later.
func modified(i pages.Item) string {
	var head struct{ Modified string }
	i.Decode(&head, &problem.Problems{})
	return head.Modified
}

func identity(i pages.Item) string {
	var head struct{ ID string }
	i.Decode(&head, &problem.Problems{})
	return head.ID
}

// ties counts links that only one side names.
type ties struct {
	ofChannels, ofServices int // named by only one of the two
	elsewhere              int // of services to channels that are not here
	nameless               int // services that channels name and no page has
}

// join returns each channel the services that name it and that it does not name
// itself.
func (c *catalogue) join() (t ties) {
	at := map[string]*channel{}
	for _, x := range c.channels {
		at[x.ID] = x
	}
	names := map[string]*service{}
	named := map[string]map[string]bool{} // channel to its services, by the services
	for _, s := range c.services {
		names[s.ID] = s
		for _, to := range s.ServiceChannels {
			id := to.ServiceChannel.ID
			if named[id] == nil {
				named[id] = map[string]bool{}
			}
			named[id][s.ID] = true
			x := at[id]
			if x == nil {
				t.elsewhere++
				continue
			}
			if !slices.ContainsFunc(x.Services, func(t tie) bool { return t.Service.ID == s.ID }) {
				x.Services = append(x.Services, tie{Service: item{ID: s.ID}})
				t.ofServices++
			}
		}
	}
	nameless := map[string]bool{}
	for _, x := range c.channels {
		for i := range x.Services {
			given := &x.Services[i].Service
			s := names[given.ID]
			if s == nil {
				nameless[given.ID] = true
				continue
			}
			given.classes = s.classes()
			if name := display(s.ServiceNames); name != "" {
				given.Name = name
			}
			if !named[x.ID][given.ID] {
				t.ofChannels++
			}
		}
	}
	t.nameless = len(nameless)
	return t
}

// missingPages states which pages of a list of several are missing.
func (c *catalogue) missingPages(s *record.Source) {
	type key struct {
		services bool
		count    int
	}
	seen := map[key]map[int]bool{}
	for _, l := range c.lists {
		if l.count > 1 {
			k := key{l.services, l.count}
			if seen[k] == nil {
				seen[k] = map[int]bool{}
			}
			if l.number >= 1 && l.number <= l.count {
				seen[k][l.number] = true
			}
		}
	}
	lists := slices.SortedFunc(maps.Keys(seen), func(a, b key) int {
		first, second := strconv.FormatBool(a.services), strconv.FormatBool(b.services)
		return cmp.Or(cmp.Compare(a.count, b.count), strings.Compare(first, second))
	})
	for _, k := range lists {
		have := seen[k]
		lacking := k.count - len(have)
		if lacking == 0 {
			continue
		}
		var first []string
		for n := 1; n <= k.count && len(first) < 10; n++ {
			if !have[n] {
				first = append(first, strconv.Itoa(n))
			}
		}
		kind := "data.channel_pages"
		if k.services {
			kind = "data.service_pages"
		}
		list := record.Fact{Key: "some", Values: []any{"list", first, "more", lacking - len(first)}}
		s.State(kind, "all", k.count, "n", lacking, "list", list)
	}
}
