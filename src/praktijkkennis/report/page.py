"""What every page of ours is made with: one Jinja environment, one kind of style, one security policy.

Everything that a page says was written by others and may be hostile: Jinja escapes every value, and the content
security policy allows no image, no address and nothing else but the one style and the one script whose hashes it names.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from praktijkkennis.document import STANCES
from praktijkkennis.report import charts, dutch

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

LONGEST_NAME = 160
"""Characters of a name, title or label that a page prints."""

LONGEST_QUOTE = 700
"""Characters of a quote that a page prints."""

LONGEST_HEADING = 280
"""Characters of a statement that stand in a heading."""


def render_page(template: str, *styles: str, script: str = "", **content: Any) -> str:
    """Fill in a template that makes a whole page.

    Parameters
    ----------
    template : str
        Its file name in ``report/templates``.
    *styles : str
        Names of style sheets there, in order.
    script : str
        Name of a script there; without one the page runs none.
    **content
        What the template names. It is given ``style``, ``script`` and ``policy`` besides.

    Returns
    -------
    str
        The page; the same for the same content, always.
    """
    from markupsafe import Markup

    style = "\n".join(map(read_template, styles))
    program = read_template(script) if script else ""
    return (
        page_environment()
        .get_template(template)
        .render(style=Markup(style), script=Markup(program), policy=content_security_policy(style, program), **content)
    )


def render_part(template: str, **content: Any) -> Markup:
    """Fill in a template that makes a part of a page; it escapes whatever is not ``Markup`` already."""
    from markupsafe import Markup

    return Markup(page_environment().get_template(template).render(**content))


def read_template(name: str) -> str:
    """Give a file of ``report/templates`` as it is."""
    return files("praktijkkennis.report").joinpath("templates", name).read_text(encoding="utf-8")


def content_security_policy(style: str, script: str = "") -> str:
    """Name the policy that allows one inline style and at most one inline script, by their hashes, and nothing else.

    With a script, text can become markup nowhere either: it may make no HTML out of strings (Trusted Types).
    """
    allowed = [f"style-src '{_source_hash(style)}'"]
    if script:
        allowed += [
            f"script-src '{_source_hash(script)}'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]
    return "; ".join(["default-src 'none'", *allowed, "base-uri 'none'", "form-action 'none'"])


@lru_cache(maxsize=1)
def page_environment() -> Environment:
    """Give the Jinja environment of all pages, with the filters that they share."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("praktijkkennis.report"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_fit_to_print,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        number=dutch.number,
        percent=dutch.percent,
        date=dutch.date_in_words,
        counted=dutch.counted,
        name=_clipped_to(LONGEST_NAME),
        quote=_clipped_to(LONGEST_QUOTE),
        figure=dutch.figure,
        heading=_clipped_to(LONGEST_HEADING),
        segments=charts.segments,
        stances_in_words=charts.stances_in_words,
        width=lambda share: f"{share * 100:.2f}%",
    )
    environment.globals.update(period=dutch.period_in_words, stance_names=STANCES)
    return environment


def _clipped_to(limit: int) -> Callable[[str], str]:
    return lambda text: dutch.clipped(text, limit)


def _fit_to_print(value: object) -> object:
    from markupsafe import Markup

    return dutch.legible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _source_hash(content: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode('utf-8')).digest()).decode('ascii')}"
