/**
 * Training and inference at one size: ours on one thread and on several, and whatever peers there
 * are, in one race each.
 */
import type { Kernels } from '../../engine/kernels/kernels';
import { ours } from './models';
import type { PeerProgram, Task } from './peers';
import { rowsOf, type Peer, type Row } from './rows';
import { sizes, type BenchSize, type SizeName } from './sizes';
import { race, type Contestant } from './turns';

export interface Peers {
  readonly pytorch?: PeerProgram;
  /** At one layer and one thread only: beyond that a step of it takes half a minute. */
  readonly tfjs?: PeerProgram;
}

/** Kernels and how many threads they work with. */
export interface Team {
  readonly threads: number;
  readonly kernels: Kernels;
}

interface Entrant {
  /** What is measured, or the peer's name. */
  readonly name: string;
  readonly own: boolean;
  readonly task: Task;
  readonly threads: number;
  readonly contestant: Contestant;
}

/** Training and inference are races of their own: a step takes a thousand times as long as a token. */
const turnSeconds = { train: 0.2, infer: 0.05 } as const;

const sampled = 'training, sampled softmax';

/** A peer of ours that no inference outruns: each weight has to be read once. */
const bound = { threads: 1, own: false, name: 'reading the weights', task: 'infer' } as const;

export async function modelRows(
  sizeName: SizeName,
  teams: readonly Team[],
  rounds: number,
  peers: Peers,
): Promise<Row[]> {
  const size = sizes[sizeName];
  const own = teams.flatMap((team) => entrantsOf(team, size));
  const rows: Row[] = [];
  for (const task of ['train', 'infer'] as const) {
    const field = [...own, ...rivals(peers, size, teams, task)].filter((it) => it.task === task);
    const contestants = field.map(({ contestant }) => contestant);
    const result = await race(contestants, { rounds, seconds: turnSeconds[task] });
    const amount = task === 'train' ? size.B * size.T : 1;
    const unit = task === 'train' ? 'tokens/s' : 'µs';
    for (const [place, entrant] of field.entries()) {
      if (!entrant.own) continue;
      const { name, threads } = entrant;
      const figure = { name, size: sizeName, threads, unit, place, amount } as const;
      rows.push(...rowsOf(result, figure, comparisons(field, entrant, amount)));
    }
    await peers.pytorch?.forget();
    await peers.tfjs?.forget();
  }
  return rows;
}

function entrantsOf({ threads, kernels }: Team, size: BenchSize): Entrant[] {
  const { fullSoftmax, sampledSoftmax, inference, weightsRead } = ours(kernels, size);
  const common = { threads, own: true } as const;
  return [
    { ...common, name: 'training, full softmax', task: 'train', contestant: fullSoftmax },
    { ...common, name: sampled, task: 'train', contestant: sampledSoftmax },
    { ...common, name: 'inference, one token', task: 'infer', contestant: inference },
    ...(weightsRead && threads === 1 ? [{ ...bound, contestant: weightsRead }] : []),
  ];
}

function rivals(
  { pytorch, tfjs }: Peers,
  size: BenchSize,
  teams: readonly Team[],
  task: Task,
): Entrant[] {
  const entrant = (peer: PeerProgram, threads: number): Entrant => ({
    ...{ name: peer.name, own: false, task, threads },
    contestant: peer.contestant(task, size, threads),
  });
  return [
    ...(pytorch ? teams.map(({ threads }) => entrant(pytorch, threads)) : []),
    ...(tfjs && size.L === 1 ? [entrant(tfjs, 1)] : []),
  ];
}

/**
 * One thread of ours, and the peers with as many threads as ours; theirs is always the full softmax,
 * which is said beside a sampled one.
 */
function comparisons(field: readonly Entrant[], own: Entrant, amount: number): Peer[] {
  return field.flatMap((other, place): Peer[] => {
    const peer = { place, amount, threads: other.threads };
    if (other.own) {
      const single = other.name === own.name && other.threads === 1 && own.threads > 1;
      return single ? [{ ...peer, name: 'one thread' }] : [];
    }
    const unlike = own.name === sampled ? ', full softmax' : '';
    return other.threads === own.threads ? [{ ...peer, name: `${other.name}${unlike}` }] : [];
  });
}
