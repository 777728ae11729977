/**
 * *Gatescope: Laboratory*, the page of what does not follow the cursor: one in a window, in an editor of its
 * own. Its thread lives as long as the page.
 */
import * as vscode from 'vscode';
import * as v from 'valibot';
import type { LaboratoryContract, LaboratoryNews } from '../../shared/contracts/laboratory';
import { sectionIds } from '../../shared/laboratory/sections';
import { commands, laboratoryViewType } from '../../shared/manifest';
import type { Shown } from '../../shared/pages/laboratoryPage';
import type { Handlers, Timer } from '../../shared/wire/rpc';
import { webviewOptions, webviewPage, webviewPort } from '../pages/webviewPage';
import type { SupervisedThread } from '../threads/supervisor';
import { registerRunExperiment } from './runExperiment';
import {
  createLaboratoryConversation,
  type LaboratoryConversation,
} from './laboratoryConversation';

interface Needs {
  readonly extensionUri: vscode.Uri;
  readonly timer: Timer;
  readonly log: (line: string) => void;
  startLaboratory(news: Handlers<LaboratoryNews>): SupervisedThread<LaboratoryContract>;
}

interface OpenLaboratory {
  readonly panel: vscode.WebviewPanel;
  readonly talk: LaboratoryConversation;
}

const title = 'Gatescope: Laboratory';

const shownSchema = v.object({
  section: v.picklist(sectionIds),
  topic: v.exactOptional(v.string()),
});

/** The command takes the id of a section, and what in it: links, lessons and other commands lead there. */
export function registerLaboratory(needs: Needs): vscode.Disposable {
  let open: OpenLaboratory | undefined;

  function take(panel: vscode.WebviewPanel, shown: Shown | undefined): void {
    open?.panel.dispose();
    const taken = { panel, talk: furnish(panel, needs, shown) };
    open = taken;
    panel.onDidDispose(() => {
      if (open === taken) open = undefined;
      taken.talk.dispose();
    });
  }

  function show(section: unknown, topic: unknown): void {
    const asked = v.safeParse(shownSchema, { section, ...(topic !== undefined && { topic }) });
    const shown = asked.success ? asked.output : undefined;
    if (!open) {
      // What runs goes on, and is seen again, while another editor is in front.
      const options = { ...webviewOptions(needs.extensionUri), retainContextWhenHidden: true };
      const column = vscode.ViewColumn.Active;
      return take(
        vscode.window.createWebviewPanel(laboratoryViewType, title, column, options),
        shown,
      );
    }
    if (shown) open.talk.show(shown);
    open.panel.reveal();
  }

  return vscode.Disposable.from(
    vscode.commands.registerCommand(commands.openLaboratory, show),
    registerRunExperiment(show),
    vscode.window.registerWebviewPanelSerializer(laboratoryViewType, {
      deserializeWebviewPanel(panel) {
        panel.webview.options = webviewOptions(needs.extensionUri);
        take(panel, undefined);
        return Promise.resolve();
      },
    }),
    { dispose: () => void open?.panel.dispose() },
  );
}

function furnish(
  panel: vscode.WebviewPanel,
  { extensionUri, timer, log, startLaboratory }: Needs,
  shown: Shown | undefined,
): LaboratoryConversation {
  panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'gatescope.svg');
  const thread = startLaboratory({ log, told: (what) => talk.told(what) });
  const talk = createLaboratoryConversation(webviewPort(panel.webview), {
    ...{ thread, timer, log, shown },
  });
  panel.webview.html = webviewPage(panel.webview, extensionUri, 'laboratory');
  return {
    ...talk,
    dispose() {
      talk.dispose();
      void thread.dispose();
    },
  };
}
