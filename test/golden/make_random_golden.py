#!/usr/bin/python3
"""Prints the first numbers of the engine's seeded random streams, for SeededRandomTests.cs.

Written from the papers' reference algorithms, not from the engine's source, so that both have to agree:
  splitmix64      Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (2014), constants of Vigna's splitmix64.c
  xoshiro256**    Blackman, Vigna, "Scrambled linear pseudorandom number generators" (2018)

A stream is named by (seed, purpose, step, shard). The seed is splitmix64's first state; for each of the other three, the state
becomes splitmix64's next output xor that number. Four more outputs are the state of xoshiro256**.

Run it without arguments; it needs nothing but Python.
"""

MASK = (1 << 64) - 1

STREAMS = [
    (0, 0, 0, 0),
    (1, 0, 0, 0),
    (42, 1, 0, 0),
    (42, 3, 17, 5),
    (-1, 2, -3, 9_000_000_000),
]


def split_mix(state):
    """One step of splitmix64: (new state, output)."""
    state = (state + 0x9E3779B97F4A7C15) & MASK
    z = state
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return state, z ^ (z >> 31)


def rotate_left(x, k):
    return ((x << k) | (x >> (64 - k))) & MASK


def stream(seed, purpose, step, shard):
    """The endless 64-bit outputs of a stream."""
    state = seed & MASK
    for part in (purpose, step, shard):
        state, mixed = split_mix(state)
        state = mixed ^ (part & MASK)
    s = []
    for _ in range(4):
        state, word = split_mix(state)
        s.append(word)
    return xoshiro(s)


def xoshiro(s):
    """xoshiro256** from a state of four words."""
    s = list(s)
    while True:
        yield (rotate_left((s[1] * 5) & MASK, 7) * 9) & MASK
        t = (s[1] << 17) & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotate_left(s[3], 45)


def shuffled(words, count):
    """Fisher and Yates from the end; a word picks j < n as the upper half of word * n."""
    items = list(range(count))
    for i in range(count - 1, 0, -1):
        j = (next(words) * (i + 1)) >> 64
        items[i], items[j] = items[j], items[i]
    return items


def check_published_values():
    """The outputs that the algorithms' other implementations are tested with."""
    state, first = split_mix(1234567)
    assert [first, split_mix(state)[1]] == [6457827717110365317, 3203168211198807973]
    words = xoshiro([1, 2, 3, 4])
    assert [next(words) for _ in range(4)] == [11520, 0, 1509978240, 1215971899390074240]


def main():
    check_published_values()
    for name in STREAMS:
        words = stream(*name)
        print(name, ", ".join(f"0x{next(words):016X}" for _ in range(4)))
    doubles = stream(7, 0, 0, 0)
    print("doubles of seed 7:", ", ".join(repr((next(doubles) >> 11) / (1 << 53)) for _ in range(3)))
    print("shuffle of 12 by seed 7:", shuffled(stream(7, 0, 0, 0), 12))


if __name__ == "__main__":
    main()
