package app

import (
	"slices"

	"saavu/internal/engine"
	"saavu/pkg/network"
)

// everyService stands for all services and the network.
const everyService = "all"

// Names lists what a request can name.
type Names struct {
	Options  []string // ids in the county's order
	Services []string // ids, then bundles, then "all"
	Divided  []string // divisions of the cells: area, then partitions
	Modes    []string // tables of travel times, such as pt_rush
}

// Names returns what a request to the county can name.
func (s *Session) Names() *Names {
	c := s.county
	return &Names{Options: ids(c.Options), Services: serviceNames(c.Base.Network.Services), Modes: engine.ModeWords(c.Base.Matrix),
		Divided: engine.PartitionNames(c.Base.Grid)}
}

// serviceNames lists the words for services: ids, bundles and all.
func serviceNames(all []network.Service) []string {
	var out []string
	for i := range all {
		out = append(out, all[i].ID)
	}
	for i := range all {
		if b := all[i].Bundle; b != "" && !slices.Contains(out, b) {
			out = append(out, b)
		}
	}
	return append(out, everyService)
}

// services finds the services that a word stands for: an id, a bundle, "all", or ""
// for the first.
func services(all []network.Service, word string) ([]string, error) {
	var out []string
	for i := range all {
		s := &all[i]
		if word == everyService || word == s.ID || word == s.Bundle && word != "" || word == "" && i == 0 {
			out = append(out, s.ID)
		}
	}
	if len(out) == 0 {
		return nil, &Unknown{What: "service or bundle", Name: word, Known: serviceNames(all), Hint: meant(word, askableServices(all))}
	}
	return out, nil
}
