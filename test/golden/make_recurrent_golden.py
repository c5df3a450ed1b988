#!/usr/bin/python3
"""Writes what PyTorch computes for one layer of each recurrent kind; RecurrentGoldenTests.cs compares the engine with it.

    env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE /usr/bin/python3 make_recurrent_golden.py [folder]

The file lands beside this script unless a folder is given. Written with PyTorch 1.13; every random number comes from a seeded
generator. Everything is computed in double precision from 32-bit parameters, and rounded to 32 bits when written.

recurrent.safetensors, floats only; sequences of varying length, packed and sorted by falling length:

    lengths [B]                      falling
    features [N, F]                  sequence after sequence, without padding
    <case>.targets [N, D·R]          one row a step
    <case>.initial.<parameter>       under the engine's names
    <case>.output [N, D·R]           sequence after sequence
    <case>.loss [1]                  mean squared error over all numbers
    <case>.gradient.<parameter>      of the loss
    <case>.gradient.features [N, F]

Metadata: for each case the engine's description, JSON, under the case's name; pytorch, layout.

PyTorch has two biases, b_ih and b_hh. Where they are only ever added up the engine has one, and here b_hh is zero. A GRU's
candidate has b_hn inside the reset: the engine's bias_l0 is b_ih, with b_hh's parts for r and z added, and bias_hn_l0 is b_hh's
part for n.
"""

import json
import pathlib
import sys

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from make_lstm_golden import write_safetensors

FEATURES = 4
LENGTHS = [7, 7, 5, 4, 4, 2, 1, 1]

# The engine's layer, its options, and PyTorch's module.
CASES = {
    "gru": ("gru", 6, dict(), lambda **o: nn.GRU(FEATURES, 6, **o)),
    "gru_bidirectional": ("gru", 5, dict(bidirectional=True), lambda **o: nn.GRU(FEATURES, 5, bidirectional=True, **o)),
    "rnn_tanh": ("simpleRnn", 6, dict(), lambda **o: nn.RNN(FEATURES, 6, **o)),
    "rnn_relu": ("simpleRnn", 5, dict(bidirectional=True, activation="relu"),
                 lambda **o: nn.RNN(FEATURES, 5, nonlinearity="relu", bidirectional=True, **o)),
    "lstm_projected": ("lstm", 6, dict(projectionSize=3), lambda **o: nn.LSTM(FEATURES, 6, proj_size=3, **o)),
    "lstm_projected_bidirectional": ("lstm", 5, dict(bidirectional=True, projectionSize=2),
                                     lambda **o: nn.LSTM(FEATURES, 5, proj_size=2, bidirectional=True, **o)),
}


def is_gru(module):
    return isinstance(module, nn.GRU)


def engine_arrays(module, value):
    """(engine's name, array): value gives what to write for one of PyTorch's parameters, its values or its gradient."""
    for name, parameter in module.named_parameters():
        if name.startswith("bias_ih"):
            yield name.replace("bias_ih", "bias"), value(parameter)
        elif not name.startswith("bias_hh"):
            yield name, value(parameter)
        elif is_gru(module):
            yield name.replace("bias_hh", "bias_hn"), value(parameter)[2 * module.hidden_size:]


def run_case(module, padded, lengths, steps, generator):
    with torch.no_grad():
        for name, parameter in module.named_parameters():
            drawn = torch.rand(parameter.shape, generator=generator) * 1.2 - 0.6
            if name.startswith("bias_hh"):
                drawn[: 2 * module.hidden_size if is_gru(module) else None] = 0
            parameter.copy_(drawn.float().double())
    inputs = padded.clone().requires_grad_(True)
    packed = pack_padded_sequence(inputs, lengths, batch_first=True)
    output = pad_packed_sequence(module(packed)[0], batch_first=True)[0]
    rows = output[steps]
    targets = (torch.rand(rows.shape, generator=generator) * 2 - 1).float().double()
    loss = nn.functional.mse_loss(rows, targets)
    loss.backward()
    tensors = dict(targets=targets, output=rows.detach(), loss=loss.detach().reshape(1))
    tensors.update({f"initial.0.{name}": array.detach() for name, array in engine_arrays(module, lambda p: p)})
    tensors.update({f"gradient.0.{name}": array for name, array in engine_arrays(module, lambda p: p.grad)})
    tensors["gradient.features"] = inputs.grad[steps]
    return tensors


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent)
    torch.set_num_threads(1)
    generator = torch.Generator().manual_seed(1)
    lengths = torch.tensor(LENGTHS)
    steps = torch.arange(max(LENGTHS))[None, :] < lengths[:, None]
    padded = (torch.rand(len(LENGTHS), max(LENGTHS), FEATURES, generator=generator) * 2 - 1).float().double() * steps[:, :, None]
    tensors = dict(lengths=lengths, features=padded[steps])
    metadata = dict(layout="1", pytorch=torch.__version__)
    for name, (layer, hidden, options, module) in CASES.items():
        description = dict(type=layer, hiddenSize=hidden, options=dict(options, returnSequences=True))
        metadata[name] = json.dumps(dict(features=FEATURES, layers=[description]))
        case = run_case(module(batch_first=True).double(), padded, lengths, steps, generator)
        tensors.update({f"{name}.{key}": value for key, value in case.items()})
    path = folder / "recurrent.safetensors"
    write_safetensors(path, metadata, tensors)
    print(f"{path}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
