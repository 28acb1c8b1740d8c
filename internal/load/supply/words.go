package supply

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/naming"
	"saavu/pkg/report"
)

// knownWords are words with the same meaning in all files, in lower case.
var knownWords = map[string]map[string]string{
	"status": {
		"open":    "open auki avoinna avoin öppen öppet active published modified",
		"planned": "planned suunniteltu planerad draft", "interim": "interim väliaikainen tillfällig",
		"closed":    "closed suljettu lakkautettu stängd stängt deleted archived inactive",
		"candidate": "candidate", "assumed": "assumed", "unknown": "unknown",
	},
	"provider": {
		"own": "own oma egen self_produced", "purchased": "purchased ostopalvelu köptjänst purchased_service payment_commitment",
		"voucher": "voucher palveluseteli servicesedel voucher_service", "third_sector": "third_sector järjestö association supported_operations",
	},
	"barrier_free": {"yes": "yes true 1 kyllä ja esteetön", "no": "no false 0 ei nej", "unknown": "unknown ?"},
	"size":         {"small": "small pieni liten", "medium": "medium keskikokoinen medelstor", "large": "large suuri stor"},
	"type":         {},
	"languages":    {"fi": "fi suomi finska finnish", "sv": "sv ruotsi svenska swedish", "en": "en englanti engelska english", "se": "se saame samiska sami"},
}

// bindWords collects the known words and those of the file. Words for an unknown
// meaning are a problem.
func (p *supplied) bindWords() {
	p.words, p.unclear, p.missing = map[string]map[string]string{}, map[string]map[string]int{}, map[string]bool{}
	for _, word := range p.f.Missing {
		p.missing[strings.TrimSpace(word)] = true
	}
	w := &p.f.Words
	own := map[string]map[string][]string{"status": w.Status, "provider": w.Provider, "barrier_free": w.BarrierFree,
		"size": w.Size, "type": w.Type, "languages": w.Languages}
	for key, known := range knownWords {
		p.words[key] = map[string]string{}
		for meaning, list := range known {
			for _, word := range strings.Fields(list) {
				p.words[key][word] = meaning
			}
		}
		for _, meaning := range slices.Sorted(maps.Keys(own[key])) {
			if _, ok := known[meaning]; !ok && key != "type" && key != "languages" {
				p.wrongKey(meaning, problem.OneOf(slices.Sorted(maps.Keys(known))), naming.Suggest(meaning, slices.Sorted(maps.Keys(known))), "words", key, meaning)
			}
			for _, word := range own[key][meaning] {
				p.words[key][strings.ToLower(strings.TrimSpace(word))] = meaning
			}
		}
	}
}

// meaning returns the meaning of a value of the row, by the known words and those
// of the file. It is empty if the value is missing or not understood.
func (p *supplied) meaning(key string) string {
	text := p.text(key)
	if text == "" {
		return ""
	}
	if meaning, ok := p.words[key][strings.ToLower(text)]; ok {
		return meaning
	}
	p.unknown(key, text)
	return ""
}

// unknown counts a value that is not understood.
func (p *supplied) unknown(key, text string) {
	if p.unclear[key] == nil {
		p.unclear[key] = map[string]int{}
	}
	if _, met := p.unclear[key][text]; met || len(p.unclear[key]) < maxNames {
		p.unclear[key][text]++
	}
}

// counted lists the counted values, the most frequent first.
func counted(count map[string]int) []string {
	words := slices.Sorted(maps.Keys(count))
	slices.SortStableFunc(words, func(a, b string) int { return count[b] - count[a] })
	for i, word := range words {
		words[i] = fmt.Sprintf("%q (%d)", problem.Clip(word), count[word])
	}
	return words
}

// most lists the counted values, at most 20.
func most(count map[string]int) string { return problem.Listed(counted(count), 20) }

// first is the beginning of a list as a fact of a note, with the number of the rest.
func first(list []string, most int) report.Message {
	return report.NewMessage("some", "list", list[:min(len(list), most)], "more", max(len(list)-most, 0))
}
