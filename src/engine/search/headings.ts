/**
 * The headings of a text: of Markdown as CommonMark has them (with # before, or underlined; not in
 * code, HTML or front matter), of AsciiDoc and of LaTeX. As spans of offsets, in order: the lines
 * without indentation and line breaks.
 */
import type { TextSpan } from './labelledText';
import type { Rest } from './markdownBlocks';
import { contentOf, createContainers, indentOf, isBlank, isBreak } from './markdownBlocks';

const atx = /^#{1,6}(?:[ \t].*)?$/;
const asciiDoc = /^={1,6}[ \t]+\S/;
const latex = /^\\(?:part|chapter|(?:sub){0,2}section|(?:sub)?paragraph)\*?\{/;
const underline = /^(?:=+|-+)[ \t]*$/;
const linkDefinition = /^\[[^\]]+\]:[ \t]*\S+/;
const fence = /^(?:`{3,}(?=[^`]*$)|~{3,})/;

/** Beginnings of HTML and what ends it; what has no end of its own ends at an empty line. */
const html: readonly (readonly [begins: RegExp, ends: RegExp | undefined])[] = [
  [/^<(?:script|pre|style|textarea)(?:[\s>]|$)/i, /<\/(?:script|pre|style|textarea)>/i],
  [/^<!--/, /-->/],
  [/^<\?/, /\?>/],
  [/^<!\[CDATA\[/, /\]\]>/],
  [/^<![a-z]/i, />/],
  [
    /^<\/?(?:address|article|aside|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|nav|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?:[\s>]|\/>|$)/i,
    undefined,
  ],
];

interface Line {
  readonly start: number;
  readonly text: string;
}

function* linesOf(text: string): Generator<Line> {
  for (const { 0: line, index } of text.matchAll(/[^\r\n]*(?:\r\n|[\r\n]|$)/g)) {
    yield { start: index, text: line.replace(/[\r\n]+$/, '') };
  }
}

/** After the front matter, if there is any. */
function afterFrontMatter(text: string): number {
  const matter =
    /^\ufeff?(?:---[ \t]*\r?\n(?:[^\n]*\n)*?(?:---|\.\.\.)|\+\+\+[ \t]*\r?\n(?:[^\n]*\n)*?\+\+\+)[ \t]*(?=\r?\n|$)/;
  return matter.exec(text)?.[0].length ?? 0;
}

/** Lines that are not looked into until one of them ends it. */
interface Closed {
  /** Of a fence: its sign, so often or more. */
  readonly ends: (rest: Rest) => boolean;
}

/** A paragraph so far: the line that underlines it makes a heading of it. */
interface Paragraph {
  readonly start: number;
  readonly isLink: boolean;
  end: number;
}

function fenceFrom(content: string): Closed | undefined {
  const mark = fence.exec(content)?.[0];
  if (mark === undefined) return undefined;
  return {
    ends(rest) {
      const line = contentOf(rest).trimEnd();
      const isMark = line.length >= mark.length && [...line].every((sign) => sign === mark[0]);
      return indentOf(rest) <= 3 && isMark;
    },
  };
}

function htmlFrom(content: string): Closed | 'here' | undefined {
  const found = html.find(([begins]) => begins.test(content));
  if (!found) return undefined;
  const [, ends] = found;
  if (!ends) return { ends: isBlank };
  return ends.test(content.slice(2)) ? 'here' : { ends: ({ text }) => ends.test(text) };
}

export function headingSpans(text: string): TextSpan[] {
  const spans: TextSpan[] = [];
  const containers = createContainers();
  const from = afterFrontMatter(text);
  let closed: Closed | undefined;
  let paragraph: Paragraph | undefined;

  /** The line after the marks of its containers, and whether it only goes on with a paragraph. */
  function enter(line: string): { rest: Rest; isLazy: boolean } | undefined {
    const match = containers.match(line);
    let { rest } = match;
    let depth = match.matched;
    if (closed && depth < containers.depth) closed = undefined;
    if (closed) {
      if (closed.ends(rest)) closed = undefined;
      return undefined;
    }
    for (;;) {
      const isHere = depth === containers.depth;
      const isUnderline = isHere && paragraph && underline.test(contentOf(rest));
      if (indentOf(rest) > 3 || isUnderline) break;
      const next = containers.open(rest, {
        depth,
        inParagraph: isHere && paragraph !== undefined,
      });
      if (!next) break;
      paragraph = undefined;
      rest = next;
      depth++;
    }
    return { rest, isLazy: depth < containers.depth && settle(rest, depth) };
  }

  /** Closes what the line is not in, unless it goes on with the paragraph in there. */
  function settle(rest: Rest, depth: number): boolean {
    if (paragraph && !isBlank(rest) && (indentOf(rest) > 3 || !begins(contentOf(rest))))
      return true;
    containers.closeTo(depth);
    paragraph = undefined;
    return false;
  }

  function leaf(rest: Rest, end: number, isLazy: boolean): void {
    const content = contentOf(rest);
    const start = end - content.length;
    const heading = (span: TextSpan): void => {
      if (span.end > from) spans.push(span);
      paragraph = undefined;
    };
    if (isBlank(rest)) paragraph = undefined;
    else if (indentOf(rest) > 3) goOn(start, end, false);
    else if (paragraph && !isLazy && underline.test(content)) {
      if (!paragraph.isLink) heading(paragraph);
      paragraph = undefined;
    } else if (atx.test(content) || asciiDoc.test(content) || latex.test(content)) {
      heading({ start, end });
    } else {
      const html = htmlFrom(content);
      closed = fenceFrom(content) ?? (html === 'here' ? undefined : html);
      if (closed || html || isBreak(rest)) paragraph = undefined;
      else goOn(start, end, true, content);
    }
  }

  /** One line more of the paragraph; what is indented begins none: it is code. */
  function goOn(start: number, end: number, mayBegin: boolean, content = ''): void {
    if (paragraph) paragraph.end = end;
    else if (mayBegin) paragraph = { start, end, isLink: linkDefinition.test(content) };
  }

  for (const { start, text: line } of linesOf(text)) {
    if (start < from && from > 0) continue;
    const entered = enter(line);
    if (entered) leaf(entered.rest, start + line.length, entered.isLazy);
  }
  return spans.map(({ start, end }) => ({ start, end }));
}

/** Whether a line begins something else than a paragraph. */
const begins = (content: string): boolean =>
  [atx, asciiDoc, latex, fence].some((pattern) => pattern.test(content)) ||
  isBreak({ text: content, column: 0 }) ||
  htmlFrom(content) !== undefined;
