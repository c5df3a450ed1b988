#!/usr/bin/env python3
"""The character model of CharacterModel.cs in PyTorch: the same first parameters, the same batches, the same optimizer.

    pytorch_char.py TEXT WEIGHTS --readers=32 --truncation=64 --steps=1000 --learning-rate=0.002 --clip-norm=5

WEIGHTS is a safetensors file as the engine writes it: <n>.weight_ih_l0, <n>.weight_hh_l0, <n>.bias_l0 of the LSTM, <m>.weight and
<m>.bias of the dense layer. The engine's LSTM has one bias; PyTorch's second one is zero here, and frozen.

Prints one line, {"loss": validation loss in nats, "seconds": time of training}.
"""

import argparse
import array
import json
import os
import struct
import sys
import time

import torch
from torch import nn
from torch.nn.functional import cross_entropy, one_hot
from torch.nn.utils import clip_grad_norm_


def read_weights(path):
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        data = file.read()
    tensors = {}
    for name, entry in header.items():
        if name != "__metadata__":
            values = array.array("f", data[slice(*entry["data_offsets"])])
            if sys.byteorder != "little":
                values.byteswap()
            # Without the layer's number: each of these names stands once in the file.
            tensors[name.split(".", 1)[1]] = torch.tensor(values.tolist()).reshape(entry["shape"])
    return tensors


def read_text(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        text = file.read()
    alphabet = {character: i for i, character in enumerate(sorted(set(text)))}
    return torch.tensor([alphabet[character] for character in text]), len(alphabet)


class Streams:
    """See CharacterStreams.cs."""

    def __init__(self, text, readers, steps):
        self.part = len(text) // readers
        self.text = text[:readers * self.part].reshape(readers, self.part)
        self.steps = steps
        self.batches = (self.part - 1) // steps
        self.next = 0

    def move_next(self):
        start = self.next * self.steps
        self.next = (self.next + 1) % self.batches
        end = start + self.steps
        return self.text[:, start:end], self.text[:, start + 1:end + 1], start == 0


class Model(nn.Module):
    def __init__(self, weights, classes):
        super().__init__()
        self.classes = classes
        hidden = weights["weight_hh_l0"].shape[1]
        self.lstm = nn.LSTM(classes, hidden, batch_first=True)
        self.head = nn.Linear(hidden, classes)
        with torch.no_grad():
            self.lstm.weight_ih_l0.copy_(weights["weight_ih_l0"])
            self.lstm.weight_hh_l0.copy_(weights["weight_hh_l0"])
            self.lstm.bias_ih_l0.copy_(weights["bias_l0"])
            self.lstm.bias_hh_l0.zero_()
            self.head.weight.copy_(weights["weight"])
            self.head.bias.copy_(weights["bias"])
        self.lstm.bias_hh_l0.requires_grad_(False)

    def forward(self, x, labels, state):
        states, state = self.lstm(one_hot(x, self.classes).float(), state)
        loss = cross_entropy(self.head(states).flatten(0, 1), labels.flatten())
        return loss, tuple(s.detach() for s in state)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("text")
    parser.add_argument("weights")
    parser.add_argument("--readers", type=int, required=True)
    parser.add_argument("--truncation", type=int, required=True)
    parser.add_argument("--steps", type=int, required=True)
    parser.add_argument("--learning-rate", type=float, required=True)
    parser.add_argument("--clip-norm", type=float, required=True)
    options = parser.parse_args()
    torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))

    text, classes = read_text(options.text)
    training = len(text) // 10 * 9
    model = Model(read_weights(options.weights), classes)
    parameters = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.Adam(parameters, lr=options.learning_rate)

    start = time.perf_counter()
    streams = Streams(text[:training], options.readers, options.truncation)
    state = None
    for _ in range(options.steps):
        x, labels, is_first = streams.move_next()
        optimizer.zero_grad(set_to_none=True)
        loss, state = model(x, labels, None if is_first else state)
        loss.backward()
        clip_grad_norm_(parameters, options.clip_norm)
        optimizer.step()
    seconds = time.perf_counter() - start

    streams = Streams(text[training:], options.readers, options.truncation)
    state = None
    total = 0.0
    with torch.no_grad():
        for _ in range(streams.batches):
            x, labels, _ = streams.move_next()
            loss, state = model(x, labels, state)
            total += loss.item()
    print(json.dumps({"loss": total / streams.batches, "seconds": seconds}))


if __name__ == "__main__":
    main()
