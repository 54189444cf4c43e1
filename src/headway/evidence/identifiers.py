"""
Numbers and codes that name children, schools, providers and places: how to write and check them.

`fault_of_…` says in words what is wrong with one text that is already in its normal form, or
None; `normal_…` brings the ways of writing it to that form. Whole columns of millions of rows
are checked by `headway.evidence.identifier_columns`, by the same rules.
"""

import re
from types import MappingProxyType

UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
"""The letters of a pupil number, 23 of them: I, O and S look too much like figures."""

UPN_UNKNOWN = MappingProxyType(
    {
        "UN1": "not of school age",
        "UN2": "never attended a maintained school in England",
        "UN3": "educated outside England",
        "UN4": "newly known to the authority, number not found yet",
        "UN5": "sources disagree on the number",
        "UN6": "number not yet given",
        "UN7": "referral that needed no further action",
    }
)
"""Why a child's record may lack a pupil number; the meanings of UN2 to UN6 vary by census."""

TEST_NHS_PREFIX = "999"
"""NHS numbers that begin so belong to nobody: they are for tests."""

_UPN_LAST = UPN_LETTERS + "0123456789"
_POSTCODE = re.compile(r"(GIR 0AA|[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][ABD-HJLNP-UW-Z]{2})")
_GSS = re.compile(r"[EJKMNSW][0-9]{8}")


def upn_check_letter(rest: str) -> str:
    """
    The check letter for the other twelve characters of a pupil number.

    Each character is multiplied by its place, 2 to 13, and the sum divided by 23; a letter at
    the end, of a temporary number, counts by its place in `UPN_LETTERS` from 0.

    >>> upn_check_letter("801200005001"), upn_check_letter("93199992401C")
    ('B', 'T')

    An example that is widely copied gives Q for 207000016049; its sum is 266, and that is P.

    >>> upn_check_letter("207000016049")
    'P'
    """
    values = (
        UPN_LETTERS.index(character) if character in UPN_LETTERS else int(character)
        for character in rest
    )
    return UPN_LETTERS[sum(place * value for place, value in enumerate(values, start=2)) % 23]


def fault_of_upn(text: str) -> str | None:
    """
    What is wrong with a pupil number, permanent or temporary.

    The authority in characters 2 to 4 is the one whose school gave the number, never the one
    where the child lives or learns now, so it is not compared with anything.

    >>> fault_of_upn("A950000178301") is None
    True
    >>> fault_of_upn("R247962919251")
    'The check letter should be Q and is R: one character was mistyped, or two changed places.'
    """
    if len(text) != 13:
        return f"A pupil number has 13 characters; {len(text)} came."
    if text[0] not in UPN_LETTERS:
        return f'A pupil number begins with a letter other than I, O and S; "{text[0]}" came.'
    if not re.fullmatch("[0-9]{11}", text[1:12]):
        return "Characters 2 to 12 of a pupil number are figures. Check O for 0 and I for 1."
    if text[12] not in _UPN_LAST:
        return (
            "A pupil number ends in a figure, or, if temporary, in a letter other than I, O "
            f'and S; "{text[12]}" came.'
        )
    wanted = upn_check_letter(text[1:])
    if text[0] != wanted:
        return (
            f"The check letter should be {wanted} and is {text[0]}: one character was mistyped, "
            "or two changed places."
        )
    return None


def is_temporary_upn(text: str) -> bool:
    """
    Whether a sound pupil number is temporary, to be replaced when the permanent one is known.

    >>> is_temporary_upn("T93199992401C"), is_temporary_upn("Q931999924001")
    (True, False)
    """
    return text[-1:].isalpha()


def issuing_la(upn: str) -> str:
    """The authority whose school gave the number."""
    return upn[1:4]


def fault_of_nhs_number(text: str) -> str | None:
    """
    What is wrong with an NHS number of ten figures.

    >>> fault_of_nhs_number("9434765919") is None
    True
    >>> fault_of_nhs_number("0000000000")
    'An NHS number is not one figure ten times; it was probably filled in for want of a number.'
    """
    if not re.fullmatch("[0-9]{10}", text):
        return f'An NHS number has 10 figures; "{text}" came.'
    if len(set(text)) == 1:
        return (
            "An NHS number is not one figure ten times; it was probably filled in for want of "
            "a number."
        )
    weighed = sum(
        int(figure) * weight for figure, weight in zip(text[:9], range(10, 1, -1), strict=True)
    )
    check = (11 - weighed % 11) % 11
    if check == 10 or check != int(text[9]):
        return (
            "The check figure of the NHS number is wrong: one figure was mistyped, or two "
            "changed places."
        )
    return None


def is_test_nhs_number(text: str) -> bool:
    """Whether a number belongs to nobody and is kept for tests."""
    return text.startswith(TEST_NHS_PREFIX)


def fault_of_urn(text: str) -> str | None:
    """
    What is wrong with a school's unique reference number.

    >>> print(fault_of_urn("9314000"))
    A school's URN has 6 figures; "9314000" came. It has 7: it may be a LAESTAB.
    """
    if re.fullmatch("[1-9][0-9]{5}", text):
        return None
    hint = " It has 7: it may be a LAESTAB." if re.fullmatch("[0-9]{7}", text) else ""
    return f'A school\'s URN has 6 figures; "{text}" came.{hint}'


def fault_of_laestab(text: str) -> str | None:
    """What is wrong with the number of an authority and an establishment: 9314000."""
    if re.fullmatch("[2-9][0-9]{6}", text):
        return None
    return (
        "A LAESTAB is the authority's 3 figures and the school's 4, as 9314000 or 931/4000; "
        f'"{text}" came.'
    )


def fault_of_ukprn(text: str) -> str | None:
    """What is wrong with the number of a provider of learning."""
    if re.fullmatch("1[0-9]{7}", text):
        return None
    return f'A UKPRN has 8 figures, the first of them 1; "{text}" came.'


def fault_of_la(text: str) -> str | None:
    """
    What is wrong with an authority's code: three figures, or the nine characters of the ONS.

    >>> fault_of_la("931"), fault_of_la("E10000025")
    (None, None)
    """
    if re.fullmatch("[2-9][0-9]{2}", text) or _GSS.fullmatch(text):
        return None
    return f'An authority is written as 931 or as E10000025; "{text}" came.'


def fault_of_postcode(text: str) -> str | None:
    """What is wrong with a postcode in capitals with one space."""
    if _POSTCODE.fullmatch(text):
        return None
    return f'A postcode is written as OX1 1ND; "{text}" came.'


def normal_upn(text: str) -> str:
    """
    A pupil number without spaces and the signs that keep it text in a spreadsheet, in capitals.

    >>> normal_upn(" b8012 0000 5001"), normal_upn('="B801200005001"'), normal_upn("'B801200005001")
    ('B801200005001', 'B801200005001', 'B801200005001')
    """
    return re.sub(r"[\s='\"\u2019]", "", text).upper()


def normal_figures(text: str) -> str:
    """
    A number that is a name: without spaces, dashes, and the `.0` that a spreadsheet adds.

    >>> normal_figures("943 476 5919"), normal_figures("123456.0"), normal_figures('="123456"')
    ('9434765919', '123456', '123456')
    """
    return re.sub(r"[\s='\"\u2019-]|\.0+\Z", "", text.strip()).upper()


def normal_laestab(text: str) -> str:
    """
    The seven figures of an authority and an establishment.

    >>> normal_laestab("931/4000"), normal_laestab("931 4000")
    ('9314000', '9314000')
    """
    return normal_figures(text).replace("/", "")


def normal_la(text: str) -> str:
    """
    An authority's code, without the blanks that pad it in published files.

    >>> normal_la("E10000025           "), normal_la("931.0")
    ('E10000025', '931')
    """
    return normal_figures(text)


def normal_postcode(text: str) -> str:
    """
    A postcode in capitals with one space before its last three characters.

    >>> normal_postcode("ox11nd")
    'OX1 1ND'
    """
    bare = re.sub(r"\s", "", text).upper()
    return f"{bare[:-3]} {bare[-3:]}" if len(bare) > 3 else bare


def outward(postcode: str) -> str:
    """The part of a postcode before the space: enough for a table, too little to find a home."""
    return postcode.split(" ", maxsplit=1)[0]


def shown_nhs_number(number: str) -> str:
    """
    As it is read out: 3, 3 and 4 figures.

    >>> shown_nhs_number("9434765919")
    '943 476 5919'
    """
    return f"{number[:3]} {number[3:6]} {number[6:]}"


SUCCESSORS = MappingProxyType(
    {
        "909": ("942", "943"),  # Cumbria, 2023
        "928": ("940", "941"),  # Northamptonshire, 2021
        "836": ("839",),  # Poole, 2019
        "837": ("839",),  # Bournemouth, 2019
        "835": ("838",),  # Dorset, 2019; Christchurch went to 839
    }
)
"""Authorities that were ended, with those that took their place, by their three figures."""

GSS_SUCCESSORS = MappingProxyType(
    {
        "E10000006": ("E06000063", "E06000064"),  # Cumbria, 2023
        "E10000021": ("E06000061", "E06000062"),  # Northamptonshire, 2021
        "E06000028": ("E06000058",),  # Bournemouth, 2019
        "E06000029": ("E06000058",),  # Poole, 2019
        "E10000009": ("E06000059",),  # Dorset, 2019; Christchurch went to E06000058
        "E10000002": ("E06000060",),  # Buckinghamshire, 2020; still 825
        "E10000023": ("E06000065",),  # North Yorkshire, 2023; still 815
        "E10000027": ("E06000066",),  # Somerset, 2023; still 933
        "E06000048": ("E06000057",),  # Northumberland, 2013; still 929
        "E08000020": ("E08000037",),  # Gateshead, 2013; still 390
        "E08000016": ("E08000038",),  # Barnsley, 2019; still 370
        "E08000019": ("E08000039",),  # Sheffield, 2019; still 373
    }
)
"""The same by the codes of the ONS, which also change where only a boundary did."""


def successors(code: str) -> tuple[str, ...]:
    """
    The authorities that a code stands for today: itself, where nothing took its place.

    >>> successors("909"), successors("931")
    (('942', '943'), ('931',))
    """
    return SUCCESSORS.get(code) or GSS_SUCCESSORS.get(code) or (code,)
