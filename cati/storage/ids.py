"""The keys of stored things, each a type of its own so that none is taken for another."""

from typing import Literal, NewType

CaseId = NewType("CaseId", int)
PhoneId = NewType("PhoneId", int)
AttemptId = NewType("AttemptId", int)
VersionId = NewType("VersionId", int)
InterviewId = NewType("InterviewId", int)

CaseState = Literal["fresh", "callback", "soft", "firm", "resume", "parked", "closed"]
PhoneState = Literal["usable", "bad", "do_not_call"]
InterviewState = Literal["in_progress", "suspended", "ended"]
NoteKind = Literal["note", "reason", "appointment", "to_supervisor", "to_interviewer"]
ReviewMark = Literal["listened", "called_back"]
