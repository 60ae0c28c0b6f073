/**
 * The value that this share of the values does not exceed (nearest rank), without sorting them all: the order of
 * `values` is changed.
 * @param share above 0, at most 1
 * @returns null when there is no value
 */
export function quantile(values: Float64Array, share: number): number | null {
  if (values.length === 0) return null;
  const rank = Math.max(0, Math.ceil(values.length * share) - 1);
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const [left, right] = partition(values, low, high);
    if (rank <= right) high = right;
    else if (rank >= left) low = left;
    else break;
  }
  return values[rank] ?? null;
}

/** Puts what is smaller than a value in the middle before what is greater (Hoare). */
function partition(values: Float64Array, low: number, high: number): [left: number, right: number] {
  const pivot = middleOf(values[low] ?? 0, values[(low + high) >> 1] ?? 0, values[high] ?? 0);
  let [left, right] = [low, high];
  while (left <= right) {
    while ((values[left] ?? pivot) < pivot) left += 1;
    while ((values[right] ?? pivot) > pivot) right -= 1;
    if (left > right) break;
    const kept = values[left] ?? 0;
    values[left] = values[right] ?? 0;
    values[right] = kept;
    left += 1;
    right -= 1;
  }
  return [left, right];
}

const middleOf = (a: number, b: number, c: number) => Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
