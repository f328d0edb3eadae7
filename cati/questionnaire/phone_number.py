"""A phone number as it is typed or imported, to E.164; only shape is judged, never whether it is served."""

import re
from unicodedata import category, normalize

from cati.questionnaire.validity import Invalid, invalid

LABEL = re.compile(r"(?:tel|tél|telefoon|téléphone|phone|gsm|mobile|mobiel)\.?:?\s*", re.IGNORECASE)
SCIENTIFIC = re.compile(r"[0-9]+[.,]?[0-9]*e\+?[0-9]+", re.IGNORECASE)
EXTENSION = re.compile(r".*[0-9][\s.;,]*(?:x|ext|tst|toestel|poste|post|#)[\s.:=]*[0-9]+", re.IGNORECASE)
BETWEEN = re.compile(r"[/;,|]")
BLANK = re.compile(r"[-\N{EN DASH}\N{EM DASH}.\s]*")
PLAIN = re.compile(r"[+(0-9][-+(). 0-9]{4,30}[0-9]")
"""Most numbers: nothing in them but what the parser reads as it stands."""
FIT = re.compile(r"[-+()./\s0-9\N{EN DASH}]*")
LONGEST = 100
LEAST_DIGITS = 8
"""Two parts with as many digits as this are two numbers, not one with a slash in it."""


def read_phone(text: str, region: str) -> str | Invalid:
    """The number in E.164 form, read in this region (`BE`) if it names no country, or why not.

    Letters are refused first, since the parser reads them as keypad digits; premium and company lines
    are valid numbers that are not called.
    """
    if PLAIN.fullmatch(text):
        return parsed(text, region)
    written = without_label(text)
    if len(written) > LONGEST:
        return invalid("phone_not_valid")
    if BLANK.fullmatch(written):
        return invalid("phone_empty")
    if SCIENTIFIC.fullmatch(written):
        return invalid("phone_number_format")
    if EXTENSION.fullmatch(written):
        return invalid("phone_extension")
    if not FIT.fullmatch("".join(BETWEEN.split(written))):
        return invalid("phone_letters")
    if sum(digits(part) >= LEAST_DIGITS for part in BETWEEN.split(written)) > 1:
        return invalid("phone_two_numbers")
    return parsed(written, region)


def without_label(text: str) -> str:
    """The text in plain signs, without invisible ones, without a word such as `tel.` in front."""
    visible = text if text.isascii() else "".join(sign for sign in normalize("NFKC", text) if category(sign) != "Cf")
    return LABEL.sub("", visible.strip(), count=1) if LABEL.match(visible.strip()) else visible.strip()


def digits(text: str) -> int:
    """How many digits a text has."""
    return sum(sign.isdecimal() for sign in text)


def parsed(written: str, region: str) -> str | Invalid:
    """The number by the library, if it is valid and of a kind that is called."""
    import phonenumbers  # noqa: PLC0415 - its tables cost time that most starts need not pay

    try:
        number = phonenumbers.parse(written, region)
    except phonenumbers.NumberParseException:
        return invalid("phone_not_valid")
    kinds = phonenumbers.PhoneNumberType
    match phonenumbers.number_type(number):
        case kinds.UNKNOWN:  # of a number that is not valid
            return invalid("phone_not_valid")
        case kinds.PREMIUM_RATE:
            return invalid("phone_premium")
        case kinds.TOLL_FREE | kinds.SHARED_COST | kinds.UAN | kinds.PAGER | kinds.VOICEMAIL:
            return invalid("phone_not_dialable_type")
        case _:
            return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def written_phone(e164: str, region: str) -> str:
    """A number as it is dialled: without its country code within the study's own country."""
    import phonenumbers  # noqa: PLC0415 - its tables cost time that most starts need not pay

    try:
        number = phonenumbers.parse(e164, region)
    except phonenumbers.NumberParseException:
        return e164
    is_home = phonenumbers.region_code_for_number(number) == region
    form = phonenumbers.PhoneNumberFormat.NATIONAL if is_home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return str(phonenumbers.format_number(number, form))
