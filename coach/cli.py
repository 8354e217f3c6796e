"""The entry point: finds the command, opens nothing it does not need, tells errors in one sentence."""

import importlib
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from coach import __version__
from coach.errors import CoachError, StoreError, by_mistake

COMMANDS = {
    "standards": "coach.commands.content:standards",
    "draw": "coach.commands.content:draw",
    "check": "coach.commands.content:check",
    "bank": "coach.commands.bank:bank",
    "map": "coach.commands.mapping:map_",
    "evaluate": "coach.commands.mapping:evaluate",
    "interview": "coach.commands.rehearse:interview",
    "speak": "coach.commands.drills:speak",
    "again": "coach.commands.drills:again",
    "sessions": "coach.commands.rehearse:sessions",
    "show": "coach.commands.rehearse:show",
    "mark": "coach.commands.review:mark",
    "sign-off": "coach.commands.review:sign_off",
    "queue": "coach.commands.review:queue",
    "coverage": "coach.commands.watch:coverage",
    "grade": "coach.commands.watch:grade",
    "second-look": "coach.commands.desk:second_look",
    "settle": "coach.commands.desk:settle",
    "assign": "coach.commands.desk:assign",
    "programme": "coach.commands.programme:programme",
    "portfolio": "coach.commands.programme:portfolio",
    "report": "coach.commands.report:report",
    "standard": "coach.commands.standard_import:standard",
    "ask": "coach.commands.talk:ask",
    "moves": "coach.commands.talk:moves",
    "roleplay": "coach.commands.roleplay:roleplay",
    "scenario": "coach.commands.roleplay:scenario",
    "people": "coach.commands.people:people",
    "store": "coach.commands.store:store",
    "audit": "coach.commands.audit:audit",
    "export": "coach.commands.data:export",
    "import": "coach.commands.data:import_",
    "erase": "coach.commands.data:erase",
    "purge": "coach.commands.data:purge",
    "demo": "coach.commands.app:demo",
    "doctor": "coach.commands.care:doctor",
    "backup": "coach.commands.care:backup",
    "restore": "coach.commands.care:restore",
    "serve": "coach.commands.web:serve",
}


class LazyGroup(click.Group):
    """A group that imports a command's module only when the command is named."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return every command's name."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command."""
        target = COMMANDS.get(cmd_name)
        if target is None:
            return None
        module, _, name = target.partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command


@click.group(cls=LazyGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--store", metavar="PATH", help="The store to use; COACH_STORE says the same.")
@click.version_option(__version__, prog_name="coach")
@click.pass_context
def group(ctx: click.Context, store: str | None) -> None:
    """Rehearse for your end-point assessment, and see what is covered.

    Without a command the app opens. Example: coach interview --plain --apprentice "Aisha Rahman" --method
    professional-discussion
    """
    if store:
        os.environ["COACH_STORE"] = store
    if ctx.invoked_subcommand is None:
        from coach.commands.app import open_app

        open_app()


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code: 0 done, 1 the answer is no, 2 wrong usage."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    try:
        code = group.main(list(arguments) if arguments is not None else None, prog_name="coach", standalone_mode=False)
        if isinstance(code, int):
            sys.exit(code)
    except click.exceptions.NoArgsIsHelpError as error:
        command = error.ctx.command_path if error.ctx else "coach"
        _tell(f"{command} needs one of its commands. See {command} --help.")
        sys.exit(2)
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "coach"
        _tell(f"{_ended(error.format_message())} See {command} --help.")
        sys.exit(2)
    except click.ClickException as error:
        _tell(error.format_message())
        sys.exit(1)
    except CoachError as error:
        if isinstance(error, StoreError):
            from coach import log

            log.trouble("store", error)
        _tell(str(error))
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        _tell("Stopped. What was typed and sent is kept.")
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:
        from coach import log
        from coach.services.doctor import damage

        place = log.mistake(error)
        _tell(str(damage(_file()) or by_mistake(error, place)))
        sys.exit(1)


def _file() -> Path | None:
    """Return the store's file, None where it is a database or its address cannot be read."""
    from coach import paths

    try:
        return paths.store_file()
    except CoachError:
        return None


def _tell(sentence: str) -> None:
    from coach.reports.foreign import one_line

    print(one_line(sentence), file=sys.stderr)


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "?", "!", ".)", "?)")) else f"{sentence}."
