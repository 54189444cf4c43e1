"""One text that is read for its claims: figures and their parts, times, sentences, clauses."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from headway.domain.periods import Period
from headway.domain.quantities import Unit
from headway.language import cues
from headway.language.content import content
from headway.language.damage import lost_comparison, unreadable
from headway.language.dates import PeriodMention, in_the_same_year, periods
from headway.language.figures import figures
from headway.language.letters import plain_letters
from headway.language.mentions import Mention
from headway.language.occasions import Occasions
from headway.language.readings import RowReading, Setting
from headway.language.results import Part, Told, told
from headway.language.scenes import Scene
from headway.language.sentences import Sentence, in_brackets
from headway.language.standings import percent_complete_span

_BREAK = re.compile(
    r"[,;\n]|[.!?](?=\s|$)|\s-\s|\b(?:but|although|though|while|whilst|whereas|despite|because|"
    r"due\s+to|owing\s+to|following|as\s+a\s+result|however|when|after|reflecting|compared|than|"
    r"against|so\s+that|so)\b",
    re.IGNORECASE,
)
_LEADS_IN = re.compile(
    r"\s*(?:in|at|for|among|amongst|within|of|across|by|with)\s+(?:[\w'/&-]+\s*){1,6}"
    r"|\s*(?:nationally|regionally|elsewhere)\s*",
    re.IGNORECASE,
)
_UNREAL = re.compile(
    r"\b(?:will|would|should|could|may|might|can|cannot|must|shall|to\s+(?:be|have)|aim\w*|if|"
    r"whether|hop(?:e|es|ed|ing)|expect(?:s|ed|ing)?\s+(?:to|that)|plan(?:s|ned|ning)?\s+to|planned|"
    r"intend\w*|wants?|needs?\s+to|needed|ensur\w+|until|unless|likely|anticipat\w+|forecast\w*|"
    r"predict\w*|ambitions?|goals?|objectives?|once|where|asked|question\w*|feel\w*|felt|said|"
    r"report(?:s|ed)\s+(?:that|feeling)|try(?:ing)?|propos\w+|potential\w*|possib\w+|order\s+to|"
    r"towards?|(?<!continue )(?<!continues )(?<!continued )to\s+(?:reduce|increase|improve|raise|"
    r"cut|bring|get|achieve|meet|reach|keep|maintain|lower|halve|double|narrow|close)|"
    r"continue[sd]?\s+to\s+(?:reduce|increase|improve|decrease|lower)\s+"
    r"(?!to\b|from\b|by\b|in\b|since\b|and\b)[a-z]+)\b[^,;.]*$"
)
_DISTANCE = re.compile(
    r"\s*(?:above|below|under|over|short\s+of|off|ahead\s+of|behind|"
    r"(?:higher|lower|more|fewer|less|better|worse)\s+than)\b(?!\s+[0-9])",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\b(?:target|exceeded|missed|beaten|surpassed)\b[^.;,]{0,30}\bby\s+$", re.IGNORECASE
)
_OTHERS = re.compile(
    r"\b(?:not|never|without|n't|no\s+longer|yet\s+to|failed|remaining|other|others|rest)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:not|never|no|nor|without|neither|hardly|n't)\b(?:\s+\w+){0,3}\s*$|n't(?:\s+\w+){0,2}\s*$",
    re.IGNORECASE,
)


_GROUP = re.compile(
    r"\b(?P<what>years?|yr|key\s+stages?|ks|aged?|ages|phases?|tiers?|bands?|waves?|grades?)"
    r"\s?-?\s?(?P<number>[0-9]{1,2})(?![0-9/.])"
    r"|\b(?P<size>[0-9]{1,3})[\s-]+(?P<unit>week|day|month|hour|minute)s?\b",
    re.IGNORECASE,
)


def groups_in(text: str) -> frozenset[str]:
    """
    The groups that words name by a number, in a form that no word has.

    >>> sorted(groups_in("Waits of over 12 weeks in Year 6 and KS2"))
    ['#12 week', '#ks 2', '#year 6']
    """
    named: set[str] = set()
    for found in _GROUP.finditer(plain_letters(text)):
        what = (found["what"] or "").lower()
        what = what if what == "ks" else what.removesuffix("s")
        number, unit = found["size"], (found["unit"] or "").lower()
        named.add(f"#{number} {unit}" if number else f"#{what} {found['number']}")
    return frozenset(named)


def without_times(text: str) -> str:
    """The words with blanks in place of the times that they name."""
    letters = list(plain_letters(text))
    for time in periods(text, setting=Setting()):
        letters[time.start : time.end] = " " * (time.end - time.start)
    return "".join(letters)


_FAR = 300
"""Letters on either side of some words that are looked at for their clause."""


class Account:
    """
    What one agency or document says of one row, worked out once for all readers of claims.

    Attributes:
        told: The text's figures with their parts, in the order of their places.
        sure: False where the text is destroyed: its figures are then no claims.
    """

    def __init__(self, text: str, reading: RowReading, setting: Setting) -> None:
        self.text = text
        done = percent_complete_span(self.text) or (0, 0)
        mentions = tuple(
            one
            for one in figures(self.text, setting=setting)
            if not done[0] <= one.number_start < done[1]
        )
        times = periods(self.text, setting=setting)
        self.scene = Scene(self.text, mentions, times, reading.unit)
        self.plain = self.scene.plain
        self.occasions = Occasions(self.scene, reading, setting)
        self.told = tuple(told(self.scene))
        self.sure = lost_comparison(self.scene) is None and not unreadable(self.text)
        self._blotted = self._blot([*mentions, *times])
        self._timeless = self._blot(times)
        self._breaks = [found.span() for found in _BREAK.finditer(self.plain)]
        self._ends = [last for _, last in self._breaks]

    def _blot(self, spans: Iterable[Mention | PeriodMention]) -> str:
        letters = list(self.plain)
        for one in spans:
            letters[one.start : one.end] = " " * (one.end - one.start)
        return "".join(letters)

    def sentence(self, place: int) -> Sentence:
        """The sentence in which a place stands."""
        return self.scene.sentence_of(place)

    def before(self, place: int, longest: int = 120) -> str:
        """The words of its sentence before a place."""
        return self.plain[max(self.sentence(place).start, place - longest) : place]

    def behind(self, place: int, longest: int = 120) -> str:
        """The words of its sentence behind a place."""
        if not place:
            return self.plain[:longest]
        return self.plain[place : min(self.sentence(place - 1).end, place + longest)]

    def clause(self, start: int, end: int) -> tuple[int, int]:
        """Where the clause around some words begins and ends, a short opening phrase with it."""
        whole = self.sentence(start)
        before = self._breaks[
            bisect_left(self._ends, whole.start) : bisect_right(self._ends, start)
        ]
        begins = [last for first, last in before if first >= whole.start]
        behind = bisect_left(self._breaks, (end, 0))
        ends = self._breaks[behind][0] if behind < len(self._breaks) else whole.end
        opening = self.plain[whole.start : begins[0] - 1] if begins else ""
        if not begins or (len(begins) == 1 and _LEADS_IN.fullmatch(opening)):
            begins = [whole.start]
        first = max(begins[-1], start - _FAR)
        return first, max(end, min(ends, whole.end, end + _FAR))

    def about(self, start: int, end: int) -> frozenset[str]:
        """The stems of what the clause around some words speaks of, those words left out."""
        first, last = self.clause(start, end)
        named = groups_in(f"{self._timeless[first:start]} | {self._timeless[end:last]}")
        return content(f"{self._blotted[first:start]} {self._blotted[end:last]}") | named

    def about_sentence(self, sentence: Sentence) -> frozenset[str]:
        """The stems of what a whole sentence speaks of."""
        return content(self._blotted[sentence.start : sentence.end])

    def is_inferred(self, one: Told) -> bool:
        """Whether the year of a figure's time stands in other words than those of its sentence."""
        period = self.period(one)
        named = [time.period for time in self.times(one.sentence) if time.period is not None]
        return period is not None and not any(
            when.whole_year().same_time_as(period.whole_year()) for when in named
        )

    def without_figures(self, start: int, end: int) -> str:
        """What stands between two places, its times and figures left out."""
        return self._blotted[start:end]

    def opens_target(self, place: int) -> bool:
        """Whether "the target for 2020/21 is" stands right before."""
        start = max(self.sentence(place).start, place - 90)
        words = re.sub(r"\b(?:for|in|by)\s+(?=\s)", " ", self._timeless[start:place])
        return cues.TARGET_BEFORE.search(re.sub(r"\s+", " ", words)) is not None

    def is_unreal(self, start: int) -> bool:
        """Whether what follows is planned, wished, asked or supposed, and not so."""
        first, _ = self.clause(start, start)
        return _UNREAL.search(self.plain[first:start].lower()) is not None

    def is_distance(self, mention: Mention) -> bool:
        """Whether a figure is how far another one lies from something: "3 points above England"."""
        before = self.before(mention.start, 60)
        return bool(_DISTANCE.match(self.plain, mention.end) or _BY.search(before))

    def may_be_of_others(self, start: int, end: int) -> bool:
        """Whether a figure may be of those for whom it is not so: "80% did not", "the other 30"."""
        first, last = self.clause(start, end)
        return _OTHERS.search(self.plain[first:last]) is not None

    def is_denied(self, start: int) -> bool:
        """Whether a "not" or a "no" stands right before."""
        first, _ = self.clause(start, start)
        return _DENIED.search(self.plain[first:start]) is not None

    def results(self, sentence: Sentence, *parts: Part) -> tuple[Told, ...]:
        """The figures of a sentence with one of these parts; results where none is named."""
        wanted = parts or (Part.RESULT,)
        return tuple(
            one
            for one in self.told
            if one.sentence == sentence and one.part in wanted and not self.is_distance(one.mention)
        )

    def times(self, sentence: Sentence) -> Iterator[PeriodMention]:
        """The times that a sentence names, recurring ones left out."""
        return (one for one in self.scene.times if sentence.holds(one.start) and not one.recurring)

    def period(self, one: Told) -> Period | None:
        """When a figure was true; of a comparison, as counted from the result beside it."""
        if one.part is Part.RESULT:
            return self.occasions.of(one.mention, self._relative(self._compared(one)))
        if one.part is not Part.COMPARED:
            return self.occasions.own(one.mention)
        own = self.occasions.own(one.mention) or self._in_brackets(one.mention)
        relative = self._relative(one)
        if own is not None or relative is None:
            return own
        for result in self.results(one.sentence):
            if self._compared(result) is one:
                return in_the_same_year(relative, self.period(result))
        return None

    def _compared(self, result: Told) -> Told | None:
        """The figure that a result is compared with."""
        here = self.told.index(result)
        for after in self.told[here + 1 : here + 3]:
            if after.part is Part.RESULT or after.sentence != result.sentence:
                break
            if after.part is Part.COMPARED:
                return after
        return None

    def _relative(self, one: Told | None) -> PeriodMention | None:
        """“T4 last year” beside a comparison."""
        if one is None:
            return None
        behind = next(self.scene.times_behind(one.mention), None)
        if behind is not None and behind.relative and behind.start - one.mention.end <= 40:
            return behind
        before = next(self.scene.times_before(one.mention), None)
        near = before is not None and one.mention.start - before.end <= 14
        return before if before is not None and before.relative and near else None

    def _in_brackets(self, mention: Mention) -> Period | None:
        """The time of "(2018/19: 63)"."""
        time = next(self.scene.times_before(mention), None)
        if time is None or time.relative or not self.scene.joined_before(mention):
            return None
        return self.occasions.named(time) if in_brackets(self.plain, time.start) else None

    def beside(self, place: int, unit: Unit | None = None) -> Told | None:
        """The result that words speak of: in their sentence, else the last one before it."""
        sentence = self.sentence(place)
        own = [one for one in self.results(sentence) if unit in (None, one.mention.unit)]
        if own:
            before = [one for one in own if one.mention.start < place]
            return before[-1] if before else own[0]
        earlier = [one for one in self.told if one.mention.start < sentence.start]
        earlier = [one for one in earlier if not self.is_distance(one.mention)]
        last = [one for one in earlier if one.part is Part.RESULT][-1:]
        close = [one for one in last if one.sentence.end == sentence.start]
        return close[0] if close and unit in (None, close[0].mention.unit) else None
