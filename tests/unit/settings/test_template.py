import re
import tomllib
from pathlib import Path

import pytest

from monitor.settings import Settings, load_settings, settings_template
from monitor.settings.document import PAGE, settings_page
from monitor.settings.schema import HostSettings, Recipient, Section


def test_the_template_says_the_same_as_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "monitor.toml").write_text(settings_template(), encoding="utf-8")
    assert load_settings(None, {}) == Settings()


def test_every_key_of_the_template_is_valid_without_its_sign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = re.sub(r"(?m)^#( (?=\[))?(?! )", "", settings_template())
    (tmp_path / "monitor.toml").write_text(text, encoding="utf-8")
    (tmp_path / "monitor.toml").chmod(0o600)
    (tmp_path / "own-authorities.pem").touch()
    settings = load_settings(None, {})
    assert settings.mail.recipients[0].address == "maintainers@example.org"
    values = tomllib.loads(text)
    assert set(values) == set(Settings.model_fields)
    assert set(values["network"]["hosts"]["www.example.nl"]) == set(HostSettings.model_fields)
    assert set(values["mail"]["recipients"][0]) == set(Recipient.model_fields)
    assert all(set(values[section]) == set(vars(getattr(settings, section))) for section in Settings.model_fields)


def test_the_page_about_the_settings_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == settings_page()


def test_every_setting_says_what_it_is() -> None:
    models: list[type[Section]] = [HostSettings, Recipient]
    models += [type(getattr(Settings(), name)) for name in Settings.model_fields]
    assert all(field.description for model in models for field in model.model_fields.values())
