/** What both halves of the view of memory are given, and how a word is replaced in it. */
import type { Replacement } from '../../src/shared/questions/memory';
import type { ViewPartProperties } from '../page/viewProperties';

export interface MemoryProperties extends ViewPartProperties {
  readonly token: number;
}

export interface ReplacementChoice {
  readonly replacement: Replacement;
  /** Of words after it that are followed. */
  readonly count: number;
}
