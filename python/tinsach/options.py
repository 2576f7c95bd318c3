"""Options of cleaning: which blocks count as text, and what a page may cost."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

__all__ = ["Options"]


@dataclass(frozen=True)
class Options:
    """How pages are cleaned. What is ``None`` is as by default; see ``tinsach clean --help`` for what the defaults are.

    Args:
        labels: Blocks of a label count as article text (``True``) or do not (``False``): ``{"caption": True}``.
        max_bytes: The largest page, in bytes before decoding. A larger one is an error.
        max_nodes: The largest tree, in nodes. What comes after is cut, and ``truncated`` says so.
        max_depth: How many elements may be open inside each other. What is deeper is read as if it stood side by side.
        max_work: The most steps a page may take; counted, so that it ends at the same place on every machine.
        min_text: The shortest article, in characters of text.
        deadline: The longest time a page may take, in seconds. Which page is late depends on the machine.
        tones: Where tones stand in Vietnamese articles: ``"as-written"``, or ``"classic"`` for hòa, khỏe, thủy wherever the page
            has hoà, khoẻ, thuỷ. Whole syllables only.
    """

    labels: Mapping[str, bool] = field(default_factory=dict)
    max_bytes: int | None = None
    max_nodes: int | None = None
    max_depth: int | None = None
    max_work: int | None = None
    min_text: int | None = None
    deadline: float | None = None
    tones: Literal["as-written", "classic"] | None = None


@dataclass(frozen=True)
class Wanted:
    """The options as the native part reads them.

    Args:
        labels: Labels with whether they count as text.
        max_bytes: As in :class:`Options`; so are the others.
    """

    labels: list[tuple[str, bool]]
    max_bytes: int | None
    max_nodes: int | None
    max_depth: int | None
    max_work: int | None
    min_text: int | None
    deadline: float | None
    tones: str | None

    @classmethod
    def of(cls, options: Options) -> "Wanted":
        """The same options with their labels as a list."""
        return cls(
            labels=list(options.labels.items()),
            max_bytes=options.max_bytes,
            max_nodes=options.max_nodes,
            max_depth=options.max_depth,
            max_work=options.max_work,
            min_text=options.min_text,
            deadline=options.deadline,
            tones=options.tones,
        )
