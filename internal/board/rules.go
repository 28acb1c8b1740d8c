package board

import (
	"saavu/internal/words"
	"saavu/pkg/report"
)

// The most serious of an option's breaches, as keys of the catalog of words.
const (
	LawBroken = "law_law"       // breaks a law that today's network keeps, or breaks it more
	OwnBroken = "law_own"       // the same for the county's own rule
	AsToday   = "law_inherited" // breaks only what today's network breaks
	LawKept   = "law_ok"        // keeps everything except wishes
)

// Gravest returns the most serious of an option's breaches; "" if no rule was
// checked.
func Gravest(o *report.Option) string {
	key, _ := GravestIn(o, "")
	return key
}

// GravestIn returns the most serious of the breaches that are about a service, and
// whether it is one of a rule about the whole county; of equal ones, that of the
// service. Service "" stands for all.
func GravestIn(o *report.Option, service string) (key string, county bool) {
	rank := 0
	for _, b := range o.Breaches {
		if service != "" {
			var about bool
			if b, about = b.On(service); !about {
				continue
			}
		}
		k, n := gravity(b.Severity, b.Verdict)
		if n > rank || n == rank && county && b.Services != nil {
			key, rank, county = k, n, b.Services == nil
		}
	}
	return key, county && service != ""
}

// gravity ranks the verdict of a rule; "" for a rule that is not checked.
func gravity(severity report.Severity, verdict string) (key string, rank int) {
	switch {
	case verdict == "not checked" || verdict == "not identified":
		return "", 0
	case verdict == "ok" || severity == report.Wish:
		return LawKept, 1
	case verdict == "inherited":
		return AsToday, 2
	case severity == report.OwnRule:
		return OwnBroken, 3
	}
	return LawBroken, 4
}

// Rule names a rule.
func Rule(w *words.Words, b report.Breach) string { return w.Name(b.Names.Every(b.Rule)) }

// Breach names a broken rule and its severity, with how it is broken and with its
// source if requested.
func Breach(w *words.Words, b report.Breach, detail, source bool) string {
	text := Rule(w, b) + " (" + w.Term("severity", string(b.Severity)) + ")"
	if why := w.Message(b.Detail); detail && why != "" {
		text += ", " + why
	}
	if source && b.Source != "" {
		text += " [" + w.Name(b.Sources.Every(b.Source)) + "]"
	}
	return text
}
