/**
 * A scenario is what a user does, from a fresh profile with the extension installed from its VSIX,
 * told in steps. Its file is `*.scenario.ts` and its default export a {@link Scenario}. Every step
 * counts as one test; the first one that fails ends its scenario and leaves a screenshot.
 */
import type { Workbench } from './workbench';

export type Leg = 'newest' | 'oldest';

export interface Scenario {
  readonly title: string;
  /** Both, unless said otherwise. */
  readonly legs?: readonly Leg[];
  /** Seen by the extension host, for instance `{ GATESCOPE_FAULT: 'trainer:exit@20' }`. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The user's settings, on top of the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Files of the workspace beside `shakespeare.txt`, by name. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** In CSS pixels; at 200 % half as many of the screen's own. Else 1440 x 900. */
  readonly window?: { readonly width: number; readonly height: number; readonly zoom: number };
  /** Console errors that belong to this scenario; any other one fails it. */
  readonly expectedErrors?: readonly RegExp[];
  /** Begins before the others, so that nobody waits for it in the end. */
  readonly long?: boolean;
  play(play: Play): Promise<void>;
}

export interface Play {
  readonly workbench: Workbench;
  readonly leg: Leg;
  /** Reads on, throws what `body` throws. */
  step<T>(sentence: string, body: () => Promise<T>): Promise<T>;
  /** A line for the log. */
  say(line: string): void;
}
