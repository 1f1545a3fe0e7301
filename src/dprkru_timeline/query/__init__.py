"""What is asked of a chronology, as a value, and the answer."""
