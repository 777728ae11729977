/** What VS Code does for *Compare*: asks which two of a text's models, and finds their files. */
import * as vscode from 'vscode';
import type { AnalystContract } from '../../shared/contracts/analyst';
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import {
  usualJudged,
  type CompareChoice,
  type ComparedModel,
  type CompareMaterial,
} from '../../shared/laboratory/compare';
import { distinctNames } from '../../shared/model/modelNames';
import type { Wanted } from '../../shared/pages/laboratoryPage';
import { escapeIcons } from '../common/escapeIcons';
import { perplexity } from '../common/formatNumbers';
import type { ModelFiles } from '../sessions/modelFiles';
import { listModels } from '../sessions/modelList';
import type { CurrentText } from '../texts/currentText';
import type { Texts } from '../texts/texts';
import type { SupervisedThread } from '../threads/supervisor';
import { textOf } from './races';

export interface ComparisonNeeds {
  readonly texts: Pick<Texts, 'find' | 'open'>;
  readonly current: Pick<CurrentText, 'require'>;
  readonly files: ModelFiles;
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call'>;
  readonly showFailure: (failure: Failure) => void;
}

/** The command: the laboratory with two models of the text in front. */
export async function compareModels(
  needs: ComparisonNeeds,
  show: (wanted: Wanted) => void,
  given: unknown,
): Promise<void> {
  const chosen = await choose(needs, given);
  if (!chosen.ok) return needs.showFailure(chosen.failure);
  if (chosen.value) show({ section: 'compare', given: { ...chosen.value }, starts: true });
}

/** @returns undefined if the user cancelled */
async function choose(
  { current, files, analyst }: ComparisonNeeds,
  given: unknown,
): Promise<Result<CompareChoice | undefined>> {
  const found = await current.require(given);
  if (!found.ok) return found;
  const { key, name } = found.value;
  const listings = (await listModels(await files.of(key), analyst)) ?? [];
  const readable = listings.flatMap(({ path, facts }) =>
    facts.ok ? [{ id: files.idOf(path), facts: facts.value }] : [],
  );
  if (readable.length === 0) return failed({ kind: 'noModel', name });
  const titles = distinctNames(readable.map(({ facts }) => facts));
  const items = readable.map(({ id, facts }, n) => ({
    ...{ id, title: titles[n] ?? id, label: escapeIcons(titles[n] ?? id) },
    description:
      facts.validationPerplexity === undefined
        ? ''
        : `validation perplexity ${perplexity(facts.validationPerplexity)}`,
  }));
  const title = `Compare Two Models of ${name}`;
  const first = await vscode.window.showQuickPick(items, { title, placeHolder: 'The first model' });
  if (!first) return success(undefined);
  const others = items.map((item) =>
    item.id === first.id ? { ...item, description: 'the same model, at another time' } : item,
  );
  // Of a text with several models those first that are another one.
  const ordered = [
    ...others.filter(({ id }) => id !== first.id),
    ...others.filter(({ id }) => id === first.id),
  ];
  const second = await vscode.window.showQuickPick(ordered, {
    title,
    placeHolder: `${first.title} compared with …`,
  });
  if (!second) return success(undefined);
  const modelOf = ({ id, title: called }: (typeof items)[number]): ComparedModel => ({
    ...{ id, title: called },
  });
  // A model beside itself says nothing: it begins with what it was before its training.
  const isSame = second.id === first.id;
  return success({
    text: { key, name },
    models: [{ ...modelOf(first), ...(isSame && { mark: 0 }) }, modelOf(second)],
    judged: usualJudged,
  });
}

export async function compareMaterial(
  needs: ComparisonNeeds,
  { text, models }: CompareChoice,
): Promise<Result<CompareMaterial>> {
  const found = await textOf(needs, text);
  if (!found.ok) return found;
  if (!models) return failed({ kind: 'noOtherModel' });
  const [first, second] = models;
  return success({
    ...{ name: found.value.name, text: found.value.text() },
    paths: [needs.files.pathOfId(first.id), needs.files.pathOfId(second.id)],
  });
}
