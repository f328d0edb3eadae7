"""Changes of response options and of the rows of a grid.

Codes and names are what data are made of: a name with another code, or a code with another name, is another meaning.
"""

from collections.abc import Iterator, Sequence

from cati.questionnaire.differences.change import Change, ChangeKind
from cati.questionnaire.differences.sides import At, Sides
from cati.questionnaire.differences.texts import text_changes
from cati.questionnaire.model import Option, Row

FLAGS = ("exclusive", "other", "read", "ask_again")


def option_changes(
    sides: Sides, at: At, field: str, old: tuple[Option, ...], new: tuple[Option, ...]
) -> Iterator[Change]:
    """What became of the options; `show_if` is compared with the conditions."""
    if is_replaced(old, new):
        yield at.change(ChangeKind.ID_REUSED, field=field, old=names_of(old), new=names_of(new))
        return
    before, after = by_name(old), by_name(new)
    renamed = dict(renamings(old, new))
    for name, new_name in renamed.items():
        code = before[name].code
        yield at.change(ChangeKind.NAME_CHANGED, field=field, part=name, code=code, old=name, new=new_name)
    for name in (name for name in before if name in after):
        yield from kept_option_changes(sides, at, field, before[name], after[name])
    for option in (option for option in old if option.name not in after and option.name not in renamed):
        yield at.change(
            ChangeKind.OPTION_REMOVED, field=field, part=option.name, code=option.code, old=sides.in_old(option.label)
        )
    for option in (each for each in new if each.name not in before and each.name not in renamed.values()):
        yield at.change(
            ChangeKind.OPTION_ADDED, field=field, part=option.name, code=option.code, new=sides.in_new(option.label)
        )
    yield from reordered(at, field, list(before), list(after))


def by_name(options: tuple[Option, ...]) -> dict[str, Option]:
    """Each option by its name."""
    return {option.name: option for option in options}


def names_of(parts: Sequence[Option | Row]) -> str:
    """The names in one line."""
    return ", ".join(f"{part.code} {part.name}" if isinstance(part, Option) else part.name for part in parts)


def is_replaced(old: Sequence[Option | Row], new: Sequence[Option | Row]) -> bool:
    """Whether there were parts, there are parts, and none has its name any more: the id was used anew."""
    return bool(old) and bool(new) and not {part.name for part in old} & {part.name for part in new}


def renamings(old: tuple[Option, ...], new: tuple[Option, ...]) -> Iterator[tuple[str, str]]:
    """The names that are gone and whose code now has a name that was not there before."""
    before, after = by_name(old), by_name(new)
    now = {option.code: option.name for option in new}
    for option in old:
        name = now.get(option.code)
        if option.name not in after and name is not None and name not in before:
            yield option.name, name


def kept_option_changes(sides: Sides, at: At, field: str, old: Option, new: Option) -> Iterator[Change]:
    """The changes of an option that has kept its name."""
    yield from at.changed(ChangeKind.CODE_CHANGED, field, old.code, new.code, part=old.name, code=old.code)
    yield from text_changes(sides, at, f"{field}.{old.name}.label", old.label, new.label, part=old.name)
    for flag in FLAGS:
        key = f"{field}.{old.name}.{flag}"
        before, after = getattr(old, flag), getattr(new, flag)
        yield from at.changed(ChangeKind.PROPERTY_CHANGED, key, before, after, part=old.name)


def row_changes(sides: Sides, at: At, field: str, old: tuple[Row, ...], new: tuple[Row, ...]) -> Iterator[Change]:
    """What became of the rows of a grid."""
    if is_replaced(old, new):
        yield at.change(ChangeKind.ID_REUSED, field=field, old=names_of(old), new=names_of(new))
        return
    before, after = {row.name: row for row in old}, {row.name: row for row in new}
    for name in (name for name in before if name in after):
        yield from text_changes(sides, at, f"{field}.{name}.label", before[name].label, after[name].label, part=name)
    for row in (row for row in old if row.name not in after):
        yield at.change(ChangeKind.ROW_REMOVED, field=field, part=row.name, old=sides.in_old(row.label))
    for row in (row for row in new if row.name not in before):
        yield at.change(ChangeKind.ROW_ADDED, field=field, part=row.name, new=sides.in_new(row.label))
    yield from reordered(at, field, list(before), list(after))


def reordered(at: At, field: str, old: list[str], new: list[str]) -> Iterator[Change]:
    """Whether the parts that were kept stand in another order."""
    before, after = [name for name in old if name in new], [name for name in new if name in old]
    yield from at.changed(ChangeKind.PARTS_REORDERED, field, ", ".join(before), ", ".join(after))
