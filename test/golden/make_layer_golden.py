#!/usr/bin/python3
"""Writes what PyTorch computes for convolutions, layer normalization and attention pooling; LayerGoldenTests.cs compares.

    env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE /usr/bin/python3 make_layer_golden.py [folder]

The file, layers.json, lands beside this script unless a folder is given. Written with PyTorch 1.13; every number comes from a
seeded generator. Inputs, weights and slopes are 32-bit floats of few digits, and everything is computed from them in double
precision, one sequence at a time.

    cases   name; network: the engine's description, JSON; parameters {name: numbers}; and, one a sequence,
            inputs [T][F], outputs, slopes (the loss is Σ slopes·outputs), input_gradients; gradients {name: numbers}

Convolutions are padded by hand: causal by (k - 1)·d zeros before the sequence; with "same", by TensorFlow's rule, the larger half
after it. Attention is written out as in Yang et al. 2016.
"""

import json
import math
import pathlib
import sys

import torch
from torch import nn
from torch.nn import functional

FEATURES = 3
LENGTHS = [7, 5, 4, 2, 1]


def draw(generator, *shape):
    return ((torch.randn(*shape, generator=generator) * 256).round() / 256).double()


def convolution(filters, kernel, padding="causal", stride=1, dilation=1):
    shapes = {"0.weight": (filters, FEATURES, kernel), "0.bias": (filters,)}

    def forward(p, x):
        span = (kernel - 1) * dilation + 1
        total = max((math.ceil(len(x) / stride) - 1) * stride + span - len(x), 0)
        before, after = (span - 1, 0) if padding == "causal" else (total // 2, total - total // 2)
        padded = functional.pad(x.T[None], (before, after))
        return functional.conv1d(padded, p["0.weight"], p["0.bias"], stride=stride, dilation=dilation)[0].T

    options = dict(padding=padding, stride=stride, dilation=dilation)
    return [dict(type="conv1D", filters=filters, kernelSize=kernel, options=options)], shapes, forward


def layer_norm():
    shapes = {"0.weight": (FEATURES,), "0.bias": (FEATURES,)}

    def forward(p, x):
        return functional.layer_norm(x, (FEATURES,), p["0.weight"], p["0.bias"], eps=1e-3)

    return [dict(type="layerNorm", epsilon=1e-3)], shapes, forward


def attention(size):
    shapes = {"0.weight": (size, FEATURES), "0.bias": (size,), "0.context": (size,)}

    def forward(p, x):
        scores = torch.tanh(functional.linear(x, p["0.weight"], p["0.bias"])) @ p["0.context"]
        return (torch.softmax(scores, dim=0)[:, None] * x).sum(dim=0, keepdim=True)

    return [dict(type="attentionPooling", size=size)], shapes, forward


CASES = {
    "causal": convolution(4, 3),
    "causal, dilated": convolution(2, 3, dilation=2),
    "causal, stride 2": convolution(2, 3, stride=2),
    "same": convolution(4, 4, padding="same"),
    "same, stride 2": convolution(2, 3, padding="same", stride=2),
    "same, stride 3": convolution(2, 5, padding="same", stride=3),
    "layer norm": layer_norm(),
    "attention": attention(5),
}


def numbers(tensor):
    """Nested lists, 9 digits: what a 32-bit float has."""
    def short(x):
        return [short(y) for y in x] if isinstance(x, list) else float(f"{x:.9g}")
    return short(tensor.detach().tolist())


def run_case(name, layers, shapes, forward, generator):
    parameters = {key: nn.Parameter(draw(generator, *shape)) for key, shape in shapes.items()}
    inputs = [draw(generator, length, FEATURES).requires_grad_(True) for length in LENGTHS]
    outputs = [forward(parameters, x) for x in inputs]
    slopes = [draw(generator, *y.shape) for y in outputs]
    sum((y * s).sum() for y, s in zip(outputs, slopes)).backward()
    return dict(
        name=name,
        network=json.dumps(dict(features=FEATURES, layers=layers)),
        parameters={key: numbers(p.flatten()) for key, p in parameters.items()},
        gradients={key: numbers(p.grad.flatten()) for key, p in parameters.items()},
        inputs=[numbers(x) for x in inputs],
        outputs=[numbers(y) for y in outputs],
        slopes=[numbers(s) for s in slopes],
        input_gradients=[numbers(x.grad) for x in inputs])


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent)
    torch.set_num_threads(1)
    generator = torch.Generator().manual_seed(1)
    cases = [run_case(name, *case, generator) for name, case in CASES.items()]
    path = folder / "layers.json"
    path.write_text(json.dumps(dict(pytorch=torch.__version__, cases=cases), separators=(",", ":")) + "\n")
    print(f"{path}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
