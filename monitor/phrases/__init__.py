"""A message in English, with values -> a sentence in the reader's language.

The sources of all sentences stand in the tables beside this file, in the renderer and in the templates; the Dutch
stands in `locale/nl/LC_MESSAGES/monitor.po`. The .po files are read as they are: nothing compiled is kept or shipped.
"""

from monitor.phrases.language import LANGUAGES, Phrases, phrases_for
from monitor.phrases.timeline import change_lines, document_lines, timeline_line

__all__ = ["LANGUAGES", "Phrases", "change_lines", "document_lines", "phrases_for", "timeline_line"]
