"""The package works where there is no repository, and is the same whoever builds it."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from email.parser import Parser
from hashlib import sha256
from pathlib import Path

import pytest

BUILD = "from hatchling.build import build_wheel; import sys; print(build_wheel(sys.argv[1]))"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """The wheel of this checkout."""
    return build(root, tmp_path_factory.mktemp("wheel"))


def build(root: Path, folder: Path) -> Path:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000"}
    made = subprocess.run(
        [sys.executable, "-c", BUILD, str(folder)],
        cwd=root,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return folder / made.stdout.split()[-1]


def test_the_wheel_holds_templates_catalogue_and_translations(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert "monitor/shipped/catalogue.yaml" in names
    assert "monitor/shipped/templates/mail.html.j2" in names
    assert any(name.endswith(".po") for name in names)
    assert not any(name.startswith(("tests/", "benchmarks/")) for name in names)


def test_two_builds_are_the_same_byte_for_byte(wheel: Path, root: Path, tmp_path: Path) -> None:
    again = build(root, tmp_path)
    assert sha256(again.read_bytes()).digest() == sha256(wheel.read_bytes()).digest()


def test_the_containerfile_copies_all_that_the_wheel_is_made_of_and_nothing_of_the_operator(
    wheel: Path, root: Path, tmp_path: Path
) -> None:
    """The same bytes come of it, and no state, settings or reports get into a layer."""
    lines = (root / "deploy" / "Containerfile").read_text().splitlines()
    copied = [
        name for line in lines if line.startswith("COPY ") and "--from" not in line for name in line.split()[1:-1]
    ]
    assert not {".", "state", "reports", "monitor.toml"} & set(copied)
    source = tmp_path / "src"
    source.mkdir()
    for name in copied:
        is_folder = (root / name).is_dir()
        shutil.copytree(root / name, source / name) if is_folder else shutil.copy2(root / name, source / name)
    made = build(source, tmp_path)
    assert sha256(made.read_bytes()).digest() == sha256(wheel.read_bytes()).digest()


def test_every_locked_file_has_its_hashes_and_every_dependency_is_locked(wheel: Path, root: Path) -> None:
    locked = (root / "requirements.lock").read_text()
    text = zipfile.ZipFile(wheel).read(next(n for n in zipfile.ZipFile(wheel).namelist() if n.endswith("/METADATA")))
    for wanted in Parser().parsestr(text.decode()).get_all("Requires-Dist", []):
        name = re.split(r"[^\w.-]", wanted, maxsplit=1)[0]
        if "extra ==" not in wanted:
            assert f"\n{name.replace('.', '-')}==" in f"\n{locked}", name
    entries = [entry for entry in locked.replace("\\\n", "").splitlines() if entry and not entry.startswith(("#", " "))]
    assert all("--hash=sha256:" in entry for entry in entries)


def test_packages_that_cannot_be_had_leave_their_remedy(root: Path, tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text(f"toolkit-monitor-no-such-package==1.0 --hash=sha256:{'0' * 64}\n")
    script = root / "deploy" / "install-locked.sh"
    tried = subprocess.run(
        ["sh", script, sys.executable, lock],
        env={**os.environ, "PIP_NO_INDEX": "1"},
        check=False,
        capture_output=True,
        text=True,
    )
    assert tried.returncode == 1
    assert all(word in tried.stderr for word in ("HTTPS_PROXY", "PIP_INDEX_URL", "PIP_CERT", "make bundle"))


def test_what_is_in_the_wheel_lives_through_a_week_by_itself(wheel: Path, tmp_path: Path) -> None:
    """The dependencies are those of this environment; the product is what was unpacked."""
    package, away = tmp_path / "package", tmp_path / "away"
    zipfile.ZipFile(wheel).extractall(package)
    away.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(package)}
    program = [sys.executable, "-m", "monitor"]
    where = "import monitor; print(monitor.__file__)"
    found = subprocess.run([sys.executable, "-c", where], cwd=away, env=environment, check=True, capture_output=True)
    assert str(package) in found.stdout.decode()
    demo = subprocess.run(
        [*program, "demo", "--weeks", "1"], cwd=away, env=environment, check=False, capture_output=True
    )
    assert demo.returncode == 0, demo.stderr.decode()
    assert list((away / "demo" / "reports").glob("*-TLP-AMBER-nl.html"))
    assert subprocess.run([*program, "init"], cwd=away, env=environment, check=False).returncode == 0
    checked = subprocess.run([*program, "catalogue", "check"], cwd=away, env=environment, check=False)
    assert checked.returncode == 0
