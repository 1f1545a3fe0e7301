"""Templates and styles of pages: read as files, never as code."""
