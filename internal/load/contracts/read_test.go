package contracts_test

import (
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"saavu/internal/format/problem"
	"saavu/internal/load/contracts"
	"saavu/internal/load/input"
	"saavu/internal/source"
	"saavu/pkg/params"
	"saavu/pkg/producers"
)

var columns = []string{"id", "service", "product", "area", "production", "sector", "provider", "share", "contacts_year", "clients_year", "eur_year", "price_eur", "price_eur_lo", "price_eur_hi",
	"market_price_eur", "supervision", "admin_eur", "take_up", "quality", "quality_floor", "effect", "supply_max", "start", "end", "notice_months", "min_contacts", "facilities", "src", "ref"}

// row is one row of a table, by column; sound is one without faults.
type row map[string]string

func sound(changes ...string) row {
	r := row{"id": "a", "service": "care", "production": "purchased", "sector": "company", "provider": "provider_a", "share": "0.5", "price_eur": "80", "start": "2025-01-01", "end": "2027-12-31", "notice_months": "6"}
	for i := 0; i < len(changes); i += 2 {
		r[changes[i]] = changes[i+1]
	}
	return r
}

// read reads a table of these rows.
func read(t *testing.T, rows ...row) (*contracts.List, error) {
	t.Helper()
	var b strings.Builder
	b.WriteString(strings.Join(columns, ",") + "\n")
	for _, r := range rows {
		var fields []string
		for _, c := range columns {
			fields = append(fields, r[c])
		}
		b.WriteString(strings.Join(fields, ",") + "\n")
	}
	return readText(t, b.String())
}

func readText(t *testing.T, text string) (*contracts.List, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "c.csv")
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	r := &input.Reader{Files: source.OS().Until(t.Context())}
	list := contracts.Read(r, path, "", &contracts.County{Services: []string{"care", "school"}, Products: map[string][]string{"care": {"check", "visit"}}, Areas: []string{"east", "west"}, Facilities: []string{"hs_east", "hs_west"}})
	return list, r.Problems.Sorted(path).Err()
}

func TestRefusals(t *testing.T) {
	own := row{"id": "own", "service": "care", "production": "own", "sector": "public", "share": "0.6", "quality": "80"}
	with := func(r row, changes ...string) row {
		out := row{}
		for k, v := range r {
			out[k] = v
		}
		for i := 0; i < len(changes); i += 2 {
			out[changes[i]] = changes[i+1]
		}
		return out
	}
	const one = "one of share, contacts_year and clients_year, or eur_year alone"
	for _, tt := range []struct {
		what string
		rows []row
		want string
	}{
		{"no id", []row{sound("id", "")}, `:2: column "id": found nothing, expected an id`},
		{"an id with a dot", []row{sound("id", "a.b")}, `:2: column "id": found "a.b", expected an id without spaces, dots and =`},
		{"a row twice", []row{sound(), sound()}, `:3: column "id": found "a", expected every id once (row 2 has it already)`},
		{"an unknown service", []row{sound("service", "carre")}, `:2: column "service": found "carre", expected a service of the county (did you mean care?)`},
		{"an unknown product", []row{sound("product", "chek")}, `:2: column "product": found "chek", expected a product of care: check, visit (did you mean check?)`},
		{"a product of a service without", []row{sound("service", "school", "product", "check")}, `:2: column "product": found "check", expected nothing: the county has no products of school`},
		{"an unknown area", []row{sound("area", "eest")}, `:2: column "area": found "eest", expected an area of the county, or nothing for all of it (did you mean east?)`},
		{"an unknown facility", []row{sound("facilities", "hs_east+hs_wst")}, `:2: column "facilities": found "hs_wst", expected facilities of the county, joined by + (did you mean hs_west?)`},
		{"an unknown production", []row{sound("production", "bought")}, `:2: column "production": found "bought", expected own, purchased, voucher, grant or budget`},
		{"an unknown sector", []row{sound("sector", "compani")}, `:2: column "sector": found "compani", expected public, company or ngo (did you mean company?)`},
		{"an older word of a company", []row{sound("production", "third_sector", "share", "", "eur_year", "9")}, `:2: column "sector": found "company", expected ngo, as third_sector is a grant to an association`},
		{"a share above 1", []row{sound("share", "1.5")}, `:2: column "share": found "1.5", expected a share, 0 to 1`},
		{"a negative share", []row{sound("share", "-0.1")}, `:2: column "share": found "-0.1", expected a share, 0 to 1`},
		{"shares above 1", []row{sound(), sound("id", "b", "share", "0.6")}, `:3: column "share": found "0.6", expected shares of a service and area that add up to at most 1 (with this row they add up to 1.1)`},
		{"shares above 1 in an area", []row{sound("area", "east"), sound("id", "b", "share", "0.6")}, `:3: column "share": found "0.6", expected shares of a service and area that add up to at most 1 (with this row they add up to 1.1)`},
		{"two of them", []row{sound("contacts_year", "50")}, `:2: column "contacts_year": found "50", expected nothing, as share is given (` + one + `)`},
		{"euros with a share", []row{sound("eur_year", "5000")}, `:2: column "eur_year": found "5000", expected nothing, as share is given (` + one + `)`},
		{"euros with clients", []row{sound("production", "budget", "share", "", "clients_year", "5", "eur_year", "9")}, `:2: column "eur_year": found "9", expected nothing, as clients_year is given (` + one + `)`},
		{"none of them", []row{sound("share", "")}, `:2: column "share": found nothing, expected ` + one},
		{"clients of no budget", []row{sound("share", "", "clients_year", "20")}, `:2: column "clients_year": found "20", expected nothing, as only a budget counts its clients (contacts_year or share says how much the contract covers)`},
		{"a budget with a share", []row{sound("production", "budget")}, `:2: column "share": found "0.5", expected clients_year, as a budget counts its clients`},
		{"a negative price", []row{sound("price_eur", "-1")}, `:2: column "price_eur": found "-1", expected euros, 0 or more`},
		{"no number", []row{sound("market_price_eur", "free")}, `:2: column "market_price_eur": found "free", expected a number`},
		{"supervision above 1", []row{sound("supervision", "4")}, `:2: column "supervision": found "4", expected a share, 0 to 1`},
		{"negative administration", []row{sound("admin_eur", "-6")}, `:2: column "admin_eur": found "-6", expected euros, 0 or more`},
		{"take-up above 1", []row{sound("take_up", "80")}, `:2: column "take_up": found "80", expected a share, 0 to 1`},
		{"quality above 100", []row{sound("quality", "101")}, `:2: column "quality": found "101", expected a quality, 0 to 100`},
		{"a negative floor", []row{sound("quality_floor", "-1")}, `:2: column "quality_floor": found "-1", expected a quality, 0 to 100`},
		{"a negative supply", []row{sound("supply_max", "-1")}, `:2: column "supply_max": found "-1", expected contacts a year, 0 or more`},
		{"a negative agreed number", []row{sound("min_contacts", "-1")}, `:2: column "min_contacts": found "-1", expected contacts a year, 0 or more`},
		{"an end before the start", []row{sound("end", "2024-12-31")}, `:2: column "end": found "2024-12-31", expected a day that is not before the start, 2025-01-01`},
		{"no day", []row{sound("start", "soon")}, `:2: column "start": found "soon", expected a day such as 2027-01-01`},
		{"negative notice", []row{sound("notice_months", "-3")}, `:2: column "notice_months": found "-3", expected whole months, 0 to 120`},
		{"half a month", []row{sound("notice_months", "1.5")}, `:2: column "notice_months": found "1.5", expected whole months, 0 to 120`},
		{"a low above the price", []row{sound("price_eur_lo", "90")}, `:2: column "price_eur_lo": found "90", expected a low that is not above the value, 80`},
		{"a high below the price", []row{sound("price_eur_hi", "70")}, `:2: column "price_eur_hi": found "70", expected a high that is not below the value, 80`},
		{"a range without a price", []row{sound("price_eur", "", "price_eur_hi", "70")}, `:2: column "price_eur": found nothing, expected a value, as it has a low or a high`},
		{"a price of own work", []row{with(own, "price_eur", "9")}, `:2: column "price_eur": found "9", expected nothing, as the county produces itself (own rows have share (the least own share), quality, quality_floor and effect)`},
		{"contacts of own work", []row{with(own, "contacts_year", "9")}, `:2: column "contacts_year": found "9", expected nothing, as the county produces itself (own rows have share (the least own share), quality, quality_floor and effect)`},
	} {
		_, err := read(t, tt.rows...)
		var list problem.Problems
		if !errors.As(err, &list) || len(list) != 1 {
			t.Errorf("%s: %v", tt.what, err)
			continue
		}
		if text := list[0].String(); !strings.HasSuffix(text, "c.csv"+tt.want) {
			t.Errorf("%s:\n%s\nexpected\n%s", tt.what, text, tt.want)
		}
	}
}

// All faults are reported at once.
func TestAllFaultsAtOnce(t *testing.T) {
	_, err := read(t, sound("service", "x", "share", "2"), sound("notice_months", "-1", "end", "2020-01-01"))
	var list problem.Problems
	if !errors.As(err, &list) || len(list) != 5 { // and the id of both
		t.Errorf("%v", err)
	}
}

func TestNoTable(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"id,service,production,sector\n", "expected rows of contracts"},
		{"id,production,sector\na,own,public\n", `c.csv:1: column "service": found nothing, expected a column of this name`},
	} {
		if _, err := readText(t, tt.text); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%v, expected %s", err, tt.want)
		}
	}
}

// What is empty is not known; an older word is a grant to an association.
func TestRead(t *testing.T) {
	list, err := read(t, sound("facilities", "hs_east + hs_west", "price_eur_lo", "70", "price_eur_hi", "95", "src", "document", "ref", "a page", "area", "east"),
		row{"id": "old", "service": "care", "product": "visit", "production": "third_sector", "contacts_year": "50", "eur_year": "900", "end": "31.12.2026"},
		row{"id": "own", "service": "care", "production": "own", "sector": "public", "share": "0.6", "quality": "80"})
	if err != nil {
		t.Fatal(err)
	}
	a, old, own := list.Contracts[0], list.Contracts[1], list.Contracts[2]
	if a.Row != 2 || a.Area != "east" || a.Share != 0.5 || a.Price != 80 || !math.IsNaN(a.Supervision) || !math.IsNaN(a.Quality) || a.Notice != 6 || !slices.Equal(a.Facilities, []string{"hs_east", "hs_west"}) {
		t.Errorf("%+v", a)
	}
	if old.Production != producers.Grant || old.Sector != producers.NGO || old.Product != "visit" || !old.End.Equal(time.Date(2026, 12, 31, 0, 0, 0, 0, time.UTC)) || !math.IsNaN(old.Notice) {
		t.Errorf("%+v", old)
	}
	if own.Production != producers.Own || own.Share != 0.6 || own.Quality != 80 {
		t.Errorf("%+v", own)
	}
	want := []params.Param{{Path: "contracts.a.price_eur", V: 80, Lo: 70, Hi: 95, Known: true, Unit: "EUR/contact", Src: params.Document, Ref: "a page"}}
	if !slices.Equal(list.Parameters, want) {
		t.Errorf("%+v", list.Parameters)
	}
}
