"""A record's ZIP from anywhere: whatever is in it, it is read whole or refused in one sentence, and nothing unpacks."""

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.content import record_zip
from coach.content.record_zip import read_record, record_in
from coach.errors import ContentError
from tests.builders_edges import one_sentence

DOCUMENT: dict[str, Any] = {
    "format": "coach-record",
    "version": 1,
    "schema": ["0001_first_schema"],
    "name": "Aisha Rahman",
    "cohort": None,
    "left_out": [],
    "tables": {"people": []},
    "colleagues": [],
    "trail": [],
}


def packed(*entries: tuple[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as archive:
        for name, content in entries:
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return written.getvalue()


def record(**changes: Any) -> bytes:
    return packed(("record.json", json.dumps(DOCUMENT | changes)))


def twice() -> bytes:
    with pytest.warns(UserWarning, match="Duplicate name"):
        return packed(("record.json", json.dumps(DOCUMENT)), ("record.json", json.dumps(DOCUMENT)))


def locked() -> bytes:
    """Say of the only entry that it is encrypted, in both of its headers."""
    raw = bytearray(record())
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    return bytes(raw)


def central(place: int, value: int) -> bytes:
    """Change a byte in what the ZIP's directory says of its only entry."""
    raw = bytearray(record())
    raw[raw.index(b"PK\x01\x02") + place] = value
    return bytes(raw)


def lying() -> bytes:
    """Say of an entry that it is small, which it is not."""
    raw = bytearray(packed(("record.json", b" " * 2**20)))
    for signature, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = raw.index(signature) + place
        raw[start : start + 4] = (10).to_bytes(4, "little")
    return bytes(raw)


HOSTILE: Mapping[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "no ZIP": lambda: b"PK\x03\x04 but no more",
    "half a ZIP": lambda: record()[:-30],
    "a bitten ZIP": lambda: record()[:60] + b"\0\0\0" + record()[63:],
    "an empty ZIP": packed,
    "no record": lambda: packed(("record.html", "x")),
    "a way out of the folder": lambda: packed(("../../etc/cron.d/x", "x"), ("record.json", "{}")),
    "a way out on Windows": lambda: packed(("csv\\..\\..\\x.csv", "x"), ("record.json", "{}")),
    "an absolute path": lambda: packed(("/etc/passwd", "x"), ("record.json", "{}")),
    "a foreign file": lambda: packed(("csv/turns.csv.exe", "x"), ("record.json", "{}")),
    "a name that steers": lambda: packed(("csv/\x1b[2J.csv", "x"), ("record.json", "{}")),
    "an entry twice": twice,
    "many entries": lambda: packed(*((f"csv/{'a' * n}.csv", "") for n in range(1, 100))),
    "a bomb": lambda: packed(("record.json", b"0" * (20 * 2**20))),
    "a bomb beside it": lambda: packed(("record.json", "{}"), ("csv/turns.csv", b"0" * (20 * 2**20))),
    "an entry that lies about its size": lying,
    "a password": locked,
    "another packing": lambda: packed(("record.json", json.dumps(DOCUMENT)), method=zipfile.ZIP_BZIP2),
    "a packing nobody knows": lambda: central(10, 99),
    "a patch": lambda: central(8, 0x20),
    "a lock of its own": lambda: central(8, 0x40),
    "a ZIP of a later kind": lambda: central(6, 99),
    "no JSON": lambda: packed(("record.json", "not JSON")),
    "no UTF-8": lambda: packed(("record.json", b'{"name": "\xff"}')),
    "a list": lambda: packed(("record.json", "[]")),
    "a deep nest": lambda: packed(("record.json", "[" * 500_000)),
    "the same key twice": lambda: packed(("record.json", '{"format": 1, "format": 2}')),
    "half a character": lambda: record(name="A\ud800"),
    "half a character in a key": lambda: record(tables={"people": [{"\udfff": 1}]}),
    "no number": lambda: record(version=float("nan")),
    "endless digits": lambda: packed(("record.json", f'{{"version": {"9" * 6000}}}')),
    "a huge text": lambda: record(cohort="A" * (record_zip.LONGEST_TEXT + 1)),
    "an unknown field": lambda: record(password="x"),
    "a wrong type": lambda: record(tables=[]),
    "rows that are none": lambda: record(tables={"people": ["x"]}),
    "another form": lambda: record(format="else"),
    "a newer form": lambda: record(version=2),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused_in_a_sentence(what: str) -> None:
    with pytest.raises(ContentError) as refused:
        record_in(HOSTILE[what]())
    assert len(one_sentence(refused.value)) < 400


def test_an_entry_packed_in_another_way_is_told_as_that() -> None:
    for unusual in ("another packing", "a packing nobody knows", "a patch", "a lock of its own"):
        with pytest.raises(ContentError, match="packed in a way that no record is"):
            record_in(HOSTILE[unusual]())


def test_a_sound_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "aisha.zip"
    file.write_bytes(record())
    assert read_record(file).name == "Aisha Rahman"
    with pytest.raises(ContentError, match="cannot be read"):
        read_record(tmp_path / "none.zip")


def test_limits_hold_whatever_the_headers_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_zip, "LARGEST_UNPACKED", 50)
    with pytest.raises(ContentError, match="unpacks to more"):
        record_in(record())


@given(st.binary(max_size=300), st.integers(0, 400), st.integers(0, 400))
def test_any_bytes_are_read_or_refused(noise: bytes, start: int, end: int) -> None:
    raw = record()
    for made in (noise, raw[:start] + noise + raw[end:], packed(("record.json", noise))):
        try:
            assert record_in(made).format == "coach-record"
        except ContentError as error:
            one_sentence(error)
