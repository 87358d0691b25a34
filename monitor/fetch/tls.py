"""TLS contexts, and certificates and handshake errors read: which of the contract's sub-reasons it is."""

import asyncio
import hashlib
import re
import socket
import ssl
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from monitor.fetch.trouble import Trouble, worded
from monitor.model.exchange import Certificate, Failure, FailureKind, TlsReason

if TYPE_CHECKING:
    from cryptography import x509

P = TypeVar("P", bound=asyncio.Protocol)

_BY_VERIFY_CODE = {
    9: TlsReason.NOT_YET_VALID,
    10: TlsReason.EXPIRED,
    18: TlsReason.SELF_SIGNED,
    19: TlsReason.UNTRUSTED,  # a root of their own at the top of the chain
    62: TlsReason.WRONG_HOST,
    64: TlsReason.WRONG_HOST,
}
"""OpenSSL's X509_V_ERR_* (x509_vfy.h). 20, 21 and the rest need a look at what was sent."""

_BY_WORDS = (
    (
        re.compile(r"hostname mismatch|ip address mismatch|doesn't match|not valid for", re.IGNORECASE),
        TlsReason.WRONG_HOST,
    ),
    (re.compile(r"not yet valid", re.IGNORECASE), TlsReason.NOT_YET_VALID),
    (re.compile(r"expired", re.IGNORECASE), TlsReason.EXPIRED),
    (re.compile(r"self.signed certificate(?! in)", re.IGNORECASE), TlsReason.SELF_SIGNED),
)
"""The operating systems' own verifiers give words, no codes."""

_INTERMEDIATE = re.compile(r"intermediate|issuing|\bsub(?:ordinate)?[ -]?ca\b|tussen", re.IGNORECASE)


class TlsTrouble(Trouble):
    """The handshake failed; `error` is the library's."""

    def __init__(self, error: BaseException) -> None:
        self.error = error
        super().__init__(Failure(kind=FailureKind.TLS, detail=worded(error), tls_reason=reason_of(error, ())))


def trusting(ca_file: str | None) -> ssl.SSLContext:
    """The operating system's trust store, and the operator's own authority beside it.

    VERIFY_X509_STRICT (Python 3.13's default for contexts it makes itself) stays off: certificate authorities of
    organisations often lack the extensions it demands, and no browser demands them. An intermediate in `ca_file`
    may be the anchor (VERIFY_X509_PARTIAL_CHAIN), as in every browser. A name counts where it is meant to stand alone
    (subjectAltName; RFC 9525, 6.3): OpenSSL falls back on the subject's common name, which browsers stopped doing in 2017.
    """
    context = _of_the_system()
    context.hostname_checks_common_name = False
    if ca_file:
        context.load_verify_locations(cafile=ca_file)
    context.verify_flags = (context.verify_flags | ssl.VERIFY_X509_PARTIAL_CHAIN) & ~getattr(
        ssl, "VERIFY_X509_STRICT", 0
    )
    return context


def _of_the_system() -> ssl.SSLContext:
    """A context with the operating system's trust store.

    truststore reads the whole bundle again for every handshake (25 ms in which the loop stands still, measured on
    Debian 12); where OpenSSL itself knows the bundle, reading it once gives the same trust.
    """
    if sys.platform not in {"win32", "darwin"} and ssl.get_default_verify_paths().cafile:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.load_default_certs()
        return context
    import truststore  # noqa: PLC0415 - only who asks https pays for it

    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


@dataclass
class Tls:
    """The contexts of one run; loading a trust store is dear, so each is made once and only when asked for."""

    ca_file: str | None
    handshake_seconds: float
    certificates: dict[bytes, Certificate] = field(default_factory=dict)

    @cached_property
    def verified(self) -> ssl.SSLContext:
        """For every visit."""
        context = trusting(self.ca_file)
        context.set_alpn_protocols(["http/1.1"])
        return context

    @cached_property
    def unverified(self) -> ssl.SSLContext:
        """For the one look after a failure, whose content is thrown away."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        context.set_alpn_protocols(["http/1.1"])
        return context

    async def ready(self) -> None:
        """Load the trust store beside the loop, before the first handshake needs it."""
        if "verified" not in self.__dict__:
            await asyncio.to_thread(lambda: self.verified)

    async def wrapped(
        self, sock: socket.socket, factory: Callable[[], P], context: ssl.SSLContext | None, host: str
    ) -> tuple[asyncio.Transport, P]:
        """A transport over the socket, after the handshake where there is a context. Raises Trouble."""
        loop = asyncio.get_running_loop()
        if context is None:
            return await loop.create_connection(factory, sock=sock)
        try:
            async with asyncio.timeout(self.handshake_seconds):
                return await loop.create_connection(factory, sock=sock, ssl=context, server_hostname=host.rstrip("."))
        except TimeoutError as error:
            words = f"no handshake within {self.handshake_seconds:g} s"
            raise Trouble(Failure(kind=FailureKind.TLS_TIMEOUT, detail=words), "limits.tls_seconds") from error
        except ssl.SSLError as error:
            raise TlsTrouble(error) from error
        except OSError as error:
            kind = FailureKind.RESET if isinstance(error, ConnectionResetError) and error.errno else FailureKind.CLOSED
            raise Trouble(Failure(kind=kind, detail=f"during the handshake: {worded(error)}")) from error

    def certificate(self, secured: "ssl.SSLObject | ssl.SSLSocket") -> Certificate | None:
        """What we note of the peer's certificate; read once per certificate."""
        der = secured.getpeercert(binary_form=True)
        if der is None:
            return None
        if der not in self.certificates:
            self.certificates[der] = _noted(der, secured.getpeercert() or {})
        return self.certificates[der]


def _noted(der: bytes, fields: dict[str, Any]) -> Certificate:
    fingerprint = hashlib.sha256(der).hexdigest()
    if "notAfter" in fields:
        ends = datetime.fromtimestamp(ssl.cert_time_to_seconds(fields["notAfter"]), UTC)
        names = dict(pair[0] for pair in fields.get("issuer", ()))
        return Certificate(
            not_after=ends,
            issuer=names.get("commonName") or names.get("organizationName") or "",
            fingerprint=fingerprint,
        )
    parsed = _parsed(der)
    return Certificate(not_after=parsed.not_valid_after_utc, issuer=_issuer(parsed), fingerprint=fingerprint)


def _parsed(der: bytes) -> "x509.Certificate":
    from cryptography import x509  # noqa: PLC0415 - heavy, and needed for broken certificates alone

    return x509.load_der_x509_certificate(der)


def _issuer(parsed: "x509.Certificate") -> str:
    from cryptography.x509.oid import NameOID  # noqa: PLC0415 - as above

    for oid in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME, NameOID.ORGANIZATIONAL_UNIT_NAME):
        for attribute in parsed.issuer.get_attributes_for_oid(oid):
            return str(attribute.value)
    return parsed.issuer.rfc4514_string()


def chain_of(secured: Any) -> tuple[bytes, ...]:  # noqa: ANN401 - SSLObject before and after Python 3.13
    """The certificates as sent, leaf first, in DER form; empty when Python cannot say."""
    inner = getattr(secured, "_sslobj", secured)
    read = getattr(inner, "get_unverified_chain", None)
    if read is None:
        return ()
    return tuple(
        one if isinstance(one, bytes) else ssl.PEM_cert_to_DER_cert(one.public_bytes()) for one in read() or ()
    )


def reason_of(error: BaseException, chain: tuple[bytes, ...]) -> TlsReason:
    """The sub-reason, from the verifier's code, its words, and the chain as the server sent it (may be unknown: empty)."""
    if not isinstance(error, ssl.SSLCertVerificationError):
        return TlsReason.PROTOCOL
    reason = _BY_VERIFY_CODE.get(getattr(error, "verify_code", 0))
    if reason is not None:
        return reason
    for words, meant in _BY_WORDS:
        if words.search(f"{error} {getattr(error, 'verify_message', '')}"):
            return meant
    return _reason_of_chain(chain)


def _reason_of_chain(chain: tuple[bytes, ...]) -> TlsReason:
    """Tell a forgotten intermediate from an issuer that nobody knows.

    A lone certificate that was issued by another, and that says where its issuer can be fetched (caIssuers; every
    public authority does) or whose issuer calls itself an intermediate, comes from a server that forgets its chain.
    """
    if not chain:
        return TlsReason.UNTRUSTED
    leaf = _parsed(chain[0])
    if leaf.issuer == leaf.subject:
        return TlsReason.SELF_SIGNED
    forgot = len(chain) == 1 and (_names_issuer(leaf) or _INTERMEDIATE.search(leaf.issuer.rfc4514_string()) is not None)
    return TlsReason.INCOMPLETE_CHAIN if forgot else TlsReason.UNTRUSTED


def _names_issuer(leaf: "x509.Certificate") -> bool:
    from cryptography import x509  # noqa: PLC0415 - as above
    from cryptography.x509.oid import AuthorityInformationAccessOID  # noqa: PLC0415

    try:
        access = leaf.extensions.get_extension_for_class(x509.AuthorityInformationAccess)
    except (x509.ExtensionNotFound, ValueError):
        return False
    return any(entry.access_method == AuthorityInformationAccessOID.CA_ISSUERS for entry in access.value)
