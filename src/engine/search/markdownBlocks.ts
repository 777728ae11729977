/**
 * Where in a line of Markdown its content begins: after block quotes' marks and list items' bullets and
 * indentation, as CommonMark has them. Follows a text line by line; what the content is, a heading or a
 * paragraph, is for `headings.ts`.
 */

/** What is left of a line, tabs before it made spaces, and how many columns were before it. */
export interface Rest {
  readonly text: string;
  readonly column: number;
}

type Container = { readonly kind: 'quote' } | { readonly kind: 'item'; readonly indent: number };

export interface Containers {
  /** What is left of the line after the marks of those that are open, and how many those are. */
  match(line: string): { readonly rest: Rest; readonly matched: number };
  readonly depth: number;
  /** Closes all but the outermost so many. */
  closeTo(depth: number): void;
  /** Opens what begins in the rest. @returns what is left after it; undefined where nothing does */
  open(rest: Rest, at: { readonly depth: number; readonly inParagraph: boolean }): Rest | undefined;
}

const isThematicBreak = (content: string): boolean =>
  /^(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/.test(content);

export const indentOf = ({ text }: Rest): number => /^ */.exec(text)?.[0].length ?? 0;
export const contentOf = (rest: Rest): string => rest.text.slice(indentOf(rest));
export const isBlank = ({ text }: Rest): boolean => text.trim() === '';
export const isBreak = (rest: Rest): boolean => isThematicBreak(contentOf(rest));

/** Tabs in front become as many spaces as they are wide. */
function opened(text: string, column: number): Rest {
  const lead = /^[ \t]*/.exec(text)?.[0] ?? '';
  if (!lead.includes('\t')) return { text, column };
  let width = 0;
  for (const sign of lead) width += sign === '\t' ? 4 - ((column + width) % 4) : 1;
  return { text: ' '.repeat(width) + text.slice(lead.length), column };
}

const without = ({ text, column }: Rest, columns: number): Rest =>
  opened(text.slice(columns), column + columns);

/** After a `>` and the space after it. */
function behindQuote(rest: Rest): Rest | undefined {
  const indent = indentOf(rest);
  if (indent > 3 || rest.text[indent] !== '>') return undefined;
  const behind = without(rest, indent + 1);
  return behind.text.startsWith(' ') ? without(behind, 1) : behind;
}

/** After a bullet or number, and how far its content is indented. */
function behindBullet(
  rest: Rest,
  inParagraph: boolean,
): { readonly rest: Rest; readonly indent: number } | undefined {
  const indent = indentOf(rest);
  if (indent > 3 || isBreak(rest)) return undefined;
  const marker = /^(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$)/.exec(contentOf(rest));
  if (!marker) return undefined;
  const width = indent + marker[0].length;
  const behind = without(rest, width);
  const isEmpty = isBlank(behind);
  const beginsAnywhere = /^(?:\D|0*1\D)/.test(marker[0]);
  if (inParagraph && (isEmpty || !beginsAnywhere)) return undefined;
  const spaces = isEmpty || indentOf(behind) > 4 ? 1 : indentOf(behind);
  return { rest: without(behind, spaces), indent: width + spaces };
}

/** Nobody writes more; each costs a look along the line. */
const mostNested = 64;

export function createContainers(): Containers {
  const stack: Container[] = [];

  const behind = (container: Container, rest: Rest): Rest | undefined => {
    if (container.kind === 'quote') return behindQuote(rest);
    if (isBlank(rest)) return rest;
    return indentOf(rest) >= container.indent ? without(rest, container.indent) : undefined;
  };

  return {
    get depth() {
      return stack.length;
    },
    match(line) {
      let rest = opened(line, 0);
      let matched = 0;
      for (const container of stack) {
        const next = behind(container, rest);
        if (!next) break;
        rest = next;
        matched++;
      }
      return { rest, matched };
    },
    closeTo(depth) {
      stack.length = Math.min(stack.length, depth);
    },
    open(rest, { depth, inParagraph }) {
      if (depth === mostNested) return undefined;
      const quoted = behindQuote(rest);
      const listed = quoted ? undefined : behindBullet(rest, inParagraph);
      const next = quoted ?? listed?.rest;
      if (!next) return undefined;
      stack.length = depth;
      stack.push(listed ? { kind: 'item', indent: listed.indent } : { kind: 'quote' });
      return next;
    },
  };
}
