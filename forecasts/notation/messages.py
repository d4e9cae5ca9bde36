"""What each warning says, in Greek and English: one sentence in a blogger's plain words."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from forecasts.model import Language
from forecasts.notation.reading import ReadingWarning

Severity = Literal["error", "note"]
_AROUND = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A kind of warning.

    Attributes:
        severity: "error" where a figure or a date was left out, "note" where something was assumed or put
        right.
        el, en: the sentence; `{found}` is what stood in the text, other names come from the warning's values.
        asks_el, asks_en: added when the warning knows a `suggestion`.
    """

    severity: Severity
    el: str
    en: str
    asks_el: str = " Μήπως εννοείτε «{suggestion}»;"
    asks_en: str = " Did you mean “{suggestion}”?"


_CODES: dict[str, Code] = {
    "reversed-bounds": Code(
        severity="error",
        el="Το εύρος «{found}» αρχίζει από το μεγαλύτερο ποσοστό: πρώτα γράφεται το μικρότερο.",
        en="The range “{found}” begins with the higher figure: expected the lower one first.",
        asks_el=" Μήπως εννοείτε {suggestion};",
        asks_en=" Did you mean {suggestion}?",
    ),
    "bound-over-100": Code(
        severity="error",
        el="Το «{found}» ξεπερνά το 100: εδώ μπαίνει ποσοστό από 0 έως 100.",
        en="“{found}” is more than 100: expected a percentage from 0 to 100.",
    ),
    "missing-high": Code(
        severity="error",
        el="Από το «{found}» λείπει το πάνω όριο: μετά την παύλα χρειάζεται κι άλλος αριθμός.",
        en="“{found}” has no upper end: expected a second number.",
    ),
    "missing-low": Code(
        severity="error",
        el="Από το «{found}» λείπει το κάτω όριο: χρειάζεται και ο αριθμός από τον οποίο αρχίζει.",
        en="“{found}” has no lower end: expected the number it begins from.",
    ),
    "missing-figure": Code(
        severity="error",
        el="Δίπλα στο «{found}» δεν υπάρχει ποσοστό: περιμέναμε ένα εύρος όπως 5-6%.",
        en="“{found}” has no figure beside it: expected a range such as 5-6%.",
    ),
    "unknown-party": Code(
        severity="error",
        el="Δεν γνωρίζουμε κόμμα με το όνομα «{found}»: το ποσοστό του δεν αποδόθηκε σε κανένα κόμμα.",
        en="No party is known as “{found}”: its figure was given to none.",
    ),
    "unknown-component": Code(
        severity="note",
        el="Στο κοινό ψηφοδέλτιο «{found}» υπάρχει όνομα που δεν γνωρίζουμε: κρατήσαμε μόνο τα γνωστά "
        "κόμματα.",
        en="The joint list “{found}” has a name nobody knows: only the known parties were kept.",
    ),
    "name-ambiguous": Code(
        severity="note",
        el="Το όνομα «{found}» το είχαν κατά καιρούς διαφορετικά κόμματα: δώστε τη χρονιά των εκλογών "
        "για να ξεχωρίσουν.",
        en="“{found}” has been the name of several parties: give the year of the election to tell them "
        "apart.",
    ),
    "party-twice": Code(
        severity="error",
        el="Το ίδιο κόμμα έχει δύο διαφορετικά ποσοστά («{found}»): δεν κρατήσαμε κανένα, γράψτε μόνο "
        "το σωστό.",
        en="One party has two different figures (“{found}”): neither was kept, write only the right one.",
    ),
    "party-repeated": Code(
        severity="note",
        el="Το «{found}» υπάρχει δύο φορές με το ίδιο ποσοστό: το μετρήσαμε μία.",
        en="“{found}” stands twice with the same figure: it was counted once.",
    ),
    "joint-overlap": Code(
        severity="error",
        el="Το «{found}» αθροίζει κόμματα που έχουν και δικό τους ποσοστό: το άθροισμα δεν κρατήθηκε.",
        en="“{found}” adds up parties that have figures of their own: the sum was left out.",
    ),
    "two-figures": Code(
        severity="error",
        el="Στο «{found}» δεν φαίνεται ποιος αριθμός είναι η πρόβλεψη: αφήστε ένα μόνο εύρος για κάθε κόμμα.",
        en="“{found}” does not show which number is the forecast: leave one range for each party.",
    ),
    "unreadable-figure": Code(
        severity="error",
        el="Ο αριθμός «{found}» έχει ανάμεσα στα ψηφία του γράμμα ή κενό: γράψτε τον ξανά, όπως 28,5.",
        en="The number “{found}” has a letter or a space among its digits: write it again, such as 28.5.",
    ),
    "reversed-list": Code(
        severity="note",
        el="Όλα τα εύρη αρχίζουν από το μεγαλύτερο ποσοστό («{found}»): τα διαβάσαμε με το μικρότερο πρώτα.",
        en="All ranges begin with the higher figure (“{found}”): they were read with the lower one first.",
    ),
    "leader-for-party": Code(
        severity="note",
        el="Το «{found}» το διαβάσαμε ως {party}, το κόμμα του.",
        en="“{found}” was read as the party, {party}.",
    ),
    "second-list": Code(
        severity="note",
        el="Κοντά στα εύρη υπάρχουν κι άλλοι αριθμοί για τα ίδια κόμματα («{found}»): κρατήσαμε τα εύρη.",
        en="Beside the ranges stand other figures for the same parties (“{found}”): the ranges were kept.",
    ),
    "per-mille": Code(
        severity="error",
        el="Το «{found}» είναι τοις χιλίοις (‰): για ποσοστό γράψτε %.",
        en="“{found}” is per mille (‰): expected a percentage with %.",
    ),
    "figure-without-party": Code(
        severity="error",
        el="Δίπλα στο «{found}» δεν υπάρχει κόμμα: γράψτε ποιο κόμμα αφορά.",
        en="“{found}” has no party beside it: expected the name of a party.",
    ),
    "order-unknown": Code(
        severity="error",
        el="Δεν φαίνεται αν το «{found}» ανήκει στο κόμμα πριν ή μετά από αυτό: γράψτε ένα κόμμα σε "
        "κάθε γραμμή.",
        en="“{found}” may belong to the party before it or after it: write one party on each line.",
    ),
    "ambiguous-decimal": Code(
        severity="error",
        el="Ο αριθμός «{found}» διαβάζεται με δύο τρόπους, ως δεκαδικός ή ως χιλιάδες: γράψτε ποσοστό "
        "όπως 28,5.",
        en="“{found}” can be read as a decimal or as thousands: expected a percentage such as 28.5.",
    ),
    "ambiguous-sign": Code(
        severity="error",
        el="Το πρόσημο στο «{found}» μοιάζει με μεταβολή: για ποσοστό γράψτε τον αριθμό χωρίς + ή −.",
        en="The sign in “{found}” looks like a change: expected a percentage without + or −.",
    ),
    "plus-minus": Code(
        severity="error",
        el="Το «{found}» δίνεται με ± αντί για εύρος: γράψτε το από πού έως πού.",
        en="“{found}” is given with ±: expected a range from its lower end to its upper end.",
    ),
    "wide-range": Code(
        severity="note",
        el="Το εύρος «{found}» είναι ασυνήθιστα μεγάλο: ελέγξτε μήπως είναι τυπογραφικό λάθος.",
        en="The range “{found}” is unusually wide: please check that it is no typing error.",
    ),
    "not-shares": Code(
        severity="error",
        el="Οι αριθμοί εδώ ξεπερνούν συνολικά το 100 και δεν έχουν %: μοιάζουν με έδρες και δεν διαβάστηκαν.",
        en="The numbers here add up to more than 100 and have no %: they look like seats and were left out.",
    ),
    "infeasible-sum": Code(
        severity="error",
        el="Μόνο τα κάτω όρια αθροίζουν {total}%, πάνω από 100: κάποιο ποσοστό είναι λάθος.",
        en="The lower ends alone add up to {total}%, more than 100: some figure is wrong.",
    ),
    "truncated": Code(
        severity="note",
        el="Η πρόβλεψη διακόπτεται στο «{found}»: ίσως λείπουν κόμματα.",
        en="The forecast breaks off at “{found}”: parties may be missing.",
    ),
    "figure-in-prose": Code(
        severity="error",
        el="Στο «{found}» δεν είναι σαφές ότι ο αριθμός είναι πρόβλεψη: γράψτε τον ακριβώς δίπλα στο κόμμα.",
        en="“{found}” does not show that the number is a forecast: write it directly beside the party.",
    ),
    "earlier-figure": Code(
        severity="note",
        el="Το «{found}» μοιάζει με παλιότερο ποσοστό και δεν το διαβάσαμε ως πρόβλεψη.",
        en="“{found}” looks like an earlier figure and was not read as a forecast.",
    ),
    "year-assumed": Code(
        severity="note",
        el="Η ημερομηνία «{found}» δεν λέει χρονιά: υποθέσαμε το {year}.",
        en="The date “{found}” gives no year: {year} was assumed.",
    ),
    "date-year-unknown": Code(
        severity="error",
        el="Η ημερομηνία «{found}» δεν λέει χρονιά και δεν προκύπτει από πουθενά: η πρόβλεψη έμεινε "
        "χωρίς ημερομηνία.",
        en="The date “{found}” gives no year and nothing tells it: the update was left without a date.",
    ),
    "date-invalid": Code(
        severity="error",
        el="Η ημερομηνία «{found}» δεν υπάρχει στο ημερολόγιο: η πρόβλεψη έμεινε χωρίς ημερομηνία.",
        en="There is no day “{found}” in the calendar: the update was left without a date.",
    ),
    "date-span": Code(
        severity="error",
        el="Το «{found}» είναι περισσότερες από μία ημέρες: η πρόβλεψη έμεινε χωρίς ημερομηνία.",
        en="“{found}” is more than one day: the update was left without a date.",
    ),
    "date-unclear": Code(
        severity="error",
        el="Στο κείμενο υπάρχουν πολλές ημερομηνίες ({dates}) και δεν φαίνεται ποια είναι της πρόβλεψης: "
        "γράψτε την ακριβώς πάνω από αυτήν.",
        en="There are several dates in the text ({dates}) and none is clearly that of the forecast: write it "
        "directly above the forecast.",
    ),
    "encoding-repaired": Code(
        severity="note",
        el="Το κείμενο είχε ανοίξει με λάθος κωδικοποίηση («{found}»): διορθώσαμε τα ελληνικά, ελέγξτε τα.",
        en="The text had been opened in the wrong encoding (“{found}”): the Greek was repaired, please "
        "check it.",
    ),
    "encoding-lost": Code(
        severity="error",
        el="Μερικά γράμματα χάθηκαν σε λάθος κωδικοποίηση («{found}»): επικολλήστε ξανά το κείμενο από "
        "την πηγή.",
        en="Some letters were lost to a wrong encoding (“{found}”): paste the text from its source again.",
    ),
    "nothing-found": Code(
        severity="error",
        el="Δεν βρήκαμε πρόβλεψη στο κείμενο: περιμέναμε κόμματα με ποσοστά, όπως ΚΚΕ 5-6%.",
        en="No forecast was found in the text: expected parties with figures, such as ΚΚΕ 5-6%.",
    ),
}
CODES: Mapping[str, Code] = MappingProxyType(_CODES)


def severity(warning: ReadingWarning) -> Severity:
    """Whether something was left out ("error") or only assumed ("note")."""
    return CODES[warning.code].severity


def message(warning: ReadingWarning, language: Language) -> str:
    """What a warning says, with what was found and what was expected."""
    code = CODES[warning.code]
    sentence, asks = (code.el, code.asks_el) if language == "el" else (code.en, code.asks_en)
    values = {"found": warning.found or "…", **warning.values}
    return (sentence + (asks if "suggestion" in values else "")).format_map(values)


def pointer(warning: ReadingWarning, text: str) -> str:
    """Two lines: a piece of the text around a warning, and ^ under what it is about."""
    line = text.rfind("\n", 0, warning.start) + 1
    first = max(line, warning.start - _AROUND)
    stop = text.find("\n", warning.start)
    stop = len(text) if stop < 0 else stop
    last = min(stop, max(warning.end, warning.start + 1) + _AROUND)
    before, after = "… " if first > line else "", " …" if last < stop else ""
    shown = text[first:last].replace("\t", " ").replace("\r", " ")
    width = max(1, min(warning.end, last) - warning.start)
    return f"{before}{shown}{after}\n{' ' * (len(before) + warning.start - first)}{'^' * width}"
