"""The figures that a text claims: levels, shares of a whole, totals of parts, lengths of time."""

import re
from collections.abc import Iterator
from math import log10

from headway.domain.periods import PeriodKind
from headway.domain.quantities import COUNT, Comparator
from headway.language import cues
from headway.language.claims.account import Account
from headway.language.claims.claim import Claim, ClaimKind
from headway.language.claims.sizes import is_size_of_change
from headway.language.letters import plain_letters
from headway.language.mentions import Mention
from headway.language.results import Part, Told, label_before

_N = r"(?P<{0}>\d{{1,3}}(?:,\d{{3}}){{1,4}}|\d{{1,12}})"
_PART = _N.format("part")
_WHOLE = _N.format("whole")
_SHARE = r"(?<!\d)(?P<share>\d{1,12}(?:\.\d{1,12})?) ?(?:%|per ?cent\b)"
_OF = rf"\b{_PART}(?: [a-z]+){{0,3}} (?:out )?of (?:the |a total of |all )?{_WHOLE}\b"
_BESIDE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_OF}[^.;\d%]{{0,40}}?{_SHARE}",
        rf"{_SHARE} ?[(\[=] ?{_OF}",
        rf"{_SHARE} ?\((?:n ?= ?)?{_PART} ?/ ?{_WHOLE}\)",
        rf"\b{_PART} ?/ ?{_WHOLE} ?(?:=|\() ?{_SHARE}",
    )
)


_NO_RESULTS = (Part.TARGET, Part.BASELINE, Part.BENCHMARK)


def levels(account: Account) -> Iterator[Claim]:
    """Every figure of the text that is not the size of a change."""
    if not account.sure:
        return
    seen: set[tuple[Part, str]] = set()
    for one in account.told:
        mention = one.mention
        if is_size_of_change(account, mention):
            continue
        key = (one.part, mention.unit)
        yield _level(account, one, first=key not in seen)
        seen.add(key)


def _level(account: Account, one: Told, *, first: bool) -> Claim:
    mention = one.mention
    is_so = one.part in _NO_RESULTS or not (
        account.is_unreal(mention.start) or account.is_distance(mention)
    )
    part = one.part if is_so else Part.CONTEXT
    if is_so and part is Part.CONTEXT and _opens_with(account, mention):
        part = Part.RESULT
    if part is Part.RESULT and account.opens_target(mention.start):
        part = Part.TARGET
    times = list(account.times(one.sentence))
    only = account.occasions.named(times[0]) if len(times) == 1 else None
    return Claim(
        kind=ClaimKind.LEVEL,
        start=mention.start,
        end=mention.end,
        words=mention.words,
        about=account.about(mention.start, mention.end),
        value=mention.value,
        upper=mention.upper,
        unit=mention.unit,
        comparator=mention.comparator,
        decimals=_decimals(mention),
        part=part,
        denied=account.may_be_of_others(mention.start, mention.end),
        area=_area(account, mention) if one.part is Part.BENCHMARK else "",
        of=mention.of,
        label=label_before(account.before(mention.start, 60)),
        whole=mention.out_of,
        period=only if part is Part.TARGET else account.period(one),
        names_time=bool(times),
        inferred=account.is_inferred(one),
        first=first,
    )


def _opens_with(account: Account, mention: Mention) -> bool:
    """“Seventy exclusions to date”: a number in words counts at the head of a sentence."""
    opens = not account.before(mention.start).strip(" -•*")
    return opens and mention.spelled and mention.unit == COUNT and bool(mention.of)


def _area(account: Account, mention: Mention) -> str:
    before = cues.BENCHMARK_BEFORE.search(account.before(mention.start, 70))
    found = before or cues.BENCHMARK_AFTER.match(account.plain, mention.end)
    return cues.area_name(found["area"]) if found else ""


def _decimals(mention: Mention) -> int:
    """As printed; "£2.8 million" is exact to 100,000, which is -5."""
    found = re.search(r"\d[\d,]*(?:\.(\d+))?", mention.words)
    if found is None:
        return 0
    printed = float(found[0].replace(",", "").rstrip("."))
    scale = abs(mention.value) / printed if printed else 1.0
    return len(found[1] or "") - (round(log10(scale)) if scale >= 1000 else 0)


def shares(account: Account) -> Iterator[Claim]:
    """Every percentage that is told with the two counts it comes from."""
    yield from shares_in(account.text)
    yield from _shares_of_earlier(account)


def shares_in(text: str) -> Iterator[Claim]:
    """
    Every percentage that is printed right beside its two counts.

    Years ("9 of 2020") and parts that are larger than their whole are none.

    >>> [(one.value, one.parts, one.whole) for one in shares_in("51 of 159 surveys (32%)")]
    [(32.0, (51.0,), 159.0)]
    """
    seen: set[tuple[str, float, float]] = set()
    plain = plain_letters(text)
    for pattern in _BESIDE:
        for found in pattern.finditer(plain):
            part = float(found["part"].replace(",", ""))
            whole = float(found["whole"].replace(",", ""))
            is_year = "," not in found["whole"] and (1990 <= whole <= 2060 or whole == part + 1)
            if is_year or part > whole or (found["share"], part, whole) in seen:
                continue
            seen.add((found["share"], part, whole))
            yield Claim(
                kind=ClaimKind.SHARE,
                start=found.start(),
                end=found.end(),
                words=text[found.start() : found.end()],
                value=float(found["share"]),
                decimals=len(found["share"].partition(".")[2]),
                parts=(part,),
                whole=whole,
            )


def _shares_of_earlier(account: Account) -> Iterator[Claim]:
    """“159 completed surveys. … 51 completed surveys … (32%)”: the same noun, counted twice."""
    counts = [one for one in account.told if one.mention.unit == COUNT and one.mention.of]
    for part in counts:
        near = (part.sentence.start, part.sentence.end)
        percent = [one for one in account.told if one.sentence.start in near]
        percent = [one for one in percent if one.mention.unit == "%" and not one.mention.spelled]
        wholes = [one for one in counts if one.mention.of.casefold() == part.mention.of.casefold()]
        wholes = [one for one in wholes if one.mention.end < part.mention.start]
        if len(percent) != 1 or len(wholes) != 1 or part.sentence == wholes[0].sentence:
            continue
        share = percent[0].mention
        if part.mention.value <= wholes[0].mention.value and share.start > part.mention.end:
            yield Claim(
                kind=ClaimKind.SHARE,
                start=share.start,
                end=share.end,
                words=share.words,
                value=share.value,
                decimals=_decimals(share),
                parts=(part.mention.value,),
                whole=wholes[0].mention.value,
                comparator=Comparator.APPROX,  # the two counts may be of different things
            )


_LIST = re.compile(
    r"(?P<lead>[^.;:()\n\d]{0,40}?)(?P<open>\s-\s|:\s|\s?\()\s*"
    r"(?:(?:comprising|made up of|being|i\.?e\.?)\s+)?$"
)
_JOINT = re.compile(r"[^.;:()\n\d]{1,60}?(?:,\s+(?:and\s+)?|\s+and\s+|\s*&\s*|\s+plus\s+)")
_NOT_ALL = re.compile(
    r"\b(?:includ\w+|such as|of which|of whom|e\.?g|among\w*|at least|mostly)\b", re.IGNORECASE
)


def totals(account: Account) -> Iterator[Claim]:
    """
    Every count that stands before its parts.

    "Including" and "of which" name some of them only, and make no total.
    """
    counts = [one.mention for one in account.told if one.mention.unit == COUNT]
    for place, total in enumerate(counts):
        parts = _parts(account.plain, total, counts[place + 1 : place + 7])
        if len(parts) < 2:
            continue
        between = account.plain[total.start : parts[-1].end]
        if _NOT_ALL.search(between) or total.comparator != "eq" or not account.sure:
            continue
        yield Claim(
            kind=ClaimKind.TOTAL,
            start=total.start,
            end=parts[-1].end,
            words=account.text[total.start : parts[-1].end],
            value=total.value,
            parts=tuple(one.value for one in parts),
            of=total.of,
        )


_FOR = re.compile(r"\s+(?:for|in|on|with|from)\s+[a-z]", re.IGNORECASE)


def _parts(plain: str, total: Mention, following: list[Mention]) -> list[Mention]:
    """The counts of "10 workers - 6 of one kind and 4 of another", without the ten."""
    if not following or not _LIST.fullmatch(plain[total.end : following[0].start]):
        return []
    parts = following[:1]
    for one in following[1:]:
        if not _JOINT.fullmatch(plain[parts[-1].end : one.start]):
            break
        parts.append(one)
    named = (one.of or _FOR.match(plain, one.end) for one in parts)
    return parts if all(named) and all(one.comparator == "eq" for one in parts) else []


_WEEKS = re.compile(r"\b(?P<weeks>\d{1,2})\s?(?:wks?|weeks?)\b", re.IGNORECASE)


def lengths(account: Account) -> Iterator[Claim]:
    """A number of weeks in the sentence that also says from which day to which."""
    for time in account.scene.times:
        period = time.period
        if period is None or period.kind is not PeriodKind.SPAN:
            continue
        sentence = account.sentence(time.start)
        found = _WEEKS.search(account.plain, sentence.start, time.start)
        first, last = period.first_day(), period.last_day()
        if found is None or first is None or last is None or not period.day:
            continue
        yield Claim(
            kind=ClaimKind.LENGTH,
            start=found.start(),
            end=time.end,
            words=account.text[found.start() : time.end],
            value=float(found["weeks"]),
            whole=((last - first).days + 1) / 7,
            period=period,
            names_time=True,
        )
