"""The command line: parse, call, write. No command knows how anything is worked out."""
