// Template engines for Word: the contract of paragraphs.json with docxtemplater, the long tables with all three.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folder, measure, require, times } from './clock.mjs';

const PizZip = require('pizzip');
const Docxtemplater = require('docxtemplater');
const { TemplateHandler } = require('easy-template-x');
const carbone = require('carbone');

const read = (name) => readFileSync(join(folder, name));
const json = (name) => JSON.parse(read(name).toString('utf8'));

function docxtemplater(template, data) {
  const document = new Docxtemplater(new PizZip(template), { paragraphLoop: true, linebreaks: true });
  document.render(data);
  return document.getZip().generate({ type: 'nodebuffer', compression: 'DEFLATE' });
}

const carboneRender = (name, data) =>
  new Promise((resolve, reject) => {
    carbone.render(join(folder, name), data, (error, result) => (error ? reject(error) : resolve(result)));
  });

const contract = read('docxtemplater.docx');
const blocks = json('paragraphs.json');
await measure('contract.docx docxtemplater', times, () => docxtemplater(contract, { blocks }));

for (const rows of [1000, 5000]) {
  const data = { rows: json(`records-${rows}.json`) };
  const looped = read('docxtemplater-table.docx');
  const easy = read('easy-template-table.docx');
  await measure(`table-${rows}.docx docxtemplater`, times, () => docxtemplater(looped, data));
  await measure(`table-${rows}.docx easy-template-x`, times, () => new TemplateHandler().process(easy, data));
  await measure(`table-${rows}.docx carbone`, times, () => carboneRender('carbone-table.docx', data));
}
