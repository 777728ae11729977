"""
PyTorch's side of `bench`: the same model, shapes, optimizer and clipping as ours, one request a line
on stdin, one answer a line on stdout, so that the two sides can take turns.

First line: {"name", "setting"} or {"absent": why}. Then
  {"do": "prepare", "id", "task": "train" | "infer", "shape": {V, E, H, L, B, T}, "threads", "seconds"}
                                              -> {"ready": true}, warmed up for that long
  {"do": "turn", "id", "seconds"}             -> {"repeats", "wall", "processor"}
  {"do": "forget"}                            -> {"ready": true}, the models are gone
Ends with its stdin.
"""

import json
import math
import random
import re
import sys
import time


def answer(**fields):
    print(json.dumps(fields), flush=True)


try:
    import torch
except ImportError as error:
    answer(absent=f"torch cannot be imported ({error})")
    sys.exit(0)

if int(torch.__version__.split(".")[0]) < 2:
    answer(absent=f"torch {torch.__version__} is older than 2")
    sys.exit(0)

from torch import nn


def setting():
    """Which BLAS, and which instructions it may use."""
    config = torch.__config__.show()
    blas = re.search(r"BLAS_INFO=(\w+)", config)
    versions = re.findall(r"(?:Math Kernel Library|MKL-DNN|OpenBLAS)[^\n(-]*[\d.]+", config)
    capability = re.search(r"CPU capability usage: (\S+)", config)
    parts = [
        f"BLAS {blas.group(1) if blas else 'unknown'}",
        *(version.strip() for version in versions),
        f"CPU capability {capability.group(1) if capability else 'unknown'}",
    ]
    return ", ".join(parts)


class Model(nn.Module):
    """Embedding, LSTM, projection: the word-level language model of PyTorch's examples."""

    def __init__(self, V, E, H, L, **_):
        super().__init__()
        self.encoder = nn.Embedding(V, E)
        self.rnn = nn.LSTM(E, H, L)
        self.decoder = nn.Linear(H, V)

    def forward(self, ids, state):
        shown, state = self.rnn(self.encoder(ids), state)
        return self.decoder(shown), state


def zipf(count, V):
    """Word ids with the frequencies of a text: the chance of rank r is about 1 / r."""
    draw = random.Random(1).random
    return torch.tensor([min(V - 1, int(math.exp(draw() * math.log(V))) - 1) for _ in range(count)])


def training(shape):
    """A step over [T][B]: forward, backward, clip, Adam; the state goes on."""
    V, T, B = shape["V"], shape["T"], shape["B"]
    model = Model(**shape)
    # As it comes: fused=True was 8 % slower at V=2,000, H=128 and 4 % faster at V=10,000, H=256.
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-4)
    words = zipf((8 * T + 1) * B, V).view(-1, B)
    carried = {"state": None, "at": 0}

    def step():
        at = carried["at"]
        inputs, targets = words[at : at + T], words[at + 1 : at + T + 1]
        optimizer.zero_grad()
        logits, state = model(inputs, carried["state"])
        loss = nn.functional.cross_entropy(logits.view(-1, V), targets.reshape(-1))
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        loss.item()
        carried["state"] = tuple(part.detach() for part in state)
        carried["at"] = (at + T) % (8 * T)

    return step


def inference(shape):
    """Reads one token and gives the probabilities of the next."""
    V = shape["V"]
    model = Model(**shape).eval()
    carried = {"state": None, "id": 0}

    @torch.inference_mode()
    def read():
        carried["id"] = (carried["id"] + 7919) % V
        logits, carried["state"] = model(torch.tensor([[carried["id"]]]), carried["state"])
        torch.softmax(logits.view(-1), 0)

    return read


def turn(work, seconds):
    repeats = 0
    wall, processor = time.perf_counter(), time.process_time()
    while repeats == 0 or time.perf_counter() - wall < seconds:
        work()
        repeats += 1
    return {
        "repeats": repeats,
        "wall": time.perf_counter() - wall,
        "processor": time.process_time() - processor,
    }


def serve():
    contestants = {}
    for line in sys.stdin:
        request = json.loads(line)
        if request["do"] == "prepare":
            make = training if request["task"] == "train" else inference
            torch.set_num_threads(request["threads"])
            contestants[request["id"]] = (request["threads"], make(request["shape"]))
            turn(contestants[request["id"]][1], request["seconds"])
            answer(ready=True)
        elif request["do"] == "turn":
            threads, work = contestants[request["id"]]
            if torch.get_num_threads() != threads:
                torch.set_num_threads(threads)
                work()
            answer(**turn(work, request["seconds"]))
        else:
            contestants.clear()
            answer(ready=True)


torch.manual_seed(1)
answer(name=f"PyTorch {torch.__version__}", setting=setting())
serve()
