"""Event files kept so that a question reads what it needs: an index of one's own files, and databases as event files.

A store only narrows: it gives the events that may answer (`query.plan`), and `query.matching` decides.
"""
