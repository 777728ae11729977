/**
 * Everything that is expected to go wrong, as values with facts, and the sentence for each: what
 * happened, why, what to do next. A bug is not listed here: it throws.
 */
import { sentenceOfFlaw, type ChoiceFlaw } from './cellChoice';
import { sentenceOfExamples, type ExampleFlaw } from './examples';
import { taskVerbs, taskViews, type JudgingTask } from './tasks';

export type Result<T, F = Failure> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: F };

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
  /** Its model predicts the next word. */
  | { readonly kind: 'notJudging'; readonly name: string }
  /** Its model is not one of pairs. */
  | { readonly kind: 'notWriting'; readonly name: string }
  /** Its model is for something else than what was asked of it. */
  | { readonly kind: 'otherTask'; readonly name: string; readonly task: JudgingTask['task'] }
  | {
      readonly kind: 'borrowedModel';
      readonly name: string;
      readonly lender: string;
      /** It came with the extension: it is in no list, and stays. */
      readonly isShipped: boolean;
    }
  | { readonly kind: 'shippedModel' }
  | { readonly kind: 'noOtherModel' }
  /** Nothing to draw an automaton from. */
  | { readonly kind: 'infiniteStates'; readonly seed: number }
  | {
      readonly kind: 'fewStates';
      readonly name: string;
      readonly words: number;
      readonly groups: number;
    }
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
  | { readonly kind: 'tooLargeToCheck'; readonly weights: number; readonly most: number }
  | {
      readonly kind: 'noQuantity';
      readonly layer: number;
      readonly name: string;
      /** Its title, and those of its quantities. */
      readonly cell: string;
      readonly has: readonly string[];
    }
  /** Its cell, by title, has no memory that is only added to. */
  | { readonly kind: 'noLedger'; readonly layer: number; readonly cell: string }
  | {
      readonly kind: 'noLabels';
      readonly by: LabelKind | 'quotes';
      /** Brackets of this kind only. */
      readonly only?: string;
      /** Where not the whole text was searched: so many words of it. */
      readonly searched?: number;
    }
  | { readonly kind: 'allLabelled'; readonly tokens: number }
  | { readonly kind: 'tooFewLabels'; readonly spans: number; readonly needed: number }
  | { readonly kind: 'labelsTooClose'; readonly tokens: number; readonly needed: number }
  | { readonly kind: 'badPattern'; readonly reason: string }
  | { readonly kind: 'slowPattern' }
  | { readonly kind: 'badLabelTable'; readonly line: number; readonly reason: string }
  | { readonly kind: 'unsettled'; readonly name: string }
  /** `relative`: to what each unit usually shows, which has no bound. */
  | { readonly kind: 'noUnitsOn'; readonly tokens: number; readonly relative: boolean }
  | { readonly kind: 'beyondIndex'; readonly tokens: number }
  | { readonly kind: 'unknownWord'; readonly word: string }
  | { readonly kind: 'hoversOff' }
  | { readonly kind: 'stale' }
  | { readonly kind: 'notImported'; readonly name: string; readonly reason: string }
  | { readonly kind: 'notExported'; readonly name: string; readonly reason: string }
  | { readonly kind: 'notShown'; readonly name: string; readonly reason: string }
  /** A file of PyTorch's that cannot be read as data. */
  | { readonly kind: 'pickle'; readonly name: string; readonly reason: string }
  | {
      readonly kind: 'modelOverBudget';
      readonly name: string;
      readonly neededMB: number;
      readonly limitMB: number;
    }
  /** Sound, and made by a version that can more. */
  | { readonly kind: 'otherModel'; readonly reason: string }
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
      /** Words that the network distinguishes. */
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
  /** A file of examples, for a task other than the next word. */
  | { readonly kind: 'badExamples'; readonly name: string; readonly flaw: ExampleFlaw }
  /** It is learnt to predict the next word. */
  | { readonly kind: 'nothingJudged'; readonly name: string }
  /** What the network is to be made of. */
  | { readonly kind: 'badCell'; readonly flaw: ChoiceFlaw }
  | { readonly kind: 'notFinite'; readonly step: number }
  | { readonly kind: 'overflow' }
  /** The thread that makes a model's file ended. */
  | { readonly kind: 'notEncoded'; readonly reason: string }
  | {
      readonly kind: 'disk';
      readonly doing: string;
      readonly reason: string;
      /** What to do, if it is not about space and permissions. */
      readonly advice?: string;
    }
  /** A test of a model that cannot be run; the reason says what to do. */
  | { readonly kind: 'untestable'; readonly reason: string }
  /** A race is to go on, of a text that is another one by now. */
  | { readonly kind: 'racedTextChanged'; readonly name: string }
  | { readonly kind: 'racedModelGone' }
  /** The laboratory's thread died in the middle of it. */
  | { readonly kind: 'runCutOff' }
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
    case 'infiniteStates':
      return `The training from seed ${failure.seed} ended in numbers that are not finite, so there is nothing to draw. Choose another seed or another cell.`;
    case 'fewStates':
      return `“${failure.name}” has ${failure.words} words, too few for ${failure.groups} groups of states. Choose fewer groups, or open a longer text.`;
    case 'tooShort':
      return `${failure.name} has ${plural(failure.words, 'word')}; at least ${failure.needed} are needed to learn from, so until then its words are completed from counts alone. Add more text, or try “Gatescope: Open a Sample Text”.`;
    case 'fewCharacters':
      return `${failure.name} has ${plural(failure.characters, 'character')} apart from white space; at least ${failure.needed} are needed to learn from. Add more text, or try “Gatescope: Open a Sample Text”.`;
    case 'binaryFile':
      return `${failure.name} is not a text file, so there are no words to learn. Open a text file and run the command again.`;
    case 'tooLarge':
      return `${failure.name} is ${Math.round(failure.megabytes)} MB. VS Code gives extensions no access to files above 50 MB. Save part of it as a separate file and train on that.`;
    case 'noFolder':
      return `${failure.name} has not been saved to a folder, so it has no neighbouring files to learn from. Save it, or choose files in the explorer.`;
    case 'noTextFiles':
      return `There is no text file in ${failure.name}, so there are no words to learn. Choose text files, or a folder that contains some.`;
    case 'tooManyFiles':
      return `${failure.name} has more than ${failure.limit.toLocaleString('en')} files, too many for one model. Choose some of the files, or a folder inside it.`;
    case 'tooMuchText':
      return `The files of ${failure.name} add up to ${Math.ceil(failure.megabytes)} MB, and one model learns from at most ${failure.limitMB} MB. Choose fewer files.`;
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
    case 'notJudging':
      return `The model of ${failure.name} predicts the next word: it judges no texts. Train on a file of examples with “Gatescope: Train on This File as…”.`;
    case 'notWriting':
      return `The model of ${failure.name} writes no targets of sources. Train on a file of pairs with “Gatescope: Train on This File as…”.`;
    case 'otherTask':
      return `The model of ${failure.name} ${taskVerbs[failure.task]} and nothing else; its answers are in the view “${taskViews[failure.task]}” of the panel. “Gatescope: Train on This File as…” adds another model of the text.`;
    case 'borrowedModel':
      return `${failure.name} has no model of its own: it is read with ${failure.isShipped ? `the network that came with ${failure.lender}, which cannot be deleted` : `the model of ${failure.lender}`}. Choose another one with “Gatescope: Use This Model Here”${failure.isShipped ? '' : ', or delete that one in the view “Models”'}.`;
    case 'shippedModel':
      return 'This network comes with the lesson and is read-only. Train the lesson again to get a network of your own, which can be changed.';
    case 'noOtherModel':
      return 'No other text has a saved model yet. Train on another text first, then use its model here.';
    case 'notOpen':
      return `${failure.name} was never saved to a file and is no longer open. Its model can still be used for another text (“Gatescope: Use This Model Here”) or deleted.`;
    case 'noCounts':
      return 'This model reads characters, so it counts no words. Set “Gatescope: Model: Tokens” to words and train again to see words and their counts.';
    case 'nothingToForget':
      return 'There is no word in it, so nothing was forgotten. Select a word or a passage and run the command again.';
    case 'noToken':
      return 'There is no word here. Put the cursor on a word.';
    case 'noWordHere':
      return `There is no word at, after or shortly before the cursor in ${failure.name}. Put the cursor on a word and run the command again.`;
    case 'noPicture':
      return 'No picture is shown, so there is nothing to export. Open the panel with “Gatescope: Show Gate Activations”, choose a tab, and export again.';
    case 'tooManyActivations':
      return `The activations would fill ${failure.gigabytes.toFixed(1)} GB, and a file of this kind holds at most 4 GB. Select part of the text and export that.`;
    case 'noSnapshot':
      return 'This earlier state of the network no longer exists: the model was trained again or its snapshots were deleted. Choose another one.';
    case 'noUnit':
      return `There is no unit ${failure.unit} in layer ${failure.layer + 1}: this model has ${plural(failure.layers, 'layer')} of ${plural(failure.units, 'unit')}, numbered from 0. Choose another unit.`;
    case 'tooLargeToCheck':
      return `The check copies the network in double precision, and for ${plural(failure.weights, 'weight')} there is no room: ${plural(failure.most, 'weight')} at most. Check a smaller network, or one that has learnt nothing, below.`;
    case 'noQuantity':
      return `Layer ${failure.layer + 1} has no quantity “${failure.name}”: its cell (${failure.cell}) has ${failure.has.join(', ')}. Choose one of these.`;
    case 'noLedger':
      return `There are no direct writes to list in layer ${failure.layer + 1}: its cell (${failure.cell}) works out all that it holds again at every word instead of adding to it. Replace a word and see what is left of it to find out what it remembers.`;
    case 'noLabels':
      return failure.by === 'spans'
        ? 'No word is selected, so there is nothing to search for. Select at least one word and run the command again.'
        : `${failure.only === undefined ? noLabels[failure.by] : `There is no pair of ${failure.only}`} in the ${failure.searched === undefined ? 'text' : `${plural(failure.searched, 'word')} around the cursor`}, so there is nothing to search with. Choose other labels, or select words in the text.`;
    case 'allLabelled':
      return `All ${plural(failure.tokens, 'word')} searched are labelled, so there is nothing to compare them with. Label only part of the text.`;
    case 'tooFewLabels':
      return `The text has only ${plural(failure.spans, 'labelled span')}, and at least ${failure.needed} are needed: half to choose units, half to confirm the choice. Label more spans, or select a single one.`;
    case 'labelsTooClose':
      return `One half of the labels lies within ${plural(failure.tokens, 'word')}, and at least ${failure.needed} are needed to tell a finding from chance. Label spans throughout a longer text.`;
    case 'badPattern':
      return `This is not a valid regular expression (${failure.reason}). Correct it and search again.`;
    case 'slowPattern':
      return 'The regular expression took too long and was stopped: repetitions within repetitions, such as (a+)+, can take forever. Simplify it and search again.';
    case 'badLabelTable':
      return `Line ${failure.line} of the file of labels cannot be used: ${failure.reason}. Each line needs the offset of a span’s first character, a tab, and the offset just after the last.`;
    case 'noUnitsOn':
      return `No unit is on over all ${plural(failure.tokens, 'selected word')} (${failure.relative ? 'a hidden state farther from zero than 0.6 of its usual size' : 'a hidden state of at least 0.3 above or below zero'}), so there is nothing to search for. Select fewer or different words.`;
    case 'beyondIndex':
      return `The index holds only the first ${plural(failure.tokens, 'word')} of this text, and the selection comes after them. Select something earlier, or save part of the text as a separate file.`;
    case 'unsettled':
      return `${failure.name} is training, so its units keep changing. Pause or stop the training, then search again.`;
    case 'unknownWord':
      return `The network does not know “${failure.word}”: it is not in its vocabulary. Choose a word that occurs at least twice in the text it was trained on.`;
    case 'hoversOff':
      return 'Hovers are off here. Switch on the setting “gatescope.inspection.hover”, or click on the status bar item and choose the mode “Inspecting”.';
    case 'stale':
      return 'The text or the model has changed in the meantime. Try again.';
    case 'notImported':
      return `${failure.name} was not imported. ${failure.reason}`;
    case 'notExported':
      return `${failure.name} was not exported. ${failure.reason}`;
    case 'notShown':
      return `${failure.name} cannot be shown. ${failure.reason}`;
    case 'pickle':
      return `${failure.name} cannot be read as data. ${failure.reason}`;
    case 'modelOverBudget':
      return `Importing ${failure.name} needs ${failure.neededMB} MB of memory and the limit is ${failure.limitMB} MB. Raise gatescope.training.memoryMB, or import a smaller model.`;
    case 'otherModel':
      return `The saved model cannot be used here. ${failure.reason} It stays as it is; “Gatescope: Train Afresh on This File” makes another one.`;
    case 'corruptModel':
      return `The saved model could not be read (${failure.reason}). It was set aside as ${failure.keptAs}; train again to make a new one.`;
    case 'damagedCheckpoint':
      return `The training of ${failure.name} cannot be finished, because its checkpoint is damaged: ${failure.problem}. ${trainAfresh(failure)} begins a new one.`;
    case 'fileTooLarge':
      return `${failure.name} was not trained, because its model could not be saved: its vocabulary and figures would take ${failure.megabytes.toFixed(1)} MB, and a model file can hold at most ${failure.limitMB} MB of them. Save part of the text as a separate file and train on that.`;
    case 'nothingLearnt':
      return `The network learnt nothing from ${failure.name}: on held-out passages it does worse than blind guessing among ${plural(failure.words, 'word')} (perplexity ${Math.round(failure.perplexity).toLocaleString('en')}). Words are completed from counts alone; add more text and train again.`;
    case 'trainingLost':
      return `The training of ${failure.name} was abandoned: it ended unexpectedly ${failure.times} times without making progress (${failure.reason}). Its last checkpoint was kept; the log (“Gatescope: Show Log”) has the details.`;
    case 'vocabularyChanged':
      return `${Math.round(100 * failure.newShare)}% of the words of ${failure.several ? 'these files' : 'this text'} are new to ${failure.several ? 'their' : 'its'} model. ${trainAfresh(failure)} will learn them better than continuing.`;
    case 'badPlan':
      return `The plan cannot be used: ${failure.reason.trim()}. Take the fields from the plan of a saved model.`;
    case 'nothingJudged':
      return `${failure.name} is not learnt as classes or labels, so there are no judgements to average. Run “Gatescope: Train on This File as…” first.`;
    case 'badExamples':
      return sentenceOfExamples(failure.name, failure.flaw);
    case 'badCell':
      return sentenceOfFlaw(failure.flaw);
    case 'notFinite':
      return `Training diverged at step ${failure.step} (a weight was no longer finite) and could not recover. The last good weights were kept; train again with another seed.`;
    case 'overflow':
      return 'The numbers of this model overflow: its weights are so large that the results do not fit into single precision, so its predictions cannot be shown. Use another model, or an earlier checkpoint of this one.';
    case 'notEncoded':
      return `The model was not saved: the thread that encodes its file ended unexpectedly (${failure.reason}). Its last checkpoint was kept, and the model can be used until this window is closed. Train again to save it; the log (“Gatescope: Show Log”) has the details.`;
    case 'disk':
      return `${failure.doing} failed: ${failure.reason}. ${failure.advice ?? "Free some disk space or check the folder's permissions, then try again; nothing in memory was lost."}`;
    case 'untestable':
      return failure.reason;
    case 'racedTextChanged':
      return `${failure.name} has changed since this race was stopped, so it cannot go on. Start it afresh: all contestants learn the text as it is now.`;
    case 'racedModelGone':
      return 'The model of this contestant is gone: models of a race are kept until the next race, or until the laboratory is closed. Race again, then use it.';
    case 'runCutOff':
      return 'The thread that trained ended before it was done. Nothing else is affected: start it again; the log (“Gatescope: Show Log”) has the reason.';
    case 'threadLost':
      return `The ${failure.thread} stopped unexpectedly (${failure.reason}) and could not be restarted. Reload the window and try again; the log (“Gatescope: Show Log”) has the details.`;
    default:
      return failure satisfies never;
  }
}

const noLabels: Readonly<Record<Exclude<LabelKind, 'spans'> | 'quotes', string>> = {
  pattern: 'The regular expression matches no word',
  brackets: 'There is no pair of brackets',
  quotes: 'There is nothing in quotation marks',
  headings: 'There is no heading of Markdown, AsciiDoc or LaTeX',
  table: 'The file of labels names no word',
};

/** The command; of several files there is none, only the button below the sentence. */
const trainAfresh = ({ several = false }: { readonly several?: boolean }): string =>
  several ? '“Train Afresh” below' : '“Gatescope: Train Afresh on This File”';

function plural(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
