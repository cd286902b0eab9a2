"""The docs name what is there: commands, names, dependencies, fields, refusals; snippets run, links lead on."""

from __future__ import annotations

import ast
import doctest
import importlib
import json
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import detente
from detente import errors
from detente.cli import cli
from detente.reading.actors import load_register
from detente.relations import load_tracks
from detente.store import shapes

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(p for p in DOCS.rglob("*.md") if "_build" not in p.parts)
NAMES = [p.relative_to(DOCS).as_posix() for p in PAGES]

FENCE = re.compile(r"^```(?P<kind>[^\n]*)\n(?P<body>.*?)^```$", re.M | re.S)
LINK = re.compile(r"\{doc\}`(?:[^`<]*<)?([^`>]+)>?`|\]\(([^)#:\s]+)(?:#[^)]*)?\)")


def text_of(page: str) -> str:
    return (DOCS / page).read_text(encoding="utf-8")


def fenced(text: str, kind: str) -> list[str]:
    return [m["body"] for m in FENCE.finditer(text) if m["kind"].strip() == kind]


def all_commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name, command in group.commands.items():
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from all_commands(command, (*path, name))


COMMANDS = dict(all_commands(cli))


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_has_its_help_and_an_example(path: tuple[str, ...]) -> None:
    help = COMMANDS[path].help or ""
    assert "Example:" in help
    assert f"detente {' '.join(path)}" in help


def test_the_reference_is_generated_from_the_commands() -> None:
    directive = re.search(r"```\{click\} (\S+)\n(.*?)```", text_of("reference/cli.md"), re.S)
    assert directive
    assert directive[1] == "detente.cli:cli"
    assert ":nested: full" in directive[2]


def shown_commands() -> Iterator[tuple[str, str]]:
    """Each line of a page that shows a command of ours to the reader, with the page's name."""
    for name in NAMES:
        text = text_of(name)
        for block in fenced(text, "console"):
            yield from ((name, line[2:]) for line in block.splitlines() if line.startswith("$ detente "))
        yield from ((name, line.strip()) for line in text.splitlines() if line.startswith("    detente "))


@pytest.mark.parametrize(("page", "line"), [pytest.param(*shown, id=" ".join(shown)) for shown in shown_commands()])
def test_every_shown_command_can_be_given(page: str, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    words = shlex.split(re.split(r"\s[|#]|\s2?>", line)[0])[1:]
    if words[0] == "judge" and words[1] not in ("import", "list"):
        words.insert(1, "say")  # which may be left out
    depth = 2 if words[0] in ("store", "models", "judge") else 1
    command = COMMANDS.get(tuple(words[:depth]))
    assert command, f"{page}: there is no command {' '.join(words[:depth])}"
    given = {word.split("=")[0] for word in words[depth:] if word.startswith("-") and word != "-"}
    known = {flag for option in command.params if isinstance(option, click.Option) for flag in option.opts}
    assert given <= known | {"--help"}, f"{page}: {given - known} is no option of {words[0]}"


@pytest.mark.parametrize("name", detente.__all__)
def test_every_public_name_is_documented(name: str) -> None:
    assert f"detente.{name}" in text_of("reference/python-api.md")


@pytest.mark.parametrize("record", ["articles", "claims", "events", "entries"])
def test_every_field_of_an_export_is_in_the_data_model(record: str) -> None:
    text = text_of("reference/data-model.md")
    wanted = shapes.schema(record).names
    shown = [json.loads(block) for block in fenced(text, "json")]
    assert [list(example) for example in shown if set(example) == set(wanted)] == [wanted]
    assert not [field for field in wanted if f"`{field}`" not in text and field not in ("type", "id")]


def requirements() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = sum(project["optional-dependencies"].values(), project["dependencies"])
    for file in (ROOT / "training").glob("requirements*.txt"):
        wanted += [line for line in file.read_text(encoding="utf-8").splitlines() if line[:1].isalnum()]
    return sorted({re.split(r"[<>=\[; ]", r)[0].lower() for r in wanted})


def documented() -> list[tuple[tuple[str, ...], str]]:
    """Return the rows of the page on dependencies: the packages of each, and the row."""
    rows = re.findall(r"^(\| ((?:`[^`]+`(?:, )?)+) \|.*)", text_of("reference/dependencies.md"), re.M)
    return [(tuple(re.findall(r"`([^`]+)`", names)), row) for row, names in rows]


@pytest.mark.parametrize("package", requirements())
def test_every_dependency_has_its_line(package: str) -> None:
    rows = [row for packages, row in documented() if package in packages]
    assert rows
    assert all(cell.strip() for row in rows for cell in row.strip("|").split("|"))


def test_no_dependency_is_documented_that_is_none() -> None:
    assert sorted({package for packages, _ in documented() for package in packages}) == requirements()


def calls(tree: ast.AST, *names: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", None)) in names:
            yield node


def codes_in(tree: ast.Module) -> Iterator[str]:
    """The codes of refusals that a module makes: constants, or a prefix with what its function is called with."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        for call in calls(function, "Refusal", "RefusedInput", "FetchError"):
            place = 2 if getattr(call.func, "id", "") == "Refusal" else 1
            code = call.args[place] if len(call.args) > place else None
            if isinstance(code, ast.Constant):
                yield str(code.value)
            elif isinstance(code, ast.JoinedStr):
                prefix = ast.literal_eval(code.values[0])
                yield from (prefix + ast.literal_eval(use.args[0]) for use in calls(tree, function.name))


def refusal_codes() -> set[str]:
    sources = (p.read_text(encoding="utf-8") for p in (ROOT / "src" / "detente").rglob("*.py"))
    return {code for source in sources for code in codes_in(ast.parse(source))}


def test_every_refusal_code_is_documented() -> None:
    text = text_of("reference/errors.md")
    codes = refusal_codes()
    assert {"binary", "language", "no-story", "failed", "warning-known", "warning-metadata-unmatched"} <= codes
    assert sorted(code for code in codes if f"| `{code}` |" not in text) == []


@pytest.mark.parametrize("page", NAMES)
def test_links_between_pages_resolve(page: str) -> None:
    here = (DOCS / page).parent
    for match in LINK.finditer(text_of(page)):
        target = match[1] or match[2]
        found = [here / target, here / f"{target}.md", DOCS / f"{target.lstrip('/')}.md"]
        assert any(path.exists() for path in found), f"{page}: {target} leads nowhere"


@pytest.mark.parametrize("page", NAMES)
def test_every_page_begins_with_its_title(page: str) -> None:
    assert text_of(page).startswith("# ")


def test_the_tables_made_at_build_time_hold_every_track_kind_and_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(DOCS))
    tables = importlib.import_module("tables")
    assert [t.name for t in load_tracks() if f"(`{t.name}`)" not in tables.ledger_tracks()] == []
    assert {e.kind for e in load_register().entities()} == set(tables.KINDS)
    raised = {name for name, kind in vars(errors).items() if isinstance(kind, type)}
    assert sorted(name for name in raised if name not in tables.error_tree()) == []


def run_snippets(page: str) -> doctest.TestResults:
    snippets = "\n".join(fenced(text_of(page), "pycon"))
    test = doctest.DocTestParser().get_doctest(snippets, {}, page, str(DOCS / page), 0)
    assert test.examples
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE | doctest.IGNORE_EXCEPTION_DETAIL
    return doctest.DocTestRunner(optionflags=flags).run(test)


def test_the_snippet_of_the_coders_page_runs() -> None:
    assert run_snippets("concepts/the-coder.md").failed == 0


def test_the_snippets_of_the_python_page_and_those_on_its_export_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run_snippets("how-to/use-it-from-python.md").failed == 0
    with detente.open("my-store", create=False) as store:
        for table in ("claims", "events"):
            with Path(f"{table}.parquet").open("wb") as out:
                store.export(table, out, to="parquet")
    assert run_snippets("how-to/export-your-data.md").failed == 0


def test_every_public_name_of_the_python_interface_is_in_a_snippet_that_runs() -> None:
    code = "\n".join(fenced(text_of("how-to/use-it-from-python.md"), "pycon"))
    methods = (name for name in dir(detente.Store) if not name.startswith("_"))
    steps = ("open", "extract", "code", "voices", "times", "factuality", "resolve")
    assert [n for n in methods if not re.search(rf"store\.{n}\b", code)] == []
    assert [n for n in steps if f"detente.{n}(" not in code] == []


def test_the_snippets_on_the_register_run() -> None:
    assert run_snippets("reference/register.md").failed == 0
