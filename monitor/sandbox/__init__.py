"""Bytes -> Document, so that no document can harm or hold up the run."""

from monitor.sandbox.parent import Sandbox

__all__ = ["Sandbox"]
