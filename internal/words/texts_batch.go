package words

// batchTexts are the texts of the reports of batches.
var batchTexts = texts{
	"batch.title":     {"Comparison {plan}", "Vertailu {plan}", "Jämförelse {plan}"},
	"batch.tasks":     {"{done} of {all} tasks are computed.", "Laskettuja tehtäviä: {done}/{all}.", "Beräknade uppgifter: {done} av {all}."},
	"batch.failed":    {"What could not be computed", "Mitä ei voitu laskea", "Vad som inte kunde beräknas"},
	"batch.cause":     {"{n} {n:task|tasks}, the first is {first}: {cause}", "{n} {n:tehtävä|tehtävää}, ensimmäinen on {first}: {cause}", "{n} {n:uppgift|uppgifter}, den första är {first}: {cause}"},
	"batch.done":      {"{all} tasks: {stored} stored before, {computed} computed, {failed} failed", "tehtäviä {all}: valmiina {stored}, laskettu {computed}, epäonnistui {failed}", "{all} uppgifter: {stored} fanns redan, {computed} beräknades, {failed} misslyckades"},
	"batch.shard":     {"shard {shard}: stored, not published", "osa {shard}: tallennettu, ei julkaistu", "del {shard}: lagrad, inte publicerad"},
	"batch.due":       {"{n} of {all} tasks would run", "laskettaisiin {n}/{all} tehtävää", "{n} av {all} uppgifter skulle beräknas"},
	"batch.stored":    {"stored results: {results}, runs: {runs}", "tallennettuja tuloksia: {results}, ajoja: {runs}", "lagrade resultat: {results}, körningar: {runs}"},
	"batch.newest":    {"newest run: {run}, plan {plan}, ended {ended}; tasks done: {done} of {all}, failed: {failed}", "uusin ajo: {run}, suunnitelma {plan}, päättyi {ended}; tehtäviä laskettu: {done}/{all}, epäonnistui: {failed}", "senaste körning: {run}, plan {plan}, slutade {ended}; beräknade uppgifter: {done} av {all}, misslyckade: {failed}"},
	"progress.batch":  {"computing options", "lasketaan vaihtoehtoja", "beräknar alternativ"},
	"batch.time_left": {"about {time} left", "jäljellä noin {time}", "cirka {time} kvar"},
}
