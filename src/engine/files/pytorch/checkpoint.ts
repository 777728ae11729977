/**
 * Which of a checkpoint's tensors are the model's, and what they are called: a state_dict by itself,
 * under a name of some program's, or one for each module. What an optimizer keeps is none of it.
 */
import { isRecurrent } from '../foreign/recurrentChain';
import type { PickleValue } from './pickleMachine';
import { isThing } from './pickleMachine';
import type { OtherTensor, TorchTensor } from './torchTensors';
import { tensorOf } from './torchTensors';

export interface Checkpoint {
  readonly tensors: ReadonlyMap<string, TorchTensor | OtherTensor>;
  /** What else is in it, by the names at its top. */
  readonly beside: readonly string[];
}

export type CheckpointFailure =
  /** What is there was made by a name of Python's: a module, say, and not its state_dict. */
  | { readonly kind: 'wholeModule'; readonly by: string; readonly key?: string }
  | { readonly kind: 'noTensors' }
  | { readonly kind: 'tooManyTensors'; readonly most: number }
  | { readonly kind: 'severalModels'; readonly names: readonly string[] };

export type CheckpointResult =
  | { readonly ok: true; readonly checkpoint: Checkpoint }
  | { readonly ok: false; readonly failure: CheckpointFailure };

/** A tensor under the names on the way to it. */
interface Found {
  readonly path: readonly string[];
  readonly tensor: TorchTensor | OtherTensor;
}

const notOfModel =
  /^(?:optim|lr_|scheduler|scaler|grad_scaler|amp|callbacks|loops|rng|random|hparams|hyper_parameters)/i;
const dictClasses: ReadonlySet<string> = new Set([
  'collections.OrderedDict',
  'collections.defaultdict',
]);

/** The names under which a model is kept, the usual first. */
const usualNames = [
  'state_dict',
  'model_state_dict',
  'model_state',
  'model',
  'net',
  'network',
  'weights',
];

const deepest = 6;
/** A language model has tens. */
const mostFound = 4000;
/** What a tensor that is found takes, under the names on the way to it: no less than it does, which a test measures. */
export const bytesOfFound = 1000;

interface Entries {
  readonly keys: readonly PickleValue[];
  readonly values: readonly PickleValue[];
}

/** A dictionary; of a class that is none, only what was put into it. */
function entriesOf(value: PickleValue): (Entries & { readonly by?: string }) | undefined {
  if (!isThing(value)) return undefined;
  if (value.kind === 'dict') return value;
  if (value.kind !== 'made' || tensorOf(value) === undefined) return undefined;
  const { by, keys, values } = value;
  if (dictClasses.has(by)) return keys.length > 0 ? { keys, values } : pairsOf(value.args[0]);
  return keys.length > 0 ? { keys, values, by } : undefined;
}

/** As Python 2 wrote an OrderedDict: a list of pairs. */
function pairsOf(value: PickleValue | undefined): Entries {
  const items = value !== undefined && isThing(value) && value.kind === 'list' ? value.items : [];
  const pairs = items.flatMap((item) =>
    isThing(item) && item.kind === 'list' && item.items.length === 2 ? [item.items] : [],
  );
  return { keys: pairs.map(([key]) => key), values: pairs.map(([, one]) => one) };
}

/** Of what something unknown made, only what is called as a tensor is. */
const calledAsTensor = (key: string): boolean => isRecurrent(key) || /(?:weight|bias)$/.test(key);

/** @returns at most one more than so many */
function gather(root: PickleValue, most: number): readonly Found[] {
  const found: Found[] = [];
  const visited = new Set<unknown>();
  const visit = (value: PickleValue, path: readonly string[], owner?: string): void => {
    const entries = entriesOf(value);
    if (!entries || visited.has(value) || path.length > deepest) return;
    visited.add(value);
    const unknown = entries.by ?? owner;
    for (const [n, key] of entries.keys.entries()) {
      if (found.length > most) return;
      if (typeof key !== 'string' || notOfModel.test(key)) continue;
      const inner = entries.values[n];
      if (entriesOf(inner)) {
        visit(inner, [...path, key], unknown);
        continue;
      }
      const tensor = tensorOf(inner);
      if (!tensor) continue;
      const marked = unknown === undefined ? tensor : { madeBy: unknown, isTensor: false };
      found.push({ path: [...path, key], tensor: marked });
    }
  };
  visit(root, []);
  return found;
}

const isPlain = (tensor: TorchTensor | OtherTensor): tensor is TorchTensor => !('madeBy' in tensor);

const depthOfCommon = (paths: readonly (readonly string[])[]): number => {
  let depth = 0;
  const [first] = paths;
  while (depth < first.length - 1 && paths.every((path) => path[depth] === first[depth])) depth++;
  return depth;
};

const isUnder = (path: readonly string[], root: readonly string[]): boolean =>
  root.every((name, n) => path[n] === name);

/** Models of the same tensors beside one another, such as one and its moving average. */
function copiesIn(layers: readonly Found[], depth: number): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const { path } of layers) {
    if (path.length === depth + 1) return [];
    const names = groups.get(path[depth]) ?? [];
    groups.set(path[depth], [...names, path.slice(depth + 1).join('.')]);
  }
  const [first, ...others] = [...groups.values()].map((names) => names.toSorted().join('\n'));
  return others.length > 0 && others.every((names) => names === first) ? [...groups.keys()] : [];
}

/** The dictionary that has the layers and what belongs to them. */
function rootOf(
  found: readonly Found[],
  layers: readonly Found[],
): readonly string[] | CheckpointFailure {
  if (layers.length === 0) return [];
  const depth = depthOfCommon(layers.map(({ path }) => path));
  const common = layers[0].path.slice(0, depth);
  const copies = copiesIn(layers, depth);
  if (copies.length > 0) {
    const usual = usualNames.find((name) => copies.includes(name));
    return usual === undefined ? { kind: 'severalModels', names: copies } : [...common, usual];
  }
  const hasOthers = (root: readonly string[]): boolean =>
    found.some(({ path }) => isUnder(path, root) && !isRecurrent(path.at(-1) ?? ''));
  let root = common;
  while (root.length > 0 && !hasOthers(root)) root = root.slice(0, -1);
  return root;
}

/** @param budget bytes that may be taken for what is found */
export function readCheckpoint(value: PickleValue, budget = Infinity): CheckpointResult {
  const refused = (failure: CheckpointFailure): CheckpointResult => ({ ok: false, failure });
  const top = entriesOf(value);
  if (!top) {
    const made = tensorOf(value);
    return refused(
      made && 'madeBy' in made ? { kind: 'wholeModule', by: made.madeBy } : { kind: 'noTensors' },
    );
  }
  const most = Math.min(mostFound, Math.max(0, Math.floor(budget / bytesOfFound)));
  const found = gather(value, most);
  if (found.length > most) return refused({ kind: 'tooManyTensors', most });
  if (!found.some(({ tensor }) => isPlain(tensor))) {
    const [first] = found;
    if (found.length === 0 || isPlain(first.tensor)) return refused({ kind: 'noTensors' });
    return refused({ kind: 'wholeModule', by: first.tensor.madeBy, key: first.path.join('.') });
  }
  const root = rootOf(
    found,
    found.filter(({ path }) => isRecurrent(path.at(-1) ?? '')),
  );
  if ('kind' in root) return refused(root);
  const own = found.filter(
    ({ path, tensor }) =>
      isUnder(path, root) &&
      (isPlain(tensor) || tensor.isTensor || calledAsTensor(path.at(-1) ?? '')),
  );
  const names = top.keys.filter((key): key is string => typeof key === 'string');
  return {
    ok: true,
    checkpoint: {
      tensors: new Map(own.map(({ path, tensor }) => [path.slice(root.length).join('.'), tensor])),
      beside: names.filter((name) => !own.some(({ path }) => path[0] === name)),
    },
  };
}
