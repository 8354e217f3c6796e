"""Hearing of what others write to a database, on a thread of its own."""

import threading

import psycopg
from psycopg import sql

_SECONDS_TO_STOP = 0.5
SECONDS_BETWEEN_LOOKS = 5.0
"""How often somebody who watches looks again where the engine tells nobody of changes, or cannot be reached."""


class Listening:
    """Hears of changes until it is closed; asking never waits for the database."""

    def __init__(self, address: str, channel: str, own: str) -> None:
        """Begin to listen on a channel; what is told there with `own` as its word is not counted."""
        self._address, self._channel, self._own = address, channel, own
        self._heard = threading.Event()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="store-listening", daemon=True)
        self._thread.start()

    def heard(self) -> bool:
        """Tell whether something changed since this was asked last."""
        if not self._heard.is_set():
            return False
        self._heard.clear()
        return True

    def close(self) -> None:
        """Stop listening."""
        self._closing.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._closing.is_set():
            try:
                self._listen()
            except psycopg.Error:
                # What was told meanwhile nobody heard: look again soon.
                self._closing.wait(SECONDS_BETWEEN_LOOKS)
                self._heard.set()

    def _listen(self) -> None:
        with psycopg.connect(self._address, autocommit=True, application_name="coach listening") as connection:
            connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(self._channel)))
            while not self._closing.is_set():
                for told in connection.notifies(timeout=_SECONDS_TO_STOP):
                    if told.payload != self._own:
                        self._heard.set()
