"""``praktijkkennis review``: codes to an Excel file for an editor to judge, and the judgements back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from praktijkkennis.cli.console import DONE, SOME_FAILED, counted, say, status
from praktijkkennis.cli.dutch import DutchCommand, DutchGroup
from praktijkkennis.cli.jobs import check_any, settings_from
from praktijkkennis.cli.options import (
    CodebookFile,
    Config,
    EmbedderName,
    MinGroup,
    PipelineName,
    Pseudonymise,
    StateFolder,
    TextColumn,
)
from praktijkkennis.cli.pseudonymise import Key, check_key, with_privacy
from praktijkkennis.cli.review_account import (
    percent,
    say_balance,
    say_earlier,
    say_emptied,
    say_own_texts,
    say_problems,
)
from praktijkkennis.cli.to_review import of_reports, of_texts, read_texts
from praktijkkennis.cli.train import Strictness, TaggerFolder, codebook_of, with_tagger
from praktijkkennis.errors import OutputPathError, ReviewError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from praktijkkennis.codebook import Codebook
    from praktijkkennis.document import Document
    from praktijkkennis.settings import Settings
    from praktijkkennis.training import Retrained

app = typer.Typer(
    cls=DutchGroup,
    help="Laat een redacteur coderingen nakijken in Excel, en lees de verbeteringen terug.",
    no_args_is_help=True,
)


@app.command(cls=DutchCommand, name="export")
def export(
    sources: Annotated[
        list[Path],
        typer.Argument(metavar="BRON", help="Een map die 'extract' schreef, of bestanden en mappen met teksten."),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="BESTAND", help="Excel-bestand (.xlsx).")],
    state: StateFolder = None,
    codebook: CodebookFile = None,
    config: Config = None,
    text_column: TextColumn = None,
    pipeline: Annotated[
        str | None, typer.Option("--pipeline", metavar="NAAM", help="Taalpijplijn: auto, een spaCy-pakket of een map.")
    ] = None,
    embedder: Annotated[str | None, typer.Option("--embedder", metavar="NAAM", help="Betekenismodel.")] = None,
    threshold: Annotated[
        float | None,
        typer.Option("--threshold", metavar="GETAL", min=0.0, max=1.0, help="Score vanaf waar een thema telt."),
    ] = None,
    tagger: TaggerFolder = None,
    strictness: Strictness = None,
    pseudonymise_names: Pseudonymise = False,
    key: Key = None,
    min_group: MinGroup = None,
) -> int:
    """Maak een Excel-bestand om coderingen na te kijken, de twijfelgevallen bovenaan.

    Geef de map van een rapport, en daarachter de teksten als je bij elke zin wilt zien wat ervoor staat. Geef je alleen
    teksten, dan worden die eerst gecodeerd. Is het rapport met --pseudonymise gemaakt, geef bij de teksten dan ook
    --pseudonymise en dezelfde --sleutel.

    Voorbeeld, na: praktijkkennis voorbeeld

    praktijkkennis review export voorbeeld/verhalen --out controle.xlsx
    """
    from praktijkkennis.exchange.files import check_file
    from praktijkkennis.exchange.review.workbook import write_review
    from praktijkkennis.reviewing import is_report
    from praktijkkennis.state import check_apart

    if out.suffix.lower() != ".xlsx":
        raise OutputPathError(f"De uitvoer '{out.name}' moet eindigen op .xlsx.")
    check_file(out)
    reports = [path for path in sources if is_report(path)]
    texts = [path for path in sources if path not in reports]
    check_apart(out, texts, "--out")
    settings = settings_from(config, codebook, text_column, pipeline, embedder, threshold)
    settings = with_state(with_privacy(settings, pseudonymise_names, key, min_group), state)
    check_key(settings)
    settings = with_tagger(settings, tagger, strictness, threshold)
    folder = settings.state.folder
    if reports:
        found, documents, code = of_reports(reports, texts, settings)
    else:
        if folder is not None:
            check_apart(folder, texts)
        found, documents, code = of_texts(texts, settings)
    if not found.rows:
        damaged = [path for path in texts if (path / "run.json").is_file()]
        if damaged:
            raise ReviewError(
                f"'{damaged[0]}' lijkt een map van 'extract', maar passages.csv is weg of beschadigd. "
                "Maak het rapport opnieuw."
            )
        raise ReviewError("Er valt niets na te kijken: er is geen codering van de computer gevonden.")
    n_rows = write_review(
        found.rows, out, codebook_of(settings), [one.id for one in documents], pseudonymised=found.pseudonymised
    )
    if reports and not documents and not any(row.context for row in found.rows):
        say("Wat er voor een zin staat, is niet bekend; geef ook de teksten op (of --state) als je dat wilt zien.")
    if found.n_human:
        say(f"{counted(found.n_human, 'codering was', 'coderingen waren')} al door een mens nagekeken.")
    if found.n_withheld:
        say(f"{counted(found.n_withheld, 'zin staat', 'zinnen staan')} er niet bij, vanwege --min-group.")
    say(f"{counted(n_rows, 'codering', 'coderingen')} om na te kijken: {out}")
    return code


@app.command(cls=DutchCommand, name="import")
def read_back(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="BESTAND", help="De nagekeken controle (.xlsx), of coderingen van mensen (.qdpx, .csv)."
        ),
    ],
    state: Annotated[
        Path, typer.Option("--state", "--to", metavar="MAP", help="Map waarin de verbeteringen bewaard worden.")
    ],
    texts: Annotated[
        list[Path] | None,
        typer.Option(
            "--texts",
            "-t",
            metavar="BRON",
            help="De teksten, als MAP die nog niet kent (mag vaker); een project (.qdpx) heeft ze zelf.",
        ),
    ] = None,
    coder: Annotated[
        str | None, typer.Option("--coder", metavar="NAAM", help="Wie heeft nagekeken; anders uit het bestand.")
    ] = None,
    codebook: CodebookFile = None,
    config: Config = None,
    text_column: TextColumn = None,
    pipeline: PipelineName = None,
    embedder: EmbedderName = None,
    tagger: TaggerFolder = None,
    learning: Annotated[
        bool, typer.Option("--learn/--no-learn", help="Of de codeur van de verbeteringen leert; standaard wel.")
    ] = True,
    gone_is_wrong: Annotated[
        bool,
        typer.Option(
            "--weg-is-fout",
            help="Codes van de machine die in het project (.qdpx) zijn weggehaald, tellen als fout; kan alleen met de "
            "--state van de extract waar het project uit komt.",
        ),
    ] = False,
    empty_is_back: Annotated[
        bool,
        typer.Option(
            "--leeg-is-terug",
            help="Oordelen die eerder in dit bestand stonden en er nu uit zijn gehaald, gelden niet meer.",
        ),
    ] = False,
    pseudonymise_names: Pseudonymise = False,
    key: Key = None,
) -> int:
    """Lees terug wat een redacteur nakeek, bewaar het, en laat zien wat het verandert.

    Verbeteringen gaan voortaan voor bij elke extract of tag met dezelfde --state. Vanaf tien verbeteringen leert de
    codeur er ook van voor andere zinnen; geef dan hier dezelfde --codebook, --embedder en --tagger als bij extract.
    Rijen die niet te gebruiken zijn, worden genoemd en overgeslagen; de uitkomst is dan 3. Een oordeel dat je weghaalt
    nadat het is ingelezen, blijft gelden en wordt genoemd; met --leeg-is-terug neem je het terug.

    Voorbeeld, na: praktijkkennis voorbeeld

    praktijkkennis review export voorbeeld/verhalen --out controle.xlsx

    praktijkkennis review import controle.xlsx --state onthouden --texts voorbeeld/verhalen
    """
    from praktijkkennis.document import Document
    from praktijkkennis.exchange.codings import is_project, texts_of_project
    from praktijkkennis.exchange.review.files import check_review_file
    from praktijkkennis.exchange.review.reading import has_pseudonyms
    from praktijkkennis.reviewing import last_run, read_judgements, sentences_in
    from praktijkkennis.state import (
        check_apart,
        check_file_names,
        check_names,
        emptied,
        is_state,
        note_missed,
        open_state,
        pseudonyms_in,
    )

    check_apart(state, texts or ())
    check_review_file(file)
    if gone_is_wrong and not is_project(file):
        raise ReviewError(f"'{file.name}' is geen project (.qdpx); laat --weg-is-fout weg.")
    no_review = f"'{file.name}' is geen controle van 'review export'; laat --leeg-is-terug weg."
    if empty_is_back and file.suffix.lower() != ".xlsx":
        raise ReviewError(no_review)
    settings = settings_from(config, codebook, text_column, pipeline, embedder, None)
    settings = with_tagger(with_privacy(settings, pseudonymise_names, key), tagger, None, None)
    if texts:
        check_key(with_state(settings, state))
    book = codebook_of(settings)
    is_new = not is_state(state)
    if is_new and texts:
        check_any(texts)
    with open_state(state) as opened:
        check_file_names(opened, file.name, has_pseudonyms(file))
        if texts:
            check_names(opened, settings.reading.pseudonymise)
    documents = read_texts(texts, settings) if texts else []
    with open_state(state) as opened:
        known = documents or [Document(key, text) for key, text in opened.history.texts().items()]
        if not texts and is_project(file) and file.is_file():
            documents = list(texts_of_project(file, known))
            check_file_names(opened, file.name, pseudonyms_in(documents))
            known += documents
            say_own_texts(documents)
        exported = last_run(opened, known) if gone_is_wrong else None
        review = read_judgements(file, book, sentences_in(documents, opened), known, coder, exported)
        if empty_is_back and not review.workbook:
            raise ReviewError(no_review)
        gone = emptied(opened, review, file.name)
        if empty_is_back:
            opened.corrections.take_back(gone, file.name)
        note_missed(opened, review)
        earlier = opened.corrections.earlier(review.corrections, file.name)
        added = opened.corrections.add(review.corrections, file.name)
        number = len(opened.corrections.counting())
    say_problems(review)
    say_balance(review, book)
    if n_gone := sum(one.stance is None for one in review.corrections) if is_project(file) else 0:
        say(f"{counted(n_gone, 'code', 'codes')} van de computer weggehaald of vervangen in het project.")
    if n_unsaid := sum(one.stance == "" for one in review.corrections):
        who = counted(n_unsaid, "verbetering noemt", "verbeteringen noemen")
        say(f"{who} geen houding; daar blijft die van de computer staan.")
    say_earlier(earlier, book)
    say_emptied(gone, file.name, book, taken_back=empty_is_back)
    again = len(review.corrections) - len(added) - len(earlier.outdated)
    already = f" ({again} {'was' if again == 1 else 'waren'} al bekend)" if again else ""
    say(f"{counted(len(added), 'verbetering', 'verbeteringen')} bewaard in {state}{already}; er gelden er nu {number}.")
    if not review.corrections and not review.problems and is_project(file):
        say(f"In '{file.name}' staat geen code die iemand toevoegde of verbeterde.")
        if not gone_is_wrong:
            say("Zijn er codes van de computer weggehaald? Geef dan --weg-is-fout op.")
    elif not review.corrections and not review.problems and not gone:
        say(f"In '{file.name}' is niets nagekeken. Vul de kolom 'oordeel' in, sla op, en lees het bestand opnieuw in.")
    if added and is_new:
        say(f"In '{state}' was nog niets onthouden; gebruikte je bij extract een andere --state, lees ze dan daar in.")
    if added:
        say(f"Ze tellen mee in elke volgende extract of tag met --state {state}.")
    if learning and (number or (gone and empty_is_back)):
        _learn(state, settings, documents, book)
    return SOME_FAILED if review.problems else DONE


def _learn(folder: Path, settings: Settings, documents: Sequence[Document], book: Codebook) -> None:
    """Let the tagger of the state learn from all corrections, and tell what that changes."""
    from praktijkkennis.state import open_state

    with status("Leren van de verbeteringen ..."):
        from praktijkkennis.tagging.learning.card import number
        from praktijkkennis.training import ENOUGH, learn_from_corrections

        with open_state(folder) as state:
            found = learn_from_corrections(state, settings, documents)
    n = counted(found.n_corrections, "verbetering", "verbeteringen")
    if found.n_corrections < ENOUGH:
        say(f"Vanaf {ENOUGH} verbeteringen leert de codeur er ook van voor andere zinnen (nu: {n}).")
        return
    if found.tagger is None:
        say(f"De codeur leerde van {n}, maar werd er niet beter van op verbeteringen die hij niet had gezien.")
        say("Voor andere zinnen blijft hij daarom zoals hij was.")
        return
    say(f"De codeur leerde van {n} en doet zo mee bij de volgende extract of tag met --state {folder}.")
    before, after = found.agreement_before, found.agreement_after
    if before is not None and after is not None:
        say(
            f"Met verbeteringen die hij bij het leren niet zag, was hij het eerst voor {percent(before)} eens "
            f"en nu voor {percent(after)}."
        )
        if percent(before) == percent(after) or after < before:
            say("Dat is niet vaker, maar zijn scores liggen dichter bij jullie oordeel. Daarom telt het geleerde mee.")
    if found.stances is not None:
        first, then = map(number, found.stances)
        say(
            "Ook houdingen (versterkend, belemmerend, neutraal) leerde hij ervan: op verbeteringen die hij niet zag "
            f"scoort hij {then}, eerst {first} (1 is foutloos)."
        )
    _say_shifts(found, book)


def _say_shifts(found: Retrained, book: Codebook) -> None:
    if not found.n_documents:
        return
    texts = counted(found.n_documents, "tekst", "teksten")
    if not found.shifts:
        say(f"In de {texts} van de laatste keer verandert er buiten de nagekeken zinnen niets.")
        return
    say(f"Wat er verandert in de {texts} van de laatste keer, buiten de nagekeken zinnen:")
    names = {theme.key: theme.name for theme in book.themes}
    width = max(len("thema"), *(len(names[one.theme]) for one in found.shifts))
    say(f"{'thema':<{width}}  eerst  weg  erbij   nu")
    for one in found.shifts:
        now = one.before - one.gone + one.new
        say(f"{names[one.theme]:<{width}}  {one.before:>5}  {one.gone:>3}  {one.new:>5}  {now:>3}")


def with_state(settings: Settings, folder: Path | None) -> Settings:
    """Join the folder that a call names with the settings; the call wins."""
    from praktijkkennis.settings import StateSettings

    if folder is None:
        return settings
    return settings.model_copy(update={"state": StateSettings(folder=str(folder))})
