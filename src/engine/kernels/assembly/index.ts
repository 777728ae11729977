/**
 * The module's face: thread 0 calls `run`, a helper `serve`; both execute the operation whose name
 * and arguments stand in the control block (layout.ts). Nothing here allocates: all memory, scratch
 * included, is planned by wasm.ts and comes as addresses.
 */
import {
  ADAM,
  ADAM_STATE,
  CELL_BACKWARD,
  CELL_FORWARD,
  FILL,
  GATHER,
  INTEGERS,
  LEAVE,
  LOGITS,
  LOSSES,
  NORMALISE,
  NUMBERS,
  OPERATION,
  PROBABILITIES,
  PRODUCT,
  READ_CELLS,
  RESULT,
  SAMPLED_SOFTMAX,
  SCATTER_ADD,
  SOFTMAX,
  SQUARED_NORM,
} from '../layout';
import { adam, finishAdam } from './adam';
import { cellBackward } from './cells/backward';
import { cellForward } from './cells/forward';
import { readCells } from './cells/reader';
import { product, resetBlocks, prepare } from './product';
import { logitsOfOne, probabilitiesOfOne } from './reader';
import { sampledSoftmax } from './sampled';
import { normalise, rowLosses, softmax } from './softmax';
import { announce, awaitJob, barrier, enterJob, join, linkCodes, thread } from './team';
import { fill, gather, scatterAdd, squaredNorm } from './vectors';

export { isFused } from './arithmetic';
export { applyFunction, constantsAddress, log } from './functions';
export { registerLoop, tile1, tile2, tile3, tile4, tile5, tile6 } from './micro';
export { exponentials, maximum, multiply } from './softmax';
export { eightDots, readStreams } from './gemv';
export { rankValues, shiftedSums } from './ranks';
export { prepare };

// @ts-ignore: decorator
@inline
function integer(index: i32): i32 {
  return load<i32>(INTEGERS + (index << 2));
}

// @ts-ignore: decorator
@inline
function address(index: i32): usize {
  return load<usize>(INTEGERS + (index << 2));
}

// @ts-ignore: decorator
@inline
function number(index: i32): f64 {
  return load<f64>(NUMBERS + (index << 3));
}

/** Thread 0: the operation of the control block, with the helpers 1 to `members` - 1. */
export function run(members: i32): void {
  if (load<i32>(OPERATION) == ADAM) {
    for (let index = 1; index < members; index++) store<i32>(ADAM_STATE + (index << 6), -1);
  }
  announce(members);
  takePart(0, members);
}

/** A helper's life: job after job, until it is told to leave. */
export function serve(index: i32, blocks: usize, tileRows: i32): void {
  prepare(blocks, tileRows);
  let sequence = join(index);
  while (true) {
    sequence = awaitJob(sequence);
    const members = sequence & 0xff;
    if (index >= members) continue;
    if (load<i32>(OPERATION) == LEAVE) return;
    takePart(index, members);
  }
}

/** Thread 0, after a helper was lost in Adam. */
export function finishAdamOf(members: i32): void {
  enterJob(0, 1);
  for (let index = 1; index < members; index++) {
    finishAdam(index, members, integer(0), address(1), address(2), address(3), address(4));
  }
}

function takePart(index: i32, members: i32): void {
  enterJob(index, members);
  linkCodes();
  resetBlocks();
  if (load<i32>(OPERATION) != LEAVE) {
    const result = execute(load<i32>(OPERATION));
    barrier();
    if (thread == 0) store<f64>(RESULT, result);
  }
}

function execute(operation: i32): f64 {
  switch (operation) {
    case GATHER:
      gather(integer(0), integer(1), address(2), address(3), address(4));
      return 0;
    case SCATTER_ADD:
      scatterAdd(integer(0), integer(1), address(2), address(3), address(4));
      return 0;
    case CELL_FORWARD:
      executeCellForward();
      return 0;
    case CELL_BACKWARD:
      executeCellBackward();
      return 0;
    case READ_CELLS:
      readCells(integer(0), integer(1), address(2), address(3), address(4), integer(5), integer(6));
      return 0;
    case SOFTMAX:
      return executeSoftmax();
    case SAMPLED_SOFTMAX:
      return executeSampledSoftmax();
    case LOSSES:
      executeLosses();
      return 0;
    case LOGITS:
      logitsOfOne(integer(0), integer(1), address(2), address(3), address(4), address(5));
      return 0;
    case PROBABILITIES:
      probabilitiesOfOne(integer(0), integer(1), address(2), address(3), address(4), address(5));
      return 0;
    case NORMALISE:
      if (thread == 0) normalise(integer(0), address(1));
      return 0;
    case FILL:
      fill(integer(0), address(1), <f32>number(0));
      return 0;
    case SQUARED_NORM:
      return squaredNorm(integer(0), address(1), address(2));
    case ADAM:
      adam(integer(0), address(1), address(2), address(3), address(4), NUMBERS);
      return 0;
    case PRODUCT:
      executeProduct();
      return 0;
    default:
      return unreachable();
  }
}

function executeCellForward(): void {
  cellForward(
    integer(0),
    integer(1),
    integer(2),
    integer(3),
    integer(4),
    integer(5),
    integer(6),
    address(7),
    address(8),
    address(9),
    address(10),
    address(11),
    address(12),
  );
}

function executeCellBackward(): void {
  cellBackward(
    integer(0),
    integer(1),
    integer(2),
    integer(3),
    integer(4),
    integer(5),
    address(6),
    address(7),
    address(8),
    address(9),
    address(10),
    address(11),
  );
}

function executeSoftmax(): f64 {
  return softmax(
    integer(0),
    integer(1),
    integer(2),
    address(3),
    address(4),
    address(5),
    address(6),
    <f32>number(0),
    address(7),
    address(8),
    address(9),
    integer(10),
    address(11),
    address(12),
  );
}

function executeSampledSoftmax(): f64 {
  return sampledSoftmax(
    integer(0),
    integer(1),
    integer(2),
    integer(3),
    address(4),
    address(5),
    address(6),
    address(7),
    address(8),
    address(9),
    <f32>number(0),
    address(10),
    address(11),
    address(12),
    address(13),
    address(14),
    address(15),
    address(16),
    address(17),
    address(18),
    integer(19),
    address(20),
    address(21),
  );
}

function executeLosses(): void {
  rowLosses(
    integer(0),
    integer(1),
    integer(2),
    address(3),
    address(4),
    address(5),
    address(6),
    address(7),
    address(8),
    integer(9),
    address(10),
  );
}

/** For tests and the benchmark: strides are those of closed-up matrices. */
function executeProduct(): void {
  const M = integer(0);
  const N = integer(1);
  const K = integer(2);
  const aKind = integer(3);
  const bKind = integer(5);
  product(
    M,
    N,
    K,
    aKind,
    address(4),
    (aKind == 0 ? K : M) << 2,
    bKind,
    address(6),
    (bKind == 0 ? N : K) << 2,
    integer(7),
    address(8),
    address(9),
    N << 2,
  );
}
