"""Requests -> exchanges: the one door to the network."""

from monitor.fetch.client import Fetcher
from monitor.fetch.policy import FetchPolicy, HostPolicy

__all__ = ["FetchPolicy", "Fetcher", "HostPolicy"]
