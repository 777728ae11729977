/** What a file of PyTorch's can be instead of tensors that are read: the fact, and the lines of Python that mend it. */
import type { CheckpointFailure } from './checkpoint';
import type { PickleTrouble } from './pickleBytes';

export type TorchFailure =
  | CheckpointFailure
  | { readonly kind: 'legacy' }
  | { readonly kind: 'tar' }
  | { readonly kind: 'barePickle' }
  | { readonly kind: 'noArchive' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'cut'; readonly bytes: number }
  | { readonly kind: 'noPickle' }
  | { readonly kind: 'encrypted'; readonly entry: string }
  | { readonly kind: 'packed'; readonly entry: string }
  | { readonly kind: 'tooManyParts'; readonly parts: number }
  | { readonly kind: 'scripted' }
  | { readonly kind: 'bigEndian' }
  | { readonly kind: 'badPickle'; readonly trouble: PickleTrouble }
  | { readonly kind: 'damaged'; readonly entry: string }
  | { readonly kind: 'noStorage'; readonly tensor: string };

const quoted = (name: string): string => JSON.stringify(name.slice(0, 120));

/** @param file the name that the snippets load */
export function describeTorchFailure(failure: TorchFailure, file: string): string {
  const name = JSON.stringify(file);
  const plain = JSON.stringify(`${file.replace(/\.[^.]*$/, '')}-plain.pt`);
  const load = `torch.load(${name}, map_location="cpu", weights_only=False)`;
  const again = `Where the model was made, run: import torch; torch.save(${load}, ${plain})`;
  const state = (what: string): string =>
    `Where the model was made, run: import torch; torch.save(${what}.state_dict(), ${plain})`;
  switch (failure.kind) {
    case 'legacy':
      return `It is in the format that torch.save wrote before PyTorch 1.6, which is not read. ${again}`;
    case 'tar':
      return `It is a tar archive, as PyTorch wrote before 0.1.10, which is not read. ${again}`;
    case 'barePickle':
      return `It is a bare pickle and no archive of torch.save, so it has no tensors that can be read. Where it was made, run: import pickle, torch; torch.save(pickle.load(open(${name}, "rb")), ${plain})`;
    case 'empty':
      return 'It is empty: it was cut, or is still being written. Copy or download it again.';
    case 'noArchive':
      return `It is no archive of torch.save and no safetensors file. ${again}`;
    case 'cut':
      return `It ends after ${failure.bytes.toLocaleString('en')} bytes, before its own table of contents: it was cut, or is still being written. Copy or download it again.`;
    case 'noPickle':
      return `It is a ZIP archive without a data.pkl, so torch.save did not write it. Choose the file that it did write, or save the model: torch.save(model.state_dict(), ${plain})`;
    case 'encrypted':
      return `It is encrypted (${quoted(failure.entry)}), which torch.save never does. Save the model again without a password: torch.save(model.state_dict(), ${plain})`;
    case 'packed':
      return `Another program has compressed it (${quoted(failure.entry)}); torch.save stores numbers as they are. ${again}`;
    case 'scripted':
      return `It is a TorchScript program, not a state_dict. ${state(`torch.jit.load(${name}, map_location="cpu")`)}`;
    case 'bigEndian':
      return `It was written on a machine whose numbers are big-endian, which are not read. On a usual machine, run: import torch; torch.save(${load}, ${plain})`;
    case 'badPickle':
      return badPickle(failure.trouble, again);
    case 'damaged':
      return `Its part ${quoted(failure.entry)} is damaged: its checksum is another. Copy or download the file again.`;
    case 'noStorage':
      return `The numbers of the tensor ${quoted(failure.tensor)} are not in it. Copy or download the file again.`;
    case 'wholeModule':
      return failure.key === undefined
        ? `It holds a whole object (${quoted(failure.by)}), which only its own program can build. ${state(load)}`
        : `Under ${quoted(failure.key)} it holds a whole object (${quoted(failure.by)}), which only its own program can build, and no tensors. ${state(`${load}[${quoted(failure.key)}]`)}`;
    case 'noTensors':
      return `It holds no tensors. Save the state_dict of the model: torch.save(model.state_dict(), ${plain})`;
    case 'tooManyTensors':
      return `It has more than ${failure.most.toLocaleString('en')} tensors, and a language model has a few dozen. Save the state_dict of the language model alone: torch.save(model.state_dict(), ${plain})`;
    case 'tooManyParts':
      return `It has ${failure.parts.toLocaleString('en')} parts, far more than a language model has tensors. Save the state_dict of the language model alone: torch.save(model.state_dict(), ${plain})`;
    case 'severalModels':
      return `It holds several models (${failure.names.slice(0, 8).map(quoted).join(', ')}). Where you have it, run: import torch; torch.save(${load}[${quoted(failure.names[0])}], ${plain})`;
    default:
      return failure satisfies never;
  }
}

function badPickle({ problem, at }: PickleTrouble, again: string): string {
  const where = `after ${at.toLocaleString('en')} bytes of its data.pkl`;
  switch (problem) {
    case 'cut':
      return `Its description of the tensors ends too early, ${where}. Copy or download the file again.`;
    case 'malformed':
      return `Its description of the tensors cannot be read, ${where}. Copy or download the file again, or write it again. ${again}`;
    case 'tooMuch':
      return `Its description of the tensors asks for more memory than the file is large, ${where}. Save the state_dict alone, without what else is in the checkpoint: torch.save(model.state_dict(), "plain.pt")`;
    default:
      return problem satisfies never;
  }
}
