"""What changes an event file: its text is edited in place, so that comments and layout stay as they are."""
