// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exported, hostileRuns, run, saved, shippedRuns } from './support.mjs';

test('Poppler finds every step of every run as text, in embedded fonts', () => {
    for (const each of [...shippedRuns(), ...hostileRuns()]) {
        const pdf = saved('timeline.pdf', '');
        run(process.env.RACEWALK_PROGRAM, 'export', each.scenario, 'pdf', '-o', pdf, ...each.options);
        const words = run('pdftotext', '-layout', pdf, '-').split(/\s+/);
        const { steps } = JSON.parse(exported(each, 'json'));
        for (const { step } of steps)
            assert.ok(words.includes(String(step)), `${each.name}: step ${step}`);
        const fonts = run('pdffonts', pdf).trim().split('\n').slice(2);
        assert.ok(fonts.length > 0, each.name);
        for (const font of fonts)
            assert.match(font, / yes yes yes +\d+ +\d+$/, each.name);
        const info = run('pdfinfo', pdf);
        assert.match(info, /^Page size: +(595 x 842|842 x 595) pts \(A4\)/m, each.name);
        assert.match(info, /^Keywords: +racewalk replay /m, each.name);
        assert.doesNotMatch(info, /^(CreationDate|ModDate):/m, each.name);
    }
});
