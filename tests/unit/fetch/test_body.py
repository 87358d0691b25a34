import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.fetch.body import PIECE, Body, Cap

MIB = 2**20


def read(data: bytes, coding: str = "gzip", *, cap: int = MIB, step: int = 0, ratio: float = 200) -> Body:
    body = Body(coding, Cap(cap, "limits.html_mib"), ratio)
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
