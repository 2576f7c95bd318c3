"""What can go wrong. Every exception of the package is an :class:`Error`.

That a page holds no article is no error: ``extract`` gives ``None`` then. In batches and runs no record raises anything:
what is wrong with it is told in its row.
"""

__all__ = [
    "ColumnError",
    "DeadlineExceeded",
    "Error",
    "InternalError",
    "MissingPackage",
    "OptionError",
    "OverBudget",
    "RecordError",
    "RuleError",
    "RunError",
    "TooLarge",
]


class Error(Exception):
    """Base of all exceptions of this package."""


class RecordError(Error):
    """A page that gave no outcome."""


class TooLarge(RecordError):
    """The page is larger than ``max_bytes`` allows."""


class OverBudget(RecordError):
    """The page needs more steps than ``max_work`` allows."""


class DeadlineExceeded(RecordError):
    """The page was not done within ``deadline``."""


class InternalError(RecordError):
    """The engine failed on the page: a bug. The message says where; please report it with the page."""


class RuleError(Error, ValueError):
    """A rule file is wrong, or a folder of rules cannot be read."""


class OptionError(Error, ValueError):
    """An option that makes no sense, or not together with another one."""


class ColumnError(Error, ValueError):
    """A table does not have the columns that were named, or has them in another type."""


class RunError(Error):
    """A run of :func:`tinsach.clean` that cannot begin or go on."""


class MissingPackage(Error, ImportError):
    """A package that is needed for this, and is not installed."""
