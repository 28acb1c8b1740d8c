package report

import (
	"slices"

	"saavu/pkg/lang"
	"saavu/pkg/network"
)

// Severity of a rule.
type Severity string

// The severities. Only a breach of law keeps an option from being marked best.
const (
	Law     Severity = "law"
	OwnRule Severity = "own rule"
	Wish    Severity = "wish"
)

// Breach is the verdict of a rule for one option. Verdict is "ok", "inherited",
// "breach", "not checked" or "not identified".
type Breach struct {
	ID       string // of the rule
	Rule     string
	Names    lang.Name // of the rule in every language
	Severity Severity
	Source   string
	Sources  lang.Name // Source in every language
	Verdict  string
	Detail   Message          // how it is broken, or why it is not checked; empty if it is kept
	Services []ServiceVerdict // of the services that it is about; nil for a rule about the whole county
}

// ServiceVerdict is the part of a Breach about one service.
type ServiceVerdict struct {
	Service string // id
	Verdict string
	Detail  Message
}

// On returns the breach with its verdict on one service, and whether the rule is about
// that service. A rule about the whole county is about every service and has one
// verdict.
func (b Breach) On(service string) (on Breach, about bool) {
	if b.Services == nil {
		return b, true
	}
	for _, v := range b.Services {
		if v.Service == service {
			b.Verdict, b.Detail = v.Verdict, v.Detail
			return b, true
		}
	}
	return Breach{}, false
}

// Verdicts checks the rules that are valid in the option's year for an option and
// for today's network with the same people. A breach that exists today and is not
// worse is inherited; only more than that is a breach of the option. What rests on
// area shares of language is not identified, never a breach.
func Verdicts(rules []Rule, today, option Case) []Breach {
	var out []Breach
	for _, r := range rules {
		if (r.From != 0 && option.Year < r.From) || (r.To != 0 && option.Year > r.To) {
			continue
		}
		b := Breach{ID: r.ID, Rule: r.Text, Names: r.Texts.Every(r.Text), Severity: r.Severity, Source: r.Source, Sources: r.Sources.Every(r.Source)}
		b.Verdict, b.Detail = verdict(r, today, option)
		for _, id := range r.services(option.Network) {
			r.Service = id
			v := ServiceVerdict{Service: id}
			v.Verdict, v.Detail = verdict(r, today, option)
			b.Services = append(b.Services, v)
		}
		out = append(out, b)
	}
	return out
}

// services lists the services that a rule has a verdict for; none if it is about the
// whole county.
func (r Rule) services(n *network.Network) []string {
	switch r.Kind {
	case "one-per-area", "min-staff":
		return nil
	case "keep-service", "manual":
		if r.Service == "" {
			return nil
		}
	}
	var out []string
	for s := range n.Services {
		if v := &n.Services[s]; r.about(v) {
			out = append(out, v.ID)
		}
	}
	return out
}

// about reports whether a rule is about a service, alone or among others.
func (r Rule) about(v *network.Service) bool {
	return (r.Service == "" || r.Service == v.ID) &&
		(r.Kind != "statutory-kept" || v.Statutory || slices.ContainsFunc(v.Products, func(p network.Product) bool { return p.Statutory }))
}

// verdict compares what a rule finds in an option with what it finds today.
func verdict(r Rule, today, option Case) (string, Message) {
	now, before := check(r, option, today), check(r, today, today)
	switch {
	case now.unknown:
		return "not checked", now.detail
	case now.uncertain:
		return "not identified", now.detail
	case now.worse(before):
		return "breach", now.detail
	case len(now.items) > 0:
		return "inherited", now.detail
	}
	return "ok", now.detail
}
