/**
 * Why there is no ghost text at the cursor, in sentences, each with what would change it: first what
 * prevents every suggestion, then the best guess and what it would need. A pick list cuts a line after
 * some 85 characters: none is longer. Pure.
 */
import { taskVerbs, type JudgingTask } from '../../shared/tasks';
import type { Guess, SilenceAnswer } from '../../shared/questions/editor/silence';
import type { CommandName } from '../../shared/manifest';
import type { Settings } from '../../shared/settings';
import { percent } from '../common/formatNumbers';

export type Remedy =
  | { readonly kind: 'setting'; readonly setting: string }
  | { readonly kind: 'command'; readonly command: CommandName }
  /** Ghost text and hovers, *Writing and Inspecting*. */
  | { readonly kind: 'mode' };

export interface Reason {
  readonly label: string;
  readonly detail: string;
  readonly remedy?: Remedy;
}

/** How far the answering model has been trained. */
export type Maturity =
  | { readonly kind: 'none' | 'trained' }
  /** Something else instead of predicting the next word. */
  | { readonly kind: 'judges'; readonly task: JudgingTask['task'] }
  /** In its first training, before there are weights. */
  | { readonly kind: 'counts' }
  /** There is no model, because the text could not be learnt; its words are counted. */
  | { readonly kind: 'tooShort' | 'nothingLearnt' }
  | { readonly kind: 'training'; readonly progress: number; readonly isPaused: boolean };

export interface SilenceFacts {
  readonly name: string;
  readonly languageId: string;
  readonly settings: Settings;
  readonly maturity: Maturity;
  readonly isWriting: boolean;
  /** VS Code's `editor.inlineSuggest.enabled`. */
  readonly inlineOn: boolean;
  readonly isSelected: boolean;
  /** What stands right behind the cursor, where it is part of a word. */
  readonly follows?: 'restOfWord' | 'letter';
  /** In plain text, where VS Code's word list opens by itself. */
  readonly listOpens: boolean;
  /** Esc was pressed at this word. */
  readonly isHidden: boolean;
  /** None without a model, or when it did not come. */
  readonly answer?: SilenceAnswer;
  /** Why it did not come, as a sentence. */
  readonly unanswered?: string;
}

const setting = (name: string): Remedy => ({ kind: 'setting', setting: name });

export function silenceReasons(facts: SilenceFacts): Reason[] {
  if (facts.maturity.kind === 'judges') {
    return [
      {
        label: `The model of ${facts.name} ${taskVerbs[facts.maturity.task]}; it predicts no next word`,
        detail: 'Train on This File as… makes one that does.',
        remedy: { kind: 'command', command: 'trainAs' },
      },
    ];
  }
  if (facts.maturity.kind === 'none') {
    return [
      ...directionReasons(facts),
      {
        label: `${facts.name} has no model yet`,
        detail: 'Words are suggested only in a text that has a model.',
        remedy: { kind: 'command', command: 'train' },
      },
    ];
  }
  const inTheWay = obstacles(facts);
  const guesses = guessReasons(facts, inTheWay.length > 0);
  return [...inTheWay, ...guesses, ...ageReasons(facts)];
}

/** Such a network is not trained on a text: its training would be refused with the same sentence. */
const directionReasons = ({ settings }: SilenceFacts): Reason[] =>
  settings['model.direction'] === 'both'
    ? [
        {
          label: 'A network that reads in both directions suggests nothing',
          detail: 'It has seen the next word already. See gatescope.model.direction.',
          remedy: setting('gatescope.model.direction'),
        },
      ]
    : [];

function obstacles(facts: SilenceFacts): Reason[] {
  const { settings, languageId } = facts;
  const languages = settings['completion.languages'];
  const found: (Reason | false)[] = [
    !settings['completion.enabled'] && {
      label: 'Completion is switched off',
      detail: 'The setting gatescope.completion.enabled is off.',
      remedy: setting('gatescope.completion.enabled'),
    },
    languages.length > 0 &&
      !languages.includes(languageId) && {
        label: `Completion is off for the language “${languageId}”`,
        detail: 'The setting gatescope.completion.languages lists other languages.',
        remedy: setting('gatescope.completion.languages'),
      },
    !facts.isWriting && {
      label: 'This text is in the mode Inspecting',
      detail: 'This mode shows hovers and colours and no ghost text.',
      remedy: { kind: 'mode' },
    },
    !facts.inlineOn && {
      label: 'VS Code shows no inline suggestions',
      detail: 'Its setting editor.inlineSuggest.enabled is off.',
      remedy: setting('editor.inlineSuggest.enabled'),
    },
    facts.isSelected && {
      label: 'Text is selected',
      detail: 'Words are suggested only where nothing is selected.',
    },
    facts.follows === 'restOfWord' && {
      label: 'The cursor is inside a word',
      detail: 'A suggestion would repeat the letters that follow.',
    },
    facts.follows === 'letter' && {
      label: 'A letter or digit follows the cursor',
      detail: 'A word is suggested where none follows, so that nothing is doubled.',
    },
    facts.isHidden && {
      label: 'The suggestion was hidden with Esc',
      detail: 'The next one may appear at the next word.',
    },
  ];
  return found.filter((reason) => reason !== false);
}

/** @param isBlocked something stands in the way of every suggestion */
function guessReasons(facts: SilenceFacts, isBlocked: boolean): Reason[] {
  const { answer, settings, listOpens, unanswered = '' } = facts;
  if (!answer) return [{ label: 'No answer came', detail: unanswered }];
  const { best, worthwhile, staying, stem, mayStand } = answer;
  if (!mayStand) {
    const detail = 'The characters before the cursor are a number, or not part of a word.';
    return [{ label: 'No word can be completed here', detail }];
  }
  const sure = staying ?? [worthwhile, stem].find((guess) => guess && isSure(guess));
  if (sure && isBlocked) return [withheld(sure)];
  if (staying) return [stays(staying, listOpens)];
  if (!best) return [nothingKnown(facts, answer)];
  if (worthwhile === undefined) return [savesTooLittle(best, settings)];
  const reason = isSure(worthwhile) ? shown(worthwhile, listOpens) : doubtful(worthwhile, settings);
  const little = best.word === worthwhile.word ? [] : [savesTooLittle(best, settings)];
  const beginning = stemReason(answer, listOpens);
  const isStemShown = stem !== undefined && isSure(stem);
  return isStemShown ? [...beginning, reason, ...little] : [reason, ...beginning, ...little];
}

/** Where no word is sure, what several have in common may be. */
function stemReason({ worthwhile, stem }: SilenceAnswer, listOpens: boolean): Reason[] {
  if (!stem || (worthwhile && isSure(worthwhile))) return [];
  const { word, probability, needed } = stem;
  if (isSure(stem)) return [shown({ ...stem, word: `${word}…` }, listOpens)];
  return [
    {
      label: `A word that begins with “${word}”, ${percent(probability)}, is not sure enough either`,
      detail: `Where no ending is sure, the beginning is suggested alone; this one needs ${percent(needed)}.`,
    },
  ];
}

function nothingKnown({ maturity }: SilenceFacts, { letters }: SilenceAnswer): Reason {
  const label = letters > 0 ? 'No known word begins like this' : 'No next word is known here';
  const detail = isWithoutModel(maturity)
    ? 'The text has none that may be suggested.'
    : 'Neither the text nor the model’s vocabulary has one that may be suggested.';
  return { label, detail };
}

const isWithoutModel = ({ kind }: Maturity): boolean =>
  kind === 'counts' || kind === 'tooShort' || kind === 'nothingLearnt';

const isSure = ({ probability, needed }: Guess): boolean => probability >= needed;

const lettersOf = (count: number): string => (count === 1 ? '1 letter' : `${count} letters`);

const savesTooLittle = ({ word, probability, saved }: Guess, settings: Settings): Reason => ({
  label: `“${word}”, ${percent(probability)}, saves only ${lettersOf(saved)}`,
  detail: `The setting gatescope.completion.minimumLetters asks for ${settings['completion.minimumLetters']}.`,
  remedy: setting('gatescope.completion.minimumLetters'),
});

function doubtful(guess: Guess, settings: Settings): Reason {
  const { word, probability, needed, saved } = guess;
  const aim = `To be right ${percent(settings['completion.precision'])} of the time,`;
  const remedy = setting('gatescope.completion.precision');
  if (needed >= 1) {
    return {
      label: `“${word}”, ${percent(probability)}, saves too little to be shown`,
      detail: `${aim} nothing that saves only ${lettersOf(saved)} is suggested.`,
      remedy,
    };
  }
  return {
    label: `“${word}”, ${percent(probability)}, is not sure enough`,
    detail: unusual(guess) ?? `${aim} it needs ${percent(needed)}.`,
    remedy,
  };
}

/** What shows in percent. */
const little = 0.005;

/** Why it needs something else than as it was learnt, where it does. */
function unusual({ needed, learnt, followed }: Guess): string | undefined {
  const isStricter = followed > learnt + little;
  const causes = [
    ...(isStricter ? ['recent ones were wrong or too many'] : []),
    ...(needed > followed + little ? ['the text is short'] : []),
  ];
  const needs = `It needs ${percent(needed)}, usually ${percent(learnt)}`;
  if (needed > learnt + little) return `${needs}: ${causes.join('; ')}.`;
  return needed < learnt - little ? `${needs}: recent ones were right or few.` : undefined;
}

const shown = ({ word, probability, needed }: Guess, listOpens: boolean): Reason => ({
  label: `“${word}”, ${percent(probability)}, is suggested here`,
  detail: listOpens
    ? 'If you do not see it, VS Code’s word list has another word selected.'
    : `It needs ${percent(needed)}. Another list that is open may hide it.`,
  ...listRemedy(listOpens),
});

const listRemedy = (listOpens: boolean): Pick<Reason, 'remedy'> =>
  listOpens ? { remedy: { kind: 'command', command: 'toggleWordList' } } : {};

const withheld = ({ word, probability }: Guess): Reason => ({
  label: `“${word}”, ${percent(probability)}, would be suggested here`,
  detail: 'Only what is said above stands in the way.',
});

const stays = ({ word, probability }: Guess, listOpens: boolean): Reason => ({
  label: `“${word}”, ${percent(probability)}, is suggested here`,
  detail: 'It stays while its letters are typed. A list that is open may hide it.',
  ...listRemedy(listOpens),
});

function ageReasons({ maturity }: SilenceFacts): Reason[] {
  switch (maturity.kind) {
    case 'none':
    case 'trained':
      return [];
    case 'counts':
      return [
        {
          label: 'The model has only begun to learn',
          detail: 'The network has no weights yet; guesses come from word counts alone.',
        },
      ];
    case 'tooShort':
      return [
        {
          label: 'The text was too short to be learnt',
          detail: 'There is no model; guesses come from word counts alone. Write more, then train.',
          remedy: { kind: 'command', command: 'train' },
        },
      ];
    case 'nothingLearnt':
      return [
        {
          label: 'The network learnt nothing from the text',
          detail: 'There is no model; guesses come from word counts alone. Add text, then train.',
          remedy: { kind: 'command', command: 'train' },
        },
      ];
    case 'training': {
      const { progress, isPaused } = maturity;
      const [is, when] = isPaused ? ['is paused', 'when'] : ['is', 'while'];
      const label = `The training ${is} at ${percent(progress)}`;
      return [{ label, detail: `Guesses usually become surer ${when} it continues.` }];
    }
    case 'judges':
      return [];
    default:
      return maturity satisfies never;
  }
}

/** For the tooltip of the status bar: what comes first, or nothing where a word is suggested. */
export function silenceLine(facts: SilenceFacts): string {
  const { answer, settings } = facts;
  const [obstacle] = obstacles(facts);
  if (obstacle) return `No suggestion here: ${inSentence(obstacle.label)}.`;
  if (answer?.staying) return `Suggested here: ${guessed(answer.staying)}.`;
  const guess = answer?.worthwhile ?? answer?.best;
  if (!guess)
    return `No suggestion here: ${inSentence(guessReasons(facts, false)[0]?.label ?? '')}.`;
  const what = guessed(guess);
  if (!answer?.worthwhile) {
    const asked = settings['completion.minimumLetters'];
    return `Best guess here: ${what}; it saves ${lettersOf(guess.saved)}, and ${asked} are asked for.`;
  }
  if (isSure(guess)) return `Suggested here: ${what}.`;
  const { stem } = answer;
  if (stem && isSure(stem)) {
    return `Suggested here: “${stem.word}…” (${percent(stem.probability)}).`;
  }
  return guess.needed >= 1
    ? `Best guess here: ${what}; no suggestion that saves so little is shown.`
    : `Best guess here: ${what}; it needs ${percent(guess.needed)}.`;
}

const guessed = ({ word, probability }: Guess): string => `“${word}” (${percent(probability)})`;

const inSentence = (label: string): string =>
  /^VS Code|^“/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1);
