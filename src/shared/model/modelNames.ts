/**
 * What a person calls one of a text's models: the name that was given to it, else what it was made
 * with. Pure.
 */
import type { ModelListingFacts, ModelMake } from './modelFiles';

type Named = ModelMake & Pick<ModelListingFacts, 'task' | 'variant'> & { readonly name?: string };

/** "seed 2"; "GRU, seed 2" of another cell; "128 units, seed 2" where the size was asked for. */
export function modelName({ name, ...make }: Named): string {
  if (name !== undefined && name.trim() !== '') return name;
  const { task, tokens, layers, hiddenSize, embeddingSize, asked, seed, memory = 0 } = make;
  const parts = [
    ...(isUsual(make) ? [] : [cellsOf(make)]),
    ...(tokens === 'characters' && task === undefined ? ['characters'] : []),
    ...variantOf(make),
    ...(layers > 1 ? [`${layers} layers`] : []),
    ...(asked && asked.hiddenSize > 0 ? [`${hiddenSize} units`] : []),
    ...(asked && asked.embeddingSize > 0 ? [`embedding ${embeddingSize}`] : []),
    ...(memory === 0 ? [] : [`memory of ${memory} ${memory === 1 ? 'word' : 'words'}`]),
    ...(seed === undefined ? [] : [`seed ${seed}`]),
  ];
  return parts.join(', ') || 'model';
}

/** “no attention”, “column 3”: what is usual is not said. */
function variantOf({ task, variant }: Named): string[] {
  if (variant === undefined || variant === 'dot') return [];
  if (task === 'pairs') return [variant === 'none' ? 'no attention' : `${variant} attention`];
  return [`${variant.includes(',') ? 'columns' : 'column'} ${variant.split(',').join(', ')}`];
}

const isUsual = ({ cell, made = cell }: ModelMake): boolean => made === 'lstm';

/** “LSTM”, “GRU, deep read-out”. */
export const cellsOf = ({ cell, cellTitle = cell.toUpperCase() }: ModelMake): string => cellTitle;

/** @param named in the order in which they are numbered where several have one name */
export function distinctNames(named: readonly Named[]): string[] {
  const taken = new Map<string, number>();
  return named.map((one) => {
    const name = modelName(one);
    const before = taken.get(name) ?? 0;
    taken.set(name, before + 1);
    return before === 0 ? name : `${name} (${before + 1})`;
  });
}

const keptMark = /\(before \d\d:\d\d\)$/;

/** Of a model that made room for one trained afresh; it keeps a mark that it has. */
export function keptName(model: Named, time: string): string {
  const name = modelName(model);
  return keptMark.test(name) ? name : `${name} (before ${time})`;
}
