#!/usr/bin/python3
"""Writes weights as PyTorch and Keras name and shape them, and what those networks compute; ImportGoldenTests.cs imports them.

    env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE /usr/bin/python3 make_import_golden.py [folder]

The files land beside this script unless a folder is given. Written with PyTorch 1.13. All is computed in double precision from
32-bit weights and rounded to 32 bits when written.

    import_stack       PyTorch: nn.LSTM(3, 4, num_layers=2, bidirectional=True), nn.GRU, nn.RNN, nn.Linear at every step;
                       all biases drawn, so that a bias that is lost or counted twice shows
    import_projection  PyTorch: nn.LSTM(3, 5, proj_size=2), nn.Linear on the last output
    import_keras       Keras: Embedding, Bidirectional(LSTM), GRU(reset_after=True), GRU(reset_after=False), SimpleRNN, Dense

Keras itself is not used: its layers are computed here from the equations of its documentation and source (keras/layers/rnn/lstm.py,
gru.py, simple_rnn.py), step by step, on tensors of its shapes, so that the engine's reading of the layout is checked by other code.

A file is one safetensors blob. Tensors: the weights under the library's names, "input" ([T, 3], or tokens [T]), and "output"
([T, C], or [C]). Metadata: network, the engine's description (JSON).
"""

import json
import pathlib
import sys

import torch
from torch import nn

from make_lstm_golden import write_safetensors

STEPS = 6


def draw(*shape):
    """32-bit numbers, widened: the engine can hold them."""
    return (torch.rand(*shape) * 1.4 - 0.7).double()


def drawn(module):
    module.double()
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.copy_(draw(*parameter.shape))
    return module


def named(prefix, module):
    return {f"{prefix}.{name}": value for name, value in module.state_dict().items()}


def recurrent(kind, size, **options):
    return dict(type=kind, hiddenSize=size, options=options)


def dense(units):
    return dict(type="dense", units=units, options={})


def stack():
    lstm = drawn(nn.LSTM(3, 4, num_layers=2, bidirectional=True))
    gru, rnn, linear = drawn(nn.GRU(8, 3)), drawn(nn.RNN(3, 3)), drawn(nn.Linear(3, 2))
    value = draw(STEPS, 3)
    output = linear(rnn(gru(lstm(value)[0])[0])[0])
    every = dict(returnSequences=True)
    layers = [recurrent("lstm", 4, bidirectional=True, **every)] * 2 + [
        recurrent("gru", 3, **every), recurrent("simpleRnn", 3, **every), dense(2)]
    weights = {**named("lstm", lstm), **named("gru", gru), **named("rnn", rnn), **named("linear", linear)}
    return dict(features=3, layers=layers), dict(weights, input=value, output=output.detach())


def projection():
    lstm, linear = drawn(nn.LSTM(3, 5, proj_size=2)), drawn(nn.Linear(2, 2))
    value = draw(STEPS, 3)
    output = linear(lstm(value)[0][-1])
    layers = [recurrent("lstm", 5, projectionSize=2), dense(2)]
    return dict(features=3, layers=layers), dict(
        **named("0", lstm), **named("1", linear), input=value, output=output.detach())


def keras_lstm(x, kernel, recurrent_kernel, bias):
    h, c, outputs = torch.zeros(recurrent_kernel.shape[0]).double(), 0, []
    for step in x:
        i, f, g, o = (step @ kernel + h @ recurrent_kernel + bias).chunk(4)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        h = torch.sigmoid(o) * torch.tanh(c)
        outputs.append(h)
    return torch.stack(outputs)


def keras_gru(x, kernel, recurrent_kernel, bias):
    h, outputs = torch.zeros(recurrent_kernel.shape[0]).double(), []
    reset_after = bias.dim() == 2
    input_bias, recurrent_bias = bias if reset_after else (bias, torch.zeros_like(bias))
    for step in x:
        x_z, x_r, x_h = (step @ kernel + input_bias).chunk(3)
        u_z, u_r, u_h = recurrent_kernel.chunk(3, dim=1)
        b_z, b_r, b_h = recurrent_bias.chunk(3)
        z = torch.sigmoid(x_z + h @ u_z + b_z)
        r = torch.sigmoid(x_r + h @ u_r + b_r)
        candidate = torch.tanh(x_h + r * (h @ u_h + b_h) if reset_after else x_h + (r * h) @ u_h)
        h = z * h + (1 - z) * candidate
        outputs.append(h)
    return torch.stack(outputs)


def keras_rnn(x, kernel, recurrent_kernel, bias):
    h, outputs = torch.zeros(recurrent_kernel.shape[0]).double(), []
    for step in x:
        h = torch.tanh(step @ kernel + bias + h @ recurrent_kernel)
        outputs.append(h)
    return torch.stack(outputs)


def keras():
    def cell(prefix, features, units, gates, *bias):
        w = (draw(features, gates * units), draw(units, gates * units), draw(*bias))
        weights.update(zip((f"{prefix}.kernel", f"{prefix}.recurrent_kernel", f"{prefix}.bias"), w))
        return w

    weights = {"0.embeddings": draw(7, 3)}
    weights["0.embeddings"][0] = 0
    tokens = torch.randint(1, 7, (STEPS,))
    value = weights["0.embeddings"][tokens]
    forward, backward = cell("1.forward", 3, 4, 4, 16), cell("1.backward", 3, 4, 4, 16)
    value = torch.cat([keras_lstm(value, *forward), keras_lstm(value.flip(0), *backward).flip(0)], dim=1)
    value = keras_gru(value, *cell("2", 8, 3, 3, 2, 9))
    value = keras_gru(value, *cell("3", 3, 5, 3, 15))
    value = keras_rnn(value, *cell("4", 5, 4, 1, 4))
    weights["5.kernel"], weights["5.bias"] = draw(4, 2), draw(2)
    output = value[-1] @ weights["5.kernel"] + weights["5.bias"]
    every = dict(returnSequences=True)
    layers = [
        dict(type="embedding", vocabulary=7, size=3), recurrent("lstm", 4, bidirectional=True, **every),
        recurrent("gru", 3, **every), recurrent("gru", 5, resetAfter=False, **every), recurrent("simpleRnn", 4), dense(2)]
    return dict(features=None, layers=layers), dict(weights, input=tokens, output=output)


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent)
    torch.set_num_threads(1)
    for seed, case in enumerate([stack, projection, keras], start=1):
        torch.manual_seed(seed)
        network, tensors = case()
        path = folder / f"import_{case.__name__}.safetensors"
        write_safetensors(path, dict(network=json.dumps(network), pytorch=torch.__version__), tensors)
        print(f"{path}: {path.stat().st_size:,} bytes, output {[round(v, 4) for v in tensors['output'].flatten().tolist()][:4]}")


if __name__ == "__main__":
    main()
