/** Types of screen.mjs, for its test. */
export interface Section {
  write(text: string): void;
  close(): void;
}

export function createScreen(print: (text: string) => void): { open(): Section };
