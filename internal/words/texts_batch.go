package words

// batchTexts are the texts of the reports of batches.
var batchTexts = texts{
	"batch.title":     {"Comparison {plan}", "Vertailu {plan}", "Jämförelse {plan}"},
	"batch.tasks":     {"{done} of {all} tasks are computed.", "Laskettuja tehtäviä: {done}/{all}.", "Beräknade uppgifter: {done} av {all}."},
	"batch.failed":    {"What could not be computed", "Mitä ei voitu laskea", "Vad som inte kunde beräknas"},
	"batch.cause":     {"{n} {n:task|tasks}, the first is {first}: {cause}", "{n} {n:tehtävä|tehtävää}, ensimmäinen on {first}: {cause}", "{n} {n:uppgift|uppgifter}, den första är {first}: {cause}"},
	"progress.batch":  {"computing options", "lasketaan vaihtoehtoja", "beräknar alternativ"},
	"batch.time_left": {"about {time} left", "jäljellä noin {time}", "cirka {time} kvar"},
}
