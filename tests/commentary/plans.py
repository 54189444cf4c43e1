"""A plan with figures of every sort, for holding words against."""

from datetime import date

from headway.checking.examples import plan_file
from headway.domain.plan import Plan
from headway.planfile import loads

AT = date(2020, 5, 31)

_LINES = """\
current: report.docx
sources: [{name: report.docx, covers: 2019/20}]
actions:
  - id: campaign
    text: Plan a wider campaign on attendance
    status: halted
    reason: Schools are closed
measures:
  - id: exclusions
    text: Reduce the number of permanent exclusions to 65 in school year 19/20
    quantity: permanent exclusions
    direction: decrease
    kind: cumulative in the year
    targets: [{at_most: 65, period: AY 2019/20}]
    observations:
      - {period: AY 2018/19, value: 72}
      - period: AY 2019/20 T4
        value: 70
        compared_with: {value: 52, period: AY 2018/19 T4}
  - id: exclusions-sen
    text: Reduce permanent exclusions of children with special educational needs to 25 in 19/20
    quantity: permanent exclusions of children with special educational needs
    direction: decrease
    kind: cumulative in the year
    targets: [{at_most: 25, period: AY 2019/20}]
    observations:
      - {period: AY 2019/20 T4, value: 7, compared_with: {value: 33, period: AY 2018/19 T4}}
  - id: development
    text: Increase the % of children reaching a good level of development to 75% in 19/20
    quantity: children reaching a good level of development
    direction: increase
    kind: annual
    unit: "%"
    targets: [{at_least: 75, period: AY 2019/20}]
    observations: [{period: AY 2019/20, value: 73.5}]
    benchmarks: [{area: England, value: 72}]
  - id: placed
    text: All permanently excluded pupils will have a new placement within the 6-day limit
    quantity: permanently excluded pupils
    direction: achieve
    kind: rate for the year to date
    unit: "%"
    targets: [{value: 100}]
    observations: [{period: AY 2019/20 T4, value: 20}]
  - id: absence
    text: Reduce persistent absence in primary schools to 6.7% or less in school year 19/20
    quantity: persistent absence in primary schools
    direction: decrease
    kind: rate for the year to date
    unit: "%"
    targets: [{at_most: 6.7, period: AY 2019/20}]
    observations:
      - {period: AY 2019/20 T4, value: 9.3, compared_with: {value: 7.6, period: AY 2018/19 T4}}
  - id: missing
    text: Reduce the number of children missing education to 25 by 19/20
    quantity: children missing education
    direction: decrease
    kind: snapshot
    targets: [{at_most: 25, period: AY 2019/20}]
    observations:
      - {period: AY 2019/20 T4, value: 54, compared_with: {value: 63, period: AY 2018/19 T4}}
  - id: assessments
    text: Increase the number of early help assessments in the financial year 2019/20 to 1,500
    quantity: early help assessments
    direction: increase
    kind: cumulative in the year
    targets: [{at_least: 1500, period: FY 2019/20}]
    observations: [{period: FY 2019/20, value: 1862}]
  - id: leads
    text: All pilot schools have a nominated mental health lead
    direction: achieve
    kind: snapshot
    unit: "%"
    targets: [{value: 100}]
    observations: [{period: AY 2019/20 T4, value: 100}]
  - id: gap
    text: Reduce the attainment gap from 23% to 20% in 2019
    quantity: attainment gap
    direction: decrease
    kind: annual
    unit: "%"
    targets: [{at_most: 20, period: 2019}]
    baselines: [{value: 23}]
    observations: [{period: 2019, value: 24, compared_with: {value: 23, period: 2018}}]
  - id: home
    text: No children on CP/CIN plans electively home educated by 19/20 (from 3/24)
    direction: decrease
    kind: snapshot
    targets: [{value: 0, period: AY 2019/20}]
    baselines: [{value: 3, breakdown: CP}, {value: 24, breakdown: CIN}]
    observations:
      - {period: AY 2019/20 T4, value: 2, breakdown: CP}
      - {period: AY 2019/20 T4, value: 16, breakdown: CIN}
  - id: waits
    text: Reduce the number of children who wait more than 12 weeks
    quantity: children who wait more than 12 weeks
    direction: decrease
    kind: annual
    observations:
      - {period: FY 2016/17, value: 210}
      - {period: FY 2017/18, value: 240}
      - {period: FY 2018/19, value: 180}
      - {period: FY 2019/20, value: 90}
"""


def plan() -> Plan:
    """The plan, read anew."""
    return loads(plan_file(_LINES))
