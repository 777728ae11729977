/** What VS Code does for *Automaton*: finds the model that a text is read with, where it is to be drawn. */
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import type { AutomatonChoice, AutomatonMaterial } from '../../shared/laboratory/automaton';
import type { Wanted } from '../../shared/pages/laboratoryPage';
import type { ChosenModels } from '../models/chosenModels';
import type { ModelFiles } from '../sessions/modelFiles';
import type { Sessions } from '../sessions/sessions';
import type { CurrentText } from '../texts/currentText';
import type { Texts } from '../texts/texts';
import { textOf } from './races';

export interface AutomatonNeeds {
  readonly texts: Pick<Texts, 'find' | 'open'>;
  readonly current: Pick<CurrentText, 'require'>;
  readonly files: ModelFiles;
  readonly chosen: Pick<ChosenModels, 'pathFor'>;
  readonly sessions: Sessions;
  readonly showFailure: (failure: Failure) => void;
}

/** The command: the laboratory on the text in front, if it has a model. */
export async function drawAutomaton(
  needs: AutomatonNeeds,
  show: (wanted: Wanted) => void,
  given: unknown,
): Promise<void> {
  const found = await needs.current.require(given);
  if (!found.ok) return needs.showFailure(found.failure);
  const { key, name } = found.value;
  const path = await modelOf(needs, key);
  if (path === undefined) return needs.showFailure({ kind: 'noModel', name });
  const text = { key, name };
  show({ section: 'automaton', given: { of: 'text', text }, starts: true });
}

/** The one that it is read with now; else that which was chosen for it, or its own that was written last. */
async function modelOf(
  { files, chosen, sessions }: Pick<AutomatonNeeds, 'files' | 'chosen' | 'sessions'>,
  key: string,
): Promise<string | undefined> {
  const model = sessions.find(key)?.model;
  if (model?.kind === 'file') return model.path;
  return (await chosen.pathFor(key)) ?? (await files.of(key))[0];
}

export async function automatonMaterial(
  needs: AutomatonNeeds,
  { of, text }: AutomatonChoice,
): Promise<Result<AutomatonMaterial | undefined>> {
  if (of !== 'text') return success(undefined);
  const found = await textOf(needs, text);
  if (!found.ok) return found;
  const { key, name } = found.value;
  const path = await modelOf(needs, key);
  if (path === undefined) return failed({ kind: 'noModel', name });
  return success({ name, text: found.value.text(), path });
}
