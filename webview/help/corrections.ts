/**
 * What textbooks say of the LSTM that is not true, each with its source where it has one. Shown
 * together below the walk-through, and singly at the place in the panel that each is about.
 */
export interface Correction {
  readonly said: string;
  readonly is: string;
}

export const corrections = {
  forgetGate: {
    said: '“The LSTM of 1997 has a forget gate.”',
    is: 'Hochreiter and Schmidhuber’s cell of 1997 has an input gate and an output gate, and its memory is carried over with the fixed weight 1. The forget gate f, which this network has, is from Gers, Schmidhuber and Cummins, 2000.',
  },
  interval: {
    said: '“A gate is 0 or 1.”',
    is: 'σ gives numbers between 0 and 1, tanh between −1 and 1, and neither ever reaches its limits: the intervals are open. A gate that reads 1.000 here is rounded. How often a gate is nearly shut or nearly open, its saturation, is counted under Units.',
  },
  inputGate: {
    said: '“A high input gate means that the word is stored.”',
    is: 'What is stored is the product i · g. Where the candidate g is 0, an input gate of 0.99 stores nothing.',
  },
  bias: {
    said: '“A forget gate of 0.73 has learnt to remember.”',
    is: 'Training starts with a forget bias of 1, and σ(1) = 0.73. A gate that is still there at every word has learnt nothing yet.',
  },
  softmax: {
    said: '“The output is softmax(h).”',
    is: 'It is softmax(W h + b): h has one number per unit, the output one per word, so a matrix W and a bias b come in between. Where the gates, too, are written without b, a network without biases is meant.',
  },
  vanishing: {
    said: '“Gradients vanish because negative values are multiplied.”',
    is: 'They vanish where the factors are smaller than 1 in magnitude and explode where they are larger; the sign does not matter.',
  },
  fewWords: {
    said: '“On small data an LSTM behaves like a feed-forward net.”',
    is: 'The paper of 1997 says nothing about small data there: it says that the LSTM has problems like those of a feed-forward net that sees the whole input at once, as in the parity of 500 steps.',
  },
  bptt: {
    said: '“The network is trained by BTT.”',
    is: 'The name is BPTT, back-propagation through time. Here it is truncated: errors go back as many words as one piece of text has, and no further.',
  },
  paths: {
    said: '“The error over q steps is Σ Π f′(net) · w_lm l_m−1.”',
    is: 'Both letters are indices of one weight: w between the units l_m and l_m−1. The sum goes over all paths of q steps between two units; each path is a product of q factors f′ · w.',
  },
} as const satisfies Readonly<Record<string, Correction>>;

export type CorrectionName = keyof typeof corrections;
