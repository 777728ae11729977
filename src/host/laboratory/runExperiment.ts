/** *Run an Experiment…*: a list of the experiments; the chosen one is shown in the laboratory. */
import * as vscode from 'vscode';
import { experimentTitles } from '../../shared/laboratory/experiments';
import { commands } from '../../shared/manifest';

/** Its argument is the id of an experiment, where a link or another command has chosen already. */
export const registerRunExperiment = (show: (experiment: string) => void): vscode.Disposable =>
  vscode.commands.registerCommand(commands.runExperiment, async (given: unknown) => {
    const titles = new Map<string, string>(Object.entries(experimentTitles));
    const known = typeof given === 'string' && titles.has(given) ? given : undefined;
    const chosen = known ?? (await chooseExperiment(titles));
    if (chosen !== undefined) show(chosen);
  });

async function chooseExperiment(titles: ReadonlyMap<string, string>): Promise<string | undefined> {
  const items = [...titles].map(([id, label]) => ({ id, label }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'Run an Experiment',
    placeHolder: 'Small networks learn a generated task while you watch',
  });
  return chosen?.id;
}
