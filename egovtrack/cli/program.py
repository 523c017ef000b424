"""The program: settings files as defaults, and the one place where errors become exit codes (`errors`)."""

from __future__ import annotations

import gc
import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, NoReturn

import click

from egovtrack import __version__, i18n, settings
from egovtrack.addresses import is_server, masked, shown
from egovtrack.cli.groups import LazyGroup, count_settings
from egovtrack.cli.options import TYPED, Option
from egovtrack.errors import Conflict, EgovtrackError, not_installed, reason
from egovtrack.i18n import N_, gettext as _
from egovtrack.limits import beginning
from egovtrack.streams import discard, one_line, reopen, tell_lost, telling

_LONGEST = 10_000  # characters of a message: it may quote what was typed, or all that is wrong in a file
_ATTEMPTS = 5
_PLAIN_WORD = re.compile(r"[\w@%+=:,./—·-]+")  # shlex would quote every Chinese word


class Program(LazyGroup):
    """The root of all commands."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write all options, the global ones too, and the commands."""
        click.Group.format_options(self, ctx, formatter)

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Return the root context, with the settings files as defaults."""
        extra.setdefault("default_map", settings.from_files())
        typed = _typed(args)
        made = super().make_context(info_name, args, parent, **extra)
        made.meta[TYPED] = typed
        return made

    def main(  # type: ignore[override]  # standalone_mode has no say here
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> NoReturn:
        """Run the program and exit."""
        reopen()
        i18n.use(i18n.default_language())
        # On Windows click would take * and ~ and % in any argument for patterns, and note something else.
        extra |= {"standalone_mode": False, "windows_expand_args": False}
        try:
            code = self._run(args, prog_name or "egovtrack", extra)
            with telling():
                pass
        except SystemExit:  # of click, where the reader of a pipe has gone
            code = 0
            discard()
        except (Exception, KeyboardInterrupt) as error:
            code = _report(error)
        tell_lost()
        gc.freeze()  # or Python would look for garbage as it exits: a tenth of the time of a short run
        sys.exit(code if isinstance(code, int) else 0)

    def _run(self, args: Sequence[str] | None, prog_name: str, extra: dict[str, Any]) -> Any:
        """Run the command; where PostgreSQL rolled its change back because of another's, run it again after a pause.

        A command stores everything in one transaction and tells of it afterwards, so nothing was stored or told yet.
        """
        for attempt in range(1, _ATTEMPTS):
            try:
                return super().main(args, prog_name, **extra)
            except Conflict:
                if _runs_once(sys.argv if args is None else args):
                    raise
                _wait(attempt)
        return super().main(args, prog_name, **extra)


def _runs_once(words: Sequence[str]) -> bool:
    """Return whether a command must not run twice.

    What it reads from standard input or a pipe would be gone; `undo` would take back another action than it showed.
    """
    variables = (value for name, value in os.environ.items() if name.startswith("EGOVTRACK_"))
    given = {part for word in (*words, *variables) for part in (word, word.partition("=")[2])}
    pipes = (path for path in given if os.path.exists(path) and not (os.path.isfile(path) or os.path.isdir(path)))
    return bool({"-", "undo"} & given) or any(pipes)


def _wait(attempt: int) -> None:
    """Pause, longer each time; for a random time, or those who conflicted would meet again."""
    import random
    import time

    time.sleep(random.uniform(0.5, 1) * 0.05 * 2**attempt)  # noqa: S311  not for secrets


def _typed(args: Sequence[str]) -> str:
    """Return what was typed without the global options: they say where and how, and may hold a password."""
    words: list[str] = []
    rest = list(args)
    while rest:
        # After `milestone`, --by is a day, and not who enters it.
        is_own = words[:1] == ["milestone"] and rest[0].partition("=")[0] == "--by"
        skipped = 0 if is_own else count_settings(rest)
        words += rest[skipped : skipped + 1]
        rest = rest[skipped + 1 :]
    words = [shown(word) if is_server(word) else word for word in words]
    return " ".join(word if _PLAIN_WORD.fullmatch(word) else _quoted(word) for word in words)


def _quoted(word: str) -> str:
    import shlex

    return shlex.quote(word)


def _report(error: BaseException) -> int:  # noqa: PLR0911  a table of cases
    """Write what is to be said of an error, and return the exit code."""
    match error:
        case click.exceptions.NoArgsIsHelpError():
            with suppress(EgovtrackError), telling():
                sys.stdout.write(error.format_message() + "\n")
            return 2
        case click.ClickException():
            return _fail(error.format_message(), _where_help_is(error), error.exit_code)
        case EgovtrackError():
            return _fail(error.message, error.hint, error.exit_code)
        case click.Abort() | KeyboardInterrupt() | EOFError():
            return _fail(_("interrupted"), "", 130)
        case UnicodeEncodeError():
            return _fail(_("what was typed has bytes that are no characters"), "", 2)
        case ImportError():
            return _report(not_installed(error))
        case OSError():
            return _fail((f"{error.filename}: " if error.filename else "") + reason(error), "", 1)
    if os.environ.get("EGOVTRACK_DEBUG"):
        raise error
    what = f"{type(error).__name__}: {error}"
    return _fail(_("the program failed: {what}").format(what=what), _("EGOVTRACK_DEBUG=1 shows where"), 1)


def _where_help_is(error: click.ClickException) -> str:
    context = error.ctx if isinstance(error, click.UsageError) else None
    return _("{command} --help tells how").format(command=context.command_path) if context else ""


def _fail(message: str, hint: str, code: int) -> int:
    """Write an error as one line, and return its exit code."""
    message, hint = (masked(one_line(" ".join(words.split()))) for words in (message, hint))
    text = _("error: {message}").format(message=beginning(message, _LONGEST).rstrip(".。"))
    with suppress(OSError):  # nobody listens: the exit code is left
        sys.stderr.write(text + (_(" — {hint}").format(hint=hint) if hint else "") + "\n")
    return code


_version = click.version_option(
    __version__, cls=Option, prog_name="egovtrack", message="%(prog)s %(version)s", help=N_("The program's version.")
)
main = _version(Program(
    "egovtrack",
    help=N_(
        "The obligations of an official work plan: who answers for what, how far they are, who is silent, who is late."
    ),
    context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "EGOVTRACK"},
))  # fmt: skip
