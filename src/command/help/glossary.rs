//! The words that a person who is new to the subject may not know.

/// Words and their meaning, in alphabetical order.
pub const GLOSSARY: &[(&str, &str)] = &[
    (
        "actie",
        "wat jullie gaan doen om een norm op het streefniveau te krijgen; hoort bij een actiehouder en een \
         streefdatum",
    ),
    ("actiehouder", "wie de actie uitvoert; schrijf een functie op, geen naam"),
    (
        "AP",
        "Autoriteit Persoonsgegevens: de toezichthouder op de AVG, bij wie een organisatie sommige datalekken moet \
         melden",
    ),
    ("AVG", "Algemene verordening gegevensbescherming: de privacywet, die nu al geldt voor elke school"),
    (
        "basismaatregelen",
        "maatregelen van Kennisnet om mee te beginnen; welke normen erbij horen is onze indicatie, niet officieel",
    ),
    (
        "bestuur",
        "het schoolbestuur (bevoegd gezag) waarover de meting gaat; het is eindverantwoordelijk, ook als een ander \
         het werk doet",
    ),
    ("bewijs", "waar staat dat het zo is: een document, een besluit, een verslag of een schermafdruk"),
    (
        "datalek",
        "persoonsgegevens zijn kwijt, gezien of gewijzigd door iemand die dat niet mocht, bijvoorbeeld door een \
         verkeerd verstuurde e-mail",
    ),
    ("domein", "een groep normen over één onderwerp, zoals BC (bedrijfscontinuïteit)"),
    (
        "DPIA",
        "data protection impact assessment: een onderzoek vooraf naar de privacyrisico's van een systeem of werkwijze",
    ),
    ("editie", "de uitgave van het normenkader, genoemd naar de datum; een meting hoort bij één editie"),
    (
        "FG",
        "functionaris gegevensbescherming: ziet onafhankelijk toe op de AVG; elk schoolbestuur moet er een hebben",
    ),
    ("gap-analyse", "een lijst van de normen die nog onder het streefniveau zitten, met wat eerst moet"),
    ("GMR", "gemeenschappelijke medezeggenschapsraad, van alle scholen van een bestuur samen"),
    ("Groeipad", "de route van Kennisnet om in stappen aan het normenkader te voldoen"),
    ("IBP", "informatiebeveiliging en privacy"),
    ("IBP-paragraaf", "het stuk in het jaarverslag waarin het bestuur schrijft wat het aan IBP doet"),
    ("meting", "de antwoorden van één bestuur op één moment, in één bestand"),
    (
        "MFA",
        "multifactor-authenticatie: inloggen in twee stappen, bijvoorbeeld met een wachtwoord en een code",
    ),
    ("MR", "medezeggenschapsraad van een school"),
    (
        "n.v.t.",
        "niet van toepassing: de norm kan bij jullie niet gelden; altijd met een reden, en uitbesteden is nooit een \
         reden",
    ),
    (
        "navragen",
        "het antwoord is nog niet bekend; de meting onthoudt bij wie je het moet vragen en telt de norm als open",
    ),
    (
        "niveau",
        "hoe ver jullie zijn met een norm, van ad hoc tot continu verbeteren; zie ibp-peil help niveaus",
    ),
    ("norm", "één eis uit het normenkader, met een nummer zoals GO.01"),
    ("normenkader", "de lijst met alle normen, hier het Normenkader IBP funderend onderwijs van Kennisnet"),
    ("onderbouwd", "een norm op streefniveau waarbij ook bewijs is genoemd"),
    ("onderdeel", "een deel van het normenkader: informatiebeveiliging of privacy"),
    (
        "overgenomen",
        "een antwoord van vorig jaar dat nog niet is bevestigd; het telt als open tot iemand het nakijkt",
    ),
    ("peildatum", "de dag waarvoor de cijfers gelden"),
    (
        "privacy officer",
        "voert het privacybeleid uit en helpt collega's daarbij; niet hetzelfde als de FG, die toezicht houdt",
    ),
    ("streefdatum", "de dag waarop een actie klaar moet zijn"),
    ("streefniveau", "het niveau dat elk bestuur op elke norm moet halen"),
    ("verslagjaar", "het kalenderjaar waarover het jaarverslag gaat, niet het schooljaar"),
    (
        "verwerker",
        "een leverancier die voor de school met persoonsgegevens werkt, zoals die van het leerlingvolgsysteem",
    ),
    (
        "verwerkersovereenkomst",
        "het contract met een verwerker over wat die met de persoonsgegevens mag doen",
    ),
    (
        "verwerkingsregister",
        "de lijst van alles wat de school met persoonsgegevens doet, verplicht door de AVG",
    ),
    (
        "voorlopig",
        "een norm waarvan ook het nummer nog niet bekend is; het nummer in de meting begint dan met V-",
    ),
];
