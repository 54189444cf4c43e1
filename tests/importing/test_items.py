"""What one cell lists."""

from headway.importing.rows.agencies import agencies_of, leads_of
from headway.importing.rows.items import items_of


def test_a_numbered_list_in_one_run_is_parted_at_its_numbers() -> None:
    items = items_of("1. The gap is 24%. 2. It was 72 in 18/19 3. All are placed")

    assert [(item.number, item.text) for item in items] == [
        ("1", "The gap is 24%."),
        ("2", "It was 72 in 18/19"),
        ("3", "All are placed"),
    ]


def test_wrapped_lines_go_to_the_item_they_go_on_from() -> None:
    items = items_of("8. Reduce the level\nof absence.\n9. Reduce the number\nof children.")

    assert [item.text for item in items] == [
        "Reduce the level of absence.",
        "Reduce the number of children.",
    ]


def test_a_number_misread_between_its_neighbours_is_put_right_and_said() -> None:
    items = items_of(
        "12. End of term\n10. 2.10 0. 10\n19/20 54 (63 last year)\n14. Two plans", stacked=True
    )

    middle = items[1]
    assert (middle.number, middle.text, middle.renumbered) == (
        "13",
        "19/20 54 (63 last year)",
        True,
    )
    assert middle.garbled == ("10. 2.10 0. 10",)


def test_a_line_read_twice_and_once_badly_is_left_out_and_kept_apart() -> None:
    (item,) = items_of(
        "Use the survey as benchmark\nfor improvement.\nlor improvement.\n", stacked=True
    )

    assert item.text == "Use the survey as benchmark for improvement."
    assert item.garbled == ("lor improvement.",)


def test_lines_of_a_table_inside_a_cell_stay_lines() -> None:
    (item,) = items_of("3.\nSep-Dec20\nPrimary 2804", keep_lines=True)

    assert (item.number, item.text) == ("3", "Sep-Dec20\nPrimary 2804")


def test_a_sub_list_names_the_parts_of_its_organisation() -> None:
    text = (
        "• County Council\n  • education\n  • and learning\n  • LCSS\n• Thames Valley\n  • Police"
    )

    assert agencies_of(text) == (
        "County Council – education and learning",
        "County Council – LCSS",
        "Thames Valley Police",
    )


def test_a_name_known_from_the_glossary_mends_two_items_cut_in_the_wrong_place() -> None:
    cut = "• Public Health Oxford\n• Health Schools\n• CAMHS"

    assert agencies_of(cut, {"Oxford Health"}) == (
        "Public Health",
        "Oxford Health",
        "Schools",
        "CAMHS",
    )


def test_the_end_of_a_surname_cut_by_a_line_is_put_back() -> None:
    assert leads_of("Ann Johanss on (CCG), Bea Lee") == ("Ann Johansson (CCG)", "Bea Lee")


def test_two_plain_words_name_one_organisation_unless_one_stands_alone_elsewhere() -> None:
    assert agencies_of("Parks and Countryside") == ("Parks and Countryside",)
    assert agencies_of("Parks and Green Spaces") == ("Parks and Green Spaces",)
    assert agencies_of("Fleet and Depot", ["Depot"]) == ("Fleet", "Depot")


def test_a_post_and_a_short_name_are_two_leads() -> None:
    assert leads_of("Deputy Head and PTA") == ("Deputy Head", "PTA")
    assert leads_of("Service Manager, MASH") == ("Service Manager, MASH",)


def test_a_subject_and_its_lead_stay_two_words() -> None:
    assert leads_of("English lead, Maths lead") == ("English lead", "Maths lead")
    assert leads_of("Music hub") == ("Music hub",)
