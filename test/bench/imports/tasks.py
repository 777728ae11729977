"""Makes classifiers and taggers as people store them, and the losses that PyTorch computed with each.

    python test/bench/imports/tasks.py /tmp/tasks
    npm run build && node test/bench/imports/compareTasks.mjs /tmp/tasks

Each model has NAME.pt, NAME.parity.json and a line in models.json: what would have to be said of it, and
what is expected. With names after the folder only these are made; so the ones in test/fixtures/import/tasks
were, and test/worker/importing/tasks.test.ts names them.
"""

import argparse, json, pathlib, warnings
import torch
from torch import nn

warnings.filterwarnings("ignore")
torch.manual_seed(7)
WORDS = "<pad> <unk> a film of wit and charm dull plot two hours lost".split()
CLASSES = ["bad", "so-so", "good"]
LABELS = ["O", "B-place", "I-place", "B-person"]


class Reader(nn.Module):
    """An embedding, layers, and a head on what is asked of their states."""

    def __init__(self, asked, answers, cell="LSTM", E=5, H=6, L=1, both=False, head_bias=True,
                 names=("embedding", "rnn", "fc"), **more):
        super().__init__()
        self.names, self.asked = names, asked
        self.add_module(names[0], nn.Embedding(len(WORDS), E, padding_idx=0))
        self.add_module(names[1], getattr(nn, cell)(E, H, L, bidirectional=both, batch_first=True, **more))
        self.add_module(names[2], nn.Linear(H * (2 if both else 1), answers, bias=head_bias))
        self.both, self.H = both, H

    def forward(self, x):
        e, r, d = (getattr(self, name) for name in self.names)
        out = r(e(x.unsqueeze(0)))[0][0]
        if self.asked == "last":
            h = out[-1] if not self.both else torch.cat([out[-1, : self.H], out[0, self.H :]])
        elif self.asked == "first and last":
            h = torch.maximum(out[0], out[-1])
        else:
            h = {"mean": lambda: out.mean(0), "maximum": lambda: out.amax(0), "each": lambda: out}[self.asked]()
        return d(h)


def record(model, one_number):
    sequences, answers, losses = [], [], []
    model.double()
    with torch.no_grad():
        for n in range(8):
            ids = torch.randint(1, len(WORDS), (2 + 2 * n,))
            scores = model(ids)
            if one_number:
                scores = torch.cat([torch.zeros_like(scores), scores], -1)
            logs = torch.log_softmax(scores, -1)
            right = torch.randint(logs.shape[-1], logs.shape[:-1])
            sequences.append(ids.tolist())
            answers.append(right.tolist())
            losses.append((-logs.gather(-1, right.unsqueeze(-1)).squeeze(-1)).tolist())
    model.float()
    return {"sequences": sequences, "answers": answers, "losses": losses}


def made():
    for cell in ["LSTM", "GRU", "RNN"]:
        for both in [False, True]:
            for asked in ["last", "mean", "maximum"]:
                name = f"classes-{asked}-{cell.lower()}{'-both' if both else ''}"
                yield name, Reader(asked, 3, cell, both=both), {"task": "classes"}
            name = f"labels-{cell.lower()}{'-both' if both else ''}"
            yield name, Reader("each", 4, cell, both=both), {"task": "labels"}
    yield "classes-relu", Reader("last", 3, "RNN", nonlinearity="relu"), {"task": "classes"}
    yield "classes-two-layers", Reader("mean", 3, "GRU", L=2, both=True), {"task": "classes"}
    yield "classes-one-number", Reader("last", 1, "LSTM"), {"task": "classes"}
    yield "classes-no-bias", Reader("last", 3, "GRU", head_bias=False), {"task": "classes"}
    yield "classes-one-size", Reader("last", 3, "GRU", E=6), {"task": "classes"}
    yield "labels-usual-names", Reader("each", 4, names=("encoder", "rnn", "decoder")), {"task": "labels"}
    yield "labels-own-names", Reader("each", 4, both=True, names=("word_embeddings", "lstm", "hidden2tag")), {"task": "labels"}
    yield "labels-two-layers", Reader("each", 4, "LSTM", L=2, both=True), {"task": "labels"}
    yield "classes-otherwise", Reader("first and last", 3, "LSTM"), {"task": "classes", "refused": True}


parser = argparse.ArgumentParser()
parser.add_argument("folder", type=pathlib.Path)
parser.add_argument("names", nargs="*")
asked = parser.parse_args()
asked.folder.mkdir(parents=True, exist_ok=True)
about = {}
for name, model, said in made():
    written = record(model, "one-number" in name)
    if asked.names and name not in asked.names:
        continue
    torch.save(model.eval().state_dict(), asked.folder / f"{name}.pt")
    (asked.folder / f"{name}.parity.json").write_text(json.dumps(written))
    names = LABELS if said["task"] == "labels" else CLASSES[:: 2 if "one-number" in name else 1]
    about[name] = {**said, "classes": names}
(asked.folder / "models.json").write_text(json.dumps(about, indent=1))
(asked.folder / "words.json").write_text(json.dumps(WORDS))
