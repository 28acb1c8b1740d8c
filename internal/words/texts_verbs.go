package words

// verbTexts are what the verbs print apart from a comparison: progress, verify, import,
// and explain.
var verbTexts = texts{
	"progress.comparing":     {"comparing", "verrataan", "jämför"},
	"progress.reading_times": {"reading travel times", "luetaan matka-aikoja", "läser restider"},
	"progress.writing_store": {"writing the store", "kirjoitetaan tietovarastoa", "skriver lagret"},
	"progress.reading":       {"reading {file}", "luetaan {file}", "läser {file}"},
	"progress.reading_layer": {"reading {file}, {layer}", "luetaan {file}, {layer}", "läser {file}, {layer}"},
	"progress.reading_row":   {"reading {file}, row {row}", "luetaan {file}, rivi {row}", "läser {file}, rad {row}"},
	"note_waiting":           {"waiting for up to {seconds} s: {holder}", "odotetaan enintään {seconds} s: {holder}", "väntar högst {seconds} s: {holder}"},
	"busy.held":              {"process {process} on {host} has held {file} since {since}", "prosessi {process} koneella {host} on varannut kohteen {file} alkaen {since}", "processen {process} på datorn {host} har reserverat {file} sedan {since}"},
	"busy.taking":            {"another run is taking or releasing {file}", "toinen ajo varaa tai vapauttaa kohdetta {file}", "en annan körning reserverar eller frigör {file}"},

	"verify.no":                {"no", "ei", "nej"},
	"verify.no_manifest":       {"{file} is missing: no run has written files here, or a run is writing them now, or a run was stopped; run it again", "{file} puuttuu: mikään ajo ei ole kirjoittanut tänne tiedostoja, tai ajo kirjoittaa niitä parhaillaan, tai ajo keskeytettiin; aja se uudelleen", "{file} saknas: ingen körning har skrivit filer här, eller en körning skriver dem just nu, eller en körning avbröts; kör den igen"},
	"verify.missing":           {"is missing", "puuttuu", "saknas"},
	"verify.not_file":          {"is {found}, expected a file", "ei ole tiedosto: {found}", "är inte en fil: {found}"},
	"verify.size":              {"has {bytes} bytes, expected {expected}", "on {bytes} tavua, pitäisi olla {expected}", "har {bytes} byte, borde ha {expected}"},
	"verify.content":           {"does not have the bytes that were written", "ei ole sellainen kuin se kirjoitettiin", "är inte sådan som den skrevs"},
	"verify.unreadable":        {"cannot be read: {cause}", "ei voi lukea: {cause}", "kan inte läsas: {cause}"},
	"verify.whole":             {"{folder} is whole: {files} files match {manifest}", "{folder} on eheä: {files} tiedostoa vastaa kuvausta {manifest}", "{folder} är hel: {files} filer motsvarar {manifest}"},
	"verify.no_set":            {"{folder} is not whole: {manifest} is missing or broken", "{folder} ei ole eheä: {manifest} puuttuu tai on rikki", "{folder} är inte hel: {manifest} saknas eller är trasig"},
	"verify.not_whole":         {"{folder} is not whole; files that differ from {manifest}: {bad} of {files}", "{folder} ei ole eheä; kuvauksesta {manifest} poikkeaa {bad}/{files} tiedostoa", "{folder} är inte hel; filer som avviker från {manifest}: {bad} av {files}"},
	"found.a folder":           {"a folder", "kansio", "mapp"},
	"found.not a regular file": {"not a regular file", "erikoistiedosto", "specialfil"},
	"found.a symbolic link":    {"a symbolic link", "symbolinen linkki", "symbolisk länk"},

	"import.file":       {"{file}: {bytes} bytes", "{file}: {bytes} tavua", "{file}: {bytes} byte"},
	"import.store":      {"store {store}: {files} files, {bytes} bytes", "tietovarasto {store}: {files} tiedostoa, {bytes} tavua", "lagret {store}: {files} filer, {bytes} byte"},
	"import.sources":    {"its {n} sources have {sources} bytes, {times} times as many", "lähteitä {n}, yhteensä {sources} tavua, {times}-kertainen määrä", "{n} källor med {sources} byte, {times} gånger så mycket"},
	"import.no_times":   {"the county's travel times are computed again in every run: the store has people only", "matka-ajat lasketaan uudelleen joka ajossa: tietovarastossa on vain väestö", "restiderna beräknas på nytt i varje körning: lagret har bara befolkningen"},
	"import.up_to_date": {"store {store} is up to date", "tietovarasto {store} on ajan tasalla", "lagret {store} är aktuellt"},
	"import.done":       {"done in {seconds} s", "valmis, {seconds} s", "klart, {seconds} s"},
}
