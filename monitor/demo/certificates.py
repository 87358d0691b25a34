"""Host name -> a TLS context with a certificate of that name, or a wrong one on purpose."""

import ssl
from datetime import UTC, datetime

import trustme

from monitor.demo.script import CertificateKind

_PAST = datetime(2001, 1, 1, tzinfo=UTC)
_EXPIRED = datetime(2020, 1, 1, tzinfo=UTC)
_FUTURE = datetime(2900, 1, 1, tzinfo=UTC)
_FAR_FUTURE = datetime(2950, 1, 1, tzinfo=UTC)


class Authority:
    """A throw-away certificate authority that lives as long as the small internet."""

    def __init__(self) -> None:
        self._trusted = trustme.CA(organization_name="Demo-autoriteit")
        self._unknown = trustme.CA(organization_name="Onbekende autoriteit")
        self._contexts: dict[tuple[str, CertificateKind], ssl.SSLContext] = {}

    @property
    def pem(self) -> bytes:
        """The root certificate a client must trust."""
        return self._trusted.cert_pem.bytes()

    def context(self, host: str, kind: CertificateKind) -> ssl.SSLContext:
        """A server's context for this host; the same one when asked again."""
        known = self._contexts.get((host, kind))
        if known is None:
            known = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._leaf(host, kind).configure_cert(known)
            self._contexts[host, kind] = known
        return known

    def _leaf(self, host: str, kind: CertificateKind) -> trustme.LeafCert:
        match kind:
            case CertificateKind.VALID:
                return self._trusted.issue_cert(host)
            case CertificateKind.EXPIRED:
                return self._trusted.issue_cert(host, not_before=_PAST, not_after=_EXPIRED)
            case CertificateKind.NOT_YET_VALID:
                return self._trusted.issue_cert(host, not_before=_FUTURE, not_after=_FAR_FUTURE)
            case CertificateKind.WRONG_HOST:
                return self._trusted.issue_cert("hosting.example")
            case CertificateKind.UNTRUSTED:
                return self._unknown.issue_cert(host)
