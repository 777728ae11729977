"""PyTorch's side of `tasks.bench.mjs`: the same network, dropout, optimiser, clipping and batches.

First argument: a file {"shape": {V, E, H, outputs, inputs, both}, "dropout", "rate", "each", "batches":
[{"ids": [B][T][inputs], "lengths", "answers"}]}. Then a line on stdin for each turn: how many steps. Answers
with the seconds of processor time that they took, in one thread.
"""

import json, sys, time, warnings

warnings.filterwarnings("ignore")
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

torch.set_num_threads(1)
given = json.load(open(sys.argv[1]))
shape, each = given["shape"], given["each"]


class Reader(nn.Module):
    def __init__(self, V, E, H, outputs, inputs, both):
        super().__init__()
        self.both = both
        self.encoder = nn.Embedding(V, E)
        self.dropout = nn.Dropout(given["dropout"])
        self.rnn = nn.LSTM(inputs * E, H, bidirectional=both, batch_first=True)
        self.decoder = nn.Linear((2 if both else 1) * H, outputs)

    def forward(self, ids, lengths):
        x = self.dropout(self.encoder(ids).flatten(2))
        if not self.both:
            # Padding stands at the end: what is asked for has not read it.
            h = self.rnn(x)[0][torch.arange(len(lengths)), lengths - 1]
            return self.decoder(self.dropout(h))
        packed = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
        h, _ = pad_packed_sequence(self.rnn(packed)[0], batch_first=True)
        mask = torch.arange(h.shape[1]).unsqueeze(0) < lengths.unsqueeze(1)
        return self.decoder(self.dropout(h[mask]))


model = Reader(**shape).train()
optimiser = torch.optim.Adam(model.parameters(), lr=given["rate"])
batches = [
    (torch.tensor(one["ids"]), torch.tensor(one["lengths"]), torch.tensor(one["answers"]))
    for one in given["batches"]
]
print(json.dumps({"torch": torch.__version__}), flush=True)
at = 0
for line in sys.stdin:
    from_ = time.process_time()
    for _ in range(int(line)):
        ids, lengths, answers = batches[at % len(batches)]
        at += 1
        optimiser.zero_grad()
        nn.functional.cross_entropy(model(ids, lengths), answers).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1)
        optimiser.step()
    print(json.dumps({"seconds": time.process_time() - from_}), flush=True)
