import { describe, expect, it } from 'vitest';
import { modelRows } from '../../src/cli/bench/modelRows';
import { startPeer, type PeerProgram } from '../../src/cli/bench/peers';
import { rowsOf, table } from '../../src/cli/bench/rows';
import type { Share } from '../../src/cli/bench/shares';
import { sizes } from '../../src/cli/bench/sizes';
import { summarise } from '../../src/cli/bench/turns';
import { createTwin } from '../../src/engine/twin/twin';
import { openTerminal } from './terminal';

interface Row {
  name: string;
  size: string;
  threads: number;
  median: number;
  spread: [number, number];
  unit: string;
  peer: string | null;
  ratio: number | null;
}

const { run, spawn, file } = openTerminal();

describe('bench', () => {
  it('prints a machine, a Node and rows as JSON, and says what is left out', async () => {
    const args = ['--sizes', 'XS', '--rounds', '2', '--python', '/nowhere/python3', '--json'];
    const { code, out, err } = await spawn('bench', ...args);
    expect(err).toMatch(/^PyTorch is left out: .*\/nowhere\/python3 cannot be started/m);
    expect(code).toBe(0);
    const report = JSON.parse(out);
    expect(report.machine).toMatch(/\d+ cores/);
    expect(report.node).toBe(process.version);
    const rows: Row[] = report.rows;
    for (const row of rows) {
      const [low, high] = row.spread;
      expect(low).toBeLessThanOrEqual(row.median);
      expect(high).toBeGreaterThanOrEqual(row.median);
      expect(low).toBeGreaterThan(0);
      expect(row.peer === null).toBe(row.ratio === null);
      if (row.ratio !== null) expect(row.ratio).toBeGreaterThan(0);
    }
    const named = (name: string): Row[] => rows.filter((row) => row.name === name);
    expect(named('micro-kernel').map(({ size, peer }) => [size, peer])).toEqual([
      ['4x8', 'registers only'],
      ['5x8', 'registers only'],
      ['6x8', 'registers only'],
    ]);
    expect(named('matrix product').length).toBeGreaterThan(2);
    for (const { peer } of named('matrix product')) expect(peer).toMatch(/^micro-kernel [456]x8$/);
    const beside = (name: string) => named(name).map(({ threads, peer }) => [threads, peer]);
    expect(beside('training, full softmax')).toEqual([
      [1, 'tfjs 4.22.0'],
      [2, 'one thread'],
    ]);
    expect(beside('training, sampled softmax')).toEqual([
      [1, 'tfjs 4.22.0, full softmax'],
      [2, 'one thread'],
    ]);
    const units = named('inference, one token').map(({ unit, size }) => `${unit} ${size}`);
    expect(units).toEqual(['µs XS', 'µs XS', 'µs XS']);
  });

  it('tells with --shares what a step consists of, and leaves nothing out', async () => {
    const { code, out } = await spawn(
      'bench',
      '--shares',
      '--sizes',
      'XS',
      '--rounds',
      '1',
      '--json',
    );
    expect(code).toBe(0);
    const { shares }: { shares: Share[] } = JSON.parse(out);
    for (const softmax of ['full', 'sampled']) {
      const parts = shares.filter((share) => share.softmax === softmax);
      const whole = parts.filter(({ part }) => !part.startsWith(' '));
      expect(whole.reduce((sum, { percent }) => sum + percent, 0)).toBeCloseTo(100, 6);
      const names = whole.map(({ part }) => part);
      for (const part of ['softmax', 'cells, forward', 'cells, backward', 'Adam']) {
        expect(names).toContain(part);
      }
    }
    expect(shares.filter(({ part }) => /products, measured alone/.test(part))).toHaveLength(1);
  });

  it.each([
    [['--sizes', 'S,XXL'], '--sizes takes some of XS, S, M, L'],
    [['--rounds', '0'], '--rounds takes'],
    [['--rounds', '1.5'], '--rounds takes'],
    [['--fast'], "Unknown option '--fast'"],
  ])('refuses %j with exit code 2', async (args, expected) => {
    const { code, out, err } = await run('bench', ...args);
    expect(err).toContain(expected);
    expect(out).toBe('');
    expect(code).toBe(2);
  });
});

describe('The figures of bench', () => {
  it('are medians and quartiles', () => {
    expect(summarise([5, 1, 4, 2, 3])).toEqual({ median: 3, spread: [2, 4] });
    expect(summarise([1, 2])).toEqual({ median: 1.5, spread: [1.25, 1.75] });
    expect(summarise([7])).toEqual({ median: 7, spread: [7, 7] });
  });

  it('compare round by round: a slow round of both is no difference', () => {
    const own = [1, 10, 1].map((wall) => ({ repeats: 2, wall, processor: wall }));
    const other = [2, 20, 2].map((wall) => ({ repeats: 1, wall, processor: wall }));
    const figure = { name: 'a', size: 'S', threads: 1, place: 0, amount: 3 };
    const peer = { name: 'b', place: 1, amount: 3, threads: 1 };
    const [row] = rowsOf([own, other], { ...figure, unit: 'tokens/s' }, [peer]);
    expect(row).toMatchObject({ median: 6, peer: 'b', ratio: 4, ratioSpread: [4, 4] });
  });

  it('are by processor time on one thread and by the wall clock on several', () => {
    const own = [{ repeats: 8, wall: 4, processor: 2 }];
    const other = [{ repeats: 1, wall: 1, processor: 1 }];
    const figure = { name: 'a', size: 'S', unit: 'tokens/s', place: 0, amount: 1 } as const;
    const ratio = (threads: number): number | null | undefined =>
      rowsOf([own, other], { ...figure, threads }, [
        { name: 'one thread', place: 1, amount: 1, threads: 1 },
      ])[0]?.ratio;
    expect(ratio(1)).toBe(4);
    expect(ratio(2)).toBe(2);
  });
});

describe('The rows of a size', () => {
  /** Does a piece of work in a second. */
  const steady = (name: string, asked: string[]): PeerProgram => ({
    name,
    contestant(task, { V }, threads) {
      asked.push(`${task} ${V} ${threads}`);
      return {
        warmUp: () => Promise.resolve(),
        turn: () => Promise.resolve({ repeats: 1, wall: 1, processor: 1 }),
      };
    },
    forget: () => Promise.resolve(),
    dispose: () => undefined,
  });
  const kernels = createTwin({ interrupted: () => false });
  const teams = [1, 2].map((threads) => ({ threads, kernels }));

  it('put ours beside PyTorch with as many threads, and beside one thread and tfjs', async () => {
    const asked: string[] = [];
    const peers = { pytorch: steady('PyTorch 2', asked), tfjs: steady('tfjs 4', []) };
    const rows = await modelRows('XS', teams, 1, peers);
    expect(asked).toEqual(['train 200 1', 'train 200 2', 'infer 200 1', 'infer 200 2']);
    const full = rows.filter(({ name }) => name === 'training, full softmax');
    expect(full.map(({ threads, peer }) => [threads, peer])).toEqual([
      [1, 'PyTorch 2'],
      [1, 'tfjs 4'],
      [2, 'one thread'],
      [2, 'PyTorch 2'],
    ]);
    // The peer does a window in a second, so the ratio is our windows a second.
    const [first] = full;
    expect((first.ratio ?? 0) * sizes.XS.B * sizes.XS.T).toBeCloseTo(first.median, 6);
    const infer = rows.find(({ unit }) => unit === 'µs');
    expect((infer?.ratio ?? 0) * (infer?.median ?? 0)).toBeCloseTo(1e6, 3);
  });

  it('stand alone without peers, and make a table', async () => {
    const rows = await modelRows('XS', teams.slice(0, 1), 1, {});
    expect(rows.map(({ peer, ratio }) => [peer, ratio])).toEqual(rows.map(() => [null, null]));
    expect(table(rows).split('\n')).toHaveLength(1 + 3);
    expect(table(rows)).toMatch(/^inference, one token +XS +1 +[\d.]+ \(.*\) +µs$/m);
  });
});

describe('A peer', () => {
  const peerOf = async (body: string, lines: string[] = []) => {
    const script = await file('peer.cjs', body);
    return startPeer(process.execPath, [script], (line) => lines.push(line));
  };
  const hello = `console.log('{"name":"Abacus 1","setting":"ten beads"}');`;
  const answering = (answer: string): string =>
    `${hello} let n = 0; require('readline').createInterface({ input: process.stdin })
      .on('line', (line) => console.log(n++ ? '${answer}' : '{"ready":true}'));`;
  const ready = async (answer: string) => {
    const lines: string[] = [];
    const peer = await peerOf(answering(answer), lines);
    if ('absent' in peer) throw new Error(peer.absent);
    expect(lines).toEqual(['Abacus 1: ten beads']);
    const contestant = peer.contestant('train', sizes.XS, 1);
    await contestant.warmUp(0.1);
    return { peer, contestant };
  };

  it('answers a line with a line', async () => {
    const { peer, contestant } = await ready('{"repeats":3,"wall":0.5,"processor":0.25}');
    expect(await contestant.turn(0.1)).toEqual({ repeats: 3, wall: 0.5, processor: 0.25 });
    peer.dispose();
  });

  it('is not believed when its answer is none', async () => {
    const { peer, contestant } = await ready('{"repeats":0,"wall":0.5,"processor":0.25}');
    await expect(contestant.turn(0.1)).rejects.toThrow('>=1');
    peer.dispose();
  });

  it('is absent when it says so, does not start or ends at once, and says why', async () => {
    expect(await peerOf(`console.log('{"absent":"no beads"}')`)).toEqual({ absent: 'no beads' });
    const broken = await peerOf(`throw new Error('beads lost')`);
    expect(broken).toMatchObject({ absent: expect.stringContaining('ended with 1') });
    const missing = await startPeer('/nowhere/abacus', [], () => undefined);
    expect(missing).toMatchObject({ absent: expect.stringContaining('cannot be started') });
  });

  it('fails its turn when it ends in the middle', async () => {
    const dying = `${hello} process.stdin.once('data', () => {
      console.error('beads lost'); process.exit(3); });`;
    const peer = await peerOf(dying);
    if ('absent' in peer) throw new Error(peer.absent);
    const { warmUp } = peer.contestant('infer', sizes.XS, 1);
    await expect(warmUp(0.1)).rejects.toThrow('ended with 3: beads lost');
  });
});
