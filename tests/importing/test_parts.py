"""Two plans are sometimes bound in one file, and one plan often speaks of several years."""

from pathlib import Path

import pytest

from headway.importing.documents.document import DocumentError
from headway.importing.drafting.parts import chosen, parts_of
from headway.importing.opening import open_document

TABLE = "Actions\tLead\tHow we will know\tProgress\n• Open a hub\tAnn\t1. 20 hubs\t1. 3 hubs\n"


def text_file(folder: Path, *titles: str) -> Path:
    path = folder / "plans.txt"
    path.write_text(
        "\n\n".join(f"{title}\n\nSponsored by the partnership\n\n{TABLE}" for title in titles),
        encoding="utf-8",
    )
    return path


def test_two_titles_with_terms_of_their_own_are_two_plans(tmp_path):
    document = open_document(
        text_file(tmp_path, "CHILDREN'S PLAN 2018–2023", "CHILDREN'S PLAN 2023–2028")
    )

    with pytest.raises(DocumentError, match=r'2 plans \(1: "CHILDREN\'S PLAN 2018–2023"'):
        chosen(document, None)
    assert chosen(document, 2).title == "CHILDREN'S PLAN 2023–2028"


def test_a_years_plan_within_the_plan_of_several_years_is_a_part_of_it(tmp_path):
    document = open_document(
        text_file(tmp_path, "CHILDREN'S PLAN 2018–2023", "RECOVERY PLAN 2020-21")
    )

    assert len(parts_of(document)) == 1


def test_a_sentence_that_names_another_plan_begins_no_new_one(tmp_path):
    document = open_document(
        text_file(
            tmp_path,
            "CHILDREN'S PLAN 2018–2023",
            "It builds on what was learnt from the early help strategy 2014-17, and goes further.",
        )
    )

    assert len(parts_of(document)) == 1
