"""Answers to a survey beside the options of their question."""

from typing import Any


def of_its_round(rows: Any) -> Any:
    """Each answer with its response's reference and round in one: references begin anew."""
    return rows.mutate(response=rows["round"].fill_null("") + "/" + rows.response)


def beside_options(rows: Any) -> Any:
    """
    Each answer once for every option of its question, in `option`.

    The options of a question are the answers that somebody gave: whoever chose another is in the
    denominator of each.
    """
    options = rows.select(of_item="item", option="answer").distinct()
    return rows.inner_join(options, rows.item == options.of_item).drop("of_item")
