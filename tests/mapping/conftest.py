"""A small lexicon, and the shipped ones, for the mapper's tests."""

from pathlib import Path

import msgspec
import pytest
import yaml

import coach.mapping
from coach.mapping.lexicon import Lexicon, merge
from coach.mapping.suggest import Mapper
from coach.mapping.weights import Model, Weights

SHIPPED = Path(coach.mapping.__file__).parent / "data" / "lexicon"

SMALL = """
kind: lexicon
id: small
standards: [l3-css-1.0]
concepts:
  own-limit:
    label: limit of your own authority
    cues:
      - my|our limit is|was
      - can't|couldn't authorise|approve
      - over|above <money> ... manager|supervisor|<person>
  service-level:
    label: a service level
    cues:
      - within|inside <duration>
      - SLA
  called-back:
    label: the promised call back
    cues:
      - rang|phoned|called <person>|her|him|them back
      - kept him|her|them updated|informed
  took-it-on:
    label: taking the problem on
    cues:
      - dealt with it myself
      - took ownership ... complaint|case|problem
      - stayed on the line|phone
  nobody-told:
    label: nobody told the customer
    cues:
      - nobody|no-one told|rang|warned
      - never got back
  wasted-trip:
    label: a wasted trip
    cues:
      - wasted trip|journey|visit
      - turned up for? nothing
  lost-customer:
    label: losing the customer
    cues:
      - lost|lose ... customer|contract|account
      - cancelled his|her|their policy|account|membership
  risk:
    label: a risk
    cues:
      - risk
      - could|might ... leak|flood|harm
  ownership-word:
    label: ownership
    jargon: true
    cues:
      - ownership
      - accountability
      - proactive
criteria:
  K2.4:
    groups:
      - wants: the limit of your own authority
        concepts: [own-limit]
      - wants: a service level you work to
        concepts: [service-level]
  B2.1:
    groups:
      - wants: a problem taken on
        concepts: [took-it-on, ownership-word]
      - wants: the customer kept informed
        concepts: [called-back]
    supports: [service-level]
  K4.6:
    groups:
      - wants: a failure of service
        concepts: [nobody-told, wasted-trip]
      - wants: what it led to
        concepts: [lost-customer]
    against: [called-back]
  K1.4:
    groups:
      - wants: a risk of the change
        concepts: [risk]
    siblings: [K4.6]
"""

LEVELS = {"K2.4": "pass", "B2.1": "pass", "K4.6": "pass", "K1.4": "distinction"}

COVER_ONLY = {"cover": 6.0, "relative": 1.0, "target": 0.5}
WEIGHTS = Weights(
    version="tests",
    blind=Model(bias=-3.0, coefficients=COVER_ONLY, threshold=0.5, strict=0.5),
    session=Model(bias=-3.0, coefficients=COVER_ONLY, threshold=0.5, strict=0.7),
)


@pytest.fixture(scope="session")
def small() -> Lexicon:
    return msgspec.convert(yaml.load(SMALL, Loader=yaml.CSafeLoader), Lexicon)


@pytest.fixture(scope="session")
def mapper(small: Lexicon) -> Mapper:
    return Mapper(small, WEIGHTS)


@pytest.fixture(scope="session")
def levels() -> dict[str, str]:
    return LEVELS


@pytest.fixture(scope="session")
def whole() -> Lexicon:
    files = sorted(SHIPPED.glob("*.yaml"))
    return merge(
        msgspec.convert(yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader), Lexicon) for file in files
    )
