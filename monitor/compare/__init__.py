"""Two documents -> what differs, and how much it matters."""
