"""Trains the model on: from its weights and Adam's moments, by its plan, on any text, in any number of processes.

    torchrun --nproc_per_node=2 continue.py --text FILE --steps 1000

It does what Gatescope does: the text side by side in streams, truncated backpropagation through time with
the state carried on, clipping, Adam, warm-up and a falling learning rate, validation on blocks that are not
trained on. Gatescope's sampled softmax is here the full one. The result, continued.safetensors, holds the
model and all that is needed to go on: run the same line again, or import the file into Gatescope.
"""

import argparse
import base64
import json
import math
import os
import sys
import time

import torch
import torch.distributed as dist
from torch.nn.functional import cross_entropy
from torch.nn.parallel import DistributedDataParallel

from model import CELLS, ENDINGS, UNITS, WINDOW, Model, read_safetensors, write_safetensors
from tokens import Cutter, NotCut, read_text, read_tokens

folder = os.path.dirname(os.path.abspath(__file__))
BETA1, BETA2, EPSILON = 0.9, 0.999, 1e-8
MOST_RECOVERIES = 5


class Refused(ValueError):
    """What is wrong with the files or the wish, as a sentence."""


# Processes: one alone, or those that torchrun started.

RANK, WORLD = int(os.environ.get("RANK", 0)), int(os.environ.get("WORLD_SIZE", 1))


def start_processes():
    """The device of this process."""
    on_gpu = torch.cuda.is_available()
    device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", 0))) if on_gpu else torch.device("cpu")
    if on_gpu:
        torch.cuda.set_device(device)
    if WORLD > 1:
        dist.init_process_group("nccl" if on_gpu else "gloo")
    return device


def say(sentence):
    if RANK == 0:
        print(sentence, flush=True)


def agreed(numbers, device):
    """The numbers of the first process, in every process."""
    tensor = torch.tensor(numbers, dtype=torch.float64, device=device)
    if WORLD > 1:
        dist.broadcast(tensor, 0)
    return tensor.tolist()


def own_streams(streams):
    """Which of the streams this process reads: its share of them, in order."""
    return range(RANK * streams // WORLD, (RANK + 1) * streams // WORLD)


# The plan: what Gatescope's src/engine/training/plan.ts says.


def share_done(plan, step, start):
    """How much of the training is done, 0 to 1, where the number of steps was changed on the way, too."""
    done, begin = 0.0, start
    for stretch in plan.get("earlier", []):
        end = max(begin, min(step, stretch["until"]))
        done += (1 - done) * (end - begin) / max(1, stretch["steps"] - begin)
        if step < stretch["until"]:
            return done
        begin = end
    return done + (1 - done) * (step - begin) / max(1, plan["steps"] - begin)


def learning_rate_at(plan, step):
    if step < plan["warmUp"]:
        return plan["learningRate"] * (step + 1) / plan["warmUp"]
    share = 0.5 + 0.5 * math.cos(math.pi * min(1, share_done(plan, step, plan["warmUp"])))
    return plan["learningRate"] * (0.01 + 0.99 * share)


def new_plan(steps, tokens):
    """As Gatescope makes one for a text of so many tokens."""
    T = 16 if tokens < 2000 else 32
    B = max(1, min(16, tokens // (4 * T)))
    return {
        "steps": steps,
        "B": B,
        "T": max(1, min(T, (tokens - 1) // B - 1)),
        "learningRate": 4e-3,
        "warmUp": min(100, math.ceil(steps / 20)),
        "clip": 1,
        "weightDecay": 0.2,
        "samples": 0,
        "validateEvery": max(5, math.ceil(steps / 30)),
        "patience": 10,
        "seed": 1,
        "arithmetic": "separate",
    }


class Random:
    """xoshiro128**, whose state is part of a training."""

    def __init__(self, state):
        self.state = list(state)

    def below(self, limit):
        s, mask = self.state, 0xFFFFFFFF

        def rotate(x, k):
            return ((x << k) | (x >> (32 - k))) & mask

        result = rotate(s[1] * 5 & mask, 7) * 9 & mask
        t = s[1] << 9 & mask
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotate(s[3], 11)
        return int(result / 4294967296 * limit)


# The text.


def training_split(tokens):
    """Blocks to validate on, spread over the text: ranges of tokens to train on, and those blocks."""
    validated = min(tokens, max(min(10, tokens // 5), math.floor(tokens * 0.05 + 0.5)))
    blocks = max(1, min(20, max(1, validated // 20)))
    held_out = []
    for block in range(blocks):
        length = (block + 1) * validated // blocks - block * validated // blocks
        begin = math.floor((block + 0.5) * tokens / blocks - length / 2)
        if length > 0:
            held_out.append((begin, begin + length))
    trained, begin = [], 0
    for first, last in [*held_out, (tokens, tokens)]:
        if first > begin:
            trained.append((begin, first))
        begin = last
    return trained, held_out


class Text:
    def __init__(self, ids, size):
        trained, self.held_out = training_split(len(ids))
        self.ids = torch.tensor(ids, dtype=torch.long)
        self.trained = torch.cat([self.ids[begin:end] for begin, end in trained])
        self.counts = torch.bincount(self.trained, minlength=size).tolist()


def read_ids(options, words):
    with open(os.path.join(folder, "vocabulary.json"), encoding="utf-8") as file:
        vocabulary = json.load(file)
    if vocabulary["words"] != words:
        raise Refused(
            "vocabulary.json has other words than weights.safetensors: the rows of the network belong to "
            "the words as they were. Put the file back as it was exported."
        )
    if options.tokens:
        tokens = read_tokens(options.tokens)
    else:
        cutter = Cutter(vocabulary)
        tokens = [token for path in options.text for token in cutter.cut(read_text(path))]
    rows = {word: row for row, word in enumerate(words) if row > 0}
    return [rows.get(token, 0) for token in tokens]


# A training: what Gatescope keeps of one, taken out of a file and put back into it.


class Training:
    def __init__(self, path, options, device):
        self.tensors, self.metadata = read_safetensors(path)
        self.facts = json.loads(self.metadata["gatescope"])
        self.device, self.began = device, time.monotonic()
        words = self.facts["vocabulary"]["words"]
        self.text = Text(read_ids(options, words), len(words))
        self.model = Model().to(device)
        self.names = [name for name, _ in self.model.named_parameters()]
        kept = self.facts.get("resume")
        self.take_up(kept["state"] if kept else None, options)
        self.plan_ahead(options)

    def part(self, prefix):
        return {name: self.tensors[prefix + name].to(self.device) for name in self.names}

    def take_up(self, state, options):
        self.best = self.part("")
        self.losses, self.seconds = [], state["seconds"] if state else 0
        if state is None:
            self.model.load(self.best)
            self.m = {name: torch.zeros_like(tensor) for name, tensor in self.best.items()}
            self.v = {name: torch.zeros_like(tensor) for name, tensor in self.best.items()}
            self.powers, self.random = [1.0, 1.0], Random([1, 2, 3, 4])
            self.progress = {"steps": 0, "rateScale": 1, "recoveries": 0, "sinceBest": 0}
            self.begin_text(options)
            return
        self.model.load(self.part("resume.last."))
        self.m, self.v = self.part("resume.m."), self.part("resume.v.")
        position = state["position"]
        self.powers = [position["powers"]["beta1"], position["powers"]["beta2"]]
        self.progress, self.random = position["progress"], Random(position["random"])
        self.plan = self.facts["plan"]
        if self.text.counts == self.facts["vocabulary"]["counts"] and not options.streams:
            self.epoch, self.at = position["stream"]["epoch"], position["stream"]["at"]
            self.state = self.unpack_state(state["carried"])
        else:
            self.begin_text(options)

    def begin_text(self, options):
        """Another text than before: from its beginning, and what was best on the other is not compared."""
        tokens = len(self.text.trained)
        plan = dict(self.facts.get("plan") or new_plan(options.steps or options.until or 1, tokens))
        fitting = new_plan(plan["steps"], tokens)
        if options.streams:
            plan["B"] = options.streams
        elif tokens // plan["B"] < plan["T"] + 1:
            plan["B"], plan["T"] = fitting["B"], fitting["T"]
        if self.progress["steps"] == 0:
            plan.pop("earlier", None)
        self.plan, self.epoch, self.at = plan, 0, 0
        self.progress = {**self.progress, "sinceBest": 0}
        self.progress.pop("bestLoss", None)
        self.progress.pop("bestStep", None)
        self.state = self.first_state()

    def plan_ahead(self, options):
        """Up to which step, and by a plan that goes as far."""
        done, plan = self.progress["steps"], self.plan
        self.until = options.until or (done + options.steps if options.steps else plan["steps"])
        if self.until <= done:
            raise Refused(
                f"{done} steps are done already, and the plan has {plan['steps']}. "
                "Say how many more: --steps 1000."
            )
        if done == 0 and self.until != plan["steps"]:
            again = new_plan(self.until, len(self.text.trained))
            plan = {**plan, **{key: again[key] for key in ("steps", "warmUp", "validateEvery")}}
        elif self.until > plan["steps"]:
            earlier = [*plan.get("earlier", []), {"until": done, "steps": plan["steps"]}]
            plan = {**plan, "steps": self.until, "earlier": earlier}
        self.plan = plan
        B, T = plan["B"], plan["T"]
        self.length = len(self.text.trained) // B
        if self.length < T + 1:
            raise Refused(f"{len(self.text.trained)} tokens are too few for {B} streams of {T}.")
        if B < WORLD:
            raise Refused(f"{WORLD} processes have only {B} streams to read. Say --streams {4 * WORLD}.")

    # What is carried from window to window, of all streams as Gatescope writes it, or of one's own.

    def first_state(self):
        return self.model.start(len(own_streams(self.plan["B"])))

    def names_of_states(self):
        runs = [(layer, ending) for layer in range(len(CELLS)) for ending in ENDINGS]
        return [
            [f"{letter}_l{layer}{ending}" for letter in CELLS[layer].STATES] for layer, ending in runs
        ]

    def unpack_state(self, carried):
        streams, own = self.plan["B"], own_streams(self.plan["B"])

        def tensor(name, rows):
            numbers = torch.frombuffer(bytearray(base64.b64decode(carried[name])), dtype=torch.float32)
            return numbers.reshape(rows, -1).clone().to(self.device)

        states = [
            tuple(tensor(name, streams)[own.start : own.stop] for name in run)
            for run in self.names_of_states()
        ]
        _, words = self.first_state()
        if WINDOW > 1:
            words = tensor("words", WINDOW - 1)[:, own.start : own.stop].long()
        return states, words

    def pack_state(self):
        """In the first process, of all of them; every process must call it."""
        states, words = self.state
        own = own_streams(self.plan["B"])

        def whole(part, streams):
            """With the streams of the other processes, which are zeros here; objects would need NumPy."""
            if WORLD == 1:
                return part
            size = list(part.shape)
            size[streams] = self.plan["B"]
            everyone = torch.zeros(size, dtype=part.dtype, device=self.device)
            everyone.narrow(streams, own.start, own.stop - own.start).copy_(part)
            dist.all_reduce(everyone)
            return everyone

        def packed(tensor):
            numbers = tensor.detach().to(torch.float32).contiguous().flatten().tolist()
            flat = torch.tensor(numbers, dtype=torch.float32)
            return base64.b64encode(bytes(flat.view(torch.uint8).tolist())).decode()

        carried = {}
        for n, run in enumerate(self.names_of_states()):
            for k, name in enumerate(run):
                carried[name] = packed(whole(states[n][k].detach(), 0))
        if WINDOW > 1:
            carried["words"] = packed(whole(words, 1))
        return carried

    # A step.

    def window(self):
        own = own_streams(self.plan["B"])
        T, starts = self.plan["T"], [stream * self.length + self.at for stream in own]
        rows = torch.stack([self.text.trained[start : start + T + 1] for start in starts], dim=1)
        rows = rows.to(self.device)
        return rows[:-1], rows[1:]

    def step(self, learner):
        """One step of all processes. @returns loss, norm of the gradient and learning rate"""
        plan = self.plan
        inputs, targets = self.window()
        self.model.zero_grad(set_to_none=True)
        loss, state = learner(inputs, targets, self.state)
        # Processes have unequal numbers of streams where these cannot be divided.
        share = inputs.shape[1] / plan["B"]
        (loss * share * WORLD).backward()
        total = (loss.detach() * share).to(torch.float64).reshape(1)
        if WORLD > 1:
            dist.all_reduce(total)
        gradients = {name: p.grad for name, p in self.model.named_parameters()}
        norm = math.sqrt(sum(g.double().pow(2).sum().item() for g in gradients.values()))
        rate = learning_rate_at(plan, self.progress["steps"]) * self.progress["rateScale"]
        if math.isfinite(total.item()) and math.isfinite(norm):
            self.update(gradients, min(1, plan["clip"] / (norm + 1e-6)), rate)
            both = len(ENDINGS) > 1
            self.state = self.first_state() if both else detached(state)
        else:
            self.recover()
        self.move_on()
        return total.item(), norm, rate

    def update(self, gradients, scale, rate):
        self.powers = [self.powers[0] * BETA1, self.powers[1] * BETA2]
        correction1, correction2 = 1 - self.powers[0], 1 - self.powers[1]
        with torch.no_grad():
            for name, parameter in self.model.named_parameters():
                g, m, v = gradients[name] * scale, self.m[name], self.v[name]
                m.mul_(BETA1).add_(g, alpha=1 - BETA1)
                v.mul_(BETA2).addcmul_(g, g, value=1 - BETA2)
                # The decoder's bias starts as the words' shares in the text: not to be forgotten.
                decay = 0 if name == "decoder.bias" else self.plan["weightDecay"]
                below = (v / correction2).sqrt_().add_(EPSILON)
                parameter.mul_(1 - rate * decay).addcdiv_(m, below, value=-rate / correction1)

    def recover(self):
        """Back to the best weights known, at half the rate."""
        self.model.load(self.best)
        for tensor in [*self.m.values(), *self.v.values()]:
            tensor.zero_()
        self.powers, self.state = [1.0, 1.0], self.first_state()
        rate, times = self.progress["rateScale"] / 2, self.progress["recoveries"] + 1
        self.progress = {**self.progress, "rateScale": rate, "recoveries": times}
        say(f"A number left its range at step {self.progress['steps']}: back to the best weights.")
        if times > MOST_RECOVERIES:
            raise Refused("It did not recover. Train with a smaller learning rate.")

    def move_on(self):
        T, at = self.plan["T"], self.at + self.plan["T"]
        if at + T + 1 <= self.length:
            self.at = at
        else:
            self.epoch, self.at = self.epoch + 1, self.random.below(min(T, self.length - T))
            self.state = self.first_state()
        steps = self.progress["steps"] + 1
        due = steps % self.plan["validateEvery"] == 0 or steps == self.plan["steps"]
        self.progress = {**self.progress, "steps": steps, "validationDue": due}

    # Validation.

    def validation_loss(self):
        """Nats a token on the blocks, each after a run-up that is not counted."""
        ids, blocks, T, run_up = self.text.ids, self.text.held_out, 16, 32
        shortest = min(end - max(1, begin) for begin, end in blocks)
        counted = max(1, min(shortest, math.ceil(5000 / len(blocks))))
        starts = torch.tensor([max(1, begin) for begin, _ in blocks])
        state, total = self.model.start(len(blocks)), 0.0
        with torch.no_grad():
            for offset in range(-run_up, counted, T):
                steps = torch.arange(offset, offset + T).unsqueeze(1)
                places = starts + steps
                inside = (places >= 1) & (steps < counted)
                places = places.clamp(1, len(ids) - 1)
                inputs = torch.where(inside, ids[places - 1], 0).to(self.device)
                targets = torch.where(inside, ids[places], 0).to(self.device)
                logits, state = self.model(inputs, state)
                if offset >= 0:
                    rows = min(T, counted - offset)
                    flat = logits[:rows].flatten(0, 1)
                    total += cross_entropy(flat, targets[:rows].flatten(), reduction="sum").item()
        return total / (counted * len(blocks))

    def validate(self, reports):
        (loss,) = agreed([self.validation_loss()], self.device)
        finite = math.isfinite(loss)
        if finite and loss < self.progress.get("bestLoss", math.inf):
            self.best = {n: p.detach().clone() for n, p in self.model.named_parameters()}
            best = {"bestLoss": loss, "bestStep": self.progress["steps"], "sinceBest": 0}
            self.progress = {**self.progress, **best}
        else:
            self.progress = {**self.progress, "sinceBest": self.progress["sinceBest"] + 1}
        self.progress = {**self.progress, "validationDue": False}
        if not finite:
            self.recover()
        elif reports:
            self.note(loss, reports)

    def note(self, loss, reports):
        """A point of the curve."""
        steps, (_, norm, rate) = self.progress["steps"], reports[-1]
        mean = sum(report[0] for report in reports) / len(reports)
        point = {"step": steps, "seconds": self.elapsed(), "loss": mean, "validation": loss}
        self.facts["history"].append({**point, "learningRate": rate, "gradientNorm": norm})
        say(f"step {steps} of {self.until}: loss {mean:.4f}, validation perplexity {math.exp(loss):.2f}")

    def elapsed(self):
        return self.seconds + time.monotonic() - self.began

    # The file.

    def save(self, path):
        carried = self.pack_state()
        if RANK != 0:
            return
        facts, progress = self.facts, self.progress
        if self.text.counts != facts["vocabulary"]["counts"]:
            facts["vocabulary"]["counts"] = self.text.counts
            facts.pop("seen", None)
        for stale in ("summary", "resume"):
            facts.pop(stale, None)
        facts["plan"], facts["steps"] = self.plan, progress["steps"]
        facts["version"] += 1
        if "bestLoss" in progress:
            facts["validationPerplexity"] = math.exp(progress["bestLoss"])
        stream = {"epoch": self.epoch, "at": self.at}
        powers = {"beta1": self.powers[0], "beta2": self.powers[1]}
        position = {"progress": progress, "stream": stream, "random": self.random.state, "powers": powers}
        state = {"position": position, "carried": carried, "seconds": self.elapsed()}
        facts["resume"] = {"state": {**state, "pending": {"losses": self.losses}}}
        tensors = dict(self.best)
        parts = {"last": dict(self.model.named_parameters()), "m": self.m, "v": self.v}
        for part, values in parts.items():
            tensors.update({f"resume.{part}.{name}": values[name] for name in self.names})
        about = json.dumps(facts, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        write_safetensors(path, tensors, {**self.metadata, "gatescope": about})


class Learner(torch.nn.Module):
    """Model and loss in one, so that DistributedDataParallel sees the whole way."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, inputs, targets, state):
        logits, state = self.model(inputs, state)
        return cross_entropy(logits.flatten(0, 1), targets.flatten()), state


def detached(state):
    carried, words = state
    return [tuple(part.detach() for part in run) for run in carried], words


def read_options():
    parser = argparse.ArgumentParser(description="Trains the model on.")
    parser.add_argument("--text", nargs="+", default=[], help="what to train on, UTF-8; several are one text")
    parser.add_argument("--tokens", help="a text that Gatescope cut: node dist/cli.js tokens FILE --json")
    parser.add_argument("--steps", type=int, help="how many more; without it, what the plan has left")
    parser.add_argument("--until", type=int, help="or up to which step in all, however often it is started")
    parser.add_argument("--streams", type=int, help="parts of the text that are read side by side")
    parser.add_argument("--save", type=float, default=60, help="seconds between checkpoints (60)")
    parser.add_argument("--out", default=os.path.join(folder, "continued.safetensors"))
    parser.add_argument("--losses", help="a file for the loss of every step, one a line")
    options = parser.parse_args()
    if not options.text and not options.tokens:
        parser.error("--text names the text to train on.")
    return options


def train(options):
    device = start_processes()
    begun = os.path.exists(options.out)
    path = options.out if begun else os.path.join(folder, "weights.safetensors")
    training = Training(path, options, device)
    learner = Learner(training.model)
    if WORLD > 1:
        learner = DistributedDataParallel(learner, find_unused_parameters=True)
    say(
        f"{'Going on' if begun else 'Beginning'} at step {training.progress['steps']} of "
        f"{training.plan['steps']}, to {training.until}: {len(training.text.trained)} tokens, "
        f"{training.plan['B']} streams of {training.plan['T']} in {WORLD} process(es) on {device.type}."
    )
    if training.progress["steps"] == 0 or "bestLoss" not in training.progress:
        training.validate([])
    reports, all_losses, saved = [], [], time.monotonic()
    while training.progress["steps"] < training.until:
        if training.progress.get("validationDue"):
            training.validate(reports)
            reports = []
        reports.append(training.step(learner))
        all_losses.append(reports[-1][0])
        if training.progress["validationDue"]:
            training.validate(reports)
            reports = []
            (is_time,) = agreed([float(time.monotonic() - saved > options.save)], device)
            if training.progress["sinceBest"] >= training.plan["patience"]:
                say("It no longer gets better on what it is not trained on.")
                break
            if is_time:
                training.save(options.out)
                saved = time.monotonic()
    training.losses = [report[0] for report in reports]
    training.save(options.out)
    if options.losses and RANK == 0:
        with open(options.losses, "w", encoding="utf-8") as file:
            file.writelines(f"{loss!r}\n" for loss in all_losses)
    say(f"{options.out} is the model after {training.progress['steps']} steps. Gatescope can import it.")
    if WORLD > 1:
        dist.destroy_process_group()


def main():
    try:
        train(read_options())
    except (Refused, NotCut, OSError, KeyError, ValueError) as error:
        return f"continue.py: {error}"
    return None


if __name__ == "__main__":
    sys.exit(main())
