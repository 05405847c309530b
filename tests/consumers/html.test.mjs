// SPDX-License-Identifier: GPL-3.0-or-later
// The HTML player in Chromium, driven as a reader would.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { exported, hostileRuns, openPage, run, saved, shippedRuns, startBrowser } from './support.mjs';

const browser = await startBrowser();
const inode = { scenario: 'inode-teardown', options: ['--variant', 'rcu_lookup'] };
const inodeHtml = exported(inode, 'html');
const desk = { viewport: { width: 1280, height: 800 } };
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** A page that shows `html`; what it violates of its policy is among the faults, too. */
async function opened(html, options = desk, address = '') {
    const { page, faults } = await openPage(browser, options);
    page.on('console', message => {
        if (message.type() === 'error') faults.push(message.text());
    });
    if (options.javaScriptEnabled !== false)
        await page.addInitScript(() => document.addEventListener('securitypolicyviolation',
            event => console.error(`policy: ${event.violatedDirective}`)));
    await page.goto(pathToFileURL(saved('player.html', html)).href + address);
    return { page, faults };
}

const counter = page => page.locator('.controls .counter').textContent();
const said = page => page.locator('.say').textContent();

async function press(page, ...keys) {
    for (const key of keys) await page.keyboard.press(key);
}

/** The number of the thread that is right, from 1, and of one that is wrong; null if nothing is asked. */
function answers(page) {
    return page.evaluate(() => {
        const at = Number(document.querySelector('#slider').value);
        const { asked, answers } = data.walks[0].at[at];
        return asked ? { right: answers.findIndex(each => each.right) + 1, wrong: answers.findIndex(each => !each.right) + 1 } : null;
    });
}

test('every shipped run and every hostile one opens, steps and ends without a fault', async () => {
    for (const each of [...shippedRuns(), ...hostileRuns()]) {
        const { page, faults } = await opened(exported(each, 'html'));
        await press(page, 'ArrowRight', 'ArrowRight', 'End', 'ArrowLeft', 'Home', '?', 'Escape');
        assert.match(await counter(page), /^0 \/ \d+$/, each.name);
        assert.equal(await page.locator('script').count(), 1, each.name);
        assert.equal(await page.locator('style').count(), 1, each.name);
        assert.equal(await page.locator('[style]:not(.strip span)').count(), 0, each.name);
        assert.deepEqual(faults, [], each.name);
        await page.close();
    }
});

test('what breaks the policy is noticed', async () => {
    const { faults } = await opened(inodeHtml.replace('<h1>', '<h1 style="color: red">'));
    assert.ok(faults.some(fault => fault.includes('policy')), faults.join());
});

test('keys, buttons, the slider and a click on a row go to a step', async () => {
    const { page, faults } = await opened(inodeHtml);
    await press(page, 'ArrowRight', 'ArrowRight', 'ArrowLeft');
    assert.equal(await counter(page), '1 / 25');
    await press(page, 'End');
    assert.equal(await counter(page), '25 / 25');
    await page.click('#back');
    assert.equal(await counter(page), '24 / 25');
    await page.click('#begin');
    await page.click('#forward');
    assert.equal(await counter(page), '1 / 25');
    await page.locator('#slider').fill('14');
    assert.equal(await counter(page), '14 / 25');
    assert.match(page.url(), /#14$/);
    const row = await page.evaluate(() => {
        const { rows, gap } = data.walks[0].places.wide;
        const body = document.querySelector('.wide .body').getBoundingClientRect();
        return { x: body.left + 300, y: body.top + gap + (rows[15][0] + rows[15][1]) / 2 };
    });
    await page.mouse.click(row.x, row.y);
    assert.equal(await counter(page), '16 / 25');
    assert.deepEqual(faults, []);
});

test('the address names the step', async () => {
    const { page } = await opened(inodeHtml, desk, '#15');
    assert.equal(await counter(page), '15 / 25');
    await page.evaluate(() => { location.hash = '#3'; });
    await page.waitForFunction(() => document.querySelector('.controls .counter').textContent === '3 / 25');
});

test('what is shown at a step is what the run did', async () => {
    const { page } = await opened(inodeHtml, desk, '#15');
    assert.match(await said(page), /^evict takes i_lock\.$/);
    assert.match(await page.locator('#thread0 .status').textContent(), /Spinning on i_lock/);
    assert.match(await page.locator('#thread0 .current').textContent(), /^spin_lock\(&inode->i_lock\);$/);
    assert.equal((await page.locator('#thread0 .current b').allTextContents()).join(''), 'spin_lock(&inode->i_lock);');
    assert.match(await page.locator('.state .row.changed').textContent(), /^i_lockfree → evict$/);
    assert.equal(await page.locator('.steps [aria-current=step]').textContent(),
        'evict, step 15 of 25: takes i_lock, lookup now blocked, point of no return: hang inevitable');
});

test('play takes a step in 1.2 s and stops at the point of no return', async () => {
    const { page } = await opened(inodeHtml, desk, '#13');
    await page.clock.install();
    await press(page, ' ');
    assert.equal(await page.locator('#play').getAttribute('aria-label'), 'Pause');
    await page.clock.runFor(1250);
    assert.equal(await counter(page), '14 / 25');
    await page.clock.runFor(6000);
    assert.equal(await counter(page), '15 / 25');
    assert.equal(await page.locator('#play').getAttribute('aria-label'), 'Play');
});

test('what happens next is asked, answered and counted', async () => {
    const { page, faults } = await opened(inodeHtml);
    await press(page, 'q');
    assert.match(await page.locator('.wide .over').textContent(), /Who takes step 1\?24 more are hidden/);
    let asked = 0, missed = 0;
    while (!/^25/.test(await counter(page))) {
        const question = await answers(page);
        if (!question) {
            await press(page, 'ArrowRight');
            continue;
        }
        assert.equal(await page.locator('.cards .answer').count() > 0, true);
        if (++asked === 2) {
            ++missed;
            await press(page, String(question.wrong));
            assert.match(await said(page), /^Not /);
            assert.notEqual(await page.locator('.why').textContent(), '');
        }
        await press(page, String(question.right));
        assert.match(await said(page), asked === 0 ? /./ : /^(Right: |\d+ of )/);
    }
    assert.match(await said(page), new RegExp(`^${asked - missed} of ${asked}\\. The first that you missed: step \\d+\\.$`));
    assert.match(await page.locator('.sum').textContent(), new RegExp(`^${asked - missed} of ${asked} right$`));
    await page.click('.say .link');
    assert.notEqual(await counter(page), '25 / 25');
    assert.deepEqual(faults, []);
});

test('an answer that is shown does not count, and nothing after now can be seen', async () => {
    const { page } = await opened(inodeHtml);
    await press(page, 'q', ' ');
    assert.equal(await counter(page), '1 / 25');
    assert.match(await page.locator('.sum').textContent(), /No answer yet/);
    assert.equal(await page.locator('.wide .future').isVisible(), false);
    assert.equal(await page.locator('.timeline li:not([hidden])').count(), 2);
    assert.equal(await page.locator('.strip .doomed').count(), 0);
    await press(page, 'End');
    assert.equal(await counter(page), '1 / 25');
});

test('while asking, an address goes back but not past the question', async () => {
    const { page } = await opened(inodeHtml, desk, '#2');
    await press(page, 'q');
    await page.evaluate(() => { location.hash = '#14'; });
    await page.waitForFunction(() => location.hash === '#2');
    assert.equal(await counter(page), '2 / 25');
    await page.evaluate(() => { location.hash = '#1'; });
    await page.waitForFunction(() => document.querySelector('.controls .counter').textContent === '1 / 25');
});

test('what was not answered is counted at the end', async () => {
    const { page } = await opened(inodeHtml);
    await press(page, 'q');
    await press(page, String((await answers(page)).right));
    while (!/^25/.test(await counter(page))) await press(page, 'ArrowRight');
    const asked = await page.evaluate(() => data.walks[0].at.filter(each => each.asked).length);
    assert.equal(await said(page), `1 of 1, ${asked - 1} not answered.`);
});

test('two threads fit beside each other on a tablet and on a phone, with the current line in view', async () => {
    for (const size of [{ width: 1024, height: 700 }, { width: 390, height: 844 }]) {
        const { page } = await opened(inodeHtml, { viewport: size }, '#14');
        for (const box of await page.$$('.pictures:visible, .cards:visible'))
            assert.ok(await box.evaluate(each => each.scrollWidth <= each.clientWidth + 1), `${size.width}`);
        assert.ok(await page.locator('.thread:visible .ln.current').last().evaluate(line => {
            const code = line.closest('.code').getBoundingClientRect(), own = line.getBoundingClientRect();
            return own.top >= code.top && own.bottom <= code.bottom;
        }), `${size.width}`);
    }
});

test('on a phone one thread is shown at a time, and a swipe steps', async () => {
    const { page, faults } = await opened(inodeHtml, phone, '#14');
    assert.equal(await page.locator('.card.thread:visible').count(), 1);
    assert.equal(await page.locator('[role=tab][aria-selected=true]').textContent(), 'evict');
    await page.tap('[role=tab]:has-text("State")');
    assert.equal(await page.locator('.state').isVisible(), true);
    await page.evaluate(() => {
        const area = document.querySelector('main');
        const at = x => new Touch({ identifier: 1, target: area, clientX: x, clientY: 300 });
        area.dispatchEvent(new TouchEvent('touchstart', { touches: [at(300)], changedTouches: [at(300)], bubbles: true }));
        area.dispatchEvent(new TouchEvent('touchend', { touches: [], changedTouches: [at(100)], bubbles: true }));
    });
    assert.equal(await page.locator('.head .counter').textContent(), '15 / 25');
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 390, `${width} pixels wide`);
    await page.tap('#menu');
    assert.equal(await page.locator('#replay').isVisible(), true);
    assert.deepEqual(faults, []);
});

test('in a sandboxed frame it works and posts its height', async () => {
    const { page, faults } = await openPage(browser, desk);
    page.on('console', message => {
        if (message.type() === 'error') faults.push(message.text());
    });
    saved('framed.html', inodeHtml);
    await page.goto(pathToFileURL(saved('outer.html', '<!doctype html><script>addEventListener("message", event => ' +
        '{ window.posted = event.data; });</script><iframe src="framed.html#2" width="1200" height="780" sandbox="allow-scripts"></iframe>')).href);
    await page.waitForFunction(() => window.posted);
    assert.equal((await page.evaluate(() => window.posted)).type, 'racewalk-height');
    assert.ok((await page.evaluate(() => window.posted.height)) > 500);
    const frame = page.frames()[1];
    assert.equal(await counter(frame), '2 / 25');
    await frame.click('#forward');
    assert.equal(await counter(frame), '3 / 25');
    await frame.click('#embed');
    assert.match(await frame.locator('dialog textarea').inputValue(), /^<iframe src="framed\.html" title="Inode lookup vs\. evict\(\)"/);
    assert.deepEqual(faults, []);
});

test('the scenario file can be downloaded and copied', async () => {
    const { page } = await opened(inodeHtml);
    await page.click('#file');
    assert.match(await page.locator('dialog textarea').inputValue(), /^\/\/ SPDX-License-Identifier/);
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('dialog a')]);
    assert.equal(download.suggestedFilename(), 'inode-teardown.race');
});

test('without JavaScript there are the timeline, the sources and the narration', async () => {
    const { page } = await opened(inodeHtml, { ...desk, javaScriptEnabled: false });
    assert.equal(await page.locator('.wide .past').isVisible(), true);
    assert.equal(await page.locator('.card.thread:visible').count(), 2);
    assert.equal(await page.locator('.steps li:visible').count(), 26);
    assert.equal(await page.locator('.controls').isVisible(), false);
});

test('it prints as the timeline with all steps', async () => {
    const { page } = await opened(inodeHtml, desk, '#3');
    const pdf = saved('player.pdf', await page.pdf({ printBackground: true }));
    const text = run('pdftotext', '-layout', pdf, '-');
    for (const label of ['rcu_read_lock()', 'point of no return', 'schedule()', 'forever'])
        assert.ok(text.includes(label), label);
    assert.ok(!text.includes('Replay command'));
    assert.equal(await counter(page), '3 / 25');
});

test('a learning platform is told the score', async () => {
    const html = exported(inode, 'html', '--scorm');
    assert.equal(html.slice(0, 2), 'PK');
    const archive = saved('package.zip', '');
    run(process.env.RACEWALK_PROGRAM, 'export', inode.scenario, 'html', ...inode.options, '--scorm', '-o', archive);
    assert.match(run('unzip', '-p', archive, 'imsmanifest.xml'), /<schemaversion>1\.2<\/schemaversion>/);
    const { page, faults } = await openPage(browser, desk);
    await page.route('http://platform.test/**', route => route.fulfill({ contentType: 'text/html; charset=utf-8',
        body: route.request().url().endsWith('index.html') ? run('unzip', '-p', archive, 'index.html')
            : '<!doctype html><script>window.told = {}; window.API = { LMSInitialize: () => "true", LMSCommit: () => "true", ' +
              'LMSFinish: () => "true", LMSSetValue: (name, value) => { told[name] = value; return "true"; } };</script>' +
              '<iframe src="index.html" width="1200" height="780"></iframe>' }));
    await page.goto('http://platform.test/');
    const frame = page.frames()[1];
    await frame.waitForSelector('#quiz');
    assert.equal(await page.evaluate(() => told['cmi.core.lesson_status']), 'incomplete');
    await frame.click('#quiz');
    const { right } = await answers(frame);
    await frame.click(`.cards .answer >> nth=${right - 1}`);
    const asked = await frame.evaluate(() => data.walks[0].at.filter(each => each.asked).length);
    assert.equal(await page.evaluate(() => told['cmi.core.score.raw']), String(Math.round(100 / asked)));
    await frame.click('#quiz');
    await frame.locator('#slider').fill('25');
    assert.equal(await page.evaluate(() => told['cmi.core.lesson_status']), 'completed');
    assert.deepEqual(faults.filter(fault => !fault.includes('platform.test')), []);
});

test('a learning platform keeps what an earlier visit has reached', async () => {
    const archive = saved('again.zip', '');
    run(process.env.RACEWALK_PROGRAM, 'export', inode.scenario, 'html', ...inode.options, '--scorm', '-o', archive);
    const { page } = await openPage(browser, desk);
    await page.route('http://platform.test/**', route => route.fulfill({ contentType: 'text/html; charset=utf-8',
        body: route.request().url().endsWith('index.html') ? run('unzip', '-p', archive, 'index.html')
            : '<!doctype html><script>window.told = []; const known = { "cmi.core.lesson_status": "completed", "cmi.core.score.raw": "90" }; ' +
              'window.API = { LMSInitialize: () => "true", LMSCommit: () => { told.push("commit"); }, LMSFinish: () => "true", ' +
              'LMSGetValue: name => known[name] ?? "", LMSSetValue: (name, value) => { told.push(`${name}=${value}`); return "true"; } };' +
              '</script><iframe src="index.html" width="1200" height="780"></iframe>' }));
    await page.goto('http://platform.test/');
    const frame = page.frames()[1];
    await frame.waitForSelector('#quiz');
    await frame.click('#quiz');
    const { right } = await answers(frame);
    await frame.click(`.cards .answer >> nth=${right - 1}`);
    for (let i = 0; i < 5; ++i) await frame.click('#forward');
    const all = await page.evaluate(() => told);
    assert.ok(!all.some(each => /incomplete|raw=(?!90$)/.test(each)), all.join());
    assert.equal(all.filter(each => each === 'commit').length, 2, all.join());
});

test('the head has room for the title at every width', async () => {
    const html = exported(inode, 'html', '--walks', 'all');
    for (const width of [640, 800, 900, 960, 1024, 1100, 1280]) {
        const { page } = await opened(html, { viewport: { width, height: 700 } });
        const { title, head, card, wide } = await page.evaluate(() => ({
            title: document.querySelector('h1').getBoundingClientRect().height,
            head: document.querySelector('.head').getBoundingClientRect().height,
            card: document.querySelector('.card.thread').getBoundingClientRect().height,
            wide: document.documentElement.scrollWidth,
        }));
        assert.ok(title < 50 && head < 150 && card > 90 && wide <= width, JSON.stringify({ width, title, head, card, wide }));
        await page.close();
    }
});

test('after a right answer, forward asks the next question before it shows an answer', async () => {
    const { page } = await opened(inodeHtml);
    await press(page, 'q', String((await (async () => { const { page: other } = await opened(inodeHtml); return answers(other); })()).right));
    assert.match(await said(page), /^Right: /);
    assert.notEqual(await answers(page), null);
    await press(page, 'ArrowRight');
    assert.equal(await counter(page), '1 / 25');
    assert.equal(await said(page), 'Who takes step 2?');
});

test('another walk begins at its start, and goes on asking', async () => {
    const { page } = await opened(exported(inode, 'html', '--walk', 'Evict first=evict! lookup!'), desk, '#20');
    await press(page, 'q');
    await page.selectOption('#walk', { index: 1 });
    assert.match(await counter(page), /^0 \//);
    assert.equal(await page.locator('#quiz').getAttribute('aria-checked'), 'true');
});

test('the theme follows the system unless one is fixed', async () => {
    const background = page => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = 'rgb(18, 21, 26)', light = 'rgb(236, 238, 242)';
    for (const [theme, system, expected] of [['system', 'dark', dark], ['system', 'light', light], ['light', 'dark', light], ['dark', 'light', dark]]) {
        const { page } = await opened(exported(inode, 'html', '--theme', theme), { ...desk, colorScheme: system });
        assert.equal(await background(page), expected, `${theme} on ${system}`);
        await page.close();
    }
});

test('several walks can be chosen', async () => {
    const { page, faults } = await opened(exported(inode, 'html', '--walks', 'all'));
    assert.match(await page.locator('#ending').textContent(), /hang/);
    await page.selectOption('#walk', { index: 1 });
    assert.match(await page.locator('#ending').textContent(), /no failure/);
    await press(page, 'Tab');
    await page.click('#forward');
    assert.match(await counter(page), /^1 \/ \d+$/);
    assert.equal(await page.locator('.timeline:visible').count(), 1);
    assert.deepEqual(faults, []);
});
