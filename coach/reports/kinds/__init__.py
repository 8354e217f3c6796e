"""The kinds of report: each a function of what is known, without a clock, a store or a format."""
