/**
 * Everything that is expected to go wrong, as values with facts, and the sentence for each: what
 * happened, why, what to do next. A bug is not listed here: it throws.
 */
export type Result<T, F = Failure> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: F };

/** A failure as a page gets it: with its sentence, for pages have no table of them. */
export type ToldFailure = Failure & { readonly sentence: string };

type ToldAnswer<R> = R extends { readonly ok: false } ? Result<never, ToldFailure> : R;

/** A contract as its page sees it. */
export type Told<C> = {
  [K in keyof C]: C[K] extends (request: infer Q) => infer R
    ? (request: Q) => ToldAnswer<R>
    : never;
};

export const success = <T>(value: T): Result<T, never> => ({ ok: true, value });
export const failed = <F>(failure: F): Result<never, F> => ({ ok: false, failure });

export type Failure =
  | { readonly kind: 'noEditor' }
  | { readonly kind: 'noText'; readonly name: string }
  | {
      readonly kind: 'tooShort';
      readonly name: string;
      readonly words: number;
      readonly needed: number;
    }
  | {
      readonly kind: 'fewCharacters';
      readonly name: string;
      readonly characters: number;
      readonly needed: number;
    }
  | { readonly kind: 'binaryFile'; readonly name: string }
  | { readonly kind: 'tooLarge'; readonly name: string; readonly megabytes: number }
  | { readonly kind: 'noFolder'; readonly name: string }
  | { readonly kind: 'noTextFiles'; readonly name: string }
  | { readonly kind: 'tooManyFiles'; readonly name: string; readonly limit: number }
  | {
      readonly kind: 'tooMuchText';
      readonly name: string;
      readonly megabytes: number;
      readonly limitMB: number;
    }
  | { readonly kind: 'alreadyTraining'; readonly name: string; readonly sameDocument: boolean }
  | { readonly kind: 'trainedElsewhere'; readonly name: string }
  | { readonly kind: 'notTraining' }
  | { readonly kind: 'stoppedEarly' }
  | { readonly kind: 'overBudget'; readonly neededMB: number; readonly limitMB: number }
  | { readonly kind: 'noModel'; readonly name: string }
  | {
      readonly kind: 'borrowedModel';
      readonly name: string;
      readonly lender: string;
      /** It came with the extension: it is in no list, and stays. */
      readonly isShipped: boolean;
    }
  | { readonly kind: 'shippedModel' }
  | { readonly kind: 'noOtherModel' }
  | { readonly kind: 'notOpen'; readonly name: string }
  | { readonly kind: 'noToken' }
  | { readonly kind: 'noCounts' }
  | { readonly kind: 'nothingToForget' }
  | { readonly kind: 'noWordHere'; readonly name: string }
  | { readonly kind: 'noPicture' }
  | { readonly kind: 'tooManyActivations'; readonly gigabytes: number }
  | { readonly kind: 'noSnapshot' }
  | {
      readonly kind: 'noUnit';
      readonly layer: number;
      readonly unit: number;
      readonly layers: number;
      readonly units: number;
    }
  | { readonly kind: 'noLabels'; readonly by: LabelKind }
  | { readonly kind: 'allLabelled'; readonly tokens: number }
  | { readonly kind: 'tooFewLabels'; readonly spans: number; readonly needed: number }
  | { readonly kind: 'labelsTooClose'; readonly tokens: number; readonly needed: number }
  | { readonly kind: 'badPattern'; readonly reason: string }
  | { readonly kind: 'slowPattern' }
  | { readonly kind: 'badLabelTable'; readonly line: number; readonly reason: string }
  | { readonly kind: 'unsettled'; readonly name: string }
  | { readonly kind: 'noUnitsOn'; readonly tokens: number }
  | { readonly kind: 'beyondIndex'; readonly tokens: number }
  | { readonly kind: 'unknownWord'; readonly word: string }
  | { readonly kind: 'hoversOff' }
  | { readonly kind: 'stale' }
  | { readonly kind: 'notImported'; readonly name: string; readonly reason: string }
  | { readonly kind: 'notShown'; readonly name: string; readonly reason: string }
  | { readonly kind: 'pickle'; readonly name: string }
  | {
      readonly kind: 'modelOverBudget';
      readonly name: string;
      readonly neededMB: number;
      readonly limitMB: number;
    }
  | { readonly kind: 'corruptModel'; readonly reason: string; readonly keptAs: string }
  | {
      readonly kind: 'damagedCheckpoint';
      readonly name: string;
      readonly problem: string;
      /** Of a model of several files, which no command on one file trains afresh. */
      readonly several?: boolean;
    }
  | {
      readonly kind: 'fileTooLarge';
      readonly name: string;
      readonly megabytes: number;
      readonly limitMB: number;
    }
  | {
      readonly kind: 'nothingLearnt';
      readonly name: string;
      readonly perplexity: number;
      /** Words that the network tells apart. */
      readonly words: number;
    }
  | {
      readonly kind: 'trainingLost';
      readonly name: string;
      readonly times: number;
      readonly reason: string;
    }
  | {
      readonly kind: 'vocabularyChanged';
      readonly newShare: number;
      /** As of a damaged checkpoint. */
      readonly several?: boolean;
    }
  | { readonly kind: 'badPlan'; readonly reason: string }
  | { readonly kind: 'notFinite'; readonly step: number }
  | { readonly kind: 'overflow' }
  /** The thread that makes a model's file ended. */
  | { readonly kind: 'notEncoded'; readonly reason: string }
  | {
      readonly kind: 'disk';
      readonly doing: string;
      readonly reason: string;
      /** What to do, where it is nothing about space and permissions. */
      readonly advice?: string;
    }
  | { readonly kind: 'threadLost'; readonly thread: string; readonly reason: string };

/** Where the labels of a search come from. */
export type LabelKind = 'spans' | 'pattern' | 'brackets' | 'headings' | 'table';

export type FailureKind = Failure['kind'];

/** One sentence, or two, for a person: what happened, why, what to do next. */
export function sentence(failure: Failure): string {
  switch (failure.kind) {
    case 'noEditor':
      return 'No text is open. Open a file and run the command again, or try “Gatescope: Open a Sample Text”.';
    case 'noText':
      return `${failure.name} is empty, so there is nothing to learn from. Write or paste some text first.`;
    case 'tooShort':
      return `${failure.name} has ${plural(failure.words, 'word')}; at least ${failure.needed} are needed to learn from, so until then its words are completed from counts alone. Add more text, or try “Gatescope: Open a Sample Text”.`;
    case 'fewCharacters':
      return `${failure.name} has ${plural(failure.characters, 'character')} beside white space; at least ${failure.needed} are needed to learn from. Add more text, or try “Gatescope: Open a Sample Text”.`;
    case 'binaryFile':
      return `${failure.name} is not a text file, so there are no words to learn. Open a text file and run the command again.`;
    case 'tooLarge':
      return `${failure.name} has ${Math.round(failure.megabytes)} MB, and VS Code shows files above 50 MB to no extension. Save a part of it as a file of its own and train on that.`;
    case 'noFolder':
      return `${failure.name} lies in no folder yet, so there are no files beside it to learn from. Save it, or choose files in the explorer.`;
    case 'noTextFiles':
      return `There is no text file in ${failure.name}, so there are no words to learn. Choose text files, or a folder that contains some.`;
    case 'tooManyFiles':
      return `${failure.name} has more than ${failure.limit.toLocaleString('en')} files, too many for one model. Choose the files or a folder of it.`;
    case 'tooMuchText':
      return `The files of ${failure.name} have ${Math.ceil(failure.megabytes)} MB together, and one model learns from at most ${failure.limitMB} MB. Choose fewer files.`;
    case 'alreadyTraining':
      return failure.sameDocument
        ? `${failure.name} is already training.`
        : `${failure.name} is training; stop it first.`;
    case 'trainedElsewhere':
      return `${failure.name} is being trained in another window; here its model can only be read. Stop the training there first.`;
    case 'notTraining':
      return 'Nothing is training. Run “Gatescope: Train on This File” to start.';
    case 'stoppedEarly':
      return 'The training was stopped before anything was learnt, so there is nothing new to keep.';
    case 'overBudget':
      return `This training needs ${failure.neededMB} MB of memory and the limit is ${failure.limitMB} MB. Choose smaller sizes under gatescope.model, or raise gatescope.training.memoryMB.`;
    case 'noModel':
      return `${failure.name} has no model yet. Run “Gatescope: Train on This File” first.`;
    case 'borrowedModel':
      return `${failure.name} has no model of its own: it is read with ${failure.isShipped ? `the network that came with ${failure.lender}, which cannot be deleted` : `the model of ${failure.lender}`}. Choose another one with “Gatescope: Use This Model Here”${failure.isShipped ? '' : ', or delete that one in the view “Models”'}.`;
    case 'shippedModel':
      return 'This network comes with the lesson and is read-only. Train the lesson again to get a network of your own, which can be changed.';
    case 'noOtherModel':
      return 'There is no saved model of another text yet. Train on one, then use its model here.';
    case 'notOpen':
      return `${failure.name} was never saved to a file and is not open any more. Its model can still be used for another text (“Gatescope: Use This Model Here”), or be deleted.`;
    case 'noCounts':
      return 'This model reads characters, so it counts no words. Set “Gatescope: Model: Tokens” to words and train again to see words and their counts.';
    case 'nothingToForget':
      return 'There is no word in it, so nothing was forgotten. Select a word or a passage and run the command again.';
    case 'noToken':
      return 'There is no word at this place. Put the cursor on a word.';
    case 'noWordHere':
      return `No word stands at or after the cursor in ${failure.name}, nor near before it. Put the cursor on a word and run the command again.`;
    case 'noPicture':
      return 'No picture is shown, so there is none to export. Open the panel with “Gatescope: Show Gate Activations”, choose a tab, and export again.';
    case 'tooManyActivations':
      return `The activations would fill ${failure.gigabytes.toFixed(1)} GB, and a file of this kind holds at most 4 GB. Select a part of the text and export that.`;
    case 'noSnapshot':
      return 'This earlier state of the network is not there any more: the model was trained again or its snapshots were deleted. Choose another one.';
    case 'noUnit':
      return `There is no unit ${failure.unit} in layer ${failure.layer + 1}: this model has ${plural(failure.layers, 'layer')} of ${plural(failure.units, 'unit')}, numbered from 0. Choose another unit.`;
    case 'noLabels':
      return failure.by === 'spans'
        ? 'No word is selected, so there is nothing to look for. Select at least one word and run the command again.'
        : `${noLabels[failure.by]} in the text, so there is nothing to search with. Choose other labels, or select words in the text.`;
    case 'allLabelled':
      return `All ${plural(failure.tokens, 'word')} that were looked at are labelled, so there is nothing to tell them from. Select a part of the text.`;
    case 'tooFewLabels':
      return `There are only ${plural(failure.spans, 'labelled span')}, and at least ${failure.needed} are needed: half of them to choose units by, half to confirm the choice. Label more spans, or select a single one.`;
    case 'labelsTooClose':
      return `One half of the labels lies within ${plural(failure.tokens, 'word')}, and at least ${failure.needed} are needed to tell a find from chance. Label spans all over a longer text.`;
    case 'badPattern':
      return `This is not a valid regular expression (${failure.reason}). Correct it and search again.`;
    case 'slowPattern':
      return 'The regular expression took too long and was stopped: repetitions within repetitions, such as (a+)+, can take forever. Write it more simply and search again.';
    case 'badLabelTable':
      return `Line ${failure.line} of the file of labels cannot be used: ${failure.reason}. Give each line the offset of a span’s first character, a tab, and the offset just after the last.`;
    case 'noUnitsOn':
      return `No unit is on over all ${plural(failure.tokens, 'selected word')} (a hidden state of at least 0.3 above or below zero), so there is nothing to look for elsewhere. Select fewer words, or others.`;
    case 'beyondIndex':
      return `Of this text the first ${plural(failure.tokens, 'word')} fit into the index, and the selection lies behind them. Select something before, or save a part of the text as a file of its own.`;
    case 'unsettled':
      return `${failure.name} is training, so its units change while they are looked at. Pause or stop the training, then search again.`;
    case 'unknownWord':
      return `The network does not know “${failure.word}”: it is not in its vocabulary. Choose a word that occurs at least twice in the text it was trained on.`;
    case 'hoversOff':
      return 'Hovers are off here. Switch on the setting “gatescope.inspection.hover”, or click on the status bar item and choose the hat “Inspecting”.';
    case 'stale':
      return 'The text or the model changed in the meantime. Ask again.';
    case 'notImported':
      return `${failure.name} was not imported. ${failure.reason}`;
    case 'notShown':
      return `${failure.name} cannot be shown. ${failure.reason}`;
    case 'pickle':
      return `${failure.name} is a file of PyTorch's own kind (pickle): opening it runs whatever code is in it, so Gatescope never reads one. The snippet loads it in your own Python and writes a safetensors file, the vocabulary and a parity record beside it; import those.`;
    case 'modelOverBudget':
      return `Importing ${failure.name} needs ${failure.neededMB} MB of memory and the limit is ${failure.limitMB} MB. Raise gatescope.training.memoryMB, or import a smaller model.`;
    case 'corruptModel':
      return `The saved model could not be read (${failure.reason}). It was kept aside as ${failure.keptAs}; train again to make a new one.`;
    case 'damagedCheckpoint':
      return `The training of ${failure.name} cannot be finished, because its checkpoint is damaged: ${failure.problem}. ${trainAfresh(failure)} begins a new one.`;
    case 'fileTooLarge':
      return `${failure.name} was not trained, because its model could not be saved: the words and figures in front of the weights would take ${failure.megabytes.toFixed(1)} MB, and a model file can be read with at most ${failure.limitMB} MB of them. Save a part of the text as a file of its own and train on that.`;
    case 'nothingLearnt':
      return `The network learnt nothing from ${failure.name}: on passages held out of it, it does worse than guessing blindly among ${plural(failure.words, 'word')} (perplexity ${Math.round(failure.perplexity).toLocaleString('en')}). Words are completed from counts alone; add more text and train again.`;
    case 'trainingLost':
      return `The training of ${failure.name} was given up: it ended unexpectedly ${failure.times} times without getting any further (${failure.reason}). What its last checkpoint holds was kept; the log (“Gatescope: Show Log”) has the details.`;
    case 'vocabularyChanged':
      return `${Math.round(100 * failure.newShare)}% of the words of ${failure.several ? 'these files' : 'this text'} are new to ${failure.several ? 'their' : 'its'} model. ${trainAfresh(failure)} will learn them better than continuing.`;
    case 'badPlan':
      return `The plan cannot be used: ${failure.reason.trim()}. Take the fields from the plan of a saved model.`;
    case 'notFinite':
      return `The training left the range of numbers at step ${failure.step} and could not be brought back. The last good weights were kept; train again with another seed.`;
    case 'overflow':
      return 'The numbers of this model overflow: its weights are so large that single precision cannot hold what it computes, so there is nothing to show of its predictions. Use another model, or an earlier checkpoint of this one.';
    case 'notEncoded':
      return `The model was not saved: the thread that makes its file ended unexpectedly (${failure.reason}). What its last checkpoint holds was kept, and until the window is closed the model can be used as it is. Train again to save it; the log (“Gatescope: Show Log”) has the details.`;
    case 'disk':
      return `${failure.doing} failed: ${failure.reason}. ${failure.advice ?? "Free some disk space or check the folder's permissions, then try again; nothing in memory was lost."}`;
    case 'threadLost':
      return `The ${failure.thread} stopped unexpectedly (${failure.reason}) and could not be restarted. Reload the window and try again; the log (“Gatescope: Show Log”) has the details.`;
    default:
      return failure satisfies never;
  }
}

const noLabels: Readonly<Record<Exclude<LabelKind, 'spans'>, string>> = {
  pattern: 'The regular expression matches no word',
  brackets: 'There is no pair of brackets',
  headings: 'There is no heading of Markdown, AsciiDoc or LaTeX',
  table: 'The file of labels names no word',
};

/** The command; of several files there is none, only the button below the sentence. */
const trainAfresh = ({ several = false }: { readonly several?: boolean }): string =>
  several ? '“Train Afresh” below' : '“Gatescope: Train Afresh on This File”';

function plural(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
