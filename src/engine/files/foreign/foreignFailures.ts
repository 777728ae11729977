/**
 * What a sound safetensors file can lack to be a PyTorch language model that is read here, and what
 * its vocabulary and its parity record can get wrong: the fact, and what to do.
 */
import { dimensions, quoted } from '../safetensors/fileFailures';

export type ForeignFailure =
  | { readonly kind: 'noRecurrent' }
  | { readonly kind: 'otherActivation'; readonly cell: string; readonly found: readonly string[] }
  | { readonly kind: 'directionsDiffer'; readonly one: string; readonly both: string }
  | { readonly kind: 'madeByUnknown'; readonly tensor: string; readonly by: string }
  | { readonly kind: 'projection'; readonly tensor: string }
  | { readonly kind: 'rewritten'; readonly tensor: string }
  | {
      readonly kind: 'noChain';
      readonly first: string;
      readonly shows: number;
      readonly next: string;
      readonly reads: number;
    }
  | { readonly kind: 'tooManyTensors'; readonly count: number; readonly most: number }
  | { readonly kind: 'tooManyLayers'; readonly layers: number; readonly most: number }
  | { readonly kind: 'tooLarge'; readonly size: number; readonly most: number }
  | {
      readonly kind: 'tooManyChoices';
      readonly of: 'rnn' | 'encoder' | 'decoder';
      readonly count: number;
    }
  | { readonly kind: 'absent'; readonly tensor: string }
  | { readonly kind: 'noSuchTensor'; readonly tensor: string }
  | { readonly kind: 'notFloats'; readonly tensor: string; readonly dtype: string }
  | {
      readonly kind: 'misshapen';
      readonly tensor: string;
      readonly shape: readonly number[];
      readonly expected: readonly (number | string)[];
    }
  | {
      readonly kind: 'noEmbedding';
      readonly width: number;
      /** Of the projection. */
      readonly rows: number | undefined;
    }
  | { readonly kind: 'noDecoder'; readonly rows: number; readonly width: number }
  | { readonly kind: 'noHead'; readonly width: number }
  | {
      readonly kind: 'otherThanExported';
      readonly tensor: string;
      /** Absent where it is missing. */
      readonly shape?: readonly number[];
      readonly expected?: readonly (number | string)[];
    }
  | {
      readonly kind: 'rowsDiffer';
      readonly tensor: string;
      readonly rows: number;
      /** null: the words come in one-hot. */
      readonly other: string | null;
      readonly otherRows: number;
    }
  | {
      readonly kind: 'notFiniteHere';
      readonly tensor: string;
      readonly index: number;
      /** The type that held it, where single precision does not. */
      readonly dtype?: string;
    }
  | {
      readonly kind: 'vocabularyMisfit';
      readonly tensor: string | null;
      readonly words: number;
      readonly rows: number;
    }
  | { readonly kind: 'noAnswerNames'; readonly task: string; readonly count: number }
  | { readonly kind: 'badAnswers'; readonly problem: string }
  | { readonly kind: 'noPooling' }
  | { readonly kind: 'otherPooling'; readonly smallest: number }
  | { readonly kind: 'tooManyWords'; readonly words: number; readonly megabytes: number }
  | { readonly kind: 'overflow'; readonly token: number }
  | { readonly kind: 'badVocabulary'; readonly problem: string }
  | { readonly kind: 'badParity'; readonly problem: string };

const parts = { rnn: 'recurrent layers', encoder: 'embeddings', decoder: 'projections' } as const;

const asExpected =
  'Export the state_dict of a torch.nn.LSTM, GRU or RNN with its embedding and its projection.';

/** What is wrong, in which tensor, and what to do. */
export function describeForeignFailure(failure: ForeignFailure): string {
  switch (failure.kind) {
    case 'noRecurrent':
      return `It has no tensor whose name ends in “weight_ih_l0”, so there is no torch.nn.LSTM, GRU or RNN in it. ${asExpected}`;
    case 'otherActivation':
      return `Its weights are those of ${list(failure.found)}, not of ${quoted(failure.cell)}: only for a plain RNN the weights leave a choice, “rnn” (tanh) or “rnnRelu”. Import it without naming a cell.`;
    case 'directionsDiffer':
      return `${quoted(failure.both)} reads in both directions and ${quoted(failure.one)} in one; all layers of a model are read in the same way. Train it with one value of bidirectional.`;
    case 'madeByUnknown':
      return `The tensor ${quoted(failure.tensor)} was made by ${quoted(failure.by)}, which is not read: only plain tensors are built. Save plain tensors: torch.save({n: t.detach().clone() for n, t in model.state_dict().items()}, "plain.pt").`;
    case 'projection':
      return `The tensor ${quoted(failure.tensor)} belongs to an LSTM with a projection, which is not read here. Train it with proj_size=0.`;
    case 'rewritten':
      return `The tensor ${quoted(failure.tensor)} is a part of a weight that is computed only when the model runs (weight normalisation, pruning or another parametrisation). Convert it to plain weights before you export it, for example with torch.nn.utils.remove_weight_norm, prune.remove or parametrize.remove_parametrizations.`;
    case 'noChain':
      return `It has several recurrent modules, and they do not form a chain: ${quoted(failure.first)} outputs ${failure.shows} numbers and ${quoted(failure.next)} reads ${failure.reads}. Only a chain of layers can be imported; export the one that predicts the next word.`;
    case 'tooManyTensors':
      return `It has ${failure.count.toLocaleString('en')} tensors; at most ${failure.most.toLocaleString('en')} are searched, and a language model has a few dozen. Export the language model alone.`;
    case 'tooManyLayers':
      return `It has ${failure.layers} layers, and at most ${failure.most} are read. Choose a model with fewer.`;
    case 'tooLarge':
      return `One of its sizes is ${failure.size.toLocaleString('en')}, and at most ${failure.most.toLocaleString('en')} words or units are read. Choose a smaller model.`;
    case 'tooManyChoices':
      return `It has ${failure.count.toLocaleString('en')} tensors that could be ${parts[failure.of]}, too many to choose from. Export the language model alone.`;
    case 'absent':
      return `The tensor ${quoted(failure.tensor)} is missing. Export the whole state_dict.`;
    case 'noSuchTensor':
      return `There is no tensor ${quoted(failure.tensor)} in it. Import it again and choose another name.`;
    case 'notFloats':
      return `The tensor ${quoted(failure.tensor)} is of type ${quoted(failure.dtype)}; weights are read as F32, F64, F16 or BF16. Convert the model with model.float() and export it again.`;
    case 'misshapen':
      return `The tensor ${quoted(failure.tensor)} has the shape ${dimensions(failure.shape)} where [${failure.expected.join(', ')}] is needed. ${asExpected}`;
    case 'noEmbedding':
      return `It has no matrix with ${failure.width} columns that could be the embedding (“encoder.weight”). ${withoutEmbedding(failure)}`;
    case 'noDecoder':
      return `It has no matrix of shape [${failure.rows}, ${failure.width}] that could be the projection (“decoder.weight”). Export the projection along with the layers.`;
    case 'noHead':
      return `It has no matrix with ${failure.width} columns that could project to its classes or labels. Only a head of one torch.nn.Linear after the recurrent layers is read; export it along with the layers.`;
    case 'otherThanExported':
      return `The tensor ${quoted(failure.tensor)} ${failure.shape ? `has the shape ${dimensions(failure.shape)} where the description in the file says [${failure.expected?.join(', ') ?? ''}]` : 'is missing'}, so it is not the model that Gatescope exported. Train it on without changing its sizes, as continue.py does; import a model of other sizes by its weights alone.`;
    case 'rowsDiffer':
      return `The tensor ${quoted(failure.tensor)} has ${failure.rows} rows, but ${failure.other === null ? 'its first layer' : quoted(failure.other)} has ${failure.otherRows}: both must be the number of words. ${asExpected}`;
    case 'notFiniteHere':
      return failure.dtype === undefined
        ? `The tensor ${quoted(failure.tensor)} has an infinite or undefined number at index ${failure.index}. Take a checkpoint from before the training failed.`
        : `The number at index ${failure.index} of the tensor ${quoted(failure.tensor)} (${failure.dtype}) is too large for single precision. Scale the model down, or train it in single precision.`;
    case 'vocabularyMisfit':
      return misfit(failure);
    case 'noAnswerNames':
      return `It answers with ${failure.count} ${failure.task}, and nothing says what they are called. Name them in the order of the rows of its head, or write them as a list “${failure.task}” into the vocabulary’s JSON.`;
    case 'badAnswers':
      return `The names of its answers cannot be used: ${failure.problem}. Name each once, in the order of the rows of its head.`;
    case 'noPooling':
      return 'Its weights do not show what of its states its head reads: the last one, their mean or their maximum. Choose one, or put a parity record next to it, which decides.';
    case 'otherPooling':
      return `Its parity record agrees neither with the last state nor with the mean or the maximum of all (the smallest difference is ${failure.smallest.toPrecision(2)} nats), so its head reads something else, or the record was made with padding or other words. Train it with one of these, or write the record again, one sequence at a time.`;
    case 'tooManyWords':
      return `Its ${failure.words.toLocaleString('en')} words take ${failure.megabytes} MB, and the description of a model can hold at most 16 MB. Choose a model with fewer or shorter words.`;
    case 'overflow':
      return `Its numbers overflow: after token ${failure.token} of the parity record no probability can be computed in single precision. Scale the weights down, or take another checkpoint.`;
    case 'badVocabulary':
      return `The vocabulary cannot be used: ${failure.problem}.`;
    case 'badParity':
      return `The parity record cannot be used: ${failure.problem}. Write it again with the Python snippet, or move it away to import without it.`;
    default:
      return failure satisfies never;
  }
}

const list = (numbers: readonly (number | string)[]): string =>
  numbers.length > 8 ? `${numbers.slice(0, 8).join(', ')}, …` : numbers.join(', ');

/** What to do about an embedding that is not there. */
function withoutEmbedding({
  width,
  rows,
}: Extract<ForeignFailure, { kind: 'noEmbedding' }>): string {
  return rows === undefined || rows === width
    ? 'Export the embedding along with the layers.'
    : `Its words cannot be one-hot either, because its first layer reads ${width} numbers and its projection has ${rows} rows. Export the embedding along with the layers; a model that reads anything other than one word at a time cannot be imported.`;
}

function misfit({
  tensor,
  words,
  rows,
}: Extract<ForeignFailure, { kind: 'vocabularyMisfit' }>): string {
  const there = `${rows.toLocaleString('en')} ${tensor === null ? 'words' : 'rows'}`;
  const model = tensor === null ? 'the model' : `the tensor ${quoted(tensor)}`;
  const missing =
    words < rows
      ? ' If it is the right one, words such as <pad> or <unk> are missing from it: add each at the place of its row.'
      : '';
  return `The vocabulary has ${words.toLocaleString('en')} words, but ${model} has ${there}. Choose the vocabulary that the model was trained with.${missing}`;
}
