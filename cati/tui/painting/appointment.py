"""The appointment form in words: what was understood, what can be chosen, what is read back."""

from collections.abc import Sequence

from textual.content import Content

from cati.interview.booking import Booking
from cati.questionnaire.phone_number import written_phone
from cati.questionnaire.validity import Invalid
from cati.tui.painting.columns import EMPTY, wrapped
from cati.tui.show import show
from cati.words import say


def moment_line(booking: Booking, language: str) -> Content:
    """The moment in words, or how to type one: it is no fault to be still typing."""
    moment = booking.understood()
    if not moment:
        return show(say(language, "appointment.how")).stylize("$quiet")
    return show(say(language, "appointment.understood", moment=moment)).stylize("bold")


def fault_line(fault: Invalid, language: str) -> Content:
    """Why a field cannot stand."""
    return show(f"! {say(language, fault.word, **fault.places)}").stylize("$alert")


def kind_line(booking: Booking, language: str) -> Content:
    """Firm or soft, the one that holds marked."""
    labels = (say(language, "appointment.firm"), say(language, "appointment.soft"))
    return choices(labels, 2 if booking.texts.get("firm") == "2" else 1)


def phone_line(booking: Booking, language: str, width: int) -> Content:
    """The numbers of the case, the one that holds marked, and that another may be typed."""
    number = booking.phone()
    held = next((at for at, phone in enumerate(booking.phones, 1) if phone == number), 0)
    other = show(say(language, "appointment.other_number")).stylize("$quiet")
    known = choices([written_phone(phone, booking.phone_region) for phone in booking.phones], held)
    if not booking.phones:
        return other
    both = known + "  " + other
    return both if both.cell_length <= width else known.truncate(width, ellipsis=True)


def choices(labels: Sequence[str], held: int) -> Content:
    """Numbered choices on one line: `►` stands at the one that holds."""
    return Content("  ").join(choice(at, label, is_held=at == held) for at, label in enumerate(labels, 1))


def choice(at: int, label: str, *, is_held: bool) -> Content:
    """One choice: its key and what it is."""
    mark = show("►" if is_held else " ")
    return Content.assemble(mark, show(str(at)).stylize("bold $key"), " ", show(label).stylize("bold" * is_held))


def read_back_lines(booking: Booking, language: str, width: int) -> list[Content]:
    """The sentence to say to the respondent, in the interview's language."""
    moment = booking.understood()
    if not moment:
        return [EMPTY]
    spoken = say(booking.language, "appointment.read_back", moment=moment)
    before = f"{say(language, 'appointment.say_back')} "
    return [line.stylize("bold") for line in wrapped(f"{before}“{spoken}”", width - 3, indent=3)]


def warning_lines(warnings: Sequence[Invalid], language: str, width: int) -> list[Content]:
    """What speaks against this time, and the two ways on."""
    told = [line for each in warnings for line in wrapped(f"! {say(language, each.word, **each.places)}", width - 3, 3)]
    ways = choices([say(language, "appointment.save_anyway"), say(language, "appointment.change")], 0)
    return [EMPTY, *(line.stylize("$alert") for line in told), Content("  ") + ways]
