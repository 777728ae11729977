/**
 * What a classifier or tagger from elsewhere answers: the names of its classes or labels, said, in a file of
 * their own, or in the vocabulary's; and whether its words are told apart by capitals.
 */
import type { ForeignTask } from '../../engine/files/foreign/foreignModel';
import {
  checkNames,
  namesBesideWords,
  parseAnswerNames,
  type AnswerNames,
} from '../../engine/files/foreign/answerNames';
import type { TaskFacts } from '../../engine/files/taskFacts';
import { areSpanLabels } from '../../engine/tasks/formats/spanLabels';
import { isClassName } from '../../engine/text/words/unknownNames';
import type { Failure, Result } from '../../shared/failures';
import { success } from '../../shared/failures';
import type { ImportRequest, Pooling } from '../../shared/model/importing';
import type { Files } from '../platform/disk/files';
import { readText, wordListOf } from '../tensors/byteSources';
import { refusal } from './importWords';

/** Of the model's answers. */
export interface Answering {
  readonly task: ForeignTask;
  readonly count: number;
}

interface Wanted extends Pick<ImportRequest, 'file' | 'vocabulary'> {
  readonly classes?: ImportRequest['classes'] | undefined;
}

/** @returns undefined where nobody says what they are called */
export async function namesOfAnswers(
  { count }: Answering,
  { file, classes, vocabulary }: Wanted,
  words: number,
  files: Files,
): Promise<Result<readonly string[] | undefined, Failure>> {
  const told = (source: string, found: AnswerNames): Result<readonly string[], Failure> =>
    found.ok
      ? success(found.names)
      : refusal(source, { kind: 'badAnswers', problem: found.problem });
  if (classes && !('name' in classes)) return told(file.name, checkNames(classes, count));
  if (classes) {
    const text = await readText(files, classes, wordListOf(count));
    if (!text.ok) return text;
    const isJson = /\.json$/i.test(classes.name);
    return told(classes.name, parseAnswerNames(text.value, isJson, count));
  }
  if (!vocabulary) return success(undefined);
  const text = await readText(files, vocabulary, wordListOf(words));
  if (!text.ok) return text;
  const found = namesBesideWords(text.value, count);
  return found ? told(vocabulary.name, found) : success(undefined);
}

/** @param asked of classes, what of the states is read */
export async function taskFactsFor(
  answering: Answering,
  request: Wanted,
  words: readonly string[],
  asked: Pooling,
  files: Files,
): Promise<Result<TaskFacts, Failure>> {
  const { task, count } = answering;
  const found = await namesOfAnswers(answering, request, words.length, files);
  if (!found.ok) return found;
  const names = found.value;
  if (!names) return refusal(request.file.name, { kind: 'noAnswerNames', task, count });
  const isCased = words.some((word) => !isClassName(word) && word !== word.toLowerCase());
  const kept = isCased ? { cased: true as const } : {};
  return success(
    task === 'classes'
      ? { task, classes: [...names], asked, ...kept }
      : { task, labels: [...names], spans: areSpanLabels(names), ...kept },
  );
}
