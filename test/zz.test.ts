import { it } from 'vitest';
import { lessons, measureClaims } from '../src/engine/lessons/lessons';
import { trainLesson } from '../src/cli/lessons/training';
import { engineHere } from './worker/engine';
it('x', async () => {
  const r = lessons.brothers as any; const base = { ...r.plan };
  for (const [name, plan, sizes] of [['base', {}, {}], ['mem8', { memory: 8 }, {}], ['big', { learningRate: 1e-2, memory: 8 }, { hiddenSize: 32, embeddingSize: 24 }], ['lr2', { learningRate: 2e-2, memory: 8 }, {}]] as const) for (const seed of [1, 2]) {
    r.plan = { ...base, ...plan }; r.sizes = { layers: 1, hiddenSize: 24, embeddingSize: 16, ...sizes };
    const m = await trainLesson('brothers', seed, engineHere());
    console.log(name, m.model.validationPerplexity, measureClaims('brothers', m).map(c => c.rule.id + ' ' + c.value.toFixed(2)).join(', '));
    m.dispose();
  }
}, 200000);
