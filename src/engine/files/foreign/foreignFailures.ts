/**
 * What a sound safetensors file can lack to be a PyTorch language model that is read here, and what
 * its vocabulary and its parity record can get wrong: the fact, and what to do.
 */
import { dimensions, quoted } from '../safetensors/fileFailures';

export type ForeignFailure =
  | { readonly kind: 'noLstm' }
  | { readonly kind: 'otherCell'; readonly tensor: string; readonly cell: string }
  | { readonly kind: 'bothDirections'; readonly tensor: string }
  | { readonly kind: 'projection'; readonly tensor: string }
  | { readonly kind: 'absent'; readonly tensor: string }
  | { readonly kind: 'noSuchTensor'; readonly tensor: string }
  | { readonly kind: 'notFloats'; readonly tensor: string; readonly dtype: string }
  | {
      readonly kind: 'misshapen';
      readonly tensor: string;
      readonly shape: readonly number[];
      readonly expected: readonly (number | string)[];
    }
  | { readonly kind: 'noEmbedding'; readonly width: number }
  | { readonly kind: 'noDecoder'; readonly rows: number; readonly width: number }
  | {
      readonly kind: 'rowsDiffer';
      readonly tensor: string;
      readonly rows: number;
      readonly other: string;
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
      readonly tensor: string;
      readonly words: number;
      readonly rows: number;
    }
  | { readonly kind: 'badVocabulary'; readonly problem: string }
  | { readonly kind: 'badParity'; readonly problem: string };

const asExpected =
  'Export the state_dict of a torch.nn.LSTM with its embedding and its projection.';

/** What is wrong, in which tensor, and what to do. */
export function describeForeignFailure(failure: ForeignFailure): string {
  switch (failure.kind) {
    case 'noLstm':
      return `It has no tensor whose name ends in “weight_ih_l0”, so there is no torch.nn.LSTM in it. ${asExpected}`;
    case 'otherCell':
      return `The tensor ${quoted(failure.tensor)} has the shape of ${failure.cell}, and only LSTMs are read here. Choose a model with a torch.nn.LSTM.`;
    case 'bothDirections':
      return `The tensor ${quoted(failure.tensor)} belongs to an LSTM that reads in both directions; one that predicts the next word reads forwards only. Train it with bidirectional=False.`;
    case 'projection':
      return `The tensor ${quoted(failure.tensor)} belongs to an LSTM with a projection, which is not read here. Train it with proj_size=0.`;
    case 'absent':
      return `The tensor ${quoted(failure.tensor)} is missing. Export the whole state_dict.`;
    case 'noSuchTensor':
      return `There is no tensor ${quoted(failure.tensor)} in it. Import it again and choose another name.`;
    case 'notFloats':
      return `The tensor ${quoted(failure.tensor)} is of type ${quoted(failure.dtype)}; weights are read as F32, F64, F16 or BF16. Convert the model with model.float() and export it again.`;
    case 'misshapen':
      return `The tensor ${quoted(failure.tensor)} has the shape ${dimensions(failure.shape)} where [${failure.expected.join(', ')}] is needed. ${asExpected}`;
    case 'noEmbedding':
      return `It has no matrix with ${failure.width} columns that could be the embedding (“encoder.weight”). Export the embedding along with the LSTM.`;
    case 'noDecoder':
      return `It has no matrix of shape [${failure.rows}, ${failure.width}] that could be the projection (“decoder.weight”). Export the projection along with the LSTM.`;
    case 'rowsDiffer':
      return `The tensor ${quoted(failure.tensor)} has ${failure.rows} rows, but ${quoted(failure.other)} has ${failure.otherRows}: they must be as many as there are words. ${asExpected}`;
    case 'notFiniteHere':
      return failure.dtype === undefined
        ? `The tensor ${quoted(failure.tensor)} has an infinite or undefined number at index ${failure.index}. Take a checkpoint from before the training failed.`
        : `The number at index ${failure.index} of the tensor ${quoted(failure.tensor)} (${failure.dtype}) is too large for single precision. Scale the model down, or train it in single precision.`;
    case 'vocabularyMisfit':
      return `The vocabulary has ${failure.words.toLocaleString('en')} words, but the tensor ${quoted(failure.tensor)} has ${failure.rows.toLocaleString('en')} rows. Choose the vocabulary that the model was trained with.`;
    case 'badVocabulary':
      return `The vocabulary cannot be used: ${failure.problem}.`;
    case 'badParity':
      return `The parity record cannot be used: ${failure.problem}. Write it anew with the Python snippet, or move it away to import without it.`;
    default:
      return failure satisfies never;
  }
}
