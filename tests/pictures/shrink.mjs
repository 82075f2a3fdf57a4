// Makes pictures small: each PNG is written anew with as many colours as leave it below 150 kB, sixteen at least.

import { readFileSync, writeFileSync } from "node:fs";
import UPNG from "upng-js";

const MOST_BYTES = 150_000;

for (const file of process.argv.slice(2)) {
  const image = UPNG.decode(readFileSync(file));
  const pixels = UPNG.toRGBA8(image);
  for (const colours of [128, 48, 24, 16]) {
    const small = Buffer.from(UPNG.encode(pixels, image.width, image.height, colours));
    writeFileSync(file, small);
    if (small.length < MOST_BYTES) break;
  }
}
