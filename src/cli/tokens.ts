/** `tokens`: how a text is cut. The same tokens as a new model would learn from. */
import { parseArgs } from 'node:util';
import type { TokenKind } from '../engine/text/tokens/cut';
import { tokenizedText } from '../engine/text/tokens/tokenizedText';
import type { Command } from './command';
import { choiceOption, cutOption, oneFile, readText } from './command';

const kinds = ['words', 'characters', 'whitespace', 'ids'] as const satisfies readonly TokenKind[];
/** Printed at once: a value of a large text would be longer than a string can be. */
const tokensAtOnce = 1 << 14;

export const tokens: Command = {
  usage: 'tokens FILE [--tokens words|characters|whitespace|ids] [--cut 1|2] [--json]',
  help: `Prints each token with its start and end: offsets of UTF-16 units, which count from 0, the end just after.

  --tokens KIND      words (default), characters, whitespace, or ids: numbers separated by spaces
  --cut V            the version of the rules: 2 (default, the newest), or 1, of older models
  --json             one array of { token, start, end } instead of a line for each`,
  async run(args, terminal) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        tokens: { type: 'string' },
        cut: { type: 'string' },
        json: { type: 'boolean' },
      },
    });
    const raw = await readText(oneFile(positionals));
    const kind = choiceOption('tokens', values.tokens, kinds, 'words');
    const text = tokenizedText(raw, { kind, version: cutOption(values.cut) });
    const line = (index: number): string => {
      const [start, end] = [text.start(index), text.end(index)];
      const token = text.token(index);
      if (values.json === true) return JSON.stringify({ token, start, end });
      return `${start}\t${end}\t${JSON.stringify(token)}`;
    };
    terminal.log('Offsets count from 0, in UTF-16 units; an end is just after its token.');
    const [open, between, close] = values.json === true ? ['[', ',\n', ']'] : ['', '\n', ''];
    for (let from = 0; from < Math.max(1, text.count); from += tokensAtOnce) {
      const to = Math.min(text.count, from + tokensAtOnce);
      const lines = Array.from({ length: to - from }, (_, n) => line(from + n));
      const isLast = to === text.count;
      const before = from === 0 ? open : '';
      const after = isLast ? close : between.trimEnd();
      terminal.print(before + lines.join(between) + after);
    }
    return 0;
  },
};
