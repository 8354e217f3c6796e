"""YAML in, with positions: standards, organisations, banks, lexicons and the assessor's words."""
