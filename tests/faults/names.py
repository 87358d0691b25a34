"""Names and literals that lead to where we do not go, or nowhere."""

from tests.faults.server import Behaviour, ok, says

_PAGE = says(ok())


def _refused(name: str, host: str, reason: str = "private-address") -> Behaviour:
    return Behaviour(name=f"names-{name}", script=_PAGE, expected=reason, resolves=host, listens=False, most_requests=0)


BEHAVIOURS = (
    _refused("private-10", "10.1.2.3"),
    _refused("private-172", "172.16.0.1"),
    _refused("private-192", "192.168.1.1"),
    _refused("link-local", "169.254.169.254"),
    _refused("cgnat", "100.64.0.1"),
    _refused("unspecified", "0.0.0.0"),
    _refused("broadcast", "255.255.255.255"),
    _refused("multicast", "224.0.0.1"),
    _refused("reserved", "240.0.0.1"),
    _refused("documentation", "192.0.2.1"),
    _refused("ipv6-loopback", "[::1]"),
    _refused("ipv6-mapped", "[::ffff:10.0.0.1]"),
    _refused("ipv6-compatible", "[::10.0.0.1]"),
    _refused("ipv6-6to4", "[2002:a00:1::1]"),
    _refused("ipv6-teredo", "[2001:0:4136:e378:8000:63bf:f5ff:fffe]"),
    _refused("ipv6-nat64", "[64:ff9b::a00:1]"),
    _refused("ipv6-unique-local", "[fc00::1]"),
    _refused("ipv6-link-local", "[fe80::1]"),
    _refused("number", "167772161"),
    _refused("octal", "012.0.0.1"),
    _refused("hex", "0x0a.0x0.0x0.0x1"),
    _refused("short", "10.1"),
    _refused("label-too-long", "a" * 64 + ".example", "bad-url"),
    Behaviour(
        name="names-unknown",
        script=_PAGE,
        expected="name-unknown",
        resolves="no-such-name.invalid",
        listens=False,
        most_requests=0,
    ),
)
