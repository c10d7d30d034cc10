"""The scorers of attribution: which cue and source belong together, and whom a pronoun means."""
