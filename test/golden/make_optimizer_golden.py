#!/usr/bin/python3
"""Writes what PyTorch's optimizers and learning-rate schedulers compute; OptimizerGoldenTests.cs and ScheduleGoldenTests.cs compare.

    env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE /usr/bin/python3 make_optimizer_golden.py [folder]

The files land beside this script unless a folder is given. Written with PyTorch 1.13, in double precision.

    optimizers.json    problem: inputs [R][P], targets [R], initial [P], all of them 64ths, which 32-bit floats hold exactly.
                       cases: the engine's description of an optimizer, the losses after each of ten steps, and the last weights [P].
                       The loss is the mean of (inputs · w - targets)².
    schedules.json     cases: the engine's description of a schedule, base_rate, epochs, steps_per_epoch, losses (one an epoch, told at
                       its end) and rates (one a step).

A scheduler that counts epochs is stepped after each epoch, one that counts updates after each update.
"""

import json
import pathlib
import random
import sys

import torch
from torch.optim import SGD, Adagrad, Adam, AdamW, RMSprop, lr_scheduler

STEPS = 10
ROWS, PARAMETERS = 24, 16

# (the engine's description, PyTorch's optimizer): the defaults, then settings of every option.
OPTIMIZERS = [
    (dict(type="sgd", learningRate=0.05), lambda w: SGD(w, lr=0.05)),
    (dict(type="sgd", learningRate=0.05, weightDecay=0.1), lambda w: SGD(w, lr=0.05, weight_decay=0.1)),
    (dict(type="sgd", learningRate=0.05, momentum=0.9, dampening=0.25, weightDecay=0.1),
     lambda w: SGD(w, lr=0.05, momentum=0.9, dampening=0.25, weight_decay=0.1)),
    (dict(type="sgd", learningRate=0.02, momentum=0.8, nesterov=True, weightDecay=0.05),
     lambda w: SGD(w, lr=0.02, momentum=0.8, nesterov=True, weight_decay=0.05)),
    (dict(type="rmsProp"), lambda w: RMSprop(w)),
    (dict(type="rmsProp", learningRate=0.02, alpha=0.9, epsilon=1e-3, momentum=0.7),
     lambda w: RMSprop(w, lr=0.02, alpha=0.9, eps=1e-3, momentum=0.7)),
    (dict(type="rmsProp", learningRate=0.02, centered=True), lambda w: RMSprop(w, lr=0.02, centered=True)),
    (dict(type="rmsProp", learningRate=0.005, alpha=0.95, epsilon=1e-2, momentum=0.6, centered=True, weightDecay=0.1),
     lambda w: RMSprop(w, lr=0.005, alpha=0.95, eps=1e-2, momentum=0.6, centered=True, weight_decay=0.1)),
    (dict(type="adagrad"), lambda w: Adagrad(w)),
    (dict(type="adagrad", learningRate=0.2, learningRateDecay=0.3, initialAccumulator=0.5, epsilon=1e-3, weightDecay=0.1),
     lambda w: Adagrad(w, lr=0.2, lr_decay=0.3, initial_accumulator_value=0.5, eps=1e-3, weight_decay=0.1)),
    (dict(type="adam"), lambda w: Adam(w)),
    (dict(type="adam", learningRate=0.3, beta1=0.7, beta2=0.6, epsilon=1e-2, weightDecay=0.1),
     lambda w: Adam(w, lr=0.3, betas=(0.7, 0.6), eps=1e-2, weight_decay=0.1)),
    (dict(type="adam", learningRate=0.3, beta1=0.7, beta2=0.6, epsilon=1e-2, weightDecay=0.1, amsGrad=True),
     lambda w: Adam(w, lr=0.3, betas=(0.7, 0.6), eps=1e-2, weight_decay=0.1, amsgrad=True)),
    (dict(type="adamW"), lambda w: AdamW(w)),
    (dict(type="adamW", learningRate=0.3, beta1=0.7, beta2=0.6, epsilon=1e-2, weightDecay=0.2),
     lambda w: AdamW(w, lr=0.3, betas=(0.7, 0.6), eps=1e-2, weight_decay=0.2)),
    (dict(type="adamW", learningRate=0.3, beta1=0.7, beta2=0.6, epsilon=1e-2, weightDecay=0.2, amsGrad=True),
     lambda w: AdamW(w, lr=0.3, betas=(0.7, 0.6), eps=1e-2, weight_decay=0.2, amsgrad=True)),
]

FALLING_THEN_NOT = [5, 4, 3, 3.5, 3.2, 3.1, 2.99, 2.98, 3, 3, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2]

# description, base rate, epochs, steps per epoch, schedulers stepped per epoch, schedulers stepped per update, losses
SCHEDULES = [
    (dict(type="constant"), 0.01, 3, 2, [], [], None),
    (dict(type="step", everyEpochs=2), 0.5, 7, 2, [lambda o: lr_scheduler.StepLR(o, 2)], [], None),
    (dict(type="step", everyEpochs=3, factor=0.7), 0.5, 8, 1, [lambda o: lr_scheduler.StepLR(o, 3, gamma=0.7)], [], None),
    (dict(type="exponential", factor=0.9), 0.1, 6, 2, [lambda o: lr_scheduler.ExponentialLR(o, 0.9)], [], None),
    (dict(type="cosine"), 0.1, 6, 2, [lambda o: lr_scheduler.CosineAnnealingLR(o, 6)], [], None),
    (dict(type="cosine", epochs=4, minimumRate=0.02), 0.1, 11, 1, [lambda o: lr_scheduler.CosineAnnealingLR(o, 4, eta_min=0.02)], [], None),
    (dict(type="oneCycle", maximumRate=0.3), 0.1, 4, 5,
     [], [lambda o: lr_scheduler.OneCycleLR(o, 0.3, total_steps=20, cycle_momentum=False)], None),
    (dict(type="oneCycle", maximumRate=0.3, totalSteps=13, warmUpShare=0.45, divideBy=5, finalDivideBy=20), 0.1, 1, 13,
     [], [lambda o: lr_scheduler.OneCycleLR(
         o, 0.3, total_steps=13, pct_start=0.45, div_factor=5, final_div_factor=20, cycle_momentum=False)], None),
    (dict(type="oneCycle", maximumRate=0.3, warmUpShare=0), 0.1, 2, 3,
     [], [lambda o: lr_scheduler.OneCycleLR(o, 0.3, total_steps=6, pct_start=0.0, cycle_momentum=False)], None),
    (dict(type="oneCycle", maximumRate=0.3, warmUpShare=1), 0.1, 2, 3,
     [], [lambda o: lr_scheduler.OneCycleLR(o, 0.3, total_steps=6, pct_start=1.0, cycle_momentum=False)], None),
    (dict(type="reduceOnPlateau"), 0.1, 20, 1, [lambda o: lr_scheduler.ReduceLROnPlateau(o)], [], [1.0] * 20),
    (dict(type="reduceOnPlateau", factor=0.5, patience=2, threshold=0.01, cooldown=1, minimumRate=0.02), 0.1, 20, 2,
     [lambda o: lr_scheduler.ReduceLROnPlateau(o, factor=0.5, patience=2, threshold=0.01, cooldown=1, min_lr=0.02)], [], FALLING_THEN_NOT),
    (dict(type="reduceOnPlateau", factor=0.2, patience=0), 1e-6, 8, 1,
     [lambda o: lr_scheduler.ReduceLROnPlateau(o, factor=0.2, patience=0)], [], [1.0] * 8),
    (dict(type="warmUp", steps=5), 0.1, 2, 4, [], [lambda o: lr_scheduler.LinearLR(o, total_iters=5)], None),
    (dict(type="warmUp", steps=7, startShare=0.1, then=dict(type="step", everyEpochs=2, factor=0.5)), 0.1, 5, 2,
     [lambda o: lr_scheduler.StepLR(o, 2, gamma=0.5)], [lambda o: lr_scheduler.LinearLR(o, start_factor=0.1, total_iters=7)], None),
    (dict(type="warmUp", steps=3, startShare=0.2, then=dict(type="reduceOnPlateau", patience=1)), 0.1, 8, 2,
     [lambda o: lr_scheduler.ReduceLROnPlateau(o, patience=1)],
     [lambda o: lr_scheduler.LinearLR(o, start_factor=0.2, total_iters=3)], [1.0] * 8),
]


def draw_problem():
    generator = random.Random(5)

    def draw(count):
        return [generator.randint(-100, 100) / 64 for _ in range(count)]

    return dict(inputs=[draw(PARAMETERS) for _ in range(ROWS)], targets=draw(ROWS), initial=draw(PARAMETERS))


def run_optimizer(problem, make):
    inputs, targets = (torch.tensor(problem[name], dtype=torch.float64) for name in ("inputs", "targets"))
    weights = torch.tensor(problem["initial"], dtype=torch.float64, requires_grad=True)
    optimizer = make([weights])
    losses = []
    for _ in range(STEPS):
        optimizer.zero_grad()
        ((inputs @ weights - targets) ** 2).mean().backward()
        optimizer.step()
        losses.append(float(((inputs @ weights - targets) ** 2).mean()))
    return dict(losses=losses, weights=weights.tolist())


def run_schedule(base_rate, epochs, steps_per_epoch, per_epoch, per_step, losses):
    optimizer = SGD([torch.zeros(1, requires_grad=True)], lr=base_rate)
    per_epoch, per_step = ([make(optimizer) for make in makers] for makers in (per_epoch, per_step))
    total, rates = epochs * steps_per_epoch, []
    for epoch in range(epochs):
        for _ in range(steps_per_epoch):
            rates.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            if len(rates) < total:
                for scheduler in per_step:
                    scheduler.step()
        for scheduler in per_epoch:
            if isinstance(scheduler, lr_scheduler.ReduceLROnPlateau):
                scheduler.step(losses[epoch])
            else:
                scheduler.step()
    return rates


def write(path, cases, **rest):
    """One line a case: a change of one shows as one."""
    parts = [f"{json.dumps(name)}: {json.dumps(value)}" for name, value in dict(pytorch=torch.__version__, **rest).items()]
    parts.append('"cases": [\n' + ",\n".join(json.dumps(case) for case in cases) + "\n]")
    path.write_text("{\n" + ",\n".join(parts) + "\n}\n")
    print(f"{path}: {path.stat().st_size:,} bytes, {len(cases)} cases")


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent)
    torch.set_num_threads(1)
    problem = draw_problem()
    write(folder / "optimizers.json", [dict(optimizer=d, **run_optimizer(problem, make)) for d, make in OPTIMIZERS], problem=problem)
    write(folder / "schedules.json", [
        dict(schedule=d, base_rate=rate, epochs=epochs, steps_per_epoch=steps, losses=losses,
             rates=run_schedule(rate, epochs, steps, per_epoch, per_step, losses))
        for d, rate, epochs, steps, per_epoch, per_step, losses in SCHEDULES])


if __name__ == "__main__":
    main()
