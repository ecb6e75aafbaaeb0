// Searches files and the memory of a process for words, in several encodings.

import { closeSync, openSync, readFileSync, readSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

// The bytes of a word in each encoding.
export const ENCODINGS = {
  plain: (word) => [Buffer.from(word)],
  'UTF-16': (word) => [Buffer.from(word, 'utf16le')],
  hex: (word) => [Buffer.from(Buffer.from(word).toString('hex'))],
  // Base64 encodes three bytes at a time, so the position of a word decides its letters, and the letters at its ends
  // depend on the bytes beside it.
  base64: (word) =>
    [0, 1, 2].map((shift) => {
      const text = Buffer.from('\0'.repeat(shift) + word).toString('base64');
      return Buffer.from(text.replace(/=+$/, '').slice(shift === 0 ? 0 : shift + 1, -2));
    }),
};

function needlesOf(words, encodings = Object.keys(ENCODINGS)) {
  return words.flatMap((word) =>
    encodings.flatMap((encoding) => ENCODINGS[encoding](word).map((bytes) => ({ word, encoding, bytes }))),
  );
}

function filesUnder(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesUnder(path);
    return entry.isFile() ? [path] : [];
  });
}

// Lists each file under the folders that holds one of the words, in its content or in its name.
export function findInFiles(folders, words) {
  const needles = needlesOf(words);
  return folders.flatMap(filesUnder).flatMap((path) => {
    let bytes;
    try {
      bytes = Buffer.concat([Buffer.from(`${path}\0`), readFileSync(path)]);
    } catch (error) {
      // The file was removed meanwhile.
      if (error.code === 'ENOENT') return [];
      throw error;
    }
    return needles
      .filter((needle) => bytes.includes(needle.bytes))
      .map(({ word, encoding }) => `${path}: ${word} (${encoding})`);
  });
}

// The id of the program's process that uses this data folder.
export function findProcess(program, home) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .find((id) => {
      try {
        const environment = readFileSync(`/proc/${id}/environ`, 'utf8').split('\0');
        return readlinkSync(`/proc/${id}/exe`) === program && environment.includes(`KITH_HOME=${home}`);
      } catch {
        return false;
      }
    });
}

// Whether a process has this file open.
export function hasFileOpen(id, file) {
  return readdirSync(`/proc/${id}/fd`).some((name) => {
    try {
      return readlinkSync(`/proc/${id}/fd/${name}`) === file;
    } catch {
      // It was closed meanwhile.
      return false;
    }
  });
}

const PAGE = 4096;

// The parts of a region that are in memory; most of it is only reserved.
function* presentIn(pagemap, from, to) {
  const entries = Buffer.alloc(8 * 65_536);
  let begun = null;
  for (let page = from / PAGE; page < to / PAGE; page += entries.length / 8) {
    const wanted = Math.min(entries.length / 8, to / PAGE - page);
    readSync(pagemap, entries, 0, wanted * 8, page * 8);
    for (let at = 0; at < wanted; at += 1) {
      // The topmost bits: in memory, or swapped out.
      const present = entries[at * 8 + 7] >= 0x40;
      if (present && begun === null) begun = page + at;
      if (!present && begun !== null) {
        yield [begun * PAGE, (page + at) * PAGE];
        begun = null;
      }
    }
  }
  if (begun !== null) yield [begun * PAGE, to];
}

// Counts the words in the memory that a process can write to; a word without a hit is left out.
export function countInMemory(id, words) {
  const needles = needlesOf(words, ['plain', 'UTF-16']);
  const found = {};
  const memory = openSync(`/proc/${id}/mem`, 'r');
  const pagemap = openSync(`/proc/${id}/pagemap`, 'r');
  const regions = readFileSync(`/proc/${id}/maps`, 'utf8').matchAll(/^([0-9a-f]+)-([0-9a-f]+) rw/gm);
  for (const [, start, end] of regions) {
    for (const [from, to] of presentIn(pagemap, parseInt(start, 16), parseInt(end, 16))) {
      const bytes = Buffer.alloc(to - from);
      try {
        readSync(memory, bytes, 0, bytes.length, from);
      } catch {
        // Some regions belong to devices and cannot be read.
        continue;
      }
      for (const { word, bytes: needle } of needles) {
        for (let at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, at + 1)) {
          found[word] = (found[word] ?? 0) + 1;
        }
      }
    }
  }
  closeSync(pagemap);
  closeSync(memory);
  return found;
}
