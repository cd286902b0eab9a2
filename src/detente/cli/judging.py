"""The command judge: what a person says of the record, kept with name, time and reason."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from detente.cli.options import json_option, store_option
from detente.errors import UsageError

if TYPE_CHECKING:
    from detente.judging import Made
    from detente.model import Judgement, Verdict

_SAY = "say"
VERDICTS: tuple[Verdict, ...] = ("same", "different", "wrong", "right", "set", "undo")


class _Judging(click.Group):
    """A group whose commands are reserved words; any other first word is the id of what is judged."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands:
            args = [_SAY, *args]
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Let options stand before the id."""
        if args and args[0].startswith("-") and args[0] not in ctx.help_option_names:
            args = [_SAY, *args]
        return super().parse_args(ctx, args)


@click.group(cls=_Judging, subcommand_metavar="ID VERDICT [OTHER | FIELD [VALUE]] | import FILE | list")
def judge() -> None:
    """Say what is right or wrong in the record, with name, time and reason.

    \b
    ID same OTHER         two claims or events tell of one happening
    ID different OTHER    they don't
    ID wrong              nothing of the kind is told: leave the claim out
    ID right              it is told so; takes the place of an earlier wrong
    ID set FIELD VALUE    type, mode, object, status, when, where, actors, recipients
    ID set FIELD          the field is as the page was read
    ID undo               take a judgement back, by its own id

    IDs are those of claims and events, or of judgements for undo; the first characters are enough. Judgements are kept
    in the store's judgements.jsonl and only ever added to; of two that contradict each other the later is in force.

    \b
    Example:
        detente judge 4f1c09ab wrong --reason "a quiz question"
        detente judge 4f1c09ab same 77d0e2aa --by Ada
        detente judge 4f1c09ab set when 2018-05-14..2018-05-15
        detente judge import from-a-colleague.jsonl
    """


@judge.command(_SAY)
@click.argument("id")
@click.argument("verdict", type=click.Choice(VERDICTS))
@click.argument("rest", nargs=-1, metavar="[OTHER | FIELD [VALUE]]")
@store_option
@click.option("--by", envvar="DETENTE_BY", show_envvar=True, help="Who judges; default: the name you are logged in by.")
@click.option("--reason", help="Why.")
def say(id: str, verdict: Verdict, rest: Sequence[str], root: Path, by: str | None, reason: str | None) -> None:
    """Say something of a record; the word `say` may be left out.

    \b
    Example:
        detente judge say 4f1c09ab wrong --reason "a quiz question"
    """
    import detente
    from detente.judging import Saying

    other, field, value = _named(verdict, rest)
    saying = Saying(verdict, by if by is not None else _login(), other, field, value, reason)
    with detente.open(root, create=False) as store:
        _show(store.judge(id, saying))


def _named(verdict: Verdict, rest: Sequence[str]) -> tuple[str | None, str | None, str | None]:
    """The other record, or the field and its value, that follow a verdict."""
    most = {"same": 1, "different": 1, "set": 2}.get(verdict, 0)
    if len(rest) > most:
        after = " ".join(rest[most:])
        raise UsageError(f"{verdict} takes no {after!r}; a value or reason of several words goes in quotes")
    first, second = (*rest, None, None)[:2]
    return (None, first, second) if verdict == "set" else (first, None, None)


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no such user, as in a container
        raise UsageError("say who judges: --by NAME") from None


def _show(made: Made) -> None:
    from detente.judging import words

    for judgement in made.judgements:
        click.echo(f"{judgement.id[:8]}  {words(judgement)}")
    for old in made.replaced:
        click.echo(f"no longer in force: {old.id[:8]}  {words(old)}", err=True)


@judge.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@store_option
@click.pass_context
def take_over(ctx: click.Context, file: Path, root: Path) -> None:
    """Add another's judgements to those here: a store's judgements.jsonl, or what export judgements wrote.

    Those that are here already change nothing, in whatever order files come. A line that can't be used is named and
    left out, and the exit status is then 1.

    \b
    Example:
        detente judge import from-a-colleague.jsonl
    """
    import detente

    with detente.open(root, create=False) as store:
        merged = store.merge_judgements(file)
    for line in merged.refused:
        click.echo(f"{line.file}: {line.reason}", err=True)
    click.echo(f"{merged.new} new judgements, {merged.known} known already")
    if merged.elsewhere:
        click.echo(f"{merged.elsewhere} of the new name claims that are not in this store; they wait there", err=True)
    ctx.exit(1 if merged.refused else 0)


@judge.command("list")
@store_option
@json_option
def show_all(root: Path, as_json: bool) -> None:
    """List all judgements by time, and which are no longer in force.

    \b
    Example:
        detente judge list
    """
    import detente
    from detente.judging import words
    from detente.store import to_json

    with detente.open(root, create=False) as store:
        found = store.judgements()
    if as_json:
        click.echo(to_json([_shape(j, by) for j, by in found], indent=1))
        return
    for judgement, by in found:
        click.echo(f"{judgement.id[:8]}  {words(judgement)}" + (f"  (out of force by {by.id[:8]})" if by else ""))
    if not found:
        click.echo(f"no judgements in {root}", err=True)


def _shape(judgement: Judgement, by: Judgement | None) -> dict[str, object]:
    import dataclasses

    return dataclasses.asdict(judgement) | {"in_force": by is None, "overruled_by": by.id if by else None}
