"""A page as a reader without eyes for its looks has it: title, headings, tables, texts."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"meta", "link", "input", "br"}


@dataclass
class Read(HTMLParser):
    """What stands in a page; `text` joins everything that is read out."""

    headings: list[tuple[int, str]] = field(default_factory=list)
    tables: list[list[list[str]]] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    title: str = ""
    _open: list[str] = field(default_factory=list)
    _texts: list[str] = field(default_factory=list)
    _silent: int = 0

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    __hash__ = object.__hash__

    @property
    def text(self) -> str:
        return " ".join("".join(self._texts).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append((tag, given))
        if tag == "a":
            self.links.append(given["href"])
        if tag == "table":
            self.tables.append([])
            self.captions.append("")
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")
        elif tag in ("h1", "h2", "h3"):
            self.headings.append((int(tag[1]), ""))
        if tag not in _VOID:
            self._open.append("hidden" if given.get("aria-hidden") == "true" else tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self.tables[-1][-1][-1] = " ".join(self.tables[-1][-1][-1].split())
        if tag not in _VOID:
            was = self._open.pop()
            assert was in (tag, "hidden"), f"{tag} ends {was}"

    def handle_data(self, data: str) -> None:
        if "hidden" in self._open:
            return
        if "title" in self._open:
            self.title += data
            return
        self._texts.append(data)
        where = set(self._open)
        if where & {"td", "th"}:
            self.tables[-1][-1][-1] = f"{self.tables[-1][-1][-1]}{data}".lstrip()
        elif "caption" in where:
            self.captions[-1] += data
        elif where & {"h1", "h2", "h3"}:
            level, before = self.headings[-1]
            self.headings[-1] = (level, before + data)


def read(html: str) -> Read:
    """Read a page to its end; every tag is closed."""
    page = Read()
    page.feed(html)
    page.close()
    assert page._open == []
    return page
