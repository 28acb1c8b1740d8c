package main

import (
	"errors"
	"fmt"
	"strings"

	"saavu/internal/load/field"
	"saavu/pkg/network"
	"saavu/pkg/scenario"
)

// parseHours reads ID[:SERVICE,…]=DAYS[,eve[:DAYS]][,sat]. Evenings without days are
// on the weekdays of office hours.
func parseHours(text string) (scenario.Change, error) {
	where, when, ok := strings.Cut(text, "=")
	if !ok {
		return nil, errors.New("no days")
	}
	id, services, err := parseItem(where)
	if err != nil {
		return nil, err
	}
	var h network.Hours
	seen := map[string]bool{}
	for i, part := range strings.Split(when, ",") {
		name, days, named := strings.Cut(part, ":")
		switch {
		case i > 0 && seen[name]:
			err = fmt.Errorf("%s is given twice", name)
		case i == 0:
			h.Office, err = weekdays(part)
		case name == "eve" && named:
			h.Evening, err = weekdays(days)
		case name == "eve":
			h.Evening = h.Office
		case part == "sat":
			h.Saturday = true
		default:
			err = fmt.Errorf("%q is not known", part)
		}
		if err != nil {
			return nil, err
		}
		seen[name] = true
	}
	return &scenario.SetHours{Facilities: []string{id}, Services: services, Hours: h}, nil
}

// weekdays reads mon-fri or tue+thu into bits; Monday is the lowest bit.
func weekdays(text string) (uint8, error) {
	days, ok := field.ParseDays(text)
	if !ok || days == 0 {
		return 0, fmt.Errorf("%q: expected weekdays such as mon-fri or tue+thu", text)
	}
	return days, nil
}
