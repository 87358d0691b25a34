import gzip
import random
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.fetch.body import MOST_WAITING, PIECE, Body, Cap
from monitor.model.plan import HeldContent

MIB = 2**20


def read(
    data: bytes,
    coding: str = "gzip",
    *,
    cap: int = MIB,
    step: int = 0,
    ratio: float = 200,
    held: HeldContent | None = None,
) -> Body:
    body = Body(coding, Cap(cap, "limits.html_mib"), ratio, held=held)
    step = step or max(1, len(data))
    for start in range(0, len(data), step):
        if not body.feed(data[start : start + step]):
            return body
    body.finish()
    return body


@given(
    data=st.binary(max_size=3000),
    step=st.integers(1, 70),
    coding=st.sampled_from(["gzip", "deflate", "raw", "", "identity"]),
)
def test_what_was_packed_comes_out_whatever_the_chunks(data: bytes, step: int, coding: str) -> None:
    packer = zlib.compressobj(wbits=-15)
    packed = {
        "gzip": gzip.compress(data),
        "deflate": zlib.compress(data),
        "raw": packer.compress(data) + packer.flush(),
    }.get(coding, data)
    body = read(packed, "deflate" if coding == "raw" else coding, step=step)
    assert body.truncated is None
    assert body.content == data


@given(data=st.binary(min_size=1, max_size=2000), cut=st.integers(2, 2000), step=st.integers(1, 300))
def test_a_gzip_stream_without_its_end_is_never_whole(data: bytes, cut: int, step: int) -> None:
    packed = gzip.compress(data)
    body = read(packed[: min(cut, len(packed) - 1)], step=step)
    assert body.truncated is not None


def test_a_gzip_file_may_have_several_members_and_rubbish_after_them() -> None:
    body = read(gzip.compress(b"one ") + gzip.compress(b"two") + b"\x00rubbish")
    assert (body.content, body.truncated) == (b"one two", None)


@pytest.mark.parametrize("plain", [b"", b"x", b"<html>plain</html>"])
def test_announced_gzip_may_be_plain(plain: bytes) -> None:
    assert (read(plain).content, read(plain).truncated) == (plain, None)


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip", "deflate, gzip", "gzip, br"])
def test_what_was_not_asked_for_is_not_undone(coding: str) -> None:
    body = Body(coding, Cap(MIB, "x"), 200)
    assert body.truncated == f"content-encoding {coding}"


@pytest.mark.parametrize("coding", ["utf-8", "none", "binary", ""])
def test_a_coding_that_does_not_exist_is_no_coding(coding: str) -> None:
    assert read(b"text", coding).content == b"text"


def test_a_bomb_stops_at_the_ratio() -> None:
    body = read(gzip.compress(bytes(50 * MIB)), cap=100 * MIB)
    assert body.truncated == body.limit == "limits.ratio"
    assert body.size <= MIB + PIECE


def test_a_body_stops_at_its_cap_to_the_byte() -> None:
    body = read(b"x" * 1000, "", cap=300, step=7)
    assert (len(body.content), body.truncated, body.limit) == (300, "limits.html_mib", "limits.html_mib")


def test_a_body_of_exactly_its_cap_is_whole() -> None:
    assert read(b"x" * 300, "", cap=300).truncated is None


def test_first_bytes_of_a_file_give_it_the_cap_of_a_file() -> None:
    body = Body("", Cap(100, "limits.html_mib"), 200, Cap(1000, "limits.document_mib"))
    body.feed(b"%PDF-1.7" + b"x" * 500)
    body.finish()
    assert (body.size, body.truncated) == (508, None)


def test_a_wrong_checksum_is_damage() -> None:
    packed = gzip.compress(b"text" * 99)
    assert (read(packed[:-8] + bytes(8)).truncated or "").startswith("content-encoding damaged")


def held_as(data: bytes, coding: str = "gzip") -> HeldContent:
    """What is remembered of content that came once."""
    body = read(data, coding)
    return HeldContent(body.transfer_hash, body.digest)


@given(data=st.binary(min_size=1, max_size=3000), step=st.integers(1, 70))
def test_content_that_is_held_is_known_by_what_was_sent_and_not_decoded(data: bytes, step: int) -> None:
    packed = gzip.compress(data, mtime=0)
    body = read(packed, step=step, held=held_as(packed))
    assert (body.content, body.digest, body.truncated) == (b"", read(packed).digest, None)
    assert (body.transfer_hash, body.received) == (read(packed).transfer_hash, len(packed))


@given(data=st.binary(max_size=3000), other=st.binary(max_size=300), step=st.integers(1, 70), cut=st.integers(0, 40))
def test_anything_else_is_read_as_if_nothing_were_held(data: bytes, other: bytes, step: int, cut: int) -> None:
    packed = gzip.compress(data, mtime=0)
    packed = packed[: len(packed) - cut]
    body, plain = read(packed, step=step, held=held_as(gzip.compress(other + b"!", mtime=0))), read(packed, step=step)
    assert (body.content, body.digest, body.truncated, body.size) == (
        plain.content,
        plain.digest,
        plain.truncated,
        plain.size,
    )


def test_the_same_bytes_under_another_coding_are_not_what_is_held() -> None:
    packed = zlib.compress(b"text" * 99)
    assert read(packed, "gzip", held=held_as(packed, "deflate")).content == packed
    assert read(packed, "deflate", held=held_as(packed, "deflate")).content == b""
    assert read(b"text", "", held=HeldContent("", "00")).content == b"text"


def test_what_broke_off_is_not_what_is_held() -> None:
    packed = gzip.compress(b"text" * 99, mtime=0)
    body = Body("gzip", Cap(MIB, "x"), 200, held=held_as(packed))
    body.feed(packed)
    body.finish(cut="broken off")
    assert (body.truncated, body.content) == ("broken off", b"text" * 99)


def test_no_more_than_a_little_waits_to_be_known_and_a_bomb_stops_at_its_cap() -> None:
    packed = gzip.compress(random.Random(1).randbytes(MOST_WAITING * 4), mtime=0)
    body = Body("gzip", Cap(MIB, "x"), 200, held=held_as(packed))
    assert body.feed(packed[:MOST_WAITING])
    assert body.size == 0
    assert body.feed(packed[MOST_WAITING : 2 * MOST_WAITING])
    assert body.size > MOST_WAITING
    bomb = read(gzip.compress(bytes(50 * MIB)), cap=MIB, held=HeldContent("ab", "cd"), step=1000)
    assert (bomb.truncated, bomb.size <= MIB) == ("limits.html_mib", True)
