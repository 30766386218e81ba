/**
 * Makes src/data/help-builtin.ts from the seed of the help resources, so that the help screen has rows even on a phone that
 * never reached the server. Every row stays unverified. Usage: node help-builtin.mjs path/to/help_resources.json
 */
import { readFileSync, writeFileSync } from 'node:fs';

const seed = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const rows = seed.resources
  .sort((a, b) => a.order - b.order)
  .map((row) => [
    row.id,
    row.name_ja,
    row.yomi,
    row.name_en,
    row.kind,
    row.number,
    row.url,
    row.hours_ja,
    row.region,
    row.order,
  ]);
const columns = [
  'help_resource_id',
  'name_ja',
  'yomi',
  'name_en',
  'kind',
  'number',
  'url',
  'hours_ja',
  'region',
  'sort_order',
];
const types = [
  'string',
  'string',
  'string',
  'string',
  "HelpResource['kind']",
  'string | null',
  'string | null',
];
const row = [...types, 'string', 'string', 'number'];
const text = `/** Made by codegen/help-builtin.mjs from the seed of the help resources; change the seed, not this file. */
import type { HelpResource } from '../api/types';

type Row = [${row.join(', ')}];

const rows: Row[] = ${JSON.stringify(rows)};

/** Rows for a phone that has never reached the server. Nobody at the facility has checked them yet. */
export const builtIn: HelpResource[] = rows.map(([${columns.join(', ')}]) => ({
${columns.map((name) => `  ${name},`).join('\n')}
  hours_en: null,
  verified_on: null,
  stale: true,
  hidden: false,
  version: 0,
}));
`;
writeFileSync(new URL('../src/data/help-builtin.ts', import.meta.url), text);
