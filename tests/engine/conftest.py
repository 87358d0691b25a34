"""Drills with real worker processes."""
