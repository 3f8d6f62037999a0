"""Random numbers that depend on nothing but what they are for: seed, case, task, attempt and purpose.

So two halls that differ in one move see the same applicants with the same work, and what differs is the move (common random
numbers). Each is a 64-bit mix (the finalizer of SplitMix64, G. Steele, D. Lea, C. Flood, 2014) of its coordinates.
"""

from __future__ import annotations

import math

import numpy as np

from jianzheng.lab.kernels import compiled

FIXED, EXPONENTIAL, UNIFORM, LOGNORMAL, GAMMA, SAMPLE = range(6)
"""Kinds of lengths: (a) · mean a · from a to b · exp(normal a, b) · shape a, scale b · one of a sample."""
WORK, HOLDS, AGAIN, LIES = 0, 1, 2, 6
ROW = 4095
"""The attempt that stands for the case as a whole: no piece of work is attempted so often."""
"""What a number is for: the length of the work, whether the condition holds, whether it is sent back, how long it lies."""
GOLDEN = np.uint64(0x9E3779B97F4A7C15)
MIX_A, MIX_B = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
S30, S27, S31, S11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)
UNIT = 1.0 / 9007199254740992.0


@compiled
def mixed(state: np.uint64) -> np.uint64:
    """A 64-bit word thoroughly stirred."""
    state = (state ^ (state >> S30)) * MIX_A
    state = (state ^ (state >> S27)) * MIX_B
    return state ^ (state >> S31)


@compiled
def stream(seed: int, case: int, task: int, attempt: int) -> np.uint64:
    """Where the numbers of one piece of work begin."""
    word = mixed(np.uint64(seed) + GOLDEN)
    word = mixed(word + np.uint64(case) * GOLDEN)
    return mixed(word + np.uint64(task * 4096 + attempt) * GOLDEN)


@compiled
def uniform(word: np.uint64, index: int) -> float:
    """The index-th number of a stream, in [0, 1)."""
    return float(mixed(word + np.uint64(index + 1) * GOLDEN) >> S11) * UNIT


@compiled
def normal(word: np.uint64, index: int) -> float:
    """A standard normal number from two uniform ones (Box and Muller)."""
    first, second = uniform(word, index), uniform(word, index + 1)
    return math.sqrt(-2.0 * math.log(1.0 - first)) * math.cos(2.0 * math.pi * second)


@compiled
def gamma(word: np.uint64, shape: float) -> float:
    """A gamma number of scale 1 (G. Marsaglia, W. Tsang, 2000)."""
    boost = 1.0
    if shape < 1.0:
        boost = math.pow(1.0 - uniform(word, 900), 1.0 / shape)
        shape += 1.0
    d = shape - 1.0 / 3.0
    c = 1.0 / math.sqrt(9.0 * d)
    index = 10
    while True:
        x = normal(word, index)
        v = (1.0 + c * x) ** 3
        u = 1.0 - uniform(word, index + 2)
        if v > 0.0 and math.log(u) < 0.5 * x * x + d - d * v + d * math.log(v):
            return d * v * boost
        index += 3


@compiled
def length(word: np.uint64, kind: int, a: float, b: float) -> float:
    """A length in seconds of any kind but SAMPLE."""
    if kind == EXPONENTIAL:
        return -a * math.log(1.0 - uniform(word, 3))
    if kind == UNIFORM:
        return a + (b - a) * uniform(word, 3)
    if kind == LOGNORMAL:
        return math.exp(a + b * normal(word, 3))
    if kind == GAMMA:
        return gamma(word, a) * b
    return a
