"""Finds text that reaches the screen by another way than `show`, by reading the code of the screens.

A widget takes a `str` for markup, so a company called `[/b]` ends the program. The reader demands that what
is handed to a widget is a `Content` *in plain sight*:

- `show(...)`, or a method of it, or pieces of it put together (`+`, `Content.assemble`, `.join`);
- a call of a function of the screens that is annotated `-> Content`;
- a name or attribute that is annotated `Content`, or assigned one of these in the same file.

Annotations are checked by mypy, so this need not follow values. `Content(...)` itself is for literals only: it
lets an ESC through. A `notify` takes no `Content`: it wants `visible(...)` and `markup=False`.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

WIDGETS = {"Static", "Label", "Option", "Button", "Checkbox", "RadioButton", "Selection", "Tab", "TabPane"}
TEXT_KEYWORDS = {"content", "label", "prompt", "title"}
MARKUP_ATTRIBUTES = {"border_title", "border_subtitle", "tooltip"}
DRAWN = {"Content", "Strip", "Blank"}


@dataclass
class Known:
    """The names that are known to be, or to make, a `Content`."""

    makers: set[str] = field(default_factory=lambda: {"show"})
    names: set[str] = field(default_factory=set)
    widgets: set[str] = field(default_factory=lambda: set(WIDGETS))

    def is_content(self, node: ast.expr) -> bool:
        """Whether this expression is a `Content` in plain sight."""
        match node:
            case ast.Call(func=ast.Name(id="Content"), args=args):
                return all(isinstance(arg, ast.Constant) for arg in args)
            case ast.Call(func=ast.Attribute(value=ast.Name(id="Content"), attr=made)):
                return made != "from_markup" and self.all_pieces(node)
            case ast.Call(func=ast.Name(id=made)):
                return made in self.makers
            case ast.Call(func=ast.Attribute(value=value, attr=made)):
                return made in self.makers or (self.is_content(value) and self.all_pieces(node))
            case ast.Name(id=name) | ast.Attribute(attr=name):
                return name in self.names
            case ast.IfExp(body=body, orelse=orelse):
                return self.is_content(body) and self.is_content(orelse)
            case ast.BinOp(op=ast.Add(), left=left, right=right):
                return self.is_content(left) and self.is_piece(right)
            case _:
                return False

    def all_pieces(self, call: ast.Call) -> bool:
        """Whether all that is put into this call may stand in a `Content`."""
        return all(self.is_piece(arg) for arg in call.args)

    def is_piece(self, node: ast.expr) -> bool:
        """A literal, a `Content`, one of these with its style, or several of them."""
        match node:
            case ast.Constant():
                return True
            case ast.Tuple(elts=[text, *_]):
                return self.is_piece(text)
            case ast.List(elts=elements):
                return all(self.is_piece(element) for element in elements)
            case ast.Starred(value=several):
                return self.is_piece(several)
            case ast.GeneratorExp(elt=element) | ast.ListComp(elt=element):
                return self.is_piece(element)
            case _:
                return self.is_content(node)

    def learn(self, tree: ast.AST) -> None:
        """Learns the annotated and assigned names of one file."""
        for node in ast.walk(tree):
            match node:
                case ast.arg(arg=name, annotation=kind) if _is_content_kind(kind):
                    self.names.add(name)
                case ast.AnnAssign(target=target, annotation=kind) if _is_content_kind(kind):
                    self.names.add(_last_name(target))
                case ast.Assign(targets=[target], value=value) if self.is_content(value):
                    self.names.add(_last_name(target))

    def learn_makers(self, tree: ast.AST) -> None:
        """Learns which functions and attributes give a `Content`, and which classes take what a `Static` takes."""
        for node in ast.walk(tree):
            match node:
                case ast.FunctionDef(name=name, returns=kind) | ast.AsyncFunctionDef(name=name, returns=kind):
                    if _is_content_kind(kind):
                        self.makers.add(name)
                case ast.AnnAssign(target=target, annotation=kind) if _is_content_kind(kind):
                    self.names.add(_last_name(target))
                case ast.ClassDef(name=name) if self.is_widget(node) and not _has_init(node):
                    self.widgets.add(name)

    def is_widget(self, node: ast.AST) -> bool:
        """Whether a class is made from a widget that takes text."""
        return isinstance(node, ast.ClassDef) and any(_last_name(base) in self.widgets for base in node.bases)


def other_doors(sources: dict[str, str]) -> list[str]:
    """Every place, as `file:line: code`, where text reaches the screen by another way than `show`."""
    trees = {file: ast.parse(source) for file, source in sources.items()}
    shared = Known()
    for tree in trees.values():
        shared.learn_makers(tree)
    return [f"{file}:{fault}" for file, tree in trees.items() for fault in _faults(tree, shared)]


def _faults(tree: ast.AST, shared: Known) -> Iterator[str]:
    known = Known(shared.makers, set(shared.names), shared.widgets)
    known.learn(tree)
    inits = {call for made in ast.walk(tree) if known.is_widget(made) for call in _super_inits(made)}
    for node in ast.walk(tree):
        match node:
            case ast.Call():
                takes_text = node in inits or _last_name(node.func) in known.widgets
                faulty = not (_takes_content(node, known) if takes_text else _is_safe_call(node, known))
            case ast.Assign(targets=[ast.Attribute(attr=attribute)], value=value):
                faulty = attribute in MARKUP_ATTRIBUTES and not (_is_none(value) or known.is_content(value))
            case ast.FunctionDef(name="render", returns=kind):
                faulty = kind is None or ast.unparse(kind) not in DRAWN
            case _:
                continue
        if faulty:
            yield f"{node.lineno}: {ast.unparse(node).splitlines()[0]}"


def _is_safe_call(call: ast.Call, known: Known) -> bool:
    name = _last_name(call.func)
    if name == "notify":
        return _is_safe_notice(call)
    if name == "update" and isinstance(call.func, ast.Attribute):
        return all(known.is_content(arg) or isinstance(arg, ast.Dict | ast.Set | ast.DictComp) for arg in call.args)
    return True


def _is_safe_notice(call: ast.Call) -> bool:
    literal = any(word.arg == "markup" and ast.unparse(word.value) == "False" for word in call.keywords)
    texts = [*call.args[:1], *(word.value for word in call.keywords if word.arg in {"message", "title"})]
    return literal and all(isinstance(text, ast.Call) and _last_name(text.func) == "visible" for text in texts)


def _takes_content(call: ast.Call, known: Known) -> bool:
    texts = [*call.args[:1], *(word.value for word in call.keywords if word.arg in TEXT_KEYWORDS)]
    return all(known.is_content(text) for text in texts)


def _super_inits(made: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(made):
        match node:
            case ast.Call(func=ast.Attribute(attr="__init__", value=ast.Call(func=ast.Name(id="super")))):
                yield node


def _has_init(made: ast.ClassDef) -> bool:
    return any(isinstance(part, ast.FunctionDef) and part.name == "__init__" for part in made.body)


def _last_name(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _is_content_kind(kind: ast.expr | None) -> bool:
    return kind is not None and ast.unparse(kind).strip("'\"") in {"Content", "Content | None"}


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None
