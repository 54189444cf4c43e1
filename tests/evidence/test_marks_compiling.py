"""Loops are compiled wherever Headway is installed."""

from typing import Any

from headway.evidence.marks.compiling import compiled


def test_a_loop_is_compiled_where_nothing_can_be_written():
    nowhere: dict[str, Any] = {}
    exec("def double(number):\n    return 2 * number", nowhere)  # noqa: S102 - code without a file has no folder to be kept in

    assert compiled(nowhere["double"])(21) == 42
