// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exported, hostileRuns, openPage, require, shippedRuns, startBrowser } from './support.mjs';

const browser = await startBrowser();

/** What a reader has to see of a diagram: the lines of its title, names, notes and messages. */
function linesOf(diagram) {
    const decoded = text => text.replace(/#(\d+);/g, (_, code) => String.fromCodePoint(code));
    return diagram.split('\n').flatMap(line => {
        const shown = line.match(/^ +(?:title |participant \w+ as |Note over [\w,]+: |\w+-\S+?\w+: )(.*)$/);
        return shown ? shown[1].split('<br/>').map(decoded) : [];
    });
}

const withSingleBlanks = text => text.replace(/\s+/g, ' ').trim();

test('Mermaid draws every run, with each text as it was meant', async () => {
    const { page, faults } = await openPage(browser);
    await page.goto('about:blank');
    await page.addScriptTag({ path: require.resolve('mermaid/dist/mermaid.min.js') });
    await page.evaluate(() => window.mermaid.initialize({ startOnLoad: false }));
    for (const each of [...shippedRuns(), ...hostileRuns()]) {
        const diagram = exported(each, 'mermaid');
        const seen = await page.evaluate(async text => {
            await window.mermaid.parse(text);
            document.body.innerHTML = (await window.mermaid.render('diagram', text)).svg;
            return [...document.querySelectorAll('text')].flatMap(element => {
                const parts = [...element.querySelectorAll('tspan')];
                return (parts.length > 0 ? parts : [element]).map(part => part.textContent);
            });
        }, diagram);
        const shown = seen.map(withSingleBlanks), meant = linesOf(diagram).map(withSingleBlanks);
        assert.ok(meant.length > 2, each.name);
        assert.deepEqual(meant.filter(line => !shown.includes(line)), [], each.name);
    }
    assert.deepEqual(faults, []);
});
