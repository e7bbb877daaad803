// Takes clients of others through all that may happen to a stream, and prints a table of what works:
//
//     node run.js [--write | --check] [--scenario=NAME]… [CLIENT or GROUP]…
//
// --write puts the table into docs/clients.md; --check fails if it differs from what stands there. Groups: npm,
// chromium, firefox, java (after ./mvnw -f e2e/clients/java package), python.
import { parseArgs } from 'node:util';
import { CLIENTS } from './catalog.js';
import { SCENARIOS } from './scenarios.js';
import { differences, format, write } from './table.js';
import { Trial } from './trial.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    write: { type: 'boolean' },
    check: { type: 'boolean' },
    scenario: { type: 'string', multiple: true },
  },
});
const wanted = ({ name, group }) => positionals.length === 0 || positionals.includes(name) || positionals.includes(group);
const clients = CLIENTS.filter(wanted);
const scenarios = SCENARIOS.filter(({ column }) => values.scenario?.includes(column) ?? true);

const trials = new Map();
async function play(scenarios) {
  for (const scenario of scenarios) {
    trials.set(scenario, await Trial.run(scenario, clients));
  }
}
await Promise.all([play(scenarios.filter(({ waits }) => waits)), play(scenarios.filter(({ waits }) => !waits))]);

const rows = clients.map(({ name, version }) => ({ client: name, version: version() }));
const phantoms = new Set();
for (const scenario of scenarios) {
  const trial = trials.get(scenario);
  rows.forEach((cells) => (cells[scenario.column] = trial.failures.get(cells.client) ?? 'yes'));
  for (const client of trial.clients.filter((client) => client.phantoms.length > 0)) {
    console.log(`${scenario.column}, ${client.name}: phantoms ${JSON.stringify(client.phantoms.slice(0, 3))}`);
    phantoms.add(client.name);
  }
}
rows.forEach((cells) => (cells['no phantoms'] = phantoms.has(cells.client) ? 'no' : 'yes'));

console.log(`\n${format(rows)}`);
if (values.write) {
  write(rows);
}
const failures = values.check ? differences(rows) : [];
failures.forEach((line) => console.log(`differs from docs/clients.md: ${line}`));
const cells = rows.length * (scenarios.length + 1);
console.log(`${cells - failures.length} passed, ${failures.length} failed`);
process.exit(failures.length > 0 ? 1 : 0);
