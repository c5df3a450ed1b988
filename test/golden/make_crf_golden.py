#!/usr/bin/python3
"""Writes what PyTorch computes for a small BiLSTM-CRF; CrfGoldenTests.cs compares the engine with it.

    env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE /usr/bin/python3 make_crf_golden.py [folder]

The file lands beside this script unless a folder is given. Written with PyTorch 1.13; every random number comes from a seeded
generator. PyTorch has no conditional random field, so the recursions stand here, in log space; every gradient, and the marginals,
are autograd's. Everything is computed in double precision from 32-bit parameters, and rounded to 32 bits when written.

The network is Embedding, bidirectional LSTM, Linear, CRF, on sequences of varying length, sorted by falling length. Some steps have
no label and some sequences none; weights vary from step to step. With w̄ the mean weight of a sequence's labelled steps,

    loss = Σ w̄·(log Z - log of the sum over all paths through the labels) / Σ (weights of labelled steps)

The file is one safetensors blob (https://github.com/huggingface/safetensors), floats only:

    tokens [B, T]            0 past a sequence's end
    lengths [B]              falling
    labels [B, T]            0 where the weight is 0
    weights [B, T]           0 for a step that has no label
    initial.<parameter>      named as the engine names it
    loss [1], losses [B]     the batch's, and log Z - log of the sum for each sequence
    gradient.<parameter>     of the batch's loss
    emissions [N, C]         sequence after sequence
    marginals [N, C]
    paths [N]                the best path of each sequence

Metadata: network (the engine's description, JSON), and the versions of PyTorch and this layout.
"""

import itertools
import json
import pathlib
import sys

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from make_lstm_golden import write_safetensors

VOCABULARY, SIZE, HIDDEN, CLASSES = 9, 4, 5, 4
# 37 sequences: the engine deals them to two shards.
LENGTHS = [8] * 5 + [7] * 4 + [6] * 4 + [5] * 5 + [4] * 4 + [3] * 7 + [2] * 3 + [1] * 5


class Tagger(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(VOCABULARY, SIZE, padding_idx=0)
        self.lstm = nn.LSTM(SIZE, HIDDEN, batch_first=True, bidirectional=True)
        self.linear = nn.Linear(2 * HIDDEN, CLASSES)
        # Wider than usual, so that they matter.
        self.transitions = nn.Parameter(torch.empty(CLASSES, CLASSES).uniform_(-1, 1))
        self.start_transitions = nn.Parameter(torch.empty(CLASSES).uniform_(-1, 1))
        self.end_transitions = nn.Parameter(torch.empty(CLASSES).uniform_(-1, 1))
        for name, parameter in self.lstm.named_parameters():
            if "bias_hh" in name:
                nn.init.zeros_(parameter)
                parameter.requires_grad_(False)

    def emissions(self, tokens, lengths):
        packed, _ = self.lstm(pack_padded_sequence(self.embedding(tokens), lengths, batch_first=True))
        return self.linear(pad_packed_sequence(packed, batch_first=True)[0])

    def log_sum(self, emissions, labels):
        """log Σ e^score over the paths of one sequence, [T, C], that go through the labels, -1 being any."""
        def allowed(row, label):
            mask = torch.zeros(CLASSES, dtype=torch.bool) if label < 0 else torch.arange(CLASSES) != label
            return row.masked_fill(mask, -float("inf"))

        alpha = allowed(self.start_transitions + emissions[0], labels[0])
        for row, label in zip(emissions[1:], labels[1:]):
            alpha = allowed(torch.logsumexp(alpha[:, None] + self.transitions, dim=0) + row, label)
        return torch.logsumexp(alpha + self.end_transitions, dim=0)

    def score(self, emissions, path):
        total = self.start_transitions[path[0]] + self.end_transitions[path[-1]]
        total = total + sum(row[c] for row, c in zip(emissions, path))
        return total + sum(self.transitions[a, b] for a, b in zip(path, path[1:]))

    def best(self, emissions):
        best, back = self.start_transitions + emissions[0], []
        for row in emissions[1:]:
            best, origin = (best[:, None] + self.transitions).max(dim=0)
            best = best + row
            back.append(origin)
        path = [int((best + self.end_transitions).argmax())]
        for origin in reversed(back):
            path.insert(0, int(origin[path[0]]))
        return path

    def engine_parameters(self):
        """(engine's name, parameter) of all that is trained."""
        yield "0.weight", self.embedding.weight
        for name, parameter in self.lstm.named_parameters():
            if parameter.requires_grad:
                yield "1." + name.replace("bias_ih", "bias"), parameter
        for name, parameter in self.linear.named_parameters():
            yield f"2.{name}", parameter
        for name in ("transitions", "start_transitions", "end_transitions"):
            yield f"3.{name}", getattr(self, name)


def describe():
    return dict(features=None, layers=[
        dict(type="embedding", vocabulary=VOCABULARY, size=SIZE),
        dict(type="lstm", hiddenSize=HIDDEN, options=dict(bidirectional=True, returnSequences=True)),
        dict(type="dense", units=CLASSES, options={}),
        dict(type="crf")])


def draw_data(generator):
    shape = (len(LENGTHS), max(LENGTHS))
    inside = torch.arange(shape[1]) < torch.tensor(LENGTHS)[:, None]
    tokens = torch.randint(1, VOCABULARY, shape, generator=generator) * inside
    # A third of the sequences has all labels, and all of weight 1; of the others some steps have none; one has none at all.
    weights = torch.randint(0, 5, shape, generator=generator) / 2
    weights[::3] = 1
    weights[4] = 0
    weights = (weights * inside).double()
    labels = torch.randint(0, CLASSES, shape, generator=generator) * (weights > 0)
    return tokens, labels, weights


def check(model, emissions):
    """The recursions against every path there is, for a short sequence."""
    paths = list(itertools.product(range(CLASSES), repeat=len(emissions)))
    scores = torch.stack([model.score(emissions, path) for path in paths])
    free = [-1] * len(emissions)
    assert torch.allclose(torch.logsumexp(scores, dim=0), model.log_sum(emissions, free))
    assert list(paths[int(scores.argmax())]) == model.best(emissions)


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent)
    torch.set_num_threads(1)
    torch.manual_seed(5)
    # Drawn as 32-bit floats, which the engine can hold, and widened.
    model = Tagger().double()
    tokens, labels, weights = draw_data(torch.Generator().manual_seed(5))
    trained = dict(model.engine_parameters())
    tensors = dict(tokens=tokens, lengths=torch.tensor(LENGTHS), labels=labels, weights=weights)
    tensors.update({f"initial.{name}": parameter.detach().clone() for name, parameter in trained.items()})

    padded = model.emissions(tokens, torch.tensor(LENGTHS))
    rows = [padded[b, :length] for b, length in enumerate(LENGTHS)]
    check(model, rows[-10])
    losses, means = [], []
    for b, own in enumerate(rows):
        weight = weights[b, :len(own)]
        label = torch.where(weight > 0, labels[b, :len(own)], -1).tolist()
        losses.append(model.log_sum(own, [-1] * len(own)) - model.log_sum(own, label))
        means.append(weight.sum() / max(1, int((weight > 0).sum())))
    assert abs(float(losses[4])) < 1e-12
    loss = sum(mean * one for mean, one in zip(means, losses)) / weights.sum()
    loss.backward()
    tensors.update({f"gradient.{name}": parameter.grad.clone() for name, parameter in trained.items()})

    free = [own.detach().clone().requires_grad_(True) for own in rows]
    sum(model.log_sum(own, [-1] * len(own)) for own in free).backward()
    tensors.update(
        loss=loss.detach().reshape(1),
        losses=torch.stack(losses).detach(),
        emissions=torch.cat([own.detach() for own in rows]),
        marginals=torch.cat([own.grad for own in free]),
        paths=torch.tensor([c for own in rows for c in model.best(own)]))
    path = folder / "crf.safetensors"
    write_safetensors(path, dict(layout="1", pytorch=torch.__version__, network=json.dumps(describe())), tensors)
    print(f"{path}: {path.stat().st_size:,} bytes, loss {float(loss):.5f}")


if __name__ == "__main__":
    main()
