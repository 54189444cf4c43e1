"""Numbers of children, schools and places: sound ones pass, mistyped ones are told apart."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.evidence import identifier_columns as columns
from headway.evidence import identifiers
from headway.evidence.dataset import Holds
from headway.evidence.identifiers import (
    UPN_LETTERS,
    fault_of_nhs_number,
    fault_of_upn,
    successors,
    upn_check_letter,
)


@pytest.mark.parametrize("upn", ["B801200005001", "A950000178301", "H243278544154"])
def test_a_sound_pupil_number_passes(upn):
    assert fault_of_upn(upn) is None


@pytest.mark.parametrize(
    ("upn", "said"),
    [
        ("R247962919251", "should be Q"),
        ("A801200005001", "should be B"),
        ("B80120000500", "12 came"),
        ("I801200005001", "letter other than I, O and S"),
        ("B8O1200005001", "Check O for 0"),
        ("T93199992401S", "other than I, O and S"),
        ("", "0 came"),
    ],
)
def test_a_wrong_pupil_number_says_what_is_wrong(upn, said):
    assert said in (fault_of_upn(upn) or "")


def test_a_temporary_number_has_its_own_check_letter():
    assert fault_of_upn("T93199992401C") is None
    assert fault_of_upn("Q931999924001") is None
    assert identifiers.is_temporary_upn("T93199992401C")
    assert not identifiers.is_temporary_upn("Q931999924001")


def test_the_example_that_is_widely_copied_is_wrong():
    assert upn_check_letter("207000016049") == "P"
    assert fault_of_upn("Q207000016049") is not None


def test_the_authority_in_a_pupil_number_is_the_one_that_gave_it():
    assert identifiers.issuing_la("B801200005001") == "801"


def test_seven_reasons_stand_for_a_pupil_number_that_is_not_there():
    assert tuple(identifiers.UPN_UNKNOWN) == tuple(f"UN{number}" for number in range(1, 8))


@pytest.mark.parametrize("number", ["9434765919", "6541003238", "6716689966"])
def test_a_sound_nhs_number_passes(number):
    assert fault_of_nhs_number(number) is None


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("9434765918", "check figure"),
        ("0000000000", "one figure ten times"),
        ("4444444444", "one figure ten times"),
        ("943476591", "10 figures"),
        ("943476591X", "10 figures"),
        ("٩٤٣٤٧٦٥٩١٩", "10 figures"),
    ],
)
def test_a_wrong_nhs_number_says_what_is_wrong(number, said):
    assert said in (fault_of_nhs_number(number) or "")


def test_no_check_figure_can_be_ten():
    bodies = [f"{number:09d}" for number in range(100_000_000, 100_000_200)]
    ten = [body for body in bodies if _weighed(body) % 11 == 1]

    assert ten
    assert all(fault_of_nhs_number(body + str(last)) for body in ten for last in range(10))


def test_numbers_for_tests_are_noticed():
    assert identifiers.is_test_nhs_number("9990000018")


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("931/4000", "9314000"),
        ("9314000", "9314000"),
        ("9314000.0", "9314000"),
        (" 931 4000 ", "9314000"),
    ],
)
def test_the_number_of_an_establishment_is_read_however_it_is_written(written, normal):
    assert identifiers.normal_laestab(written) == normal
    assert identifiers.fault_of_laestab(normal) is None


@pytest.mark.parametrize("postcode", ["OX1 1ND", "M1 1AE", "SW1A 2AA", "GIR 0AA", "CR2 6XH"])
def test_a_postcode_is_read_however_it_is_spaced(postcode):
    assert identifiers.normal_postcode(postcode.replace(" ", "").lower()) == postcode
    assert identifiers.fault_of_postcode(postcode) is None


@pytest.mark.parametrize("text", ["OX1", "OX1 1CD", "12 3AB", "OXFORD"])
def test_what_is_no_postcode_is_said(text):
    assert identifiers.fault_of_postcode(identifiers.normal_postcode(text))


def test_authorities_that_were_ended_lead_to_those_of_today():
    assert successors("928") == ("940", "941")
    assert successors("E10000006") == ("E06000063", "E06000064")
    assert successors("E10000002") == ("E06000060",)
    assert successors("825") == ("825",)


def test_every_successor_is_itself_a_code_of_today():
    tables = (identifiers.SUCCESSORS, identifiers.GSS_SUCCESSORS)

    for table in tables:
        for after in table.values():
            assert all(identifiers.fault_of_la(code) is None for code in after)
            assert not set(after) & set(table)


FAULT_CASES = {
    Holds.UPN: ["B801200005001", "A801200005001", "T93199992401C", "b", "", "B80120000500é", None],
    Holds.NHS_NUMBER: ["9434765919", "0000000000", "94347659190", "", None, "943476591é"],
    Holds.URN: ["123456", "012345", "9314000", "", None],
    Holds.LAESTAB: ["9314000", "93140000", "931/4000", None],
    Holds.LA: ["931", "E10000025", "E1000002", "Oxfordshire", None],
    Holds.POSTCODE: ["OX1 1ND", "OX11ND", "OX1 1CD", "ox1 1nd", None, "OX1 1ND\n"],
}


@pytest.mark.parametrize("holds", list(FAULT_CASES))
@pytest.mark.parametrize("shape", ["array", "chunks", "dictionary", "slice"])
def test_a_column_is_judged_as_each_of_its_cells(holds, shape):
    cells = FAULT_CASES[holds]
    expected = [cell is not None and columns.FAULT_OF[holds](cell) is not None for cell in cells]

    mask = columns.FAULTY[holds](_column(cells, shape))

    assert mask.tolist() == expected


@pytest.mark.parametrize("holds", list(columns.NORMAL))
def test_a_column_is_brought_to_the_form_of_each_of_its_cells(holds):
    of_one = {
        Holds.UPN: identifiers.normal_upn,
        Holds.LAESTAB: identifiers.normal_laestab,
        Holds.LA: identifiers.normal_la,
        Holds.POSTCODE: identifiers.normal_postcode,
    }.get(holds, identifiers.normal_figures)
    cells = [" b8012 0000 5001", "943-476-5919", "123456.0", "931/4000", "ox1 1nd", "E10000025  "]

    column = columns.NORMAL[holds](pa.array([*cells, None]))

    assert column.to_pylist() == [*map(of_one, cells), None]


_UPNS = st.builds(
    lambda letter, body, last: letter + body + last,
    st.sampled_from(UPN_LETTERS + "IOS1"),
    st.from_regex("[0-9]{11}", fullmatch=True),
    st.sampled_from(UPN_LETTERS + "0123456789IOS"),
)


@given(st.lists(st.none() | _UPNS | st.text(max_size=14), max_size=20))
def test_the_quick_check_of_pupil_numbers_agrees_with_the_plain_one(cells):
    mask = columns.faulty_upns(pa.array(cells, pa.string()))

    assert mask.tolist() == [cell is not None and fault_of_upn(cell) is not None for cell in cells]


@given(st.lists(st.none() | st.from_regex("[0-9]{9,11}", fullmatch=True), max_size=20))
def test_the_quick_check_of_nhs_numbers_agrees_with_the_plain_one(cells):
    mask = columns.faulty_nhs_numbers(pa.array(cells, pa.string()))

    expected = [cell is not None and fault_of_nhs_number(cell) is not None for cell in cells]
    assert mask.tolist() == expected


_SOUND_UPNS = st.builds(
    lambda body, last: upn_check_letter(body + last) + body + last,
    st.from_regex("[0-9]{11}", fullmatch=True),
    st.sampled_from(UPN_LETTERS + "0123456789"),
)


@given(_SOUND_UPNS, st.data())
def test_one_mistyped_figure_of_a_pupil_number_is_always_found(upn, data):
    place = data.draw(st.integers(1, 11))
    other = data.draw(st.sampled_from("0123456789").filter(lambda figure: figure != upn[place]))

    assert fault_of_upn(upn) is None
    assert fault_of_upn(upn[:place] + other + upn[place + 1 :]) is not None


def test_an_empty_column_has_no_faults():
    assert columns.faulty_upns(pa.chunked_array([], pa.string())).tolist() == []
    assert columns.faulty_upns(pa.array([], pa.string())).dtype == np.bool_


def _weighed(body: str) -> int:
    return sum(int(figure) * (10 - place) for place, figure in enumerate(body))


def _column(cells, shape):
    whole = pa.array(cells, pa.string())
    match shape:
        case "chunks":
            return pa.chunked_array([whole.slice(0, 2), whole.slice(2)])
        case "dictionary":
            return whole.dictionary_encode()
        case "slice":
            return pa.array(["out of sight", *cells], pa.string()).slice(1)
        case _:
            return whole
