/**
 * Where the words of the control block stand in the shared memory, and what the jobs are called.
 * The one file that both compilers read: AssemblyScript as part of `assembly/`, TypeScript as part
 * of the engine. Addresses are in bytes. A word that several threads write has a cache line (64
 * bytes) of its own.
 */

/** Number of the newest job, shifted left by 8, plus the number of threads that take part in it. */
export const SEQUENCE = 64;
export const SEQUENCE_SLEEPERS = 128;
/** Barrier: how many have arrived, and how many times it has opened. */
export const ARRIVED = 192;
export const GENERATION = 256;
export const GENERATION_SLEEPERS = 320;
/** 1 while the running job was asked to end early. */
export const STOP = 384;
/** 1 once a helper was lost: whoever sees it leaves. */
export const BROKEN = 448;
/** Number of helpers that said that they are leaving in the middle of their work. */
export const DEAD = 512;
/** Next unclaimed item of the current phase, and of the next one. */
export const CLAIMS = 576;
/**
 * How many pieces of code the caller has made of cells, and the address of the first: each begins with
 * the address of the next (0: none), its bytes and how many there are. Whoever takes part in a job
 * links what it has not yet.
 */
export const CODES = 704;
export const FIRST_CODE = 708;
/** Operation of the current job, its integers (addresses, sizes), its numbers and its result. */
export const OPERATION = 768;
export const INTEGERS = 1024;
export const NUMBERS = 1280;
export const RESULT = 1408;
/** 64 bytes of zeros, where tiles start that neither a bias nor an earlier sum precedes. */
export const ZEROS = 1472;
/** One line a thread: how often it has shown life. */
export const PROGRESS = 2048;
/** One line a thread: 1 once it takes jobs. */
export const JOINED = 4096;
/**
 * One line a thread: how far it is with Adam. -1 nothing done; 2 n: block n is being changed, its
 * old values stand in the thread's own memory; 2 n + 1: block n is done.
 */
export const ADAM_STATE = 6144;

/** Static data of the compiler (`memoryBase` in asconfig.json) stands in between. */
export const PRIVATE = 65536;
/** Each thread's own memory: a packed panel of B (22 KB), then the old values of a block of Adam. */
export const PRIVATE_BYTES = 36864;
export const UNDO_OFFSET = 24576;
/** And the arguments of a cell's function, 8 bytes a place. */
export const ARGUMENTS_OFFSET = 28672;
export const MOST_PLACES = 1024;
export const MOST_THREADS = 16;

/**
 * Elements in a block of Adam. A helper copies weights and two moments of each before it changes them:
 * 1.5 KB that stay in L1. With blocks of 1,024 the copies took longer than Adam.
 */
export const ADAM_BLOCK = 128;
/** Elements in a block of a double-precision sum. */
export const SUM_BLOCK = 4096;

/**
 * Blocking of the matrix product. A panel of B, KC x 8, is 8 KB and stays in L1 (32 KB) beside a
 * tile of A; a block of A is at most 512 KB and stays in L2.
 *
 * Up to DEEP all of k is one block: the panel (22 KB) and the tile (14 KB) then come in part from L2,
 * which costs less than reading C again for every block where its lines are far apart: for logits of
 * 10,000 words at K = 656, 0.93 of the micro-kernel's rate instead of 0.77.
 */
export const KC = 256;
export const DEEP = 688;
/** Most rows of a block of A, and its floats. */
export const MC = 320;
export const BLOCK = 131072;
/** Columns of a micro-kernel. Its rows, 4 to 6, are chosen by the caller: see wasm.ts. */
export const NR = 8;

export const LEAVE = 0;
export const GATHER = 1;
export const SCATTER_ADD = 2;
export const CELL_FORWARD = 3;
export const CELL_BACKWARD = 4;
export const SOFTMAX = 5;
export const SAMPLED_SOFTMAX = 6;
export const LOSSES = 7;
export const LOGITS = 8;
export const NORMALISE = 9;
export const FILL = 10;
export const SQUARED_NORM = 11;
export const ADAM = 12;
export const PRODUCT = 13;
export const READ_CELLS = 14;
export const PROBABILITIES = 15;
