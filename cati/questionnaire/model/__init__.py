"""The instrument as frozen data: the YAML file, every option list put in place, nothing else changed.

Every scalar of the file arrives as the text that stands there; the key decides its type, so `no`,
`0401234567` and `12:30` never change meaning. Conditions stay text here: `routing` compiles them.
"""

from cati.questionnaire.model.items import ITEM_TYPES, AnyItem, DerivedItem, EndItem, Entry, Section
from cati.questionnaire.model.names import MOST_ITEMS, NAME, QUESTION_ID, Text
from cati.questionnaire.model.parts import Check, FillCase, OnRequest, Option, Probe, Row, SampleField
from cati.questionnaire.model.questions import (
    AnyQuestion,
    AppointmentQuestion,
    Closed,
    DateQuestion,
    EmailQuestion,
    GridQuestion,
    Item,
    MultiQuestion,
    NamesQuestion,
    NumberQuestion,
    PhoneQuestion,
    Question,
    SingleQuestion,
    Statement,
    TextQuestion,
    TimeQuestion,
)
from cati.questionnaire.model.whole import Questionnaire, Scenario

__all__ = [
    "ITEM_TYPES",
    "MOST_ITEMS",
    "NAME",
    "QUESTION_ID",
    "AnyItem",
    "AnyQuestion",
    "AppointmentQuestion",
    "Check",
    "Closed",
    "DateQuestion",
    "DerivedItem",
    "EmailQuestion",
    "EndItem",
    "Entry",
    "FillCase",
    "GridQuestion",
    "Item",
    "MultiQuestion",
    "NamesQuestion",
    "NumberQuestion",
    "OnRequest",
    "Option",
    "PhoneQuestion",
    "Probe",
    "Question",
    "Questionnaire",
    "Row",
    "SampleField",
    "Scenario",
    "Section",
    "SingleQuestion",
    "Statement",
    "Text",
    "TextQuestion",
    "TimeQuestion",
]
