import { describe, expect, it } from 'vitest';
import type { ThreadSeat } from '../../../../src/shared/wire/threads';
import { faultPoint, parseFault } from '../../../../src/worker/platform/threads/plannedFault';

const seat = (fault: string, incarnation = 0): ThreadSeat => ({
  role: 'trainer',
  control: new SharedArrayBuffer(8),
  incarnation,
  fault,
});

describe('parseFault', () => {
  it.each([
    ['trainer:exit@20', { where: 'trainer', what: 'exit', at: 20 }],
    ['reader:hang@5', { where: 'reader', what: 'hang', at: 5 }],
    ['disk:enospc@2', { where: 'disk', what: 'enospc', at: 2 }],
  ])('reads %s', (text, fault) => {
    expect(parseFault(text)).toEqual(fault);
  });

  it.each([
    undefined,
    '',
    'trainer',
    'trainer:exit',
    'trainer:exit@0',
    'disk:exit@1',
    'reader:enospc@1',
    ' trainer:exit@2',
  ])('finds no fault in %j', (text) => {
    expect(parseFault(text)).toBeUndefined();
  });
});

describe('a fault point', () => {
  it('strikes a thread once, at its count', () => {
    const point = faultPoint(seat('trainer:trap@3'), 'trainer');
    expect([point(), point(), point(), point()]).toEqual([undefined, undefined, 'trap', undefined]);
  });

  it('keeps a full disk full', () => {
    const point = faultPoint(seat('disk:enospc@2'), 'disk');
    expect([point(), point(), point()]).toEqual([undefined, 'enospc', 'enospc']);
  });

  it('affects no other thread, and not the one that replaces it', () => {
    expect(faultPoint(seat('trainer:trap@1'), 'reader')()).toBeUndefined();
    expect(faultPoint(seat('trainer:trap@1', 1), 'trainer')()).toBeUndefined();
  });
});
