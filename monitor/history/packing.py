"""JSON and texts <-> the few bytes that the store keeps of them."""

import json
import zlib
from typing import Any

from monitor.history.codec import to_json

_PRIMER = (
    b'{"slots":[],"variants":[["","2026-11-25T00:00:00.000000+00:00"]],"transitions":0}'
    b'{"kind":"html","asides":[[null,1],["sidebar",1],["header",1],["navigation",1],["footer",1],["consent",1],["hidden",1],'
    b'["related",1],["links",1],["form",1]],"urls":["https://www."],"names":[],"rels":[[["",true,false],1],'
    b'[["noopener noreferrer",true,false],1],[["",true,true],1]],"fragments":["main","content","menu","footer","header",'
    b'"search","navigation"],"signals":{"forms":1,"scripts":1,"script_bytes":1,"media":1,"generator":"WordPress",'
    b'"canonical":"https://www.","og_url":"https://www.","robots":"index, follow"},"title":"","language":"nl",'
    b'"content_hash":"","size_bytes":1,"rule_id":"2:e3b0c44298fc1c14","roles":"hppppllllhpprrrrpppp",'
    b'"levels":"10000000200000300000","paths":["./h1","p","p[2]","p[3]","p[4]","./ul/li","li[2]","li[3]","li[4]","li[5]",'
    b'"./h2","h2[2]","h3","./div/p","./div[2]/p","./table/tbody/tr","tr[2]","/html/body/div/"],"densities":[[1.0,1],[0.0,1]]}'
)
"""What our JSON looks like: every packing starts from it, which saves 180 bytes a copy. Never changed: what was packed with
it is read with it; what was packed before there was one, or with another, says so by itself (RFC 1950, 2.2: FDICT)."""


def compress(body: bytes, like: bytes = b"") -> bytes:
    """Compressed at level 4; `like` is a text that resembles it, needed again to expand.

    Measured on pages of 24 KB of text: level 1 gives 11 % more bytes in 0.09 ms less, level 6 takes 0.5 ms for 5 %.
    """
    packer = zlib.compressobj(4, zdict=_PRIMER + like)
    return packer.compress(body) + packer.flush()


def expand(body: bytes, like: bytes = b"") -> bytes:
    """What `compress` was given, also before there was a primer."""
    primed = _PRIMER + like
    is_primed = body[2:6] == zlib.adler32(primed).to_bytes(4)
    return zlib.decompressobj(zdict=primed if is_primed else like).decompress(body)


def pack(value: object) -> bytes:
    """JSON, compressed."""
    return compress(to_json(value).encode())


def unpack(body: bytes) -> Any:  # noqa: ANN401 - whatever JSON was packed
    """What `pack` packed."""
    return json.loads(expand(body))
