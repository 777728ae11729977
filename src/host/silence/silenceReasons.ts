/**
 * Why no ghost text stands at the cursor, in sentences, each with what would change it: first what
 * stands in the way of every suggestion, then the best guess and what it would need. Pure.
 */
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

/** How far the model is that answers. */
export type Maturity =
  | { readonly kind: 'none' | 'counts' | 'trained' }
  | { readonly kind: 'training'; readonly progress: number };

export interface SilenceFacts {
  readonly name: string;
  readonly languageId: string;
  readonly settings: Settings;
  readonly maturity: Maturity;
  readonly isWriting: boolean;
  /** VS Code's `editor.inlineSuggest.enabled`. */
  readonly inlineOn: boolean;
  readonly isSelected: boolean;
  readonly isInsideWord: boolean;
  /** In plain text, where VS Code's word list opens by itself. */
  readonly listOpens: boolean;
  /** Esc was pressed at this word. */
  readonly isHidden: boolean;
  /** None without a model, or when it did not come. */
  readonly answer?: SilenceAnswer;
}

const setting = (name: string): Remedy => ({ kind: 'setting', setting: name });

export function silenceReasons(facts: SilenceFacts): Reason[] {
  if (facts.maturity.kind === 'none') {
    return [
      {
        label: `${facts.name} has no model yet`,
        detail: 'Words are suggested where a text has been learnt.',
        remedy: { kind: 'command', command: 'train' },
      },
    ];
  }
  return [...obstacles(facts), ...guessReasons(facts), ...ageReasons(facts)];
}

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
        label: `Completion is not for the language “${languageId}”`,
        detail: 'The setting gatescope.completion.languages names others.',
        remedy: setting('gatescope.completion.languages'),
      },
    !facts.isWriting && {
      label: 'This text is for inspecting',
      detail: 'Its mode, Inspecting, has hovers and colours and no ghost text.',
      remedy: { kind: 'mode' },
    },
    !facts.inlineOn && {
      label: 'VS Code shows no inline suggestions',
      detail: 'Its setting editor.inlineSuggest.enabled is off.',
      remedy: setting('editor.inlineSuggest.enabled'),
    },
    facts.isSelected && {
      label: 'Text is selected',
      detail: 'A word is suggested where there are cursors alone.',
    },
    facts.isInsideWord && {
      label: 'The cursor stands inside a word',
      detail: 'A suggestion would double the letters that follow.',
    },
    facts.isHidden && {
      label: 'The suggestion was hidden with Esc',
      detail: 'The next one may come at the next word.',
    },
  ];
  return found.filter((reason) => reason !== false);
}

function guessReasons({ answer, settings, listOpens }: SilenceFacts): Reason[] {
  if (!answer) {
    return [{ label: 'The model does not answer', detail: 'It is busy. Ask again in a moment.' }];
  }
  const { best, worthwhile, mayStand, letters } = answer;
  if (!mayStand) {
    return [{ label: 'No word can begin here', detail: 'Nothing is completed after a digit.' }];
  }
  if (!best) {
    const label = letters > 0 ? 'No known word begins so' : 'No next word is known here';
    return [{ label, detail: 'Neither the text nor the model’s vocabulary has one.' }];
  }
  if (worthwhile === undefined) return [savesTooLittle(best, settings)];
  const reason = isSure(worthwhile) ? shown(worthwhile, listOpens) : doubtful(worthwhile, settings);
  const little = best.word === worthwhile.word ? [] : [savesTooLittle(best, settings)];
  const stem = stemReason(answer, listOpens);
  const isStemShown = answer.stem !== undefined && isSure(answer.stem);
  return isStemShown ? [...stem, reason, ...little] : [reason, ...stem, ...little];
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

const isSure = ({ probability, needed }: Guess): boolean => probability >= needed;

const lettersOf = (count: number): string => (count === 1 ? '1 letter' : `${count} letters`);

const savesTooLittle = ({ word, probability, saved }: Guess, settings: Settings): Reason => ({
  label: `“${word}”, ${percent(probability)}, saves only ${lettersOf(saved)}`,
  detail: `The setting gatescope.completion.minimumLetters asks for ${settings['completion.minimumLetters']}.`,
  remedy: setting('gatescope.completion.minimumLetters'),
});

function doubtful({ word, probability, needed, learnt, saved }: Guess, settings: Settings): Reason {
  const aim = `So that ${percent(settings['completion.precision'])} of suggestions are right,`;
  const remedy = setting('gatescope.completion.precision');
  if (needed >= 1) {
    return {
      label: `“${word}”, ${percent(probability)}, saves too little to be shown`,
      detail: `${aim} none is shown that saves ${lettersOf(saved)}, however sure it is.`,
      remedy,
    };
  }
  return {
    label: `“${word}”, ${percent(probability)}, is not sure enough`,
    detail: `${aim} it needs ${percent(needed)}${lately(needed, learnt)}.`,
    remedy,
  };
}

/** What the text that is being written changed. */
function lately(needed: number, learnt: number): string {
  if (needed > learnt + 0.005) return `, more than usual: the last ones were wrong, or too many`;
  if (needed < learnt - 0.005) return `, less than usual: the last ones were right`;
  return '';
}

const shown = ({ word, probability, needed }: Guess, listOpens: boolean): Reason => ({
  label: `“${word}”, ${percent(probability)}, is suggested here`,
  detail: listOpens
    ? 'Where you do not see it, VS Code’s word list is open at another word.'
    : `It needs ${percent(needed)}. Another list that is open may hide it.`,
  ...(listOpens ? { remedy: { kind: 'command', command: 'toggleWordList' } as const } : {}),
});

function ageReasons({ maturity }: SilenceFacts): Reason[] {
  if (maturity.kind === 'counts') {
    const detail = 'The network has no weights yet; guesses come from word counts alone.';
    return [{ label: 'The model is very young', detail }];
  }
  if (maturity.kind !== 'training') return [];
  const label = `The training is at ${percent(maturity.progress)}`;
  return [{ label, detail: 'Guesses become surer while it goes on.' }];
}

/** For the tooltip of the status bar: what comes first, or nothing where a word is suggested. */
export function silenceLine(facts: SilenceFacts): string {
  const { answer, settings } = facts;
  const [obstacle] = obstacles(facts);
  if (obstacle) return `No suggestion here: ${inSentence(obstacle.label)}.`;
  const guess = answer?.worthwhile ?? answer?.best;
  if (!guess) return `No suggestion here: ${inSentence(guessReasons(facts)[0]?.label ?? '')}.`;
  const what = `“${guess.word}” (${percent(guess.probability)})`;
  if (!answer?.worthwhile) {
    const asked = settings['completion.minimumLetters'];
    return `Best guess here: ${what}; it saves ${guess.saved} of ${lettersOf(asked)}.`;
  }
  if (isSure(guess)) return `Suggested here: ${what}.`;
  const { stem } = answer;
  if (stem && isSure(stem)) {
    return `Suggested here: “${stem.word}…” (${percent(stem.probability)}).`;
  }
  return guess.needed >= 1
    ? `Best guess here: ${what}; none that saves so little is shown.`
    : `Best guess here: ${what}; it needs ${percent(guess.needed)}.`;
}

const inSentence = (label: string): string =>
  /^VS Code|^“/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1);
