"""What judgements say of each theme: how many codes were right, and how right all of them are before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from praktijkkennis.exchange.review.judging import Review


@dataclass(frozen=True, slots=True)
class ThemeBalance:
    """The judgements of one theme.

    Attributes
    ----------
    theme : str
        Its key.
    right, wrong, other, stance_changed, added : int
        Codes that were right, wrong, of another theme; right ones with another stance; and codes that people added,
        because the machine missed them or took them for another theme.
    n_before, n_after : int
        Codes on the sheet before, and with the corrections.
    before, after : float or None
        Estimated precision of these: what was judged counts as judged, every other code as likely right as its score
        says. None without codes.
    """

    theme: str
    right: int
    wrong: int
    other: int
    stance_changed: int
    added: int
    n_before: int
    n_after: int
    before: float | None
    after: float | None

    @property
    def judged(self) -> int:
        """How many codes of the machine were judged."""
        return self.right + self.wrong + self.other

    @property
    def judged_precision(self) -> float | None:
        """Share of the judged codes that were right; of what the machine doubted most, so lower than that of all."""
        return self.right / self.judged if self.judged else None


def balance(review: Review, themes: Sequence[str]) -> tuple[ThemeBalance, ...]:
    """Draw up the balance of every theme that something was said of, in the given order."""
    found = []
    for theme in themes:
        judged = [one for one in review.judged if one.theme == theme]
        right = sum(one.verdict == "goed" for one in judged)
        wrong = sum(one.verdict == "fout" for one in judged)
        other = len(judged) - right - wrong
        # What people gave this theme, besides what they confirmed: moved here from another theme, or missed.
        given = {one.key for one in review.corrections if one.theme == theme and one.stance is not None}
        added = len(given) - right
        if not judged and not given:
            continue
        scores = [score for key, score in review.unjudged if key == theme]
        n_before, n_after = len(judged) + len(scores), right + added + len(scores)
        found.append(
            ThemeBalance(
                theme,
                right,
                wrong,
                other,
                sum(one.stance_changed for one in judged),
                added,
                n_before,
                n_after,
                (right + sum(scores)) / n_before if n_before else None,
                (right + added + sum(scores)) / n_after if n_after else None,
            )
        )
    return tuple(found)
