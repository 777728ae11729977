"""Makes language models as people store them, and the losses that PyTorch computed with each.

    python3 -m venv /tmp/peer/venv && /tmp/peer/venv/bin/pip install torch
    /tmp/peer/venv/bin/python test/bench/imports/models.py /tmp/imports
    npm run build && node test/bench/imports/compare.mjs /tmp/imports

Each model has NAME.EXT, NAME.parity.json and a line in models.json: what is expected of it, and what a
person would have to say besides (options). With names after the folder only these are made; so the ones
in test/fixtures/import/pytorch were, and test/worker/importing/pytorch.test.ts names them.
"""

import argparse, collections, ctypes, json, pathlib, struct, sys, warnings
import torch
from torch import nn

warnings.filterwarnings("ignore")
torch.manual_seed(20)
V, TOKENS = 17, 60
ids = torch.randint(V, (TOKENS,))


class Model(nn.Module):
    """An embedding (or none), layers of any kind, a projection (or the embedding)."""

    def __init__(self, E=6, H=8, cell="LSTM", L=1, both=False, tied=False, bias=True, head_bias=True,
                 one_hot=False, names=("encoder", "rnn", "decoder"), **more):
        super().__init__()
        self.names, self.one_hot, self.tied = names, one_hot, tied
        if not one_hot:
            self.add_module(names[0], nn.Embedding(V, E))
        kind = getattr(nn, cell)
        self.add_module(names[1], kind(V if one_hot else E, H, L, bidirectional=both, bias=bias, **more))
        shown = (more.get("proj_size") or H) * (2 if both else 1)
        self.add_module(names[2], nn.Linear(shown, V, bias=head_bias))
        if tied:
            getattr(self, names[2]).weight = getattr(self, names[0]).weight

    def forward(self, x):
        e, r, d = self.names
        h = nn.functional.one_hot(x, V).to(getattr(self, r).weight_ih_l0.dtype) if self.one_hot else getattr(self, e)(x)
        return getattr(self, d)(getattr(self, r)(h.unsqueeze(1))[0])[:, 0]


class Chain(nn.Module):
    """A module a layer, of sizes of their own."""

    def __init__(self, kinds, sizes, E=6, tied=False, names=None, listed=False, both=False):
        super().__init__()
        self.emb = nn.Embedding(V, E)
        wide = [E] + [s * (2 if both else 1) for s in sizes]
        layers = [getattr(nn, k)(i, o, bidirectional=both) for k, i, o in zip(kinds, wide, sizes)]
        self.layers_ = layers
        if listed:
            self.rnns = nn.ModuleList(layers)
        else:
            for name, layer in zip(names or [f"rnn{n + 1}" for n in range(len(layers))], layers):
                self.add_module(name, layer)
        self.out = nn.Linear(wide[-1], V)
        if tied:
            self.out.weight = self.emb.weight

    def forward(self, x):
        h = self.emb(x).unsqueeze(1)
        for layer in self.layers_:
            h = layer(h)[0]
        return self.out(h)[:, 0]


class Cells(nn.Module):
    """Single cells, whose names have no _l0."""

    def __init__(self, kind, sizes, E=6, one="cell", **more):
        super().__init__()
        self.embedding = nn.Embedding(V, E)
        wide = [E, *sizes]
        cells = [getattr(nn, kind)(i, o, **more) for i, o in zip(wide, sizes)]
        self.cells_ = cells
        if len(cells) == 1:
            self.add_module(one, cells[0])
        else:
            self.cells = nn.ModuleList(cells)
        self.fc = nn.Linear(sizes[-1], V)

    def forward(self, x):
        states, out = [None] * len(self.cells_), []
        for token in self.embedding(x):
            h = token.unsqueeze(0)
            for n, cell in enumerate(self.cells_):
                states[n] = cell(h, states[n])
                h = states[n][0] if isinstance(states[n], tuple) else states[n]
            out.append(h)
        return self.fc(torch.cat(out))


class Transposed(nn.Module):
    """A projection that is multiplied from the other side."""

    def __init__(self, cell="LSTM", H=8):
        super().__init__()
        self.embed, self.rnn = nn.Embedding(V, 6), getattr(nn, cell)(6, H)
        self.softmax_w, self.softmax_b = nn.Parameter(torch.randn(H, V)), nn.Parameter(torch.randn(V))

    def forward(self, x):
        return self.rnn(self.embed(x).unsqueeze(1))[0][:, 0] @ self.softmax_w + self.softmax_b


def prefixed(prefix, state):
    return {prefix + name: tensor for name, tensor in state.items()}


def losses(model):
    with torch.no_grad():
        scores = torch.log_softmax(model.double()(ids[:-1]).double(), 1)
    model.float()
    return (-scores[range(TOKENS - 1), ids[1:]]).tolist()


DTYPES = {torch.float32: "F32", torch.float64: "F64", torch.float16: "F16", torch.bfloat16: "BF16"}


def raw(tensor):
    tensor = tensor.detach().contiguous()
    return ctypes.string_at(tensor.data_ptr(), tensor.numel() * tensor.element_size())


def safetensors(state, path):
    header, blobs, end = {}, [], 0
    for name, tensor in state.items():
        blobs.append(raw(tensor))
        begin, end = end, end + len(blobs[-1])
        header[name] = {"dtype": DTYPES[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [begin, end]}
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(blobs))


def sharded(state, folder, name):
    """As Hugging Face's save_pretrained does: parts and an index."""
    names = list(state)
    parts = [names[: len(names) // 2], names[len(names) // 2 :]]
    files = [f"{name}-0000{n + 1}-of-00002.safetensors" for n in range(2)]
    for file, part in zip(files, parts):
        safetensors({n: state[n] for n in part}, folder / file)
    index = {"metadata": {"total_size": 1}, "weight_map": {n: f for f, part in zip(files, parts) for n in part}}
    path = folder / f"{name}.safetensors.index.json"
    path.write_text(json.dumps(index))
    return path.name


def made():
    """(name, model, how it is saved, options, expected): saved is given a state_dict and a path."""
    S = lambda state, path: safetensors(state, path.with_suffix(".safetensors"))
    P = lambda state, path: torch.save(state, path.with_suffix(".pt"))

    def as_(ending, wrap=lambda state: state, **more):
        return lambda state, path: torch.save(wrap(state), path.with_suffix(ending), **more)

    def trained(model, key="model_state_dict"):
        """A checkpoint with its optimizer, scheduler and epoch."""
        def save(state, path):
            adam = torch.optim.Adam(model.parameters())
            for _ in range(2):
                adam.zero_grad(); model(ids[:5]).sum().backward(); adam.step()
            made = {"epoch": 3, key: model.state_dict(), "optimizer_state_dict": adam.state_dict(), "loss": 1.5,
                "args": argparse.Namespace(lr=0.1)}
            torch.save(made, path.with_suffix(".pt"))
        return save

    def lightning(state, path):
        checkpoint = {"epoch": 1, "global_step": 5, "pytorch-lightning_version": "2.1.0",
            "state_dict": collections.OrderedDict(prefixed("model.", state)), "loops": {"fit_loop": {}},
            "callbacks": {}, "optimizer_states": [{"state": {0: {"exp_avg": torch.zeros(3)}}}], "lr_schedulers": [],
            "hyper_parameters": {"lr": 0.1, "vocab": {f"w{n}": n for n in range(V)}}}
        torch.save(checkpoint, path.with_suffix(".ckpt"))

    def pieces(state, path):
        """Each module's own state_dict."""
        parts = {}
        for name, tensor in state.items():
            module, key = name.split(".", 1)
            parts.setdefault(module, {})[key] = tensor
        torch.save(parts, path.with_suffix(".pt"))

    def columns(state, path):
        """A view that lies column by column, and one with others between its rows."""
        wide = torch.randn(V, 40)
        wide[:, 3 : 3 + state["encoder.weight"].shape[1]] = state["encoder.weight"]
        encoder = wide[:, 3 : 3 + state["encoder.weight"].shape[1]]
        decoder = state["decoder.weight"].t().contiguous().t()
        torch.save({**state, "encoder.weight": encoder, "decoder.weight": decoder}, path.with_suffix(".pt"))

    def flat(state, path):
        """All parameters are views of one storage, as flattened weights are."""
        every = torch.cat([t.reshape(-1) for t in state.values()])
        views, at = {}, 0
        for name, t in state.items():
            views[name] = every[at : at + t.numel()].view(t.shape)
            at += t.numel()
        torch.save(views, path.with_suffix(".pth"))

    def parameters(state, path):
        torch.save({n: nn.Parameter(t) for n, t in state.items()}, path.with_suffix(".pt"))

    def half(kind):
        return lambda state, path: torch.save({n: t.to(kind) for n, t in state.items()}, path.with_suffix(".pt"))

    M = Model
    yield "lstm", M(), S
    yield "lstm-pt", M(L=2), P
    yield "gru", M(cell="GRU", L=2), P
    yield "gru-safetensors", M(cell="GRU"), S
    yield "rnn-tanh", M(cell="RNN", L=2), P
    yield "rnn-relu", M(cell="RNN", L=2, nonlinearity="relu"), P
    yield "rnn-relu-named", M(cell="RNN", nonlinearity="relu"), S, ["--cell", "rnnRelu"]
    yield "lstm-both", M(both=True), P
    yield "gru-both-2", M(cell="GRU", both=True, L=2, E=5), P
    yield "rnn-both", M(cell="RNN", both=True, L=2), S
    yield "lstm-no-bias", M(bias=False, L=2), P
    yield "gru-no-bias", M(cell="GRU", bias=False, head_bias=False), P
    yield "rnn-relu-no-bias", M(cell="RNN", bias=False, nonlinearity="relu"), P
    yield "tied", M(E=8, H=8, tied=True), P
    yield "gru-tied", M(cell="GRU", E=8, H=8, tied=True, L=2), S, ["--tied", "--embedding", "encoder.weight"]
    yield "lstm-both-tied", M(E=16, H=8, tied=True, both=True), P
    yield "chain-lstm", Chain(["LSTM"] * 3, [8, 12, 5]), P
    yield "chain-gru", Chain(["GRU"] * 2, [12, 7], names=["gru_1", "gru_2"]), S
    yield "chain-mixed", Chain(["GRU", "LSTM"], [9, 9]), P
    yield "chain-both", Chain(["LSTM"] * 2, [8, 5], both=True, listed=True), P
    yield "awd-tied", Chain(["LSTM"] * 3, [12, 12, 6], tied=True, listed=True), P
    yield "lstm-cell", Cells("LSTMCell", [8]), P
    yield "gru-cells", Cells("GRUCell", [9, 7]), P
    yield "rnn-cell", Cells("RNNCell", [8], one="i2h"), S
    yield "transposed", Transposed(), P
    yield "transposed-gru", Transposed("GRU"), S
    yield "one-hot", M(one_hot=True, names=("", "lstm", "fc")), P
    yield "one-hot-gru", M(one_hot=True, cell="GRU", names=("", "gru", "linear")), P
    m = M(names=("emb", "gru", "head"), cell="GRU")
    yield "ddp", m, as_(".pth", lambda s: prefixed("module.", s))
    yield "compiled", M(names=("embed", "lstm", "proj")), as_(".pt", lambda s: prefixed("_orig_mod.", s))
    yield "nested", M(names=("word_embeddings", "rnn", "lm_head")), as_(".bin", lambda s: prefixed("module._orig_mod.model.", s))
    m = M(names=("embedding", "rnn", "fc_out"), cell="RNN")
    yield "checkpoint", m, trained(m)
    m = M(cell="GRU", L=2)
    yield "checkpoint-model", m, trained(m, "model")
    yield "lightning", M(), lightning
    yield "pieces", M(names=("embedding", "lstm", "fc")), pieces
    yield "columns", M(), columns
    yield "flat", M(cell="GRU", L=2), flat
    yield "parameters", M(), parameters
    yield "protocol-4", M(cell="GRU"), as_(".pt", pickle_protocol=4)
    yield "protocol-5", M(), as_(".pt", pickle_protocol=5)
    yield "double", M(cell="GRU").double(), half(torch.float64)
    yield "half", M(), half(torch.float16)
    yield "bfloat16", M(cell="GRU"), half(torch.bfloat16)
    yield "sharded", M(cell="GRU", L=2), lambda state, path: sharded(state, path.parent, path.name)
    yield "sharded-lstm", M(), lambda state, path: sharded(state, path.parent, path.name)


def refused():
    """(name, saved, a word of the sentence)"""
    state = lambda **more: Model(**more).state_dict()
    yield "whole-module", lambda p: torch.save(Model(), p.with_suffix(".pt")), "state_dict"
    yield "legacy", lambda p: torch.save(state(), p.with_suffix(".pt"), _use_new_zipfile_serialization=False), "torch.save"
    yield "projection", lambda p: torch.save(state(proj_size=4), p.with_suffix(".pt")), "proj_size"
    yield "quantised", lambda p: torch.save({**state(), "rnn.weight_hh_l0": torch.quantize_per_tensor(
        torch.randn(32, 8), 0.1, 0, torch.qint8)}, p.with_suffix(".pt")), "rnn.weight_hh_l0"
    yield "sparse", lambda p: torch.save({**state(), "encoder.weight": torch.randn(V, 6).to_sparse()}, p.with_suffix(".pt")), "encoder.weight"
    yield "scripted", lambda p: torch.jit.script(nn.LSTM(3, 4)).save(str(p.with_suffix(".pt"))), "state_dict"
    yield "transformer", lambda p: torch.save(nn.TransformerEncoderLayer(8, 2).state_dict(), p.with_suffix(".pt")), "weight_ih_l0"
    def cut(p):
        torch.save(state(), p.with_suffix(".pt"))
        blob = p.with_suffix(".pt").read_bytes()
        p.with_suffix(".pt").write_bytes(blob[: len(blob) * 2 // 3])
    yield "cut", cut, "end"


def main():
    folder, only = pathlib.Path(sys.argv[1]), sys.argv[2:]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "words.json").write_text(json.dumps([*(f"w{n}" for n in range(V - 1)), "<unk>"]))
    lines = []
    for name, model, save, *options in made():
        if only and name not in only:
            continue
        before = {p.name for p in folder.iterdir()}
        file = save(collections.OrderedDict(model.state_dict()), folder / name)
        if name in ("half", "bfloat16"):
            kind = torch.float16 if name == "half" else torch.bfloat16
            for p in model.parameters():
                p.data = p.data.to(kind).float()
        new = {p.name for p in folder.iterdir()} - before
        file = file or next(iter(new), None) or next(p.name for p in folder.glob(f"{name}.*") if p.suffix != ".json")
        (folder / f"{name}.parity.json").write_text(json.dumps({"tokens": ids.tolist(), "losses": losses(model)}))
        lines.append({"name": name, "file": file, "options": options[0] if options else [], "read": True})
    for name, save, said in refused():
        if only and name not in only:
            continue
        try:
            save(folder / name)
        except Exception as error:
            print("not made:", name, str(error)[:100], file=sys.stderr)
            continue
        file = next(p.name for p in folder.glob(f"{name}.*") if p.suffix != ".json")
        lines.append({"name": name, "file": file, "options": [], "read": False, "said": said})
    (folder / "models.json").write_text(json.dumps(lines, indent=1))
    print(len(lines), "models in", folder)


main()
