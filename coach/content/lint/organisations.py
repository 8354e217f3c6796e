"""Whether an organisation's rules speak of methods and standards that are there."""

from collections.abc import Iterator

from coach.content.diagnostic import Diagnostic, nearest
from coach.content.library import STANDARD_IDS, Library
from coach.content.lint.finding import at
from coach.content.yaml_source import YamlSource
from coach.standards.organisation import Organisation


def lint_organisation(source: YamlSource, organisation: Organisation, library: Library) -> Iterator[Diagnostic]:
    """Look at the standards, methods and orders an organisation names."""
    for place, id_ in enumerate(organisation.standards):
        if id_ not in STANDARD_IDS:
            hint = nearest(id_, STANDARD_IDS)
            yield at(source, ("standards", place), "CK0031", f"no standard goes by {id_}.", hint)
    known = {m.id for id_ in organisation.standards if id_ in STANDARD_IDS for m in library.standard(id_).methods}
    if not known:
        return
    for method in organisation.methods:
        if method not in known:
            hint = nearest(method, sorted(known))
            yield at(source, ("methods", method), "CK0036", f"none of its standards has a method {method}.", hint)
    for place, rule in enumerate(organisation.order):
        for end in ("first", "then"):
            method = getattr(rule.value, end)
            if method not in known:
                hint = nearest(method, sorted(known))
                path = ("order", place, "value", end)
                yield at(source, path, "CK0036", f"none of its standards has a method {method}.", hint)
