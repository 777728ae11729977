import { describe, expect, it } from 'vitest';
import { describeDocument } from '../../../src/host/panel/describeDocument';
import { createSessions } from '../../../src/host/sessions/sessions';
import type { Lender } from '../../../src/host/sessions/sessionState';
import type { PanelDocument } from '../../../src/shared/pages/panel';
import { firstPage, withDocument } from '../../../webview/page/page';
import { textOf } from '../stage';
import { description } from '../values';

const text = textOf('file:///a.txt', 'some text', 3);

async function panelOf(lender?: Lender): Promise<PanelDocument> {
  const sessions = createSessions();
  const from = lender ? { lender } : {};
  sessions.apply(text, {
    ...{ kind: 'restored', description: description(), path: '/m', ...from },
  });
  const shown = { settle: () => undefined, now: undefined };
  return describeDocument(
    {
      ...{ sessions, analyst: { call: () => Promise.reject(new Error('no thread')) } },
      ...{ lessonRequests: { of: () => undefined }, units: { of: () => undefined } },
      ...{ says: () => undefined, find: () => undefined, cursor: () => 0 },
    },
    { key: text.key, open: undefined, shown } as never,
  );
}

describe('A panel that is opened', () => {
  it('says at once with whose model the text is read', async () => {
    const panel = await panelOf({ key: 'file:///b.txt', name: 'b.txt', by: 'choice' });
    expect(panel.line).toBe(`${text.name} is read with the model of b.txt.`);
    expect(withDocument(firstPage, panel).line).toBe(panel.line);
  });

  it('has a short line of its own where the model is the text’s', async () => {
    const panel = await panelOf();
    expect(panel.line).toBeUndefined();
    expect(withDocument(firstPage, panel).line).toMatch(/^Ready/);
  });
});
