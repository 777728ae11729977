/**
 * *Gatescope: Laboratory*, the page of what does not follow the cursor: one in a window, in an editor of its
 * own. Its thread lives as long as the page.
 */
import * as vscode from 'vscode';
import * as v from 'valibot';
import type { LaboratoryContract, LaboratoryNews } from '../../shared/contracts/laboratory';
import { success } from '../../shared/failures';
import { sectionIds } from '../../shared/laboratory/sections';
import { commands, laboratoryViewType } from '../../shared/manifest';
import type { Wanted } from '../../shared/pages/laboratoryPage';
import type { Handlers, Timer } from '../../shared/wire/rpc';
import { webviewOptions, webviewPage, webviewPort } from '../pages/webviewPage';
import type { SupervisedThread } from '../threads/supervisor';
import {
  createLaboratoryConversation,
  type LaboratoryConversation,
} from './laboratoryConversation';
import { automatonMaterial, drawAutomaton, type AutomatonNeeds } from './automata';
import { compareMaterial, compareModels, type ComparisonNeeds } from './comparisons';
import { registerRunExperiment } from './runExperiment';
import { createRaces, raceCells, type RacesNeeds } from './races';

interface Needs extends RacesNeeds, ComparisonNeeds, AutomatonNeeds {
  readonly chosen: RacesNeeds['chosen'] & AutomatonNeeds['chosen'];
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

/** The command takes the id of a section: links and lessons lead there. */
export function registerLaboratory(needs: Needs): vscode.Disposable {
  let open: OpenLaboratory | undefined;

  function take(panel: vscode.WebviewPanel, wanted: Wanted | undefined): void {
    open?.panel.dispose();
    const taken = { panel, talk: furnish(panel, needs, wanted) };
    open = taken;
    panel.onDidDispose(() => {
      if (open === taken) open = undefined;
      taken.talk.dispose();
    });
  }

  function show(wanted: Wanted | undefined): void {
    if (!open) {
      // What runs goes on, and is seen again, while another editor is in front.
      const options = { ...webviewOptions(needs.extensionUri), retainContextWhenHidden: true };
      const column = vscode.ViewColumn.Active;
      return take(
        vscode.window.createWebviewPanel(laboratoryViewType, title, column, options),
        wanted,
      );
    }
    if (wanted) open.talk.show(wanted);
    open.panel.reveal();
  }

  return vscode.Disposable.from(
    vscode.commands.registerCommand(commands.openLaboratory, (given: unknown) => {
      const asked = v.safeParse(v.picklist(sectionIds), given);
      show(asked.success ? { section: asked.output } : undefined);
    }),
    vscode.commands.registerCommand(commands.raceCells, (given: unknown) =>
      raceCells(needs, show, given),
    ),
    vscode.commands.registerCommand(commands.compareModels, (given: unknown) =>
      compareModels(needs, show, given),
    ),
    vscode.commands.registerCommand(commands.drawAutomaton, (given: unknown) =>
      drawAutomaton(needs, show, given),
    ),
    registerRunExperiment((experiment) =>
      show({ section: 'experiments', given: { experiment, way: 'modern' } }),
    ),
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
  needs: Needs,
  wanted: Wanted | undefined,
): LaboratoryConversation {
  const { extensionUri, timer, log } = needs;
  panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'gatescope.svg');
  const thread = needs.startLaboratory({ log, told: (what) => talk.told(what) });
  const races = createRaces(needs);
  const talk = createLaboratoryConversation(webviewPort(panel.webview), {
    ...{ thread, timer, log, wanted },
    materials: {
      race: races.material,
      compare: (choice) => compareMaterial(needs, choice),
      automaton: (choice) => automatonMaterial(needs, choice),
    },
    async act(act) {
      if (act.act === 'saveRecord') return races.save(act);
      if (act.act === 'useRaced') return races.use(act);
      const subject = { documentKey: act.text.key };
      await vscode.commands.executeCommand(commands.compareModels, subject);
      return success(undefined);
    },
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
