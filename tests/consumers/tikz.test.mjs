// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { test } from 'node:test';
import { exported, hostileRuns, run, saved, shippedRuns } from './support.mjs';

const storeBuffering = { name: 'store-buffering', scenario: 'store-buffering', options: ['--memory', 'tso'] };

/** Compiles the document and returns the text of its page; fails at a warning. */
function compiled({ name }, document) {
    const tex = saved(`${name}.tex`, document);
    run('pdflatex', '-interaction=nonstopmode', '-halt-on-error', `-output-directory=${dirname(tex)}`, tex);
    const log = readFileSync(tex.replace(/\.tex$/, '.log'), 'utf8');
    assert.doesNotMatch(log, /warning|overfull|underfull|missing character/i, name);
    const pdf = tex.replace(/\.tex$/, '.pdf');
    assert.match(run('pdfinfo', pdf), /^Pages: +1$/m, name);
    assert.doesNotMatch(run('pdffonts', pdf), /Type 3/, name); // bitmaps
    return run('pdftotext', '-layout', pdf, '-');
}

test('pdflatex sets every run without a warning, with every step', () => {
    for (const each of [...shippedRuns(), storeBuffering, ...hostileRuns()]) {
        const words = compiled(each, exported(each, 'tikz', '--caption', 'auto')).split(/\s+/);
        const { steps } = JSON.parse(exported(each, 'json'));
        for (const { step } of steps)
            assert.ok(words.includes(String(step)), `${each.name}: step ${step}`);
    }
});

test('pdflatex sets the dark theme and another width', () => {
    const inode = { name: 'dark', scenario: 'inode-teardown', options: ['--variant', 'rcu_lookup'] };
    const text = compiled(inode, exported(inode, 'tikz', '--theme', 'dark', '--width', '1000'));
    assert.match(text, /spin_lock\(i_lock\)/);
    assert.match(text, /point of no return/);
});

test('pdflatex sets or replaces every character of a caption', () => {
    const caption = '$x_1^2$ & 50% #1 {a} ~ \\input{b} "c" `d` <e|f> -- ?` → … ü ß é ﬁ 中 😀';
    const inode = { name: 'caption', scenario: 'inode-teardown', options: ['--variant', 'rcu_lookup'] };
    const text = compiled(inode, exported(inode, 'tikz', '--caption', caption));
    assert.match(text, /50% #1/);
    assert.match(text, /\\input/);
    assert.match(text, /ß/);
});
