"""A real postfix on the loopback: its own configuration, queue and mailboxes in a folder of its own."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import trustme

MISSING = (
    "no postfix here (apt-get install postfix), or not root: the relay test needs both"
    if shutil.which("postfix") is None or os.geteuid() != 0
    else ""
)

_MAIN = """\
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/log
maillog_file_prefixes = {folder}
mail_owner = postfix
setgid_group = postdrop
myhostname = relay.example
inet_interfaces = loopback-only
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
mydestination =
alias_maps =
alias_database =
virtual_mailbox_domains = toolkit.example
virtual_mailbox_base = {folder}/mail
virtual_mailbox_maps = texthash:{folder}/mailboxes
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
default_transport = error:this relay sends nothing out
relay_transport = error:this relay sends nothing out
smtpd_recipient_restrictions = check_recipient_access texthash:{folder}/access, permit_mynetworks, reject
smtpd_tls_security_level = may
smtpd_tls_cert_file = {folder}/chain.pem
smtpd_tls_key_file = {folder}/chain.pem
message_size_limit = {size}
mailbox_size_limit = 0
virtual_mailbox_limit = 0
minimal_backoff_time = 1s
maximal_backoff_time = 1s
queue_run_delay = 1s
"""

_MASTER = """\
{port}      inet  n       -       n       -       -       smtpd
cleanup   unix  n       -       n       -       0       cleanup
qmgr      unix  n       -       n       1       1       qmgr
tlsmgr    unix  -       -       n       1000?   1       tlsmgr
rewrite   unix  -       -       n       -       -       trivial-rewrite
bounce    unix  -       -       n       -       0       bounce
defer     unix  -       -       n       -       0       bounce
trace     unix  -       -       n       -       0       bounce
verify    unix  -       -       n       -       1       verify
flush     unix  n       -       n       1000?   0       flush
proxymap  unix  -       -       n       -       -       proxymap
error     unix  -       -       n       -       -       error
retry     unix  -       -       n       -       -       error
virtual   unix  -       n       n       -       -       virtual
anvil     unix  -       -       n       -       1       anvil
scache    unix  -       -       n       -       1       scache
postlog   unix-dgram n  -       n       -       1       postlogd
"""


@dataclass
class PostOffice:
    """A postfix that runs, or stands still."""

    folder: Path
    port: int

    def start(self) -> None:
        self._postfix("start")
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=1) as connection:
                    if connection.recv(3) == b"220":
                        return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError((self.folder / "log").read_text())

    def stop(self) -> None:
        self._postfix("stop")

    def set(self, **settings: str) -> None:
        """Change settings and let postfix read them."""
        for name, value in settings.items():
            subprocess.run(["postconf", "-c", str(self.folder), "-e", f"{name}={value}"], check=True)
        self._postfix("reload")
        time.sleep(0.5)

    def answer(self, recipient: str, reply: str) -> None:
        """What a recipient's address gets; OK for mail that is taken."""
        (self.folder / "access").write_text(f"{recipient} {reply}\n")
        self._postfix("reload")
        time.sleep(0.5)

    def flush(self) -> None:
        subprocess.run(["postqueue", "-c", str(self.folder), "-f"], check=False, capture_output=True)

    def mailbox(self, name: str, *, wait_for: int = 0, seconds: float = 15) -> list[bytes]:
        """The messages in a mailbox, waiting until there are so many."""
        deadline = time.monotonic() + seconds
        while True:
            found = sorted((self.folder / "mail" / name / "new").glob("*"))
            if len(found) >= wait_for or time.monotonic() > deadline:
                return [path.read_bytes() for path in found]
            time.sleep(0.1)

    @property
    def queued(self) -> int:
        """Messages that postfix has taken and not delivered."""
        folders = ("incoming", "active", "deferred")
        return sum(path.is_file() for folder in folders for path in (self.folder / "queue" / folder).rglob("*"))

    def _postfix(self, command: str) -> None:
        done = subprocess.run(
            ["postfix", "-c", str(self.folder), command], check=False, capture_output=True, text=True, timeout=60
        )
        if done.returncode:
            raise RuntimeError(f"postfix {command}: {done.stderr}")


@contextmanager
def post_office(authority: trustme.CA, *, size: int = 10_000_000) -> Iterator[PostOffice]:
    """Start a postfix for toolkit.example; at the end stop it and remove all it had."""
    folder = Path(tempfile.mkdtemp(prefix="post-office-"))
    folder.chmod(0o755)  # its daemons run as another user
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    nobody, owner = pwd.getpwnam("nobody"), pwd.getpwnam("postfix")
    for name in ("queue", "data", "mail"):
        (folder / name).mkdir()
    os.chown(folder / "data", owner.pw_uid, owner.pw_gid)
    os.chown(folder / "mail", nobody.pw_uid, nobody.pw_gid)
    authority.issue_cert("localhost", "127.0.0.1").private_key_and_cert_chain_pem.write_to_path(folder / "chain.pem")
    (folder / "chain.pem").chmod(0o600)
    names = ("clear", "green", "amber")
    (folder / "mailboxes").write_text("".join(f"{name}@toolkit.example {name}/\n" for name in names))
    (folder / "access").write_text("")
    values = {"folder": folder, "uid": nobody.pw_uid, "gid": nobody.pw_gid, "size": size, "port": port}
    (folder / "main.cf").write_text(_MAIN.format(**values))
    (folder / "master.cf").write_text(_MASTER.format(**values))
    office = PostOffice(folder, port)
    try:
        office.start()
        yield office
    finally:
        subprocess.run(["postfix", "-c", str(folder), "stop"], check=False, capture_output=True)
        shutil.rmtree(folder, ignore_errors=True)
