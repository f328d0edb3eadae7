"""A long study of closed questions, the same for everyone who paints it."""

from pathlib import Path

TEXT = "Vraag nummer {number}: hoe belangrijk vindt u de rol van de overheid om samenwerking te ondersteunen?"
OPTIONS = (("1", "zeer belangrijk"), ("2", "eerder belangrijk"), ("3", "eerder onbelangrijk"))


def study(folder: Path, questions: int) -> Path:
    """The study folder."""
    options = ", ".join(f"{{code: {key}, name: o{key}, label: {label}}}" for key, label in OPTIONS)
    lines = ["study: {languages: [nl]}", "sample: {company_name: {type: text}}", "questions:"]
    for number in range(1, questions + 1):
        text = TEXT.format(number=number)
        lines.append(f'  - {{id: Q{number}, type: single, read_options: all, text: "{text}", options: [{options}]}}')
    lines.append("  - {id: DONE, type: end, disposition: complete, text: Dank u.}")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "questionnaire.yaml").write_text("\n".join(lines), encoding="utf-8")
    return folder
