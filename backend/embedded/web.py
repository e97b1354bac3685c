"""The WSGI application of the one-machine stack: a web process that goes when the one that made it goes."""

from backend.embedded.processes import tie_to_parent

# A killed server would otherwise leave its workers behind, and they would keep the port.
tie_to_parent()

from backend.wsgi import application  # noqa: E402

__all__ = ["application"]
