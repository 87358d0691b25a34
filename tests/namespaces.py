"""A machine without a network, or with one of its own inside: by user namespaces, where the system gives them."""

import shutil
import subprocess

import pytest

NO_NETWORK = ("unshare", "-rn")
OWN_NETWORK = ("unshare", "-rnm")
"""With a file table of its own besides."""


def _are_given() -> bool:
    return (
        shutil.which("unshare") is not None
        and not subprocess.run([*OWN_NETWORK, "true"], check=False, stderr=subprocess.DEVNULL).returncode
    )


ARE_GIVEN = _are_given()
needs_namespaces = pytest.mark.skipif(
    not ARE_GIVEN, reason="no user namespaces here (util-linux' unshare; a chroot or a container may refuse them)"
)
needs_addresses = pytest.mark.skipif(
    shutil.which("ip") is None, reason="no ip here (apt-get install iproute2): a network of our own gets no addresses"
)
