def larger(a, b):
    """As Gatescope takes it where both are equal: the gradient goes to the first."""
    return torch.where(a < b, b, a)


def smaller(a, b):
    return torch.where(b < a, b, a)


def tensors_of(layer):
    """Name and shape of each tensor of a layer in one direction, as in the file."""
    cell, inputs = CELLS[layer], INPUTS[layer]
    for letter, (name, kind, equations) in cell.TENSORS.items():
        rows = len(equations) * UNITS
        shape = {"input": (rows, inputs), "recurrent": (rows, UNITS), "vector": (rows,)}[kind]
        yield letter, name, shape


class Layers(nn.Module):
    """All layers; their tensors have the names of PyTorch's own modules: weight_ih_l0, and so on."""

    def __init__(self):
        super().__init__()
        for layer in range(len(CELLS)):
            for ending in ENDINGS:
                for _, name, shape in tensors_of(layer):
                    parameter = nn.Parameter(torch.zeros(shape))
                    self.register_parameter(f"{name}_l{layer}{ending}", parameter)

    def run(self, layer, ending, x, before):
        """One layer in one direction over all tokens: x is [T, B, inputs]."""
        cell = CELLS[layer]
        weights = {
            letter: getattr(self, f"{name}_l{layer}{ending}")
            for letter, name, _ in tensors_of(layer)
        }
        products = {
            letter: linear(x, weights[letter]).chunk(len(equations), dim=-1)
            for letter, (_, kind, equations) in cell.TENSORS.items()
            if kind == "input"
        }
        shown = []
        for t in range(len(x)):
            now = {letter: [rows[t] for rows in made] for letter, made in products.items()}
            before = cell.step(weights, now, before)
            shown.append(before[0])
        return torch.stack(shown), before

    def forward(self, x, state):
        after = []
        for layer in range(len(CELLS)):
            shown = []
            for ending in ENDINGS:
                backwards = ending != ""
                before = state[len(after)]
                h, last = self.run(layer, ending, x.flip(0) if backwards else x, before)
                shown.append(h.flip(0) if backwards else h)
                after.append(last)
            x = torch.cat(shown, dim=-1)
        return x, after


class Model(nn.Module):
    """Embedding, layers, and the projection to the words.

    model(tokens, state) takes tokens [T, B] and gives logits [T, B, VOCABULARY] and the state after them,
    which the next tokens of the same texts go on from; without a state they begin a text.
    """

    def __init__(self):
        super().__init__()
        self.encoder = nn.Embedding(VOCABULARY, EMBEDDING)
        self.rnn = Layers()
        if READOUT:
            self.readout = nn.Linear(UNITS * len(ENDINGS), UNITS)
        self.decoder = nn.Linear(UNITS if READOUT else UNITS * len(ENDINGS), VOCABULARY)
        if TIED:
            self.decoder.weight = self.encoder.weight

    def start(self, streams):
        """What is carried before the first token: of each layer and direction what its cell carries."""
        one = self.encoder.weight
        carried = [
            tuple(one.new_full((streams, UNITS), start) for start in cell.STATES.values())
            for cell in CELLS
            for _ in ENDINGS
        ]
        words = torch.zeros((WINDOW - 1, streams), dtype=torch.long, device=one.device)
        return carried, words

    def forward(self, tokens, state=None):
        carried, words = state or self.start(tokens.shape[1])
        # A layer on a window of words reads the words before, too; WINDOW is 1 where cells remember.
        seen = torch.cat([words, tokens])
        pieces = [seen[n : n + len(tokens)] for n in range(WINDOW)]
        x = torch.cat([self.encoder(piece) for piece in pieces], dim=-1)
        h, carried = self.rnn(x, carried)
        if READOUT:
            h = torch.tanh(self.readout(h))
        return self.decoder(h), (carried, seen[len(tokens) :])

    def load(self, tensors):
        """Takes the tensors of a file that are the model's, and no others."""
        own = {name for name, _ in self.named_parameters()}
        missing = sorted(own - tensors.keys())
        if missing:
            raise ValueError(f"The file has no tensor {missing[0]}.")
        with torch.no_grad():
            for name, parameter in self.named_parameters():
                if parameter.shape != tensors[name].shape:
                    shapes = f"{list(tensors[name].shape)}, not {list(parameter.shape)}"
                    raise ValueError(f"{name} has the shape {shapes}.")
                parameter.copy_(tensors[name])
        return self


def read_safetensors(path):
    """The tensors of a file by name, and its metadata. No library is needed, and no code is run."""
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = bytearray(file.read())
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in header.items():
        if entry["dtype"] != "F32":
            raise ValueError(f"{name} is {entry['dtype']}; Gatescope writes F32.")
        begin, end = entry["data_offsets"]
        count = (end - begin) // 4
        flat = torch.frombuffer(data, dtype=torch.float32, count=count, offset=begin)
        tensors[name] = flat.reshape(entry["shape"]).clone()
    return tensors, metadata


def write_safetensors(path, tensors, metadata):
    """The way back: in the order of the names, without gaps; a file is whole or not there."""
    kept = {name: tensors[name].detach().to("cpu", torch.float32).contiguous() for name in tensors}
    header, at = {"__metadata__": metadata}, 0
    for name in sorted(kept):
        size = 4 * kept[name].numel()
        shape = list(kept[name].shape)
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [at, at + size]}
        at += size
    head = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    head += b" " * (-len(head) % 8)
    with open(path + ".tmp", "wb") as file:
        file.write(struct.pack("<Q", len(head)) + head)
        for name in sorted(kept):
            file.write(ctypes.string_at(kept[name].data_ptr(), 4 * kept[name].numel()))
        file.flush()
        os.fsync(file.fileno())
    os.replace(path + ".tmp", path)


def load_model(folder=None):
    """The trained model that lies beside this file."""
    folder = folder or os.path.dirname(os.path.abspath(__file__))
    tensors, _ = read_safetensors(os.path.join(folder, "weights.safetensors"))
    return Model().load(tensors)
