// survey-core on a table of 1,000 flats with 12 columns: one cell edited, then everything validated and every visibleIf
// decided again, which is what our assessment does after an edit.
import { folder, measure, require, times } from './clock.mjs';

const { Model } = require('survey-core');

const columns = Array.from({ length: 12 }, (_, index) => ({
  name: `c${index}`,
  cellType: 'text',
  inputType: index < 6 ? 'number' : 'text',
  isRequired: true,
  visibleIf: index === 11 ? '{row.c0} >= 0' : undefined,
  validators: index < 6 ? [{ type: 'numeric', minValue: 0 }] : [{ type: 'text', minLength: 1 }],
}));
const survey = new Model({
  elements: [
    { type: 'matrixdynamic', name: 'units', columns, rowCount: 0 },
    { type: 'text', name: 'total', visibleIf: '{units.length} > 0' },
    { type: 'expression', name: 'sum', expression: "sumInArray({units}, 'c1')" },
  ],
});
const row = (index) => Object.fromEntries(columns.map(({ name }, at) => [name, at < 6 ? index + at : `第${index}套`]));
survey.data = { units: Array.from({ length: 1000 }, (_, index) => row(index)), total: '1' };

let turn = 0;
await measure('assess-1000 survey-core', times, () => {
  turn += 1;
  const units = survey.getValue('units').slice();
  units[0] = { ...units[0], c1: turn };
  survey.setValue('units', units);
  survey.validate(false);
  return folder;
});
