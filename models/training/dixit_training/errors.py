"""What can be wrong with a recipe, its data or a run; the message says what to do."""


class TrainingError(Exception):
    pass
