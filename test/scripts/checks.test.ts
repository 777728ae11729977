/** How `npm test` plays its steps: which, in what order, and what stands on the terminal. */
import { describe, expect, it } from 'vitest';
import { createScreen } from '../../scripts/checks/screen.mjs';
import type { Step } from '../../scripts/checks/sideBySide.mjs';
import { playSideBySide } from '../../scripts/checks/sideBySide.mjs';
import { choose, checks } from '../../scripts/checks/steps.mjs';

const chosenBy = (asked: Parameters<typeof choose>[0]): string[] => {
  const choice = choose(asked);
  return 'chosen' in choice ? choice.chosen.map(({ name }) => name) : [choice.refused];
};

describe('The steps', () => {
  it('are all played, and need only what comes before them', () => {
    expect(chosenBy({})).toEqual(checks.map(({ name }) => name));
    for (const [place, { needs }] of checks.entries()) {
      const before = checks.slice(0, place).map(({ name }) => name);
      expect(before).toEqual(expect.arrayContaining([...needs]));
    }
  });

  it('are one and what it needs, or those from one on', () => {
    expect(chosenBy({ only: 'lint' })).toEqual(['packages', 'lint']);
    expect(chosenBy({ only: 'unit' })).toEqual(['packages', 'browser', 'kernels', 'unit']);
    expect(chosenBy({ only: 'in-host' }).slice(-2)).toEqual(['in-host-newest', 'in-host-oldest']);
    expect(chosenBy({ from: 'unit' })).toEqual(['unit', 'end-to-end']);
  });

  it('are named when one is asked for that is none', () => {
    const [sentence] = chosenBy({ only: 'units' });
    expect(sentence).toMatch(/^--only takes packages, .*unit or end-to-end, not “units”\.$/);
  });
});

describe('Steps side by side', () => {
  /** A stage that tells what begins and ends, with steps that end when they are told to. */
  function stage() {
    const told: string[] = [];
    const ends = new Map<string, { resolve(): void; reject(error: Error): void }>();
    const step = (name: string, needs: string[], cores: number): Step => ({
      ...{ name, needs, cores },
      play: (ended) => {
        told.push(`${name} begins`);
        return new Promise((resolve, reject) => {
          ends.set(name, { resolve, reject });
          ended.addEventListener('abort', () => reject(new Error(`${name} was ended`)));
        });
      },
    });
    const settle = () => new Promise((resolve) => setImmediate(resolve));
    const end = async (name: string, error?: Error): Promise<void> => {
      if (error) ends.get(name)!.reject(error);
      else ends.get(name)!.resolve();
      await settle();
    };
    return { told, step, end };
  }
  const never = new AbortController().signal;

  it('begin when what they need is done and a core is free', async () => {
    const { told, step, end } = stage();
    const steps = [step('a', [], 1), step('b', ['a'], 1), step('c', [], 1), step('d', ['left'], 2)];
    const all = playSideBySide(steps, 2, never);
    expect(told).toEqual(['a begins', 'c begins']);
    await end('a');
    expect(told.slice(2)).toEqual(['b begins']);
    await end('c');
    expect(told.slice(3)).toEqual([]);
    await end('b');
    expect(told.slice(3)).toEqual(['d begins']);
    await end('d');
    await all;
  });

  it('are ended by one that fails, which is the one that is told of', async () => {
    const { told, step, end } = stage();
    const all = playSideBySide([step('a', [], 1), step('b', [], 1), step('c', [], 1)], 2, never);
    const failed = expect(all).rejects.toThrow('b broke');
    await end('b', new Error('b broke'));
    await failed;
    expect(told).toEqual(['a begins', 'b begins']);
  });

  it('are ended from outside', async () => {
    const { step } = stage();
    const outside = new AbortController();
    const all = playSideBySide([step('a', [], 1)], 2, outside.signal);
    outside.abort();
    await expect(all).rejects.toThrow('a was ended');
  });
});

describe('The screen', () => {
  it('shows the first as it goes, and the others one after the other when it has ended', () => {
    let shown = '';
    const screen = createScreen((text) => (shown += text));
    const [first, second, third] = [screen.open(), screen.open(), screen.open()];
    first.write('1');
    third.write('3');
    second.write('2');
    third.close();
    expect(shown).toBe('1');
    first.write('1');
    first.close();
    expect(shown).toBe('112');
    second.write('2');
    second.close();
    expect(shown).toBe('11223');
  });
});
