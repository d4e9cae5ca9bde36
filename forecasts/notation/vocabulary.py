"""The words of the notation that are not party names, folded, and what each of them does in a forecast."""

import unicodedata
from enum import StrEnum

from forecasts.notation.months import MONTHS


class Role(StrEnum):
    """What a word does."""

    PLAIN = "plain"  # nothing the notation knows: a name, perhaps, or prose
    LINK = "link"  # may stand between a party and its figure: articles, prepositions, "about"
    VERB = "verb"  # says that a party gets a figure, now or in the future
    PAST = "past"  # says that a figure is an earlier one
    UPDATE = "update"  # opens an update by itself
    FORECAST = "forecast"  # opens an update when it is a heading
    MEASURE = "measure"  # the figure counts something else: seats, people, chances, turnout
    POLL = "poll"
    COMMENT = "comment"  # opens the readers' comments of a page
    AND = "and"
    ETC = "etc"
    PAIRED = "paired"  # the first figure belongs to the first name, the second to the second
    NAMELY = "namely"  # says the figure again in other words
    DEBATE = "debate"
    AFTER = "after"
    BEFORE = "before"
    ORDINAL = "ordinal"
    MONTH = "month"
    WEEKDAY = "weekday"
    ELECTION = "election"


class _Folded(dict[int, str]):
    """Each letter folded, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        bare = "".join(c for c in unicodedata.normalize("NFD", chr(code)) if not unicodedata.combining(c))
        folded = "" if bare in (".", " ") else bare.casefold().replace("ς", "σ")
        self[code] = folded
        return folded


_FOLDED = _Folded()


def fold(word: str) -> str:
    """A word without accents, case, dots and final sigma: `Κ.Κ.Ε.` and `κκε` are one."""
    return word.translate(_FOLDED)


_WORDS: dict[Role, str] = {
    Role.LINK: """ο η το οι τα του τησ των τον την τη τουσ τισ στο στον στη στην στουσ στισ στα απο με
        μεταξυ αναμεσα
        εωσ ωσ μεχρι περιπου περι γυρω κοντα σε τοισ εκατο εκ ποσοστο ποσοστα ποσοστου ποσοστων κομμα
        κομματα κομματοσ
        κομματων συνολο ακριβωσ σταθερα σταθερη σταθερο παντα επισησ ακολουθει ακολουθουν ακολουθωντασ
        επεται επονται τελοσ
        τεταρτο πεμπτο εκτο τριτο πρωτο δευτερο πρωτη δευτερη τριτη τεταρτη πεμπτη εκτη θεση κυριωσ
        ενω δε ηδη ετσι
        ψηφων ψηφοι εγκυρων δυναμη δυναμησ τουλαχιστον πανω κατω ανω λιγο ισωσ μαλλον που να οτι για
        του οποιου τησ οποιασ πιθανον πιθανοτατα συμμαχια συνασπισμοσ
        the at of about around between from to party parties with range than who which that for while
        roughly approximately near in per cent percent a an is
        vote votes share shares on first second third fourth place followed by while then only just
        under over below above
        til until till
        apo mexri mehri eos ews peripou gyro konta sto sta sti stin stis ston stous tis tou ton tous
        tois ekato
        pososto pososta""",
    Role.VERB: """παιρνει παιρνουν λαμβανει λαμβανουν συγκεντρωνει συγκεντρωνουν κινειται κινουνται
        κυμαινεται κυμαινονται
        θα παρει παρουν λαβει λαβουν συγκεντρωσει φτανει φτανουν φθανει φθανουν φτασει ερχεται
        ερχονται καταγραφει
        καταγραφουν εμφανιζεται εμφανιζονται κερδιζει κερδιζουν βρισκεται βρισκονται διαμορφωνεται
        διαμορφωνονται
        αποσπα αποσπουν δινει δινουν προβλεπεται εκτιμαται αναμενεται ειναι κυμανθει κινηθει βλεπω υπολογιζω
        προηγειται προηγουνται ποσοστα μπαινει μπαινουν αγγιζει αγγιζουν ξεπερνα περιοριζεται πεφτει ανεβαινει
        ελαβε παιρνω δινω
        gets get takes take polls stands wins win receives receive scores will would should expected projected
        forecast to be are gains gain has comes come reaches reach garners securing getting polling
        given shown calculated figured placed credited put estimated level tied
        reaching garner gather gathers gathering collect collects collecting earn earns earning obtain obtains
        obtaining register registers registering show shows showing score scores scoring clinch
        clinches clinching
        draw draws drawing land lands landing finish finishes finishing hover hovers hovering stand
        standing sit
        sits lie lies lying trails trailing seen projected predicted winning taking holding hold holds
        αθροιζουν αθροιζει μαζευει μαζευουν συγκεντρωνοντασ λαμβανοντασ παιρνοντασ κρατα κραταει
        κρατανε κρατουν
        κλεινει κλεινουν κολλαει πιανει πιανουν τσιμπαει βγαζει σκαρφαλωνει ανεβαζει ανεβαζουν σταματαει
        σταματα μενει μενουν συγκεντρωσουν μαζεψει μαζεψουν πιασει πιασουν κλεισει κλεισουν κρατησει
        καταγραφονται
        δειχνει δειχνουν δινουμε
        βαζω βαζουμε βαζει βαζουν
        kam kamen kommt kommen erreicht erreichte erreichten erhalt zwischen auf credite recueillerait
        pairnei pairnoun""",
    Role.PAST: """ειχε ειχαν ειχα ειχαμε ελεγα ελεγαμε εγραφα εγραφαμε εδινα εδιναμε προεβλεπα
        πηρε πηραν ελαβαν
        ηταν συγκεντρωσε κατεγραψε τοτε προηγουμενωσ
        προηγουμενη προηγουμενα
        προηγουμενο προηγουμενησ προηγουμενεσ προηγουμενων περσι παλια παλαιοτερα παλιοτερα περσινο
        περσινα εναντι
        had was were got won received earlier previously previous versus compared ago""",
    Role.UPDATE: """update updates updated upd ενημερωση ανανεωση επικαιροποιηση αναθεωρηση""",
    Role.FORECAST: """exit exitpoll exitpolls forecasts projection projections εκτιμωμενο exit-poll""",
    Role.MEASURE: """εδρα εδρεσ εδρων εδρ seat seats mp mps mep meps βουλευτησ βουλευτεσ βουλευτων
        deputies
        διαφορα διαφορασ διαφορεσ προβαδισμα προβαδισματοσ lead difference gap margin σφαλμα σφαλματοσ
        στατιστικο error
        δειγμα δειγματοσ sample ατομα ατομων ερωτηθεντων ερωτηθεντεσ respondents people persons voters
        ψηφοφορων
        πιθανοτητα πιθανοτητεσ πιθανοτητασ chance chances probability odds
        συμμετοχη συμμετοχησ αποχη αποχησ turnout abstention λευκα λευκο ακυρα ακυρο blank spoilt
        invalid undecided
        συσπειρωση συσπειρωσησ παρασταση rally δημοτικοτητα καταλληλοτητα καταλληλοτεροσ καταλληλοτερη
        approval popularity
        αδιευκρινιστη αδιευκρινιστοι δξδα δξ αδιαφοροι
        ανεργια ανεργιασ φπα φοροσ unemployment vat tax inflation πληθωρισμοσ αυξηση μειωση υφεση αεπ gdp
        ευρω euro euros δισ εκατ δισεκατομμυρια εκατομμυρια χιλιαδεσ χιλ million billion thousand
        ετων χρονων χρονια ετη years year old ημερεσ μερεσ days day ωρεσ ωρα hours hour λεπτα minutes
        εβδομαδεσ weeks μηνεσ months
        likes views προβολεσ αναγνωσεισ facebook twitter viber instagram whatsapp telegram linkedin pinterest
        κοινοποιησεισ upvotes retweets
        μοναδεσ μοναδα μοναδων points pts σημεια οριο πλαφον κατωφλι threshold hurdle συνολο αθροισμα total
        sum bonus μπονουσ φορεσ times ενσωματωση ενσωματωμενο καταμετρηθει counted τμηματων
        ψαλιδα ψαλιδασ συσχετισμοσ
        τηλ τηλεφωνο tel phone fax κινητο πλειοψηφια majority αυτοδυναμια ενταση""",
    Role.POLL: "δημοσκοπηση δημοσκοπησεισ δημοσκοπησησ poll polls γκαλοπ gallup μετρηση",
    Role.COMMENT: "σχολια σχολιαστε comments απαντηση reply ειπε εγραψε said wrote ανωνυμοσ anonymous",
    Role.AND: "και κι and μαζι",
    Role.ETC: "κλπ κτλ κα etc κοκ κπα",
    Role.PAIRED: "αντιστοιχα αντιστοιχωσ respectively",
    Role.NAMELY: "δηλαδη ητοι namely dhladh diladi",
    Role.DEBATE: """debate debates ντιμπειτ ντεμπειτ ντιμπεητ ντεμπεητ ντιμπετ ντεμπετ ντεμπατ
        ντιμπεϊτ debeit dibeit
        τηλεμαχια τηλεμαχιασ τηλεμαχιεσ τηλεμαχιων tilemaxia tilemachia τηλεμονομαχια τηλεμονομαχιασ""",
    Role.AFTER: "μετα υστερα επειτα κατοπιν after post following since meta",
    Role.BEFORE: "πριν προ ενοψει before ahead pre prior prin",
    Role.ELECTION: """εκλογεσ εκλογη εκλογων εκλογικη εκλογικησ εκλογικο καλπεσ καλπη κάλπη election
        elections vote electoral
        βουλευτικεσ ευρωεκλογεσ ευρωεκλογων""",
    Role.WEEKDAY: """δευτερα τριτη τεταρτη πεμπτη παρασκευη σαββατο κυριακη δευτερασ τριτησ τεταρτησ
        πεμπτησ παρασκευησ
        σαββατου κυριακησ monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri
        sat sun""",
}

_STEMS: dict[str, Role] = {
    "προβλεψ": Role.FORECAST,
    "προγνωσ": Role.FORECAST,
    "εκτιμησ": Role.FORECAST,
    "εκτιμωμεν": Role.FORECAST,
    "προβολη": Role.FORECAST,
    "αναθεωρημεν": Role.UPDATE,
    "επικαιροποιημεν": Role.UPDATE,
    "ενημερωμεν": Role.UPDATE,
    "predict": Role.FORECAST,
    "forecast": Role.FORECAST,
    "estimat": Role.FORECAST,
    "revis": Role.UPDATE,
    "problepse": Role.FORECAST,
    "provleps": Role.FORECAST,
    "ektimis": Role.FORECAST,
    "αναποφασιστ": Role.MEASURE,
    "βουλευτ": Role.MEASURE,
    "βουλευτικ": Role.ELECTION,
    "ευρωβουλευτ": Role.MEASURE,
    "ευρωβολευτ": Role.MEASURE,
    "euromp": Role.MEASURE,
    "δημοσκοπ": Role.POLL,
    "αποτελεσμα": Role.PAST,
    "result": Role.PAST,
    "σχολι": Role.COMMENT,
    "comment": Role.COMMENT,
}

ORDINALS: dict[str, int] = {}
for _number, _spelt in enumerate(
    (
        "πρωτο πρωτη πρωτησ πρωτου first 1st α αο prwto proto",
        "δευτερο δευτερη δευτερησ δευτερου second 2nd β deytero deftero",
        "τριτο τριτη τριτησ τριτου third 3rd γ trito",
        "τεταρτο τεταρτη τεταρτησ τεταρτου fourth 4th δ",
    ),
    start=1,
):
    ORDINALS.update(dict.fromkeys(_spelt.split(), _number))

_ROLES: dict[str, Role] = {}
for _role, _list in _WORDS.items():
    for _word in _list.split():
        _ROLES.setdefault(fold(_word), _role)
_STEM_LENGTHS = sorted({len(stem) for stem in _STEMS}, reverse=True)

SEATS = frozenset(
    fold(w)
    for w in [
        "έδρα",
        "έδρες",
        "εδρών",
        "εδρ",
        "seat",
        "seats",
        "mp",
        "mps",
        "mep",
        "meps",
        "βουλευτής",
        "βουλευτές",
        "βουλευτών",
    ]
)
BETWEEN = frozenset({"μεταξυ", "αναμεσα", "between"})
FROM = frozenset({"απο", "from", "apo"})
TO = frozenset(
    {"εωσ", "ωσ", "μεχρι", "to", "until", "till", "til", "eos", "ews", "mexri", "bis", "through", "thru"}
)
WITH = frozenset({"με", "me"})
ARTICLES = frozenset({"το", "τα", "ο", "η", "the", "στο"})
AT_MOST = frozenset({"εωσ", "ωσ", "μεχρι", "κατω", "under", "below", "to", "less"})
AT_LEAST = frozenset({"πανω", "ανω", "τουλαχιστον", "over", "above", "least", "more"})
PERCENT_WORDS = (
    ("τοισ", "εκατο"),
    ("τοισ", "100"),
    ("τα", "εκατο"),
    ("per", "cent"),
    ("percent",),
    ("prozent",),
    ("pour", "cent"),
    ("pct",),
    ("επι", "τοισ", "εκατο"),
)
ORDINAL_ENDS = frozenset(["ο", "η", "α", "ησ", "οσ", "ου", "ον", "ασ", "οι", "εσ", "st", "nd", "rd", "th"])
NOT_NAMES = frozenset(
    {"αλλά", "λοιπόν", "Λοιπόν", "ΛΟΙΠΟΝ", "λοιπον", "Λοιπον"}
)  # "but", "well", not "others"
UNITS = frozenset(
    """ετων χρονων χρονια ετη ετη years year ημερεσ μερεσ days day ωρεσ ωρα hours hour λεπτα minutes
    εβδομαδεσ weeks μηνεσ months ευρω euro euros φορεσ times likes views""".split()  # noqa: SIM905
)
LIMITS = frozenset(
    [
        "οριο",
        "ορια",
        "ορίου",
        "οριου",
        "πλαφον",
        "κατωφλι",
        "threshold",
        "hurdle",
        "barrier",
        "limit",
        "bound",
    ]
)
MAJORITY = frozenset({"πλειοψηφια", "majority", "αυτοδυναμια"})
PARTY_WORDS = frozenset(["κομμα", "κομματα", "κομματοσ", "κομματων", "party", "parties"])


def counts_seats(folded: str) -> bool:
    """Whether a word speaks of seats or of those who sit on them."""
    return folded in SEATS or folded.startswith(("βουλευτ", "ευρωβουλευτ", "ευρωβολευτ"))


def role(folded: str) -> Role:
    """What a folded word does in a forecast."""
    if found := _ROLES.get(folded):
        return found
    if folded in MONTHS:
        return Role.MONTH
    for length in _STEM_LENGTHS:
        if stem := _STEMS.get(folded[:length]):
            return stem
    return Role.PLAIN
