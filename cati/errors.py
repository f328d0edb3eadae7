"""Every exception raised on purpose, as one tree.

The text of each is a sentence for a person: what is wrong, where, and what to do.
"""

from enum import IntEnum


class ExitCode(IntEnum):
    """What the shell is told."""

    OK = 0
    PROBLEMS_FOUND = 1
    CANNOT_RUN = 2
    NOTHING_TO_EXPORT = 3
    TARGET_EXISTS = 4
    CANNOT_WRITE = 5
    DATA_DIFFERS = 6
    CANNOT_BE_SAID = 7
    PACKAGE_MISSING = 8
    INTERRUPTED = 130


class CatiError(Exception):
    """Anything `cati` stops for on purpose.

    `word` names the sentence in the catalogue (`cati/words`), `places` fills it in.
    """

    exit_code = ExitCode.CANNOT_RUN

    def __init__(self, word: str, **places: object) -> None:
        super().__init__(word, places)
        self.word = word
        self.places = places


class StudyError(CatiError):
    """The study folder or its questionnaire cannot be used."""


class StorageError(CatiError):
    """The database cannot be used, or could not take what was given; nothing half is ever stored."""


class NotSavedError(StorageError):
    """This answer is not saved yet; trying the same event again is safe."""


class LeaseLostError(StorageError):
    """Somebody else holds the case now; this writer must stop."""


class WrittenElsewhereError(StorageError):
    """Another writer wrote this interview meanwhile; nothing of it was overwritten."""


class CaseHeldError(StorageError):
    """The case cannot be claimed: another holds it, or it is closed, or there is no such case."""


class ResultIncompleteError(CatiError):
    """The result of a call wants something more that must be asked first."""


class UnstorableTextError(StorageError):
    """A text holds U+0000 or half a character; the border should have refused it."""


class DatabaseMovedError(StorageError):
    """The file was moved, deleted or replaced while it was open: what was written may be nowhere."""


class DatabaseDamagedError(StorageError):
    """The engine says that the file is not sound."""


class DatabaseMissingError(StorageError):
    """There is no database at that place, and none was to be made."""


class NotADatabaseError(StorageError):
    """The file is no database of `cati`."""


class NewerSchemaError(StorageError):
    """A newer `cati` made this database; this one must not touch it."""


class OlderSchemaError(StorageError):
    """An older `cati` made this database, and it could not be upgraded here and now."""


class DriverMissingError(StorageError):
    """The database is on a server, and the package that speaks with it is not installed."""

    exit_code = ExitCode.PACKAGE_MISSING


class NotAllowedError(StorageError):
    """The role that was signed in with may not do this on the server."""


class ReadOnlyError(NotSavedError):
    """The folder or the file does not let this account write."""


class NetworkDiskError(StorageError):
    """The folder is on a disk where SQLite is not safe."""


class SampleFileError(CatiError):
    """A file with a sample, or its heading, cannot be used; nothing was imported."""


class ExportError(CatiError):
    """An export was refused or failed; nothing half was left behind."""

    exit_code = ExitCode.CANNOT_WRITE


class UnknownOptionError(ExportError):
    """What was asked for is not there to be asked for."""

    exit_code = ExitCode.CANNOT_RUN


class UnknownFormatError(UnknownOptionError):
    """There is no export format of that name."""


class NothingToExportError(ExportError):
    """No interview is in the selection."""

    exit_code = ExitCode.NOTHING_TO_EXPORT


class TargetExistsError(ExportError):
    """The target is there already, and was not to be replaced."""

    exit_code = ExitCode.TARGET_EXISTS


class CannotWriteError(ExportError):
    """The disk is full, or the folder does not let this account write."""


class ReadBackDiffersError(ExportError):
    """What was read back is not what was written."""

    exit_code = ExitCode.DATA_DIFFERS


class UnreadableFileError(ExportError):
    """A delivered file cannot be read any more as what it is called."""

    exit_code = ExitCode.CANNOT_RUN


class CannotBeSaidError(ExportError):
    """The data cannot be said in that format, or in one file."""

    exit_code = ExitCode.CANNOT_BE_SAID


class PackageMissingError(ExportError):
    """The format needs a package that is not installed."""

    exit_code = ExitCode.PACKAGE_MISSING
