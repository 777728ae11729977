/**
 * The settings as values. Whatever a settings file holds, `parseSettings` gives something usable:
 * a value that does not fit falls back to its default.
 */
import * as v from 'valibot';

const whole = (from: number, to: number, otherwise: number) =>
  v.fallback(v.pipe(v.number(), v.integer(), v.minValue(from), v.maxValue(to)), otherwise);

export const settingSchemas = {
  'completion.enabled': v.fallback(v.boolean(), true),
  'completion.precision': v.fallback(v.pipe(v.number(), v.minValue(0.5), v.maxValue(0.99)), 0.8),
  'completion.minimumLetters': whole(1, 20, 4),
  /** Language ids; an empty list means all. */
  'completion.languages': v.fallback(v.array(v.string()), []),
  'training.seconds': v.fallback(v.pipe(v.number(), v.minValue(1), v.maxValue(86_400)), 60),
  'training.seed': whole(0, 2 ** 31 - 1, 1),
  /** 0 = one fewer than the machine has cores, at most 4. */
  'training.threads': whole(0, 64, 0),
  'training.memoryMB': whole(64, 2048, 1024),
  /** Ids with commas, one for each layer; `window:N`; or paths that end in `.cell`. */
  'model.cell': v.fallback(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(1000)), 'lstm'),
  'model.direction': v.fallback(v.picklist(['forward', 'both']), 'forward'),
  'model.readout': v.fallback(v.picklist(['linear', 'deep']), 'linear'),
  /** Words; 0: the usual bias. */
  'model.memory': whole(0, 100_000, 0),
  'model.tokens': v.fallback(v.picklist(['words', 'characters']), 'words'),
  'model.layers': whole(1, 4, 1),
  'model.hiddenSize': whole(0, 2048, 0),
  'model.embeddingSize': whole(0, 2048, 0),
  'inspection.hover': v.fallback(v.boolean(), true),
} as const;

export type SettingName = keyof typeof settingSchemas;
export type Settings = { readonly [K in SettingName]: v.InferOutput<(typeof settingSchemas)[K]> };

/** @param read gives what the settings file holds under `gatescope.<name>` */
export function parseSettings(read: (name: SettingName) => unknown): Settings {
  const entries = Object.entries(settingSchemas).map(([name, schema]) => [
    name,
    v.parse(schema, read(name as SettingName)),
  ]);
  return Object.fromEntries(entries) as Settings;
}
