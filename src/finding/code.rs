//! The codes of everything that can be wrong, with what `help CODE` says about each.

use std::fmt;

macro_rules! codes {
    ($($name:ident = $text:literal, $meaning:literal, $remedy:literal, $example:literal;)*) => {
        /// The stable codes of everything that can be wrong. A code is never given a second meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code {
            $(#[doc = $meaning] $name,)*
        }

        impl Code {
            /// Every code, in the order of the list.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// The code as people see it, like `A003`.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$name => $text,)* }
            }

            /// What the code means, in one Dutch sentence.
            pub fn meaning(self) -> &'static str {
                match self { $(Code::$name => $meaning,)* }
            }

            /// What to do about it, in Dutch.
            pub fn remedy(self) -> &'static str {
                match self { $(Code::$name => $remedy,)* }
            }

            /// How it is written well, line by line; empty where an example would not help.
            pub fn example(self) -> &'static str {
                match self { $(Code::$name => $example,)* }
            }
        }
    };
}

codes! {
    NotFound = "B001", "Het bestand of de map bestaat niet.",
        "Kijk of de naam klopt en of je in de goede map staat. Staat er een spatie in de naam, zet de naam dan tussen aanhalingstekens.",
        "ibp-peil status \"mijn meting.toml\"";
    IsFolder = "B002", "Er is een bestand nodig, en dit is een map (of andersom).",
        "Een meting is een bestand dat eindigt op .toml. Een eigen normenkader is juist een map, met kader.toml erin.",
        "ibp-peil status meting.toml\nibp-peil normen valideer mijn-kader";
    NoPermission = "B003", "Het bestand mag niet gelezen of geschreven worden.",
        "Vraag wie het bestand beheert om rechten, of kopieer het naar een map van jezelf. Staat het open in een ander programma, sluit het daar dan eerst.",
        "";
    NotText = "B004", "Het bestand bevat geen leesbare tekst (UTF-8).",
        "Waarschijnlijk is dit een ander soort bestand, of is het bewaard in een oude codering. In Kladblok: kies Opslaan als, en bij Codering UTF-8.",
        "";
    Empty = "B005", "Het bestand is leeg.",
        "Zet een eerdere versie terug (OneDrive: Versiegeschiedenis), of begin een nieuwe meting onder een andere naam.",
        "ibp-peil invullen nieuw.toml";
    TooLarge = "B006", "Het bestand is te groot.",
        "Een meting is meestal kleiner dan 100 kB. Waarschijnlijk is dit niet het bestand dat je bedoelt. De map van een normenkader heeft ook een grootste maat.",
        "";
    CutOff = "B007", "Het bestand is afgebroken: het einde ontbreekt.",
        "Wat ibp-peil bewaart, eindigt met een slotregel. Die ontbreekt, dus er is een stuk weg: het kopiëren of bewaren is misgegaan. Zet een eerdere versie terug. Weet je zeker dat alles er nog staat, zet dan deze regel onderaan:",
        "# einde van deze meting";
    NewerFormat = "B008", "Het bestand is gemaakt met een nieuwere versie van ibp-peil.",
        "Werk ibp-peil bij. Deze versie verandert niets aan het bestand, zodat er niets verloren gaat.",
        "";
    Unreadable = "B009", "Het bestand kan niet gelezen worden.",
        "Kijk of de schijf of het netwerk bereikbaar is, en of dit een gewoon bestand is: een apparaat of een doorgeefluik tussen programma's leest ibp-peil niet.",
        "";
    Syntax = "T001", "De regel is niet goed geschreven (geen geldige TOML).",
        "Elke regel is een kop, een sleutel met een waarde, of een opmerking achter #. Een tekst staat tussen rechte aanhalingstekens, een getal of datum niet. Een tekst van meer regels staat tussen drie aanhalingstekens.",
        "[antwoorden.\"GO.01\"]\nniveau = 2\ntoelichting = \"De visie ligt er.\"   # opmerking";
    DoubleKey = "T002", "Dezelfde sleutel of tabel staat er twee keer.",
        "Elke kop en elke sleutel onder een kop mag er één keer staan. Voeg ze samen, of haal er een weg.",
        "";
    MissingKey = "A001", "Een verplichte sleutel of tabel ontbreekt.",
        "Vul aan wat de melding noemt. Het kleinste bestand ziet er zo uit; ibp-peil help bestand vertelt meer:",
        "formaat = 1\n[bestuur]\nnaam = \"Stichting Voorbeeldland\"\n[meting]\nnormenkader = \"ibp-fo\"\neditie = \"2024-06-06\"\nverslagjaar = 2026";
    WrongType = "A002", "De waarde is van de verkeerde soort.",
        "Een getal staat zonder aanhalingstekens, een tekst ermee, en een lijst tussen rechte haken. Bij jaarverslag mag vaak ook \"onbekend\".",
        "niveau = 2\ntoelichting = \"De visie ligt er.\"\nbewijs = [\"visie.docx\", \"notulen.pdf\"]";
    UnknownLevel = "A003", "Het niveau bestaat niet.",
        "Kies een heel getal uit de schaal van het normenkader, zonder aanhalingstekens. ibp-peil normen toon, met het nummer van de norm erachter, laat zien wat elk niveau betekent. Weet je het niveau nog niet, schrijf dan bij wie je het navraagt.",
        "niveau = 2\nnavragen = \"personeelszaken\"   # in plaats van niveau";
    TwoKinds = "A004", "Een norm heeft twee soorten antwoord tegelijk.",
        "Per norm staat er niveau, niet-van-toepassing of navragen. Kies er één en haal de andere weg; de toelichting mag blijven.",
        "niveau = 2\ntoelichting = \"Bij personeelszaken nagevraagd.\"";
    EmptyReason = "A005", "Niet van toepassing staat er zonder reden.",
        "Schrijf waarom de norm bij jullie niet kan gelden. Wie het verslag leest, moet het kunnen volgen. Geldt de norm wel, geef dan een niveau.",
        "niet-van-toepassing = \"Geen systeem beslist zonder mens.\"";
    UnknownNorm = "A006", "De norm bestaat niet in dit normenkader.",
        "Kijk het nummer na: ibp-peil normen laat ze allemaal zien. Zet het nummer tussen aanhalingstekens, anders leest het programma de punt verkeerd.",
        "[antwoorden.\"GO.01\"]";
    UnknownKey = "A007", "De sleutel is onbekend.",
        "Waarschijnlijk is het een tikfout, of staat de sleutel onder de verkeerde kop. Wil je zelf iets onthouden, zet het dan achter een #.",
        "toelichting = \"De visie ligt er.\"   # dit is voor onszelf";
    WrongDate = "A008", "De datum klopt niet.",
        "Schrijf een bestaande dag als jaar, maand en dag, zonder aanhalingstekens.",
        "streefdatum = 2027-03-31";
    OtherEdition = "A009", "De meting hoort bij een ander normenkader of een andere editie.",
        "Antwoorden horen bij de normen waarvoor ze gegeven zijn. Laad het normenkader van deze meting met --normen, of kies een andere meting. Verander het nummer van de editie niet met de hand: dan tellen antwoorden mee bij andere normen.",
        "ibp-peil status meting.toml --normen mijn-kader";
    BadText = "A010", "Een tekst is te lang of bevat stuurtekens.",
        "Maak de tekst korter: verwijs bijvoorbeeld naar een document. Een stuurteken is een onzichtbaar teken dat vaak meekomt bij plakken; typ de tekst over.",
        "";
    LoweredTarget = "A011", "Een verlaagd streefniveau heeft een reden nodig.",
        "Onder het streefniveau van het normenkader mikken mag per norm, met een reden erbij. Het stuurt alleen het plan: voor voldoen telt het niet.",
        "streefniveau = 2\nreden = \"Eerst de norm waar deze op bouwt.\"";
    UnknownValue = "A012", "De waarde staat niet in de lijst met mogelijkheden.",
        "Hier kan maar een paar woorden staan; de melding noemt ze. Let op hoofdletters en streepjes.",
        "ict-beheer = \"deels uitbesteed\"";
    TooMany = "A013", "Een lijst is te lang.",
        "Voeg samen wat bij elkaar hoort, of verwijs naar één document of map.",
        "bewijs = [\"map Beleid op SharePoint\"]";
    WrongGate = "E001", "Een eis in het eisenbestand bestaat niet of is niet goed geschreven.",
        "ibp-peil help eisen noemt elke eis en hoe je hem schrijft. Zet elke eis tussen aanhalingstekens, met een komma ertussen.",
        "eisen = [\"volledig\", \"streefniveau=3:BC\"]";
    WrongException = "E002", "Een uitzondering in het eisenbestand is niet compleet.",
        "Een uitzondering noemt de norm, de reden en de laatste dag. Noem je er eisen bij, neem die dan letterlijk over uit de lijst met eisen.",
        "[[uitzondering]]\nnorm = \"BC.03\"\nreden = \"De nieuwe back-up komt in het voorjaar.\"\ntot = 2027-06-30";
    NoWorkbook = "I001", "Het bestand is geen werkmap die gelezen kan worden.",
        "Open het bestand in Excel of LibreOffice en bewaar het als werkmap (.xlsx of .ods), zonder wachtwoord.",
        "ibp-peil importeer vragenlijst.xlsx -o meting.toml";
    WrongSheet = "I002", "Een blad, kolom of rij van de vragenlijst ontbreekt, heet anders of staat er twee keer.",
        "Bladen en kolommen mogen van plaats veranderen, maar niet van naam. Zet de oude naam terug, of kopieer de antwoorden naar een nieuwe vragenlijst.",
        "ibp-peil vragenlijst meting.toml -o nieuw.xlsx";
    WrongCell = "I003", "Een cel van de vragenlijst is niet te gebruiken.",
        "In de lichtgele cellen staat een antwoord: geen formule, geen foutmelding van het rekenblad, en geen samengevoegde cellen.",
        "";
    UnlikelyReason = "W001", "Uitbesteden of een kleine school is geen reden voor niet van toepassing.",
        "Het bestuur blijft verantwoordelijk, ook als een leverancier het werk doet. Kies het niveau dat jullie kunnen laten zien, bijvoorbeeld met een contract of rapport.",
        "";
    UnlikelyNumber = "W002", "Twee getallen spreken elkaar tegen.",
        "Er zijn bijvoorbeeld meer datalekken gemeld dan er geregistreerd zijn. Kijk na welk getal klopt.",
        "";
    OutsideYear = "W003", "Een datum valt buiten het verslagjaar.",
        "Het jaarverslag gaat over één kalenderjaar. Kijk na of de datum klopt, en of het verslagjaar klopt.",
        "";
    LevelCount = "N001", "Een norm heeft niet evenveel niveauteksten als het normenkader niveaus.",
        "Geef bij elke norm evenveel teksten als er tabellen [[niveau]] in kader.toml staan, van laag naar hoog.",
        "";
    DoubleNorm = "N002", "Een normnummer komt twee keer voor.",
        "Een antwoord hoort bij een nummer, dus elk nummer is er één keer. Geef een van de twee een ander nummer.",
        "";
    DeadLink = "N003", "Een verwijzing wijst naar niets.",
        "De norm, het domein, het onderdeel of het bestand dat hier genoemd wordt, is er niet. Kijk de naam na. Twee normen die elkaar bij zie-ook noemen, doen dat allebei.",
        "";
    WrongCount = "N004", "Het aantal normen wijkt af van het officiële aantal.",
        "Tel na wat er ontbreekt of dubbel is, of verbeter aantal-normen in kader.toml.",
        "";
    UnlistedFile = "N005", "Een bestand in de map staat niet in kader.toml.",
        "Zet de naam zonder .toml in de lijst domeinen, of haal het bestand weg.",
        "domeinen = [\"ib-01-bestuur\", \"ib-02-organisatie\"]";
    BadNorm = "N006", "Een norm of domein is niet goed ingevuld.",
        "Het nummer van een norm begint met de code van het domein. Alleen een norm waarvan het nummer niet bekend is, begint met V- en is voorlopig.",
        "[[norm]]\nid = \"GO.01\"";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_unique_and_says_what_to_do() {
        let mut codes: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), Code::ALL.len());
        for code in Code::ALL {
            assert!(code.meaning().ends_with('.'), "{code}");
            assert!(code.remedy().ends_with(['.', ':']), "{code}");
            assert!(!code.remedy().ends_with(':') || !code.example().is_empty(), "{code}");
            assert!(code.example().lines().all(|line| line.chars().count() <= 70), "{code}");
        }
    }
}
