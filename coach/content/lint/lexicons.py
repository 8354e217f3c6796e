"""What a lexicon's cues and concepts can tell apart."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from coach.content.diagnostic import Diagnostic, nearest
from coach.content.library import Library
from coach.content.lint.finding import at, warn
from coach.content.yaml_source import YamlSource
from coach.mapping.cues import parse
from coach.mapping.lexicon import Lexicon
from coach.mapping.rarity import Rarity

SHARED_BY_TOO_MANY = 12


def lint_lexicon(source: YamlSource, lexicon: Lexicon, library: Library) -> Iterator[Diagnostic]:
    """Look for cues that cannot be read, repeat or say nothing, and for concepts missing, idle or everywhere."""
    refs = {criterion.ref for standard in library.standards for criterion in standard.criteria}
    for id_ in lexicon.standards:
        library.standard(id_)
    yield from _cues(source, lexicon, Rarity(library.weights.chances))
    lexicons = (*library.lexicons, lexicon)
    concepts = {name for each in lexicons for name in each.concepts}
    criteria = {ref: wishes for each in lexicons for ref, wishes in each.criteria.items()}
    for ref, wishes in lexicon.criteria.items():
        if ref not in refs:
            yield at(source, ("criteria", ref), "CK0031", f"no criterion goes by {ref}.", nearest(ref, sorted(refs)))
        for name in dict.fromkeys(wishes.concepts()):
            if name not in concepts:
                message = f"{ref} names the concept {name}, which is not there."
                yield at(source, ("criteria", ref), "CK0039", message, nearest(name, sorted(concepts)))
    used = Counter(name for wishes in criteria.values() for name in set(wishes.concepts()))
    for name in lexicon.concepts:
        if not used[name]:
            message = f"no criterion asks for the concept {name}."
            yield warn(source, ("concepts", name), "CK0072", message, "Name it in a criterion, or delete it.")
        elif used[name] > SHARED_BY_TOO_MANY:
            message = f"{used[name]} criteria share the concept {name}, so it tells none of them apart."
            yield warn(source, ("concepts", name), "CK0073", message, "Split it.")
    yield from _twins(source, lexicon)


def _cues(source: YamlSource, lexicon: Lexicon, rarity: Rarity) -> Iterator[Diagnostic]:
    for name, concept in lexicon.concepts.items():
        seen: set[str] = set()
        for place, cue in enumerate(concept.cues):
            path = ("concepts", name, "cues", place)
            try:
                patterns = parse(cue)
            except ValueError as error:
                yield at(source, path, "CK0038", f"the cue {cue} is not one: {error}.", "See docs/author.md.")
                continue
            if cue in seen:
                yield warn(
                    source, path, "CK0071", f"the cue {cue} stands twice, so this one never matches.", "Delete it."
                )
            seen.add(cue)
            if all(rarity.says_nothing(pattern) for pattern in patterns):
                message = f"the cue {cue} has only words that stand in every answer."
                yield warn(source, path, "CK0070", message, "Add a word that is rarer.")


def _twins(source: YamlSource, lexicon: Lexicon) -> Iterator[Diagnostic]:
    same: dict[frozenset[str], list[str]] = defaultdict(list)
    for ref, wishes in lexicon.criteria.items():
        same[frozenset(name for group in wishes.groups for name in group.concepts)].append(ref)
    for refs in same.values():
        if len(refs) > 1:
            message = f"{' and '.join(refs)} ask for the same concepts, so nothing tells them apart."
            yield warn(source, ("criteria", refs[1]), "CK0074", message, "Give each something of its own.")
