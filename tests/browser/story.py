"""What failedevolution published before the election of September 2015, by hand from the posts."""

BLOGGER = "/e/2015-09/f/failedevolution"
DATED = ("2015-08-29", "2015-09-04", "2015-09-11", "2015-09-15")

# First predictions of August 2015, without a date; PASOK and ANEL are not in them.
UNDATED = {
    "syriza": (26, 27),
    "lae": (22, 23),
    "nd": (14, 15),
    "xa": (9, 10),
    "kke": (5, 5.5),
    "ek": (4, 4.5),
    "potami": (4, 4.5),
}
# Of 29/8, 4/9, 11/9 and 15/9; PASOK goes on as PASOK-DIMAR from 11/9.
RANGES = {
    "syriza": [(23, 25), (23, 25), (25, 28), (28, 30)],
    "lae": [(20, 23), (20, 23), (20, 23), (20, 23)],
    "nd": [(12, 15), (12, 15), (11, 13), (11, 13)],
    "xa": [(6, 8), (6, 8), (6, 8), (6, 8)],
    "kke": [(5, 5.5), (5, 5.5), (5, 5.5), (5, 5.5)],
    "ek": [(4, 4.5), (3.5, 4), (3.5, 4), (2.5, 3)],
    "potami": [(4, 4.5), (2.5, 3.5), (2.5, 3.5), (2.5, 3.5)],
    "pasok-dimar": [(3, 4), (3, 4), (3, 4), (3, 4)],
    "anel": [(2.5, 3.5), (2.5, 3.5), (2.5, 3.5), (2.5, 3.5)],
}
LATEST = {
    "el": "15 Σεπτεμβρίου, μετά το δεύτερο debate: ΣΥΡΙΖΑ από 25–28 σε 28–30 (+2,5), ΕΚ από 3,5–4 σε 2,5–3 "
    "(−1)· τα άλλα 7 εύρη αμετάβλητα.",
    "en": "15 September, after the second debate: SYRIZA from 25–28 to 28–30 (+2.5), EK from 3.5–4 to 2.5–3 "
    "(−1); the other 7 ranges unchanged.",
}
SECOND = {
    "el": "Μετά το δεύτερο debate: ΣΥΡΙΖΑ από 25–28 σε 28–30 (+2,5), ΕΚ από 3,5–4 σε 2,5–3 (−1)· τα άλλα 7 "
    "εύρη αμετάβλητα",
    "en": "After the second debate: SYRIZA from 25–28 to 28–30 (+2.5), EK from 3.5–4 to 2.5–3 (−1); the "
    "other 7 ranges unchanged",
}
FIRST = {
    "el": "Μετά το πρώτο debate: ΣΥΡΙΖΑ από 23–25 σε 25–28 (+2,5), ΝΔ από 12–15 σε 11–13 (−1,5)",
    "en": "After the first debate: SYRIZA from 23–25 to 25–28 (+2.5), ND from 12–15 to 11–13 (−1.5)",
}


def bands_published() -> dict[str, list[tuple[str, float, float]]]:
    """The dated bands of every party: from when, low, high."""
    return {
        party: [(day, *bounds) for day, bounds in zip(DATED, printed, strict=True)]
        for party, printed in RANGES.items()
    }
