"""Asking: which event files, which question, a person's settings, and what a reader must know of the answer."""
