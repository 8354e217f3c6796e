"""Asking apprentices to rehearse criteria, from wherever a gap is seen."""

from collections.abc import Sequence

from coach.reports.words import counted, listed
from coach.services import assign
from coach.tui.screens.base import CoachScreen
from coach.tui.screens.form import Field, Form, Values


def ask_to_rehearse(
    screen: CoachScreen, apprentices: Sequence[str], method: str, method_title: str, refs: Sequence[str]
) -> None:
    """Open the form that assigns a rehearsal to apprentices, by name."""

    def take(values: Values) -> None:
        chosen = [ref.strip() for ref in values["refs"].replace(";", ",").split(",") if ref.strip()]
        assign.assign(
            screen.ws, screen.actor, apprentices, method, chosen, due_on=values["due"] or None, note=values["note"]
        )

    def told(values: Values | None) -> None:
        if values is not None:
            who = apprentices[0] if len(apprentices) == 1 else counted(len(apprentices), "apprentice")
            screen.coach.notify(f"Assigned to {who}. It is on their home screen now.", markup=False)

    who = listed(list(apprentices), "and") if len(apprentices) <= 4 else counted(len(apprentices), "apprentice")
    fields = (
        Field("refs", "Criteria", ", ".join(refs)),
        Field("due", "By", placeholder="2026-03-31, or empty"),
        Field("note", "Note", placeholder="a line they read with it"),
    )
    screen.app.push_screen(Form(f"Rehearse: {method_title}", fields, take, about=f"For {who}.", button="Assign"), told)
