"""The kinds of content file, each with the type it is read as."""

from collections.abc import Mapping
from typing import Any

from coach.banks.model import Bank, Glossary
from coach.content.standard_files import CardsFile, CriteriaFile, DescriptorsFile, StandardFile, StatementsFile
from coach.interview.voice import Voice
from coach.mapping.lexicon import Lexicon
from coach.recognise.cuebook import CueBook
from coach.reports.kinds.project_map import ReportTemplate
from coach.review.comments import Comments
from coach.roleplay.expectations import Expectations
from coach.roleplay.model import Scenario
from coach.standards.organisation import Organisation
from coach.talk.replies import Replies

KINDS: Mapping[str, type[Any]] = {
    "question-bank": Bank,
    "lexicon": Lexicon,
    "glossary": Glossary,
    "voice": Voice,
    "comments": Comments,
    "replies": Replies,
    "cue-book": CueBook,
    "report-template": ReportTemplate,
    "scenario": Scenario,
    "scenario-expectations": Expectations,
    "organisation": Organisation,
    "standard": StandardFile,
    "criteria": CriteriaFile,
    "statements": StatementsFile,
    "fail-descriptors": DescriptorsFile,
    "cards": CardsFile,
}
