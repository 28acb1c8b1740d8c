package record

import "testing"

func TestMisread(t *testing.T) {
	for _, text := range []string{"LÃ¤nsi", "ItÃ¤-PÃ¶ytÃ¤", "Ã–sterbotten", "Ã…bo", "MÃ\u0084ki", "Almer’a", "H„meenlinna", "J”rvi", "H?meenlinna", "JŠrvi", "L\uFFFDnsi",
		"10Â°", "klo 8â€“16", "SÃ£o Paulo", "Å¡akki", "Ãƒ¤", "J\u0084rvi", "M†ki", "CorreÃ§Ã£o"} {
		if !Misread([]byte(text)) {
			t.Errorf("%s passes", text)
		}
	}
	for _, text := range []string{"", "Länsi", "Åbo", "HYVINKÄÄ–RIIHIMÄKI", "”HYVINKÄÄ”", "ÅÄÖ", "São Paulo", "SÃO PAULO", "Avenida JOÃO", "vaa’an", "O’Brien", "Children’s clinic",
		"l’eau", "L’Aquila", "dell’acqua", "Sant’Angelo", "Škoda", "Šakki", "tšekki", "ŠIAULIAI", "Mikä?", "?", "http://a.fi/b?c=d", "klo 8–16", "10 €/h", "5 ”", "Oy Ab™ Ltd", "Ça va", "Ÿ", "№ 5", "Москва", "東京", "10°", "Åsa’s", "ÂGE"} {
		if Misread([]byte(text)) {
			t.Errorf("%s is taken for misread", text)
		}
	}
}
