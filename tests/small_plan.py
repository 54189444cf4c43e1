"""The smallest plan that is worth a round: one row, one agency that answers for it."""

SMALL_PLAN = """\
headway: 1
slug: small
title: A small plan
outcomes:
  - id: o
    title: Be Safe
    areas:
      - id: home
        title: Home
        agencies: [Police]
        timetable: {words: Termly}
        measures:
          - {id: calls, text: Calls}
"""
