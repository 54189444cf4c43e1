"""A text with its figures, its times and its sentences, and what stands beside what."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from headway.domain.quantities import Unit
from headway.language.dates import PeriodMention
from headway.language.letters import plain_letters
from headway.language.mentions import Mention
from headway.language.sentences import Sentence, in_brackets, sentences

_FAR = 200
"""Letters before a figure that are looked at for words which tell its part."""
_STEPS = 12
"""Times before or behind a figure that are tried."""
_NOT_BETWEEN = re.compile(r"[.;,()0-9]")
_LEADS = ("in", "for", "during", "by", "at", "of", "to", "on", "over", "since")


class Scene:
    """
    One text, worked out once; every question is answered from the nearest neighbours.

    Attributes:
        unit: The unit of the row that the text reports on.
    """

    def __init__(
        self,
        text: str,
        mentions: tuple[Mention, ...],
        times: tuple[PeriodMention, ...],
        unit: Unit,
    ) -> None:
        self.text, self.mentions, self.times, self.unit = text, mentions, times, unit
        self.plain = plain_letters(text)
        self.pieces = sentences(self.plain) or (Sentence(start=0, end=len(self.plain)),)
        self._piece_starts = [piece.start for piece in self.pieces]
        self._time_starts = [time.start for time in times]
        self._mention_ends = [mention.end for mention in mentions]
        self._owners = {time.start: self._owner(time) for time in times}

    def sentence_of(self, place: int) -> Sentence:
        """The sentence in which a place stands."""
        return self.pieces[max(0, bisect_right(self._piece_starts, place) - 1)]

    def before(self, mention: Mention) -> str:
        """The words of its sentence before a figure, the last 200 letters of them."""
        start = self.sentence_of(mention.start).start
        return self.plain[max(start, mention.start - _FAR) : mention.start]

    def is_whole_sentence(self, mention: Mention) -> bool:
        """Whether nothing else stands in its sentence."""
        piece = self.sentence_of(mention.number_start)
        around = self.plain[piece.start : mention.start] + self.plain[mention.end : piece.end]
        return len(around) < 40 and not around.strip(" .\n\t")

    def times_before(self, mention: Mention) -> Iterator[PeriodMention]:
        """Times of the sentence that end before the figure, the nearest first."""
        sentence = self.sentence_of(mention.start)
        last = bisect_left(self._time_starts, mention.start)
        for time in reversed(self.times[max(0, last - _STEPS) : last]):
            if sentence.holds(time.start) and time.end <= mention.start:
                yield time

    def times_behind(self, mention: Mention) -> Iterator[PeriodMention]:
        """Times of the sentence that begin behind the figure, the nearest first."""
        sentence = self.sentence_of(mention.number_start)
        first = bisect_left(self._time_starts, mention.end)
        for time in self.times[first : first + _STEPS]:
            if sentence.holds(time.start):
                yield time

    def owner(self, time: PeriodMention) -> Mention | None:
        """The figure that a time belongs to: "500 in 2019", "(2019: 500)"."""
        return self._owners.get(time.start)

    def joined_before(self, mention: Mention) -> bool:
        """Whether a time stands right before the figure: "T4 19/20 = 319"."""
        time = next(self.times_before(mention), None)
        return time is not None and self._only(r"[\s:=,-]*", time.end, mention.start)

    def joined_behind(self, mention: Mention) -> bool:
        """Whether a time stands right behind the figure: "72 in 18/19"."""
        time = next(self.times_behind(mention), None)
        return time is not None and self._only(
            r"\s*\(?(?:in|for|during|at|by)?\s*(?:the\s+)?", mention.end, time.start
        )

    def _only(self, pattern: str, start: int, end: int) -> bool:
        return re.fullmatch(pattern, self.plain[start:end], re.IGNORECASE) is not None

    def _introduces(self, time: PeriodMention, mention: Mention) -> bool:
        """Whether a time in brackets leads to its figure: "(2019/20: 63)"."""
        led = self._only(r"\s*[:=]\s*", time.end, mention.start)
        return led and in_brackets(self.plain, time.start)

    def _owner(self, time: PeriodMention) -> Mention | None:
        index = bisect_right(self._mention_ends, time.start) - 1
        following = self.mentions[index + 1] if index + 1 < len(self.mentions) else None
        if following is not None and self._introduces(time, following):
            return following
        if index < 0:
            return None
        mention = self.mentions[index]
        between = self.plain[mention.end : time.start]
        if len(between) > 60 or not self.sentence_of(mention.start).holds(time.start):
            return None
        if _NOT_BETWEEN.search(between):
            return mention if re.fullmatch(r"\s*\(\s*", between) else None
        if not between.strip() and not time.lead:
            return mention if next(self.times_before(mention), None) is None else None
        return mention if time.lead in _LEADS else None
