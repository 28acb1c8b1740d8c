package waits

import (
	"io"
	"math"

	"saavu/internal/export/contract"
	"saavu/internal/export/plain"
	"saavu/pkg/report"
	"saavu/pkg/waiting"
)

// waitsVersion rises when readers of waiting --json have to change.
const waitsVersion = 1

type waitsJSON struct {
	Contract  int             `json:"contract" jsonschema:"enum=1" jsonschema_description:"version of this contract"`
	Synthetic bool            `json:"synthetic" jsonschema_description:"people or travel times are synthetic"`
	File      string          `json:"file" jsonschema_description:"of the counts"`
	Service   string          `json:"service"`
	Target    int             `json:"target_days"`
	Draws     int             `json:"draws"`
	Visits    contract.Number `json:"station_visits_week"`
	Waiting   rangeJSON       `json:"station_people_waiting"`
	Law       waitLawJSON     `json:"law"`
	Rules     []waitRuleJSON  `json:"rules" jsonschema_description:"rules of the kind wait-limit about the service"`
	Question  *questionJSON   `json:"question" jsonschema:"nullable" jsonschema_description:"what a shorter wait takes with the same staff; null if it was not asked"`
	Points    []waitPointJSON `json:"points" jsonschema_description:"today, as counted"`
	Options   []waitOption    `json:"options"`
}

// rangeJSON is a value with its low and high.
type rangeJSON struct {
	Low   contract.Number `json:"low"`
	Value contract.Number `json:"value"`
	High  contract.Number `json:"high"`
}

type waitLawJSON struct {
	Short int             `json:"below_23_days" jsonschema_description:"0 if the county has no limits of the law"`
	Long  int             `json:"from_23_days"`
	Young contract.Number `json:"visits_below_23" jsonschema_description:"share of the need, as computed"`
	Share contract.Number `json:"share" jsonschema_description:"within the law if waits are the same at all ages"`
	Low   contract.Number `json:"below_23_low" jsonschema_description:"bounds of the share of people below 23 within their limit"`
	High  contract.Number `json:"below_23_high"`
}

type waitRuleJSON struct {
	Rule       string          `json:"rule"`
	Days       int             `json:"days"`
	Share      contract.Number `json:"share" jsonschema_description:"of visits today that are within the limit"`
	Points     int             `json:"points_beyond" jsonschema_description:"points in buildings at which some visits are not"`
	Identified bool            `json:"identified" jsonschema_description:"a class of the counts ends at the limit"`
}

type questionJSON struct {
	From         int             `json:"from_days"`
	To           int             `json:"to_days"`
	Identifiable bool            `json:"identifiable" jsonschema_description:"false: counts by class do not say whether the queue grows, nor who waits for which slot"`
	Remove       contract.Number `json:"queue_share_to_remove" jsonschema_description:"if the wait is in proportion to the queue"`
	Visits       rangeJSON       `json:"visits_once" jsonschema_description:"in addition, after which inflow must equal capacity"`
}

type shareJSON struct {
	Days int `json:"days"`
	rangeJSON
}

type waitPointJSON struct {
	Point   string          `json:"point" jsonschema_description:"facility, or remote"`
	From    string          `json:"from"`
	To      string          `json:"to"`
	Counts  []int           `json:"counts" jsonschema:"nullable" jsonschema_description:"visits by class of wait: 0-7, 8-14, 15-30, 31-90, more than 90 days; null if not known"`
	Visits  contract.Number `json:"visits_week"`
	Shares  []shareJSON     `json:"shares" jsonschema_description:"of visits within days, with the 95 % interval of sampling"`
	Quick   rangeJSON       `json:"quick" jsonschema_description:"share of visits that is quick; counts bound it only"`
	Booked  contract.Number `json:"booked_mean_days"`
	Waiting rangeJSON       `json:"people_waiting"`
	Third   []thirdJSON     `json:"third_free_slot" jsonschema_description:"for patients with a doctor of their own, and without"`
	Drift   rangeJSON       `json:"drift" jsonschema_description:"inflow over capacity, less 1"`
	Counted bool            `json:"drift_counted" jsonschema_description:"two counts of people waiting give it; otherwise it is an assumption"`
	More    rangeJSON       `json:"one_position_more_visits_week" jsonschema_description:"low: the new one works as the others do; high: all its hours go to these visits; the value is not known"`
	Weeks   rangeJSON       `json:"one_position_more_weeks" jsonschema_description:"until who books waits at most the target, if the queue is stable today"`
	Fit     *fitJSON        `json:"fit" jsonschema:"nullable" jsonschema_description:"a mixture that explains the counts; null if it was not asked"`
}

type thirdJSON struct {
	Days     contract.Number `json:"days"`
	Censored bool            `json:"censored" jsonschema_description:"that or longer"`
	Reaches  contract.Number `json:"visits_at_most" jsonschema_description:"largest share of visits that can have waited as long"`
}

type fitJSON struct {
	Quick    contract.Number `json:"quick"`
	Shape    contract.Number `json:"shape"`
	Scale    contract.Number `json:"scale_days"`
	G2       contract.Number `json:"g2"`
	Rejected bool            `json:"rejected" jsonschema_description:"at 1 %"`
}

type waitOption struct {
	Option  string           `json:"option"`
	Year    int              `json:"year"`
	Staffed bool             `json:"staffed" jsonschema_description:"positions are known, so waits are computed"`
	InTime  contract.Number  `json:"in_time" jsonschema_description:"people who get there and are seen within the target, a year after the change"`
	Unknown contract.Number  `json:"wait_not_known" jsonschema_description:"people who get there and whose wait is not known; in neither number"`
	Reach   contract.Number  `json:"get_there" jsonschema_description:"people who get there"`
	Points  []waitChangeJSON `json:"points"`
}

type waitChangeJSON struct {
	Point   string          `json:"point"`
	Known   contract.Number `json:"known" jsonschema_description:"share of the need whose waits are known"`
	Start   contract.Number `json:"people_waiting_at_start" jsonschema_description:"booked people, who move with the need"`
	Change  rangeJSON       `json:"gap_change_week" jsonschema_description:"against today with the same drift; low and high: 5 and 95 % of the draws"`
	Gap     rangeJSON       `json:"gap_week" jsonschema_description:"people by whom the queue grows a week"`
	Unclear bool            `json:"unclear" jsonschema_description:"the draws do not say whether the queue grows"`
	Weeks   rangeJSON       `json:"weeks_to_target" jsonschema_description:"null where the target is never reached"`
	Wait    rangeJSON       `json:"wait_days" jsonschema_description:"of who books a year after the change; null where only quick visits are met"`
	Shares  []shareJSON     `json:"shares" jsonschema_description:"of visits within days, a year after the change"`
	Target  rangeJSON       `json:"share_within_target"`
	Least   bool            `json:"capacity_at_least" jsonschema_description:"no backlog today, so capacity may be more than visits say"`
	Third   []boundJSON     `json:"third_free_slot" jsonschema_description:"for patients with a doctor of their own, and without; scaled as booked waits are"`
}

type boundJSON struct {
	Days  contract.Number `json:"days"`
	Bound bool            `json:"lower_bound"`
}

// number is null for what is not known or infinite.
func number(v float64) contract.Number {
	if math.IsInf(v, 0) {
		return contract.Unknown()
	}
	return contract.Number(v)
}

func rangeOf(r waiting.Range) rangeJSON {
	return rangeJSON{number(r.Low), number(r.Value), number(r.High)}
}

func sharesOf(list [waiting.Classes - 1]waiting.Range) []shareJSON {
	var out []shareJSON
	for i, days := range waiting.Limits() {
		out = append(out, shareJSON{days, rangeOf(list[i])})
	}
	return out
}

// JSON prints how long people wait, with all figures in full.
func JSON(w io.Writer, r *report.Waits) error {
	l := r.Law
	out := waitsJSON{Contract: waitsVersion, Synthetic: r.Synthetic, File: r.File, Service: r.Service, Target: r.Target, Draws: r.Draws, Visits: number(r.Visits), Waiting: rangeOf(r.Stations),
		Law: waitLawJSON{l.Short, l.Long, number(l.Young), number(l.Share), number(l.Low), number(l.High)}, Rules: contract.Each(r.Rules, func(x *report.WaitRule) waitRuleJSON {
			return waitRuleJSON{x.Rule.ID, int(x.Rule.Number), number(x.Share), len(x.Beyond), x.Exact}
		}), Points: contract.Each(r.Points, pointJSON), Options: contract.Each(r.Options, optionJSON)}
	if l.Short == 0 {
		none := contract.Unknown()
		out.Law = waitLawJSON{0, 0, none, none, none, none}
	}
	if r.From > 0 {
		part := waiting.ToRemove(float64(r.From), float64(r.Target))
		out.Question = &questionJSON{From: r.From, To: r.Target, Remove: number(part), Visits: rangeOf(waiting.Range{Low: part * r.Stations.Low, Value: part * r.Stations.Value, High: part * r.Stations.High})}
	}
	return contract.Print(w, out)
}

func pointJSON(p *report.WaitPoint) waitPointJSON {
	nan := math.NaN()
	unknown := waiting.Range{Low: nan, Value: nan, High: nan}
	out := waitPointJSON{Point: p.ID, From: plain.Day(p.From), To: plain.Day(p.To), Visits: number(nan), Booked: number(nan), Quick: rangeOf(unknown), Waiting: rangeOf(unknown), Drift: rangeOf(unknown), Shares: []shareJSON{}}
	out.More, out.Weeks = rangeOf(unknown), rangeOf(unknown)
	if p.More.High > 0 {
		out.More, out.Weeks = rangeOf(waiting.Range{Low: p.More.Low, Value: nan, High: p.More.High}), rangeOf(waiting.Range{Low: p.Weeks.Low, Value: nan, High: p.Weeks.High})
	}
	for i, t := range p.Third {
		out.Third = append(out.Third, thirdJSON{number(t.Days), t.Censored, number(p.Reaches[i])})
	}
	if p.Law == nil {
		return out
	}
	out.Counts, out.Visits, out.Shares, out.Quick, out.Booked = p.Law.Counts[:], number(p.Law.Week()), sharesOf(p.Shares), rangeOf(p.Quick), number(p.Booked)
	out.Waiting, out.Drift, out.Counted = rangeOf(p.Waiting), rangeOf(p.Drift), p.Counted
	if f := p.Fit; f.Scale > 0 {
		out.Fit = &fitJSON{number(f.Quick), number(f.Shape), number(f.Scale), number(f.G2), f.G2 > waiting.Rejected}
	}
	return out
}

func optionJSON(o *report.WaitOption) waitOption {
	return waitOption{Option: o.ID, Year: o.Year, Staffed: o.Staffed, InTime: number(o.InTime), Unknown: number(o.Unknown), Reach: number(o.Reach),
		Points: contract.Each(o.Points, func(c *report.WaitChange) waitChangeJSON {
			out := waitChangeJSON{Point: c.ID, Known: number(c.Known), Start: number(c.Moved), Change: rangeOf(c.Change), Gap: rangeOf(c.Gap), Unclear: c.Unclear(), Weeks: rangeOf(c.Weeks), Wait: rangeOf(c.Wait),
				Shares: sharesOf(c.Shares), Target: rangeOf(c.Target), Least: c.Least}
			for i, v := range c.Third {
				out.Third = append(out.Third, boundJSON{number(v), c.Bound[i]})
			}
			return out
		})}
}

// Schema is the JSON Schema of JSON.
func Schema() ([]byte, error) {
	return contract.SchemaOf(waitsJSON{}, "Saavu waiting", "How long people wait, today and in options: what saavu waiting --json prints. Waits are days, queues people, inflow and capacity visits a week.")
}
