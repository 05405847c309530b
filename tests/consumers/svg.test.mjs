// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { exported, hostileRuns, openPage, run, saved, shippedRuns, sizeOfPng, startBrowser } from './support.mjs';

const browser = await startBrowser();
const inode = { scenario: 'inode-teardown', options: ['--variant', 'rcu_lookup'] };

function sizeOfSvg(text) {
    const [width, height] = text.match(/<svg [^>]*width="(\d+)" height="(\d+)"/).slice(1).map(Number);
    return { width, height };
}

/** Of two pictures of one size. */
function differentPixels(page, ...pictures) {
    return page.evaluate(async sources => {
        const [a, b] = await Promise.all(sources.map(async source => {
            const bitmap = await createImageBitmap(await (await fetch(source)).blob());
            const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
            context.drawImage(bitmap, 0, 0);
            return new Uint32Array(context.getImageData(0, 0, bitmap.width, bitmap.height).data.buffer);
        }));
        return a.reduce((count, pixel, at) => count + (pixel !== b[at]), 0);
    }, pictures.map(picture => `data:image/png;base64,${picture.toString('base64')}`));
}

test('rsvg-convert draws a timeline in its size', () => {
    for (const theme of ['light', 'dark']) {
        const text = exported(inode, 'svg', '--theme', theme, '--width', '900');
        const svg = saved(`${theme}.svg`, text);
        run('rsvg-convert', svg, '-o', `${svg}.png`);
        assert.deepEqual(sizeOfPng(readFileSync(`${svg}.png`)), sizeOfSvg(text));
        assert.equal(sizeOfSvg(text).width, 900);
    }
});

test('Chromium draws a timeline in its size, the same as an image and in a page', async () => {
    const text = exported(inode, 'svg', '--width', '900');
    const { page, faults } = await openPage(browser, { viewport: { width: 1000, height: 800 } });
    const style = '<!doctype html><style>body { margin: 0 } img, svg { display: block }</style>';
    const image = `<img src="${pathToFileURL(saved('image.svg', text))}">`;
    await page.goto(pathToFileURL(saved('page.html', style + image + text.replace(/^<\?xml.*?\?>/, ''))).href);
    await page.$eval('img', element => element.decode());
    const asImage = await page.locator('img').screenshot();
    const inPage = await page.locator('svg').screenshot();
    assert.deepEqual(sizeOfPng(asImage), sizeOfSvg(text));
    // Not exactly: the tiles that Chromium paints in have other edges.
    assert.ok(await differentPixels(page, asImage, inPage) < 200);
    assert.deepEqual(faults, []);
});

test('Chromium shows the text of every timeline as text and finds nothing outside the file', async () => {
    const { page, faults } = await openPage(browser);
    for (const each of [...shippedRuns(), ...hostileRuns()]) {
        const svg = saved('timeline.svg', exported(each, 'svg', '--caption', 'auto'));
        await page.goto(pathToFileURL(svg).href);
        const seen = await page.evaluate(() => ({
            root: document.documentElement.nodeName, // of what is no XML: html, with the error
            texts: [...document.querySelectorAll('text')].map(text => text.textContent),
            invisible: [...document.querySelectorAll('text')].filter(text => text.getBBox().height === 0).length,
            foreign: document.querySelectorAll('script, foreignObject, image, use, a, style').length,
            references: [...document.querySelectorAll('*')].flatMap(element => [...element.attributes])
                .filter(({ name, value }) => /href|src|^on/.test(name) || /url\((?!#)/.test(value)).length,
        }));
        const { steps } = JSON.parse(exported(each, 'json'));
        assert.equal(seen.root, 'svg', each.name);
        for (const { step } of steps)
            assert.ok(seen.texts.includes(String(step)), `${each.name}: step ${step}`);
        assert.deepEqual([seen.invisible, seen.foreign, seen.references], [0, 0, 0], each.name);
    }
    assert.deepEqual(faults, []);
});

test('hostile titles stand in a timeline as they are, without what XML forbids', async () => {
    const { page } = await openPage(browser);
    const titles = [];
    for (const each of hostileRuns()) {
        const svg = saved(`${each.name}.svg`, exported(each, 'svg'));
        run('rsvg-convert', svg, '-o', `${svg}.png`);
        await page.goto(pathToFileURL(svg).href);
        titles.push(await page.evaluate(() => document.querySelector('title').textContent));
    }
    assert.deepEqual(titles, [
        'a</title><script>alert(1)</script>; #35; %% end -->>t1: & "b" \'c\' ]]>', 'a\ufffdb \ufffd',
        'a\ufffd[31mred\ufffd',
    ]);
});
