"""Which customer to rehearse with."""

from collections.abc import Sequence

from textual.content import Content

from coach.errors import CoachError
from coach.reports.words import counted
from coach.services import roleplay
from coach.services.roleplay import ScenarioOffer
from coach.tui.screens.base import CoachScreen
from coach.tui.screens.choose import Choose
from coach.tui.screens.dialogs import Message
from coach.tui.text import joined, said


def choose_scenario(screen: CoachScreen) -> None:
    """Show the role-plays for the apprentice's standard and begin the one chosen."""
    try:
        offers = roleplay.offers(screen.ws, screen.actor)
    except CoachError as error:
        screen.coach.tell(error)
        return
    if not offers:
        screen.app.push_screen(Message("Role-play", "There is no role-play for your standard here yet."))
        return

    def begin(place: int | None) -> None:
        if place is not None:
            begin_roleplay(screen, offers[place].id)

    screen.app.push_screen(Choose("Who would you like to talk to?", _lines(offers)), begin)


def begin_roleplay(screen: CoachScreen, scenario_id: str) -> None:
    """Begin a role-play."""
    from coach.tui.screens.roleplay import RoleplayScreen

    try:
        session = roleplay.start(screen.ws, screen.actor, scenario_id)
    except CoachError as error:
        screen.coach.tell(error)
        return
    screen.app.push_screen(RoleplayScreen(session))


def resume_roleplay(screen: CoachScreen, session_id: str) -> None:
    """Go on with a role-play, or look back on one that has ended."""
    from coach.tui.screens.lookback import LookBackScreen
    from coach.tui.screens.roleplay import RoleplayScreen

    try:
        session = roleplay.take_up(screen.ws, screen.actor, session_id)
    except CoachError as error:
        screen.coach.tell(error)
        return
    screen.app.push_screen(LookBackScreen(session) if session.state == "rating" else RoleplayScreen(session))


def _lines(offers: Sequence[ScenarioOffer]) -> list[Content | str]:
    lines: list[Content | str] = []
    for offer in offers:
        played = f" · played {counted(offer.played, 'time')}" if offer.played else ""
        about = f"{offer.sector.replace('-', ' ')}, {offer.channel.replace('-', ' ')} · {', '.join(offer.tags)}{played}"
        lines.append(joined(said(offer.title, "bold"), "  ", said(about.replace("-", " "), "dim")))
    return lines
