"""Throw-away certificates, good and bad."""

import ssl
import tempfile
from collections.abc import Callable  # noqa: TC003 - read by people, and by mypy
from datetime import UTC, datetime, timedelta
from functools import cached_property
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID

Key = ec.EllipticCurvePrivateKey
Issued = tuple[x509.Certificate, Key]
DAY = timedelta(days=1)


def issue(
    name: str,
    issuer: Issued | None = None,
    *,
    address: str = "",
    starts: timedelta = -DAY,
    ends: timedelta = 100 * DAY,
    says_issuer: bool = False,
    is_named: bool = True,
) -> Issued:
    """A certificate for an address, or (without one) for an authority; signed by itself when there is no issuer.

    Without `is_named` it says whose it is in its common name alone.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer[0].subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + starts)
        .not_valid_after(now + ends)
        .add_extension(x509.BasicConstraints(ca=not address, path_length=None), critical=True)
    )
    if address and is_named:
        builder = builder.add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))]), critical=False
        )
    if says_issuer:
        place = x509.UniformResourceIdentifier("http://127.0.0.1/issuer.crt")
        access = x509.AccessDescription(AuthorityInformationAccessOID.CA_ISSUERS, place)
        builder = builder.add_extension(x509.AuthorityInformationAccess([access]), critical=False)
    return builder.sign(issuer[1] if issuer else key, hashes.SHA256()), key


class Authority:
    """One trusted root (`ca_file`), and every way to be wrong about it."""

    def __init__(self) -> None:
        self._contexts: dict[tuple[str, str], ssl.SSLContext] = {}
        self.folder = Path(tempfile.mkdtemp(prefix="authority-"))
        self.root = issue("Throw-away Root")
        self.between = issue("Throw-away Intermediate", self.root)
        self.stranger = issue("Somebody Else's Root")

    @cached_property
    def ca_file(self) -> str:
        """The trusted root as a PEM file."""
        path = self.folder / "root.pem"
        path.write_bytes(self.root[0].public_bytes(serialization.Encoding.PEM))
        return str(path)

    def context(self, kind: str, address: str) -> ssl.SSLContext:
        """A server context of this kind for this address, made once."""
        if (kind, address) not in self._contexts:
            self._contexts[kind, address] = self._made(kind, address)
        return self._contexts[kind, address]

    def _made(self, kind: str, address: str) -> ssl.SSLContext:
        leaf, *rest = self._chain(kind, address)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        pem = b"".join(one.public_bytes(serialization.Encoding.PEM) for one in (leaf[0], *rest))
        pem += leaf[1].private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
        )
        path = self.folder / f"{kind}-{address}.pem"
        path.write_bytes(pem)
        context.load_cert_chain(path)
        if kind == "tls-1.2":
            context.maximum_version = ssl.TLSVersion.TLSv1_2
        return context

    def _chain(self, kind: str, address: str) -> tuple[Issued, *tuple[x509.Certificate, ...]]:
        """What the server sends, leaf first."""
        made: dict[str, Callable[[], tuple[Issued, *tuple[x509.Certificate, ...]]]] = {
            "expired": lambda: (issue("expired", self.root, address=address, starts=-9 * DAY, ends=-DAY),),
            "not-yet-valid": lambda: (issue("early", self.root, address=address, starts=DAY, ends=9 * DAY),),
            "wrong-host": lambda: (issue("elsewhere", self.root, address="127.0.0.99"),),
            "common-name-only": lambda: (issue(address, self.root, address=address, is_named=False),),
            "self-signed": lambda: (issue("itself", address=address),),
            "untrusted": lambda: (issue("stranger", self.stranger, address=address),),
            "untrusted-with-root": lambda: (issue("stranger", self.stranger, address=address), self.stranger[0]),
            "incomplete-chain": lambda: (issue("lonely", self.between, address=address, says_issuer=True),),
            "incomplete-by-name": lambda: (issue("lonely", self.between, address=address),),
            "with-intermediate": lambda: (issue("leaf", self.between, address=address), self.between[0]),
            "ends-soon": lambda: (issue("soon", self.root, address=address, ends=5 * DAY),),
        }
        return made.get(kind, lambda: (issue("good", self.root, address=address),))()
