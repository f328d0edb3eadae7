"""An e-mail address as it is typed or imported; whether it can be delivered is not asked."""

from cati.questionnaire.validity import Invalid, invalid


def read_email(text: str) -> str | Invalid:
    """The address in its normal form, or why it cannot stand."""
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415 - few starts need it

    try:
        return validate_email(text, check_deliverability=False).normalized
    except EmailNotValidError:
        return invalid("email")
