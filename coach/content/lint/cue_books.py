"""What a cue book's cues can be read as."""

from collections.abc import Iterator

from coach.content.diagnostic import Diagnostic
from coach.content.library import Library
from coach.content.lint.finding import at
from coach.content.yaml_source import YamlSource
from coach.mapping.cues import parse
from coach.recognise.cuebook import CueBook


def lint_cue_book(source: YamlSource, book: CueBook, _library: Library) -> Iterator[Diagnostic]:
    """Look for cues that cannot be read, and for those that stand twice."""
    for part, named in (("classes", book.classes), ("ideas", book.ideas)):
        for name, found in named.items():
            seen: set[str] = set()
            for place, cue in enumerate(found.cues):
                path = (part, name, "cues", place)
                try:
                    parse(cue)
                except ValueError as error:
                    yield at(source, path, "CK0038", f"{error}.", "Mend the cue.")
                if cue in seen:
                    yield at(source, path, "CK0071", f"the cue {cue} stands twice.", "Delete one.")
                seen.add(cue)
