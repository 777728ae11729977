/** How far two models' weights are apart, tensor by tensor, where both have one of the same name and shape. */

export interface TensorDistance {
  readonly name: string;
  /** Length of the difference by the length of the first. */
  readonly relative: number;
  /** Cosine of the angle between them. */
  readonly cosine: number;
}

type Tensors = ReadonlyMap<string, Float32Array>;

export function tensorDistances(first: Tensors, second: Tensors): TensorDistance[] {
  return [...first].flatMap(([name, a]) => {
    const b = second.get(name);
    return b?.length === a.length ? [{ name, ...distance(a, b) }] : [];
  });
}

function distance(a: Float32Array, b: Float32Array): Omit<TensorDistance, 'name'> {
  let [difference, ofA, ofB, both] = [0, 0, 0, 0];
  for (let n = 0; n < a.length; n++) {
    difference += (a[n] - b[n]) * (a[n] - b[n]);
    ofA += a[n] * a[n];
    ofB += b[n] * b[n];
    both += a[n] * b[n];
  }
  return {
    relative: Math.sqrt(difference / ofA),
    cosine: both / Math.sqrt(ofA * ofB),
  };
}
