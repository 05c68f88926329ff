"""What an editor is told of a workbook that was read back: rows left out, the balance, whose judgement counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from praktijkkennis.cli.console import counted, say, shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from praktijkkennis.codebook import Codebook
    from praktijkkennis.document import Document
    from praktijkkennis.exchange.review.correction import Correction
    from praktijkkennis.exchange.review.judging import Review
    from praktijkkennis.state.corrections import Earlier

_NAMED, _SHOWN, _ROWS_EACH, _LISTED = 3, 60, 20, 100


def say_problems(review: Review) -> None:
    """Tell what was left out, rows with the same reason together."""
    if not review.problems:
        return
    n_rows = sum(bool(one.row) for one in review.problems)
    say(f"{counted(n_rows, 'rij', 'rijen')} overgeslagen:" if n_rows else "Niet alles is gelezen:")
    together: dict[tuple[str, str], list[int]] = {}
    for one in review.problems:
        together.setdefault((one.sheet, one.reason), []).append(one.row)
    for (sheet, reason), rows in together.items():
        numbers = [row for row in rows if row]
        if not numbers:
            where = sheet
        elif len(numbers) <= _ROWS_EACH:
            where = f"{sheet} rij {', '.join(map(str, numbers))}"
        else:
            where = f"{sheet} rij {', '.join(map(str, numbers[:_ROWS_EACH]))} en nog {len(numbers) - _ROWS_EACH}"
        say(f"  {where}: {reason}")


def say_earlier(earlier: Earlier, book: Codebook) -> None:
    """Tell whose judgements are replaced, and which of an old file do not count again."""
    names = {theme.key: theme.name for theme in book.themes}
    if earlier.replaced:
        n = counted(len(earlier.replaced), "eerder oordeel is", "eerdere oordelen zijn")
        say(f"{n} vervangen; het laatste telt:")
    for before, after in earlier.replaced:
        where = f"{after.document_id}: {names.get(after.theme, after.theme)} bij '{shortened(after.text, _SHOWN)}'"
        say(f"  {where}: {_verdict(before)} wordt {_verdict(after)}")
    if earlier.outdated:
        n = counted(len(earlier.outdated), "oordeel stond", "oordelen stonden")
        say(f"{n} al eerder in dit bestand en {'is' if len(earlier.outdated) == 1 else 'zijn'} daarna vervangen;")
        say("dat latere oordeel blijft gelden. Geldt het oude toch, lees het dan in onder een andere bestandsnaam:")
    for given, counting in earlier.outdated:
        where = f"{given.document_id}: {names.get(given.theme, given.theme)} bij '{shortened(given.text, _SHOWN)}'"
        say(f"  {where}: {_verdict(counting)} blijft, niet {_verdict(given)}")


def say_emptied(gone: Sequence[Correction], file: str, book: Codebook, *, taken_back: bool) -> None:
    """Tell which judgements were in the workbook before and are not in it now, and whether they still count."""
    if not gone:
        return
    names = {theme.key: theme.name for theme in book.themes}
    one = len(gone) == 1
    n = counted(len(gone), "oordeel stond", "oordelen stonden")
    if taken_back:
        say(f"{n} eerder in '{file}' en {'is' if one else 'zijn'} daarin weggehaald; teruggenomen:")
    else:
        say(f"{n} eerder in '{file}' en {'is' if one else 'zijn'} daarin nu weg. Zo'n oordeel blijft gelden.")
        say("Wil je terugnemen wat hieronder staat? Lees het bestand dan opnieuw in met --leeg-is-terug.")
    for given in gone[:_LISTED]:
        where = f"{given.document_id}: {names.get(given.theme, given.theme)} bij '{shortened(given.text, _SHOWN)}'"
        say(f"  {where}: {_verdict(given)}")
    if len(gone) > _LISTED:
        say(f"  ... en nog {len(gone) - _LISTED}")


def _verdict(one: Correction) -> str:
    said = "fout" if one.stance is None else one.stance or "zonder houding"
    return f"{said} van {one.coder}"


def say_own_texts(documents: Sequence[Document]) -> None:
    """Tell which texts come out of a project."""
    if documents:
        n = counted(len(documents), "tekst komt", "teksten komen")
        names = ", ".join(f"'{one.id}'" for one in documents[:_NAMED]) + (" ..." if len(documents) > _NAMED else "")
        say(f"{n} uit het project zelf: {names}. Heten ze bij extract anders? Geef ze dan op met --texts.")


def say_balance(review: Review, book: Codebook) -> None:
    """Show what was judged, theme by theme."""
    from praktijkkennis.exchange.review.balance import balance

    names = {theme.key: theme.name for theme in book.themes}
    found = balance(review, book.keys)
    if not found:
        return
    width = max(len(names[one.theme]) for one in found)
    say(f"{'thema':<{width}}  nagekeken  goed  fout  ander  houding   erbij  juist voor → na (geschat)")
    for one in found:
        share = f"{percent(one.before)} → {percent(one.after)}" if review.judged else "-"
        say(
            f"{names[one.theme]:<{width}}  {one.judged:>9}  {one.right:>4}  {one.wrong:>4}  {one.other:>5}"
            f"  {one.stance_changed:>7}  {one.added:>6}  {share}"
        )
    n_judged, n_right = sum(one.judged for one in found), sum(one.right for one in found)
    if n_judged:
        say(f"Van {counted(n_judged, 'nagekeken codering was', 'nagekeken coderingen waren')} er {n_right} goed.")


def percent(share: float | None) -> str:
    """Write a share as a percentage."""
    return "-" if share is None else f"{100 * share:.0f} %"
