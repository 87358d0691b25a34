import os
from collections.abc import Mapping
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest

from monitor.errors import SettingsError
from monitor.model.source import Tlp
from monitor.settings import AmberDelivery, ConnectTo, LogFormat, Robots, Settings, Tls, load_settings

pytestmark = pytest.mark.usefixtures("folder")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def mistakes(text: str, environ: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """What is wrong with a monitor.toml of that text, in the working directory."""
    path = Path("monitor.toml")
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    with pytest.raises(SettingsError) as caught:
        load_settings(None, environ or {})
    assert "docs/settings.md" in caught.value.remedy
    assert caught.value.message == "\n".join(caught.value.mistakes)
    return caught.value.mistakes


def test_without_a_file_all_is_as_the_contract_says() -> None:
    settings = load_settings(None, {})
    assert settings == Settings()
    assert (settings.store.path, settings.report.folder) == (Path("state/monitor.db"), Path("reports"))
    assert (settings.report.language, settings.report.timezone, settings.report.mode) == (
        "nl",
        "Europe/Amsterdam",
        0o600,
    )
    assert (settings.network.ports, settings.network.robots) == ((80, 443, 8080, 8443), Robots.INFORM)
    assert (settings.limits.recheck_seconds, settings.limits.document_mib) == (60.0, 30)
    assert (settings.mail.relay, settings.mail.tls, settings.mail.amber_delivery) == (
        None,
        Tls.REQUIRED,
        AmberDelivery.MAIL,
    )
    assert (settings.schedule.check, settings.schedule.report, settings.schedule.interval) == (
        "0 6 * * *",
        "0 7 * * mon",
        None,
    )
    assert (settings.archive.lookup, settings.log.format, settings.metrics.textfile) == (False, LogFormat.TEXT, None)


def test_a_file_sets_what_it_names(folder: Path) -> None:
    (folder / "monitor.toml").write_text(
        """
[network]
contact = "mailto:beheer@example.org"
allow = ["10.1.0.0/16", "fd00::/8"]
connect_to = [":443:127.0.0.1:8443", "www.a.nl::[::1]:"]
[network.hosts."WWW.Example.nl"]
delay_seconds = 5
robots = "obey"
skip = "asked by its publisher"
[mail]
relay = "smtp.example.org"
sender = "monitor@example.org"
[[mail.recipients]]
address = "a@example.org"
clearance = "tlp:amber+strict"
[[mail.recipients]]
address = "b@example.org"
language = "en"
[schedule]
interval = "7d"
report = "30 7 1,15 * mon-fri"
""",
        encoding="utf-8",
    )
    settings = load_settings(None, {})
    assert settings.network.full_user_agent.endswith(" (+mailto:beheer@example.org)")
    assert settings.network.allow == (ip_network("10.1.0.0/16"), ip_network("fd00::/8"))
    assert settings.network.connect_to == (
        ConnectTo(host=None, port=443, address="127.0.0.1", to_port=8443),
        ConnectTo(host="www.a.nl", port=None, address="::1", to_port=None),
    )
    assert [str(rule) for rule in settings.network.connect_to] == [":443:127.0.0.1:8443", "www.a.nl::[::1]:"]
    assert settings.network.hosts["www.example.nl"].robots is Robots.OBEY
    assert [recipient.clearance for recipient in settings.mail.recipients] == [Tlp.AMBER_STRICT, Tlp.CLEAR]
    assert [recipient.language for recipient in settings.mail.recipients] == ["nl", "en"]
    assert (settings.schedule.interval, settings.schedule.report) == (timedelta(days=7), "30 7 1,15 * mon-fri")


def test_the_environment_outweighs_the_file_and_the_command_line_both(folder: Path) -> None:
    (folder / "monitor.toml").write_text(
        '[report]\nlanguage = "nl"\nkeep_months = 1\nmode = "0640"\n', encoding="utf-8"
    )
    environ = {"MONITOR_REPORT__LANGUAGE": "en", "MONITOR_REPORT__KEEP_MONTHS": "2"}
    report = load_settings(None, environ, {("report", "keep_months"): 3}).report
    assert (report.language, report.keep_months, report.mode) == ("en", 3, 0o640)


def test_variables_hold_lists_with_commas_or_json_and_tables_as_json() -> None:
    settings = load_settings(
        None,
        {
            "MONITOR_NETWORK__PORTS": "80, 443,",
            "MONITOR_NETWORK__CANARIES": '["https://a.nl/?x=1,2"]',
            "MONITOR_NETWORK__ALLOW": "",
            "MONITOR_NETWORK__HOSTS": '{"a.nl": {"delay_seconds": 2}}',
            "MONITOR_MAIL__RECIPIENTS": '[{"address": "a@example.org"}]',
            "MONITOR_MAIL__THREADING": "false",
            "MONITOR_MAIL__RELAY": "",
            "MONITOR_LIMITS__RECHECK_SECONDS": "0",
        },
    )
    assert (settings.network.ports, settings.network.canaries) == ((80, 443), ("https://a.nl/?x=1,2",))
    assert (settings.network.allow, settings.network.hosts["a.nl"].delay_seconds) == ((), 2.0)
    assert ([each.address for each in settings.mail.recipients], settings.mail.threading) == (["a@example.org"], False)
    assert (settings.mail.relay, settings.limits.recheck_seconds) == (None, 0.0)


def test_names_of_others_in_the_environment_are_left_alone() -> None:
    assert load_settings(None, {"MONITOR_CORPUS": "x", "MONITORING__X": "y", "PATH": "z"}) == Settings()


def test_all_mistakes_are_named_at_once_with_their_line() -> None:
    text = """\
[network]
prots = [80]
per_host = 0
[network.hosts."www.x.nl"]
robot = "obey"
[mail]
tls = "maybe"

[[mail.recipients]]
address = "a@example.org"
[[mail.recipients]]
adres = "b@example.org"
[stoer]
path = "x"
"""
    found = mistakes(text, {"MONITOR_REPORT__LANGUAG": "nl", "MONITOR_LIMITS__RETRIES": "-1"})
    assert sorted(found) == sorted(
        (
            "monitor.toml:2: network.prots: is not a known key (did you mean ports?)",
            "monitor.toml:3: network.per_host: is 0, expected greater than 0",
            'monitor.toml:5: network.hosts."www.x.nl".robot: is not a known key (did you mean robots?)',
            "monitor.toml:7: mail.tls: is 'maybe', expected 'required', 'implicit' or 'none'",
            "monitor.toml:11: mail.recipients[1].address: is missing (add it)",
            "monitor.toml:12: mail.recipients[1].adres: is not a known key (did you mean address?)",
            "monitor.toml:13: stoer: is not a known key (did you mean store?)",
            "environment: MONITOR_LIMITS__RETRIES: is '-1', expected greater than or equal to 0",
            "environment: MONITOR_REPORT__LANGUAG: is no setting (did you mean MONITOR_REPORT__LANGUAGE?)",
        )
    )


@pytest.mark.parametrize(
    ("section", "line"),
    [
        ("store", "keep_months = 0"),
        ("store", "keep_months = true"),
        ("store", "keep_months = 1.5"),
        ("report", "mode = 600"),
        ("report", 'mode = "0400"'),
        ("report", 'mode = "0999"'),
        ("report", 'language = "de"'),
        ("report", 'timezone = "Amsterdam"'),
        ("report", 'timezone = "../../etc/passwd"'),
        ("network", 'allow = ["10.0.0.1/8"]'),
        ("network", "allow = [10]"),
        ("network", 'connect_to = ["a:b:c:d"]'),
        ("network", 'connect_to = ["a:80:c"]'),
        ("network", 'connect_to = ["a:99999:c:80"]'),
        ("network", 'connect_to = ["::1:80:c:80"]'),
        ("network", "ports = [0]"),
        ("network", "ports = 80"),
        ("network", 'robots = "ignore"'),
        ("network", 'user_agent = "a\\nb"'),
        ("network", 'proxy = "proxy.example.org:3128"'),
        ("network", 'canaries = ["a.nl"]'),
        ("network", 'hosts = {"https://a.nl/" = {}}'),
        ("network", 'hosts = {"a.nl" = {skip = ""}}'),
        ("network", "host_delay_seconds = -1"),
        ("limits", "attempt_seconds = 0"),
        ("limits", "attempt_seconds = nan"),
        ("limits", "attempt_seconds = inf"),
        ("limits", "ratio = false"),
        ("mail", 'sender = "a@b@c"'),
        ("mail", 'relay = "https://smtp.example.org"'),
        ("mail", 'relay = "smtp.example.org"'),
        ("mail", 'relay = "smtp.example.org"\nsender = "a@example.org"\ntls = "none"'),
        ("mail", 'recipients = [{address = "a@b.nl"}, {address = "A@b.nl"}]'),
        ("mail", 'recipients = [{address = "a@b.nl", clearance = "WIT"}]'),
        ("mail", 'recipients = [{address = "a@b.nl", clearance = "TLP:RED"}]'),
        ("schedule", 'check = "0 6 * *"'),
        ("schedule", 'check = "61 6 * * *"'),
        ("schedule", 'check = "30-10 6 * * *"'),
        ("schedule", 'report = "0 7 * * 1"'),
        ("schedule", 'interval = "weekly"'),
        ("archive", "lookup = true"),
        ("archive", 'url = "ftp://a.nl"'),
        ("log", 'format = "xml"'),
        ("log", 'level = "loud"'),
    ],
)
def test_a_wrong_value_is_one_mistake_that_says_what_is_expected(section: str, line: str) -> None:
    (found,) = mistakes(f"[{section}]\n{line}\n")
    assert found.startswith(f"monitor.toml:{1 if 'beside' in found or 'twice' in found else 2}: {section}")
    assert "expected" in found


@pytest.mark.parametrize("relay", ["localhost", "127.0.0.1", "::1"])
def test_the_loopback_relay_may_do_without_tls(folder: Path, relay: str) -> None:
    (folder / "monitor.toml").write_text(
        f'[mail]\nrelay = "{relay}"\nsender = "a@example.org"\ntls = "none"\n', encoding="utf-8"
    )
    mail = load_settings(None, {}).mail
    assert (mail.may_be_plain, mail.effective_port) == (True, 25)


def test_a_relay_inside_the_own_network_may_do_without_tls_when_it_is_named(folder: Path) -> None:
    text = '[mail]\nrelay = "Smtp.Intern"\nsender = "a@example.org"\ntls = "none"\nplain_relays = ["smtp.intern"]\nport = 2525\n'
    (folder / "monitor.toml").write_text(text, encoding="utf-8")
    mail = load_settings(None, {}).mail
    assert (mail.may_be_plain, mail.effective_port) == (True, 2525)


@pytest.mark.parametrize(
    ("extra", "port"),
    [("", 587), ('tls = "implicit"', 465), ('plain_relays = ["smtp.example.org"]', 25), ("port = 26", 26)],
)
def test_a_relay_has_the_usual_port_of_its_kind(extra: str, port: int) -> None:
    text = f'[mail]\nrelay = "smtp.example.org"\nsender = "a@example.org"\n{extra}\n'
    Path("monitor.toml").write_text(text, encoding="utf-8")
    assert load_settings(None, {}).mail.effective_port == port


def test_paths_in_a_file_count_from_its_folder_and_others_from_the_working_directory(folder: Path) -> None:
    inner = folder / "conf"
    inner.mkdir()
    (inner / "monitor.toml").write_text('[store]\npath = "x.db"\n[mail]\noutbox = "/var/outbox"\n', encoding="utf-8")
    settings = load_settings(
        Path("conf/monitor.toml"), {"MONITOR_METRICS__TEXTFILE": "m.prom"}, {("report", "folder"): "out"}
    )
    assert (settings.store.path, settings.mail.outbox) == (Path("conf/x.db"), Path("/var/outbox"))
    assert (settings.metrics.textfile, settings.report.folder) == (Path("m.prom"), Path("out"))


def test_a_default_path_counts_from_the_settings_file(folder: Path) -> None:
    (folder / "conf").mkdir()
    (folder / "conf/monitor.toml").touch()
    assert load_settings(Path("conf/monitor.toml"), {}).store.path == Path("conf/state/monitor.db")


def test_a_missing_authority_file_is_named(folder: Path) -> None:
    assert mistakes('[network]\nca_file = "own.pem"\n') == (
        "monitor.toml:2: network.ca_file: there is no file own.pem",
    )
    (folder / "own.pem").touch()
    assert load_settings(None, {}).network.ca_file == Path("own.pem")


@pytest.mark.skipif(os.name != "posix", reason="modes of files are a matter of POSIX")
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604])
def test_a_password_in_a_file_that_others_may_read_is_refused(folder: Path, mode: int) -> None:
    path = folder / "monitor.toml"
    path.write_text('[mail]\npassword = "geheim"\n', encoding="utf-8")
    path.chmod(mode)
    with pytest.raises(SettingsError, match="chmod 600") as caught:
        load_settings(None, {})
    assert "geheim" not in str(caught.value)


def test_a_password_comes_from_a_private_file_or_the_environment(folder: Path) -> None:
    path = folder / "monitor.toml"
    path.write_text('[mail]\npassword = "geheim"\n', encoding="utf-8")
    path.chmod(0o600)
    settings = load_settings(None, {})
    assert settings.mail.password is not None
    assert settings.mail.password.get_secret_value() == "geheim"
    path.write_text("", encoding="utf-8")
    settings = load_settings(
        None, {"MONITOR_MAIL__PASSWORD": "geheim", "MONITOR_NETWORK__PROXY": "http://u:geheim@proxy:3128"}
    )
    assert settings.mail.password is not None
    assert "geheim" not in repr(settings)


@pytest.mark.parametrize(
    "text",
    [
        "[mail]\npassword = 12345678\n",
        '[mail]\npassword = "12345678"\nport = 0\n',
        '[network]\nproxy = "12345678"\n',
        '[mail]\nrelay = "a"\npassword = "12345678"\n',
    ],
)
def test_no_mistake_tells_a_secret(text: str) -> None:
    assert not any("12345678" in line for line in mistakes(text))


def test_a_file_that_cannot_be_read_says_why(folder: Path) -> None:
    with pytest.raises(SettingsError, match=r"no settings file other\.toml"):
        load_settings(Path("other.toml"), {})
    (folder / "bad.toml").write_text("[network\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"bad\.toml: .*line 1"):
        load_settings(Path("bad.toml"), {})
    (folder / "bad.toml").write_bytes(b"\xff")
    with pytest.raises(SettingsError, match="not UTF-8"):
        load_settings(Path("bad.toml"), {})
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(folder, {})


def test_a_variable_that_is_no_json_is_named() -> None:
    assert mistakes("", {"MONITOR_NETWORK__HOSTS": "a.nl"}) == (
        "environment: MONITOR_NETWORK__HOSTS: is no JSON (write it as docs/settings.md shows)",
    )


@pytest.mark.parametrize(
    "text", ["mail = 3\n", 'mail = "password"\n', "mail = []\n", "mail = [1]\n", "network = {hosts = 1}\n", "x = 1\n"]
)
def test_a_value_in_the_place_of_a_table_is_one_mistake(text: str) -> None:
    assert len(mistakes(text)) == 1


def test_a_long_value_is_shortened() -> None:
    (found,) = mistakes(f'[log]\nlevel = "{"x" * 500}"\n')
    assert len(found) < 200
    assert "…, expected debug, info, warning or error" in found


def test_a_section_that_is_no_table_is_named() -> None:
    (found,) = mistakes("report = 3\n", {"MONITOR_REPORT__LANGUAGE": "en"})
    assert found.startswith("monitor.toml:1: report: is 3, expected")
