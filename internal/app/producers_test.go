package app_test

import (
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"saavu/internal/app"
	"saavu/pkg/producers"
	"saavu/pkg/report"
)

// contractsTable is the made-up table of contracts of the embedded county.
var contractsTable = filepath.Join("..", "..", "scenarios", "producers", "contracts.csv")

func madeOrBought(t *testing.T, change func(q *app.ProducersRequest)) (*report.Producers, error) {
	t.Helper()
	q := app.ProducersRequest{Request: request(), Contracts: contractsTable}
	q.Seed, q.Draws = 1, 200
	if change != nil {
		change(&q)
	}
	r, _, err := app.Producers(t.Context(), q)
	return r, err
}

// caseOf finds a service or product.
func caseOf(t *testing.T, r *report.Producers, service, product string) *report.ProducerCase {
	t.Helper()
	for i := range r.Cases {
		if r.Cases[i].Service == service && r.Cases[i].Product == product {
			return &r.Cases[i]
		}
	}
	t.Fatalf("no %s %s", service, product)
	return nil
}

func offerOf(t *testing.T, x *report.ProducerCase, id string) *report.ProducerOffer {
	t.Helper()
	for k := range x.Offers {
		if x.Offers[k].ID == id {
			return &x.Offers[k]
		}
	}
	t.Fatalf("no contract %s", id)
	return nil
}

// The euros of a dental visit and of a therapy contact of the embedded county, computed by
// hand from its wages, minutes, rents and hours. A county that names the table gives the
// same.
func TestMakeOrBuy(t *testing.T) {
	change := map[string]producers.Change{"therapy": {Share: 0.10, Date: time.Date(2028, 1, 1, 0, 0, 0, 0, time.UTC), Hire: true}}
	for _, county := range []string{"", filepath.Join("..", "..", "scenarios", "producers", "county.yaml")} {
		r, err := madeOrBought(t, func(q *app.ProducersRequest) {
			q.Changes = change
			if county != "" {
				q.County, q.Contracts = county, ""
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		tooth, talk := caseOf(t, r, "oral_treatment", ""), caseOf(t, r, "therapy_child", "")
		voucher, bought := offerOf(t, tooth, "oral"), offerOf(t, talk, "therapy")
		for _, x := range []struct {
			what      string
			got, want float64
		}{
			{"paid over productive hours", tooth.Own.Worked / tooth.Own.Productive, 1.373913},
			{"staff of a dental visit", tooth.Own.Staff(), 121.362319},
			{"hour of its room", tooth.Own.RoomHour, 6.436571},
			{"its room", tooth.Own.Room(), 4.827429},
			{"own visit", tooth.Full, 126.189747},
			{"voucher", voucher.Cost, 104.8},
			{"break-even price", voucher.BreakEven, 115.567065},
			{"own therapy", talk.Full, 59.180522},
			{"bought therapy", bought.Cost, 88.4},
			{"1,000 contacts to own staff", 1000 * bought.Saved, -29219.478261},
			{"their full-time equivalents", talk.Thousand[0].Filled, 0.869565},
			{"their positions", talk.Thousand[0].Positions, 1.023018},
			// The embedded county has 59,643 children, 0.3 contacts each; 0.2 of them come back.
			{"contacts that come back", bought.Change.Returned, 0.2 * 0.3 * 59643},
			{"euros of the change", bought.Change.Euros(), -29.219478261 * 0.2 * 0.3 * 59643},
			{"its positions", bought.Change.Positions[0].Positions, 1.023017903 * 0.2 * 0.3 * 59.643},
			{"share of own contacts", talk.OwnShare, 0.7},
			{"contacts with vouchers", voucher.Contacts, 0.1 * 0.8 * tooth.Contacts},
			{"supply left", bought.Left, 6000 - 0.3*0.3*59643},
		} {
			if math.Abs(x.got-x.want) > 5e-4 || math.Abs(x.want) < 1000 && math.Abs(x.got-x.want) > 5e-7 {
				t.Errorf("%s%s: %.7f, expected %.6f", county, x.what, x.got, x.want)
			}
		}
		if voucher.Verdict != producers.BoughtCheaper || bought.Verdict != producers.OwnCheaper || !tooth.Above || talk.Above {
			t.Errorf("%s: %s and %s, staff above the unit cost: %v and %v", county, voucher.Verdict, bought.Verdict, tooth.Above, talk.Above)
		}
		guidance := caseOf(t, r, "family_guidance", "")
		if v := offerOf(t, guidance, "guidance").Verdict; v != producers.QualityUnknown || guidance.OwnShare != 0.95 {
			t.Errorf("guidance: %s, own share %v: a grant is no service", v, guidance.OwnShare)
		}
		if tooth.Mix == nil || math.Abs(tooth.Mix.Bought[0]-20000) > 1e-9 || math.Abs(tooth.Mix.EUR-tooth.Mix.Today-(voucher.Contacts-20000)*voucher.Saved) > 1e-3 {
			t.Errorf("%+v", tooth.Mix)
		}
	}
}

// An unpriced contract takes the prices that the county assumes, and no contract is needed
// to compare these.
func TestPricesWithoutAContract(t *testing.T) {
	r, err := madeOrBought(t, func(q *app.ProducersRequest) { q.Contracts = "" })
	if err != nil {
		t.Fatal(err)
	}
	x := caseOf(t, r, "oral_treatment", "")
	if len(x.Offers) != 2 || x.OwnShare != 1 || x.Offers[1].Production != producers.Voucher || math.Abs(x.Offers[1].Cost-104.8) > 1e-9 || x.Offers[1].Contacts != 0 {
		t.Errorf("%+v", x.Offers)
	}
	if x.Mix != nil {
		t.Errorf("a mix without a known supply: %+v", x.Mix)
	}
	if r.File != "" || len(r.Breaches) > 0 || len(r.Cases) != 3 {
		t.Errorf("%q, %v, %d services", r.File, r.Breaches, len(r.Cases))
	}
	if r, err = madeOrBought(t, func(q *app.ProducersRequest) { q.Contracts, q.Of, q.Draws = "", []string{"nurse_reception"}, 0 }); err != nil || len(r.Cases) != 1 || len(r.Cases[0].Offers) > 0 || r.Cases[0].Mix != nil {
		t.Errorf("%+v, %v", r, err)
	}
}

// A product has minutes and staff of its own, and a law says who may produce it. The mean
// minutes are those of the municipalities, weighted by contacts: 8 × 2,968.86 of 50 client
// minutes in Vantaa and 8 × 422.71 of 45 in Kerava, all with an hour of a nurse.
func TestProducersOfAProduct(t *testing.T) {
	dir := t.TempDir()
	table, err := os.ReadFile(filepath.Join("..", "..", "scenarios", "products", "products.csv"))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(table)), "\n")
	for i, l := range lines {
		switch {
		case i == 0:
			lines[i] = "producers," + l
		case strings.Contains(l, ",check_0,"):
			lines[i] = "own+purchased," + l
		default:
			lines[i] = "," + l
		}
	}
	county, err := os.ReadFile(productsCounty)
	if err != nil {
		t.Fatal(err)
	}
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"products.csv": strings.Join(lines, "\n") + "\n",
		"county.yaml": strings.ReplaceAll(strings.ReplaceAll(string(county), "../../data", filepath.ToSlash(root)+"/data"), "../vantaa-kerava", filepath.ToSlash(root)+"/scenarios/vantaa-kerava") + "contracts: c.csv\n",
		"c.csv": "id,service,product,area,production,sector,share,price_eur,market_price_eur,supervision,admin_eur\n" +
			"check,neuvola_child,check_0,,purchased,company,0.25,60,,0.04,0\nvisit,neuvola_child,extra_0,korso,purchased,company,0.5,60,,0.04,0\nboth,neuvola_child,check_0,kerava,voucher,company,0.5,60,70,0.04,0\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	r, err := madeOrBought(t, func(q *app.ProducersRequest) {
		q.County, q.Contracts, q.Draws = filepath.Join(dir, "county.yaml"), "", 0
	})
	if err != nil {
		t.Fatal(err)
	}
	check := caseOf(t, r, "neuvola_child", "check_0")
	babies, there := 3391.571429, 422.714286
	client := (50*(babies-there) + 45*there) / babies
	if want := 38*1580.0/1150 + client/60*28*22*12/(1750*0.75); math.Abs(check.Full-want) > 1e-6 || math.Abs(check.Contacts-8*babies) > 1e-4 {
		t.Errorf("%v euros of %v contacts, expected %v", check.Full, check.Contacts, want)
	}
	if o := offerOf(t, check, "check"); math.Abs(o.Contacts-0.25*8*babies) > 1e-3 || !o.Lawful || o.Verdict != producers.OwnCheaper {
		t.Errorf("%+v", o)
	}
	if o := offerOf(t, caseOf(t, r, "neuvola_child", "extra_0"), "visit"); o.Lawful || o.Verdict != producers.Unlawful {
		t.Errorf("%+v", o)
	}
	want := []string{"producer-allowed visit", "producer-allowed both", "no-copay both"}
	var got []string
	for _, b := range r.Breaches {
		got = append(got, b.Rule+" "+b.Contract)
	}
	if strings.Join(got, ", ") != strings.Join(want, ", ") {
		t.Errorf("breaches %v, expected %v", got, want)
	}
}

func TestChangesThatCannotBe(t *testing.T) {
	to := func(id string, share float64, hire bool) func(q *app.ProducersRequest) {
		return func(q *app.ProducersRequest) {
			q.Changes = map[string]producers.Change{id: {Share: share, Date: time.Date(2028, 1, 1, 0, 0, 0, 0, time.UTC), Hire: hire}}
		}
	}
	for _, tt := range []struct {
		change func(q *app.ProducersRequest)
		want   string
	}{
		{to("therapie", 0.1, false), `no contract with a share "therapie"`},
		{to("doctor_west", 0.1, false), "change of doctor_west: expected a contract with a share"},
		{to("own_therapy", 0.1, false), "change of own_therapy: expected a contract with a share"},
		{to("therapy", 0.9, true), "change of therapy: expected no hire, as the share rises from 0.3 and no contacts come back"},
		{func(q *app.ProducersRequest) { q.Of = []string{"gp"} }, `no service "gp"`},
		{func(q *app.ProducersRequest) { q.Contracts = "nowhere.csv" }, "nowhere.csv: found nothing"},
	} {
		_, err := madeOrBought(t, tt.change)
		var files *app.Invalid
		if err == nil || !strings.Contains(err.Error(), tt.want) || errors.As(err, &files) != strings.Contains(tt.want, "nowhere") {
			t.Errorf("%v, expected %s", err, tt.want)
		}
	}
}
