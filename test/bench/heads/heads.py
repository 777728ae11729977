"""Records what PyTorch computes with heads on sequences of different lengths: the loss, every gradient and
the probabilities, in double precision, with padding masked by packed sequences and dropout switched off.

    python test/bench/heads/heads.py test/fixtures/heads

test/engine/training/sequences/heads.test.ts reads the files. Weights have three decimals, so that they are
the same numbers wherever they are read.
"""

import json, pathlib, sys, warnings
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

warnings.filterwarnings("ignore")
torch.manual_seed(5)
torch.set_default_dtype(torch.float64)
V, E, H, OUTPUTS = 6, 3, 4, 3
LENGTHS = [5, 1, 3, 11, 2]


class Reader(nn.Module):
    def __init__(self, asked, cell, both=False, L=1, inputs=1):
        super().__init__()
        self.asked, self.both = asked, both
        self.encoder = nn.Embedding(V, E)
        self.rnn = getattr(nn, cell)(inputs * E, H, L, bidirectional=both, batch_first=True) if L else None
        self.dropout = nn.Dropout(0.5)
        self.decoder = nn.Linear((2 if both else 1) * H if L else inputs * E, OUTPUTS)

    def forward(self, ids, lengths):
        x = self.dropout(self.encoder(ids).flatten(2))
        mask = torch.arange(x.shape[1]).unsqueeze(0) < lengths.unsqueeze(1)
        if self.rnn is None:
            h = x
        else:
            packed = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
            h, _ = pad_packed_sequence(self.rnn(packed)[0], batch_first=True)
        return self.decoder(self.dropout(self.read(h, mask, lengths)))

    def read(self, h, mask, lengths):
        padded = mask.unsqueeze(2)
        if self.asked == "each":
            return h[mask]
        if self.asked == "mean":
            return (h * padded).sum(1) / lengths.unsqueeze(1)
        if self.asked == "maximum":
            return h.masked_fill(~padded, -torch.inf).amax(1)
        last = h[torch.arange(len(lengths)), lengths - 1]
        return torch.cat([last[:, :H], h[:, 0, H:]], 1) if self.both else last


CASES = {
    "last-lstm": dict(asked="last", cell="LSTM"),
    "last-gru-both": dict(asked="last", cell="GRU", both=True, L=2),
    "mean-rnn": dict(asked="mean", cell="RNN"),
    "mean-lstm-both": dict(asked="mean", cell="LSTM", both=True),
    "maximum-gru": dict(asked="maximum", cell="GRU"),
    "maximum-lstm-both": dict(asked="maximum", cell="LSTM", both=True, L=2),
    "mean-of-embeddings": dict(asked="mean", cell="RNN", L=0),
    "each-lstm": dict(asked="each", cell="LSTM"),
    "each-lstm-both-affixes": dict(asked="each", cell="LSTM", both=True, inputs=3),
}


def record(asked, cell, both=False, L=1, inputs=1):
    model = Reader(asked, cell, both, L, inputs).eval()
    with torch.no_grad():
        for weight in model.parameters():
            weight.copy_(torch.round(torch.empty_like(weight).uniform_(-0.9, 0.9) * 1000) / 1000)
    lengths = torch.tensor(LENGTHS)
    ids = torch.randint(V, (len(LENGTHS), max(LENGTHS), inputs))
    answers = torch.randint(OUTPUTS, (sum(LENGTHS) if asked == "each" else len(LENGTHS),))
    logits = model(ids, lengths)
    loss = nn.functional.cross_entropy(logits, answers)
    loss.backward()
    return {
        "shape": {"cell": cell.lower(), "V": V, "E": E, "H": H, "L": L, "outputs": OUTPUTS, "inputs": inputs, "both": both},
        "asked": asked,
        "lengths": LENGTHS,
        "ids": [n for row, length in zip(ids.tolist(), LENGTHS) for token in row[:length] for n in token],
        "answers": answers.tolist(),
        "weights": {name: weight.flatten().tolist() for name, weight in model.named_parameters()},
        "loss": loss.item(),
        "gradients": {name: weight.grad.flatten().tolist() for name, weight in model.named_parameters()},
        "probabilities": logits.softmax(1).flatten().tolist(),
        "torch": torch.__version__,
    }


folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
for name, case in CASES.items():
    (folder / f"{name}.json").write_text(json.dumps(record(**case), separators=(",", ":")) + "\n")
