/** What a person hears when a training that they started has ended. */
import * as vscode from 'vscode';
import type { TrainingSummary } from '../../shared/api';
import type { Result } from '../../shared/failures';
import { sentence } from '../../shared/failures';
import { commands } from '../../shared/manifest';
import type { TaskResult } from '../../shared/tasks';
import { resultSentence } from '../../shared/taskResults';
import type { ShowFailure } from '../common/showFailure';
import { readySentence } from '../status/trainingSentences';
import type { OpenText } from '../texts/openText';

export async function tellResult(
  { name, key }: Pick<OpenText, 'name'> & { readonly key?: string },
  result: Result<TrainingSummary>,
  showFailure: ShowFailure,
  judged?: TaskResult,
): Promise<void> {
  if (result.ok) {
    const show = judged ? 'Show Results' : 'Show Gate Activations';
    const chosen = await vscode.window.showInformationMessage(
      readySentence(name, result.value, judged && resultSentence(judged)),
      show,
    );
    if (chosen === show) await vscode.commands.executeCommand(commands.showGates);
  } else if (result.failure.kind === 'stoppedEarly') {
    void vscode.window.showInformationMessage(sentence(result.failure));
  } else {
    showFailure(result.failure, key === undefined ? undefined : { documentKey: key });
  }
}
