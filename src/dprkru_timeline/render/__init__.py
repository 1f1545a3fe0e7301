"""A chronology as lines of styled spans. Nothing here prints, and nothing here loads Rich."""
