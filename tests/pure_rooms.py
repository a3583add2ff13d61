"""A contract for import-linter: rooms whose modules reach no framework, not even by a detour.

type = "pure_rooms"
frameworks = ["django"]
rooms = ["suche.german"]            # with all that lies below, also what is added later
doors = ["suche.german.loading"]    # may reach a framework; nothing else in a room may import one
"""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class PureRooms(Contract):
    frameworks = fields.ListField(subfield=fields.StringField())
    rooms = fields.ListField(subfield=fields.StringField())
    doors = fields.ListField(subfield=fields.StringField(), required=False, default=[])

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        doors = {module for door in self.doors for module in _below(graph, door)}  # type: ignore[attr-defined]
        inside = {module for room in self.rooms for module in _below(graph, room)} - doors  # type: ignore[attr-defined]
        chains = [
            chain
            for module in sorted(inside)
            for framework in self.frameworks  # type: ignore[attr-defined]
            if (chain := graph.find_shortest_chain(module, framework))
        ]
        return ContractCheck(kept=not chains, metadata={"chains": chains})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for chain in check.metadata["chains"]:
            output.print_error(" -> ".join(chain))


def _below(graph: ImportGraph, name: str) -> set[str]:
    """The module and all below it. A name that is gone is a mistake in the contract."""
    if name not in graph.modules:
        raise ValueError(f"pure_rooms: {name} gibt es nicht.")
    return {name, *graph.find_descendants(name)}
