// docxtemplater on the contract of contract.json: name, median in microseconds, bytes.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [folder, times, modules] = process.argv.slice(2);
const require = createRequire(join(modules, 'package.json'));
const PizZip = require('pizzip');
const Docxtemplater = require('docxtemplater');

const blocks = JSON.parse(readFileSync(join(folder, 'paragraphs.json'), 'utf8'));
const template = readFileSync(join(folder, 'docxtemplater.docx'));

function render() {
  const document = new Docxtemplater(new PizZip(template), { paragraphLoop: true, linebreaks: true });
  document.render({ blocks });
  return document.getZip().generate({ type: 'nodebuffer', compression: 'DEFLATE' });
}

const bytes = render().length;
const taken = [];
for (let turn = 0; turn < Number(times); turn += 1) {
  const started = process.hrtime.bigint();
  render();
  taken.push(process.hrtime.bigint() - started);
}
taken.sort((a, b) => (a < b ? -1 : 1));
console.log(`contract.docx docxtemplater\t${taken[Math.floor(taken.length / 2)] / 1000n}\t${bytes}`);
