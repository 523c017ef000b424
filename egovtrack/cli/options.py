"""Options, commands and what they share: settings accepted everywhere, help in the language in use, completion."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import update_wrapper
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from egovtrack import i18n, settings
from egovtrack.errors import EgovtrackError
from egovtrack.i18n import N_
from egovtrack.i18n import gettext as _
from egovtrack.streams import interactive

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from egovtrack.app import App

TYPED = "egovtrack.typed"
_VALUES = "egovtrack.values"
_RANKS = "egovtrack.ranks"
_NARROWEST = 40
_RANK = {ParameterSource.DEFAULT_MAP: 1, ParameterSource.ENVIRONMENT: 2, ParameterSource.COMMANDLINE: 3}

Decorator = Callable[[Any], Any]


class WholeNumber(click.IntRange):
    """`click.IntRange`, called a whole number in the language in use."""

    @property
    def name(self) -> str:  # type: ignore[override]
        """The name used in click's messages."""
        return _("whole number")


class Number(click.types.FloatParamType):
    """`click.FLOAT`, called a number in the language in use."""

    @property
    def name(self) -> str:  # type: ignore[override]
        """The name used in click's messages."""
        return _("number")


class Option(click.Option):
    """An option whose help is a message of the catalog.

    With `ask`, a person at the terminal who left the option out is asked for its value; a script never is.
    """

    def __init__(self, *args: Any, ask: bool = False, **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.ask = ask

    def consume_value(self, ctx: click.Context, opts: Mapping[str, Any]) -> tuple[Any, ParameterSource]:
        """Return the value as given or as answered, and where it came from."""
        value, source = super().consume_value(ctx, opts)
        if self.ask and self.value_is_missing(value) and interactive() and not ctx.resilient_parsing:
            question = (_(self.help) if self.help else str(self.name)).rstrip("。.")
            return click.prompt(question, type=self.type, err=True), ParameterSource.PROMPT
        return value, source

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option's line in --help, in the language in use."""
        original = self.help
        self.help = _(original) if original else None
        try:
            return super().get_help_record(ctx)
        finally:
            self.help = original


class GlobalOption(Option):
    """A setting, accepted before the command and after it."""

    def __init__(self, setting: settings.Setting) -> None:
        kind: Any = {int: WholeNumber(min=_NARROWEST), bool: None}.get(setting.kind, setting.kind)
        super().__init__(
            [setting.name, setting.flag], type=click.Choice(setting.choices) if setting.choices else kind,
            is_flag=setting.kind is bool, default=None, envvar=setting.variable, help=setting.help,
            metavar=setting.metavar, expose_value=False, is_eager=setting.name == "lang", callback=_keep,
        )  # fmt: skip


def _keep(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
    """Keep the value of a setting: a flag beats a variable, a variable a file; of two flags the later one holds."""
    meta, name = ctx.find_root().meta, str(param.name)
    values, ranks = meta.setdefault(_VALUES, {}), meta.setdefault(_RANKS, {})
    rank = _RANK.get(ctx.get_parameter_source(name) or ParameterSource.DEFAULT, 0)
    if value is not None and rank and rank >= ranks.get(name, 0):
        values[name], ranks[name] = value, rank
    if name == "lang":
        i18n.use(values.get("lang") or i18n.default_language())
    return value


GLOBAL_OPTIONS = [GlobalOption(each) for each in settings.SETTINGS]


class Command(click.Command):
    """A command or a group of them: it has the global options too, and help that is a message of the catalog."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return its own parameters and --help, then the global options that it does not define itself."""
        own = super().get_params(ctx)
        flags = {flag for param in own for flag in param.opts}
        return [*own, *(one for one in GLOBAL_OPTIONS if flags.isdisjoint(one.opts))]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return --help, explained in the language in use; click itself keeps the words it began with."""
        found = super().get_help_option(ctx)
        if found is not None:
            found.help = _("Show this message and exit.")
        return found

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the first sentence of the help, for a list of commands."""
        return first_sentence(self.help or "")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help in the language in use."""
        if self.help:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(_(self.help))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the command's own options; the global ones are listed in the help of the program."""
        own = [one for one in self.get_params(ctx) if isinstance(one, click.Option)]
        records = [one.get_help_record(ctx) for one in own if not isinstance(one, GlobalOption)]
        with formatter.section(_("Options")):
            formatter.write_dl([record for record in records if record is not None])
        formatter.write_paragraph()
        formatter.write_text(_("Global options (egovtrack --help) may stand here too."))


def first_sentence(help_text: str) -> str:
    """Return the first sentence of a help text, in the language in use, without its full stop."""
    return re.split(r"\. |[.。]$|。", _(help_text), maxsplit=1)[0] if help_text else ""


def command(name: str | None = None, help: str | None = None) -> Callable[[Any], Command]:  # noqa: A002  click's word
    """Make a command of a function, which gets the run's `App` first.

    A command of the index (`cli.index`) gets its name and help from there, any other has them here.
    """

    def decorate(function: Any) -> Command:
        def run(*args: Any, **kwargs: Any) -> Any:
            return function(app_of(click.get_current_context()), *args, **kwargs)

        return click.command(name, cls=Command, help=help)(update_wrapper(run, function))

    return decorate


def app_of(ctx: click.Context) -> App:
    """Return the run's `App`, made of the settings that were given."""
    from egovtrack.app import App  # not needed for --help

    meta = ctx.find_root().meta
    return App(meta.get(_VALUES, {}), meta.get(TYPED, ""))


def completed_by(what: str) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """Return how a shell completes an argument or option: by the function `what` of `queries.completion`.

    Errors offer nothing: somebody is still typing, and perhaps there is no ledger yet.
    """

    def complete(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        from egovtrack.queries import completion

        try:
            with app_of(ctx).facts() as facts:
                found = getattr(completion, what)(facts, incomplete)
        except EgovtrackError:
            return []
        return [CompletionItem(value, help=words if words != value else None) for value, words in found]

    return complete


# --- decorators ------------------------------------------------------------------------------------------------------


def option(*declarations: str, **attributes: Any) -> Decorator:
    """Add an `Option`."""
    return click.option(*declarations, cls=Option, **attributes)


def as_of_option(help: str = N_("The table as it stood on that day.")) -> Decorator:  # noqa: A002
    """Add --as-of DATE; the parameter is `as_of`."""
    return option("--as-of", metavar="DATE", help=help)


def known_at_option() -> Decorator:
    """Add --known-at TIME; the parameter is `known_at`."""
    return option("--known-at", metavar="TIME", help=N_("Only what had been entered by then."))


def snapshot_options(as_of: str = N_("The table as it stood on that day.")) -> Decorator:
    """Add --as-of and --known-at, for `App.view`; `as_of` is the help of the first."""
    return lambda function: as_of_option(as_of)(known_at_option()(function))


def plan_argument() -> Decorator:
    """Add the argument [PLAN]; the parameter is `plan`."""
    return click.argument("plan", required=False, shell_complete=completed_by("plans_like"))


def plan_option(help: str) -> Decorator:  # noqa: A002
    """Add --plan PLAN; the parameter is `plan`."""
    return option("--plan", metavar="PLAN", shell_complete=completed_by("plans_like"), help=help)


def plans_option() -> Decorator:
    """Add --plan PLAN, which may be given again; the parameter is `keys`."""
    completion, words = completed_by("plans_like"), N_("Only this plan (may be given again).")
    return option("--plan", "keys", metavar="PLAN", multiple=True, shell_complete=completion, help=words)


def basis_option(*, required: bool = True) -> Decorator:
    """Add --basis TEXT, asked for where it is required; the parameter is `basis`."""
    words = N_("What this rests on: a document, a decision, an event.")
    return option("--basis", required=required, ask=required, metavar="TEXT", help=words)


def dry_run_option(help: str = N_("Say what would be stored, and store nothing.")) -> Decorator:  # noqa: A002
    """Add --dry-run; the parameter is `dry_run`."""
    return option("--dry-run", is_flag=True, help=help)
