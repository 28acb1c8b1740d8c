package main

// question is one what-if of the planning documents, with what the comparison knows
// and what it cannot say. The options are the files of scenarios/vantaa-kerava and of
// its folders questions and variants.
type question struct {
	text    string
	facts   []fact
	also    []string // what the figures mean, where they do not say it
	missing string   // what cannot be answered yet, or is not identifiable
}

const answersHead = `# Options of the embedded county, and what they answer

Written by ` + "`make generate`" + ` from the comparison itself; do not edit by hand. A test fails where this page and the
comparison differ. **The people and the travel times are synthetic**: the figures show what the method answers, not what
Vantaa-Kerava should decide.

The options are the files of this folder. ` + "`fit: [rooms, staff]`" + ` lets the model place their rooms and their staff, so
that no option loses because of a factor that somebody typed ([METHOD.md](../../docs/METHOD.md)). ` + "`variants`" + ` has options that are compared
with Remote, ` + "`questions`" + ` those of the questions below. ` + "`saavu compare today scenarios/vantaa-kerava/questions/clinic.yaml`" + `
shows one of them.

## The twelve questions of the planning documents

A figure has its low and high in brackets: the 5th and the 95th percentile of %d draws of the parameters, with the same
staff, next to today's network of the same year unless another option is named. *How sure* names the figures whose range
is on both sides of zero: whether they rise or fall is not clear. Travel times, time limits, places and positions do not change in the draws. People
count without a car, in the rush hour. *Not beaten* means that no option of the year, today's network included, is better on
all four counts: who gets there, visits, euros of the county and of residents.

| question | answer of the comparison | how sure | not answered, or not identifiable |
|---|---|---|---|
`

const noWaits = "waits: they are not part of a comparison yet"

// questions are the twelve questions with their answers.
func questions(a *answers) []question {
	return []question{
		{"Child clinics stay, guidance and therapies go to four family centres: who gains and loses, and does the space that it frees pay for it? (four-centres)",
			[]fact{a.people("guidance", "four-centres", "family_guidance"), a.people("therapies", "four-centres", "therapy_child"), a.county("all services", "four-centres")},
			a.costs("four-centres", "It does not pay for itself"),
			"rents of single buildings: all have the same rent a square metre"},
		{"Pähkinärinne: a child clinic, a bus two days a week, or evenings in Myyrmäki? (clinic, clinic-bus, clinic-evenings)",
			[]fact{a.people("a clinic", "clinic", "neuvola_child"), a.county("", "clinic"), a.people("a bus", "clinic-bus", "neuvola_child"), a.county("", "clinic-bus"),
				a.visits("nurse reception, whose hours the bus takes", "clinic-bus", "nurse_reception"), a.people("evenings", "clinic-evenings", "neuvola_child"), a.county("", "clinic-evenings")}, nil,
			"which variant families of foreign languages reach: languages are known by area only"},
		{"Four family centres with delays: is an interim place in Tikkurila worth its cost? (three-centres, four-centres)",
			[]fact{a.people("without it, therapies", "three-centres", "therapy_child"), a.county("", "three-centres"), a.people("with it, therapies", "four-centres", "therapy_child"), a.county("", "four-centres")}, nil,
			"cost by year from 2026 to 2029; the price of interim rooms; " + noWaits},
		{"School checks by teams at the schools, treatment at three clinics and in Kerava: do three teams suffice, and who travels further? (school-teams)",
			[]fact{a.visits("checks", "school-teams", "oral_check_child"), a.people("treatment", "school-teams", "oral_treatment"), a.visits("", "school-teams", "oral_treatment"), a.homes("all services", "school-teams"), a.county("", "school-teams")}, nil,
			"dentists' hours against the queue of 120 days; where the schools are; " + noWaits},
		{"Eight health stations become five with long hours: what moves to residents, what do rooms save? (five-stations)",
			[]fact{a.people("doctor", "five-stations", "gp_reception"), a.visits("", "five-stations", "gp_reception"), a.homes("all services", "five-stations"), a.county("", "five-stations")},
			a.costs("five-stations", "The pay of evenings and Saturdays is more than what the rooms save"),
			"whether the wait falls from 46 to 7 days with the same doctors; " + noWaits},
		{"Kivistö and Aviapolis: a station, or a doctor bus? (kivisto-station, doctor-bus)",
			[]fact{a.people("a station in Kivistö, doctor", "kivisto-station", "gp_reception"), a.county("", "kivisto-station"), a.people("a bus at two places, doctor", "doctor-bus", "gp_reception"), a.county("", "doctor-bus"),
				a.visits("nurse reception, whose hours the bus takes", "doctor-bus", "nurse_reception")},
			[]string{"Who gets to the bus gets there on two days a week"},
			"from how many people on a station beats the bus"},
		{"Remote first for those who cope: who loses, and what if half comes true? (remote, remote-half)",
			[]fact{a.visits("as far as counties have come, doctor", "remote", "gp_reception"), a.visits("nurse", "remote", "nurse_reception"), a.county("all services", "remote"), a.visits("at half of the plan, next to Remote, nurse", "remote-half", "nurse_reception")},
			[]string{"In-person places stay, so nobody loses one"},
			"client segments: the data do not give them by cell; who drops out by language is known by area only"},
		{"Rooms in the evening and on Saturday: more visits, or a planned site less? (evenings)",
			[]fact{a.visits("doctor", "evenings", "gp_reception"), a.visits("dental treatment", "evenings", "oral_treatment"), a.county("all services", "evenings")},
			a.binds("evenings", "gp_reception", "staff", "Staff binds and not rooms: the same staff gives no more visits in the evening"),
			"payments of outside users of rooms"},
		{"Buy, voucher or own, dental care and therapies: which mix costs least? (multi-provider)",
			[]fact{a.visits("dental treatment, a quarter by voucher", "multi-provider", "oral_treatment"), a.visits("therapies, 40 % bought", "multi-provider", "therapy_child"), a.county("all services", "multi-provider")},
			[]string{"The county keeps its staff here and pays the contracts in addition", a.atBudget("multi-provider", "oral_treatment", "therapy_child", "family_guidance")},
			"own against bought, cost a visit, in a comparison: saavu producers compares them a contact, and the model's own lines do not explain the whole unit cost; where providers have places: the points are synthetic; " + noWaits},
		{"A bus for mental health and substance use with organisations: which stops, and is it lawful?",
			nil, []string{"cannot be answered yet"}, "the county has no such services, rates and places"},
		{"One model of products for children and families: who gains, who loses?",
			nil, []string{"cannot be answered yet"}, "today's products by municipality are not in the data; saavu harmonise computes it from a survey of them"},
		{"A mixed network in 2030 against the growth, and two rivals. (mixed-2030, local-2030, central-2030)",
			[]fact{a.visits("Mixed 2030, nurse", "mixed-2030", "nurse_reception"), a.visits("child clinic", "mixed-2030", "neuvola_child"), a.county("all services", "mixed-2030"), a.people("Local 2030, nurse", "local-2030", "nurse_reception"), a.county("", "local-2030"),
				a.people("Central 2030, doctor", "central-2030", "gp_reception"), a.county("", "central-2030")},
			[]string{a.starred()},
			"grades against targets; the best of all networks: three are compared, others are not searched"},
	}
}
