"""The low-rank difference of a taught model to the one it was taught from, as a small file.

Each changed matrix W (out, in) is kept as two factors: W + up @ down, up (out, r), down (r, in),
float16. Found by a singular value decomposition of the difference after training all of W; a
factorised training (LoRA) learned its pairs and forgot the rest (docs/training.md).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from einbettung.exceptions import AdapterInvalid

RANK = 32


@dataclass(frozen=True)
class Adapter:
    """`base`: which model it belongs to. `factors`: name of a weight -> (up, down)."""

    base: str
    factors: dict[str, tuple[np.ndarray, np.ndarray]]

    def added_to(self, weights: Mapping[str, np.ndarray], base: str) -> dict[str, np.ndarray]:
        """Returns the weights with the adapter's difference added. Raises AdapterInvalid if `base`
        is another model than the adapter's."""
        if base != self.base:
            raise AdapterInvalid(f"Sie gehört zu {self.base}, gebraucht wird eine für {base}.")
        changed = dict(weights)
        for name, (up, down) in self.factors.items():
            shape = (up.shape[0], down.shape[1])
            if name not in weights or weights[name].shape != shape:
                raise AdapterInvalid(f"Das Modell hat kein Gewicht {name} der Form {shape}.")
            difference = up.astype(np.float32) @ down.astype(np.float32)
            changed[name] = weights[name] + difference
        return changed


def joined(first: Adapter, second: Adapter) -> Adapter:
    """Returns what both add, as one adapter; its ranks are those of both together. Raises
    AdapterInvalid when they belong to different models."""
    if first.base != second.base:
        raise AdapterInvalid(f"Sie gehört zu {second.base}, gebraucht wird eine für {first.base}.")
    factors = {**second.factors, **first.factors}
    for name in first.factors.keys() & second.factors.keys():
        (up, down), (more_up, more_down) = first.factors[name], second.factors[name]
        factors[name] = np.hstack([up, more_up]), np.vstack([down, more_down])
    return Adapter(first.base, factors)


def difference(
    base: str,
    before: Mapping[str, np.ndarray],
    after: Mapping[str, np.ndarray],
    rank: int = RANK,
    blend: float = 1.0,
) -> Adapter:
    """The best approximation of rank `rank` to `blend` times (`after` - `before`), by matrix."""
    factors = {}
    for name, weight in after.items():
        left, values, right = np.linalg.svd(blend * (weight - before[name]), full_matrices=False)
        root = np.sqrt(values[:rank])
        factors[name] = (
            (left[:, :rank] * root).astype(np.float16),
            (root[:, None] * right[:rank]).astype(np.float16),
        )
    return Adapter(base, factors)


def write_adapter(adapter: Adapter, path: Path) -> None:
    """Writes the adapter as a safetensors file, with the model's name in its metadata. A file that
    was there is replaced at once."""
    from safetensors.numpy import save_file

    tensors = {}
    for name, (up, down) in adapter.factors.items():
        tensors[f"{name}.up"], tensors[f"{name}.down"] = (
            np.ascontiguousarray(up),
            np.ascontiguousarray(down),
        )
    unfinished = path.with_name(f"{path.name}.unfertig")
    save_file(tensors, unfinished, metadata={"base": adapter.base})
    unfinished.chmod(0o644)
    unfinished.replace(path)


def read_adapter(path: Path) -> Adapter:
    """Raises AdapterInvalid when the file is no adapter, holds numbers that are none, or factors
    that cannot be multiplied."""
    from safetensors import SafetensorError
    from safetensors.numpy import load

    try:
        data = path.read_bytes()
        size = int.from_bytes(data[:8], "little")
        base = json.loads(data[8 : 8 + size])["__metadata__"]["base"]
        tensors = load(data)
        names = sorted(name.removesuffix(".up") for name in tensors if name.endswith(".up"))
        factors = {name: (tensors[f"{name}.up"], tensors[f"{name}.down"]) for name in names}
    except (OSError, ValueError, KeyError, TypeError, SafetensorError) as error:
        raise AdapterInvalid(f"{path.name}: {error}") from error
    if not factors or not all(np.isfinite(m).all() for pair in factors.values() for m in pair):
        raise AdapterInvalid(f"{path.name} ist leer oder enthält keine Zahlen.")
    for name, (up, down) in factors.items():
        if not up.ndim == down.ndim == 2 or up.shape[1] != down.shape[0]:
            raise AdapterInvalid(f"{path.name}: Die Teile von {name} passen nicht zueinander.")
    return Adapter(base, factors)
