import { PythonRandom } from '../../../src/python/python-random.ts';

/**
 * 40,000 floats that a few lines of Python draw as well, to compare digests of what is written of them: 20,000 of
 * random bits (0.5 where these are not finite), and 20,000 of up to six digits, by powers of ten from -25 to 14.
 *
 *     random.seed(2024); bits = lambda: random.getrandbits(32)
 *     low, high = bits(), bits(); struct.unpack('<d', struct.pack('<II', low, high))
 *     float(f"{bits() % 1000000}e{bits() % 40 - 25}")
 */
export function randomFloats(): number[] {
  const random = new PythonRandom(2024);
  const view = new DataView(new ArrayBuffer(8));
  const ofBits = Array.from({ length: 20_000 }, () => {
    view.setUint32(0, random.nextUint32(), true);
    view.setUint32(4, random.nextUint32(), true);
    const float = view.getFloat64(0, true);
    return Number.isFinite(float) ? float : 0.5;
  });
  const ofDigits = Array.from({ length: 20_000 }, () => {
    const digits = random.nextUint32() % 1_000_000;
    return Number(`${digits}e${(random.nextUint32() % 40) - 25}`);
  });
  return [...ofBits, ...ofDigits];
}
