/** What is possible now, for the menu behind the status bar item. Pure. */
import type { CommandName } from '../../shared/manifest';
import type { DocumentMode } from '../sessions/documentMode';
import { modeDetails, modeLabels, documentModes } from '../sessions/documentMode';
import type { Session } from '../sessions/sessionState';
import { isLentByChoice } from '../sessions/sessionState';

export interface MenuEntry {
  readonly label: string;
  readonly detail?: string;
  readonly command: CommandName;
}

/** Chooses a mode instead of running a command. */
export interface ModeEntry {
  readonly label: string;
  readonly description: string;
  readonly mode: DocumentMode;
}

const hatIcons: Readonly<Record<DocumentMode, string>> = {
  both: '$(layers) ',
  writing: '$(edit) ',
  inspecting: '$(search) ',
};

/** The modes that can be chosen; short, so that a long menu still shows them. */
export function modeEntries(session: Session | undefined, now: DocumentMode): ModeEntry[] {
  if (!session?.model) return [];
  return documentModes
    .filter((mode) => mode !== now)
    .map((mode) => ({
      label: hatIcons[mode] + modeLabels[mode],
      description: modeDetails[mode],
      mode,
    }));
}

/** All of them, in their order. */
export const menuEntries = (
  session: Session | undefined,
  completionOn: boolean,
  listOpens?: boolean,
): MenuEntry[] => menuGroups(session, completionOn, listOpens).flat();

/**
 * What is used most comes first. This is not training if there is a model, because Enter would start it
 * at once; a training that runs or was interrupted does come first.
 *
 * @param session of the current text; without one there is no text
 * @param listOpens in plain text, whether VS Code's word list opens by itself
 */
export function menuGroups(
  session: Session | undefined,
  completionOn: boolean,
  listOpens?: boolean,
): MenuEntry[][] {
  const model = session?.model ? modelEntries(completionOn) : [sample, lesson];
  const training = session ? trainingEntries(session) : [];
  const deletion =
    session?.model && !session.before && !isLentByChoice(session) ? [deletionOf(session)] : [];
  const rest: MenuEntry[] = [
    ...(session?.model && listOpens !== undefined ? [listEntry(listOpens)] : []),
    ...(session?.model ? [use] : []),
    ...deletion,
    { label: '$(output) Show Log', command: 'showLog' },
  ];
  const isSettled =
    session?.model !== undefined && session.state === 'ready' && !session.unfinished;
  return isSettled ? [model, training, rest] : [training, model, rest];
}

const sample: MenuEntry = { label: '$(book) Open a Sample Text', command: 'openSample' };
const lesson: MenuEntry = { label: '$(mortar-board) Open a Lesson', command: 'openLesson' };
const stop: MenuEntry = {
  label: '$(debug-stop) Stop Training',
  detail: 'Keeps the best weights so far.',
  command: 'stopTraining',
};
const afresh: MenuEntry = {
  label: '$(refresh) Train Afresh on This File',
  detail: 'Starts a new model; the current one stays in Models.',
  command: 'trainAfresh',
};
const deletionOf = ({ lender }: Session): MenuEntry => ({
  label: lender
    ? `$(trash) Delete the Model of ${lender.name}`
    : "$(trash) Delete This File's Model",
  command: 'deleteModel',
});

const listEntry = (opens: boolean): MenuEntry => ({
  label: opens
    ? '$(list-flat) Ghost Text Alone in Plain Text'
    : '$(list-flat) Show the Word List in Plain Text',
  detail: opens
    ? 'VS Code’s word list does not open by itself there.'
    : 'VS Code’s list, with the words that the model ranks.',
  command: 'toggleWordList',
});

const use: MenuEntry = {
  label: '$(arrow-swap) Use This Model Here',
  detail: 'Reads this text with another of its models, or with that of another text.',
  command: 'useModelHere',
};

function trainingEntries(session: Session): MenuEntry[] {
  const { state, model, unfinished, elsewhere, stopping, lender } = session;
  if (stopping) return [];
  switch (state) {
    case 'training':
      return [{ label: '$(debug-pause) Pause Training', command: 'pauseTraining' }, stop];
    case 'paused':
      return [{ label: '$(debug-continue) Resume Training', command: 'resumeTraining' }, stop];
    case 'idle':
    case 'ready':
    case 'failed':
      if (!model || isLentByChoice(session))
        return [{ label: '$(play) Train on This File', command: 'train' }];
      if (lender) return [goOnTogether(lender.name, unfinished), apart];
      if (elsewhere) return [inOtherWindow];
      return [unfinished ? finish : goOn, afresh];
    default:
      return state satisfies never;
  }
}

const goOn: MenuEntry = {
  label: '$(play) Train on This File',
  detail: 'Continues from its current model; with another seed or size it makes a new one.',
  command: 'train',
};
const inOtherWindow: MenuEntry = {
  label: '$(play) Train on This File',
  detail: 'Another window is training it: stop the training there first.',
  command: 'train',
};
const finish: MenuEntry = {
  label: '$(play) Finish the Training',
  detail: 'It was interrupted; continues from its last checkpoint.',
  command: 'train',
};

const goOnTogether = (folder: string, unfinished: boolean): MenuEntry => ({
  label: '$(play) Train on These Files',
  detail: unfinished
    ? `The training of ${folder} was interrupted; continues from its last checkpoint.`
    : `Continues from the model of ${folder}, with all its files.`,
  command: 'trainOnFiles',
});
const apart: MenuEntry = {
  label: '$(play) Train on This File',
  detail: 'A separate model for this file, instead of the folder’s.',
  command: 'train',
};

function modelEntries(completionOn: boolean): MenuEntry[] {
  return [
    { label: '$(symbol-text) Complete the Next Word', command: 'completeWord' },
    { label: '$(circle-slash) Why Is There No Suggestion Here?', command: 'explainSilence' },
    { label: '$(pencil) Generate Text…', command: 'generateText' },
    { label: '$(list-unordered) What Has It Learnt?', command: 'showLearnt' },
    { label: '$(graph) Show Gate Activations', command: 'showGates' },
    { label: '$(paintcan) Colour Text by…', command: 'colourText' },
    { label: '$(question) Explain This Prediction', command: 'explainWord' },
    {
      label: completionOn ? '$(eye-closed) Turn Completion Off' : '$(eye) Turn Completion On',
      command: 'toggleCompletion',
    },
  ];
}
