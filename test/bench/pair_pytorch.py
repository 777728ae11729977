"""
PyTorch's side of `pairFigures.mjs --python`: the same network of pairs (LSTM in both directions, a linear layer
over both, attention over its states), the same batches, Adam and clipping, on one thread.

First line: {"sources", "targets", "vocabulary": [of sources, of targets], "attention": "dot" | "none"}
                                              -> {"name"}
Then        {"batches": [[pair, …], …]}       -> {"processor": seconds, "loss"}
"""

import json
import sys
import time

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence, pad_sequence

torch.set_num_threads(1)
E, H, END = 32, 64, 1


class Pairs(nn.Module):
    def __init__(self, sources, targets, attention):
        super().__init__()
        self.attention = attention
        both = attention != "none"
        self.source = nn.Embedding(sources, E)
        self.reader = nn.LSTM(E, H, batch_first=True, bidirectional=both)
        self.join = nn.Linear(2 * H, H) if both else nn.Identity()
        self.target = nn.Embedding(targets, E)
        self.writer = nn.LSTM(E + H, H, batch_first=True)
        self.combine = nn.Linear(2 * H, H)
        self.decoder = nn.Linear(H, targets)

    def forward(self, sources, lengths, before):
        packed = pack_padded_sequence(
            self.source(sources), lengths, batch_first=True, enforce_sorted=False
        )
        shown, (last, _) = self.reader(packed)
        states = self.join(pad_packed_sequence(shown, batch_first=True)[0])
        vector = self.join(torch.cat(tuple(last), 1))
        given = vector[:, None].expand(-1, before.shape[1], -1)
        written, _ = self.writer(torch.cat((self.target(before), given), 2))
        if self.attention == "none":
            return self.decoder(written)
        scores = written @ states.transpose(1, 2)
        padding = torch.arange(states.shape[1])[None] >= lengths[:, None]
        shares = scores.masked_fill(padding[:, None], -torch.inf).softmax(2)
        return self.decoder(torch.tanh(self.combine(torch.cat((written, shares @ states), 2))))


start = json.loads(sys.stdin.readline())
sources = [torch.tensor(ids) for ids in start["sources"]]
targets = [torch.tensor(ids) for ids in start["targets"]]
model = Pairs(*start["vocabulary"], start["attention"])
optimizer = torch.optim.Adam(model.parameters(), 5e-3)
print(json.dumps({"name": f"PyTorch {torch.__version__}"}), flush=True)


def step(batch):
    read = [sources[pair] for pair in batch]
    wanted = pad_sequence(
        [torch.cat((targets[pair], torch.tensor([END]))) for pair in batch], True, -100
    )
    before = torch.cat((torch.full((len(batch), 1), END), wanted[:, :-1].clamp(min=0)), 1)
    lengths = torch.tensor([len(one) for one in read])
    logits = model(pad_sequence(read, True), lengths, before)
    loss = nn.functional.cross_entropy(logits.flatten(0, 1), wanted.flatten(), ignore_index=-100)
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    return loss.item()


for line in sys.stdin:
    began = time.process_time()
    for batch in json.loads(line)["batches"]:
        loss = step(batch)
    print(json.dumps({"processor": time.process_time() - began, "loss": loss}), flush=True)
