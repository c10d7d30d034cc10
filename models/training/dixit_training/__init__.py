"""Trains the models of dixit: a recipe (`news-en-N.toml`) names stages, `run` works them off."""
