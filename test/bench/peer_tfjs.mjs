/**
 * tfjs's side of `bench`, on its wasm backend and one thread: the same model, shapes, optimizer and
 * clipping as ours. Speaks as peer_pytorch.py does: a request a line on stdin, an answer a line on
 * stdout, so that the two sides can take turns.
 *
 * Built from operations (tfjs-layers adds its own cost), the input projection of all time steps in
 * one product. The embedding is a product with one-hot rows, because the gradient of a look-up
 * needs `UnsortedSegmentSum`, which the wasm backend has not.
 */
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const say = (fields) => process.stdout.write(`${JSON.stringify(fields)}\n`);

const loaded = await Promise.all([
  import('@tensorflow/tfjs-core'),
  import('@tensorflow/tfjs-backend-wasm'),
]).catch((error) => {
  say({ absent: `@tensorflow/tfjs-backend-wasm cannot be loaded (${error.code})` });
  process.exit(0);
});
const [tf, { setThreadsCount }] = loaded;

/** tfjs-core's bundle for Node leaves the gradients out, and its modules do not load as they are. */
async function registerGradients() {
  const source = '@tensorflow/tfjs-core/dist/register_all_gradients.js';
  const outfile = fileURLToPath(new URL('../../out/bench/tfjsGradients.mjs', import.meta.url));
  await build({
    entryPoints: [createRequire(import.meta.url).resolve(source)],
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
    outfile,
  });
  await import(pathToFileURL(outfile));
}

/** Word ids with the frequencies of a text: the chance of rank r is about 1 / r. */
function zipf(count, V) {
  let state = 1;
  return Int32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.min(V - 1, Math.floor(Math.exp((state / 2 ** 32) * Math.log(V))) - 1);
  });
}

function createModel({ V, E, H }) {
  const uniform = (shape, bound) => tf.variable(tf.randomUniform(shape, -bound, bound));
  const bound = 1 / Math.sqrt(H);
  return {
    encoder: uniform([V, E], 0.1),
    wx: uniform([E, 4 * H], bound),
    wh: uniform([H, 4 * H], bound),
    // One vector: of PyTorch's two only the sum matters.
    bias: uniform([4 * H], bound),
    decoder: uniform([H, V], 0.1),
    decoderBias: uniform([V], 0.1),
  };
}

/** One step of B streams: projected [B][4H], h and c [B][H]. */
function cell(model, projected, h, c) {
  const z = tf.add(projected, tf.matMul(h, model.wh));
  const [i, f, g, o] = tf.split(z, 4, 1);
  const next = tf.add(tf.mul(tf.sigmoid(f), c), tf.mul(tf.sigmoid(i), tf.tanh(g)));
  return { c: next, h: tf.mul(tf.sigmoid(o), tf.tanh(next)) };
}

function training(shape) {
  const { V, H, B, T } = shape;
  const model = createModel(shape);
  const optimizer = tf.train.adam(1e-4);
  const inputs = tf.tensor1d(zipf(T * B, V), 'int32');
  const targets = tf.tensor1d(zipf(T * B + 1, V).slice(1), 'int32');
  let carried = [tf.zeros([B, H]), tf.zeros([B, H])];

  const loss = () => {
    const x = tf.matMul(tf.oneHot(inputs, V), model.encoder);
    const projected = tf.split(tf.add(tf.matMul(x, model.wx), model.bias), T, 0);
    let [h, c] = carried;
    const shown = projected.map((at) => {
      ({ h, c } = cell(model, at, h, c));
      return h;
    });
    carried = [tf.keep(h.clone()), tf.keep(c.clone())];
    const logits = tf.add(tf.matMul(tf.concat(shown, 0), model.decoder), model.decoderBias);
    return tf.losses.softmaxCrossEntropy(tf.oneHot(targets, V), logits);
  };

  return () => {
    const before = carried;
    tf.tidy(() => {
      const { value, grads } = tf.variableGrads(loss);
      const squares = Object.values(grads).map((gradient) => tf.sum(tf.square(gradient)));
      const norm = Math.sqrt(tf.addN(squares).dataSync()[0]);
      const scale = Math.min(1, 1 / (norm + 1e-6));
      const clipped = Object.entries(grads).map(([name, gradient]) => [
        name,
        tf.mul(gradient, scale),
      ]);
      optimizer.applyGradients(Object.fromEntries(clipped));
      value.dataSync();
    });
    tf.dispose(before);
  };
}

function inference(shape) {
  const { V, H } = shape;
  const model = createModel(shape);
  let state = { h: tf.zeros([1, H]), c: tf.zeros([1, H]) };
  let id = 0;
  return () => {
    id = (id + 7919) % V;
    const before = state;
    state = tf.tidy(() => {
      const x = tf.gather(model.encoder, tf.tensor1d([id], 'int32'));
      const projected = tf.add(tf.matMul(x, model.wx), model.bias);
      const next = cell(model, projected, before.h, before.c);
      tf.softmax(tf.add(tf.matMul(next.h, model.decoder), model.decoderBias)).dataSync();
      return next;
    });
    tf.dispose(before);
  };
}

function turn(work, seconds) {
  const began = performance.now();
  const processor = process.cpuUsage();
  const wall = () => (performance.now() - began) / 1000;
  let repeats = 0;
  do {
    work();
    repeats++;
  } while (wall() < seconds);
  const { user, system } = process.cpuUsage(processor);
  return { repeats, wall: wall(), processor: (user + system) / 1e6 };
}

await registerGradients();
setThreadsCount(1);
await tf.setBackend('wasm');
const contestants = new Map();
say({ name: `tfjs ${tf.version_core}`, setting: `backend ${tf.getBackend()}, 1 thread` });
for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  if (request.do === 'prepare') {
    const work = (request.task === 'train' ? training : inference)(request.shape);
    contestants.set(request.id, work);
    turn(work, request.seconds);
    say({ ready: true });
  } else if (request.do === 'turn') {
    say(turn(contestants.get(request.id), request.seconds));
  } else {
    contestants.clear();
    tf.disposeVariables();
    say({ ready: true });
  }
}
