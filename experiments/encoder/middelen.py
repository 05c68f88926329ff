r"""Take the mean of the weights of encoders that learned on from one another.

Run from the top of the repository::

    python experiments/encoder/middelen.py --models build/encoder/themes build/encoder/next --out build/encoder/mean

Each ends somewhere in the same valley; its middle does better on texts that none has seen than any of them,
at the cost of one (Izmailov et al., 2018, *Averaging weights leads to wider optima and better generalization*).
"""

from __future__ import annotations

import argparse
from pathlib import Path

from e5 import Encoder, load_float, save_float


def mean_of(encoders: list[Encoder]) -> Encoder:
    """Average the weights; the encoders have the same pieces and layers."""
    states = [encoder.state_dict() for encoder in encoders]
    mean = Encoder(encoders[0].word.weight.shape[0])
    # Layers that are the same in all stay so to the last bit, for the storeys share them.
    same = {name: all(state[name].equal(states[0][name]) for state in states) for name in states[0]}
    mean.load_state_dict(
        {name: states[0][name] if same[name] else sum(state[name] for state in states) / len(states) for name in same}
    )
    return mean.eval()


def main() -> None:
    """Read the arguments, average and save."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--models", type=Path, nargs="+", required=True, help="folders of float weights")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    loaded = [load_float(folder) for folder in arguments.models]
    save_float(mean_of([encoder for encoder, _ in loaded]), loaded[0][1], arguments.out)


if __name__ == "__main__":
    main()
