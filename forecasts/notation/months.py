"""The names of the months as people write them, folded: in full, cut short, in Latin letters."""

_STEMS = (
    ("ιανουαρι", "γεναρ", "january"),
    ("φεβρουαρι", "φλεβαρ", "february"),
    ("μαρτι", "μαρτη", "march"),
    ("απριλι", "απριλη", "april"),
    ("μαιο", "μαιου", "μαη", "may"),
    ("ιουνι", "ιουνη", "june"),
    ("ιουλι", "ιουλη", "july"),
    ("αυγουστ", "august"),
    ("σεπτεμβρ", "σεπτεβρ", "september"),
    ("οκτωβρ", "οχτωβρ", "october"),
    ("νοεμβρ", "νοεβρ", "november"),
    ("δεκεμβρ", "δεκεβρ", "december"),
)
_SHORT = (
    "ιαν jan ian januar janvier ianouariou genari",
    "φεβ februar fevrier feb febr fevrouariou flevari",
    "μαρ μαρτ mar mars marz martiou marti",
    "απρ avril apr apriliou aprili",
    "μαι maiou mai",
    "ιουν juni juin jun iouniou iouni",
    "ιουλ juli juillet jul iouliou iouli",
    "αυγ aout aug avgoustou augoustou",
    "σεπ σεπτ septembre sep sept septemvriou septembriou septemvri",
    "οκτ oktober octobre oct oktovriou oktobriou oktovri",
    "νοε νοεμ novembre nov noemvriou noembriou noemvri",
    "δεκ dezember decembre dec dekemvriou dekembriou dekemvri",
)
_ENDS = ("", "οσ", "ου", "ο", "η", "ησ", "ιοσ", "ιου", "ιο", "σ", "υ")

MONTHS: dict[str, int] = {}
for _number in range(12):
    for _stem in _STEMS[_number]:
        MONTHS.update({_stem + end: _number + 1 for end in _ENDS})
    MONTHS.update(dict.fromkeys(_SHORT[_number].split(), _number + 1))
