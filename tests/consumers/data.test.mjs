// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { exported, here, hostileRuns, require, shippedRuns } from './support.mjs';

const Ajv = require('ajv/dist/2020').default;
const runs = [...shippedRuns(), ...hostileRuns()];
const schemas = { json: '../../docs/run.schema.json', itf: 'itf.schema.json', perfetto: 'trace-events.schema.json' };

for (const [format, schema] of Object.entries(schemas))
    test(`a validator finds every run in ${format} as ${schema} says`, () => {
        const ajv = new Ajv({ strict: true, strictRequired: false });
        const isValid = ajv.compile(JSON.parse(readFileSync(here(schema), 'utf8')));
        for (const each of runs)
            assert.ok(isValid(JSON.parse(exported(each, format))), `${each.name}: ${ajv.errorsText(isValid.errors)}`);
    });
