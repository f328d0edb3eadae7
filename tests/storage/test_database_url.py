"""Where a database is, and what may be shown of it."""

import pytest

from cati.errors import DatabaseMissingError, DriverMissingError, ExitCode, StorageError
from cati.storage import postgresql_store
from cati.storage.database_url import redacted, server_of
from cati.storage.store import open_store
from cati.words import LANGUAGES, sentence_of

SECRET = "s3cret"  # noqa: S105


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        (f"postgresql+psycopg://an:{SECRET}@h:5432/study", "postgresql+psycopg://an:***@h:5432/study"),
        (f"postgresql+psycopg://an@h/study?password={SECRET}", "postgresql+psycopg://an@h/study?password=hidden"),
        (f"postgresql+psycopg://an@h/study?sslpassword={SECRET}", "postgresql+psycopg://an@h/study?sslpassword=hidden"),
        (f"postgresql+psycopg://h/s?PASSWORD={SECRET}&host=x", "postgresql+psycopg://h/s?PASSWORD=hidden&host=x"),
        ("sqlite:///db/cati.sqlite", "sqlite:///db/cati.sqlite"),
        (f"no url {SECRET}", "hidden"),
        (f"postgresql+psycopg://an:{SECRET}@h:port/study", "hidden"),
    ],
)
def test_a_password_is_never_shown_wherever_it_stands(url: str, shown: str):
    assert redacted(url) == shown


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql+psycopg://an:{SECRET}@h:port/study",
        f"mysql+pymysql://an:{SECRET}@h/study",
        f"postgresql+psycopg://an:{SECRET}@/study?host=/nowhere&password={SECRET}",
        f"postgresql+psycopg://an@/study?host=/nowhere&passfile=/{SECRET}",
    ],
)
def test_what_cannot_be_opened_is_refused_without_its_password(url: str):
    pytest.importorskip("psycopg")
    with pytest.raises(StorageError) as refused:
        open_store(url, create=True)
    assert all(SECRET not in sentence_of(refused.value, language) for language in LANGUAGES)
    assert SECRET not in repr(refused.value)
    assert refused.value.__suppress_context__ or refused.value.__context__ is None


def test_a_server_is_known_by_its_url_with_or_without_the_name_of_the_driver():
    for url in ("postgresql://h/study", "postgresql+psycopg://h/study"):
        found = server_of(url)
        assert found is not None
        assert found.drivername == "postgresql+psycopg"
    assert server_of("sqlite:///x") is None
    assert server_of("db/x") is None


def test_another_driver_is_refused_by_name():
    with pytest.raises(StorageError) as refused:
        server_of("postgresql+asyncpg://h/study")
    assert "postgresql+asyncpg" in sentence_of(refused.value, "en")


def test_without_the_extra_a_sentence_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch):
    def without(*_: object, **__: object) -> None:
        raise ModuleNotFoundError(name="psycopg")

    monkeypatch.setattr(postgresql_store, "create_engine", without)
    with pytest.raises(DriverMissingError) as refused:
        open_store("postgresql+psycopg://h/study", create=True)
    assert all("pip install 'cati[postgres]'" in sentence_of(refused.value, language) for language in LANGUAGES)
    assert refused.value.exit_code is ExitCode.PACKAGE_MISSING


def test_a_server_that_does_not_answer_is_named():
    pytest.importorskip("psycopg")
    with pytest.raises(DatabaseMissingError) as refused:
        open_store("postgresql+psycopg://an@/study?host=/nowhere", create=True)
    assert "host=%2Fnowhere" in sentence_of(refused.value, "en")
