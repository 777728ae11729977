/** The models that are measured. */

export interface BenchSize {
  readonly V: number;
  readonly E: number;
  readonly H: number;
  readonly L: number;
  readonly B: number;
  readonly T: number;
  /** Of the sampled softmax: V / 4 at S, 1,024 beyond. */
  readonly samples: number;
}

/** XS tries out the command itself; it says nothing about speed. */
export const sizes = {
  XS: { V: 200, E: 16, H: 16, L: 1, B: 4, T: 8, samples: 50 },
  S: { V: 2_000, E: 128, H: 128, L: 1, B: 16, T: 32, samples: 500 },
  M: { V: 10_000, E: 256, H: 256, L: 2, B: 20, T: 35, samples: 1_024 },
  L: { V: 10_000, E: 650, H: 650, L: 2, B: 20, T: 35, samples: 1_024 },
} as const satisfies Record<string, BenchSize>;

export type SizeName = keyof typeof sizes;

export const isSizeName = (name: string): name is SizeName => Object.hasOwn(sizes, name);
