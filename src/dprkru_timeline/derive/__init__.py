"""What is worked out of a chronology before it is shown: briefings, charts, citations, days of the year, numbers."""
