#!/usr/bin/python3
"""Writes what PyTorch computes for the engine's losses; LossGoldenTests.cs and SpecialFunctionsTests.cs compare the engine with it.

    env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE /usr/bin/python3 make_loss_golden.py [folder]

The file, losses.json, lands beside this script unless a folder is given. Written with PyTorch 1.13. Every number comes from a
seeded generator; outputs and targets are 32-bit floats, and everything is computed from them in double precision.

    cases       name; loss: the engine's description of it; outputs [N, C]; labels [N] or targets [N, K]; losses [N], one a row,
                without class weights; mean: over the rows, as the trainer takes it; gradient [N, C] of the mean
    functions   x, and lgamma and digamma of it

Where PyTorch has no such setting it is fed what the setting stands for: targets of a binary cross-entropy are smoothed before
they go in, and the parameters of a distribution are made from outputs by softplus, with the engine's floor.
"""

import json
import pathlib
import sys

import torch
from torch import distributions
from torch.nn import functional

FLOOR = 1e-6


def positive(x):
    return functional.softplus(x, threshold=1e9) + FLOOR


def draw(generator, rows, columns, spread=3.0):
    """Normal 32-bit floats of few digits, widened."""
    values = torch.randn(rows, columns, generator=generator) * spread
    return ((values * 1024).round() / 1024).double()


def case(name, loss, outputs, rows_of, labels=None, targets=None, weights=None):
    """rows_of(outputs) gives the loss of each row."""
    outputs = outputs.clone().requires_grad_(True)
    losses = rows_of(outputs)
    weights = torch.ones_like(losses) if weights is None else weights
    mean = (losses * weights).sum() / weights.sum()
    mean.backward()
    result = dict(
        name=name, loss=loss, outputs=numbers(outputs), losses=numbers(losses), mean=float(mean), gradient=numbers(outputs.grad))
    if labels is not None:
        result["labels"] = labels.tolist()
    if targets is not None:
        result["targets"] = numbers(targets)
    return result


def numbers(tensor):
    """Nested lists, 12 digits: more than any 32-bit float has."""
    values = tensor.detach().tolist()
    return [[float(f"{x:.12g}") for x in v] if isinstance(v, list) else float(f"{v:.12g}") for v in values]


def cross_entropy_cases(generator):
    def one(name, rows, classes, smoothing, weights):
        outputs = draw(generator, rows, classes)
        labels = torch.randint(0, classes, (rows,), generator=generator)
        loss = dict(type="crossEntropy", labelSmoothing=smoothing, classWeights=weights)
        weight = None if weights is None else torch.tensor(weights, dtype=torch.float64)[labels]
        result = case(
            name, loss, outputs,
            lambda x: functional.cross_entropy(x, labels, reduction="none", label_smoothing=smoothing), labels=labels,
            weights=weight)
        # The mean by PyTorch's own rule; with smoothing and weights at once its rule is another, see CrossEntropyLoss.
        own = functional.cross_entropy(
            outputs, labels, label_smoothing=smoothing, weight=None if weights is None else torch.tensor(weights).double())
        same = abs(float(own) - result["mean"]) < 1e-12
        assert same == (smoothing == 0 or weights is None), name
        return result

    weights = [0.5, 2.0, 1.0, 0.0, 3.25]
    yield one("cross entropy", 4, 5, 0.0, None)
    yield one("cross entropy of one class", 2, 1, 0.0, None)
    yield one("cross entropy, smoothed", 4, 5, 0.125, None)
    yield one("cross entropy, weighted", 8, 5, 0.0, weights)
    yield one("cross entropy, smoothed and weighted", 8, 5, 0.25, weights)
    yield one("cross entropy, wide", 2, 75, 0.0, None)
    yield one("cross entropy, wide and smoothed", 2, 75, 0.1, None)


def binary_cases(generator):
    for name, smoothing, weight, hard in (
            ("binary", 0.0, 1.0, True), ("binary, soft targets", 0.0, 1.0, False), ("binary, weighted", 0.0, 2.5, True),
            ("binary, weighted and smoothed", 0.25, 0.5, True)):
        outputs = draw(generator, 4, 3)
        targets = torch.rand(4, 3, generator=generator)
        targets = (targets > 0.5).double() if hard else ((targets * 256).round() / 256).double()
        smoothed = targets * (1 - smoothing) + 0.5 * smoothing
        loss = dict(type="binaryCrossEntropy", labelSmoothing=smoothing, positiveWeight=weight)
        yield case(
            name, loss, outputs,
            lambda z: functional.binary_cross_entropy_with_logits(
                z, smoothed, pos_weight=torch.full((3,), weight, dtype=torch.float64), reduction="none").mean(1),
            targets=targets)


def point_cases(generator):
    for name, loss, rule in (
            ("squared", dict(type="meanSquared"), functional.mse_loss),
            ("absolute", dict(type="meanAbsolute"), functional.l1_loss),
            ("huber", dict(type="huber"), functional.huber_loss),
            ("huber, wide bend", dict(type="huber", delta=2.5),
             lambda y, t, reduction: functional.huber_loss(y, t, reduction=reduction, delta=2.5))):
        outputs, targets = draw(generator, 4, 3), draw(generator, 4, 3)
        yield case(name, loss, outputs, lambda y: rule(y, targets, reduction="none").mean(1), targets=targets)


def distribution_cases(generator):
    outputs, targets = draw(generator, 4, 6), draw(generator, 4, 3)
    yield case(
        "gaussian", dict(type="gaussian"), outputs,
        lambda x: functional.gaussian_nll_loss(
            x[:, :3], targets, positive(x[:, 3:]) ** 2, full=True, eps=1e-12, reduction="none").mean(1),
        targets=targets)

    outputs, targets = draw(generator, 6, 9), draw(generator, 6, 3, 6.0)
    yield case(
        "student t", dict(type="studentT"), outputs,
        lambda x: -distributions.StudentT(
            2 + functional.softplus(x[:, 6:], threshold=1e9), x[:, :3], positive(x[:, 3:6])).log_prob(targets).mean(1),
        targets=targets)

    outputs, targets = draw(generator, 6, 6), torch.randint(0, 12, (6, 3), generator=generator).double()
    targets[0, 0] = 0
    targets[5, 1] = 1500

    def negative_binomial(x):
        mean, dispersion = positive(x[:, :3]), positive(x[:, 3:])
        law = distributions.NegativeBinomial(1 / dispersion, logits=(dispersion * mean).log())
        assert float((law.mean - mean).abs().max()) < 1e-9
        return -law.log_prob(targets).mean(1)

    yield case("negative binomial", dict(type="negativeBinomial"), outputs, negative_binomial, targets=targets)


def function_values():
    x = [1e-300, 1e-8, 1e-3, 0.1, 0.25, 0.5, 0.75, 1, 1.25, 1.4616321449683623, 1.5, 2, 2.5, 3, 4.75, 7, 9, 9.999, 10, 10.001,
         11.5, 17, 33.25, 100, 171.5, 1000, 12345.678, 1e6, 1e9, 1e15]
    values = torch.tensor(x, dtype=torch.float64)
    return dict(x=x, lgamma=torch.lgamma(values).tolist(), digamma=torch.digamma(values).tolist())


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent)
    torch.set_num_threads(1)
    generator = torch.Generator().manual_seed(5)
    cases = [*cross_entropy_cases(generator), *binary_cases(generator), *point_cases(generator), *distribution_cases(generator)]
    content = dict(layout=1, pytorch=torch.__version__, functions=function_values(), cases=cases)
    path = folder / "losses.json"
    # A line a case.
    text = json.dumps(content, separators=(",", ":")).replace('{"name"', '\n{"name"')
    path.write_text(text + "\n")
    print(f"{path}: {path.stat().st_size:,} bytes, {len(cases)} cases")


if __name__ == "__main__":
    main()
