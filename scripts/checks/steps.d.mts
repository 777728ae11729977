/** Types of steps.mjs, for its test. */
export interface Check {
  readonly name: string;
  readonly needs: readonly string[];
  readonly call: readonly string[];
  readonly cores: number;
  readonly behind: boolean;
}

export const checks: readonly Check[];
export function choose(asked: {
  readonly from?: string;
  readonly only?: string;
}): { readonly chosen: readonly Check[] } | { readonly refused: string };
