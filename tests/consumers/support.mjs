// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of several consumers need. A consumer that is missing is a failure.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';

/** For the npm packages, which are in a folder of the build: require('ajv'). */
export const require = createRequire(join(process.env.RACEWALK_CONSUMERS, 'package.json'));

/** The path of a file beside the tests. */
export const here = name => fileURLToPath(new URL(name, import.meta.url));

const scratch = mkdtempSync(join(tmpdir(), 'racewalk-consumers-'));
after(() => rmSync(scratch, { recursive: true, force: true }));

/** Writes a file that is gone after the tests, and returns its path. */
export function saved(name, text) {
    const path = join(scratch, name);
    writeFileSync(path, text);
    return path;
}

/** Starts a program and returns its standard output; fails if the program does. */
export function run(program, ...words) {
    return execFileSync(program, words, { encoding: 'utf8', maxBuffer: 1 << 28, timeout: 120_000 });
}

const racewalk = (...words) => run(process.env.RACEWALK_PROGRAM, ...words);

/** A run of every shipped scenario, in the first variant that has a failure if one has. */
export function shippedRuns() {
    return JSON.parse(racewalk('list', '--json')).map(({ name, variants }) => {
        const variant = variants.find(({ expected }) => expected.length > 0) ?? variants[0];
        return { name, scenario: name, options: variant?.name ? ['--variant', variant.name] : [] };
    });
}

/** Runs of scenarios with texts that a format would take for its own, or forbids. */
export function hostileRuns() {
    return readdirSync(here('hostile')).map(name => ({ name, scenario: here(`hostile/${name}`), options: [] }));
}

/** The text of an export. */
export function exported({ scenario, options }, format, ...more) {
    return racewalk('export', scenario, format, '-o', '-', ...options, ...more);
}

/** Width and height of a PNG, from its header. */
export function sizeOfPng(bytes) {
    return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** Chromium as installed, with a new profile, closed after the tests. */
export async function startBrowser() {
    const browser = await require('playwright-core').chromium.launch({
        executablePath: '/usr/bin/chromium',
        args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
            '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    });
    after(() => browser.close());
    return browser;
}

/** A page, and what it did wrong: errors, dialogs, and requests for anything but a file of this machine. */
export async function openPage(browser, options = {}) {
    const page = await browser.newPage(options);
    const faults = [];
    page.on('pageerror', error => faults.push(String(error)));
    page.on('dialog', dialog => {
        faults.push(`dialog: ${dialog.message()}`);
        return dialog.dismiss();
    });
    page.on('request', request => {
        if (!/^(file|data|blob|about):/.test(request.url()))
            faults.push(`request: ${request.url()}`);
    });
    return { page, faults };
}
