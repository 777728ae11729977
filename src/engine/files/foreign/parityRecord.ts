/**
 * A parity record: some tokens in a row, and what each but the first cost the model where it was
 * trained, from a state of zero. The same losses computed here say whether it is the same model.
 */
import * as v from 'valibot';

export interface ParityRecord {
  /** Ids as there; the first is only read. */
  readonly tokens: readonly number[];
  /** Nats; one fewer than tokens. */
  readonly losses: readonly number[];
}

export type ParsedParity =
  | { readonly ok: true; readonly record: ParityRecord }
  | { readonly ok: false; readonly problem: string };

/** So that an import ends soon. */
export const mostTokens = 2001;

/** Nats; what a probability just below 1 may come to. */
export const rounding = 1e-3;
/** Nats: beyond what double precision still tells from an impossible token. */
export const largestLoss = 1e6;

const schema = v.object({
  tokens: v.array(v.pipe(v.number(), v.integer(), v.minValue(0))),
  losses: v.array(v.pipe(v.number(), v.finite())),
});

/** @param vocabulary rows of the model: ids are below it */
export function parseParity(content: string, vocabulary: number): ParsedParity {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch {
    return { ok: false, problem: 'it is not valid JSON' };
  }
  const parsed = v.safeParse(schema, json, { abortEarly: true });
  if (!parsed.success) return { ok: false, problem: 'it has no lists “tokens” and “losses”' };
  const { tokens, losses } = parsed.output;
  if (losses.length === 0 || tokens.length > mostTokens) {
    return {
      ok: false,
      problem: `it has ${losses.length} losses; 1 to ${mostTokens - 1} are read`,
    };
  }
  if (losses.length !== tokens.length - 1) {
    return {
      ok: false,
      problem: `${tokens.length} tokens have ${tokens.length - 1} losses, and it has ${losses.length}`,
    };
  }
  const strange = losses.find((loss) => loss < -rounding || loss > largestLoss);
  if (strange !== undefined) {
    return {
      ok: false,
      problem: `it has the loss ${strange}; a loss is -log p of the token that came, in nats, so between 0 and ${largestLoss}`,
    };
  }
  const beyond = tokens.find((token) => token >= vocabulary);
  if (beyond !== undefined) {
    return {
      ok: false,
      problem: `it has the token ${beyond}, and the model has ${vocabulary} words`,
    };
  }
  return { ok: true, record: { tokens, losses } };
}
