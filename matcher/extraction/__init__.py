"""Document -> Extraction: what a résumé says, each statement with the place it stands at."""
