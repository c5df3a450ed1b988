#!/usr/bin/env python3
"""PyTorch as the benchmarks' peer: reads one JSON object a line, answers with one, and does nothing in between.

    {"ask": "hello"}                                      {"text": "PyTorch 1.13.0, 2 threads, …"}
    {"ask": "shape", "cell": "LSTM", "batch": 32, "steps": 64, "input": 64, "hidden": 128, "layers": 1,
     "bidirectional": false}                              {"ready": true}
    {"ask": "run", "work": "Train", "calls": 10}          {"seconds": 0.123}

Work is Train (forward, backward with the input's gradient, clipping by the global norm, Adam), Infer (forward of the batch), or
Row (forward of one sequence). The network is the engine's: recurrent layers, the last states of the last layer side by side, a
linear layer of two, softmax cross-entropy. The end of the input ends this program.
"""

import json
import os
import sys
import time

import torch
from torch import nn
from torch.nn.functional import cross_entropy
from torch.nn.utils import clip_grad_norm_

CELLS = {"LSTM": nn.LSTM, "GRU": nn.GRU, "SimpleRNN": nn.RNN}


class Classifier(nn.Module):
    def __init__(self, cell, inputs, hidden, layers, bidirectional):
        super().__init__()
        self.directions = 2 if bidirectional else 1
        # Time-major, PyTorch's own order and its fastest.
        self.recurrent = CELLS[cell](inputs, hidden, num_layers=layers, bidirectional=bidirectional)
        self.head = nn.Linear(self.directions * hidden, 2)

    def forward(self, x):
        _, state = self.recurrent(x)
        if isinstance(state, tuple):
            state = state[0]
        return self.head(torch.cat(tuple(state[-self.directions:]), dim=1))


class Contender:
    def __init__(self, cell, batch, steps, input, hidden, layers, bidirectional):
        torch.manual_seed(1)
        self.network = Classifier(cell, input, hidden, layers, bidirectional)
        self.parameters = list(self.network.parameters())
        self.optimizer = torch.optim.Adam(self.parameters, lr=1e-3)
        self.x = torch.randn(steps, batch, input, requires_grad=True)
        self.labels = torch.randint(0, 2, (batch,))
        self.row = self.x.detach()[:, :1].contiguous()

    def train(self):
        self.optimizer.zero_grad(set_to_none=True)
        self.x.grad = None
        loss = cross_entropy(self.network(self.x), self.labels)
        loss.backward()
        clip_grad_norm_(self.parameters, 1.0)
        self.optimizer.step()

    def run(self, work, calls):
        if work == "Train":
            self.network.train()
            return self.time(self.train, calls)
        self.network.eval()
        x = self.x.detach() if work == "Infer" else self.row
        with torch.no_grad():
            return self.time(lambda: self.network(x), calls)

    @staticmethod
    def time(function, calls):
        start = time.perf_counter()
        for _ in range(calls):
            function()
        return time.perf_counter() - start


def hello():
    config = torch.__config__.show()
    named = [part for part in ("MKL-DNN v", "BLAS_INFO=", "CPU capability usage: ") if part in config]
    found = [config[config.index(part):].split(",")[0].split(" (")[0].split("\n")[0].strip() for part in named]
    return ", ".join([f"PyTorch {torch.__version__}", f"{torch.get_num_threads()} threads"] + found)


def main():
    torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
    contender = None
    for line in sys.stdin:
        question = json.loads(line)
        ask = question.pop("ask")
        if ask == "hello":
            answer = {"text": hello()}
        elif ask == "shape":
            contender = Contender(**question)
            answer = {"ready": True}
        else:
            answer = {"seconds": contender.run(**question)}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
