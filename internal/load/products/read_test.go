package products_test

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"saavu/internal/format/problem"
	"saavu/internal/load/products"
	"saavu/internal/source"
	"saavu/pkg/producers"
	model "saavu/pkg/products"
)

// example is the folder of the example.
var example = filepath.Join("..", "..", "..", "scenarios", "harmonisation")

var professions = []string{"gp", "phn", "social_worker"}

// The workbook of a survey and the table of the project's own form are the same products.
func TestWorkbookIsTheTable(t *testing.T) {
	people := filepath.Join(example, "people.csv")
	var lists []*products.List
	for _, name := range []string{"products.csv", "survey.yaml"} {
		list, towns, _, err := products.Bare(t.Context(), source.OS(), filepath.Join(example, name), people, professions)
		if err != nil {
			t.Fatal(err)
		}
		if len(towns) != 3 || towns[0].ID != "north" || towns[2].Name.Fi != "Eteläinen" {
			t.Errorf("%s: municipalities %+v", name, towns)
		}
		lists = append(lists, list)
	}
	byID := func(a, b model.Product) int { return strings.Compare(a.ID, b.ID) }
	for _, list := range lists {
		if len(list.Products) != 4 || len(list.People) != 4 {
			t.Fatalf("%d products", len(list.Products))
		}
		slices.SortFunc(list.Products, byID)
		for i := range list.Products {
			list.Products[i].Name.En, list.Products[i].Name.Sv = "", "" // only the table has them
		}
	}
	if !reflect.DeepEqual(lists[0].Products, lists[1].Products) {
		t.Errorf("the table has\n%+v\nthe workbook\n%+v", lists[0].Products, lists[1].Products)
	}
}

const header = "where,service,product,statutory,ages,clients,clients_n,visits,minutes,staff,channels,in_person_only,remote_max,group_size,offered,decision,harmonise,from\n"

// read reads rows below the header, for two municipalities with 100 and 50 people of 4.
func read(t *testing.T, rows string) (*products.List, error) {
	t.Helper()
	return readTable(t, header+rows)
}

func readTable(t *testing.T, table string) (*products.List, error) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"p.csv": table, "people.csv": "municipality,ages,people\neast,4,100\nwest,4,50\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	list, _, _, err := products.Bare(t.Context(), source.OS(), "p.csv", "people.csv", professions)
	return list, err
}

const good = "all,care,check,yes,4,0.5,,2,30,phn:40,on_site,no,,1,yes,,,\n"

func TestRefusedRows(t *testing.T) {
	goal := "to_be,care,check,yes,4,1,,1,30,phn:40,on_site,no,,1,,keep,visits,2027-01-01\n"
	for _, tt := range []struct{ what, rows, want string }{
		{"an unknown municipality", "eest,care,check,yes,4,0.5,,2,30,phn:40,on_site,no,,1,yes,,,\n", `p.csv:2: column "where": found "eest", expected a municipality (east, west), all or to_be (did you mean east?)`},
		{"no service", "all,,check,yes,4,0.5,,2,30,phn:40,on_site,no,,1,yes,,,\n", `p.csv:2: column "service": found nothing, expected a service of the county`},
		{"an id with a space", "all,care,a check,yes,4,0.5,,2,30,phn:40,on_site,no,,1,yes,,,\n", `p.csv:2: column "product": found "a check", expected an id without spaces and dots (words.product in the county file gives the id of a name)`},
		{"a row twice", good + good, `p.csv:3: column "where": found "all", expected every municipality once for a product (row 2 of p.csv has all already)`},
		{"statutory otherwise", good + strings.Replace(goal, "yes", "no", 1), `p.csv:3: column "statutory": found "no", expected the same in all rows of a product (row 2 of p.csv says otherwise)`},
		{"other ages", good + strings.Replace(goal, ",4,", ",5,", 1), `p.csv:3: column "ages": found "5", expected the same in all rows of a product (row 2 of p.csv says otherwise)`},
		{"no ages", strings.Replace(good, ",4,", ",four,", 1), `p.csv:2: column "ages": found "four", expected an age group such as 0-6, 75+ or all`},
		{"a share above 1", strings.Replace(good, ",0.5,", ",1.5,", 1), `p.csv:2: column "clients": found "1.5", expected a share of the people of the ages, 0 to 1`},
		{"clients twice", strings.Replace(good, ",0.5,,", ",0.5,10,", 1), `p.csv:2: column "clients_n": found "10", expected clients or clients_n, not both`},
		{"no clients", strings.Replace(good, ",0.5,,", ",,,", 1), `p.csv:2: column "clients": found nothing, expected a value here or in clients_n, as the product is offered (write no in the column offered if it is not)`},
		{"more clients than people", strings.Replace(good, ",0.5,,", ",,60,", 1), `p.csv:2: column "clients_n": found "60", expected at most the people of the ages there, 50`},
		{"no visits", strings.Replace(good, ",2,30,", ",,30,", 1), `p.csv:2: column "visits": found nothing, expected a value, as the product is offered (write no in the column offered if it is not)`},
		{"visits of 0", strings.Replace(good, ",2,30,", ",0,30,", 1), `p.csv:2: column "visits": found "0", expected visits a client and year, above 0`},
		{"a negative duration", strings.Replace(good, ",2,30,", ",2,-30,", 1), `p.csv:2: column "minutes": found "-30", expected client minutes a visit, above 0 and at most 1440`},
		{"a profession without a wage", strings.Replace(good, "phn:40", "phm:40", 1), `p.csv:2: column "staff": found "phm:40", expected a profession with a wage: gp, phn, social_worker (did you mean phn?)`},
		{"minutes without a number", strings.Replace(good, "phn:40", "phn", 1), `p.csv:2: column "staff": found "phn", expected minutes of a profession, 0 to 1440, as in phn:100+gp:30`},
		{"a profession twice", strings.Replace(good, "phn:40", "phn:40+phn:5", 1), `p.csv:2: column "staff": found "phn:40+phn:5", expected every profession once`},
		{"an unknown channel", strings.Replace(good, "on_site", "onsite", 1), `p.csv:2: column "channels": found "onsite", expected words of on_site, mobile, home, school, day_care, remote, joined by + (did you mean on_site?)`},
		{"remote in person only", strings.Replace(good, "on_site,no", "on_site+remote,yes", 1), `p.csv:2: column "channels": found "on_site+remote", expected no remote, as the product is in person only`},
		{"a remote share in person only", strings.Replace(good, "on_site,no,", "on_site,yes,0.2", 1), `p.csv:2: column "remote_max": found "0.2", expected 0, as the product is in person only`},
		{"half a client in a session", strings.Replace(good, ",1,yes", ",0.5,yes", 1), `p.csv:2: column "group_size": found "0.5", expected clients in a session, 1 or more`},
		{"neither yes nor no", strings.Replace(good, ",yes,,,", ",perhaps,,,", 1), `p.csv:2: column "offered": found "perhaps", expected yes, no or unknown`},
		{"a decision today", strings.Replace(good, ",yes,,,", ",yes,keep,,", 1), `p.csv:2: column "decision": found "keep", expected nothing: only the rows of the common model have it`},
		{"no decision", good + strings.Replace(goal, "keep", "", 1), `p.csv:3: column "decision": found nothing, expected keep, drop or new`},
		{"clients a year in the model", good + strings.Replace(goal, ",1,,1,", ",,9,1,", 1), `p.csv:3: column "clients_n": found "9", expected nothing: the common model gives clients as a share`},
		{"an unknown dimension", good + strings.Replace(goal, "keep,visits", "keep,visit", 1), `p.csv:3: column "harmonise": found "visit", expected words of clients, visits, minutes, staff, channels, method, system, joined by + (did you mean visits?)`},
		{"a settled dimension without a value", good + strings.Replace(goal, ",1,,1,", ",1,,,", 1), `p.csv:3: column "visits": found nothing, expected a value, as the common model settles it`},
		{"a new product without a duration", good + strings.Replace(strings.Replace(goal, "keep", "new", 1), ",1,30,", ",1,,", 1), `p.csv:3: column "minutes": found nothing, expected a value, as the common model settles it`},
		{"no day", good + strings.Replace(goal, "2027-01-01", "soon", 1), `p.csv:3: column "from": found "soon", expected a day such as 2027-01-01`},
		{"kept and offered nowhere", good + strings.ReplaceAll(goal, "check", "other"), `p.csv:3: column "product": found "other", expected a product that some municipality has today, or the decision new`},
		{"taken by one that does not offer it", strings.Replace(good, "all", "east", 1) + strings.Replace(goal, ",1,,1,", ",,,1,", 1), `p.csv:3: column "clients": found nothing, expected a value, as west does not offer the product today and would take all of the common model`},
	} {
		_, err := read(t, tt.rows)
		var list problem.Problems
		if !errors.As(err, &list) {
			t.Errorf("%s: %v", tt.what, err)
			continue
		}
		if len(list) != 1 || list[0].String() != tt.want {
			t.Errorf("%s:\n%v\nexpected\n%s", tt.what, err, tt.want)
		}
	}
}

// Who may make a product is the same in all its rows; the county alone where the field is
// empty, and not known without the column.
func TestProducersOfProducts(t *testing.T) {
	table := func(first, second string) string {
		return "where,service,product,statutory,ages,clients,visits,minutes,staff,channels,producers\n" +
			"east,care,check,yes,4,0.5,2,30,phn:40,on_site," + first + "\nwest,care,check,yes,4,0.5,2,30,phn:40,on_site," + second + "\n"
	}
	for _, tt := range []struct {
		table string
		want  []producers.Production
		fault string
	}{
		{table("voucher+own", "own+voucher"), []producers.Production{producers.Own, producers.Voucher}, ""},
		{table("", ""), []producers.Production{producers.Own}, ""},
		{header + good, nil, ""},
		{table("", "own+voucher"), []producers.Production{producers.Own, producers.Voucher}, ""},
		{table("own+voucher", ""), []producers.Production{producers.Own, producers.Voucher}, ""},
		{table("own", "own+grant"), nil, `p.csv:3: column "producers": found "own+grant", expected the same in all rows of a product (row 2 of p.csv says otherwise)`},
		{table("own+bought", "own"), nil, `p.csv:2: column "producers": found "own+bought", expected words of own, purchased, voucher, grant, budget, joined by +`},
	} {
		list, err := readTable(t, tt.table)
		switch {
		case tt.fault != "":
			if err == nil || !strings.Contains(err.Error(), tt.fault) {
				t.Errorf("%v, expected %s", err, tt.fault)
			}
		case err != nil:
			t.Error(err)
		case !slices.Equal(list.Products[0].Producers, tt.want) || (list.Products[0].Producers == nil) != (tt.want == nil):
			t.Errorf("%v, expected %v", list.Products[0].Producers, tt.want)
		}
	}
}

// All faults are reported at once, also of people that are missing.
func TestAllFaultsAtOnce(t *testing.T) {
	rows := "nowhere,care,check,yes,4,0.5,,2,30,phn:40,on_site,no,,1,yes,,,\n" + strings.Replace(good, ",2,30,", ",x,y,", 1) + strings.Replace(good, "check,yes,4", "later,yes,75+", 1)
	_, err := read(t, rows)
	var list problem.Problems
	if !errors.As(err, &list) || len(list) != 5 {
		t.Fatalf("%v", err)
	}
	if text := err.Error(); !strings.Contains(text, "people.csv: found nothing, expected the people of west of the ages 75+ (it has the ages 4)") {
		t.Errorf("%s", text)
	}
}

// A row for all holds where a municipality has none; without either it is not offered.
func TestRowsOfPlaces(t *testing.T) {
	list, err := read(t, good+strings.Replace(strings.Replace(good, "all", "west", 1), ",2,30,", ",4,15,", 1)+
		strings.Replace(strings.Replace(good, "all", "east", 1), "check", "visit", 1)+"west,care,unsure,no,4,,,,,,,no,,,unknown,,,\n"+strings.Replace(good, "check,yes", "unsure,no", 1))
	if err != nil {
		t.Fatal(err)
	}
	if p := list.Products[0]; p.AsIs[0].Visits != 2 || p.AsIs[1].Visits != 4 || !slices.Equal(list.People[0], []float64{100, 50}) {
		t.Errorf("%+v", p)
	}
	if p := list.Products[1]; p.AsIs[0].Offer != model.Offered || p.AsIs[1].Offer != model.NotOffered {
		t.Errorf("%+v", p)
	}
	if p := list.Products[2]; p.AsIs[0].Offer != model.Offered || p.AsIs[1].Offer != model.Unknown {
		t.Errorf("%+v", p)
	}
}
