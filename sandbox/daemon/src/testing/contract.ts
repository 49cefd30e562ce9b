import { describe } from '@jest/globals';
import type { Sandbox } from 'e2b';
import { commandTests } from './contract/commands.ts';
import { fileTests } from './contract/files.ts';
import { signedUrlTests } from './contract/signedUrls.ts';
import { watchTests } from './contract/watching.ts';

/** What the contract is run against: a sandbox as the SDK sees it, and the same folder as the test sees it. */
export interface Subject {
  sandbox: Sandbox;
  workdir: string;
}

/** The tests that every way to a sandbox must pass, with the published e2b SDK. */
export function sandboxContract(subject: () => Subject): void {
  describe('commands', () => commandTests(subject));
  describe('files', () => fileTests(subject));
  describe('watching', () => watchTests(subject));
  describe('signed URLs', () => signedUrlTests(subject));
}
