"""What ``--json`` prints, beside the schemas that say so."""
