"""What is read quickly is what is read carefully, part for part and place for place."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml.error import YAMLError

from headway.planfile import events, example_path, nodes
from headway.planfile.errors import Refusal

pytestmark = pytest.mark.skipif(
    not yaml.__with_libyaml__, reason="PyYAML was built without libyaml, so all is read carefully"
)
EXAMPLE = example_path().read_text(encoding="utf-8")
LINES = EXAMPLE.splitlines()
BITS = (
    *"\n :-#'\"[]{},&*!|>?@%~=.0a—", "\n  - ", ": ", "- ", "|\n", ">-\n", "# c", "\n---\n", "...\n",
    "null", "\\u00e9", "? ", "\n\n", "<<: ", "!!str ", "\t", "\r", "\x85", "\u2028", "𝟛", "\0",
)  # fmt: skip


@st.composite
def spoilt(draw: st.DrawFn) -> str:
    """Some lines of the example, with something put in, here and there."""
    first = draw(st.integers(0, len(LINES) - 1))
    text = "\n".join(LINES[first : first + draw(st.integers(1, 12))])
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(BITS)) + text[at + draw(st.integers(0, 2)) :]
    return text


def quick(text: str) -> nodes.Node | None:
    try:
        return nodes._Composer(events.quickly(text)).root()
    except (events.UnlikeError, Refusal):
        return None


def test_the_example_is_read_quickly_and_as_carefully_as_ever():
    found = quick(EXAMPLE)

    assert isinstance(found, nodes.Mapping)
    assert found == nodes._Composer(events.carefully(EXAMPLE)).root()


@given(spoilt())
def test_whatever_is_taken_quickly_is_what_the_careful_parser_takes(text: str):
    found = quick(text)

    if isinstance(found, nodes.Mapping):
        try:
            careful = nodes._Composer(events.carefully(text)).root()
        except (YAMLError, Refusal) as refusal:
            pytest.fail(f"taken quickly, and refused: {refusal}")
        assert found == careful
