/**
 * Answers the questions about memory: what is left of a word (by substitution), and where a memory was
 * written (the ledger, of layers that add to a memory). They are long, so they run alongside the short ones: between two slices the
 * predictor may have read something else, and nothing of it is kept across them.
 */
import type { LedgerColumn } from '../../../engine/inspection/ledger';
import { createLedger, lengths } from '../../../engine/inspection/ledger';
import { compareCells, comparePredictions } from '../../../engine/inspection/substitution';
import type { Network } from '../../../engine/network/network';
import { layerMemory } from '../../../engine/reading/layerMemory';
import { failed, success } from '../../../shared/failures';
import type { Ledger } from '../../../shared/questions/memory';
import { memoryBounds as bounds, type memoryQuestions } from '../../../shared/questions/memory';
import { transferred } from '../../../shared/wire/rpc';
import type { LongQuestionMemory } from '../../models/longQuestionMemory';
import { passage } from '../../documents/tokenRanges';
import type { Answers } from '../serveQuestions';
import { replaceWord } from './replaceWord';

const contextWords = 16;
/** Of units and words together, numbers in the history of a comparison: 4 MB. */
const mostKept = 1 << 20;
const mostHistory = 400;
/** Of tokens and units together, in a ledger: two arrays of 8 MB. */
const mostWritten = 1 << 20;

export function memoryAnswers(memory: LongQuestionMemory): Answers<typeof memoryQuestions> {
  return {
    async substitution(look, request) {
      const { view } = look;
      const chosen = await replaceWord(look, memory, request.token, request.replacement);
      if (!chosen.ok) return chosen;
      const { readings, instead, state, approximate, likely, words } = chosen.value;
      const { token } = request;
      const behind = view.ids.length - token - 1;
      const count = Math.min(request.count, bounds.followed, behind);
      const found = comparePredictions(readings, {
        text: view.ids,
        at: token,
        state,
        instead,
        count,
      });
      await look.until(found.advance);
      const [bits, change, size] = [found.bits, found.change, found.size].map((values) =>
        Float32Array.from(values),
      );
      const before = Math.max(0, token - contextWords);
      const answer = {
        ...view.versions,
        ...{ token, likely, instead: words, bits, change, size, approximate },
        context: passage(view, before, token - before + 1),
        later: passage(view, token + 1, count),
        toTheEnd: count === behind,
      };
      return transferred(success(answer), [bits.buffer, change.buffer, size.buffer]);
    },

    async cellChanges(look, request) {
      const { view } = look;
      const { token } = request;
      const at = Math.min(request.at, token + bounds.followed, view.ids.length - 1);
      if (at < token) return failed({ kind: 'noToken' });
      const chosen = await replaceWord(look, memory, token, request.replacement);
      if (!chosen.ok) return chosen;
      const { readings, instead, state, approximate } = chosen.value;
      const { L, H } = view.model.network.shape;
      const most = Math.max(1, Math.min(mostHistory, Math.floor(mostKept / (L * H))));
      const asking = { text: view.ids, at: token, state, instead, count: at - token };
      const found = compareCells(readings, asking, most);
      await look.until(found.advance);
      const order = Array.from(found.size.keys())
        .sort((one, other) => found.size[other] - found.size[one] || one - other)
        .slice(0, Math.min(request.units, bounds.units));
      const last = (found.kept - 1) * L * H;
      const units = order.map((place) => ({
        layer: Math.floor(place / H),
        unit: place % H,
        held: found.held[place],
        change: found.change[last + place],
        size: found.size[place],
      }));
      const history = new Float32Array(units.length * found.kept);
      order.forEach((place, n) => {
        for (let t = 0; t < found.kept; t++) {
          history[n * found.kept + t] = found.change[t * L * H + place];
        }
      });
      const words = passage(view, at - found.kept + 1, found.kept);
      const answer = { ...view.versions, at, units, passage: words, history, approximate };
      return transferred(success(answer), [history.buffer]);
    },

    async ledger(look, request) {
      const { view } = look;
      const { network } = view.model;
      const { H, L } = network.shape;
      const layer = Math.min(request.layer, L - 1);
      const additive = layerMemory(network, layer);
      if (!additive) return failed({ kind: 'noLedger', layer, cell: titleOf(network, layer) });
      if (request.token >= view.ids.length) return failed({ kind: 'noToken' });
      if (request.unit !== undefined && request.unit >= H) return failed({ kind: 'noToken' });
      const most = Math.min(request.count, bounds.ledger, Math.floor(mostWritten / H));
      const count = Math.max(1, Math.min(most, request.token + 1));
      const from = request.token - count + 1;
      const ledger = createLedger(additive, count);
      let held = new Float64Array(H);
      const approximate = await look.read(from, count, () => {
        const reading = view.predictor.layers[layer];
        ledger.note(reading);
        if (ledger.length === count) held = Float64Array.from(additive.of(reading));
      });
      const { unit } = request;
      const column = unit === undefined ? lengths(ledger, H) : ledger.of(unit);
      return success({
        ...view.versions,
        layer,
        ...(unit === undefined ? {} : { unit }),
        passage: passage(view, from, count),
        ...shares(column),
        held: unit === undefined ? Math.hypot(...held) : held[unit],
        units: Array.from(held, (value, n) => ({ unit: n, held: value })).sort(
          (one, other) => Math.abs(other.held) - Math.abs(one.held),
        ),
        approximate,
      });
    },
  };
}

const titleOf = ({ layout }: Network, layer: number): string =>
  layout.layers[layer].cell.description.title;

function shares(column: LedgerColumn): Pick<Ledger, 'written' | 'survives' | 'left' | 'before'> {
  const { written, survives, before, beforeSurvives } = column;
  return {
    written: Float32Array.from(written),
    survives: Float32Array.from(survives),
    left: Float32Array.from(written, (value, s) => value * survives[s]),
    before: { value: before, survives: beforeSurvives, left: before * beforeSurvives },
  };
}
