"""The shipped cue books and weights fit each other and the contract."""

from coach import paths
from coach.content.library import Library
from coach.roleplay.moves import MOVES


def test_the_cue_book_of_moves_has_every_move() -> None:
    assert set(Library().cue_book("moves").classes) == MOVES.keys()


def test_weights_are_for_the_classes_of_their_book() -> None:
    import msgspec

    from coach.recognise.model import LineModel

    for name, file in (("moves", paths.MOVE_WEIGHTS), ("intents", paths.INTENT_WEIGHTS)):
        model = msgspec.json.decode(file.read_bytes(), type=LineModel)
        assert model.classes == tuple(Library().cue_book(name).classes)
        for group in model.groups.values():
            assert len(group.matrix) == len(group.places) * len(model.classes)
            assert len(group.counts) == len(group.places)


def test_weights_are_small() -> None:
    assert paths.MOVE_WEIGHTS.stat().st_size < 1_000_000
    assert paths.INTENT_WEIGHTS.stat().st_size < 1_000_000
