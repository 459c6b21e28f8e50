"""A page's template, and all that it extends, includes and calls, as one tree.

Small templates are good to read and to override, and slow: each include makes a context, each macro a call, each
block passes its text on. Written into one another by name, as Jinja would do it while rendering, they become one
function that says the same in a quarter of the time. What cannot be written in so is refused, and rendered as
it stands.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

AnyNode = TypeVar("AnyNode", bound=nodes.Node)

Parse = Callable[[str], nodes.Template]
"""The tree of a template by its name."""

DEEPEST = 20
"""Levels of templates within templates; one that calls itself has no end."""


class NotFlatError(Exception):
    """A template does something that cannot be written in."""


def flatten(name: str, parse: Parse) -> nodes.Template:
    """The whole of a page template; raises NotFlatError where it must be rendered as it stands."""
    lineage = [_copy(parse(name))]
    while parent := _parent(lineage[-1]):
        if len(lineage) > DEEPEST:
            raise NotFlatError
        lineage.append(_copy(parse(parent)))
    blocks: dict[str, tuple[nodes.Block, _Macros]] = {}
    for tree in lineage:
        macros = _macros_of(tree, parse)
        for block in tree.find_all(nodes.Block):
            blocks.setdefault(block.name, (block, macros))
    root = lineage[-1]
    writer = _Writer(parse, blocks, _macros_of(root, parse), 0)
    return nodes.Template(writer.write(root.body), lineno=1)


def _parent(tree: nodes.Template) -> str:
    """The name of the template that this one extends, or empty."""
    extended = [node.template for node in tree.find_all(nodes.Extends)]
    return _constant(extended[0]) if extended else ""


def _constant(expression: nodes.Expr) -> str:
    if isinstance(expression, nodes.Const) and isinstance(expression.value, str):
        return expression.value
    raise NotFlatError


class _Macro:
    """A macro, and the macros that it can call itself."""

    def __init__(self, node: nodes.Macro, known: "_Macros") -> None:
        self.node = node
        self.known = known


_Macros = dict[str, _Macro]


def _macros_of(tree: nodes.Template, parse: Parse, depth: int = 0) -> _Macros:
    """What a template defines and imports by name at its top; anything else that it sets there is not flat."""
    if depth > DEEPEST:
        raise NotFlatError
    macros: _Macros = {}
    for node in tree.body:
        if isinstance(node, nodes.Macro):
            macros[node.name] = _Macro(node, macros)
        elif isinstance(node, nodes.FromImport):
            macros |= _imported(node, parse, depth)
        elif isinstance(node, nodes.Assign | nodes.AssignBlock | nodes.Import):
            raise NotFlatError
    return macros


def _imported(node: nodes.FromImport, parse: Parse, depth: int) -> _Macros:
    if node.with_context:
        raise NotFlatError
    there = _macros_of(parse(_constant(node.template)), parse, depth + 1)
    pairs = [(name, name) if isinstance(name, str) else name for name in node.names]
    if any(name not in there for name, _ in pairs):
        raise NotFlatError
    return {alias: there[name] for name, alias in pairs}


class _Writer(NodeTransformer):
    """Writes included templates, blocks and called macros into the body of one template."""

    def __init__(
        self, parse: Parse, blocks: Mapping[str, tuple[nodes.Block, _Macros]], macros: _Macros, depth: int
    ) -> None:
        if depth > DEEPEST:
            raise NotFlatError
        self._parse = parse
        self._blocks = blocks
        self._macros = macros
        self._depth = depth

    def write(self, body: Sequence[nodes.Node]) -> list[nodes.Node]:
        """The statements, with everything that they name written in."""
        written: list[nodes.Node] = []
        for node in body:
            result = self.visit(node)
            written += result if isinstance(result, list) else [result] if result else []
        return written

    def _within(self, body: Sequence[nodes.Node], macros: _Macros) -> nodes.Scope:
        inner = _Writer(self._parse, self._blocks, macros, self._depth + 1)
        return nodes.Scope(inner.write(body), lineno=1)

    def generic_visit(self, node: nodes.Node, *args: object, **kwargs: object) -> nodes.Node:
        """Go on below; what calls a macro in the middle of an expression is not flat."""
        if self._called(node) or _calls(node) in ("super", "caller"):
            raise NotFlatError
        if isinstance(node, nodes.For) and any(node.find_all(nodes.Block)):
            raise NotFlatError
        return super().generic_visit(node, *args, **kwargs)

    def visit_Block(self, node: nodes.Block) -> nodes.Node:  # noqa: N802
        """A block is what the most derived template has of that name."""
        block, macros = self._blocks[node.name]
        return self._within(_copies(block.body), macros)

    def visit_Include(self, node: nodes.Include) -> nodes.Node:  # noqa: N802
        """An included template stands where it is included."""
        if node.ignore_missing or not node.with_context:
            raise NotFlatError
        tree = _copy(self._parse(_constant(node.template)))
        if any(tree.find_all((nodes.Extends, nodes.Block))) or any(map(_names_outer_loop, tree.body)):
            raise NotFlatError
        return self._within(tree.body, {**self._macros, **_macros_of(tree, self._parse)})

    def visit_FromImport(self, node: nodes.FromImport) -> None:  # noqa: N802
        """An import says what the names after it mean."""
        self._macros = self._macros | _imported(node, self._parse, self._depth)

    def visit_Macro(self, node: nodes.Macro) -> None:  # noqa: N802
        """A macro is written where it is called."""
        if node.name not in self._macros:
            raise NotFlatError

    def visit_Extends(self, node: nodes.Extends) -> None:  # noqa: N802
        """The lineage was followed before."""

    def visit_Output(self, node: nodes.Output) -> list[nodes.Node]:  # noqa: N802
        """What is printed, the calls of macros among it as their bodies."""
        written: list[nodes.Node] = []
        for part in node.nodes:
            macro = self._called(part)
            if isinstance(part, nodes.Call) and macro:
                written.append(self._write_call(part, macro))
            else:
                written.append(nodes.Output([self.visit(part)], lineno=node.lineno))
        return list(_joined(written))

    def _called(self, node: nodes.Node) -> _Macro | None:
        return self._macros.get(_calls(node))

    def _write_call(self, call: nodes.Call, macro: _Macro) -> nodes.Node:
        """The body of a macro, behind the assignment of its parameters."""
        node = macro.node
        if call.dyn_args or call.dyn_kwargs or _free_names(node) - macro.known.keys():
            raise NotFlatError
        names = [parameter.name for parameter in node.args]
        values: dict[str, nodes.Expr] = dict(
            zip(names[-len(node.defaults) or len(names) :], node.defaults, strict=False)
        )
        values |= dict(zip(names, call.args, strict=False))
        values |= {pair.key: pair.value for pair in call.kwargs}
        if values.keys() != set(names) or len(call.args) > len(names):
            raise NotFlatError
        inner = _Writer(self._parse, {}, macro.known, self._depth + 1)
        body = inner.write(_copies(node.body))
        if names:
            stored: list[nodes.Expr] = [nodes.Name(name, "store") for name in names]
            given = [self.visit(_copy(values[name])) for name in names]
            body = [
                nodes.Assign(nodes.Tuple(stored, "store"), nodes.Tuple(given, "load"), lineno=call.lineno),
                *body,
            ]
        return nodes.Scope(body, lineno=call.lineno)


def _calls(node: nodes.Node) -> str:
    """The name that an expression calls, or empty."""
    return node.node.name if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) else ""


def _free_names(macro: nodes.Macro) -> set[str]:
    """What a macro names beside its parameters and what it sets itself."""
    names = list(macro.find_all(nodes.Name))
    own = {name.name for name in names if name.ctx in ("param", "store")}
    if not any(map(_names_outer_loop, macro.body)):
        own.add("loop")
    return {name.name for name in names} - own


def _names_outer_loop(node: nodes.Node) -> bool:
    """Whether a statement means the loop around it, which an included template and a macro do not see."""
    if isinstance(node, nodes.For):
        return False
    return (isinstance(node, nodes.Name) and node.name == "loop") or any(
        map(_names_outer_loop, node.iter_child_nodes())
    )


def _joined(statements: Sequence[nodes.Node]) -> Iterator[nodes.Node]:
    """Neighbouring outputs as one."""
    parts: list[nodes.Expr] = []
    lineno = 1
    for node in statements:
        if isinstance(node, nodes.Output):
            parts += node.nodes
            lineno = node.lineno
            continue
        if parts:
            yield nodes.Output(parts, lineno=lineno)
            parts = []
        yield node
    if parts:
        yield nodes.Output(parts, lineno=lineno)


def _copies(body: Sequence[nodes.Node]) -> list[nodes.Node]:
    return [_copy(node) for node in body]


def _copy(node: AnyNode) -> AnyNode:
    """A tree of its own: writing into one changes it."""
    fields = [_copied(getattr(node, field)) for field in node.fields]
    return type(node)(*fields, **{name: getattr(node, name) for name in node.attributes})


def _copied(value: object) -> object:
    if isinstance(value, nodes.Node):
        return _copy(value)
    return [_copied(item) for item in value] if isinstance(value, list) else value
