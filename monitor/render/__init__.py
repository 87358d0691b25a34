"""A Report in one shape: HTML, text, JSON, CSV, a feed, a mail. Pure: values in, text or bytes out."""
