"""Programs of coach started fast: one process loads everything once and forks each program off itself.

Each is a real process with pipes of its own, and can be killed. Run as a module, this is that process.
"""

import array
import fcntl
import json
import os
import select
import signal
import socket
import subprocess
import sys
import termios
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from coach import paths

SECONDS_TO_ANSWER = 60.0


class Program:
    """One program, spoken to line by line."""

    def __init__(self, pid: int, typed: int, printed: int) -> None:
        self.pid = pid
        self._in, self._out = typed, printed
        self._read = b""
        self.heard: list[str] = []
        """Every whole line that was printed."""

    def send(self, *lines: str) -> None:
        """Type lines, waiting for nothing."""
        os.write(self._in, "".join(f"{line}\n" for line in lines).encode())

    def until(self, *start: str) -> list[str]:
        """Wait for a line that starts so, or so; return all that were printed on the way, that one last."""
        first = len(self.heard)
        while not any(line.startswith(start) for line in self.heard[first:]):
            assert self.listen(SECONDS_TO_ANSWER), f"no {start} after {self.heard[-12:]}"
        return self.heard[first:]

    def listen(self, seconds: float) -> bool:
        """Take in what is printed within some seconds; return whether anything was, or will be no more."""
        if not select.select([self._out], [], [], seconds)[0]:
            return False
        data = os.read(self._out, 65536)
        *lines, self._read = (self._read + data).split(b"\n")
        self.heard += [line.decode() for line in lines]
        return bool(data)

    def let_work(self, seconds: float) -> None:
        """Look away for a moment: a kill that followed a printed line would always come at the same place."""
        select.select([], [], [], seconds)

    def kill(self, number: signal.Signals = signal.SIGKILL) -> None:
        """End it as a power cut would, and wait until it has let go of its files."""
        os.kill(self.pid, number)
        self.finish(failed=True)

    def finish(self, *, failed: bool = False) -> None:
        """Let it end by itself and read on to the end."""
        os.close(self._in)
        while self.listen(SECONDS_TO_ANSWER):
            pass
        os.close(self._out)
        assert failed or "ended well" in self.heard, self.heard[-30:]


class Terminal(Program):
    """A program on a terminal of its own, 80 by 24."""

    def __init__(self, pid: int, terminal: int) -> None:
        super().__init__(pid, terminal, os.dup(terminal))
        self._shown = b""

    def type(self, text: str) -> None:
        """Press keys."""
        os.write(self._in, text.encode())

    def until_shown(self, text: str) -> None:
        """Wait until this was written to the terminal since it was last waited for."""
        while text.encode() not in self._shown:
            assert self.listen(SECONDS_TO_ANSWER), self._shown[-2000:]
        self._shown = self._shown.partition(text.encode())[2]

    def listen(self, seconds: float) -> bool:
        """Take in what is written to the terminal; return whether anything was."""
        if not select.select([self._out], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self._out, 65536)
        except OSError:  # nobody holds the other end
            return False
        self._shown += data
        return bool(data)

    def close(self) -> None:
        """Close the window, as somebody does who has enough."""
        os.close(self._in)
        os.close(self._out)

    def ended(self) -> None:
        """Wait until the program is gone."""
        with suppress(ProcessLookupError):
            while True:
                os.kill(self.pid, 0)
                select.select([], [], [], 0.01)


class Zygote:
    """The process that has everything loaded."""

    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel

    def start(self, role: str, *arguments: object) -> Program:
        """Fork a program that plays a role."""
        typed, in_ = os.pipe()
        out, printed = os.pipe()
        return Program(self._fork(typed, printed, role, arguments), in_, out)

    def start_on_terminal(self, role: str, *arguments: object) -> Terminal:
        """Fork a program that plays a role on a terminal."""
        terminal, other_end = os.openpty()
        termios.tcsetwinsize(other_end, (24, 80))
        return Terminal(self._fork(other_end, os.dup(other_end), role, arguments), terminal)

    def _fork(self, typed: int, printed: int, role: str, arguments: tuple[object, ...]) -> int:
        fds = array.array("i", [typed, printed])
        message = json.dumps([role, *arguments]).encode()
        self._channel.sendmsg([message], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, fds)])
        os.close(typed)
        os.close(printed)
        return int(self._channel.recv(64))


@contextmanager
def zygote(home: Path) -> Iterator[Zygote]:
    """Have such a process for a while, with a home of its own."""
    here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    command = [sys.executable, "-m", "tests.durability.zygote", str(there.fileno())]
    folders = ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "TMPDIR")
    environment = {**os.environ, "TERM": "xterm-256color", **dict.fromkeys(folders, str(home))}
    with subprocess.Popen(command, pass_fds=[there.fileno()], cwd=paths.PACKAGE.parent, env=environment) as process:
        there.close()
        with here:
            yield Zygote(here)
        process.wait()


def _serve(channel: socket.socket, roles: dict[str, Callable[..., None]]) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the programs but the system
    while message := channel.recvmsg(65536, socket.CMSG_SPACE(8))[:2]:
        text, rights = message
        if not text:
            return
        typed, printed = array.array("i", rights[0][2])
        role, *arguments = json.loads(text)
        pid = os.fork()
        if pid == 0:
            channel.close()
            _play(roles[role], arguments, typed, printed)
        os.close(typed)
        os.close(printed)
        channel.send(str(pid).encode())


def _play(role: Callable[..., None], arguments: list[object], typed: int, printed: int) -> None:
    for source, target in ((typed, 0), (printed, 1), (printed, 2)):
        os.dup2(source, target)
    os.close(typed)
    os.close(printed)
    if os.isatty(0):
        os.setsid()
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    try:
        role(*arguments)
        print("ended well", flush=True)
    except BaseException:
        print(traceback.format_exc(), flush=True)
    os._exit(0)


if __name__ == "__main__":
    from tests.durability.roles import ROLES

    _serve(socket.socket(fileno=int(sys.argv[1])), ROLES)
