"""Coverage-guided search for an input that breaks a target; atheris is wanted for it, and nothing else wants atheris.

    pip install atheris && cd tests && python -m fuzz loading -max_total_time=300 CORPUS_FOLDER

What it finds becomes an example in `test_targets.py`.
"""

import sys

import atheris

with atheris.instrument_imports(include=["cati.questionnaire"]):
    from fuzz.targets import TARGETS


def main() -> None:
    """Run one target by name; what follows goes to libFuzzer."""
    name = sys.argv.pop(1)
    atheris.Setup(sys.argv, TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
