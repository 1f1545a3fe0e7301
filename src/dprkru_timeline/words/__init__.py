"""Everything that is said in English about an event, told once; views and formats lay it out."""
