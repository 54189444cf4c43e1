"""One file for each family of claims; `RULES` says which rule answers which kind."""

from collections.abc import Callable, Mapping

from headway.commentary.findings import Finding
from headway.commentary.record import Record
from headway.commentary.rules.arithmetic import length, share, total
from headway.commentary.rules.levels import level
from headway.commentary.rules.movements import change, extreme, movement, run
from headway.commentary.rules.standings import benchmark, target
from headway.commentary.rules.wholes import status, universal
from headway.language.claims.claim import Claim, ClaimKind

Rule = Callable[[Claim, Record], Finding]

RULES: Mapping[ClaimKind, Rule] = {
    ClaimKind.LEVEL: level,
    ClaimKind.SHARE: share,
    ClaimKind.TOTAL: total,
    ClaimKind.LENGTH: length,
    ClaimKind.CHANGE: change,
    ClaimKind.MOVEMENT: movement,
    ClaimKind.EXTREME: extreme,
    ClaimKind.RUN: run,
    ClaimKind.TARGET: target,
    ClaimKind.BENCHMARK: benchmark,
    ClaimKind.UNIVERSAL: universal,
    ClaimKind.STATUS: status,
}
"""Every kind but the period, which is told of a text's newest figure as a whole."""
