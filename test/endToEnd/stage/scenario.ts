/**
 * A scenario as data: what the workbench must be like, and the steps that a user takes. Every step
 * is a sentence, and counts as a test; the first one that fails ends its scenario and leaves a
 * screenshot.
 */
import type { GivenModel } from './givenModel';
import type { Workbench } from './workbench';

export type Leg = 'newest' | 'oldest';

export interface Scenario {
  readonly title: string;
  /** Both, unless said otherwise. */
  readonly legs?: readonly Leg[];
  /**
   * `shared`: plays in a workbench in which others with the same settings have played, with files and
   * models of its own, and ends no sooner than its trainings, which take 5 seconds. What VS Code
   * remembers of the others beside their documents is still there. `first`: in a fresh profile, which
   * is then left to those that share one. Else in a fresh profile that nobody uses again.
   */
  readonly stage?: 'shared' | 'first';
  /** Seen by the extension host, for instance `{ GATESCOPE_FAULT: 'trainer:exit@20' }`. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The user's settings, on top of the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Files of the workspace beside the sample texts, by name. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** In CSS pixels; at 200 % half as many of the screen's own. Else 1440 x 900. */
  readonly window?: Window;
  /** Console errors that belong to this scenario; any other one fails it. */
  readonly expectedErrors?: readonly RegExp[];
  /** Begins before the others, so that nobody waits for it in the end. */
  readonly long?: boolean;
  play(play: Play): Promise<void>;
}

export interface Window {
  readonly width: number;
  readonly height: number;
  readonly zoom: number;
}

export interface Play {
  readonly workbench: Workbench;
  readonly leg: Leg;
  /** Reads on, throws what `body` throws. */
  step<T>(sentence: string, body: () => Promise<T>): Promise<T>;
  /** Gives a file of the workspace a model, as another window would that has just trained it. */
  giveModel(model: GivenModel): Promise<void>;
  /** A line for the log. */
  say(line: string): void;
}
