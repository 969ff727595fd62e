from knowledge.marked_yaml import Marked

TEXT = "a: 2026-02\nb:\n- c: ya\n  d: [1, 2]\n"


def test_every_value_is_text_as_it_was_written():
    assert Marked(TEXT).data == {"a": "2026-02", "b": [{"c": "ya", "d": ["1", "2"]}]}


def test_a_value_knows_its_line():
    marked = Marked(TEXT)

    assert [marked.line("a"), marked.line("b", 0, "c"), marked.line("b", 0, "d", 1)] == [1, 3, 4]


def test_a_missing_value_points_to_what_is_around_it():
    assert Marked(TEXT).line("b", 0, "e", "f") == 3


def test_a_key_written_twice_is_noticed_at_any_depth():
    assert Marked("a: 1\nb:\n- c: 1\n  c: 2\na: 3\n").repeated_keys() == [("a", 5), ("c", 4)]


def test_an_empty_file_has_no_data():
    assert (Marked("").data, Marked("").line("a")) == (None, 1)
