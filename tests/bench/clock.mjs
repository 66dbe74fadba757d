// One line a measurement: name, median in microseconds, bytes written. And packages from where the bench put them.
import { createRequire } from 'node:module';
import { join } from 'node:path';

export const [folder, times, modules] = process.argv.slice(2);
export const require = createRequire(join(modules, 'package.json'));

export async function measure(name, count, work) {
  const bytes = (await work()).length ?? 0;
  const taken = [];
  for (let turn = 0; turn < Number(count); turn += 1) {
    const started = process.hrtime.bigint();
    await work();
    taken.push(process.hrtime.bigint() - started);
  }
  taken.sort((a, b) => (a < b ? -1 : 1));
  console.log(`${name}\t${taken[Math.floor(taken.length / 2)] / 1000n}\t${bytes}`);
}
