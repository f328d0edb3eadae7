"""The terminal that the tests type into, tried with small programs and one full-screen one."""

import signal
import sys
from pathlib import Path

import pytest

from pty_keys import KEYS, pasted
from pty_terminal import Seen, Terminal, Written

RAW = "import os, sys, tty; tty.setraw(0); "
UNTIL_CLOSED = "input()"


def python(code: str, **how: object) -> Terminal:
    return Terminal([sys.executable, "-c", code], **how)


def key_echo(**how: object) -> Terminal:
    program = str(Path(__file__).with_name("key_echo_app.py"))
    env = {"TEXTUAL_DISABLE_KITTY_KEY": "1", "ESCDELAY": "300"}
    return Terminal([sys.executable, program], env=env, **how)


def test_what_is_typed_reaches_the_program_and_what_it_writes_is_on_the_screen():
    with Terminal(["cat"]) as terminal:
        terminal.send("hallo", "enter")
        terminal.wait_for("hallo\nhallo")
        assert terminal.screen()[:2] == ["hallo", "hallo"]


def test_a_text_that_does_not_come_is_an_assertion_with_the_whole_screen_in_it():
    with python(f"print('iets anders'); {UNTIL_CLOSED}") as terminal:
        terminal.wait_for("iets")
        with pytest.raises(AssertionError, match=r"(?s)'niets' did not appear .*still there.*\|iets anders +\|"):
            terminal.wait_for("niets", seconds=0.05)


def test_waiting_ends_as_soon_as_the_program_does():
    with python("print('weg')") as terminal, pytest.raises(AssertionError, match="weg"):
        terminal.wait_for("niets", seconds=200)


def test_a_text_that_goes_away_is_waited_for():
    with python("input('blijf'); print('\\x1b[2J'); input()") as terminal:
        terminal.wait_for("blijf")
        terminal.send("enter")
        terminal.wait_gone("blijf")
        with pytest.raises(AssertionError, match="did not go away"):
            terminal.wait_gone("", seconds=0.05)


def test_the_exit_code_and_the_last_words_of_a_program_are_told():
    with python("print('dag'); raise SystemExit(3)") as terminal:
        assert terminal.wait_exit() == 3
        assert terminal.screen()[0] == "dag"


def test_a_program_that_does_not_end_is_an_assertion():
    with Terminal(["cat"]) as terminal, pytest.raises(AssertionError, match="still running after"):
        terminal.wait_exit(seconds=0.05)


def test_a_killed_program_ends_with_its_signal():
    with Terminal(["cat"]) as terminal:
        terminal.kill()
        assert terminal.wait_exit() == -signal.SIGKILL
        terminal.kill()


def test_a_closed_window_hangs_up_on_the_program(tmp_path: Path):
    told = tmp_path / "told"
    code = f"import pathlib, signal; signal.signal(1, lambda *_: exit(pathlib.Path({str(told)!r}).write_text('hup')))"
    with python(f"{code}; print('klaar'); signal.pause()") as terminal:
        terminal.wait_for("klaar")
        terminal.close_terminal()
        assert terminal.wait_exit() == 3
        assert told.read_text() == "hup"
        with pytest.raises(AssertionError, match="closed"):
            terminal.send("1")


def test_leaving_the_block_ends_the_program():
    with Terminal(["cat"]) as terminal:
        pass
    assert terminal.wait_exit() == -signal.SIGKILL


def test_the_program_is_told_the_size_and_each_new_one():
    code = "import os, signal; tell = lambda *_: print(*os.get_terminal_size()); signal.signal(28, tell); tell()"
    with python(f"{code}\nwhile True: signal.pause()", rows=30, columns=100) as terminal:
        terminal.wait_for("100 30")
        terminal.resize(rows=40, columns=120)
        terminal.wait_for("120 40")
        assert len(terminal.screen()) == 40


def test_the_environment_is_that_of_a_terminal_of_the_xterm_kind(tmp_path: Path):
    code = "import os; print(os.environ['TERM'], os.environ.get('COLORTERM'), os.environ['MINE'], os.getcwd())"
    with python(code, env={"MINE": "yes"}, cwd=tmp_path, columns=200) as terminal:
        terminal.wait_for(f"xterm-256color None yes {tmp_path}")


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (r"\x1b[6n", r"\x1b[1;1R"),
        (r"\x1b[c", r"\x1b[?6c"),
        (r"\x1b]11;?\x1b\\", r"\x1b]11;rgb:0000/0000/0000\x1b\\"),
        (r"\x1b[?2026$p", r"\x1b[?2026;2$y"),
        (r"\x1b[?2048$p", r"\x1b[?2048;0$y"),
    ],
)
def test_what_a_program_asks_of_its_terminal_is_answered(question: str, answer: str):
    code = f"os.write(1, b'{question}'); got = os.read(0, 99); print('right' if got == b'{answer}' else got)"
    with python(RAW + code) as terminal:
        terminal.wait_for("right")


@pytest.mark.parametrize(
    "unseen", ["\x1bP1$r0m\x1b\\", "\x1b[>1u", "\x1b[<u", "\x1b[>4;1m", "\x1b]8;;http://x\x07", "\x1b[2 q", "\x1b[?6n"]
)
def test_a_sequence_that_xterm_knows_leaves_nothing_on_the_screen(unseen: str):
    halves = f"out({unseen[:3]!r}); out({unseen[3:]!r})"
    with python(f"out = lambda text: print(text, end='', flush=True); out('a'); {halves}; out('b')") as terminal:
        terminal.wait_exit()
        assert terminal.screen()[0] == "ab"


def test_a_full_screen_program_gives_back_what_stood_there():
    with python("print('voor \\x1b[?1049h', end=''); input('vol'); print('\\x1b[?1049lna', end='')") as terminal:
        terminal.wait_for("vol")
        assert terminal.screen()[0].strip() == "vol"
        terminal.send("enter")
        terminal.wait_exit()
        assert terminal.screen()[0] == "voor na"


def test_a_frame_is_seen_whole_or_not_at_all():
    out = "out = lambda text: print(text, end='', flush=True)"
    frame = "out('\\x1b[?2026h half'); input(); out(' heel\\x1b[?2026l'); input()"
    with python(f"{out}; out('klaar'); {frame}") as terminal:
        terminal.wait_for("klaar")
        terminal.send("enter")
        terminal.wait_for("heel")
        assert not [one for one in terminal.history if isinstance(one, Seen) and one.text.count("h") == 1]


def test_the_history_proves_that_a_key_was_written_after_a_text_was_seen():
    with key_echo() as terminal:
        terminal.wait_for("ready")
        terminal.send("1")
        terminal.wait_for("key 1: 1.")
        seen, answered = terminal.seen_at("ready"), terminal.seen_at("key 1: 1.")
        (written,) = [one.at for one in terminal.history if isinstance(one, Written)]
        assert seen < written < answered
        assert terminal.seen_at("ready", after=answered) is None


def test_every_named_key_arrives_as_that_key():
    with key_echo() as terminal:
        terminal.wait_for("ready")
        names = [name for name in KEYS if name not in {"ctrl+q", "ctrl+c", "ctrl+h", "ctrl+i", "ctrl+m", "tab"}]
        for count, name in enumerate(names, 1):
            terminal.send(name)
            terminal.wait_for(f"key {count}: {name}.")


def test_a_paste_arrives_as_one():
    with key_echo() as terminal:
        terminal.wait_for("ready")
        terminal.send(pasted("1 2 é"))
        terminal.wait_for("pasted 1 2 é.")


def test_a_full_screen_program_is_told_a_new_size_and_ends_with_its_code():
    with key_echo(rows=30, columns=100) as terminal:
        terminal.wait_for("ready 100 x 30.")
        terminal.resize(24, 80)
        terminal.wait_for("ready 80 x 24.")
        terminal.send("ctrl+q")
        assert terminal.wait_exit() == 7
