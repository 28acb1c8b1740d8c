package servicemap

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/format/pages"
	"saavu/internal/format/problem"
)

// The types below are the parts of the interface that are read, by its names.

type unit struct {
	ID            pages.Text
	Name          translations
	Location      *location
	Services      []reference
	Municipality  reference
	StreetAddress translations `json:"street_address"`
	AddressZip    pages.Text   `json:"address_zip"`
	WWW           translations `json:"www"`
	Phone         pages.Text   `json:"phone"`
	ProviderType  pages.Text   `json:"provider_type"`
	OrganizerType pages.Text   `json:"organizer_type"`
	OrganizerName pages.Text   `json:"organizer_name"`
	ContractType  reference    `json:"contract_type"`
	Languages     languages    `json:"languages"`
	Public        *bool        `json:"public"`
	IsActive      *bool        `json:"is_active"`
	Modified      pages.Text   `json:"last_modified_time"`
	Viewpoints    viewpoints   `json:"accessibility_viewpoints"`
	Properties    []struct{}   `json:"accessibility_properties"`
	Connections   []connection

	file string
	line int
	at   orb.Geometry
}

type location struct {
	Type        string
	Coordinates []float64
}

type connection struct {
	SectionType string `json:"section_type"`
	Name        translations
}

// translations is a text by language, or one text.
type translations map[string]string

// UnmarshalJSON accepts an object of texts or nulls, a text, or null.
func (t *translations) UnmarshalJSON(text []byte) error {
	if text[0] == '{' {
		var list map[string]pages.Text
		if err := json.Unmarshal(text, &list); err != nil {
			return err
		}
		*t = translations{}
		for k, v := range list {
			(*t)[k] = string(v)
		}
		return nil
	}
	var one pages.Text
	if err := one.UnmarshalJSON(text); err != nil || one == "" {
		return err
	}
	*t = translations{"fi": string(one)}
	return nil
}

// display returns the text in Finnish, else Swedish, else English.
func (t translations) display() string {
	for _, language := range []string{"fi", "sv", "en"} {
		if text := strings.TrimSpace(t[language]); text != "" {
			return text
		}
	}
	return ""
}

// reference is an id alone, or an object with id and name.
type reference struct {
	ID   string
	Name translations
}

// UnmarshalJSON accepts both forms.
func (r *reference) UnmarshalJSON(text []byte) error {
	if text[0] != '{' {
		return (*pages.Text)(&r.ID).UnmarshalJSON(text)
	}
	var full struct {
		ID   pages.Text
		Name translations
	}
	err := json.Unmarshal(text, &full)
	r.ID, r.Name = string(full.ID), full.Name
	return err
}

// display returns the name, else the id.
func (r reference) display() string {
	if name := r.Name.display(); name != "" {
		return name
	}
	return r.ID
}

// languages is a list of languages, or a text with commas.
type languages []string

// UnmarshalJSON accepts both forms.
func (l *languages) UnmarshalJSON(text []byte) error {
	if text[0] == '[' {
		return json.Unmarshal(text, (*[]string)(l))
	}
	var one pages.Text
	if err := one.UnmarshalJSON(text); err != nil {
		return err
	}
	*l = strings.FieldsFunc(string(one), func(c rune) bool { return c == ',' || c == ' ' })
	return nil
}

// viewpoints are ratings for kinds of visitors: green, red, or unknown. They
// are an object, or a text "00:unknown,11:green".
type viewpoints map[string]string

// UnmarshalJSON accepts both forms.
func (v *viewpoints) UnmarshalJSON(text []byte) error {
	*v = viewpoints{}
	if text[0] == '{' {
		var list map[string]pages.Text
		if err := json.Unmarshal(text, &list); err != nil {
			return err
		}
		for k, mark := range list {
			(*v)[k] = string(mark)
		}
		return nil
	}
	var one pages.Text
	if err := one.UnmarshalJSON(text); err != nil {
		return err
	}
	for part := range strings.SplitSeq(string(one), ",") {
		k, mark, _ := strings.Cut(part, ":")
		(*v)[strings.TrimSpace(k)] = strings.TrimSpace(mark)
	}
	return nil
}

// wheelchair is the viewpoint of a person in a wheelchair.
const wheelchair = "11"

// barrierFree returns yes if there is no obstacle for a wheelchair, no if one
// is known, and nothing if it was not assessed.
func (u *unit) barrierFree() string {
	switch u.Viewpoints[wheelchair] {
	case "green":
		return "yes"
	case "red":
		return "no"
	}
	return ""
}

// hours returns the texts of the connections with opening hours.
func (u *unit) hours() string {
	var out []string
	for _, c := range u.Connections {
		if c.SectionType != "OPENING_HOURS" {
			continue
		}
		if text := c.Name.display(); text != "" && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return strings.Join(out, "\n")
}

// services lists a property of the services, each value once.
func (u *unit) services(of func(reference) string) string {
	var out []string
	for _, s := range u.Services {
		text := strings.ReplaceAll(of(s), pages.Between, "/")
		if text != "" && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return strings.Join(out, pages.Between)
}

// place reads the point of a unit.
func (u *unit) place(item pages.Item, problems *problem.Problems) {
	if u.Location == nil {
		return
	}
	if u.Location.Type != "Point" || len(u.Location.Coordinates) < 2 {
		problems.Add(problem.Problem{File: item.File, Row: item.Line, Column: "location", Found: u.Location.Type, Expected: "a Point with two coordinates"})
		return
	}
	u.at = orb.Point{u.Location.Coordinates[0], u.Location.Coordinates[1]}
}

// gone reports whether a unit is not shown to the public.
func (u *unit) gone() bool {
	return u.Public != nil && !*u.Public || u.IsActive != nil && !*u.IsActive
}
