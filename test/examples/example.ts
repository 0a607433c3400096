import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { preview } from 'vite';

/** An example, installed from the packed package in a folder of its own. */
export class Example {
  readonly folder: string;
  readonly #closers: (() => Promise<unknown> | void)[] = [];

  /** Copies it and installs what it needs and the package, as an author would. */
  constructor(name: string, tarball: string) {
    this.folder = mkdtempSync(join(tmpdir(), `tidemark-example-${name}-`));
    cpSync(resolve(import.meta.dirname, name), this.folder, { recursive: true });
    this.run('npm', 'install', '--no-audit', '--no-fund', '--prefer-offline', tarball);
  }

  /** Puts a text in the place of another. */
  replace(name: string, text: string, by: string): void {
    const file = join(this.folder, name);
    const before = readFileSync(file, 'utf8');
    if (!before.includes(text)) throw new Error(`${name} has no ${text}`);
    writeFileSync(file, before.replace(text, by));
  }

  /** Adds a file. */
  add(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text);
  }

  /** Runs a command in its folder; answers what it printed. */
  run(command: string, ...args: string[]): string {
    return execFileSync(command, args, {
      cwd: this.folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  /** Serves files of it as they lie there; answers the address. */
  async serveFiles(files: string): Promise<string> {
    const server = await preview({
      root: this.folder,
      configFile: false,
      base: '/',
      build: { outDir: files },
      preview: { port: 0 },
      logLevel: 'error',
    });
    this.#closers.push(() => server.close());
    return server.resolvedUrls?.local[0] ?? '';
  }

  /** Starts its own server with `npm start`; answers the address once it prints one. */
  serveItself(port: number): Promise<string> {
    const child = spawn('npm', ['start', '--', '-p', String(port)], { cwd: this.folder, detached: true });
    this.#closers.push(() => void process.kill(-(child.pid ?? 0), 'SIGTERM'));
    return new Promise((resolve, reject) => {
      child.stdout.on('data', (text: Buffer) => {
        if (String(text).includes('Ready')) resolve(`http://localhost:${port}/`);
      });
      child.on('exit', (code) => reject(new Error(`The example's server ended with ${code}.`)));
    });
  }

  /** Stops what it serves and removes its folder. */
  async close(): Promise<void> {
    for (const close of this.#closers) await close();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
