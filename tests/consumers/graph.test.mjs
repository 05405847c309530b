// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { exported, hostileRuns, openPage, run, saved, shippedRuns, sizeOfPng, startBrowser } from './support.mjs';

const browser = await startBrowser();

test('Graphviz draws the state graph of every scenario without a complaint', async () => {
    const { page } = await openPage(browser);
    for (const each of [...shippedRuns(), ...hostileRuns()]) {
        const text = exported(each, 'dot');
        const drawn = spawnSync('dot', ['-Tsvg'], { input: text, encoding: 'utf8', timeout: 120_000 });
        assert.equal(drawn.status, 0, each.name);
        assert.equal(drawn.stderr, '', each.name);
        await page.goto(pathToFileURL(saved('graph.svg', drawn.stdout)).href);
        const seen = await page.evaluate(() => ({
            root: document.documentElement.nodeName,
            nodes: document.querySelectorAll('.node').length,
        }));
        assert.deepEqual(seen, { root: 'svg', nodes: text.match(/^ {2}(s\d+|legend) \[/gm).length }, each.name);
    }
});

test('librsvg and Chromium draw the picture of every state graph', async () => {
    const { page, faults } = await openPage(browser);
    for (const each of [...shippedRuns(), ...hostileRuns()]) {
        const svg = saved('graph.svg', exported(each, 'graph-svg', '--caption', 'auto'));
        run('rsvg-convert', svg, '-o', `${svg}.png`);
        assert.ok(sizeOfPng(readFileSync(`${svg}.png`)).width >= 480, each.name);
        await page.goto(pathToFileURL(svg).href);
        const seen = await page.evaluate(() => ({
            root: document.documentElement.nodeName,
            hasStart: [...document.querySelectorAll('text')].some(text => text.textContent === 'start'),
            foreign: document.querySelectorAll('script, foreignObject, image, use, a, style').length,
        }));
        assert.deepEqual(seen, { root: 'svg', hasStart: true, foreign: 0 }, each.name);
    }
    assert.deepEqual(faults, []);
});
