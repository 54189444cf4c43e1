"""
The lines of a rule's example as a whole plan file.

An example shows what matters and leaves out the frame: the plan's title, and the outcome
and area of focus that its rows stand under.
"""

import re

_OF_THE_AREA = {"measures", "actions", "agencies", "leads", "timetable", "remarks"}
_FRAME = """\
headway: 1
slug: example
title: Example
{plan}outcomes:
  - id: be-safe
    title: Be Safe
    areas:
      - id: focus
        title: Focus
{area}"""


def plan_file(lines: str) -> str:
    r"""
    A plan file that can be loaded, made of an example's lines.

    >>> print(plan_file("term: 2018/2023\nactions: []\n"))
    headway: 1
    slug: example
    title: Example
    term: 2018/2023
    outcomes:
      - id: be-safe
        title: Be Safe
        areas:
          - id: focus
            title: Focus
            actions: []
    <BLANKLINE>
    """
    of_plan, of_area = "", ""
    for block in re.split(r"(?m)^(?=\w)", lines):
        if block.split(":", 1)[0] in _OF_THE_AREA:
            of_area += "".join(f"        {line}\n" for line in block.splitlines())
        else:
            of_plan += block
    return _FRAME.format(plan=of_plan, area=of_area)
