/** `README.md` of a PyTorch project: what each of its files is for, in the model's own figures. */
import type { StoredModel } from '../files/modelFile';
import { cellAt, countParameters } from '../network/shape';

export function readMe({ shape, steps, validationPerplexity }: StoredModel): string {
  const layers = Array.from({ length: shape.L }, (_, layer) => cellAt(shape, layer));
  const cells = [...new Set(layers.map(({ definition }) => definition.title))].join(', ');
  const facts = [
    `${shape.L === 1 ? 'one layer' : `${shape.L} layers`} of ${shape.H} units (${cells}${shape.window === undefined ? '' : `, over ${shape.window} words`})`,
    ...(shape.direction === 'both' ? ['in both directions'] : []),
    `${shape.V} words of ${shape.E} numbers${shape.tied ? ', tied to the projection' : ''}`,
    ...(shape.readout ? ['a hidden layer before the projection'] : []),
    `${countParameters(shape)} weights`,
  ];
  const quality =
    validationPerplexity === undefined
      ? ''
      : ` Its perplexity on the words it was validated on is ${validationPerplexity.toFixed(1)}.`;
  return `# A language model from Gatescope

A recurrent network: ${facts.join(', ')}. It was trained for ${steps} steps.${quality}
It contains the words of the text that it was trained on.

| file | what it is |
| --- | --- |
| \`model.py\` | the network as a PyTorch module, its cells written out from their equations |
| \`weights.safetensors\` | the trained weights, by PyTorch's names, and what a training goes on from |
| \`vocabulary.json\` | the words in the order of the rows, and the classes of characters by which a text is cut |
| \`tokens.py\` | cuts a text into these words, as Gatescope does |
| \`parity.json\` | some tokens, and what each but the first cost in Gatescope, in nats |
| \`check.py\` | \`python check.py\` proves that PyTorch computes the same |
| \`continue.py\` | trains it on, on one machine or on many |

Nothing is needed but Python 3.9 and PyTorch 2.0 or newer.

\`\`\`python
import torch
from model import load_model

model = load_model()
tokens = torch.tensor([[5], [7], [2]])      # [T, B]: three tokens of one text
logits, state = model(tokens)               # [T, B, words]
logits, state = model(tokens, state)        # goes on from there
\`\`\`

## Training it on

\`\`\`sh
torchrun --nproc_per_node=2 continue.py --text FILE --steps 1000
\`\`\`

It goes on from the weights and, where the training here was not yet finished, from Adam's moments, the plan
and what was carried from word to word. \`python continue.py --help\` says what its options mean. The file that
it writes, \`continued.safetensors\`, comes back with **Gatescope: Import Model…**; the same command again goes
on from it.
`;
}
