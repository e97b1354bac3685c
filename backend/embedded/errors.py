"""What stops the one-machine stack, in words for the one who started it."""


class StackError(Exception):
    """The embedded servers can't run here; the message is a Vietnamese sentence that says why."""
