"""Every problem of event files: the warnings by rule, and all of them with their lines."""
