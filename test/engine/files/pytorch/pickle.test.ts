import { describe, expect, it } from 'vitest';
import { readPickle } from '../../../../src/engine/files/pytorch/pickle';
import type { PickleValue } from '../../../../src/engine/files/pytorch/pickleMachine';
import { build, call, dict, global, int, list, none, pickled, text, tuple } from './writtenPickle';

const generous = 1 << 20;

function valueOf(bytes: Uint8Array): PickleValue {
  const read = readPickle(bytes, generous);
  if (!read.ok) throw new Error(JSON.stringify(read.trouble));
  return read.value;
}

const troubleOf = (bytes: Uint8Array, budget = generous) => {
  const read = readPickle(bytes, budget);
  return read.ok ? undefined : read.trouble.problem;
};

const ascii = (line: string): Uint8Array => new TextEncoder().encode(line);

describe('A pickle', () => {
  it('becomes numbers, texts, lists and dictionaries', () => {
    const value = valueOf(pickled(dict(['a', int(-3)], ['b', list(text('é'), none)])));
    expect(value).toEqual({
      ...{ kind: 'dict', keys: ['a', 'b'] },
      values: [-3, { kind: 'list', items: ['é', null] }],
    });
  });

  it('calls nothing: what it would call is a name, with what it would be given', () => {
    const value = valueOf(pickled(call(global('os', 'system'), text('rm -rf /'))));
    expect(value).toEqual({
      kind: 'made',
      by: 'os.system',
      args: ['rm -rf /'],
      keys: [],
      values: [],
    });
    const built = valueOf(pickled(build(call(global('a.b', 'C')), dict(['__class__', int(1)]))));
    expect(built).toMatchObject({ kind: 'made', by: 'a.b.C', args: [] });
  });

  it('is no way to an object’s prototype', () => {
    const value = valueOf(pickled(dict(['__proto__', dict(['polluted', int(1)])])));
    expect(value).toMatchObject({ keys: ['__proto__'] });
    expect('polluted' in {}).toBe(false);
  });

  it.each([
    [
      'protocol 0',
      ascii('(lp0\nI1\naI01\naL5L\naF1.5\naS"x"\naVy\na.'),
      [1, true, 5, 1.5, 'x', 'y'],
    ],
    [
      'short forms',
      Uint8Array.from([0x28, 0x4b, 7, 0x4d, 1, 2, 0x88, 0x89, 0x4e, 0x6c, 0x2e]),
      [7, 513, true, false, null],
    ],
    ['long whole numbers', Uint8Array.from([0x8a, 2, 0, 0x80, 0x85, 0x2e]), [-32768]],
    ['memory', Uint8Array.from([0x8c, 1, 0x61, 0x94, 0x68, 0, 0x86, 0x2e]), ['a', 'a']],
    ['doubles', Uint8Array.from([0x47, 0x3f, 0xf0, 0, 0, 0, 0, 0, 0, 0x85, 0x2e]), [1]],
  ])('is read in every protocol: %s', (_, bytes, items) => {
    expect(valueOf(bytes)).toEqual({ kind: 'list', items });
  });

  it('names what a stack, an instance and an object would make', () => {
    const named = [0x8c, 1, 0x6d, 0x8c, 1, 0x66, 0x93];
    expect(valueOf(Uint8Array.from([...named, 0x2e]))).toEqual({ kind: 'global', name: 'm.f' });
    expect(valueOf(ascii('(I1\nim\nf\n.'))).toMatchObject({ kind: 'made', by: 'm.f', args: [1] });
    expect(valueOf(ascii('(cm\nf\nI1\no.'))).toMatchObject({ kind: 'made', by: 'm.f', args: [1] });
  });

  it('can hold itself, and holds one thing twice', () => {
    const value = valueOf(Uint8Array.from([0x5d, 0x94, 0x68, 0, 0x61, 0x2e]));
    expect(value).toMatchObject({ kind: 'list' });
    if (typeof value === 'object' && value?.kind === 'list') expect(value.items[0]).toBe(value);
  });

  it.each([
    ['cut', [0x58, 200, 0, 0, 0, 0x61]],
    ['cut', [0x80, 2, 0x4e]],
    ['cut', [0x63, 0x61]],
    ['cut', [0x8d, 255, 255, 255, 255, 255, 255, 255, 255]],
    ['malformed', [0x2e]],
    ['malformed', [0x74, 0x2e]],
    ['malformed', [0xff]],
    ['malformed', [0x68, 5, 0x2e]],
    ['malformed', [0x28, 0x30, 0x2e]],
    ['malformed', [0x7d, 0x28, 0x4e, 0x75, 0x2e]],
  ])('that is %s is told as such: %j', (problem, bytes) => {
    expect(troubleOf(Uint8Array.from(bytes))).toBe(problem);
  });

  it.each([
    ['lists', 0x5d],
    ['marks', 0x28],
    ['nothings', 0x4e],
    ['dictionaries', 0x7d],
  ])('takes no more memory than it may: many %s', (_, byte) => {
    expect(troubleOf(new Uint8Array(400_000).fill(byte), 100_000)).toBe('tooMuch');
  });

  it('of tuples within tuples is no trouble, however deep', () => {
    const deep = Uint8Array.from([0x4e, ...Array<number>(2000).fill(0x85), 0x2e]);
    expect(valueOf(deep)).toMatchObject({ kind: 'list' });
    expect(valueOf(pickled(tuple()))).toEqual({ kind: 'list', items: [] });
  });
});
