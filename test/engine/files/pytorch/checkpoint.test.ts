import { describe, expect, it } from 'vitest';
import { readCheckpoint } from '../../../../src/engine/files/pytorch/checkpoint';
import { readPickle } from '../../../../src/engine/files/pytorch/pickle';
import { describeTorchFailure } from '../../../../src/engine/files/pytorch/torchFailures';
import type { Bytes } from './writtenPickle';
import { call, dict, global, int, list, ordered, pickled, tensor, text } from './writtenPickle';

function checkpointIn(value: Bytes) {
  const read = readPickle(pickled(value), 1 << 20);
  if (!read.ok) throw new Error(JSON.stringify(read.trouble));
  return readCheckpoint(read.value);
}

function tensorsIn(value: Bytes) {
  const found = checkpointIn(value);
  if (!found.ok) throw new Error(describeTorchFailure(found.failure, 'm.pt'));
  return found.checkpoint;
}

const refusal = (value: Bytes): string => {
  const found = checkpointIn(value);
  return found.ok ? 'read' : describeTorchFailure(found.failure, 'm.pt');
};

const hh = tensor({ shape: [8, 2], storage: '1' });
const ih = tensor({ shape: [8, 3], storage: '2' });
const word = tensor({ shape: [9, 3], storage: '3' });
const layers: readonly (readonly [string, Bytes])[] = [
  ['rnn.weight_ih_l0', ih],
  ['rnn.weight_hh_l0', hh],
];
const state = ordered(['emb.weight', word], ...layers);
const names = ['emb.weight', 'rnn.weight_ih_l0', 'rnn.weight_hh_l0'];

describe('A checkpoint', () => {
  it.each([
    ['a state_dict', state],
    ['a plain dictionary', dict(['emb.weight', word], ...layers)],
    ['under a name', dict(['epoch', int(3)], ['model_state_dict', state])],
    ['beside an optimizer', dict(['model', state], ['optimizer', dict(['rnn.weight_hh_l0', hh])])],
    ['beside its average', dict(['ema', state], ['state_dict', state])],
    ['deep inside', dict(['a', dict(['b', dict(['state_dict', state])])])],
    [
      'one for each module',
      dict(
        ['emb', ordered(['weight', word])],
        ['rnn', ordered(['weight_ih_l0', ih], ['weight_hh_l0', hh])],
      ),
    ],
  ])('has the same tensors, whatever is around them: %s', (_, value) => {
    expect([...tensorsIn(value).tensors.keys()].toSorted()).toEqual(names.toSorted());
  });

  it('says what else is in it', () => {
    const value = dict(
      ['epoch', int(3)],
      ['net', state],
      ['args', call(global('argparse', 'Namespace'))],
    );
    expect(tensorsIn(value).beside).toEqual(['epoch', 'args']);
  });

  it('knows of a tensor where it lies: storage, place, type and steps', () => {
    const read = (bytes: Bytes) => tensorsIn(dict(['x', bytes])).tensors.get('x');
    expect(read(tensor({ shape: [2, 3], offset: 4, count: 10, storage: 's' }))).toEqual({
      ...{ dtype: 'F32', shape: [2, 3], storage: 's', begin: 16, end: 40 },
    });
    const turned = tensor({ shape: [2, 3], strides: [1, 2], type: 'HalfStorage' });
    expect(read(turned)).toMatchObject({ dtype: 'F16', strides: [1, 2], begin: 0, end: 12 });
    expect(read(tensor({ shape: [1, 3], strides: [99, 1] }))).not.toHaveProperty('strides');
    const parameter = call(
      global('torch._utils', '_rebuild_parameter'),
      tensor({ shape: [2] }),
      int(1),
    );
    expect(read(parameter)).toMatchObject({ shape: [2] });
  });

  it.each([
    ['beyond its storage', tensor({ shape: [2, 3], count: 5 })],
    ['with steps beyond it', tensor({ shape: [2, 3], strides: [4, 1] })],
    ['with a size below nothing', tensor({ shape: [-2, 3], count: 9 })],
    ['of more numbers than can be counted', tensor({ shape: [2 ** 30, 2 ** 30], strides: [0, 0] })],
    ['of a type that is none', tensor({ shape: [2], type: 'QInt8Storage' })],
    ['made by another name', call(global('mine', 'tensor'), int(1))],
  ])('refuses only the tensor that is %s, by name', (_, bytes) => {
    const { tensors } = tensorsIn(dict(['x.weight', bytes], ['y', word]));
    expect(tensors.get('x.weight')).toHaveProperty('madeBy');
    expect(tensors.get('y')).toMatchObject({ shape: [9, 3] });
  });

  it('takes no tensor out of an object that it does not know', () => {
    const unknown = [
      ...call(global('mine', 'Box')),
      ...'('.split('').map((c) => c.charCodeAt(0)),
      ...text('weight'),
      ...word,
      'u'.charCodeAt(0),
    ];
    const { tensors } = tensorsIn(dict(['box', unknown], ['y', word]));
    expect(tensors.get('box.weight')).toMatchObject({ madeBy: 'mine.Box' });
  });

  it.each([
    [
      'a whole module',
      call(global('mine', 'Model')),
      /whole object \("mine\.Model"\).*\.state_dict\(\), "m-plain\.pt"\)/,
    ],
    [
      'one under a name',
      dict(['model', call(global('mine', 'Model'))]),
      /Under "model" .*\["model"\]\.state_dict/,
    ],
    ['no tensors', dict(['epoch', int(1)]), /holds no tensors\. Save the state_dict/],
    ['a list', list(word), /holds no tensors/],
    ['several models', dict(['one', state], ['two', state]), /several models \("one", "two"\)/],
  ])('that holds %s says so, and what to write in Python', (_, value, said) => {
    expect(refusal(value)).toMatch(said);
  });
});
