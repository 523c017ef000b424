"""Options, commands and what they share: settings accepted everywhere, help in the language in use, completion."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from functools import update_wrapper
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from egovtrack import i18n, settings
from egovtrack.cli.help import Context, placeholders
from egovtrack.errors import EgovtrackError, UsageError
from egovtrack.formats import format_named, format_of
from egovtrack.i18n import N_, gettext as _
from egovtrack.limits import quantity, typed
from egovtrack.streams import interactive, waiting
from egovtrack.words import codes, settable, spoken

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
    """`click.IntRange`, called a whole number in the language in use, and its range told in words; also typed as tables
    print one: 40%, #41.
    """

    @property
    def name(self) -> str:  # type: ignore[override]
        """The name used in click's messages."""
        return _("whole number")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the number."""
        said: Any = typed(str(value)).removeprefix("#").removesuffix("%")
        return super().convert(said, param, ctx)

    def _describe_range(self) -> str:
        if self.min is None or self.max is None:
            return super()._describe_range()
        return _("{least} to {most}").format(least=self.min, most=self.max)


class Quantity(click.ParamType[tuple[float, str | None]]):
    """A number with its unit, where there is one: 60, 1,200, 60万户."""

    @property
    def name(self) -> str:  # type: ignore[override]
        """The name used in click's messages."""
        return _("number")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[float, str | None]:
        """Return the number and the unit."""
        return quantity(str(value)) or self.fail(_("{text} is no number").format(text=repr(value)), param, ctx)


class Term(click.Choice[str]):
    """One of some codes, typed as it is or by its word, in any language, as the tables print it under `key`."""

    def __init__(self, choices: Sequence[str], key: str) -> None:
        super().__init__(choices)
        self._key = key

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the code."""
        said, words = str(value), codes(self._key)
        code = settable(said) if self._key == "settable" else spoken(words, said)
        if (code or typed(said)) not in self.choices:
            listed = _(", ").join(_(words.get(choice, choice)) for choice in self.choices)
            self.fail(_("{text} is none of: {words}").format(text=repr(said), words=listed), param, ctx)
        return super().convert(code or typed(said), param, ctx)


class FormatName(click.Choice[str]):
    """A format, by its name or by the ending of its files."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name."""
        return super().convert(format_named(str(value)), param, ctx)


class Translated:
    """Something whose help is a message of the catalog: it is read in the language in use."""

    _message: str | None = None

    @property
    def help(self) -> str | None:
        """The help in the language in use."""
        return _(self._message) if self._message else None

    @help.setter  # noqa: A003  the word of click
    def help(self, message: str | None) -> None:
        self._message = message


class Option(Translated, click.Option):
    """An option whose help is a message of the catalog.

    With `ask`, a person at the terminal who left the option out is asked for its value; a script never is.
    """

    def __init__(self, *args: Any, ask: bool = False, **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.ask = ask

    def consume_value(self, ctx: click.Context, opts: Mapping[str, Any]) -> tuple[Any, ParameterSource]:
        """Return the value as given or as answered, and where it came from."""
        value, source = super().consume_value(ctx, opts)
        _refuse_empty(ctx, self, value)
        if self.ask and self.value_is_missing(value) and interactive() and not ctx.resilient_parsing:
            question = (self.help or str(self.name)).rstrip("。.")
            return click.prompt(question, type=self.type, err=True), ParameterSource.PROMPT
        return value, source


def _refuse_empty(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    """Raise an error where nothing stands in the place of a value: it would be taken for everything."""
    values = value if isinstance(value, tuple | list) else [value]
    if any(isinstance(each, str) and not each.strip() for each in values):
        raise click.BadParameter(_("it is empty: give a value, or leave it out"), ctx, param)


class GlobalOption(Option):
    """A setting, accepted before the command and after it."""

    def __init__(self, setting: settings.Setting) -> None:
        kind: Any = {int: WholeNumber(min=_NARROWEST), bool: None}.get(setting.kind, setting.kind)
        if setting.choices:
            kind = (FormatName if setting.name == "format" else click.Choice)(setting.choices)
        super().__init__(
            [setting.name, setting.flag], type=kind, is_flag=setting.kind is bool, default=None,
            envvar=setting.variable, help=setting.help, metavar=setting.metavar, expose_value=False,
            is_eager=setting.name == "lang", callback=_keep,
        )  # fmt: skip


def _keep(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
    """Keep the value of a setting: a flag beats a variable, a variable a file; of two flags the later one holds."""
    meta, name = ctx.find_root().meta, str(param.name)
    values, ranks = meta.setdefault(_VALUES, {}), meta.setdefault(_RANKS, {})
    rank = _RANK.get(ctx.get_parameter_source(name) or ParameterSource.DEFAULT, 0)
    if value is not None and rank and rank >= ranks.get(name, 0):
        values[name], ranks[name] = value, rank
    if name == "lang":
        values["said_lang"] = ranks.get(name) == _RANK[ParameterSource.COMMANDLINE]
        i18n.use(values.get("lang") or i18n.default_language())
    return value


GLOBAL_OPTIONS = [GlobalOption(each) for each in settings.SETTINGS]


class Command(Translated, click.Command):
    """A command or a group of them: it has the global options too, and help that is a message of the catalog."""

    context_class = Context

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the words of the command, after a look at what the settings files say of it."""
        _refuse_unknown(ctx, self)
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how the command is typed, with placeholders in the language in use."""
        formatter.write_usage(ctx.command_path, placeholders(" ".join(self.collect_usage_pieces(ctx))))

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return its own parameters and --help, then the global options that it does not define itself."""
        own = super().get_params(ctx)
        flags = {flag for param in own for flag in param.opts}
        return [*own, *(param for param in GLOBAL_OPTIONS if flags.isdisjoint(param.opts))]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return --help, explained in the language in use; click itself keeps the words it began with."""
        found = super().get_help_option(ctx)
        if found is not None:
            found.help = _("Show this message and exit.")
        return found

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the first sentence of the help, for a list of commands."""
        return first_sentence(self.help or "")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the command's own options; the global ones are listed in the help of the program."""
        own = [param for param in self.get_params(ctx) if not isinstance(param, GlobalOption)]
        records = [param.get_help_record(ctx) for param in own if isinstance(param, click.Option)]
        with formatter.section(_("Options")):
            formatter.write_dl([record for record in records if record is not None])
        formatter.write_paragraph()
        formatter.write_text(_("Global options (egovtrack --help) may stand here too."))


def _refuse_unknown(ctx: click.Context, command: click.Command) -> None:
    """Raise an error for what a settings file says and the command does not know: it would be passed over."""
    options = {str(param.name) for param in command.get_params(ctx)}
    commands = set(command.list_commands(ctx)) if isinstance(command, click.Group) else set()
    for key, value in (ctx.default_map or {}).items():
        if key in (commands if isinstance(value, dict) else options):
            continue
        from difflib import get_close_matches

        parents = ctx.command_path.split()[1:]
        where = settings.file_with(*parents, key)
        table = " [{}]".format(".".join(parents)) if parents else ""
        known = sorted(commands if isinstance(value, dict) else options - {"help", "version"})
        near = get_close_matches(key, known, 1, 0.5)
        all_known = _("there are: {names}").format(names=", ".join(known))
        raise UsageError(
            _("{path}{table}: nothing is called {key}").format(path=where, table=table, key=key),
            _("is {name} meant?").format(name=near[0]) if near else all_known,
        )


def first_sentence(help_text: str) -> str:
    """Return the first sentence of a help text, without its full stop."""
    return re.split(r"\. |[.。]$|。", help_text, maxsplit=1)[0]


def command(name: str | None = None, help: str | None = None) -> Callable[[Any], Command]:  # noqa: A002  click's word
    """Make a command of a function, which gets the run's `App` first.

    A command of the index (`cli.index`) gets its name and help from there, any other has them here.
    """

    def decorate(function: Any) -> Command:
        def run(*args: Any, **kwargs: Any) -> Any:
            ctx = click.get_current_context()
            for param in ctx.command.params:  # a name that has to be there is looked up, and not found
                if not param.required:
                    _refuse_empty(ctx, param, kwargs.get(param.name or ""))
            app = app_of(ctx)
            with app.store.damage_named(), nullcontext() if app.output.quiet else waiting():
                code = function(app, *args, **kwargs)
                if kwargs.get("output") != "-":  # what was written to standard output is the answer
                    app.answer()
                return code

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
            app = app_of(ctx)
            app.output.quiet = True
            with app.facts() as facts:
                found = getattr(completion, what)(facts, incomplete)
        except EgovtrackError:
            return []
        return [CompletionItem(value, help=words if words != value else None) for value, words in found]

    return complete


# --- decorators ------------------------------------------------------------------------------------------------------


def option(*declarations: str, **attributes: Any) -> Decorator:
    """Add an `Option`."""
    return click.option(*declarations, cls=Option, **attributes)


def _kept(*declarations: str, check: Callable[[str], object] = str, **attributes: Any) -> Decorator:
    """Add an option whose value the run's `App` gets, and the command need not know."""

    def keep(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
        if value is not None and not ctx.resilient_parsing:
            check(value)
            ctx.find_root().meta.setdefault(_VALUES, {})[param.name] = value

    return option(*declarations, expose_value=False, callback=keep, **attributes)


def known_at_option() -> Decorator:
    """Add --known-at TIME, for `App.facts`."""
    return _kept("--known-at", metavar="TIME", help=N_("Ignore anything entered after TIME."))


def snapshot_options(as_of: str = N_("The table as it stood on that day.")) -> Decorator:
    """Add --as-of and --known-at, for `App.facts`; `as_of` is the help of the first."""
    dated = _kept("--as-of", metavar="DATE", help=as_of)
    return lambda function: dated(known_at_option()(function))


def output_option() -> Decorator:
    """Add -o FILE, for what a command shows (`App.show`)."""

    def check(path: str) -> None:
        if path != "-":
            format_of(path)  # an ending that is unknown is refused before anything is read

    words = N_("Write it to this file, whose ending says the format, or this folder.")
    return _kept("-o", "--output", metavar="FILE|DIR", check=check, help=words)


def listing_options(as_of: str = N_("The table as it stood on that day.")) -> Decorator:
    """Add what every listing of the ledger takes: --as-of, --known-at and -o."""
    dated, to_file = snapshot_options(as_of), output_option()
    return lambda function: dated(to_file(function))


def plan_argument() -> Decorator:
    """Add the argument [PLAN]; the parameter is `plan`."""
    return click.argument("plan", required=False, shell_complete=completed_by("plans_like"))


def plan_option(help: str, *names: str, multiple: bool = False) -> Decorator:  # noqa: A002
    """Add --plan PLAN; the parameter is `plan`, unless another name is given."""
    completion = completed_by("plans_like")
    return option("--plan", *names, metavar="PLAN", multiple=multiple, shell_complete=completion, help=help)


def plans_option() -> Decorator:
    """Add --plan PLAN, which may be given again; the parameter is `keys`."""
    return plan_option(N_("Only this plan (may be given again)."), "keys", multiple=True)


def basis_option(*, required: bool = True) -> Decorator:
    """Add --basis TEXT, asked for where it is required; the parameter is `basis`."""
    words = N_("Basis: a document, a decision, an event.")
    return option("--basis", required=required, ask=required, metavar="TEXT", help=words)


def refs_argument() -> Decorator:
    """Add the argument [REF]...; the parameter is `refs`."""
    return click.argument("refs", metavar="[REF]...", nargs=-1, shell_complete=completed_by("refs_like"))


def csv_option() -> Decorator:
    """Add --from-csv FILE, for `usecases.several`; the parameter is `path`."""
    words = N_(
        "A table (csv, xlsx) with a decision in each row: all are entered, or none. Its first row names columns."
    )
    return option("--from-csv", "path", metavar="FILE", help=words)


def dry_run_option(help: str = N_("Say what would be stored, and store nothing.")) -> Decorator:  # noqa: A002
    """Add --dry-run; the parameter is `dry_run`."""
    return option("--dry-run", is_flag=True, help=help)
