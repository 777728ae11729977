/**
 * What can be wrong with a file of weights, as values with facts, and the sentence for each. Files
 * come from anywhere: every name and number in a failure is the file's word, not ours.
 */

/** What a description of one tensor can get wrong by itself. */
export type TensorFailure =
  | { readonly kind: 'badDescription'; readonly tensor: string }
  | { readonly kind: 'unknownType'; readonly tensor: string; readonly dtype: string }
  | { readonly kind: 'badShape'; readonly tensor: string; readonly shape: readonly number[] }
  | { readonly kind: 'tooManyNumbers'; readonly tensor: string; readonly shape: readonly number[] }
  | {
      readonly kind: 'wrongSize';
      readonly tensor: string;
      /** Bytes that type and shape ask for, and bytes between the offsets. */
      readonly expected: number;
      readonly actual: number;
    }
  | {
      readonly kind: 'beyondFile';
      readonly tensor: string;
      readonly end: number;
      readonly available: number;
    };

/** What a safetensors file as such can get wrong. */
export type SafetensorsFailure =
  | TensorFailure
  | { readonly kind: 'noHeader'; readonly bytes: number }
  | { readonly kind: 'headerTooLong'; readonly length: number; readonly limit: number }
  | { readonly kind: 'headerBeyondFile'; readonly length: number; readonly available: number }
  | { readonly kind: 'headerNotJson'; readonly reason: string }
  | { readonly kind: 'duplicateKey'; readonly key: string }
  | { readonly kind: 'badMetadata'; readonly key: string }
  | { readonly kind: 'overlap'; readonly tensor: string; readonly other: string }
  | { readonly kind: 'gap'; readonly before: string; readonly bytes: number }
  | { readonly kind: 'trailingBytes'; readonly bytes: number }
  | { readonly kind: 'notFinite'; readonly tensor: string; readonly index: number };

/** What a sound safetensors file can lack to be a model of ours. */
export type ModelFileFailure =
  | { readonly kind: 'notAModel' }
  | { readonly kind: 'otherVersion'; readonly version: string }
  | { readonly kind: 'badModelFacts'; readonly where: string; readonly problem: string }
  /** The equations of a layer are none that this version reads. */
  | { readonly kind: 'unknownCell'; readonly cell: string; readonly problem: string }
  /** It does not predict the next word. */
  | { readonly kind: 'otherTask'; readonly task: 'classes' | 'labels' | 'series' | 'pairs' }
  | { readonly kind: 'missingTensor'; readonly tensor: string }
  | { readonly kind: 'unexpectedTensor'; readonly tensor: string }
  | { readonly kind: 'wrongType'; readonly tensor: string; readonly dtype: string }
  | {
      readonly kind: 'wrongShape';
      readonly tensor: string;
      readonly shape: readonly number[];
      readonly expected: readonly number[];
    };

export type FileFailure = SafetensorsFailure | ModelFileFailure;

const LONGEST_NAME = 80;

/** A name from the file in quotes, control characters escaped, cut to a readable length. */
export function quoted(name: string): string {
  const cut = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name;
  return JSON.stringify(cut);
}

export function dimensions(shape: readonly number[]): string {
  const shown = shape.slice(0, 8).join(', ');
  return shape.length > 8 ? `[${shown}, …]` : `[${shown}]`;
}

function describeTensorFailure(failure: TensorFailure): string {
  const tensor = `The tensor ${quoted(failure.tensor)}`;
  switch (failure.kind) {
    case 'badDescription':
      return `${tensor} is not described by a type, a shape and two offsets.`;
    case 'unknownType':
      return `${tensor} has the type ${quoted(failure.dtype)}, which is not read here.`;
    case 'badShape':
      return `${tensor} has the impossible shape ${dimensions(failure.shape)}.`;
    case 'tooManyNumbers':
      return `${tensor} of shape ${dimensions(failure.shape)} has more numbers than can be counted.`;
    case 'wrongSize':
      return `${tensor} takes ${failure.actual} bytes of the file, but its shape asks for ${failure.expected}.`;
    case 'beyondFile':
      return `${tensor} ends at byte ${failure.end} of the numbers, but the file has ${failure.available} of them.`;
    default:
      return failure satisfies never;
  }
}

/** One sentence for a person: what is wrong with the file, and in which tensor. */
export function describeFileFailure(failure: FileFailure): string {
  switch (failure.kind) {
    case 'noHeader':
      return `The file has ${failure.bytes} bytes and no header, so it is not a safetensors file.`;
    case 'headerTooLong':
      return `The file announces a header of ${failure.length} bytes, more than the ${failure.limit} allowed: it is damaged or not a safetensors file.`;
    case 'headerBeyondFile':
      return `The file announces a header of ${failure.length} bytes, but only ${failure.available} follow: it was cut short or is not a safetensors file.`;
    case 'headerNotJson':
      return `The header of the file cannot be read: it ${failure.reason}.`;
    case 'duplicateKey':
      return `The header of the file has the key ${quoted(failure.key)} twice.`;
    case 'badMetadata':
      return `The metadata of the file is not text at the key ${quoted(failure.key)}.`;
    case 'overlap':
      return `The tensors ${quoted(failure.other)} and ${quoted(failure.tensor)} overlap.`;
    case 'gap':
      return `${failure.bytes} bytes before the tensor ${quoted(failure.before)} belong to none.`;
    case 'trailingBytes':
      return `${failure.bytes} bytes at the end of the file belong to no tensor.`;
    case 'notFinite':
      return `The tensor ${quoted(failure.tensor)} has an infinite or undefined number at index ${failure.index}.`;
    case 'notAModel':
      return 'The file is a safetensors file, but not a model that Gatescope wrote.';
    case 'otherVersion':
      return `The model was written in format version ${quoted(failure.version)}; this Gatescope reads versions 1 to 3. Update Gatescope to open it.`;
    case 'badModelFacts':
      return `The model's description is damaged: ${quoted(failure.where)} ${failure.problem}.`;
    case 'unknownCell':
      return `The model is made of the cell ${quoted(failure.cell)}, which this Gatescope cannot compute: ${failure.problem}. Open it with the version that trained it, or update Gatescope.`;
    case 'otherTask':
      return `The model was trained for ${failure.task}, so it predicts no next word. Use it with “node dist/cli.js predict FILE --model M”.`;
    case 'missingTensor':
      return `The model lacks the tensor ${quoted(failure.tensor)}.`;
    case 'unexpectedTensor':
      return `The model has a tensor ${quoted(failure.tensor)} that does not belong to it.`;
    case 'wrongType':
      return `The tensor ${quoted(failure.tensor)} is of type ${failure.dtype} instead of F32.`;
    case 'wrongShape':
      return `The tensor ${quoted(failure.tensor)} has the shape ${dimensions(failure.shape)} instead of ${dimensions(failure.expected)}.`;
    default:
      return describeTensorFailure(failure);
  }
}
