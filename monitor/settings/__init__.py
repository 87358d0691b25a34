"""`monitor.toml`, the environment and the command line -> one frozen `Settings`."""

from monitor.settings.load import load_settings
from monitor.settings.schema import (
    ArchiveSettings,
    HostSettings,
    LimitSettings,
    LogSettings,
    MailSettings,
    MetricsSettings,
    NetworkSettings,
    Recipient,
    ReportSettings,
    ScheduleSettings,
    Settings,
    StoreSettings,
)
from monitor.settings.template import settings_template
from monitor.settings.values import AmberDelivery, ConnectTo, LogFormat, Robots, Tls

__all__ = [
    "AmberDelivery",
    "ArchiveSettings",
    "ConnectTo",
    "HostSettings",
    "LimitSettings",
    "LogFormat",
    "LogSettings",
    "MailSettings",
    "MetricsSettings",
    "NetworkSettings",
    "Recipient",
    "ReportSettings",
    "Robots",
    "ScheduleSettings",
    "Settings",
    "StoreSettings",
    "Tls",
    "load_settings",
    "settings_template",
]
