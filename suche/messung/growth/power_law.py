"""cost = factor * pages ** exponent, through measured points. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

SMALLEST = 0.1  # ms: below it a clock measures itself


@dataclass(frozen=True)
class PowerLaw:
    """`exponent`: 0 is a cost that does not grow, 1 one that grows with the number of pages."""

    factor: float
    exponent: float

    def at(self, pages: float) -> float:
        """The cost that is to be expected at so many pages."""
        return float(self.factor * pages**self.exponent)


def fit(sizes: Sequence[int], costs: Sequence[float]) -> PowerLaw | None:
    """Least squares over the logarithms; None with fewer than two sizes that were measured."""
    points = [
        (math.log(size), math.log(max(cost, SMALLEST)))
        for size, cost in zip(sizes, costs, strict=True)
        if not math.isnan(cost)
    ]
    if len(points) < 2:
        return None
    middle = [sum(values) / len(points) for values in zip(*points, strict=True)]
    spread = sum((x - middle[0]) ** 2 for x, _ in points)
    exponent = sum((x - middle[0]) * (y - middle[1]) for x, y in points) / spread
    return PowerLaw(math.exp(middle[1] - exponent * middle[0]), exponent)


def linear_at(sizes: Sequence[int], costs: Sequence[float], pages: int) -> float:
    """Returns the cost at so many pages if a fixed part stays and the rest grows with their number,
    reckoned from the first and the last size. It is the more cautious of the two reckonings."""
    slope = max(costs[-1] - costs[0], 0.0) / (sizes[-1] - sizes[0])
    return costs[-1] + slope * (pages - sizes[-1])
