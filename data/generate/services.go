package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/goccy/go-yaml"

	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/population"
)

// headName is the head of county.yaml: everything but the parameters.
const headName = "county.head.yaml"

// head is the head of the county file: its bytes, and the parts that positions
// depend on.
type head struct {
	bytes    []byte
	services []network.Service
	known    []known // shares of visits
}

// service is a service in the head, as far as positions depend on it.
type service struct {
	ID     string `yaml:"id"`
	Bundle string `yaml:"bundle"`
	Tier   string `yaml:"tier"`
	Target string `yaml:"target"`
	Rates  string `yaml:"rates"`
	Staff  []struct {
		Profession string `yaml:"profession"`
		Minutes    string `yaml:"minutes"`
		Wage       string `yaml:"wage"`
	} `yaml:"staff"`
	RemoteMinutes string `yaml:"remote_minutes"`
	ClientMinutes string `yaml:"client_minutes"`
	RemoteMax     string `yaml:"remote_max"`
	RemoteNow     string `yaml:"remote_now"`
	Window        string `yaml:"window"`
	InPersonOnly  bool   `yaml:"in_person_only"`
}

// known is a known figure in the head.
type known struct {
	Kind     string  `yaml:"kind"`
	Service  string  `yaml:"service"`
	Facility string  `yaml:"facility"`
	Value    float64 `yaml:"value"`
}

// readHead reads the head of the county file.
func readHead(dir string) (*head, error) {
	h := &head{}
	var err error
	if h.bytes, err = os.ReadFile(filepath.Join(dir, headName)); err != nil {
		return nil, err
	}
	var raw struct {
		Services []service `yaml:"services"`
		Known    []known   `yaml:"known"`
	}
	if err := yaml.Unmarshal(h.bytes, &raw); err != nil {
		return nil, fmt.Errorf("%s: %w", headName, err)
	}
	for _, s := range raw.Services {
		v := network.Service{ID: s.ID, Bundle: s.Bundle, Tier: network.Tier(s.Tier), RatePath: s.Rates, RemoteMinutes: s.RemoteMinutes,
			ClientMinutes: s.ClientMinutes, RemoteMax: s.RemoteMax, RemoteNow: s.RemoteNow, Window: s.Window,
			InPersonOnly: s.InPersonOnly}
		from, to, ok := params.ParseAges(s.Target)
		if !ok || len(s.Staff) == 0 {
			return nil, fmt.Errorf("%s: service %q has target %q and %d professions", headName, s.ID, s.Target, len(s.Staff))
		}
		v.Target = population.Group{From: from, To: min(to, population.Ages-1)}
		for _, p := range s.Staff {
			v.Staff = append(v.Staff, network.Staff{Profession: p.Profession, Minutes: p.Minutes, Wage: p.Wage})
		}
		h.services = append(h.services, v)
	}
	for _, k := range raw.Known {
		if k.Kind == "share" {
			h.known = append(h.known, k)
		}
	}
	return h, nil
}
