package app_test

import (
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"saavu/internal/app"
	"saavu/internal/engine"
	"saavu/pkg/cost"
	"saavu/pkg/report"
)

// producersCounty is the embedded county with made-up contracts of today.
var producersCounty = filepath.Join("..", "..", "scenarios", "producers", "county.yaml")

// withContracts writes the embedded county with other contracts, further lines of its county
// file, and an option for each list of changes. It returns a request that compares them with
// today.
func withContracts(t *testing.T, contracts, more string, options ...string) app.Request {
	t.Helper()
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	text, err := os.ReadFile(producersCounty)
	if err != nil {
		t.Fatal(err)
	}
	data, err := filepath.Abs(filepath.Join("..", "..", "data"))
	if err != nil {
		t.Fatal(err)
	}
	county := strings.ReplaceAll(string(text), "../../data", filepath.ToSlash(data))
	county, _, _ = strings.Cut(county, "options:")
	county += more
	if contracts == "" {
		county = strings.ReplaceAll(county, "contracts: contracts.csv\n", "")
	} else {
		write("contracts.csv", "id,service,product,area,production,sector,provider,share,contacts_year,clients_year,eur_year,price_eur,market_price_eur,take_up,supply_max,min_contacts,start,end,notice_months,facilities\n"+contracts)
	}
	q := request(filepath.Join("..", "..", "scenarios", "vantaa-kerava", "today.yaml"))
	q.County = write("county.yaml", county)
	for i, changes := range options {
		id := string(rune('a' + i))
		q.Options = append(q.Options, write(id+".yaml", "id: "+id+"\nname: "+id+"\nchanges:\n"+changes))
	}
	return q
}

func answered(t *testing.T, q app.Request) *report.Report {
	t.Helper()
	q.Detail = true
	o, err := compare(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return &o.Report
}

// contractsIn finds a service in an option.
func contractsIn(t *testing.T, r *report.Report, option, service string) *report.ServiceContracts {
	t.Helper()
	for i := range r.Contracts {
		if c := &r.Contracts[i]; c.Option == option && c.Service == service {
			return c
		}
	}
	t.Fatalf("no contracts of %s in %s", service, option)
	return nil
}

func closeTo(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s: %.10g, expected %.10g", what, got, want)
	}
}

// The worked example: a third of the bought therapy stays bought. By hand: 59,643 children
// x 0.3 x 0.20 = 3,578.58 contacts; 85 x 1.04 = 88.40 euros saved and 54.956522 of staff +
// 4.224 of room paid for each; 60 min / 60 / 1,150 h / 0.85 positions each.
func TestTherapyToOwnStaff(t *testing.T) {
	q := request("today", "insource")
	q.County = producersCounty
	r := answered(t, q)
	today, after := contractsIn(t, r, "today", "therapy_child"), contractsIn(t, r, "insource", "therapy_child")
	need := 59643 * 0.3
	closeTo(t, "bought today", today.Of("purchased").Contacts, 0.3*need, 1e-6)
	closeTo(t, "bought after", after.Of("purchased").Contacts, 0.1*need, 1e-6)
	closeTo(t, "own", after.Own-today.Own, 0.2*need, 1e-6)
	closeTo(t, "all", today.Own+today.Of("purchased").Contacts+today.Of("budget").Contacts, need, 1e-6)
	closeTo(t, "euros of the contract", today.Of("purchased").EUR, 0.3*need*88.40, 1e-4)
	c := after.Contracts[0].Change
	if c == nil || len(c.Positions) != 1 || c.Positions[0].Profession != "therapist" {
		t.Fatalf("%+v", c)
	}
	closeTo(t, "contacts that come back", c.Returned, 3579, 0.5)
	closeTo(t, "euros", c.Euros(), -104565, 1)
	closeTo(t, "positions", c.Positions[0].Positions, 3.66, 0.005)
	if day := c.From.Format("2.1.2006"); day != "1.1.2028" {
		t.Error(day)
	}
	// The bill has the same but for rooms, which are there already.
	s := serviceAt(t, r, "therapy_child")
	lines := map[string]float64{}
	for _, l := range r.Services[s].Rows[1].Lines {
		lines[l.Kind] += l.Money.V
	}
	closeTo(t, "staff", lines[cost.Staff], 0.2*need*40*1580/1150.0, 1e-3)
	closeTo(t, "price", lines[cost.Contracts], -0.2*need*85, 1e-3)
	closeTo(t, "supervision", lines[cost.Supervise], -0.2*need*85*0.04, 1e-3)
}

func serviceAt(t *testing.T, r *report.Report, id string) int {
	t.Helper()
	for s := range r.Services {
		if r.Services[s].ID == id {
			return s
		}
	}
	t.Fatal(id)
	return -1
}

// In every option of the counties with contracts, products or segments, and of that with all
// of them, and in both frames, the rows of the allocation add up.
func TestAllocationOfScenariosAddsUp(t *testing.T) {
	if testing.Short() {
		return
	}
	for _, name := range []string{"producers", "products", "segments", "together"} {
		c := sharedCounty(t, name)
		ways := addsUp(t, c)
		if name == "producers" && (!ways["on_site purchased"] || !ways["on_site voucher"] || !ways["on_site budget"] || ways["on_site grant"]) {
			t.Error(ways)
		}
	}
}

// A voucher of share 0 and grants change nothing of the service; neither does an option that
// gives a contract its share of today again.
func TestContractsWithoutEffect(t *testing.T) {
	bare := answered(t, withContracts(t, "", ""))
	zero := answered(t, withContracts(t, "v,oral_treatment,,korso,voucher,company,,0,,,,95,,,,,,,,\ng,family_guidance,,,grant,ngo,,,500,,9000,,,,,,,,,\n", ""))
	for s := range bare.Services {
		a, b := &bare.Services[s].Rows[0], &zero.Services[s].Rows[0]
		for _, x := range [][2]float64{{a.Need.V, b.Need.V}, {a.Visits.V, b.Visits.V}, {a.There.V, b.There.V}, {a.Beyond.V, b.Beyond.V}} {
			closeTo(t, bare.Services[s].ID, x[1], x[0], 1e-6)
		}
	}
	one := "  - contract: {id: therapy, share: 0.10, hire: yes}\n"
	const table = "therapy,therapy_child,,,purchased,company,a,0.30,,,,85,,,6000,,,,,\nwest,gp_reception,,myyrmaki,purchased,company,b,,4000,,,118,,,,,,,,\n"
	r := answered(t, withContracts(t, table, "", one+"  - contract: {id: therapy, share: 0.30}\n"))
	for s := range r.Services {
		row := &r.Services[s].Rows[1]
		for what, v := range map[string]float64{"gain": row.Gain.V, "lose": row.Lose.V, "visits": row.VisitsChange.V, "county": row.County.V, "residents": row.Homes.V} {
			closeTo(t, r.Services[s].ID+" "+what, v, 0, 1e-6)
		}
	}
	c := contractsIn(t, r, "a", "therapy_child").Contracts[0].Change
	if c == nil || c.Returned != 0 || c.Bought != 0 || c.Positions != nil {
		t.Errorf("%+v", c)
	}
}

// A contract for an area takes contacts of the people who live there only, also where it
// has a share, up to its supply.
func TestContractOfAnArea(t *testing.T) {
	const table = "west,gp_reception,,myyrmaki,purchased,company,b,0.5,,,,118,,0.8,,,,,,\nsmall,oral_treatment,,,voucher,company,c,0.5,,,,95,101,,1000,,,,,\n"
	r := answered(t, withContracts(t, table, ""))
	by := map[string]float64{}
	inPerson := map[string]float64{}
	for _, x := range r.Allocated {
		switch {
		case x.Service == "gp_reception" && x.Production == "purchased":
			by[x.Area] += x.Contacts
			closeTo(t, "euros of "+x.Area, x.EUR, x.Contacts*118*1.04, 1e-6)
		case x.Service == "oral_treatment" && x.Production == "voucher":
			by["voucher"] += x.Contacts
		}
		if x.Service == "gp_reception" && x.Channel != "remote" {
			inPerson[x.Area] += x.Contacts
		}
	}
	if len(by) != 2 {
		t.Error(by)
	}
	closeTo(t, "in the area", by["myyrmaki"], 0.4*inPerson["myyrmaki"], 1e-6)
	closeTo(t, "of the supply", by["voucher"], 1000, 1e-6)
	closeTo(t, "rest of the price", contractsIn(t, r, "today", "oral_treatment").Of("voucher").Residents, 6*1000, 1e-6)
}

// Below its least number a contract is paid all the same; a sum of a year is a line of its
// own; a budget is paid by client.
func TestWhatContractsArePaid(t *testing.T) {
	const table = "least,therapy_child,,,purchased,company,a,0.30,,,,85,,,,4000,2024-01-01,,6,\n" +
		"sum,family_guidance,,,purchased,ngo,b,,,,40000,,,,,,,,,\nbudget,gp_reception,,,budget,company,c,,,20,,6000,,,,,,,,\n"
	r := answered(t, withContracts(t, table, "", "  - contract: {id: least, share: 0.10, date: 2027-01-01}\n"))
	need := 59643 * 0.3
	after := contractsIn(t, r, "a", "therapy_child")
	closeTo(t, "paid", after.Of("purchased").EUR, 4000*88.40, 1e-4)
	c := after.Contracts[0].Change
	closeTo(t, "unused", c.Unused, 4000-0.1*need, 1e-6)
	closeTo(t, "saved", c.Bought, (4000-0.3*need)*88.40, 1e-4)
	if day := c.From.Format("2006-01-02"); day != "2027-07-01" || c.Positions != nil || c.Own != 0 {
		t.Errorf("%s %+v", day, c)
	}
	closeTo(t, "paid for both", c.Both, -c.Bought*181/365, 1e-3)
	closeTo(t, "an agreed sum", contractsIn(t, r, "today", "family_guidance").Of("purchased").EUR, 40000, 1e-6)
	closeTo(t, "a budget", contractsIn(t, r, "today", "gp_reception").Of("budget").EUR, 20*6000*1.04, 1e-6)
}

// A law that contracts of today break is seen; an option that breaks one more is a breach.
func TestLawsOfContracts(t *testing.T) {
	const table = "v,neuvola_child,,,voucher,company,a,0.2,,,,40,45,,,,,,,\nw,therapy_child,,,voucher,company,a,0.2,,,,80,,,,,,,,\n"
	const rules = "rules:\n  - {id: own, kind: own-share-min, severity: own rule, service: therapy_child, number: 0.5, text: {en: own, fi: oma, sv: egen}}\n" +
		"  - {id: who, kind: producer-allowed, severity: law, service: therapy_child, items: [own, purchased], text: {en: who, fi: kuka, sv: vem}}\n"
	r := answered(t, withContracts(t, table, rules, "  - contract: {id: w, share: 1}\n"))
	verdict := func(option int, id string) string {
		for _, b := range r.Options[option].Breaches {
			if b.ID == id {
				return b.Verdict
			}
		}
		return "none"
	}
	for _, tt := range []struct{ id, today, after string }{{"no-copay", "inherited", "inherited"}, {"own-left", "ok", "breach"}, {"own", "ok", "breach"}, {"who", "inherited", "breach"}} {
		if a, b := verdict(0, tt.id), verdict(1, tt.id); a != tt.today || b != tt.after {
			t.Errorf("%s: %s, %s", tt.id, a, b)
		}
	}
}

// Changes of contracts that cannot be made are refused with their reason.
func TestRefusedChangesOfContracts(t *testing.T) {
	const table = "therapy,therapy_child,,,purchased,company,a,0.30,,,,85,,,,,,,,\nmore,therapy_child,,myyrmaki,voucher,company,b,0.5,,,,85,,,,,,,,\nwest,gp_reception,,myyrmaki,purchased,company,b,,4000,,,118,,,,,,,,\n"
	for _, tt := range []struct{ change, want string }{
		{"{id: therpy, share: 0.1}", `no contract of today "therpy"|did you mean therapy?`},
		{"{id: therapy, share: 0.6}", "0.6: with it, the shares of therapy_child add up to 1.1, more than 1"},
		{"{id: therapy, share: 1.2}", "1.2, expected a share, 0 to 1"},
		{"{id: therapy, share: 0.3}", "therapy has a share of 0.3 already"},
		{"{id: therapy, share: 0.4, hire: yes}", "no contacts come back, as the share was 0.3"},
		{"{id: therapy, share: 0.1, date: soon}", "soon, expected a day such as 2028-01-01"},
		{"{id: west, share: 0.1}", "west has no share to change"},
		{"{id: therapy, share: 0.1, service: gp_reception}", "gp_reception, but therapy is a contract for therapy_child"},
		{"{service: therapy_child, production: purchased, share: 0.3, price: 80}", "0.3, but 0.8 of therapy_child is contracted already"},
		{"{service: therapy_child, production: purchased, share: 0.1, hire: yes, price: 80}", "only a contract of today has it"},
		{"{share: 0.1}", "missing|or id, with a contract of today"},
	} {
		_, err := compare(t.Context(), withContracts(t, table, "", "  - contract: "+tt.change+"\n"))
		var refused *engine.Refused
		if err == nil {
			t.Errorf("%s is not refused", tt.change)
			continue
		}
		_ = errors.As(err, &refused)
		for part := range strings.SplitSeq(tt.want, "|") {
			if !strings.Contains(err.Error(), part) {
				t.Errorf("%s: %v, expected %s", tt.change, err, part)
			}
		}
	}
}

// Contracts for a product, for a product in an area and for a client's own budget: what they
// take is of that product and area only, and all of it adds up.
func TestContractsOfProducts(t *testing.T) {
	if testing.Short() {
		return
	}
	dir := t.TempDir()
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(root, "scenarios", "products", "county.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	abs := filepath.ToSlash(root)
	county := strings.NewReplacer("../../data", abs+"/data", "products: products.csv", "products: "+abs+"/scenarios/products/products.csv\ncontracts: contracts.csv",
		"../vantaa-kerava", abs+"/scenarios/vantaa-kerava").Replace(string(text))
	table := "id,service,product,area,production,sector,share,clients_year,price_eur,supply_max\n" +
		"all,neuvola_child,{p},,purchased,company,0.2,,40,\nwest,neuvola_child,{p},myyrmaki,voucher,company,0.3,,30,\nown,neuvola_child,{p},kerava,budget,company,,100,60,\n"
	table = strings.ReplaceAll(table, "{p}", "extensive_18mo")
	for name, text := range map[string]string{"county.yaml": county, "contracts.csv": table} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c := sharedCountyAt(t, filepath.Join(dir, "county.yaml"))
	addsUp(t, c)
	r := c.compared(t, "staff")
	got, need := map[string]float64{}, map[string]float64{}
	for _, x := range r.Allocated {
		if x.Option != "today" || x.Service != "neuvola_child" {
			continue
		}
		if x.Product == "extensive_18mo" {
			need[x.Area] += x.Contacts
		}
		if x.Production != "own" && x.Channel != "" {
			got[x.Product+" "+x.Area+" "+x.Production] += x.Contacts
		}
	}
	for area, n := range need { // all in person
		closeTo(t, "of all in "+area, got["extensive_18mo "+area+" purchased"], 0.2*n, 1e-6)
	}
	closeTo(t, "in the area", got["extensive_18mo myyrmaki voucher"], 0.3*need["myyrmaki"], 1e-6)
	closeTo(t, "of a budget", got["extensive_18mo kerava budget"], 100, 1e-6)
	if len(got) != len(need)+2 {
		t.Error(got)
	}
}
