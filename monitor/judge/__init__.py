"""Exchange, Document -> Verdict, then Standing: what a visit showed, and how sure we are over time."""
