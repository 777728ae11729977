/**
 * The snippet for files of PyTorch's own kind that cannot be read as data: run in the user's own
 * Python, it writes the model in a format that holds numbers only, with vocabulary and parity record.
 * The record is written only where it proves the model: by the model itself, or by all of its tensors.
 * It is tested with a real PyTorch: `test/fixtures/import/make.py` runs it. Pure.
 */

/** @param path of the file that was chosen */
export const pythonSnippet = (path: string): string => `\
# For Gatescope: writes a PyTorch language model as NAME.safetensors, with NAME.vocabulary.json and
# NAME.parity.json next to it. Run it in the Python that the model was trained in; it needs torch only.
# Loading runs whatever code is in the file: load only files that you trust.
import ctypes, json, pathlib, random, re, struct, sys, torch

PATH = ${JSON.stringify(path)}
WORDS = None  # the words in the order of their ids, such as corpus.dictionary.idx2word
TOKENS = None  # ids of 201 tokens in a row of a text that you know; None: random ones
# Where names and shapes are ambiguous, choose here:
LSTMS = None  # the prefixes of weight_ih_l0, in reading order: ["lstm1.", "lstm2."]
EMBEDDING = None  # the name of the embedding; "": there is none, words come in one-hot
PROJECTION = None  # the name of the projection to the words; that of the embedding where it is tied

model = torch.load(PATH, map_location="cpu", weights_only=False)
for key in ("state_dict", "model_state_dict", "model"):  # checkpoints hold more than the model
    model = model[key] if isinstance(model, dict) and key in model else model
raw = model if isinstance(model, dict) else model.state_dict()
raw = {name: tensor for name, tensor in raw.items() if torch.is_tensor(tensor)}
first = {}  # tied tensors are one and the same; the second name is only noted
place_of = lambda t: (t.data_ptr(), tuple(t.shape), t.stride())
tied = {n: first.setdefault(place_of(t), n) for n, t in raw.items() if t.numel()}
tied = {second: name for second, name in tied.items() if second != name}
state = {n: t for n, t in raw.items() if n not in tied and t.is_floating_point()}
state = {n: t.detach().float().contiguous() for n, t in state.items()}


def stop(why):
    sys.exit("Nothing was written. " + why)


def shape(name):
    return tuple(state[name].shape)


def lstms():
    """The tensors of each LSTM by PyTorch's names; ..._raw is what dropout of weights leaves whole."""
    found, known = {}, set()
    for name in state:
        part = re.fullmatch(r"(.*?)(?:module\\.)?((?:weight|bias)_[ih]h)(_l\\d+)?(_raw)?", name, re.S)
        if part:
            known.add(name)
            parts, key = found.setdefault(part[1], {}), part[2] + (part[3] or "_l0")
            if part[4] or key not in parts:
                parts[key] = name
    order = [p.removesuffix("module.") for p in LSTMS] if LSTMS else sorted(
        found, key=lambda p: [int(t) if t.isdigit() else t for t in re.split(r"(\\d+)", p)]
    )
    if not order or not set(order) <= set(found):
        stop(f"These LSTMs are not in it: {order}. It has {list(found)}.")
    if not LSTMS and len({re.sub(r"[_-]?\\d+", "", p) for p in order}) > 1:
        stop(f"It has several LSTMs, {order}. Set LSTMS to the chain that predicts the next word, in order.")
    layers = []
    for prefix in order:
        parts = {key: state[name] for key, name in found[prefix].items()}
        if not {"weight_ih_l0", "weight_hh_l0"} <= set(parts):
            stop(f"{prefix} is not an LSTM.")
        hidden, inputs = parts["weight_hh_l0"].shape[1], parts["weight_ih_l0"].shape[1]
        if len(parts["weight_hh_l0"]) != 4 * hidden:
            stop(f"{prefix} is another cell or an LSTM with a projection.")
        if layers and layers[-1].hidden_size != inputs:
            stop(f"{prefix} reads {inputs} numbers, and the LSTM before it outputs {layers[-1].hidden_size}.")
        count = sum(key.startswith("weight_hh") for key in parts)
        layers.append(torch.nn.LSTM(inputs, hidden, count, bias="bias_ih_l0" in parts))
        layers[-1].load_state_dict(parts)
    used = {name for prefix in order for name in found[prefix].values()}
    replaced = lambda n: {n + "_raw", n.replace("module.", "") + "_raw"} & used
    return layers, used | {name for name in known if replaced(name)}


def words(inputs, hidden, rest):
    """Embedding, projection and bias, of which nothing may remain."""
    names = [n for n in rest if len(shape(n)) == 2]
    beside = lambda n: re.sub("weight$", "bias", n) if n.endswith("weight") else re.sub("w$", "b", n)
    linear = {n for n in names if beside(n) != n and beside(n) in rest}  # no embedding has a bias
    projects = lambda n: beside(n) in rest or re.search("dec|out|proj|head|fc|lin", n)
    fits = []
    for e in [None, *names] if EMBEDDING is None else [EMBEDDING or None]:
        size = inputs if e is None else shape(e)[0]
        for d in names if PROJECTION is None else [PROJECTION]:
            if e is not None and shape(e)[1] != inputs or shape(d) not in ((size, hidden), (hidden, size)):
                continue
            if e == d and PROJECTION is None and not any(n == e and projects(s) for s, n in tied.items()):
                continue  # nothing says that it is tied
            if e is EMBEDDING is None and inputs == hidden and d not in linear:
                continue  # nor that words come in one-hot
            vectors = [n for n in rest if shape(n) == (size,)]
            bias = [n for n in vectors if n == beside(d)] or vectors
            if len(bias) < 2 and set(rest) == {e, d, *bias} - {None}:
                fits.append((e, d, bias[0] if bias else None))
    called = [f for f in fits if f[1] in linear and f[0] not in linear] or fits
    called = [f for f in called if re.search("emb|enc|wte", f[0] or "")] if len(called) > 1 else called
    if not called:
        stop(f"Besides its LSTMs it has {rest}, which is not exactly an embedding and a projection. "
            "Set EMBEDDING and PROJECTION, or call your own model in log_probabilities.")
    if len(called) > 1:
        stop(f"Set EMBEDDING and PROJECTION: they may be {[f[:2] for f in called]}.")
    return called[0]


def check(expected, ids):
    """The model's own forward must compute the same, for each token or for the last."""
    found = []
    for x in (ids.view(-1, 1), ids.view(1, -1)):
        for more in ((), (None,)):
            try:
                out = model.eval()(x, *more)
                found.append((out[0] if isinstance(out, tuple) else out).reshape(-1, expected.shape[1]))
            except Exception:  # it expects other arguments
                continue
    found = [torch.log_softmax(rows.double(), 1) for rows in found if len(rows) in (1, len(ids))]
    if not any(torch.allclose(rows, expected[-len(rows) :], atol=1e-3) for rows in found):
        stop("The model does not compute what its tensors alone imply, or is called differently. "
            "Call it in log_probabilities.")


def log_probabilities(ids):
    """Of the next token after each of these, from a state of zero."""
    if hasattr(model, "init_hidden"):  # as in PyTorch's word-level example
        scores = model.eval()(ids.view(-1, 1), model.init_hidden(1))[0]
    else:  # if your model computes something else, return its result here
        layers, used = lstms()
        inputs, hidden = layers[0].input_size, layers[-1].hidden_size
        e, d, b = words(inputs, hidden, [n for n in state if n not in used])
        h = (torch.eye(inputs) if e is None else state[e])[ids].unsqueeze(1)
        for layer in layers:
            h = layer(h)[0]
        usual = shape(d)[1] == hidden and not d.endswith("softmax_w")  # else AllenNLP's: [units, words]
        scores = h @ (state[d].T if usual else state[d]) + (0 if b is None else state[b])
    result = torch.log_softmax(scores.reshape(len(ids), -1).double(), 1)
    if isinstance(model, torch.nn.Module) and not hasattr(model, "init_hidden"):
        check(result, ids)
    return result


def write_safetensors(path):
    header, end = {"__metadata__": tied} if tied else {}, 0
    for name, tensor in state.items():
        begin, end = end, end + 4 * tensor.numel()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [begin, end]}
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for tensor in state.values():
            file.write(ctypes.string_at(tensor.data_ptr(), 4 * tensor.numel()))


with torch.no_grad():
    size = log_probabilities(torch.tensor([0])).shape[1]
    ids = torch.tensor(TOKENS or [random.randrange(size) for _ in range(201)])[:201]
    losses = -log_probabilities(ids[:-1])[range(len(ids) - 1), ids[1:]]
place = pathlib.Path(PATH)
write_safetensors(place.with_suffix(".safetensors"))
parity = {"tokens": ids.tolist(), "losses": losses.tolist()}
place.with_suffix(".parity.json").write_text(json.dumps(parity))
if WORDS:
    place.with_suffix(".vocabulary.json").write_text(json.dumps(list(WORDS)))
print(place.with_suffix(".safetensors"), "mean loss", losses.mean().item())
print("Import it with 'Gatescope: Import Model'." if WORDS else "Set WORDS to write the vocabulary.")
`;
