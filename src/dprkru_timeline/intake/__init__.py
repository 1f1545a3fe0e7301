"""What people have already, as event files: spreadsheets, calendars, libraries of references, exports of ours."""
