/**
 * The snippet for files of PyTorch's own kind, which Gatescope never opens: run in the user's own
 * Python, it writes the model in a format that holds numbers only, with vocabulary and parity record.
 * It is tested with a real PyTorch: `test/fixtures/import/make.py` runs it. Pure.
 */

/** @param path of the file that was chosen */
export const pythonSnippet = (path: string): string => `\
# For Gatescope: writes a PyTorch language model as NAME.safetensors, with NAME.vocabulary.json and
# NAME.parity.json beside it. Run it in the Python that the model was trained in; it needs torch only.
# Loading runs whatever code is in the file: load only files that you trust.
import ctypes, json, pathlib, random, struct, torch

PATH = ${JSON.stringify(path)}
WORDS = None  # the words in the order of their ids, such as corpus.dictionary.idx2word
TOKENS = None  # ids of 201 tokens in a row of a text that you know; None: random ones

model = torch.load(PATH, map_location="cpu", weights_only=False)
for key in ("state_dict", "model_state_dict", "model"):  # checkpoints hold more than the model
    model = model[key] if isinstance(model, dict) and key in model else model
raw = model if isinstance(model, dict) else model.state_dict()
raw = {name: tensor for name, tensor in raw.items() if torch.is_tensor(tensor)}
first = {}  # tied tensors are one and the same; the second name is left out
raw = {n: t for n, t in raw.items() if first.setdefault((t.data_ptr(), tuple(t.shape)), n) == n}
state = {n: t.detach().float().contiguous() for n, t in raw.items() if t.is_floating_point()}

rnn = next(name for name in state if name.endswith("weight_ih_l0"))[: -len("weight_ih_l0")]
rest = [name for name in state if not name.startswith(rnn)]
matrices = [name for name in rest if state[name].dim() == 2]
encoder, decoder = state[matrices[0]], state[matrices[-1]]  # if they have another order, say so here
size = len(decoder)
bias = next((state[n] for n in rest if tuple(state[n].shape) == (size,)), torch.zeros(size))


def log_probabilities(ids):
    """Of the next token after each of these, from a state of zero."""
    if hasattr(model, "init_hidden"):  # as in PyTorch's word-level example
        scores = model.eval()(ids.view(-1, 1), model.init_hidden(1))[0]
    else:  # if your model computes something else, put a call of it here
        part = {n[len(rnn) :]: t for n, t in state.items() if n.startswith(rnn)}
        layers = sum(n.startswith("weight_hh_l") for n in part)
        hidden = part["weight_hh_l0"].shape[1]
        lstm = torch.nn.LSTM(encoder.shape[1], hidden, layers, bias="bias_ih_l0" in part)
        lstm.load_state_dict(part)
        scores = lstm(encoder[ids].unsqueeze(1))[0] @ decoder.T + bias
    return torch.log_softmax(scores.reshape(len(ids), -1).double(), 1)


def write_safetensors(path):
    header, end = {}, 0
    for name, tensor in state.items():
        begin, end = end, end + 4 * tensor.numel()
        shape = list(tensor.shape)
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [begin, end]}
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for tensor in state.values():
            file.write(ctypes.string_at(tensor.data_ptr(), 4 * tensor.numel()))


place = pathlib.Path(PATH)
write_safetensors(place.with_suffix(".safetensors"))
ids = torch.tensor(TOKENS or [random.randrange(size) for _ in range(201)])[:201]
with torch.no_grad():
    losses = -log_probabilities(ids[:-1])[range(len(ids) - 1), ids[1:]]
parity = {"tokens": ids.tolist(), "losses": losses.tolist()}
place.with_suffix(".parity.json").write_text(json.dumps(parity))
if WORDS:
    place.with_suffix(".vocabulary.json").write_text(json.dumps(list(WORDS)))
print(place.with_suffix(".safetensors"), "mean loss", losses.mean().item())
print("Import it with 'Gatescope: Import Model'." if WORDS else "Set WORDS to write the vocabulary.")
`;
