"""The command `k8s-bot`: alone reads arguments, prints and exits. What it does stands in the modules that it calls."""
# ruff: noqa: PLR0913, PLR0917 - a command's options are the parameters of its function

import gc
import json
import os
import re
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, NoReturn

import typer
from typer.core import TyperGroup

import bot
from bot.answering import Answer, Clarification, Depth, Reply
from bot.cache import cached_engine
from bot.engine import Engine
from bot.errors import BotError, KnowledgeError, ParameterError, SettingsError, StorageError, UnknownNameError
from bot.knowledge import Manifest, packaged_knowledge
from bot.settings import VARIABLES, Settings

if TYPE_CHECKING:
    from bot.knowledge.course import Course
    from bot.lessons import ProgressFile, Quiz, Tour

_GIVEN: Final = re.compile(r"[A-Za-z][\w-]*=")

OK: Final = 0
WANTING: Final = 1
"""Checked and found wanting."""
MISUSED: Final = 2
"""Wrong usage, or a setting that cannot be used."""

UsageError: Any = typer.BadParameter.__mro__[1]
"""Typer's class for wrong usage, which it does not export; `BadParameter` is one of them."""


class ReaderGoneError(BotError):
    """Whoever read our output (`head`) has seen enough."""


class Commands(TyperGroup):
    """Typer makes exit status 1 of a broken pipe, which stands for "found wanting" here."""

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]  # Typer does not export its base
        """Run the command that was asked for, and see its output off."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            raise ReaderGoneError from None
        return result


class Format(StrEnum):
    """How a reply is printed."""

    TEXT = "text"
    JSON = "json"


def _print_version(wanted: bool) -> None:  # noqa: FBT001 - Typer calls it with the flag's value
    if wanted:
        print(f"k8s-bot {bot.__version__}")
        raise typer.Exit


KnowledgeOption = Annotated[
    Path | None,
    typer.Option("--knowledge", metavar="DIR", help="Knowledge folder, in the place of the packaged one."),
]
VersionOption = Annotated[
    bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
]
FormatOption = Annotated[Format, typer.Option("--format", help="Text for people or JSON for programs.")]
DepthOption = Annotated[Depth, typer.Option("--depth", help="One line, the passage, or all there is.")]

_SETTINGS: Final = "\b\n" + "\n".join(
    f"{variable.name:<28} {variable.meaning} (default: {variable.default})" for variable in VARIABLES
)
"""Printed below the options of `serve`; `\b` keeps the lines as they are."""

app = typer.Typer(
    name="k8s-bot",
    cls=Commands,
    help="Explains Kubernetes, in the terminal and in Slack.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def _root(context: typer.Context, knowledge: KnowledgeOption = None, version: VersionOption = False) -> None:  # noqa: FBT002
    context.obj = knowledge
    if context.invoked_subcommand is None:
        print(context.get_help())


@app.command()
def ask(
    context: typer.Context,
    words: Annotated[list[str] | None, typer.Argument(metavar="QUESTION…", help="In your own words.")] = None,
    form: FormatOption = Format.TEXT,
    depth: DepthOption = Depth.NORMAL,
    batch: Annotated[
        str | None, typer.Option("--batch", metavar="FILE", help="One question a line; - reads standard input.")
    ] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show the evidence behind the answer.")] = False,  # noqa: FBT002
    knowledge: KnowledgeOption = None,
    version: VersionOption = False,  # noqa: FBT002
) -> None:
    """Answer a question."""
    if batch is not None:
        if words:
            raise typer.BadParameter("a question or --batch FILE, not both")
        _ask_batch(context, batch, form, depth, knowledge)
        return
    if not words:
        raise typer.BadParameter('a question is expected, for example: k8s-bot ask "what is a pod?"')
    engine = _engine(context, knowledge)
    _answer(engine, " ".join(words), form, depth)
    if debug and form is Format.TEXT:
        _print_evidence(engine.ask(" ".join(words), depth=depth))


@app.command()
def explain(
    context: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(metavar="TOPIC|FIELD.PATH", help="A topic by any of its names, or a field of the API."),
    ],
    form: FormatOption = Format.TEXT,
    depth: DepthOption = Depth.NORMAL,
    knowledge: KnowledgeOption = None,
    version: VersionOption = False,  # noqa: FBT002
) -> None:
    """Explain a topic, or a field of the API such as deploy.spec.strategy."""
    engine = _engine(context, knowledge)
    begin = time.perf_counter()
    reply = engine.explain(" ".join(words), depth=depth)
    _show(reply, form, time.perf_counter() - begin)


@app.command("fields")
def list_fields(
    context: typer.Context,
    word: Annotated[str, typer.Argument(metavar="WORD", help="A field's name, such as maxUnavailable.")],
    form: FormatOption = Format.TEXT,
    knowledge: KnowledgeOption = None,
    version: VersionOption = False,  # noqa: FBT002
) -> None:
    """List every field of the API that is called so, kind by kind."""
    engine = _engine(context, knowledge)
    begin = time.perf_counter()
    reply = engine.fields(word)
    _show(reply, form, time.perf_counter() - begin)


@app.command()
def review(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="A manifest; - reads standard input.")],
    form: FormatOption = Format.TEXT,
    knowledge: KnowledgeOption = None,
    version: VersionOption = False,  # noqa: FBT002
) -> None:
    """Explain a manifest object by object, and list what is wrong with it; exit 1 if that is an error."""
    reply = _engine(context, knowledge).review(_pasted(file), findings=None)
    found = reply.review if isinstance(reply, Answer) else None
    if found is None:
        from bot.rendering.plain import plain_text  # noqa: PLC0415 - a manifest does without

        raise typer.BadParameter(plain_text(reply))
    if form is Format.JSON:
        from bot.rendering.json_document import review_document  # noqa: PLC0415 - text does without

        print(json.dumps(review_document(found), ensure_ascii=False, indent=2))
    else:
        _print_reply(reply, paged=True)
    if found.has_errors:
        raise typer.Exit(WANTING)


@app.command()
def compare(
    context: typer.Context,
    first: Annotated[str, typer.Argument(metavar="A")],
    second: Annotated[str, typer.Argument(metavar="B")],
    form: FormatOption = Format.TEXT,
    depth: DepthOption = Depth.NORMAL,
    knowledge: KnowledgeOption = None,
    version: VersionOption = False,  # noqa: FBT002
) -> None:
    """Compare two things, and say when to choose which."""
    engine = _engine(context, knowledge)
    begin = time.perf_counter()
    reply = engine.compare(first, second, depth=depth)
    _show(reply, form, time.perf_counter() - begin)


@app.command()
def example(
    context: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="TOPIC [key=value …]",
            help="A topic, or a manifest by its file's name; then what is to be set in it.",
        ),
    ],
    parameters: Annotated[  # noqa: FBT002
        bool, typer.Option("--parameters", help="List what may be set in it instead, with what it is now.")
    ] = False,
    knowledge: KnowledgeOption = None,
    version: VersionOption = False,  # noqa: FBT002
) -> None:
    """Print a manifest, ready for `| kubectl apply -f -`; with values of your own, as in name=web replicas=3."""
    engine = _engine(context, knowledge)
    given = dict(word.split("=", 1) for word in words if _GIVEN.match(word))
    manifest = engine.example(" ".join(word for word in words if not _GIVEN.match(word)), given)
    if parameters:
        _print_parameters(manifest)
        return
    sys.stdout.write(manifest.yaml if manifest.yaml.endswith("\n") else manifest.yaml + "\n")
    if sys.stdout.isatty():
        print(f"{manifest.path}.yaml", file=sys.stderr)


@app.command()
def topics(
    context: typer.Context,
    form: FormatOption = Format.TEXT,
    knowledge: KnowledgeOption = None,
    version: VersionOption = False,  # noqa: FBT002
) -> None:
    """List every topic, by area."""
    listing = _engine(context, knowledge).listing()
    if form is Format.JSON:
        areas = {
            area: [{"id": name, "title": title, "summary": summary} for name, title, summary in entries]
            for area, entries in listing.items()
        }
        print(json.dumps(areas, ensure_ascii=False, indent=2))
        return
    for area, entries in listing.items():
        print(area)
        for name, _, summary in entries:
            print(f"  {name:<18} {summary}")


@app.command()
def chat(
    context: typer.Context,
    knowledge: KnowledgeOption = None,
    version: VersionOption = False,  # noqa: FBT002
) -> None:
    """Talk to the bot in this terminal; from a pipe, answer it line by line."""
    from bot.chat import Chat  # noqa: PLC0415 - the other commands do without

    talk = Chat(_engine(context, knowledge))
    if not sys.stdin.isatty():
        for line in _lines("-"):
            if line.strip():
                _print_reply(talk.say(line), paged=False)
            if talk.ended:
                break
        return
    with suppress(ImportError):
        import readline  # noqa: F401, PLC0415 - gives `input` its history and line editing
    print('Ask about Kubernetes, for example "what is a service?". Numbers choose, "topics" lists, "quit" leaves.')
    while not talk.ended:
        try:
            line = input("k8s> ")
        except (EOFError, KeyboardInterrupt):
            print()
            return
        if line.strip():
            said = talk.say(line)
            if said is not None:
                _print_reply(said, paged=False)


@app.command()
def tour(
    context: typer.Context,
    whole: Annotated[bool, typer.Option("--print", help="Print all steps, to be read.")] = False,  # noqa: FBT002
    again: Annotated[bool, typer.Option("--again", help="Begin at the first step.")] = False,  # noqa: FBT002
    knowledge: KnowledgeOption = None,
    version: VersionOption = False,  # noqa: FBT002
) -> None:
    """From a Pod to a whole application, step by step, with commands to try."""
    from bot.lessons import ProgressFile, Tour, end_text, step_text  # noqa: PLC0415 - the other commands do without

    engine, course = _taught(context, knowledge)
    if not course.tour.steps:
        _fail("the knowledge has no tour", MISUSED)
    if whole:
        for step in course.tour.steps:
            _print_markdown(step_text(course, step, engine.knowledge) + "\n\n---")
        _print_markdown(end_text(course))
        return
    kept = ProgressFile()
    before = kept.read()
    lesson = Tour(course, engine.knowledge, replace(before, step="") if again else before, date.today())  # noqa: DTZ011
    _teach(lesson, lesson.begin(), kept, "tour> ")


@app.command()
def quiz(
    context: typer.Context,
    topic: Annotated[list[str] | None, typer.Argument(metavar="[TOPIC]", help="One topic; else all.")] = None,
    whole: Annotated[bool, typer.Option("--print", help="Print all questions, solved.")] = False,  # noqa: FBT002
    knowledge: KnowledgeOption = None,
    version: VersionOption = False,  # noqa: FBT002
) -> None:
    """Five questions: what you do not know comes back another day."""
    from bot.lessons import ProgressFile, Quiz, question_text  # noqa: PLC0415 - the other commands do without

    engine, course = _taught(context, knowledge)
    named = " ".join(topic or ())
    found = engine.topic_called(named) if named else ""
    questions = course.of_topic(found or "") if named else tuple(course.questions.values())
    if not questions:
        _fail(f"no questions about {named}; `k8s-bot quiz` asks about everything" if named else "no quiz", MISUSED)
    if whole:
        for question in questions:
            _print_markdown(question_text(question, question.path, solved=True) + "\n\n---")
        return
    kept = ProgressFile()
    lesson = Quiz(course, engine.knowledge, kept.read(), date.today())  # noqa: DTZ011 - days of use, where one is
    _teach(lesson, lesson.begin(found or ""), kept, "1-4> ")


@app.command()
def validate(
    context: typer.Context,
    directory: Annotated[Path | None, typer.Argument(metavar="[DIR]", help="Default: the packaged knowledge.")] = None,
    questions: Annotated[
        Path | None, typer.Option("--questions", metavar="DIR", help="Golden questions; default: tests/questions.")
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Check again whenever a file changes.")] = False,  # noqa: FBT002
    knowledge: KnowledgeOption = None,
    version: VersionOption = False,  # noqa: FBT002
) -> None:
    """Check the knowledge: every problem as `path:line: what; expected; did you mean`."""
    from bot.validation import changes, problems_of  # noqa: PLC0415 - the other commands do without

    folder = directory or _folder(context, knowledge)
    golden = questions or _golden_directory(folder)
    for _ in changes([folder, *([golden] if golden else [])]) if watch else [None]:
        found, checked = problems_of(folder, golden)
        for problem in found:
            print(problem)
        print(f"{len(found)} problems in {checked}" if found else f"no problems in {checked}", file=sys.stderr)
    if found:
        raise typer.Exit(WANTING)


@app.command()
def evaluate(
    context: typer.Context,
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE …]", help="JSON Lines; default: the golden questions.")
    ] = None,
    form: FormatOption = Format.TEXT,
    typos: Annotated[bool, typer.Option("--typos", help="Ask with typos in the words that matter.")] = False,  # noqa: FBT002
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="Of the typos; the same seed, the same typos.")] = 1,
    against: Annotated[  # noqa: FBT002
        bool, typer.Option("--against", help="Ask other ways of matching too. Needs the extra `compare`.")
    ] = False,
    plot: Annotated[
        Path | None, typer.Option("--plot", metavar="PNG", help="Draw right against false answers; as --against.")
    ] = None,
    read: Annotated[
        Path | None, typer.Option("--read", metavar="OUT", help="Write questions and replies as Markdown, to judge.")
    ] = None,
    questions: Annotated[
        Path | None, typer.Option("--questions", metavar="DIR", help="Golden questions; default: tests/questions.")
    ] = None,
    knowledge: KnowledgeOption = None,
    version: VersionOption = False,  # noqa: FBT002
) -> None:
    """Ask questions whose answers are known, and print how many came out right."""
    from bot.evaluation import read_golden_questions, read_question_file  # noqa: PLC0415 - the other commands do without
    from bot.evaluation.report import Report  # noqa: PLC0415

    folder = _folder(context, knowledge)
    if files:
        asked = [question for file in files for question in read_question_file(file)]
    else:
        golden = questions or _golden_directory(folder)
        if golden is None:
            raise typer.BadParameter("a question file is expected: there are no golden questions beside the knowledge")
        asked = read_golden_questions(golden)
    engine = _built(folder)
    report = Report.of(engine, asked, seed=seed if typos else None, against=against or plot is not None)
    unwritten: OSError | None = None
    try:
        # Before anything is printed: whoever reads our output (`head`) may stop us.
        report.write(plot=plot, sheet=read)
    except OSError as error:
        unwritten = error
    print(json.dumps(report.document(), ensure_ascii=False, indent=2) if form is Format.JSON else report.text())
    if unwritten:
        raise typer.BadParameter(f"{unwritten.filename}: {unwritten.strerror}; a file that can be written")


@app.command(epilog=_SETTINGS)
def serve(
    context: typer.Context,
    transport: Annotated[
        str | None, typer.Option("--transport", metavar="socket|http", help="Default: by the tokens that are set.")
    ] = None,
    knowledge: KnowledgeOption = None,
    version: VersionOption = False,  # noqa: FBT002
) -> None:
    """Run the Slack bot. Its settings are environment variables, listed below."""
    _serve(Settings.load(), transport, _given(context, knowledge))


@app.command()
def run(
    context: typer.Context,
    knowledge: KnowledgeOption = None,
    version: VersionOption = False,  # noqa: FBT002
) -> None:
    """Serve Slack when tokens are set, else talk in this terminal."""
    settings = Settings.load()
    given = _given(context, knowledge) or settings.knowledge
    if settings.has_slack:
        _serve(settings, None, given)
        return
    print("No Slack tokens are set (see .env.sample), so this is the bot in your terminal.", file=sys.stderr)
    chat(context, given)


@app.command("app-manifest")
def app_manifest(
    http: Annotated[
        str | None, typer.Option("--http", metavar="URL", help="The bot's public URL, for HTTP instead of Socket Mode.")
    ] = None,
    version: VersionOption = False,  # noqa: FBT002
) -> None:
    """Print Slack's app manifest as JSON, to paste when creating the app."""
    from bot.slack.app_manifest import app_manifest as build  # noqa: PLC0415 - the other commands do without

    if http is not None and not http.startswith("https://"):
        raise typer.BadParameter("--http: an https URL is expected, for example https://bot.example.com")
    print(json.dumps(build(Settings.load().command, http), indent=2))


@app.command("new-topic")
def new_topic(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="AREA/ID", help="For example storage/storageclass.")],
    questions: Annotated[
        Path | None, typer.Option("--questions", metavar="DIR", help="Golden questions; default: tests/questions.")
    ] = None,
    knowledge: KnowledgeOption = None,
    version: VersionOption = False,  # noqa: FBT002
) -> None:
    """Write the scaffold of a topic and of its golden questions; both pass `validate` as they are."""
    from bot.scaffold import write_topic  # noqa: PLC0415 - the other commands do without

    folder = _folder(context, knowledge)
    for path in write_topic(folder, questions or _golden_directory(folder), name):
        print(path)


# Between the commands and the core


def _given(context: typer.Context, knowledge: Path | None) -> Path | None:
    above = context.obj if isinstance(context.obj, Path) else None
    return knowledge or above


def _folder(context: typer.Context, knowledge: Path | None) -> Path:
    named = os.environ.get("K8S_BOT_KNOWLEDGE")
    return _given(context, knowledge) or (Path(named) if named else packaged_knowledge())


def _engine(context: typer.Context, knowledge: Path | None) -> Engine:
    return _built(_folder(context, knowledge))


def _built(folder: Path, cache: str | None = None) -> Engine:
    # Hundreds of thousands of objects come, and none goes before the process does: looking for garbage among them,
    # now, from time to time and at the end, would take a seventh of the time that a short command takes.
    gc.disable()
    try:
        return cached_engine(folder, cache or os.environ.get("K8S_BOT_CACHE"))
    finally:
        gc.freeze()
        gc.enable()


def _taught(context: typer.Context, knowledge: Path | None) -> tuple[Engine, "Course"]:
    from bot.knowledge.course_files import load_course  # noqa: PLC0415 - the other commands do without

    folder = _folder(context, knowledge)
    engine = _built(folder)
    return engine, load_course(folder, engine.knowledge)


def _teach(lesson: "Tour | Quiz", first: str, kept: "ProgressFile", prompt: str) -> None:
    """Read lines until the lesson ends, and keep how far one is after each."""
    asks = sys.stdin.isatty()

    def read() -> str | None:
        kept.write(lesson.progress)
        try:
            line = input(prompt) if asks else sys.stdin.readline()
        except (EOFError, KeyboardInterrupt):
            print()
            return None
        return line if asks or line else None

    from bot.lessons import run as run_lesson  # noqa: PLC0415 - as above

    run_lesson(lesson, first, read, _print_markdown)
    kept.write(lesson.progress)


def _print_markdown(markdown: str) -> None:
    if sys.stdout.isatty():
        from bot.rendering.terminal import Markdown, console  # noqa: PLC0415 - Rich costs a tenth of a second

        console().print(Markdown(markdown))
        print()
    else:
        from bot.rendering.plain import strip_markup  # noqa: PLC0415 - a terminal does without

        print(strip_markup(markdown), end="\n\n", flush=True)


def _golden_directory(folder: Path) -> Path | None:
    beside = folder.resolve().parent / "tests" / "questions"
    return beside if beside.is_dir() else None


def _serve(settings: Settings, transport: str | None, knowledge: Path | None) -> None:
    from bot.slack.serve import run as run_bot  # noqa: PLC0415 - imports Bolt, which costs most of a second

    folder = knowledge or settings.knowledge or packaged_knowledge()
    run_bot(replace(settings, knowledge=folder), _built(folder, settings.cache), transport=transport)


def _ask_batch(context: typer.Context, batch: str, form: Format, depth: Depth, knowledge: Path | None) -> None:
    lines = _lines(batch)
    engine = _engine(context, knowledge)
    for line in lines:
        if line.strip():
            _answer(engine, line.strip("\r\n"), form, depth, paged=False)
            if form is Format.TEXT:
                print()


def _lines(batch: str) -> Iterator[str] | Iterable[str]:
    if batch == "-":
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # a real stream here
        return sys.stdin
    try:
        return Path(batch).read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError as error:
        raise typer.BadParameter(f"--batch: {batch}: {error.strerror}; a file with one question a line") from None


def _answer(engine: Engine, question: str, form: Format, depth: Depth, *, paged: bool = True) -> None:
    begin = time.perf_counter()
    reply = engine.ask(question, depth=depth)
    _show(reply, form, time.perf_counter() - begin, paged=paged)


def _show(reply: Reply, form: Format, seconds: float, *, paged: bool = True) -> None:
    if form is Format.JSON:
        from bot.rendering.json_document import json_document  # noqa: PLC0415 - text does without

        print(json.dumps(json_document(reply, elapsed_ms=seconds * 1000), ensure_ascii=False), flush=True)
    else:
        _print_reply(reply, paged=paged)


def _print_parameters(manifest: Manifest) -> None:
    from bot.reference.parameters import declared, default_of  # noqa: PLC0415 - the other commands do without

    known = declared(manifest)
    print(f"{manifest.path}.yaml")
    for parameter in known.parameters:
        print(f"  {parameter.name:<18} {default_of(parameter, manifest) or '-':<34} {parameter.means}")
    for variant in known.variants:
        print(f"  {variant.name:<18} {'false':<34} {variant.means}")


def _pasted(file: str) -> str:
    """The text of a file, or of standard input; no more of it than a review reads, and a byte."""
    from bot.reference.pasted import MAX_BYTES  # noqa: PLC0415 - the other commands do without

    try:
        if file == "-":
            raw = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with Path(file).open("rb") as stream:
                raw = stream.read(MAX_BYTES + 1)
        return raw.decode("utf-8-sig")
    except OSError as error:
        raise typer.BadParameter(f"{file}: {error.strerror}; a manifest, or - for standard input") from None
    except UnicodeDecodeError:
        if len(raw) > MAX_BYTES:
            return raw.decode("utf-8", "replace")
        raise typer.BadParameter(f"{file}: not UTF-8; a text file is expected") from None


def _print_reply(reply: Reply | str, *, paged: bool) -> None:
    if isinstance(reply, str):
        print(reply)
    elif sys.stdout.isatty():
        from bot.rendering.terminal import console, terminal_page  # noqa: PLC0415 - Rich costs a tenth of a second

        screen = console()
        page = terminal_page(reply)
        rows = len(screen.render_lines(page))
        if paged and rows > screen.height:
            os.environ.setdefault("LESS", "-R")
            with screen.pager(styles=True):
                screen.print(page)
        else:
            screen.print(page)
    else:
        from bot.rendering.plain import plain_page  # noqa: PLC0415 - a terminal does without

        print(plain_page(reply), flush=True)


def _print_evidence(reply: Reply) -> None:
    evidence = reply.evidence
    print("\nevidence")
    for term in evidence.get("terms", ()):
        repaired = f" (repaired from {term['typed']})" if term["repaired"] else ""
        print(f"  {term['term']:<24} {term['role']}{repaired}")
    for hit in evidence.get("alias_hits", ()):
        marks = ", ".join(mark for mark in ("head", "homonym") if hit[mark])
        print(f"  names {hit['topic']} by {hit['alias']!r}{f' ({marks})' if marks else ''}")
    print(f"  intents     {', '.join(evidence.get('intents', ()))}")
    print(f"  features    {', '.join(f'{name} {value}' for name, value in evidence.get('features', {}).items())}")
    print(f"  thresholds  {', '.join(f'{name} {value}' for name, value in evidence.get('thresholds', {}).items())}")
    for candidate in evidence.get("candidates", ()):
        print(f"  {candidate['path']:<50} rank {candidate['rank']:.3f}  score {candidate['score']:.3f}")
    if isinstance(reply, Answer | Clarification):
        print(f"  outcome     {'answer' if isinstance(reply, Answer) else 'clarification'}")


def _fail(message: str, code: int) -> NoReturn:
    print(f"k8s-bot: {message}", file=sys.stderr)
    sys.exit(code)


def main() -> None:
    """Run the command line; exit 0 when done, 1 when something was found wanting, 2 on wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a character shows a question mark, rather than a traceback.
        with suppress(AttributeError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # absent when a test replaces the stream
    try:
        code = app(prog_name="k8s-bot", standalone_mode=False)
        sys.stdout.flush()
    except UsageError as error:
        message = " ".join(error.format_message().split()).rstrip(".")
        hint = f"; `{error.ctx.command_path} --help` says what is expected" if error.ctx else ""
        _fail(f"{message}{hint}", MISUSED)
    except KnowledgeError as error:
        _fail(f"the knowledge cannot be used:\n{error}", WANTING)
    except (SettingsError, StorageError) as error:
        _fail(str(error), MISUSED)
    except UnknownNameError as error:
        _fail(f"{error}; `k8s-bot topics` lists them", MISUSED)
    except ParameterError as error:
        _fail(f"{error}; `k8s-bot example {error.manifest} --parameters` lists them", MISUSED)
    except (BrokenPipeError, ReaderGoneError):
        # Python flushes once more at exit, which would print a traceback.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(OK)
    except BotError as error:
        _fail(str(error), WANTING)
    except (KeyboardInterrupt, typer.Abort):
        sys.exit(130)
    sys.exit(code if isinstance(code, int) else OK)
