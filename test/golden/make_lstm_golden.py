#!/usr/bin/python3
"""Writes what PyTorch computes for two small recurrent classifiers; LstmGoldenTests.cs compares the engine with it.

    env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE /usr/bin/python3 make_lstm_golden.py [folder]

The files land beside this script unless a folder is given. Written with PyTorch 1.13; only modules that are older are used, and
every random number comes from a seeded generator, so another version gives the same files but for the last bits.

Two cases, both on sequences of varying length, packed and sorted by falling length:

    lstm_unidirectional    Embedding, LSTM, Linear; gradients clipped in the first steps and not in the last
    lstm_bidirectional     Embedding, bidirectional LSTM, bidirectional LSTM, Linear; clip norm out of reach

Everything is computed in double precision from 32-bit parameters, and rounded to 32 bits when written: the values are PyTorch's
to the last bit that fits, and the difference to the engine is the engine's own.

A file is one safetensors blob (https://github.com/huggingface/safetensors), floats only:

    tokens [B, T]            0 past a sequence's end
    lengths [B]              falling
    labels [B]
    initial.<parameter>      before training
    logits [B, C], loss [1]  with the initial parameters
    gradient.<parameter>     of the loss, before clipping
    norms [3]                the gradient's global norm before clipping, in each step
    step<k>.<parameter>      after the k-th step of Adam, k = 1, 2, 3
    step<k>.loss [1]         with those parameters

Metadata: network (the engine's description, JSON), learning_rate, clip_norm, and the versions of PyTorch and this layout.

Parameters bear the engine's names: the layer's number, then PyTorch's name. PyTorch's LSTM has two biases that are only ever
added up; the engine has one. Here bias_hh is zero and frozen, and bias_ih is the engine's bias_l0.
"""

import json
import pathlib
import struct
import sys

import torch
from torch import nn
from torch.nn.utils import clip_grad_norm_
from torch.nn.utils.rnn import pack_padded_sequence

STEPS = 3

CASES = {
    "lstm_unidirectional": dict(
        seed=3, vocabulary=11, size=5, hidden=[7], bidirectional=False, classes=4,
        lengths=[9, 9, 7, 6, 6, 6, 4, 3, 2, 1, 1], learning_rate=0.1, clip_norm=0.15),
    # 37 sequences: the engine deals them to two shards.
    "lstm_bidirectional": dict(
        seed=2, vocabulary=9, size=4, hidden=[6, 5], bidirectional=True, classes=3,
        lengths=[8] * 6 + [7] * 4 + [6] * 3 + [5] * 5 + [4] * 4 + [3] * 7 + [2] * 3 + [1] * 5,
        learning_rate=3e-2, clip_norm=5.0),
}


class Classifier(nn.Module):
    """Token sequences to logits: the network that the engine calls Embedding, LSTM, …, Dense."""

    def __init__(self, vocabulary, size, hidden, bidirectional, classes):
        super().__init__()
        directions = 2 if bidirectional else 1
        widths = [size] + [h * directions for h in hidden]
        self.embedding = nn.Embedding(vocabulary, size, padding_idx=0)
        self.lstms = nn.ModuleList(
            nn.LSTM(features, h, batch_first=True, bidirectional=bidirectional) for features, h in zip(widths, hidden))
        self.linear = nn.Linear(widths[-1], classes)
        for name, parameter in self.lstms.named_parameters():
            if ".bias_hh" in name:
                nn.init.zeros_(parameter)
                parameter.requires_grad_(False)

    def forward(self, tokens, lengths):
        value = pack_padded_sequence(self.embedding(tokens), lengths, batch_first=True)
        for lstm in self.lstms:
            value, (last_hidden, _) = lstm(value)
        # [directions, B, H]: the last state of each direction, side by side.
        return self.linear(torch.cat(list(last_hidden), dim=1))

    def engine_parameters(self):
        """(engine's name, parameter) of all that is trained."""
        yield "0.weight", self.embedding.weight
        for layer, lstm in enumerate(self.lstms, start=1):
            for name, parameter in lstm.named_parameters():
                if parameter.requires_grad:
                    yield f"{layer}." + name.replace("bias_ih", "bias"), parameter
        for name, parameter in self.linear.named_parameters():
            yield f"{len(self.lstms) + 1}.{name}", parameter


def describe(vocabulary, size, hidden, bidirectional, classes):
    """The engine's description of the same network: every LSTM but the last returns all steps."""
    lstms = [
        dict(type="lstm", hiddenSize=h, options=dict(bidirectional=bidirectional, returnSequences=i < len(hidden) - 1))
        for i, h in enumerate(hidden)]
    embedding = dict(type="embedding", vocabulary=vocabulary, size=size)
    return dict(features=None, layers=[embedding, *lstms, dict(type="dense", units=classes, options={})])


def draw_data(vocabulary, classes, lengths, generator):
    tokens = torch.zeros(len(lengths), max(lengths), dtype=torch.int64)
    for b, length in enumerate(lengths):
        tokens[b, :length] = torch.randint(1, vocabulary, (length,), generator=generator)
    labels = torch.randint(0, classes, (len(lengths),), generator=generator)
    return tokens, torch.tensor(lengths), labels


def run_case(seed, vocabulary, size, hidden, bidirectional, classes, lengths, learning_rate, clip_norm):
    """(metadata, tensors by name) of one case."""
    torch.manual_seed(seed)
    shape = dict(vocabulary=vocabulary, size=size, hidden=hidden, bidirectional=bidirectional, classes=classes)
    # Drawn as 32-bit floats, which the engine can hold, and widened.
    model = Classifier(**shape).double()
    tokens, lengths, labels = draw_data(vocabulary, classes, lengths, torch.Generator().manual_seed(seed))

    trained = dict(model.engine_parameters())
    adam = torch.optim.Adam(trained.values(), lr=learning_rate)
    tensors = dict(tokens=tokens, lengths=lengths, labels=labels)

    def keep(prefix, values):
        tensors.update({f"{prefix}.{name}": value.detach().clone() for name, value in values})

    def loss_now():
        logits = model(tokens, lengths)
        return logits, nn.functional.cross_entropy(logits, labels)

    keep("initial", trained.items())
    norms = []
    for step in range(1, STEPS + 1):
        adam.zero_grad()
        logits, loss = loss_now()
        loss.backward()
        if step == 1:
            tensors.update(logits=logits.detach(), loss=loss.detach().reshape(1))
            keep("gradient", ((name, parameter.grad) for name, parameter in trained.items()))
        norms.append(float(clip_grad_norm_(list(trained.values()), clip_norm)))
        adam.step()
        keep(f"step{step}", trained.items())
        tensors[f"step{step}.loss"] = loss_now()[1].detach().reshape(1)
    # Adam forgives a factor that stays: only where some steps are clipped and others are not does clipping show in the result.
    assert norms[0] < clip_norm or norms[0] > 1.2 * clip_norm > norms[-1], f"the clip norm tests nothing: norms {norms}"
    tensors["norms"] = torch.tensor(norms, dtype=torch.float64)

    assert all(float(p.abs().max()) == 0 for n, p in model.lstms.named_parameters() if ".bias_hh" in n)
    metadata = dict(
        layout="1",
        pytorch=torch.__version__,
        network=json.dumps(describe(**shape)),
        learning_rate=repr(learning_rate),
        clip_norm=repr(clip_norm))
    return metadata, tensors


def write_safetensors(path, metadata, tensors):
    """u64 length of the header, header (JSON, padded with spaces to a multiple of 8), data; all little-endian."""
    header = {"__metadata__": metadata}
    data = b""
    for name, tensor in tensors.items():
        values = tensor.double().flatten().tolist()
        start = len(data)
        data += struct.pack(f"<{len(values)}f", *values)
        header[name] = dict(dtype="F32", shape=list(tensor.shape), data_offsets=[start, len(data)])
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent)
    torch.set_num_threads(1)
    for name, case in CASES.items():
        metadata, tensors = run_case(**case)
        path = folder / f"{name}.safetensors"
        write_safetensors(path, metadata, tensors)
        norms = ", ".join(f"{n:.4f}" for n in tensors["norms"].tolist())
        print(f"{path}: {path.stat().st_size:,} bytes, loss {float(tensors['loss']):.5f}, norms {norms}")


if __name__ == "__main__":
    main()
