"""Proves that model.py computes what Gatescope computed: run it once, `python check.py`.

It reads the tokens of parity.json with the weights of weights.safetensors and compares what each token
but the first costs, in nats, with what it cost in Gatescope. Only torch is needed.
"""

import json
import os
import sys

import torch

from model import VOCABULARY, load_model, read_safetensors

BOUND = 1e-5
folder = os.path.dirname(os.path.abspath(__file__))


def read_json(name):
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        return json.load(file)


def losses_of(model, tokens):
    """What each token but the first costs, in double precision, as in Gatescope's record."""
    ids = torch.tensor(tokens).unsqueeze(1)
    with torch.no_grad():
        logits, _ = model.double()(ids[:-1])
    return torch.nn.functional.cross_entropy(logits.flatten(0, 1), ids[1:, 0], reduction="none")


def main():
    words = read_json("vocabulary.json")["words"]
    if len(words) != VOCABULARY:
        return f"vocabulary.json has {len(words)} words, and the model has {VOCABULARY}: it was changed."
    _, metadata = read_safetensors(os.path.join(folder, "weights.safetensors"))
    if json.loads(metadata["gatescope"])["vocabulary"]["words"] != words:
        return "vocabulary.json has other words than weights.safetensors: it was changed."
    parity = read_json("parity.json")
    there = torch.tensor(parity["losses"], dtype=torch.float64)
    here = losses_of(load_model(folder), parity["tokens"])
    largest = (here - there).abs().max().item()
    print(f"{len(there)} tokens: {there.mean():.6f} nats a token in Gatescope, {here.mean():.6f} here.")
    print(f"The largest difference at a token is {largest:.1e} nats; the bound is {BOUND:.0e}.")
    if not largest <= BOUND:
        return "It is NOT the same model: weights.safetensors, model.py or parity.json was changed."
    print("It is the same model.")
    return None


if __name__ == "__main__":
    sys.exit(main())
