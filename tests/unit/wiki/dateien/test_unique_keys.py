"""Files in which a key stands twice: without a word the last one would count."""

from pathlib import Path

import pytest

from wiki.austausch.exceptions import FileUnreadable, HarvestListInvalid
from wiki.austausch.harvest.addresses import read_addresses
from wiki.austausch.harvest.conversion import write_list
from wiki.austausch.read.reports.front_matter import split_head
from wiki.austausch.snapshot.snapshot_file import read_snapshot
from wiki.dateien.unique_keys import RepeatedKey, load_json, load_yaml
from wiki.platform.network.exceptions import FetchFailed

HEADS = {
    "YAML": ("---\ntitle: A\nstatus: Idee\nort: B\nstatus: geplant\n---\n", "status", 3, 5),
    "below a remark": ("<!-- a\nb -->\n---\nx: 1\nx: 2\n---\n", "x", 4, 5),
    "YAML inside": ("---\nkosten:\n  einmalig: 5\n  einmalig: 6\n---\n", "einmalig", 3, 4),
    "no YAML": ("---\ntitle: Kita: neu\nort: A\nort: B\n---\n", "ort", 3, 4),
    "TOML": ('+++\ntitle = "A"\nort = "B"\nort = "C"\n+++\n', "ort", 3, 4),
    "JSON": ('{\n"title": "A", "k": {"a": 1,\n"a": 2}\n}\nText', "a", 2, 3),
}


@pytest.mark.parametrize(("text", "key", "first", "second"), HEADS.values(), ids=HEADS)
def test_the_head_of_a_report_is_refused(text: str, key: str, first: int, second: int) -> None:
    said = f"„{key}“ steht zweimal darin: in Zeile {first} und in Zeile {second}"
    with pytest.raises(FileUnreadable, match=said):
        split_head(text)


def test_what_one_key_takes_over_from_another_is_no_second_one() -> None:
    text = "a: &a {x: 1, y: 2}\nb:\n  <<: *a\n  x: 3\n"
    for ours in (True, False):
        assert load_yaml(text, ours=ours)["b"] == {"x": 3, "y": 2}


def test_brackets_without_end_do_not_end_the_process() -> None:
    text = f"a: {'[' * 20_000}{']' * 20_000}"
    with pytest.raises(RecursionError):
        load_yaml(text)
    assert split_head(f"---\ntitle: A\n{text}\n---\n")[0]["title"] == "A"


def test_the_same_key_of_two_entries_is_no_mistake() -> None:
    text = '[{"a": "b", "c": {"a": ":"}}, {"a": "{\\"a\\""}]'
    assert len(load_json(text)) == 2
    with pytest.raises(RepeatedKey, match="„ä“ steht zweimal darin: in Zeile 2 und in Zeile 4"):
        load_json('[{"ä": 1},\n{"ä": "\\"ä\\": {",\n"b": 1,\n"\\u00e4": 2}]')


def test_lists_and_exports_in_json_are_refused(tmp_path: Path) -> None:
    twice = '{"a": 1, "a": 2}'
    (tmp_path / "wiki.json").write_text(twice)
    with pytest.raises(FileUnreadable, match="zweimal"):
        read_snapshot(tmp_path / "wiki.json")
    with pytest.raises(HarvestListInvalid, match="zweimal"):
        read_addresses(f"[{twice}]")
    with pytest.raises(FetchFailed, match="zweimal"):
        write_list(f"[{twice}]".encode(), tmp_path)
