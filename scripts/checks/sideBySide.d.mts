/** Types of sideBySide.mjs, for its test. */
export interface Step {
  readonly name: string;
  readonly needs: readonly string[];
  readonly cores: number;
  play(ended: AbortSignal): Promise<void>;
}

export function playSideBySide(
  steps: readonly Step[],
  cores: number,
  ended: AbortSignal,
): Promise<void>;
