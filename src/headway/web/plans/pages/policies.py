"""A plan's disclosure policy, line by line, as pages show it."""

from collections.abc import Iterator

from headway.domain.disclosing import DisclosurePolicy, Method, Sum, ZeroRule


def policy_lines(policy: DisclosurePolicy) -> tuple[tuple[str, str], ...]:
    """What is done with small numbers: each line a label and its words."""
    return tuple(_lines(policy))


def _lines(policy: DisclosurePolicy) -> Iterator[tuple[str, str]]:
    yield "Small counts of people", f"1 to {policy.threshold}"
    yield "A count of nobody", "shown" if policy.zeros is ZeroRule.SHOW else "hidden too"
    if policy.method is Method.SUPPRESS:
        yield (
            "In public editions",
            f"hidden behind “{policy.symbol}”, with as many others as it takes that nothing "
            "can be worked out",
        )
    else:
        yield (
            "In public editions",
            f"every count rounded to a multiple of {policy.rounding_base}, so that sums hold",
        )
    yield "Means and survey shares", f"hidden on fewer than {policy.fewest_answers} answers"
    if policy.dominance is not None:
        yield "One contributor", f"hidden where it holds more than {policy.dominance:g}%"
    for one in policy.sums:
        yield "A sum that anybody knows", _sum(one)
    if policy.exempt:
        yield "Rows that count no people", ", ".join(policy.exempt)


def _sum(one: Sum) -> str:
    parts = " + ".join((*one.parts, *([f"“{one.rest}”"] if one.rest else [])))
    return f"{one.total} = {parts}"
