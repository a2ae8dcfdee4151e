import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Server } from './server';

/** Undoes quoted-printable, in which a mail breaks its long lines. */
const unfolded = (text: string) =>
  text
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));

async function mails(server: Server): Promise<string[]> {
  const folder = join(server.data, 'mail');
  const names = await readdir(folder).catch(() => []);
  const eml = names.filter((name) => name.endsWith('.eml')).toSorted();
  return (await Promise.all(eml.map((name) => readFile(join(folder, name), 'utf8')))).map(unfolded);
}

/** The mails to somebody, the oldest first. */
const mailsTo = async (server: Server, address: string): Promise<string[]> =>
  (await mails(server)).filter(
    (mail) => mail.toLowerCase().includes(`to: ${address}`) || mail.includes(`<${address}>`),
  );

/** The newest code in the mails to somebody. */
export async function codeMailedTo(server: Server, address: string): Promise<string> {
  const newest = async () =>
    (await mailsTo(server, address))
      .flatMap((mail) => /of this address: (\d{8})/.exec(mail)?.[1] ?? [])
      .at(-1) ?? '';
  await expect.poll(newest, `a mail to ${address} with a code`).not.toBe('');
  return newest();
}

/** The newest link to this page in the mails to somebody: where no mail server is set, they lie in the data folder. */
export async function linkMailedTo(server: Server, address: string, page: string): Promise<string> {
  const link = new RegExp(`https?://[^\\s"<>]*(${page}\\?token=[\\w.-]+)`);
  const newest = async () =>
    (await mailsTo(server, address)).flatMap((mail) => link.exec(mail)?.[1] ?? []).at(-1) ?? '';
  await expect.poll(newest, `a mail to ${address} with a link to ${page}`).not.toBe('');
  return newest();
}

/** The monthly reports that were mailed to somebody. */
export const reportsMailedTo = async (server: Server, address: string): Promise<string[]> =>
  (await mailsTo(server, address)).filter((mail) => /^Subject: Audit report of /m.test(mail));
