"""What a text claims of change: its direction, its size, how long it lasts, what is a record."""

import re
from collections.abc import Iterator
from dataclasses import replace

from headway.domain.periods import Period
from headway.domain.quantities import COUNT, PERCENT, POINTS, Unit
from headway.language import cues
from headway.language.claims import Against, Claim, ClaimKind, Way
from headway.language.claims_account import Account
from headway.language.mentions import Mention
from headway.language.numerals import worded_value
from headway.language.results import Part

_UP = r"increased|risen|rose|grown|grew|climbed|gone\s+up|went\s+up|widened"
_DOWN = r"decreased|reduced|fallen|fell|dropped|declined|gone\s+down|went\s+down|narrowed|shrunk"
_BETTER = r"improved|got\s+better|gotten\s+better"
_WORSE = r"worsened|deteriorated|got\s+worse|gotten\s+worse"
_WAYS = ((Way.UP, _UP), (Way.DOWN, _DOWN), (Way.BETTER, _BETTER), (Way.WORSE, _WORSE))
_ADVERB = (
    r"(?:(?:again|slightly|significantly|steadily|sharply|markedly|dramatically|further|slowly|only|"
    r"substantially|considerably|marginally|overall|also|now|already|continually|continuously|"
    r"rapidly|still|since|consistently|fractionally)\s+){0,2}"
)
_GOES_ON = (
    r"(?=\s*(?:$|[.,;:()]|-\s|[0-9]|(?:to|from|by|since|in|on|over|during|between|at|again|further|"
    r"slightly|significantly|steadily|sharply|markedly|dramatically|substantially|considerably|"
    r"marginally|this|last|year|compared|and|but|when|for|as|until|against|overall|whilst|while|"
    r"due|because|following|after|each|every|also|though|although|despite|so|than|consistently)\b))"
)
_PAST = tuple(
    (way, re.compile(rf"\b{_ADVERB}(?P<verb>{verbs})\b{_GOES_ON}", re.IGNORECASE))
    for way, verbs in _WAYS
)
_ING = (
    (Way.UP, r"increasing|rising|growing|climbing|going\s+up|widening"),
    (Way.DOWN, r"decreasing|reducing|falling|dropping|declining|going\s+down|narrowing"),
    (Way.BETTER, r"improving|getting\s+better"),
    (Way.WORSE, r"worsening|deteriorating|getting\s+worse"),
)
_TO = (
    (Way.UP, r"increase|rise|grow|climb|go\s+up|widen"),
    (Way.DOWN, r"decrease|reduce|fall|drop|decline|go\s+down|narrow"),
    (Way.BETTER, r"improve"),
    (Way.WORSE, r"worsen|deteriorate"),
)
_GOING = tuple(
    (way, re.compile(pattern, re.IGNORECASE))
    for (way, ing), (_, to) in zip(_ING, _TO, strict=True)
    for pattern in (
        rf"\b(?:is|are|was|were|been|keeps?|kept)\s+{_ADVERB}(?P<verb>{ing})\b{_GOES_ON}",
        rf"\b(?:continues|continued|continue|has\s+continued|have\s+continued)\s+to\s+{_ADVERB}"
        rf"(?P<verb>{to})\b{_GOES_ON}",
        rf"\b(?:did|does|do|has|have)\s+not\s+(?P<verb>{to})\b{_GOES_ON}",
    )
)
_NOUN_UP = r"increase|rise|growth|uplift|upturn"
_NOUN_DOWN = r"decrease|reduction|fall|drop|decline|decreases|reductions"
_NOUNS = (
    (Way.UP, _NOUN_UP),
    (Way.DOWN, _NOUN_DOWN),
    (Way.BETTER, r"improvement"),
    (Way.WORSE, r"deterioration|worsening"),
)
_NOUN = tuple(
    (way, re.compile(pattern, re.IGNORECASE))
    for way, nouns in _NOUNS
    for pattern in (
        rf"\b(?:there\s+(?:has|have)\s+been|there\s+(?:is|was)|we\s+saw|(?:we\s+)?have\s+seen|"
        rf"has\s+seen|saw|shows?|showed|showing|this\s+(?:is|was)|which\s+is|represents?)\s+"
        rf"(?:an?|no|the)\s+(?:\w+\s+){{0,2}}?(?P<verb>{nouns})\b(?!\s+(?:of|by)\s+[0-9])",
        rf"(?:^|[.,;:(]\s*|\ban?\s+)(?:\w+\s+)?(?P<verb>{nouns})\s+(?:since|on|compared|against)\b",
        rf"(?:[,;:(]\s*|-\s)(?:an?\s+)?(?:\w+\s+)?(?P<verb>{nouns})(?=\s*(?:[.;)]|$))",
    )
)
_SAME = re.compile(
    r"\b(?:remain(?:s|ed|ing)?|(?:is|are|was|were|been|stayed|stays|kept|held|holding)(?:\s+broadly|"
    r"\s+relatively|\s+largely)?)\s+(?:broadly\s+|relatively\s+|largely\s+|fairly\s+)?"
    r"(?P<verb>(?:(?:at|about|around)\s+)?the\s+same|stable|steady|static|unchanged|level|flat|"
    r"consistent)\b(?!\s+(?:with|as\s+the|as\s+our)\b)"
    r"|\b(?P<none>no\s+change|unchanged)\b(?=\s*(?:$|[.,;()]|from|since|on|in|compared|at))",
    re.IGNORECASE,
)
_EXACT = re.compile(r"same|unchanged|no\s+change", re.IGNORECASE)


def movements(account: Account) -> Iterator[Claim]:
    """Every statement of a direction; one with a size beside it is a change instead."""
    taken: list[tuple[int, int]] = []
    sized = [(one.start, one.end) for one in changes(account)]
    for way, pattern in (*_GOING, *_NOUN, *_PAST, (Way.SAME, _SAME)):
        for found in pattern.finditer(account.plain):
            group = "verb" if found["verb"] else "none"
            start, end = found.span(group)
            if any(first < end and start < last for first, last in (*taken, *sized)):
                continue
            if account.is_unreal(found.start()) or _is_participle(account, start):
                continue
            taken.append((start, end))
            claim = Claim(
                kind=ClaimKind.MOVEMENT,
                start=start,
                end=end,
                words=account.text[start:end],
                way=way,
                denied=_is_denied(account, found, start, way),
                status="exact" if way is Way.SAME and _EXACT.search(found[0]) else "",
                about=account.about(found.start() if way is Way.SAME else start, end),
            )
            yield _with_figures(account, claim)


def _is_denied(account: Account, found: re.Match[str], start: int, way: Way) -> bool:
    if way is Way.SAME:
        return account.is_denied(found.start()) or " not " in found[0].lower()
    return account.is_denied(start) or re.search(r"\b(?:no|not)\b", found[0].lower()) is not None


_AS_ADJECTIVE = re.compile(r"\b(?:an?|the|of|with|through|offering|via|their|our|much)\s+$", re.I)
_OBJECT = re.compile(
    r"\b(?:we|they|team|teams|service|services|schools|partners|staff|who|that)\s+(?:have\s+|has\s+)?$",
    re.IGNORECASE,
)


def _is_participle(account: Account, start: int) -> bool:
    """Whether it describes a noun or is done to something: "an improved offer", "we reduced"."""
    before = account.before(start, 40)
    return _AS_ADJECTIVE.search(before) is not None or _OBJECT.search(before) is not None


def _with_figures(account: Account, claim: Claim) -> Claim:
    """With what it is counted from, and the two figures that its sentence gives."""
    against = _against(account, claim.start, claim.end)
    sentence = account.sentence(claim.start)
    before, after, unit = _pair(account, claim)
    results = [
        one for one in account.results(sentence) if not is_size_of_change(account, one.mention)
    ]
    result = next((one for one in reversed(results) if one.mention.start < claim.start), None)
    result = result or (results[0] if results else None)
    return replace(
        claim,
        against=against,
        before=before,
        after=after,
        unit=unit,
        period=account.period(result) if result is not None else _time(account, claim),
        names_time=any(account.times(sentence)),
    )


def _pair(account: Account, claim: Claim) -> tuple[float | None, float | None, Unit]:
    """The earlier and the later figure of a sentence that has one of each, in one unit."""
    sentence = account.sentence(claim.start)
    spoken = account.results(sentence, Part.RESULT, Part.COMPARED)
    spoken = tuple(one for one in spoken if not is_size_of_change(account, one.mention))
    results = [one.mention for one in spoken if one.part is Part.RESULT]
    compared = [one.mention for one in spoken if one.part is Part.COMPARED]
    if len(results) != 1 or len(compared) != 1 or results[0].unit != compared[0].unit:
        return None, None, results[0].unit if results else COUNT
    return compared[0].value, results[0].value, results[0].unit


def _time(account: Account, claim: Claim) -> Period | None:
    """The one time that a sentence without figures names, where it is that of the later figure."""
    times = list(account.times(account.sentence(claim.start)))
    if len(times) != 1 or times[0].relative or times[0].lead in ("since", "from", "between"):
        return None
    return account.occasions.named(times[0])


_FROM = r"(?:than|as|compared\s+(?:to|with)|on|against|from|since|over|versus|vs\.?)"
_PRE = r"(?:\s+(?:the|our|its|at|in|for|that|those|figures?|levels?|same|point|time|period|of))*\s+"
_LAST_YEAR = re.compile(
    rf"\b{_FROM}{_PRE}(?:T[1-6]\s+|Q[1-4]\s+|term\s+[1-6]\s+)?(?:last|previous|prior|preceding)\s+"
    r"(?:academic\s+|school\s+|financial\s+)?year\b(?!s)|\byear[\s-]+on[\s-]+year\b"
    rf"|\b{_FROM}(?:\s+(?:the|at|in))*\s+same\s+(?:point|time|period|term|quarter|month)\b"
    rf"|\b{_FROM}\s+(?:a|the|one)\s+year\s+(?:ago|before|earlier)\b",
    re.IGNORECASE,
)
_BASELINE = re.compile(rf"\b{_FROM}{_PRE[:-3]}\s+baseline\b", re.IGNORECASE)
_BEFORE = re.compile(
    rf"\b{_FROM}{_PRE}(?:last|previous)\s+(?:report|quarter|term|month|update|review)\b",
    re.IGNORECASE,
)
_ELSE = re.compile(
    r"\b(?:since|compared\s+(?:to|with)|than|between|over\s+the\s+(?:last|past)|in\s+comparison|"
    r"pre-|prior\s+to|before|against|during|"
    r"last\s+(?:year|term|quarter|month)|from(?!\s+[£$€]?[0-9]))\b",
    re.IGNORECASE,
)


def _against(account: Account, start: int, end: int) -> Against:
    around = f"{account.before(start)} | {account.behind(end)}"
    for pattern, against in (
        (_LAST_YEAR, Against.LAST_YEAR),
        (_BASELINE, Against.BASELINE),
        (_BEFORE, Against.BEFORE),
        (_ELSE, Against.OTHER),
    ):
        if pattern.search(around):
            return against
    return Against.NOT_SAID


_VERBS_BY = tuple(
    (
        way,
        re.compile(
            rf"\b(?:{verbs})\s+{_ADVERB}(?:by|of)\s+(?:an?\s+)?(?:further\s+|another\s+)?$",
            re.IGNORECASE,
        ),
    )
    for way, verbs in (
        (Way.UP, rf"{_UP}|{_NOUN_UP}|up"),
        (Way.DOWN, rf"{_DOWN}|{_NOUN_DOWN}|down"),
        (Way.BETTER, rf"{_BETTER}|improvement"),
        (Way.WORSE, rf"{_WORSE}|deterioration"),
    )
)
_UP_DOWN = tuple(
    (way, re.compile(rf"(?:^|[.,;:(-]\s*|\b(?:is|was|are|were)\s+){word}\s+$", re.IGNORECASE))
    for way, word in ((Way.UP, "up"), (Way.DOWN, "down"))
)
_AFTER = tuple(
    (
        way,
        re.compile(
            rf"\s*(?:\w+\s+){{0,1}}(?:{nouns})\b"
            r"(?!\s+(?:target|than\s+(?:the\s+)?(?:national|target|england)))",
            re.IGNORECASE,
        ),
    )
    for way, nouns in _NOUNS
)
_POINT_OF = r"(?:at\s+|in\s+|the\s+|same\s+|point\s+|time\s+|T\d\s+)*"
_THAN = tuple(
    (
        way,
        re.compile(
            rf"\s*(?:\w+\s+){{0,2}}?(?:{words})\s+than\s+{_POINT_OF}(?:last|previous)\b",
            re.IGNORECASE,
        ),
    )
    for way, words in ((Way.UP, "more|higher"), (Way.DOWN, "fewer|less|lower"))
)


def is_size_of_change(account: Account, mention: Mention) -> bool:
    """Whether a figure is the size of a change, and no level."""
    return _size(account, mention) is not None


def _size(account: Account, mention: Mention) -> Way | None:
    before = account.before(mention.start, 60)
    for way, pattern in (*_VERBS_BY, *_UP_DOWN):
        if pattern.search(before):
            return way
    for way, pattern in (*_AFTER, *_THAN):
        if pattern.match(account.plain, mention.end):
            return way
    if mention.unit in (PERCENT, POINTS) and cues.CHANGE_BEFORE.search(before[-40:]):
        return Way.UP if re.search(r"(?:up|rise|rose|risen|incr)", before[-30:], re.I) else None
    return None


_FOLD = re.compile(
    r"\b(?P<nearly>almost\s+|nearly\s+|more\s+than\s+|over\s+)?"
    r"(?P<fold>doubled|halved|trebled|tripled|quadrupled)\b",
    re.IGNORECASE,
)
_TIMES = {"doubled": 2.0, "halved": 0.5, "trebled": 3.0, "tripled": 3.0, "quadrupled": 4.0}


def changes(account: Account) -> Iterator[Claim]:
    """Every size of a change."""
    for one in account.told:
        mention = one.mention
        way = _size(account, mention)
        if way is None or account.is_unreal(mention.start):
            continue
        claim = Claim(
            kind=ClaimKind.CHANGE,
            start=mention.start,
            end=mention.end,
            words=mention.words,
            way=way,
            about=account.about(mention.start, mention.end),
            of=mention.of,
        )
        claim = _with_figures(account, claim)
        yield replace(
            claim, value=mention.value, unit=mention.unit, comparator=mention.comparator,
            upper=mention.upper, denied=account.is_denied(mention.start),
            decimals=len(mention.words.partition(".")[2].rstrip("% ")),
        )  # fmt: skip
    for found in _FOLD.finditer(account.plain):
        if account.is_unreal(found.start()) or _is_participle(account, found.start("fold")):
            continue
        times = _TIMES[found["fold"].lower()]
        claim = Claim(
            kind=ClaimKind.CHANGE,
            start=found.start(),
            end=found.end(),
            words=account.text[found.start() : found.end()],
            way=Way.UP if times > 1 else Way.DOWN,
            times=times,
            denied=account.is_denied(found.start()),
            about=account.about(found.start(), found.end()),
        )
        yield _with_figures(account, claim)


_EXTREME = re.compile(
    r"\b(?P<way>highest|lowest|best|worst|largest|smallest)\s+(?:\w+\s+){0,3}?"
    r"(?:ever|on\s+record|recorded|to\s+date|since\s+records\s+began)\b"
    r"|\brecord\s+(?P<record>high|low)\b",
    re.IGNORECASE,
)
_EXTREME_WAY = {
    "highest": Way.UP, "largest": Way.UP, "high": Way.UP, "lowest": Way.DOWN, "smallest": Way.DOWN,
    "low": Way.DOWN, "best": Way.BETTER, "worst": Way.WORSE,
}  # fmt: skip


def extremes(account: Account) -> Iterator[Claim]:
    """“The highest ever”; of a bare “highest” nobody knows among what."""
    for found in _EXTREME.finditer(account.plain):
        if account.is_unreal(found.start()):
            continue
        claim = Claim(
            kind=ClaimKind.EXTREME,
            start=found.start(),
            end=found.end(),
            words=account.text[found.start() : found.end()],
            way=_EXTREME_WAY[(found["way"] or found["record"]).lower()],
            denied=account.is_denied(found.start()),
            about=account.about(found.start(), found.end()),
        )
        yield _with_figures(account, claim)


_RUN = re.compile(
    r"\b(?P<n>second|third|fourth|fifth|2nd|3rd|4th|5th|two|three|four|five|[2-5])\s+"
    r"(?:(?:consecutive|successive|straight)\s+years?|years?\s+(?:running|in\s+a\s+row|in\s+"
    r"succession))\b",
    re.IGNORECASE,
)
_ORDINALS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5}


def runs(account: Account) -> Iterator[Claim]:
    """“Fell for the third year running”."""
    for found in _RUN.finditer(account.plain):
        sentence = account.sentence(found.start())
        moved = [one for one in movements(account) if sentence.holds(one.start)]
        if len(moved) != 1 or moved[0].way is Way.SAME or moved[0].denied:
            continue
        words = found["n"].lower()
        number = _ORDINALS.get(words) or int(re.sub(r"\D", "", words) or worded_value(words) or 0)
        yield replace(
            moved[0],
            kind=ClaimKind.RUN,
            start=found.start(),
            end=found.end(),
            words=account.text[found.start() : found.end()],
            about=moved[0].about - {"consecut", "success", "straight", "runn", "row"},
            run=number,
        )
