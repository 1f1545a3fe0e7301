"""Event files on disk: find and read them to a `Chronology`, and write answers safely."""
