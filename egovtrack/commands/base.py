"""click for this program: the global options on every command, help in the language in use, errors as exit codes."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import click
from click.core import ParameterSource

from egovtrack import i18n, settings
from egovtrack.errors import Conflict, EgovtrackError
from egovtrack.i18n import gettext as _
from egovtrack.limits import beginning
from egovtrack.streams import one_line, write

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from egovtrack.context import Context

_VALUES = "egovtrack.values"
_SOURCES = "egovtrack.sources"
_TYPED = "egovtrack.typed"
_NARROWEST = 40
_LONGEST = 10_000  # characters of a message: it may quote what was typed, or all that is wrong in a file
_RANK = {
    ParameterSource.DEFAULT: 0,
    ParameterSource.DEFAULT_MAP: 1,
    ParameterSource.ENVIRONMENT: 2,
    ParameterSource.COMMANDLINE: 3,
}


class WholeNumber(click.IntRange):
    """`click.IntRange` that calls itself a whole number, in the language in use."""

    @property
    def name(self) -> str:  # type: ignore[override]
        """What click's messages call it."""
        return _("whole number")


class Number(click.types.FloatParamType):
    """`click.FLOAT` that calls itself a number, in the language in use."""

    @property
    def name(self) -> str:  # type: ignore[override]
        """What click's messages call it."""
        return _("number")


def interactive() -> bool:
    """Whether a person sits at the terminal, and may be asked."""
    return bool(sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty())


class Option(click.Option):
    """An option whose help is a message of the catalog. With `ask`, a person at the terminal who left it out is asked
    for it; a script never is.
    """

    def __init__(self, *args: Any, ask: bool = False, **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.ask = ask

    def consume_value(self, ctx: click.Context, opts: Mapping[str, Any]) -> tuple[Any, ParameterSource]:
        """The value as given, or as answered."""
        value, source = super().consume_value(ctx, opts)
        if self.ask and self.value_is_missing(value) and interactive() and not ctx.resilient_parsing:
            question = (_(self.help) if self.help else str(self.name)).rstrip("。.")
            return click.prompt(question, type=self.type, err=True), ParameterSource.PROMPT
        return value, source

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option's line in --help, in the language in use."""
        original = self.help
        self.help = _(original) if original else None
        try:
            return super().get_help_record(ctx)
        finally:
            self.help = original


class GlobalOption(Option):
    """One of the settings, accepted before the command and after it."""


def _keep(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
    """Keep a setting's value: what is said more strongly wins (flag, variable, file), then what is said later."""
    root = ctx.find_root()
    values, sources = root.meta.setdefault(_VALUES, {}), root.meta.setdefault(_SOURCES, {})
    name = str(param.name)
    source = ctx.get_parameter_source(name) or ParameterSource.DEFAULT
    given = value is not None and source is not ParameterSource.DEFAULT
    if given and _RANK.get(source, 0) >= sources.get(name, 0):
        values[name], sources[name] = value, _RANK.get(source, 0)
    if name == "lang":
        i18n.use(values.get("lang") or i18n.default_language())
    return value


def _global_option(one: settings.Setting) -> GlobalOption:
    kind: Any = click.Choice(one.choices) if one.choices else one.kind
    if one.kind is int:
        kind = WholeNumber(min=_NARROWEST)
    return GlobalOption(
        [one.name, one.flag],
        type=None if one.kind is bool else kind,
        is_flag=one.kind is bool,
        default=None,
        envvar=one.variable,
        help=one.help,
        metavar=one.metavar,
        expose_value=False,
        is_eager=one.name == "lang",
        callback=_keep,
    )


GLOBAL_OPTIONS = [_global_option(one) for one in settings.SETTINGS]


class _Shell(click.Command):
    """What commands and groups have in common: the global options, and help that is a message of the catalog."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Its own parameters and --help, then the global options that it does not define itself."""
        own = super().get_params(ctx)
        flags = {flag for param in own for flag in param.opts}
        return [*own, *(option for option in GLOBAL_OPTIONS if flags.isdisjoint(option.opts))]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """--help, explained in the language in use: click keeps the one it made first."""
        found = super().get_help_option(ctx)
        if found is not None:
            found.help = _("Show this message and exit.")
        return found

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first sentence of the help, for the list of commands."""
        return _short(self, limit)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help, in the language in use."""
        _help_text(self, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The command's own options; the global ones are named once, in the help of the program."""
        _options(self, ctx, formatter)
        formatter.write_paragraph()
        formatter.write_text(_("Global options (egovtrack --help) may stand here too."))


class Command(_Shell):
    """A command of this program."""


class Lazy(NamedTuple):
    """A command that is loaded when it is asked for: where it is, as `module:attribute`, and its help, which stands
    here once more (a test compares them) so that listing the commands loads none of them.
    """

    place: str
    help: str


class Group(_Shell, click.Group):
    """A group of commands; `lazy` are those that are loaded when they are asked for."""

    command_class = Command

    def __init__(self, *args: Any, lazy: dict[str, Lazy] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lazy = lazy or {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of the table, not of the alphabet."""
        return [*self.lazy, *self.commands]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, its module imported now."""
        if cmd_name in self.lazy:
            module, _colon, attribute = self.lazy[cmd_name].place.partition(":")
            command: click.Command = getattr(importlib.import_module(module), attribute)
            return command
        return self.commands.get(cmd_name)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The group's own options, and its commands."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands with the first sentence of their help; those that wait to be loaded go on waiting."""
        if not self.lazy:
            super().format_commands(ctx, formatter)
            return
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _short(one, 0)) for name, one in self.lazy.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The commands that begin so, with the first sentence of their help."""
        if not self.lazy or incomplete.startswith("-"):
            return super().shell_complete(ctx, incomplete)
        from click.shell_completion import CompletionItem

        return [
            CompletionItem(name, help=_short(one, 0)) for name, one in self.lazy.items() if name.startswith(incomplete)
        ]


class NamingGroup(Group):
    """A group whose first word may be a name: with one that is no command the command `named` runs, and without any
    word the command `unnamed`.
    """

    def __init__(self, name: str, *, unnamed: Command, named: Command, others: Sequence[Command], help: str) -> None:  # noqa: A002
        super().__init__(name, help=help)
        self.unnamed, self.named = unnamed, named
        for each in (unnamed, named, *others):
            self.add_command(each)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the name of the command in where only options are given."""
        place = _after_settings(args)
        rest = args[place:]
        if not rest or (rest[0].startswith("-") and rest[0] not in ctx.help_option_names):
            args = [*args[:place], str(self.unnamed.name), *rest]
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command of that name, or `named` with the name as its argument."""
        if args[0] in self.commands:
            return super().resolve_command(ctx, args)
        return self.named.name, self.named, args


def _short(command: click.Command | Lazy, _limit: int) -> str:
    return re.split(r"\. |[.。]$|。", _(command.help), maxsplit=1)[0] if command.help else ""


def _help_text(command: click.Command, formatter: click.HelpFormatter) -> None:
    if command.help:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(_(command.help))


def _options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    own = [param for param in command.get_params(ctx) if isinstance(param, click.Option)]
    records = [param.get_help_record(ctx) for param in own if not isinstance(param, GlobalOption)]
    if any(records):
        with formatter.section(_("Options")):
            formatter.write_dl([record for record in records if record is not None])


class Program(Group):
    """The root: reads the settings' files, and is the one place where errors become exit codes."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """All options, the global ones too, and the commands."""
        click.Group.format_options(self, ctx, formatter)

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """The root context, with the files' settings as defaults."""
        extra.setdefault("default_map", settings.from_files())
        typed = _typed(args)
        made = super().make_context(info_name, args, parent, **extra)
        made.meta[_TYPED] = typed
        return made

    def main(  # type: ignore[override]  # it always stands alone
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> NoReturn:
        """Run, and exit by the contract (`errors`)."""
        import gc

        extra.pop("standalone_mode", None)
        # A run is short and what it reads is needed to its end: looking through it for garbage takes a large listing a
        # third of its time and finds none.
        gc.disable()
        try:
            code = self._run(args, prog_name or "egovtrack", extra)
        finally:
            # Python looks through all that is left when it ends, which takes a tenth of a short run; what is frozen it
            # passes over.
            gc.freeze()
            gc.enable()
        sys.exit(code)

    def _run(self, args: Sequence[str] | None, prog_name: str, extra: dict[str, Any]) -> int:  # noqa: PLR0911
        i18n.use(i18n.default_language())
        try:
            code = self._run_again(args, prog_name, extra)
            sys.stdout.flush()
            return code if isinstance(code, int) else 0
        except click.exceptions.NoArgsIsHelpError as error:
            write(sys.stdout, error.format_message() + "\n")
            return 2
        except click.ClickException as error:
            return _fail(error.format_message(), _click_hint(error), error.exit_code)
        except EgovtrackError as error:
            return _fail(error.message, error.hint, error.exit_code)
        except (click.Abort, KeyboardInterrupt, EOFError):
            return _fail(_("interrupted"), "", 130)
        except UnicodeEncodeError:
            return _fail(_("what was typed has bytes that are no characters"), "", 2)
        except OSError as error:
            if not isinstance(error, BrokenPipeError):
                where = f"{error.filename}: " if error.filename else ""
                return _fail(where + (error.strerror or str(error)), "", 1)
            # The reader (head, less) has gone: point stdout elsewhere so that the interpreter's last flush is silent.
            import os

            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        except Exception as error:
            if settings.debugging():
                raise
            what = f"{type(error).__name__}: {' '.join(str(error).split())}"
            return _fail(_("the program failed: {what}").format(what=what), _("EGOVTRACK_DEBUG=1 shows where"), 1)

    def _run_again(self, args: Sequence[str] | None, prog_name: str, extra: dict[str, Any]) -> Any:
        """Run; when the database has rolled the change back because of another's, after a while again, a few times, and
        not longer than others are waited for. A command changes the ledger in one transaction and tells of it
        afterwards, so nothing was stored or told yet; where that is not so (`_once`) the word is left to whoever typed.
        """
        import time

        began, attempt = time.monotonic(), 1
        while True:
            try:
                return super().main(args, prog_name, standalone_mode=False, **extra)
            except Conflict:
                from egovtrack.database import BUSY_SECONDS  # --help needs none

                late = time.monotonic() - began > BUSY_SECONDS
                if attempt == _ATTEMPTS or late or _once(sys.argv if args is None else args):
                    raise
                _wait(attempt)
                attempt += 1


def _once(words: Sequence[str]) -> bool:
    """Whether a command may run only once: what it reads is gone then (standard input, a pipe), or it has said what it
    is about to take back, which may be another's entry the next time.
    """
    import os

    variables = [value for name, value in os.environ.items() if name.startswith("EGOVTRACK_")]
    given = {part for word in (*words, *variables) for part in (word, word.partition("=")[2])}
    return bool({"-", "undo"} & given) or any(map(_is_pipe, given))


def _is_pipe(word: str) -> bool:
    """Whether a word names something that is there, and is neither a file nor a folder."""
    import stat
    from pathlib import Path

    try:
        mode = Path(word).stat().st_mode
    except (OSError, ValueError):
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _wait(attempt: int) -> None:
    """A pause that grows, of another length for each of those who were in each other's way."""
    import random
    import time

    time.sleep(random.uniform(0.5, 1) * 0.05 * 2**attempt)  # noqa: S311  nothing is kept secret by it


_ATTEMPTS = 5
_PLAIN_WORD = re.compile(r"[\w@%+=:,./—·-]+")  # shlex quotes every Chinese word
_TAKES_VALUE = {one.flag: one.kind is not bool for one in settings.SETTINGS}


def _after_settings(args: Sequence[str]) -> int:
    """How many words at the head of `args` are settings with their values."""
    place = 0
    while place < len(args) and (flag := args[place].partition("=")[0]) in _TAKES_VALUE:
        place += 2 if _TAKES_VALUE[flag] and "=" not in args[place] else 1
    return place


def _typed(args: Sequence[str]) -> str:
    """What was typed as one line, without the settings: they say where and how, not what (and may hold a password)."""
    words: list[str] = []
    rest = list(args)
    while rest:
        skipped = _after_settings(rest)
        words += rest[skipped : skipped + 1]
        rest = rest[skipped + 1 :]
    return " ".join(word if _PLAIN_WORD.fullmatch(word) else _quoted(word) for word in words)


def _quoted(word: str) -> str:
    import shlex

    return shlex.quote(word)


def _fail(message: str, hint: str, code: int) -> int:
    message, hint = (one_line(" ".join(words.split())) for words in (message, hint))
    message = beginning(message, _LONGEST).rstrip(".。")
    write(
        sys.stderr,
        _("error: {message}").format(message=message) + (_(" — {hint}").format(hint=hint) if hint else "") + "\n",
    )
    return code


def _click_hint(error: click.ClickException) -> str:
    context = error.ctx if isinstance(error, click.UsageError) else None
    return _("{command} --help tells how").format(command=context.command_path) if context else ""


def option(*declarations: str, **attributes: Any) -> Callable[[Any], Any]:
    """`click.option` whose help is a message of the catalog."""
    return click.option(*declarations, cls=Option, **attributes)


def command(name: str, help: str, **attributes: Any) -> Callable[[Any], Command]:  # noqa: A002  click's own word
    """`click.command` of this program; the function gets the run's Context first."""

    def decorate(function: Any) -> Command:
        made: Command = click.command(name, cls=Command, help=help, **attributes)(pass_context(function))
        return made

    return decorate


def pass_context(function: Callable[..., Any]) -> Callable[..., Any]:
    """Hand the run's Context to a command as its first argument."""
    from functools import update_wrapper

    def wrapper(*args: Any, **kwargs: Any) -> Any:
        return function(context_of(click.get_current_context()), *args, **kwargs)

    return update_wrapper(wrapper, function)


def context_of(ctx: click.Context) -> Context:
    """The Context of click's: the settings as they were given."""
    from egovtrack.context import Context  # --help and the completion of a command need none

    root = ctx.find_root()
    return Context(root.meta.get(_VALUES, {}), root.meta.get(_TYPED, ""))


def completed_by(what: str) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """How an argument or option is completed in the shell: by a function of `queries.completion`, loaded then."""

    def complete(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from egovtrack.commands import completion

        return completion.complete(what, ctx, incomplete)

    return complete


def group(name: str, help: str) -> Callable[[Any], Group]:  # noqa: A002  click's own word
    """A group that is a command too: without a subcommand the function runs, and gets the run's Context first."""

    def decorate(function: Any) -> Group:
        def alone(*args: Any, **kwargs: Any) -> Any:
            if click.get_current_context().invoked_subcommand is None:
                return pass_context(function)(*args, **kwargs)
            return None

        return Group(name, help=help, invoke_without_command=True, callback=alone)

    return decorate
