/**
 * With what a network learns a task within a minute: sizes, rates and rounds, measured on the development
 * files (docs/tasks.md). Early stopping is part of it: most recurrent networks judge sentences best after
 * two to five rounds.
 */
export interface Recipe {
  readonly E: number;
  /** Of each direction. */
  readonly H: number;
  /** Sequences of a step. */
  readonly B: number;
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly epochs: number;
  /** Rounds without a better figure after which it ends. */
  readonly patience: number;
  readonly dropout: number;
  /** Of words read as unknown: that is how the unknown word is learnt. */
  readonly wordDropout: number;
}

const common = { B: 32, weightDecay: 0 } as const;

export const classRecipe: Recipe = {
  ...common,
  ...{ E: 64, H: 64, learningRate: 2e-3, epochs: 8, patience: 3 },
  ...{ dropout: 0.5, wordDropout: 0.1 },
};

export const labelRecipe: Recipe = {
  ...common,
  ...{ E: 32, H: 64, learningRate: 3e-3, epochs: 4, patience: 4 },
  ...{ dropout: 0.3, wordDropout: 0.05 },
};

/** What is 5 % of the tokens is found after five rounds at the earliest. */
export const spanRecipe: Recipe = { ...labelRecipe, epochs: 25, patience: 25 };
